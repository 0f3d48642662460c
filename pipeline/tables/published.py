"""Read the tables of a published folder as they are: of this version or another, in whichever format is there.

The reader of the contract (`files.read_table`) refuses a column too many or too few. What compares runs, or shows
them, asks here instead, and gets all columns that the file has.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.errors import TableError
from pipeline.tables.columns import Column, TableSchema
from pipeline.tables.contract import CONTRACT_TABLES, with_pillars
from pipeline.tables.parts import read_parts
from pipeline.tables.text_formats import parse_csv, parse_jsonl

FORMATS_BY_PREFERENCE = ("parquet", "csv", "jsonl")


def read_published(folder: Path, name: str) -> pa.Table:
    """Read the table `name` of a folder, with the columns that it has.

    Columns that this version does not know are kept; in CSV and JSON lines they are text.

    Raises:
        TableError: the table is not there, or its file is damaged.
    """
    for suffix in FORMATS_BY_PREFERENCE:
        path = folder / f"{name}.{suffix}"
        if path.exists():
            return _read(path, name)
    message = f"{folder}: no table {name}; write it with `huibao extract` or `make repro`"
    raise TableError(message)


def read_published_rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """Read the table `name` of a folder as one mapping a row.

    Raises:
        TableError: the table is not there, or its file is damaged.
    """
    rows: list[dict[str, Any]] = read_published(folder, name).to_pylist()
    return rows


def _read(path: Path, name: str) -> pa.Table:
    if path.suffix == ".parquet":
        return read_parts(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"{path}: cannot be read ({error}); write it again"
        raise TableError(message) from error
    if path.suffix == ".csv":
        return parse_csv(_schema_of(name, _csv_columns(content)), content, where=str(path))
    return parse_jsonl(_schema_of(name, _jsonl_columns(content, where=str(path))), content, where=str(path))


def _csv_columns(content: bytes) -> list[str]:
    first = content.partition(b"\n")[0].decode("utf-8-sig", errors="replace")
    return next(csv.reader(io.StringIO(first)), [])


def _jsonl_columns(content: bytes, *, where: str) -> list[str]:
    first = content.partition(b"\n")[0]
    try:
        return list(json.loads(first)) if first.strip() else []
    except (ValueError, TypeError) as error:
        message = f"{where}, line 1: is no JSON ({error}); write the table again"
        raise TableError(message) from error


def _schema_of(name: str, columns: Sequence[str]) -> TableSchema:
    """Give the contract's schema cut or widened to `columns`; an empty file has those of the contract."""
    contract = with_pillars(CONTRACT_TABLES[name], ())  # of whatever scheme
    known = {column.name: column for column in contract.columns}
    found = tuple(
        known.get(column) or Column(column, "text", column, column, "", nullable=True)
        for column in columns or contract.column_names
    )
    return dataclasses.replace(contract, columns=found)
