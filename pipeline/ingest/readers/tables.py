"""Tables of a file to lines of text: rows between `|`, which is what tables of figures are read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.ingest.extracted import format_row

Table = list[list[str]]
_MAX_COLUMNS = 40
_PROSE_CELL = 80
"""Median length of the filled cells from which a table is taken for a means of layout."""


def format_table(rows: Table) -> Iterator[str]:
    """Give the lines of a table: rows of figures as `| a | b |`, prose that only stands in boxes as paragraphs."""
    return (line for _, line in format_rows(rows))


def format_rows(rows: Table) -> Iterator[tuple[int, str]]:
    """Give the lines of a table as `format_table` does, each with the index of its row."""
    numbers = [number for number, row in enumerate(rows) if any(cell.strip() for cell in row)]
    rows = _drop_empty(rows)
    width = max(map(len, rows), default=0)
    if not rows:
        return
    filled = sorted(len(cell) for row in rows for cell in row if cell.strip())
    if width < 2 or len(rows) < 2 or filled[len(filled) // 2] > _PROSE_CELL:
        for number, row in zip(numbers, rows, strict=True):
            lines = (line for cell in _without_repeats(row) for line in cell.split("\n"))
            yield from ((number, line) for line in lines if line.strip())
        return
    first, last = _find_core(rows)
    for index, (number, row) in enumerate(zip(numbers, rows, strict=True)):
        cells = _without_repeats(row)
        if len(cells) > 1:
            yield number, format_row([*row, *[""] * (width - len(row))][:_MAX_COLUMNS])
        elif first <= index <= last:
            yield number, format_row([cells[0], *[""] * (width - 1)][:_MAX_COLUMNS])
        else:
            yield number, " ".join(cells[0].split())  # a title, a unit or a note over the whole width


def _find_core(rows: Table) -> tuple[int, int]:
    """Find the first and the last row that has more than one cell; what stands around them is no part of the grid."""
    broad = [index for index, row in enumerate(rows) if len(_without_repeats(row)) > 1]
    return (broad[0], broad[-1]) if broad else (len(rows), -1)


def _without_repeats(row: Sequence[str]) -> list[str]:
    """Give the filled cells, those that are merged once."""
    cells = [cell for cell in row if cell.strip()]
    return cells[:1] if len(set(cells)) == 1 and len(cells) == len(row) else cells


def _drop_empty(rows: Table) -> Table:
    """Leave out rows and columns in which nothing stands."""
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    used = {index for row in rows for index, cell in enumerate(row) if cell.strip()}
    return [[cell for index, cell in enumerate(row) if index in used] for row in rows]
