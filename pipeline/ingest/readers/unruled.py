"""Tables without ruling lines: lines of several segments below each other, whose segments stand in columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.ingest.extracted import format_row
from pipeline.ingest.readers.lines import Line
from pipeline.ingest.readers.pages import Segment

_NUMBER = re.compile(r"[-+－—]?\d[\d,，.]*[%％‰]?")
_UNIT_LINE = re.compile(r"[（(]?\s*(?:计量)?单位\s*[：:]")
_CLEARLY = 0.3
"""Heights of a character by which gaps between rows are wider than those between the lines of a cell."""
_FARTHEST = 1.5
"""Heights of a character by which a line with one cell may stand below the line above it in a table."""
_FEWEST_GAPS = 2
"""Gaps between rows; one alone may only part a header from what it heads."""


def group_rows(lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    """Give lines of prose one by one, and the lines of each table together."""
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and _may_be_row(lines, end, index):
            end += 1
        end = _find_end(lines, index, end)
        rows = lines[index:end]
        if sum(len(line.segments) > 1 for line in rows) >= 2 and _find_columns(rows):
            yield "table", list(rows)
            index = end
        else:
            yield "prose", [lines[index]]
            index += 1


def format_cells(rows: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Give the rows of a table as `| a | b |`, each with its first line; cells that are wrapped are put together."""
    columns = _find_columns(rows)
    spaced = _part_at_gaps(rows)
    for row in spaced if spaced and _are_rows(spaced, columns) else _part_at_cells(rows):
        yield row[0], format_row(["".join(cell) for cell in _cells_of(row, columns)])


def _part_at_cells(lines: Sequence[Line]) -> list[list[Line]]:
    """Part the lines of a table into rows: a line with one cell goes on with the row above."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and len(line.segments) == 1:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _part_at_gaps(lines: Sequence[Line]) -> list[list[Line]] | None:
    """Part the lines of a table where the gaps are wide; None where gaps of lines and of rows cannot be told apart."""
    narrow = _find_line_gap(lines)
    if narrow is None:
        return None
    rows = [[lines[0]]]
    for line, after in pairwise(lines):
        if after.page is line.page and after.top - line.bottom <= narrow and not _tells_unit(line):
            rows[-1].append(after)
        else:
            rows.append([after])
    return rows


def _tells_unit(line: Line) -> bool:
    """Tell whether a line says the unit of the table below it (单位：亿元): no header goes on from it."""
    return any(_UNIT_LINE.match(segment.text) for segment in line.segments)


def _find_line_gap(lines: Sequence[Line]) -> float | None:
    """Find the widest gap between the lines of a cell; None where those between rows are not clearly wider."""
    gaps = sorted(after.top - line.bottom for line, after in pairwise(lines) if after.page is line.page)
    if len(gaps) < 2:
        return None
    narrow, wide = max(pairwise(gaps), key=lambda pair: pair[1] - pair[0])
    if wide - narrow < _CLEARLY * lines[0].size or sum(gap >= wide for gap in gaps) < _FEWEST_GAPS:
        return None
    return narrow + _CLEARLY / 2 * lines[0].size


def _are_rows(rows: Sequence[Sequence[Line]], columns: Sequence[tuple[float, float]]) -> bool:
    """Tell whether lines that stand close are one row each: below the header it has numbers, one at most in a cell."""
    for place, row in enumerate(rows):
        numbers = [sum(bool(_NUMBER.fullmatch(part.strip())) for part in cell) for cell in _cells_of(row, columns)]
        if max(numbers) > 1 or (place and not any(numbers)):
            return False
    return True


def _cells_of(row: Sequence[Line], columns: Sequence[tuple[float, float]]) -> list[list[str]]:
    """Give what stands in each column of a row, line by line."""
    cells: list[list[str]] = [[] for _ in columns]
    for line in row:
        for segment in line.segments:
            cells[_column_of(segment, columns)].append(segment.text)
    return cells


def _find_end(lines: Sequence[Line], start: int, end: int) -> int:
    """Give where a table ends: behind its last line of several cells, and behind what goes on with one of them."""
    last = end
    while last > start and len(lines[last - 1].segments) < 2:
        last -= 1
    narrow = _find_line_gap(lines[start:last])
    while narrow is not None and last < end and lines[last].top - lines[last - 1].bottom <= narrow:
        last += 1
    return last


def _may_be_row(lines: Sequence[Line], at: int, start: int) -> bool:
    """Tell whether a line has cells, or is a cell that is wrapped inside a table."""
    line = lines[at]
    if len(line.segments) > 1:
        return True
    if at == start or line.page is not lines[at - 1].page:
        return False
    wide = line.right - line.left > 0.4 * line.page.width
    return not wide and line.top - lines[at - 1].bottom < _FARTHEST * line.size


def _find_columns(rows: Sequence[Line]) -> list[tuple[float, float]]:
    """Find the columns of a table: where segments overlap. None where a line has two cells in one column."""
    spans = sorted(
        (segment.left, segment.right) for line in rows for segment in line.segments if len(line.segments) > 1
    )
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    for line in rows:
        places = [_column_of(segment, columns) for segment in line.segments]
        if len(set(places)) < len(places):
            return []
    return columns if len(columns) > 1 else []


def _column_of(segment: Segment, columns: Sequence[tuple[float, float]]) -> int:
    middle = (segment.left + segment.right) / 2
    return min(range(len(columns)), key=lambda index: _distance(middle, columns[index]))


def _distance(place: float, column: tuple[float, float]) -> float:
    return max(column[0] - place, place - column[1], 0.0)
