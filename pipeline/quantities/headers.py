"""The header of a table: one row or two, with what stands above the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.quantities.cells import YEAR, YEAR_LABEL, HeaderUnit, is_unit
from pipeline.quantities.columns import AREA_LABEL, TITLE_GROWTH, Column, read_column, state_growths
from pipeline.records import Sentence
from pipeline.resources.units import Units

Row = list[tuple[int, str]]
"""The cells of a row: where each begins in the clean view, and its text."""

_UNIT_HEAD = re.compile(r"^(?:计量)?单位$")
_CAPTION = re.compile(r"单位[:：][ \u3000]*(?P<units>[^\s，。；）)（(|]{1,20})[）)\]】\s|]*$")
CAPTION_REACH = 3
"""So many lines above a table its title and its unit may stand."""
_LONGEST_TITLE = 40
_TITLE_PERIOD = re.compile(
    r"(?:19|20)\d{2}年(?:度)?(?:\d{1,2}(?:[-—~至]\d{1,2})?月|上半年|前?[一二三]季度|[1-4][-—~至][1-4]季度)?"
)
_YEARLESS = re.compile(r"\d{1,2}月|季度|上半年")
_REVIEW = re.compile(r"进展|进度|完成情况|执行情况|运行|决算|快报|公报|简报|统计|实绩")
_PLAN = re.compile(r"草案|安排|目标|计划(?!执行|完成)")
_FIRST_LABEL = re.compile(r"^(?:序号|指标|项目|科目|产品|名称|县区|地区|年份|年度|单位)")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table.

    row: the cells of its last row. caption: the units that a line above gives. period: that of the title above, empty
    where a column names a year of its own. is_review: the title says that the table tells what was reached.
    """

    sentence: Sentence
    row: Row
    columns: tuple[Column, ...]
    caption: tuple[HeaderUnit, ...]
    period: str
    is_review: bool

    @property
    def unit_column(self) -> int | None:
        """Give the column that holds the unit of each row."""
        return next((index for index, column in enumerate(self.columns) if _UNIT_HEAD.match(column.label)), None)

    @property
    def halves(self) -> list[tuple[int, int]]:
        """Give the columns of each of the tables that stand side by side: 项目 | 决算数 | 项目 | 决算数."""
        first = self.row[0][1]
        starts = [index for index, (_, text) in enumerate(self.row) if text and text == first]
        gaps = [later - index for index, later in pairwise(starts)]
        if len(starts) < 2 or starts[0] or min(gaps) < 2:
            return [(0, len(self.row))]
        return list(zip(starts, [*starts[1:], len(self.row)], strict=True))

    def part(self, start: int, end: int) -> Header:
        """Give the header of some of the columns."""
        return (
            self
            if (start, end) == (0, len(self.row))
            else replace(self, row=self.row[start:end], columns=self.columns[start:end])
        )

    @property
    def has_areas(self) -> bool:
        """Tell whether the columns are for areas: 全县, 城市, 农村."""
        return len([column for column in self.columns if AREA_LABEL.match(column.label)]) > 1

    @property
    def labels(self) -> tuple[str, ...]:
        """Give all labels, each with the period that the title adds."""
        return tuple(self.period_before(column) + column.label for column in self.columns)

    def unit_of_row(self, sentence: Sentence, row: Row) -> HeaderUnit | None:
        """Give the unit that a row has in a column of its own."""
        if self.unit_column is None or not row[self.unit_column][1]:
            return None
        start, text = row[self.unit_column]
        if "=" in text:  # 上年=100
            return None
        return HeaderUnit(text, sentence.raw_span(start, start + len(text)))

    def period_before(self, column: Column) -> str:
        """Give the period that the title adds to the label of a column: all of it, or the year of its months."""
        if not self.period:
            return ""
        return self.period[:5] if _YEARLESS.search(column.label) else self.period


def build_header(sentences: Sequence[Sentence], index: int, row: Row, above: Header | None, units: Units) -> Header:
    """Build the header of a table whose labels stand in `row` of a sentence; `above` is a header row over it."""
    sentence = sentences[index]
    over = _labels_over(row, above)
    columns = [
        above.columns[at] if above and upper and not label else read_column(label, upper, place, sentence, units)
        for at, ((place, label), upper) in enumerate(zip(row, over, strict=True))
    ]
    lines = sentences[max(0, index - CAPTION_REACH - (1 if above else 0)) : index]
    title = _find_title(lines)
    if TITLE_GROWTH.search(title) and all(column.role in ("amount", "none") for column in columns):
        columns = state_growths(columns)
    periods = set(_TITLE_PERIOD.findall(title))
    dated = any(YEAR.search(column.label) for column in columns)
    return Header(
        sentence,
        row,
        tuple(columns),
        find_caption(lines, units),
        periods.pop() if len(periods) == 1 and not dated else "",
        bool(_REVIEW.search(title)) and not _PLAN.search(title),
    )


def caption_unit(caption: Sequence[HeaderUnit], column: Column) -> HeaderUnit | None:
    """Give the unit that the caption has for a column: per cent are those of growths, not of amounts."""
    is_amount = column.role == "amount"
    if is_amount and len(caption) == 1:
        return caption[0]
    fitting = [unit for unit in caption if (unit.text in ("%", "‰")) != is_amount]
    return fitting[0] if len(fitting) == 1 and column.role != "rank" else None


def goes_on_header(header: Header, row: Row, *, is_new: bool) -> bool:
    """Tell whether a row without figures is a header: the second row of one, or the first of the next table."""
    first, label = row[0][1], header.row[0][1]
    if is_new and len(row) == len(header.row):
        is_first = bool(_FIRST_LABEL.match(first)) and not _FIRST_LABEL.match(label)
        return _is_title(header.row) or is_first or not first or first == label or bool(YEAR_LABEL.match(first))
    return first == label or bool(_FIRST_LABEL.match(first))


def _is_title(row: Row) -> bool:
    """Tell whether a row holds the title of the table: merged cells that repeat it, or one with the unit."""
    return len({text for _, text in row}) == 1 or any(_CAPTION.search(text) for _, text in row)


def _labels_over(row: Row, above: Header | None) -> list[str]:
    """Give what stands over each label of a second header row; a merged cell stands over those that follow it."""
    if above is None or len(above.row) != len(row) or _is_title(above.row):
        return [""] * len(row)
    labels, last = [], ""
    for (_, label), (_, upper) in zip(row, above.row, strict=True):
        last = upper or last
        labels.append("" if last == label else last)
    return labels


def _find_title(lines: Sequence[Sentence]) -> str:
    """Give the line right above a table that may be its title: short, no sentence, no line of units, no row."""
    for line in reversed(lines):
        text = line.clean.strip()
        bare = _CAPTION.sub("", text).strip(" （(")
        if not bare or "|" in text or "\t" in text:
            continue
        return bare if len(bare) <= _LONGEST_TITLE and not bare.endswith(("。", "；", "，")) else ""
    return ""


def find_caption(lines: Sequence[Sentence], units: Units) -> tuple[HeaderUnit, ...]:
    """Find `单位：亿元` or `单位：亿元、%` in the lines above a table, which may be a row of its own in it."""
    for sentence in reversed(lines):
        match = _CAPTION.search(sentence.clean)
        if match is None:
            continue
        parts = [(match.start("units") + part.start(), part[0]) for part in re.finditer("[^、]+", match["units"])]
        if all(is_unit(text, units) for _, text in parts):
            return tuple(HeaderUnit(text, sentence.raw_span(place, place + len(text))) for place, text in parts)
    return ()
