"""Columns of a table as cells of an Excel sheet, a batch at a time.

A row of a sheet is `<row r="7"><c r="A7"...>..</c><c r="B7"...>..</c></row>`; a blank cell is left out. What stands
between the row number and the next cell is made for a whole column at once, and then the rows are joined out of
columns: half a million of them take seconds.

Whatever comes from a report becomes a text cell, which Excel never evaluates, however it begins. The one formula is
our own link, made of sheet names and row numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.tables.columns import Column
from pipeline.tables.plain import format_plain, text_bytes
from pipeline.tables.threads import map_ahead

MAX_TEXT = 32_767
"""UTF-16 units that a cell can hold; a longer text is cut and ends with an ellipsis."""
HEADER_STYLE, DATE_STYLE, LINK_STYLE, INTEGER_STYLE = 1, 2, 3, 4
"""Indices of the cell formats in styles.xml."""

_EPOCH = 25_569
"""Days from Excel's day 0 to 1970-01-01."""
_FIRST_SERIAL = 61
"""1900-03-01: Excel counts a 29th of February before it, so that earlier days are written as text."""
_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
# What XML cannot hold is written _x000B_, and a text that looks like such a mark has its underscore written so.
_ODD = "[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_"
_ODD_RE2 = r"[\x00-\x08\x0b-\x1f\x{fffe}\x{ffff}]|_x[0-9A-Fa-f]{4}_"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet: its title, its width in characters, and what gives its cells for rows [start, stop)."""

    title: str
    width: int
    cells: Callable[[int, int], pa.Array]


def table_cells(column: Column, values: pa.ChunkedArray) -> Callable[[int, int], pa.Array]:
    """Give what makes the cells of a column of a table."""
    return lambda start, stop: _cells(column, values.slice(start, stop - start).combine_chunks())


def link_cells(sheets: pa.Array, rows: pa.Array, text: str) -> Callable[[int, int], pa.Array]:
    """Give what makes links to rows of sheets, named for each cell, shown as `text`. Names and `text` are ours."""
    shown = escape(text)
    opened = f'" s="{LINK_STYLE}" t="str"><f>HYPERLINK("#\''
    closed = f'","{shown}")</f><v>{shown}</v></c>'
    targets = pc.binary_join_element_wise(sheets, rows.cast(pa.string()), "'!A")

    def make(start: int, stop: int) -> pa.Array:
        return pc.binary_join_element_wise(opened, targets.slice(start, stop - start), closed, "")

    return make


def write_rows(columns: Sequence[SheetColumn], rows: int, *, first_row: int, batch: int = 4096) -> Iterator[memoryview]:
    """Write the rows of a sheet as XML in UTF-8, `batch` rows at a time, from row number `first_row` on."""
    openings = [f'<c r="{column_letters(index)}' for index in range(len(columns))]

    def write(start: int) -> memoryview:
        stop = min(start + batch, rows)
        numbers = pa.array(range(first_row + start, first_row + stop)).cast(pa.string())
        cells = [
            pc.binary_join_element_wise(opening, numbers, column.cells(start, stop), "")
            for opening, column in zip(openings, columns, strict=True)
        ]
        ends = ('<row r="', numbers, '">', *cells, "</row>", "")
        return text_bytes(pc.binary_join_element_wise(*ends, null_handling="replace", null_replacement=""))

    return map_ahead(write, range(0, rows, batch))


def header_row(titles: Sequence[str]) -> str:
    """Write the first row of a sheet."""
    cells = (
        f'<c r="{column_letters(index)}1" s="{HEADER_STYLE}" t="inlineStr"><is><t>{escape(title)}</t></is></c>'
        for index, title in enumerate(titles)
    )
    return f'<row r="1">{"".join(cells)}</row>'


def column_letters(index: int) -> str:
    """Give the letters of a column, counted from 0: A, B, ... Z, AA."""
    letters = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def escape(text: str) -> str:
    """Write a text so that XML holds it and Excel shows it as it is, cut where it is too long for a cell."""
    if len(text.encode("utf-16-le")) > 2 * MAX_TEXT:
        text = text.encode("utf-16-le")[: 2 * (MAX_TEXT - 1)].decode("utf-16-le", errors="ignore") + "…"
    text = re.sub(_ODD, _write_odd, text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _write_odd(found: re.Match[str]) -> str:
    return f"_x005F{found[0]}" if len(found[0]) > 1 else f"_x{ord(found[0]):04X}_"


def _cells(column: Column, values: pa.Array) -> pa.Array:
    """Give what follows the row number of each cell; null for a blank one."""
    match column.type:
        case "integer" | "number":
            return pc.binary_join_element_wise('"><v>', values.cast(pa.string()), "</v></c>", "")
        case "decimal":
            written = format_plain(column, values)
            style = pc.if_else(pc.match_substring(written, "."), '"><v>', f'" s="{INTEGER_STYLE}"><v>')
            return pc.binary_join_element_wise(style, written, "</v></c>", "")
        case "boolean":
            return pc.binary_join_element_wise('" t="b"><v>', values.cast(pa.int8()).cast(pa.string()), "</v></c>", "")
        case "date":
            return _date_cells(values)
        case _:
            return _text_cells(format_plain(column, values))


def _date_cells(values: pa.Array) -> pa.Array:
    serials = pc.add(values.cast(pa.int32()), _EPOCH)
    dates = pc.binary_join_element_wise(f'" s="{DATE_STYLE}"><v>', serials.cast(pa.string()), "</v></c>", "")
    return pc.if_else(pc.less(serials, _FIRST_SERIAL), _text_cells(values.cast(pa.string())), dates)


def _text_cells(values: pa.Array) -> pa.Array:
    # Excel drops spaces at the ends of a text, unless it is told not to
    has_ends = pc.not_equal(pc.ascii_trim_whitespace(values), values)
    plain, kept = '" t="inlineStr"><is><t>', '" t="inlineStr"><is><t xml:space="preserve">'
    opened = pc.if_else(has_ends, kept, plain) if pc.any(has_ends).as_py() else plain
    cells = pc.binary_join_element_wise(opened, _escape_all(values), "</t></is></c>", "")
    is_empty = pc.equal(values, "")
    return pc.if_else(is_empty, None, cells) if pc.any(is_empty).as_py() else cells


def _escape_all(values: pa.Array) -> pa.Array:
    """Do for many texts at once what `escape` does for one."""
    is_odd = pc.any(pc.match_substring_regex(values, _ODD_RE2)).as_py()
    longest = pc.max(pc.binary_length(values)).as_py() or 0
    if is_odd or longest > MAX_TEXT:  # a unit takes at least one byte
        return pa.array([None if text is None else escape(text) for text in values.to_pylist()], pa.string())
    content = bytes(text_bytes(values))
    for character, entity in _ENTITIES:
        if character.encode() in content:
            values = pc.replace_substring(values, character, entity)
    return values
