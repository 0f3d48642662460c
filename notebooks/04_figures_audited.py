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
# # Figures that audit each other · 数字核对
#
# What the figures of the reports tell of each other: growth against levels, parts against wholes, shares, sums, what is
# told twice. `docs/audit.md` tells each kind of check, and when it cannot be told.
#
# Point `HUIBAO_PROCESSED` at another folder of tables to look at your own reports.

# %%
import importlib.util
import os
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib import font_manager

import pipeline

PROCESSED = Path(os.environ.get("HUIBAO_PROCESSED", "../data/processed"))
VERDICTS = {"consistent": "相符", "cannot_tell": "无法判断", "inconsistent": "不符"}
checks = pd.read_parquet(PROCESSED / "checks.parquet")
derived = pd.read_parquet(PROCESSED / "derived.parquet")
facts = pd.read_parquet(PROCESSED / "facts.parquet").set_index("fact_id")

# %%
counts = checks.pivot_table(index="kind", columns="verdict", values="check_id", aggfunc="count", fill_value=0)
counts = counts.reindex(columns=list(VERDICTS), fill_value=0)
counts

# %% [markdown]
# ## What does not fit
#
# Read the sentence before you believe either: the report may be wrong, or a figure may have been taken for another one.
# The confidence of all facts that such a check uses is lowered.

# %%
failed = checks[checks["verdict"] == "inconsistent"]
failed.assign(sentence=failed["fact_id"].map(facts["sentence"]))[["doc_id", "kind", "message", "sentence"]]

# %% [markdown]
# ## What cannot be told, and why

# %%
checks[checks["verdict"] == "cannot_tell"][["doc_id", "kind", "doubt", "message"]]

# %% [markdown]
# ## What is implied
#
# Values that a report leaves to its reader. They are no facts: each has its formula, and the facts that went into it.

# %%
derived[["doc_id", "indicator", "period", "value", "unit", "formula", "value_low", "value_high"]]

# %% [markdown]
# ## A text of your own

# %%
own = pipeline.extract(
    "全市高新技术企业由2020年的40家增加到2022年的65家，增长52.5%。2022年，全市三次产业结构为8.2:45.6:46.2。",
    report_date="2023-01",
)
own.checks[["kind", "verdict", "message"]]

# %%
package = Path(importlib.util.find_spec("mplfonts").origin).parent
font = package / "fonts" / "NotoSansCJKsc-Regular.otf"
font_manager.fontManager.addfont(font)
plt.rcParams["font.family"] = font_manager.FontProperties(fname=font).get_name()

colors = {"consistent": "#2f855a", "cannot_tell": "#a0aec0", "inconsistent": "#c53030"}
figure, axes = plt.subplots(figsize=(9, 1.5 + 0.4 * len(counts)), layout="constrained")
left = pd.Series(0, index=counts.index)
for verdict, name in VERDICTS.items():
    axes.barh(counts.index, counts[verdict], left=left, color=colors[verdict], height=0.6, label=name)
    left = left + counts[verdict]
axes.set_xlabel("核对次数")
axes.set_title("数字核对结果")
axes.legend()
plt.show()
