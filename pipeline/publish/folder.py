"""Write the contract tables with their description into one folder, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import pyarrow as pa

from pipeline.params import TABLE_FORMATS
from pipeline.publish.dictionary import format_data_dictionary, format_datapackage
from pipeline.tables.columns import TableSchema
from pipeline.tables.contract import schemas_of
from pipeline.tables.files import Content, write_tables

DICTIONARY_FILE = "data_dictionary.md"
DATAPACKAGE_FILE = "datapackage.json"
WORKBOOK_FILE = "huibao.xlsx"
DATABASE_FILE = "huibao.duckdb"
_WHOLE_FILES = {"xlsx": WORKBOOK_FILE, "duckdb": DATABASE_FILE}


def write_contract_tables(
    folder: Path, tables: Mapping[str, pa.Table], *, formats: Sequence[str], labels: str = "english"
) -> list[Path]:
    """Write the tables in each format, with data_dictionary.md and datapackage.json.

    Parquet, csv and jsonl have a file for each table, xlsx and duckdb one for all: huibao.xlsx, huibao.duckdb.
    `labels` (english or chinese) is the language of sheets and columns in Excel.

    Returns:
        The paths written, sorted.

    Raises:
        TableError: a format is unknown, or a table does not have the contract's columns.
    """
    schemas = schemas_of(tables)
    separate = [name for name in formats if name not in _WHOLE_FILES]
    extra: dict[str, Content] = {DICTIONARY_FILE: format_data_dictionary(schemas.values()).encode()}
    described = [name for name in TABLE_FORMATS if name in separate]
    if described:
        extra[DATAPACKAGE_FILE] = format_datapackage(described, schemas.values()).encode()
    if "xlsx" in formats:
        extra[WORKBOOK_FILE] = partial(_write_workbook, tables, schemas, labels)
    if "duckdb" in formats:
        extra[DATABASE_FILE] = partial(_write_database, tables, schemas)
    written = write_tables(folder, tables, schemas, formats=separate, extra=extra)
    for name in {*_WHOLE_FILES.values(), DATAPACKAGE_FILE} - extra.keys():
        (folder / name).unlink(missing_ok=True)  # an earlier run's
    return written


# Imported only where they are written: DuckDB takes a while to load.
def _write_workbook(
    tables: Mapping[str, pa.Table], schemas: Mapping[str, TableSchema], labels: str, path: Path
) -> None:
    from pipeline.publish.workbook import write_workbook

    write_workbook(path, tables, schemas, labels=labels)


def _write_database(tables: Mapping[str, pa.Table], schemas: Mapping[str, TableSchema], path: Path) -> None:
    from pipeline.publish.database_file import write_database

    write_database(path, tables, schemas)
