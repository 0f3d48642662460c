"""Read the cells of a table: heads of rows and columns say what a figure measures and when."""

from __future__ import annotations

import re

from pipeline.facts.dating import calendar as cal
from pipeline.facts.dating.calendar import ReportDate
from pipeline.facts.dating.figures import Dated
from pipeline.facts.dating.timing import Timing
from pipeline.facts.kinds import Reading
from pipeline.facts.naming import Named
from pipeline.facts.statements import Statement
from pipeline.quantities.cells import YEAR
from pipeline.quantities.grids import Cell
from pipeline.records import Bound, Direction, Number, Sentence, Status
from pipeline.resources.pattern_ends import compile_ending

_AREA = r"(全[市省区县州镇乡])"
_AREA_OF_TABLE = compile_ending(rf"{_AREA}[^，。；]{{0,16}}(?:指标|目标)(?:计划|安排|情况|完成情况)?(?:表|一览)?$")
# 表2 2023年全县主要农产品产量, 附表：2024年全市…
_NUMBERED_TABLE = re.compile(r"附?表[\d一二三四五六七八九十]{0,2}[-—.\d]*[：:、\s]")
_AREA_IN_TITLE = re.compile(rf"[^，。；]{{0,24}}?{_AREA}")
_ESTIMATED = re.compile(r"预计|快报|初步")
_MONTHS = re.compile(r"(?P<first>\d{1,2})(?:[-—~至](?P<last>\d{1,2}))?月")
_QUARTERS = re.compile(r"(?P<to>前)?(?P<quarter>[一二三四1-4])(?:[-—~至](?P<until>[二三四2-4]))?个?季度")
_YEAR_END = re.compile(r"^年?(?:度)?(?:年)?[末底]")
_HALF = re.compile(r"上半年")
_BEFORE = re.compile(r"上年|去年|基期")
# 预算数 is an aim, 预算执行数 what became of it
_PLANNED = re.compile(r"(?:预算|计划|目标|安排|规划)(?:数|额|值)?(?:（[^（）]*）)?$")
_REACHED = re.compile(r"完成|实际|执行|决算|(?<!〔)累计|到位|本月")
_AVERAGE = re.compile(r"年均|平均每年")
_AT_LEAST = re.compile(r"[＞>≥超]|以上|不低于|不少于|突破")
_AT_MOST = re.compile(r"[<＜≤]|以[内下]|不超过|不高于")
_SHARE = re.compile(r"比重|占比|占.*的?比例|份额")


def area_of_table(clean: str) -> str | None:
    """Give the area that the title of a table names: 全市主要指标表, 表1 2023年全市工业产品产量."""
    if "全" not in clean:
        return None
    titled = _NUMBERED_TABLE.match(clean)
    area = _AREA_IN_TITLE.match(clean, titled.end()) if titled else _AREA_OF_TABLE.search(clean)
    return area[1] if area else None


def read_cell(
    sentence: Sentence,
    number: Number,
    cell: Cell,
    *,
    area: str | None,
    timing: Timing,
    date: ReportDate,
    part_of: str | None = None,
) -> Statement:
    """Read what one cell states.

    Args:
        sentence: the row.
        number: the figure in the cell.
        cell: what the heads of its row and columns say.
        area: what the title of the table is about.
        timing: what headings say about time.
        date: of the report.
        part_of: the fact of the whole that it is a part of (其中：…).
    """
    told = _period_told(cell)
    period = told or timing.period
    status: Status = "actual"
    if _is_estimated(cell, told) and (period is None or date.year is None or cal.year_of(period) <= date.year):
        status = "estimate"
    elif cell.role not in ("of a plan", "of the year before") and (
        _PLANNED.search(cell.column) or "目标" in cell.column
    ):
        status = "target"
    elif period and not _is_over(period, date) and not (cell.is_review or _REACHED.search(cell.column)):
        status = "target" if told or timing.planned else "actual"
    reading = _read_kind(sentence, number, cell)
    baseline = (
        cal.year_before(period) if period and reading.kind in ("change", "ratio") and cell.role != "of a plan" else None
    )
    if reading.average:
        baseline = "avg"
    return Statement(
        _bound_of(cell),
        reading,
        Named(cell.indicator, None, "table cell"),
        Dated(period, baseline if "环比" not in cell.column else None, "column"),
        cell.scope or area,
        status,
        part_of=part_of,
    )


