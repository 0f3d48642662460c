"""Tables without ruling lines: lines of several segments below each other, whose segments stand in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.ingest.extracted import format_row
from pipeline.ingest.readers.lines import Line
from pipeline.ingest.readers.pages import Segment


def group_rows(lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    """Give lines of prose one by one, and the lines of each table together."""
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and _may_be_row(lines, end, index):
            end += 1
        while end > index and len(lines[end - 1].segments) < 2:
            end -= 1
        rows = lines[index:end]
        if sum(len(line.segments) > 1 for line in rows) >= 2 and _find_columns(rows):
            yield "table", list(rows)
            index = end
        else:
            yield "prose", [lines[index]]
            index += 1


def format_cells(rows: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Give the rows of a table as `| a | b |`, each with its first line; a cell that is wrapped is put together."""
    columns = _find_columns(rows)
    table: list[tuple[Line, list[str]]] = []
    for line in rows:
        cells = [""] * len(columns)
        for segment in line.segments:
            cells[_column_of(segment, columns)] += segment.text
        if len(line.segments) == 1 and table:
            place = next(index for index, cell in enumerate(cells) if cell)
            table[-1][1][place] += cells[place]
        else:
            table.append((line, cells))
    for line, cells in table:
        yield line, format_row(cells)


def _may_be_row(lines: Sequence[Line], at: int, start: int) -> bool:
    """Tell whether a line has cells, or is a cell that is wrapped inside a table."""
    line = lines[at]
    if len(line.segments) > 1:
        return True
    if at == start or line.page is not lines[at - 1].page:
        return False
    wide = line.right - line.left > 0.4 * line.page.width
    return not wide and line.top - lines[at - 1].bottom < line.size


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
