# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Promises and outcomes · 目标与结果对照
#
# What a report promised for a year against what a later report of the same place says was reached: the table
# `promises`. Both name the same indicator of the catalog, the same period, kind (level or growth), unit and scope; a
# figure without a scope is one of the whole place. `docs/audit.md` tells when a promise counts as kept.
#
# Point `HUIBAO_PROCESSED` at another folder of tables; it should hold reports of the same place of several years.

# %%
import importlib.util
import os
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib import font_manager

PROCESSED = Path(os.environ.get("HUIBAO_PROCESSED", "../data/processed"))
promises = pd.read_parquet(PROCESSED / "promises.parquet")
facts = pd.read_parquet(PROCESSED / "facts.parquet").set_index("fact_id")
documents = pd.read_parquet(PROCESSED / "documents.parquet").set_index("doc_id")
for name in ("promised", "outcome", "difference"):
    promises[name] = promises[name].astype(float)
promises["region"] = promises["doc_id"].map(documents["region"]).fillna("")
promises["figure"] = promises["fact_id"].map(facts["text"])
promises["outcome_figure"] = promises["outcome_fact_id"].map(facts["text"])

# %%
promises.groupby(["region", "doc_id", "main"])["verdict"].value_counts().unstack(fill_value=0)

# %% [markdown]
# ## The main targets first
#
# *open*: no report after the promised period is among the reports. *unknown*: there is one, and it does not tell.

# %%
SHOWN = ["doc_id", "main", "indicator", "figure", "tone", "aim", "period", "outcome_figure", "difference", "unit", "verdict"]
pairs = promises[promises["outcome"].notna()].sort_values("main", ascending=False, kind="stable")
pairs[SHOWN]

# %% [markdown]
# ## What was missed, with both sentences

# %%
missed = pairs[pairs["verdict"] == "missed"]
missed.assign(
    promise=missed["fact_id"].map(facts["sentence"]), outcome_sentence=missed["outcome_fact_id"].map(facts["sentence"])
)[["indicator", "promise", "outcome_sentence"]]

# %% [markdown]
# ## How far from the promise

# %%
package = Path(importlib.util.find_spec("mplfonts").origin).parent
font = package / "fonts" / "NotoSansCJKsc-Regular.otf"
font_manager.fontManager.addfont(font)
plt.rcParams["font.family"] = font_manager.FontProperties(fname=font).get_name()
plt.rcParams["axes.unicode_minus"] = False

drawn = pairs[pairs["promised"] != 0]
drawn = drawn.assign(ratio=drawn["outcome"] / drawn["promised"]).sort_values("ratio", kind="stable").tail(30)
growth = drawn["kind"].eq("change").map({True: "（增幅）", False: ""})
labels = drawn["region"] + drawn["period"].str[:4] + "年 " + drawn["indicator"].str[:16] + growth
figure, axes = plt.subplots(figsize=(9, 1.5 + 0.3 * len(drawn)), layout="constrained")
colors = ["#c53030" if verdict == "missed" else "#2f855a" for verdict in drawn["verdict"]]
axes.barh(range(len(drawn)), drawn["ratio"] - 1, left=1, color=colors, height=0.55)
axes.axvline(1, color="black", linewidth=1)
for row, pair in enumerate(drawn.itertuples()):
    axes.annotate(f"{pair.figure} → {pair.outcome_figure}", (max(pair.ratio, 1), row), xytext=(5, 0),
                  textcoords="offset points", va="center", fontsize=8)
axes.set_yticks(range(len(drawn)), labels)
axes.margins(x=0.25)
axes.set_xlabel("实际 ÷ 目标（绿：兑现，红：未兑现）")
axes.set_title("目标与实际对照")
plt.show()
