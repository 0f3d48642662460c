"""Read the cells of a table: heads of rows and columns say what a figure measures and when."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.facts.dating import calendar as cal
from pipeline.facts.dating.calendar import ReportDate
from pipeline.facts.dating.figures import Dated
from pipeline.facts.dating.timing import Timing
from pipeline.facts.kinds import Reading
from pipeline.facts.naming import Named
from pipeline.facts.statements import Statement
from pipeline.quantities.grids import Cell
from pipeline.records import Bound, Number, Sentence, Status
from pipeline.resources.pattern_ends import compile_ending

_AREA = r"(全[市省区县州镇乡])"
_AREA_OF_TABLE = compile_ending(rf"{_AREA}[^，。；]{{0,16}}(?:指标|目标)(?:计划|安排|情况|完成情况)?(?:表|一览)?$")
# 表2 2023年全县主要农产品产量, 附表：2024年全市…
_NUMBERED_TABLE = re.compile(r"附?表[\d一二三四五六七八九十]{0,2}[-—.\d]*[：:、\s]")
_AREA_IN_TITLE = re.compile(rf"[^，。；]{{0,24}}?{_AREA}")
_ESTIMATED = re.compile(r"预计|快报|初步")


def area_of_table(clean: str) -> str | None:
    """Give the area that the title of a table names: 全市主要指标表, 表1 2023年全市工业产品产量."""
    titled = _NUMBERED_TABLE.match(clean)
    area = _AREA_IN_TITLE.match(clean, titled.end()) if titled else _AREA_OF_TABLE.search(clean)
    return area[1] if area else None


def read_cell(
    sentence: Sentence,
    number: Number,
    cell: Cell,
    *,
    cells: Iterable[Cell],
    area: str | None,
    timing: Timing,
    date: ReportDate,
) -> Statement:
    """Read what one cell states.

    Args:
        sentence: the row.
        number: the figure in the cell.
        cell: what the heads of its row and column say.
        cells: all cells of the report; a column without a year is for the latest that its row names.
        area: what the title of the table is about.
        timing: what headings say about time.
        date: of the report.
    """
    year = re.search(r"(?:19|20)\d{2}", cell.column)
    period = year.group() if year else None
    growth = bool(re.search(r"增长|增速|增幅|同比|比上年|±", cell.column)) and number.unit == "%"
    if period is None:
        period = _latest_year(cells, sentence) or timing.period
    status: Status = "actual"
    if _ESTIMATED.search(cell.column) and (period is None or date.year is None or cal.year_of(period) <= date.year):
        status = "estimate"
    elif "目标" in cell.column or (period and not _is_over(period, date)):
        status = "target"
    falls = sentence.clean[number.clean_start - 1 : number.clean_start] == "-"
    share = number.unit == "%" and bool(re.search(r"比重|占比|占.*的?比例|份额", cell.indicator))
    reading = Reading(
        "change" if growth else "share" if share else "level",
        ("down" if falls else "up") if growth else None,
        "",
        "table cell",
    )
    bound: Bound = (
        "min"
        if re.search(r"[＞>≥超]|以上", cell.bound)
        else "max"
        if re.search(r"[<＜≤]|以[内下]", cell.bound)
        else "approx"
        if cell.bound
        else "exact"
    )
    baseline = cal.year_before(period) if growth and period else None
    return Statement(
        bound,
        reading,
        Named(cell.indicator, None, "table cell"),
        Dated(period, baseline, "column"),
        cell.scope or area,
        status,
    )


def _is_over(period: str, date: ReportDate) -> bool:
    """Tell whether a period had ended when the report was given: its year, or its months of the same year."""
    if date.year is None:
        return True
    year, months = cal.year_of(period), period[-2:] if len(period) in (7, 15) else None
    return year < date.year or (year == date.year and months is not None and int(months) <= (date.month or 0))


def _latest_year(cells: Iterable[Cell], sentence: Sentence) -> str | None:
    """A column without a year (增长（%）) is for the latest year that the columns of its row name."""
    years = [
        int(year.group())
        for cell in cells
        if cell.sentence_id == sentence.sentence_id and (year := re.search(r"(?:19|20)\d{2}", cell.column))
    ]
    return str(max(years)) if years else None
