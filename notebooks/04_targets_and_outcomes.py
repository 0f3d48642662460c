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
# # Targets against outcomes · 目标与结果对照
#
# What a report promised for a year against what a later report of the same place says was reached. Both must name the
# same indicator of the catalog, the same period, kind (level, change, share), unit and scope; a figure without a scope
# is one of the whole place.
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
facts = pd.read_parquet(PROCESSED / "facts.parquet")
documents = pd.read_parquet(PROCESSED / "documents.parquet")
facts["value_base"] = facts["value_base"].astype(float)
facts["year"] = facts["period_end"].astype(str).str[:4]

# %%
told = facts[facts["indicator_id"].notna() & facts["period_end"].notna() & facts["part_of"].isna()].merge(
    documents[["doc_id", "region", "report_date"]].dropna(), on="doc_id"
)
KEYS = ["region", "indicator_id", "year", "kind", "direction", "unit_base", "scope"]
told["scope"] = told["scope"].mask(told["whole_place"]).fillna("")
told["direction"] = told["direction"].fillna("")
SHOWN = ["indicator", "text", "value_base", "bound", "report_date", "sentence"]
promised = told[told["status"] == "target"][[*KEYS, *SHOWN]].drop_duplicates(KEYS, keep="last")
reached = told[told["status"] == "actual"][[*KEYS, *SHOWN]].drop_duplicates(KEYS, keep="first")
pairs = promised.merge(reached, on=KEYS, suffixes=("_promised", "_reached"))
pairs = pairs[pairs["report_date_promised"] < pairs["report_date_reached"]].reset_index(drop=True)

# %% [markdown]
# ## Was it reached?
#
# A promise of *at most* (`bound` is `max`) is kept from below, every other one from above. A fall that was promised
# (`direction` is `down`) is kept where it fell at least as far. *About* leaves 5 % of room.

# %%
room = pairs["bound_promised"].map({"approx": 0.05}).astype(float).fillna(0)
at_most = pairs["bound_promised"] == "max"
above = pairs["value_base_reached"] >= pairs["value_base_promised"] * (1 - room)
below = pairs["value_base_reached"] <= pairs["value_base_promised"] * (1 + room)
pairs["kept"] = above.where(~at_most, below)
pairs["ratio"] = (pairs["value_base_reached"] / pairs["value_base_promised"].where(pairs["value_base_promised"] != 0)).round(3)
pairs[
    ["region", "year", "indicator_promised", "kind", "direction", "bound_promised", "text_promised", "text_reached", "ratio", "kept"]
].sort_values(["region", "year", "ratio"])

# %%
pairs.groupby(["region", "year"])["kept"].agg(["size", "sum"]).rename(columns={"size": "pairs", "sum": "kept"})

# %% [markdown]
# ## The sentences behind it

# %%
pairs[["indicator_promised", "sentence_promised", "sentence_reached"]].head(5)

# %%
package = Path(importlib.util.find_spec("mplfonts").origin).parent
font = package / "fonts" / "NotoSansCJKsc-Regular.otf"
font_manager.fontManager.addfont(font)
plt.rcParams["font.family"] = font_manager.FontProperties(fname=font).get_name()
plt.rcParams["axes.unicode_minus"] = False

drawn = pairs.dropna(subset="ratio").sort_values("ratio").tail(30)
labels = drawn["region"] + drawn["year"] + "年 " + drawn["indicator_promised"].str[:16] + drawn["direction"].map(
    {"up": "（增长）", "down": "（下降）"}
).fillna("")
figure, axes = plt.subplots(figsize=(9, 1.5 + 0.3 * len(drawn)), layout="constrained")
colors = ["#2f855a" if kept else "#c53030" for kept in drawn["kept"]]
axes.barh(range(len(drawn)), drawn["ratio"] - 1, left=1, color=colors, height=0.55)
axes.axvline(1, color="black", linewidth=1)
for row, pair in enumerate(drawn.itertuples()):
    axes.annotate(f"{pair.text_promised} → {pair.text_reached}", (max(pair.ratio, 1), row), xytext=(5, 0),
                  textcoords="offset points", va="center", fontsize=8)
axes.set_yticks(range(len(drawn)), labels)
axes.margins(x=0.25)
axes.set_xlabel("实际 ÷ 目标（绿：达到，红：未达到）")
axes.set_title("目标与实际对照")
plt.show()
