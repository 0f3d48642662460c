"""The tables as one Excel workbook: a sheet for each table, and from each fact a link to its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.publish.cells import SheetColumn, link_cells, table_cells
from pipeline.publish.dictionary import describe_columns
from pipeline.publish.spreadsheet import Sheet, write_spreadsheet
from pipeline.tables.columns import Column, TableSchema

MAX_ROWS = 1_048_575
"""Rows of a sheet below its header; a longer table goes on in another sheet (`facts 2`)."""
LEFT_OUT_TABLES = ("places",)
LEFT_OUT_COLUMNS = {"documents": ("text",)}
"""A whole report fits no cell; what the sheets need not."""

_FACTS, _EVIDENCE = "facts", "sentences"
_LINK = {"english": ("evidence", "open"), "chinese": ("原文链接", "查看原文")}
_DICTIONARY = {"english": "dictionary", "chinese": "数据字典"}
_WIDTHS = {"integer": 10, "number": 10, "decimal": 18, "boolean": 8, "date": 12}
_WIDE = ("text", "sentence", "section", "definition", "title")
_ORDER = (_FACTS, _EVIDENCE, "indicators", "periods", "pillars", "organizations", "fact_organizations", "documents")


def write_workbook(
    path: Path,
    tables: Mapping[str, pa.Table],
    schemas: Mapping[str, TableSchema],
    *,
    labels: str = "english",
    max_rows: int = MAX_ROWS,
) -> None:
    """Write tables into an .xlsx file; `labels` (english or chinese) is the language of sheets and columns.

    The sheet of facts has one more column in front: the link to the sentence. `dictionary`, the last sheet, explains
    every column.
    """
    names = [name for name in tables if name not in LEFT_OUT_TABLES]
    names.sort(key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER))
    sheets: list[Sheet] = []
    for name in names:
        link = _link_column(tables, schemas, labels, max_rows) if name == _FACTS else None
        table = tables[name]
        for number, start in enumerate(range(0, max(table.num_rows, 1), max_rows), 1):
            part = table.slice(start, max_rows)
            columns = tuple(_sheet_column(column, part, labels) for column in sheet_columns(schemas[name]))
            if link is not None:
                columns = (_shift(link, start), *columns)
            sheets.append(Sheet(_sheet_name(schemas[name], labels, number), columns, part.num_rows))
    sheets.append(_dictionary_sheet([schemas[name] for name in names], labels))
    write_spreadsheet(path, sheets)


def sheet_columns(schema: TableSchema) -> list[Column]:
    """Give the columns of a table that its sheet has."""
    return [column for column in schema.columns if column.name not in LEFT_OUT_COLUMNS.get(schema.name, ())]


def _sheet_name(schema: TableSchema, labels: str, number: int) -> str:
    name = schema.chinese if labels == "chinese" else schema.name
    return name if number == 1 else f"{name} {number}"


def _sheet_column(column: Column, table: pa.Table, labels: str) -> SheetColumn:
    title = column.chinese if labels == "chinese" else column.name
    width = _WIDTHS.get(column.type, 50 if column.name in _WIDE else 16)
    return SheetColumn(title, width, table_cells(column, table.column(column.name)))


def _link_column(
    tables: Mapping[str, pa.Table], schemas: Mapping[str, TableSchema], labels: str, max_rows: int
) -> SheetColumn | None:
    """Give the column of links from facts to the rows of their sentences, where both tables are there."""
    if _EVIDENCE not in tables:
        return None
    own, evidence = (tables[name].column("sentence_id").combine_chunks() for name in (_FACTS, _EVIDENCE))
    parts, rows = np.divmod(pc.index_in(own, evidence).to_numpy(), max_rows)
    names = pa.array([_sheet_name(schemas[_EVIDENCE], labels, part + 1) for part in range(parts.max(initial=0) + 1)])
    title, text = _LINK[labels]
    return SheetColumn(title, 10, link_cells(names.take(pa.array(parts)), pa.array(rows + 2), text))


def _shift(column: SheetColumn, offset: int) -> SheetColumn:
    """Give a column from row `offset` on."""
    return SheetColumn(column.title, column.width, lambda start, stop: column.cells(start + offset, stop + offset))


def _dictionary_sheet(schemas: list[TableSchema], labels: str) -> Sheet:
    described = [row for schema in schemas for row in describe_columns(schema, sheet_columns(schema))]
    columns = tuple(
        SheetColumn(
            name,
            60 if name == "meaning" else 18,
            table_cells(
                Column(name, "text", name, name, name),
                pa.chunked_array([pa.array([row[name] for row in described], pa.string())]),
            ),
        )
        for name in described[0]
    )
    return Sheet(_DICTIONARY[labels], columns, len(described))
