"""Read the cells of a table: heads of rows and columns say what a figure measures and when."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.facts.dating.calendar import ReportDate
from pipeline.facts.dating.figures import Dated
from pipeline.facts.dating.timing import Timing
from pipeline.facts.kinds import Reading
from pipeline.facts.naming import Named
from pipeline.facts.statements import Statement
from pipeline.quantities.grids import Cell
from pipeline.records import Bound, Number, Sentence
from pipeline.resources.pattern_ends import compile_ending

_AREA_OF_TABLE = compile_ending(r"(全[市省区县州])[^，。；]{0,16}(?:指标|目标)(?:表|一览)?$")


def area_of_table(clean: str) -> str | None:
    """Give the area that the title of a table names: 全市主要指标表."""
    area = _AREA_OF_TABLE.search(clean)
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
    target = bool(period and date.year and int(period[:4]) >= date.year) or "目标" in cell.column
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
    baseline = str(int(period[:4]) - 1) if growth and period else None
    return Statement(
        bound,
        reading,
        Named(cell.indicator, None, "table cell"),
        Dated(period, baseline, "column"),
        cell.scope or area,
        "target" if target else "actual",
    )


def _latest_year(cells: Iterable[Cell], sentence: Sentence) -> str | None:
    """A column without a year (增长（%）) is for the latest year that the columns of its row name."""
    years = [
        int(year.group())
        for cell in cells
        if cell.sentence_id == sentence.sentence_id and (year := re.search(r"(?:19|20)\d{2}", cell.column))
    ]
    return str(max(years)) if years else None
