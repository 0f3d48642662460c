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
# # One indicator across years and places · 一个指标的多年多地比较
#
# Takes one indicator of the catalog and follows it over the years and places that the reports tell. `indicator_id` is
# the same however a report words it, and `value_base` is in the same unit however a report scales it.
#
# Point `HUIBAO_PROCESSED` at another folder of tables, and set `INDICATOR` to the indicator that you want.

# %%
import importlib.util
import os
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib import font_manager
from matplotlib.ticker import MaxNLocator

PROCESSED = Path(os.environ.get("HUIBAO_PROCESSED", "../data/processed"))
INDICATOR = None  # an indicator_id, or None for the one with the most years and places
facts = pd.read_parquet(PROCESSED / "facts.parquet")
documents = pd.read_parquet(PROCESSED / "documents.parquet")
facts["value_base"] = facts["value_base"].astype(float)
facts["year"] = facts["period_end"].astype(str).str[:4]

# %% [markdown]
# ## Which indicators can be followed
#
# Levels that were reached, of the whole place (`whole_place`): a part of a whole (`part_of`) is another thing, and so is
# the figure of a town in the report of its county, which has a `scope` of its own.

# %%
levels = facts[
    (facts["kind"] == "level")
    & (facts["status"] == "actual")
    & facts["indicator_id"].notna()
    & facts["part_of"].isna()
    & facts["period_end"].notna()
    & facts["whole_place"]
].merge(documents[["doc_id", "region", "title"]].dropna(subset="region"), on="doc_id")
places = levels.groupby("indicator_id").agg(
    indicator=("indicator", lambda names: names.mode()[0]),
    facts=("fact_id", "size"),
    places=("region", "nunique"),
    years=("year", "nunique"),
)
points = levels.drop_duplicates(["indicator_id", "region", "year"]).groupby("indicator_id").size()
places["points"] = points
places = places.sort_values(["points", "facts"], ascending=False)
places.head(10)

# %% [markdown]
# ## The figures
#
# Where two reports tell the same year, the later report counts: it corrects the earlier one.

# %%
chosen = INDICATOR or (places.index[0] if len(places) else "")
followed = levels[levels["indicator_id"] == chosen].merge(documents[["doc_id", "report_date"]], on="doc_id")
unit = followed["unit_base"].mode().get(0, "")
followed = followed[followed["unit_base"] == unit].sort_values(["region", "year", "report_date"], na_position="first")
latest = followed.drop_duplicates(["region", "year"], keep="last")
latest[["region", "year", "text", "value_base", "unit_base", "indicator", "title", "sentence"]]

# %%
table = latest.pivot_table(index="year", columns="region", values="value_base")
table

# %% [markdown]
# The chart shows the places with the most years.

# %%
package = Path(importlib.util.find_spec("mplfonts").origin).parent
font = package / "fonts" / "NotoSansCJKsc-Regular.otf"
font_manager.fontManager.addfont(font)
plt.rcParams["font.family"] = font_manager.FontProperties(fname=font).get_name()
plt.rcParams["axes.unicode_minus"] = False

SCALES = ((1e8, "亿"), (1e4, "万"), (1, ""))
largest = latest["value_base"].abs().max()
scale, word = next((pair for pair in SCALES if largest >= pair[0]), SCALES[-1])
MOST_PLACES, MOST_LABELS = 8, 20
drawn = latest[latest["region"].isin(latest["region"].value_counts().head(MOST_PLACES).index)]
figure, axes = plt.subplots(figsize=(8, 4), layout="constrained")
for region, series in drawn.groupby("region"):
    axes.plot(series["year"].astype(int), series["value_base"] / scale, marker="o", label=region)
    for point in series.itertuples() if len(drawn) <= MOST_LABELS else ():
        axes.annotate(point.text, (int(point.year), point.value_base / scale), xytext=(0, 7), ha="center",
                      textcoords="offset points", fontsize=8)
axes.xaxis.set_major_locator(MaxNLocator(integer=True))
axes.margins(x=0.1, y=0.15)
axes.set_xlabel("年份")
axes.set_ylabel(f"{word}{unit}")
axes.set_title(f"各地{places['indicator'].get(chosen, '指标')}")
if len(latest):
    axes.legend(frameon=False, fontsize=9)
plt.show()
