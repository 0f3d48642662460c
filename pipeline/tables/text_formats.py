"""Tables as CSV and JSON lines, and back: exact for every value, so that a table survives the round trip.

CSV: UTF-8 with a byte order mark (spreadsheets need it to see Chinese), CRLF, null as an empty cell, items of a list
joined by `;` (an item's own `;` or backslash is written with a backslash before it). In a nullable text column an
empty text therefore reads back as null. Cells are exact: one that begins with `=` is not defused for spreadsheets.
JSON lines: UTF-8, one object a line with every column, decimals as numbers with all their digits.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.errors import TableError
from pipeline.tables.columns import Column, TableSchema
from pipeline.tables.decimals import format_decimal
from pipeline.tables.plain import format_plain, text_bytes
from pipeline.tables.rows import build_table

_BATCH = 4096
_CSV_SIGNS = r'[",\r\n]'
"""A cell that holds one of these is quoted."""
# JSON may hold these as they are, but tools that split lines the Unicode way would cut a row there.
_UNICODE_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
_BOOLEANS = {"true": True, "false": False}


def format_csv_header(schema: TableSchema) -> bytes:
    """Give the byte order mark and the names of the columns."""
    return f"\ufeff{','.join(schema.column_names)}\r\n".encode()


def format_csv_rows(schema: TableSchema, table: pa.Table, file: BinaryIO) -> None:
    """Write the rows of a table as CSV, without the header: what `csv.writer` writes, whole columns at once."""
    for batch in table.select(schema.column_names).to_batches(max_chunksize=_BATCH):
        cells = [_csv_cells(column, batch.column(column.name)) for column in schema.columns]
        if len(cells) == 1:  # a line must not be empty
            cells = [pc.if_else(pc.equal(cells[0], ""), '""', cells[0])]
        lines = pc.binary_join_element_wise(*cells, ",")
        file.write(text_bytes(pc.binary_join_element_wise(lines, "\r\n", "")))


def _csv_cells(column: Column, values: pa.Array) -> pa.Array:
    cells = pc.fill_null(format_plain(column, values), "")
    if column.type not in ("text", "texts"):
        return cells
    is_odd = pc.match_substring_regex(cells, _CSV_SIGNS)
    if not pc.any(is_odd).as_py():
        return cells
    quoted = pc.binary_join_element_wise('"', pc.replace_substring(cells, '"', '""'), '"', "")
    return pc.if_else(is_odd, quoted, cells)


def format_jsonl(schema: TableSchema, table: pa.Table) -> bytes:
    """Write a table as the bytes of a JSON lines file."""
    names = [(name, json.dumps(name)) for name in schema.column_names]
    lines = [
        "{" + ", ".join(f"{quoted}: {_format_json(row[name])}" for name, quoted in names) + "}\n"
        for row in _iterate_rows(table)
    ]
    return "".join(lines).encode()


def parse_csv(schema: TableSchema, content: bytes, *, where: str) -> pa.Table:
    """Read the bytes of a CSV file with a header and what `format_csv_rows` wrote.

    Raises:
        TableError: the columns are not those of `schema`, or a cell does not fit its column.
    """
    columns = {column.name: column for column in schema.columns}
    limit = csv.field_size_limit(sys.maxsize)  # a cell may hold a whole report
    try:
        reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        header = next(reader, [])
        schema.check_columns(header, where=where)
        rows = [
            {
                name: _parse_cell(columns[name], cell, where=f"{where}, row {number}")
                for name, cell in _pair(header, cells)
            }
            for number, cells in enumerate(reader, 1)
        ]
    except (UnicodeDecodeError, csv.Error) as error:
        message = f"{where}: cannot be read as CSV ({error}); write it again"
        raise TableError(message) from error
    finally:
        csv.field_size_limit(limit)
    return build_table(schema, rows, sort=False)


def parse_jsonl(schema: TableSchema, content: bytes, *, where: str) -> pa.Table:
    """Read the bytes of a JSON lines file that `format_jsonl` wrote.

    Raises:
        TableError: a line is no JSON object, or its columns or values are not those of `schema`.
    """
    rows = []
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line, parse_float=str, parse_int=str)
        except ValueError as error:
            message = f"{where}, line {number}: is no JSON ({error}); write the table again"
            raise TableError(message) from error
        if not isinstance(row, dict):
            message = f"{where}, line {number}: is no JSON object; write the table again"
            raise TableError(message)
        schema.check_columns(tuple(row), where=f"{where}, line {number}")
        rows.append(
            {
                column.name: _parse_json(column, row[column.name], where=f"{where}, line {number}")
                for column in schema.columns
            }
        )
    return build_table(schema, rows, sort=False)


def _iterate_rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in table.to_batches(max_chunksize=_BATCH):
        yield from batch.to_pylist()


def _pair(header: list[str], cells: list[str]) -> Iterator[tuple[str, str]]:
    if len(header) != len(cells):
        message = f"{len(cells)} cells where {len(header)} are expected"
        raise csv.Error(message)
    return zip(header, cells, strict=True)


def _format_json(value: Any) -> str:
    if isinstance(value, Decimal):
        return format_decimal(value)
    if isinstance(value, date):
        value = value.isoformat()
    return json.dumps(value, ensure_ascii=False).translate(_UNICODE_LINE_ENDS)


def _parse_cell(column: Column, cell: str, *, where: str) -> Any:
    if column.type in ("texts", "integers"):
        items = re.findall(r"(?:^|;)((?:[^\\;]|\\.)*)", cell, re.DOTALL) if cell else []
        plain = (re.sub(r"\\(.)", r"\1", item, flags=re.DOTALL) for item in items)
        return [_parse_scalar(column, item, where=where) for item in plain]
    if cell == "" and (column.nullable or column.type != "text"):
        return None
    return _parse_scalar(column, cell, where=where)


def _parse_json(column: Column, value: Any, *, where: str) -> Any:
    if isinstance(value, list):
        return [_parse_scalar(column, item, where=where) for item in value]
    return value if value is None or isinstance(value, bool) else _parse_scalar(column, value, where=where)


def _parse_scalar(column: Column, text: str, *, where: str) -> Any:
    try:
        match column.type:
            case "integer" | "integers":
                return int(text)
            case "number":
                return float(text)
            case "decimal":
                return Decimal(text)
            case "boolean":
                return _BOOLEANS[text]
            case "date":
                return date.fromisoformat(text)
            case _:
                return text
    except (ValueError, InvalidOperation, KeyError) as error:
        message = f"{where}: {column.name} is {text!r}, expected {column.type}"
        raise TableError(message) from error
