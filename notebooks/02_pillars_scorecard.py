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
# # Pillars scorecard · 五大支柱计分卡
#
# What each report says on each of the five pillars: how many figures were reached and promised, and the figures that
# name a known indicator, the surest first.
#
# Point `HUIBAO_PROCESSED` at another folder of tables to look at your own reports.

# %%
import importlib.util
import os
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib import font_manager

PROCESSED = Path(os.environ.get("HUIBAO_PROCESSED", "../data/processed"))
PILLARS = {
    "enterprise": "强企业",
    "resources": "聚要素",
    "platform": "建平台",
    "talent": "育人才",
    "cooperation": "促合作",
}
facts = pd.read_parquet(PROCESSED / "facts.parquet")
documents = pd.read_parquet(PROCESSED / "documents.parquet").set_index("doc_id")
facts = facts[facts["pillar"].isin(list(PILLARS))]
titles = documents["title"].fillna(documents.index.to_series())

# %% [markdown]
# ## Reports by pillar
#
# A cell reads *reached / promised*.

# %%
counts = facts.pivot_table(index="doc_id", columns=["pillar", "status"], values="fact_id", aggfunc="count", fill_value=0)


def count(pillar: str, *statuses: str) -> pd.Series:
    """Give the number of facts of each report on a pillar."""
    found = [counts[pillar, status] for status in statuses if (pillar, status) in counts.columns]
    return sum(found, pd.Series(0, index=counts.index))


reached = pd.DataFrame({name: count(pillar, "actual", "estimate") for pillar, name in PILLARS.items()})
promised = pd.DataFrame({name: count(pillar, "target") for pillar, name in PILLARS.items()})
scorecard = reached.astype(str) + " / " + promised.astype(str)
scorecard.rename(index=titles)

# %% [markdown]
# ## The figures behind it
#
# For each pillar the facts that name an indicator of the catalog; parts of a whole (`part_of`) are left out, so that
# nothing counts twice.

# %%
known = facts[facts["indicator_id"].notna() & facts["part_of"].isna()].sort_values("confidence", ascending=False)
figures = known.assign(report=known["doc_id"].map(titles), pillar=known["pillar"].map(PILLARS))
figures.groupby("pillar", sort=False).head(4)[
    ["pillar", "report", "indicator", "text", "kind", "status", "period", "confidence"]
].sort_values("pillar")

# %% [markdown]
# ## Where a report puts its weight

# %%
package = Path(importlib.util.find_spec("mplfonts").origin).parent
font = package / "fonts" / "NotoSansCJKsc-Regular.otf"
font_manager.fontManager.addfont(font)
plt.rcParams["font.family"] = font_manager.FontProperties(fname=font).get_name()
plt.rcParams["axes.unicode_minus"] = False

shown = (reached + promised).head(25)
shares = shown.div(shown.sum(axis=1), axis=0)
figure, axes = plt.subplots(figsize=(8, 1.2 + 0.45 * len(shares)), layout="constrained")
picture = axes.imshow(shares, cmap="Blues", vmin=0, vmax=max(0.6, shares.max().max()), aspect="auto")
axes.set_xticks(range(len(shares.columns)), shares.columns)
axes.set_yticks(range(len(shares)), [titles[doc_id][:22] for doc_id in shares.index])
for row, doc_id in enumerate(shares.index):
    for column, name in enumerate(shares.columns):
        color = "white" if shares.loc[doc_id, name] > 0.4 else "black"
        axes.text(column, row, str(shown.loc[doc_id, name]), ha="center", va="center", color=color)
axes.set_title("各报告的五大支柱指标数量")
figure.colorbar(picture, label="占该报告五大支柱指标的比重")
plt.show()