def _is_estimated(cell: Cell, period: str | None) -> bool:
    """Tell whether a column is an estimate, or the growth of one: 2022年预计, 2022年±%."""
    if _ESTIMATED.search(cell.column):
        return True
    same = [label for label in cell.labels if period and _period_of(label) == period and label != cell.column]
    return cell.role == "growth" and any(_ESTIMATED.search(label) for label in same)


def _read_kind(sentence: Sentence, number: Number, cell: Cell) -> Reading:
    """Tell how a cell is stated, by its column first."""
    falls = sentence.clean[number.clean_start - 1 : number.clean_start] == "-"
    if cell.role == "growth" or cell.moved:
        direction: Direction = "down" if falls or cell.moved == "down" else "up"
        return Reading("change", direction, "", "table cell", not cell.accrued and bool(_AVERAGE.search(cell.column)))
    if cell.role in ("of a plan", "of the year before"):
        return Reading("ratio", None, "", "table cell", foreign=cell.role == "of a plan")
    if cell.role == "rank":
        return Reading("rank", None, "", "table cell")
    is_share = cell.role == "share" or (number.unit == "%" and bool(_SHARE.search(cell.indicator)))
    return Reading("share" if is_share else "level", None, "", "table cell")


def _bound_of(cell: Cell) -> Bound:
    if _AT_LEAST.search(cell.bound):
        return "min"
    if _AT_MOST.search(cell.bound):
        return "max"
    return "approx" if cell.bound else "exact"


def _period_of(label: str) -> str | None:
    """Read the period that a label names with its year: 2022年, 2022年1-9月, 2022年上半年."""
    years = YEAR.search(label)
    if years is None:
        return None
    year, rest = int(years.group()), label[years.end() :]
    if months := _MONTHS.search(rest):
        return _months(year, int(months["first"]), int(months["last"] or months["first"]))
    if quarter := _QUARTERS.search(rest):
        number = _number_of(quarter["quarter"])
        last = _number_of(quarter["until"]) if quarter["until"] else number
        return _months(year, 1 if quarter["to"] or (quarter["until"] and number == 1) else number * 3 - 2, last * 3)
    if _HALF.search(rest):
        return _months(year, 1, 6)
    return cal.month_end(year, 12) if _YEAR_END.match(rest) else str(year)


def _months(year: int, first: int, last: int) -> str | None:
    if not 1 <= first <= last <= 12:
        return None
    return str(year) if (first, last) == (1, 12) else cal.month_range(year, first, last)


def _number_of(quarter: str) -> int:
    return int(quarter) if quarter.isdigit() else "一二三四".index(quarter) + 1


def _is_over(period: str, date: ReportDate) -> bool:
    """Tell whether a period had ended when the report was given: its year, or its months of the same year.

    What a report of December says of its year without a word of a plan is done, too.
    """
    if date.year is None:
        return True
    year, months = cal.year_of(period), period[-2:] if len(period) in (7, 15) else None
    return year < date.year or (year == date.year and int(months or 12) <= (date.month or 0))


def _period_told(cell: Cell) -> str | None:
    """Read the period that the label of the column names, or the other labels of its table.

    A column without a year (增长（%）) is for the latest period of the others, an average for the years between them.
    """
    period = _period_of(cell.column)
    if period is None:
        others = sorted(
            {other for label in cell.labels if (other := _period_of(label)) is not None},
            key=lambda other: (cal.year_of(other), other),
        )
        over_years = (cell.accrued or _AVERAGE.search(cell.column)) and len(others) > 1
        if over_years and len(others[0]) == len(others[-1]) == 4:
            return f"{int(others[0]) + 1}/{others[-1]}"
        period = others[-1] if others else None
    if period and _BEFORE.search(cell.column) and cell.role == "amount":
        return cal.year_before(period)
    return period
