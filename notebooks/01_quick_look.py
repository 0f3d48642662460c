# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Quick look · 快速浏览
#
# Opens the tables that `make repro` writes to `data/processed`, shows the figures with their sentences, and counts them
# by pillar and status.
#
# Point `HUIBAO_PROCESSED` at another folder of tables (for example the one that `huibao extract --out` wrote) to look at
# your own reports.

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
for column in ("value", "value_max"):
    facts[column] = facts[column].astype(float)  # decimals in the table, so that no digit is lost before this point
documents[["doc_id", "title", "region", "report_date", "status", "reason"]]

# %% [markdown]
# ## Every figure with the sentence that it came from
#
# `text` is the figure as written, `char_start` and `char_end` its place in `documents.text`. Nothing in the table has to
# be trusted blindly.

# %%
facts[["indicator", "text", "value", "unit", "kind", "status", "period", "pillar", "sentence"]].head(10)

# %%
texts = documents.set_index("doc_id")["text"]
for fact in facts.itertuples():
    assert texts[fact.doc_id][fact.char_start : fact.char_end] == fact.text

# %% [markdown]
# ## How sure the figures are
#
# `confidence` is how often facts found in the same way were right on annotated reports.

# %%
classes = pd.cut(facts["confidence"], [0, 0.7, 0.9, 1], right=False, labels=["< 0.7", "0.7 - 0.9", ">= 0.9"])
classes.value_counts(sort=False).to_frame("facts").assign(share=lambda frame: (frame["facts"] / len(facts)).round(3))

# %% [markdown]
# ## How many figures each pillar has

# %%
PILLARS = {
    "enterprise": "强企业",
    "resources": "聚要素",
    "platform": "建平台",
    "talent": "育人才",
    "cooperation": "促合作",
    "none": "其他",
}
STATUSES = {"actual": "已完成", "estimate": "预计", "target": "目标"}
counts = (
    facts.groupby(["pillar", "status"])
    .size()
    .unstack(fill_value=0)
    .reindex(index=list(PILLARS), columns=list(STATUSES), fill_value=0)
    .rename(index=PILLARS, columns=STATUSES)
)
counts

# %% [markdown]
# The font comes with the package `mplfonts` and is registered by its path, so that the labels need no font of the
# system.

# %%
package = Path(importlib.util.find_spec("mplfonts").origin).parent
font = package / "fonts" / "NotoSansCJKsc-Regular.otf"
font_manager.fontManager.addfont(font)
plt.rcParams["font.family"] = font_manager.FontProperties(fname=font).get_name()
plt.rcParams["axes.unicode_minus"] = False

figure, axes = plt.subplots(figsize=(8, 4), layout="constrained")
left = pd.Series(0, index=counts.index)
for status, color in zip(counts.columns, ("#2b6cb0", "#d69e2e", "#a0aec0"), strict=True):
    axes.barh(counts.index, counts[status], left=left, label=status, color=color)
    left += counts[status]
axes.bar_label(axes.containers[-1], labels=[str(total) for total in left], padding=4)
axes.invert_yaxis()
axes.set_xlim(0, max(1, left.max() * 1.1))
axes.xaxis.get_major_locator().set_params(integer=True)
axes.set_xlabel("指标数量")
axes.set_title("各支柱的指标数量")
axes.legend(frameon=False)
plt.show()
