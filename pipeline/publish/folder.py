"""Write the contract tables with their description into one folder, all or nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.params import TABLE_FORMATS
from pipeline.publish.dictionary import format_data_dictionary, format_datapackage
from pipeline.tables.columns import TableSchema
from pipeline.tables.contract import schemas_of
from pipeline.tables.files import Content, remove_other_formats, write_tables
from pipeline.tables.parts import part_name

DICTIONARY_FILE = "data_dictionary.md"
DATAPACKAGE_FILE = "datapackage.json"
_WHOLE_FILES = {"xlsx": "huibao.xlsx", "duckdb": "huibao.duckdb"}


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
        StorageError: the disk is full.
    """
    schemas = schemas_of(tables)
    extra = describe_tables(formats, schemas) | whole_files(formats, tables, tables, schemas, labels=labels)
    written = write_tables(folder, tables, schemas, formats=separate_formats(formats), extra=extra)
    remove_stale(folder, extra)
    return written


def write_partitioned_tables(
    folder: Path, parts: Mapping[str, Sequence[Path]], tables: Mapping[str, pa.Table], *, work_folder: Path
) -> dict[str, int]:
    """Move part files into folders `<name>.parquet`, write `tables` beside them, and the data dictionary.

    `work_folder` lies in the same file system as `folder`. All of it is made there first and then moved in, a table at
    a time; after that, files of an earlier run in other formats are removed.

    Returns:
        The number of rows of each table.

    Raises:
        StorageError: the disk is full.
    """
    schemas = schemas_of(tables)
    made = work_folder / "tables"
    rows = {name: table.num_rows for name, table in tables.items()}
    for name, paths in parts.items():
        rows[name] = sum(pq.read_metadata(path).num_rows for path in paths)
        (made / f"{name}.parquet").mkdir(parents=True)
        for number, path in enumerate(paths):
            path.rename(made / f"{name}.parquet" / part_name(number))
    dictionary = {DICTIONARY_FILE: format_data_dictionary(schemas.values()).encode()}
    write_tables(made, tables, schemas, formats=("parquet",), extra=dictionary)
    (work_folder / "old").mkdir()
    for path in sorted(made.iterdir()):
        place = folder / path.name
        if place.exists():
            place.rename(work_folder / "old" / path.name)
        path.rename(place)
    remove_other_formats(folder, rows, ("parquet",))
    remove_stale(folder, dictionary)
    return rows


def separate_formats(formats: Sequence[str]) -> list[str]:
    """Give the formats that have a file for each table; also one that is unknown."""
    return [name for name in formats if name not in _WHOLE_FILES]


def describe_tables(formats: Sequence[str], schemas: Mapping[str, TableSchema]) -> dict[str, Content]:
    """Give the files that tell what the tables hold, by name."""
    files: dict[str, Content] = {DICTIONARY_FILE: format_data_dictionary(schemas.values()).encode()}
    described = [name for name in TABLE_FORMATS if name in formats]
    if described:
        files[DATAPACKAGE_FILE] = format_datapackage(described, schemas.values()).encode()
    return files


def whole_files(
    formats: Sequence[str],
    shown: Mapping[str, pa.Table],
    stored: Mapping[str, pa.Table | Path],
    schemas: Mapping[str, TableSchema],
    *,
    labels: str,
) -> dict[str, Content]:
    """Give what writes the files that hold all tables, by name: huibao.xlsx of `shown`, huibao.duckdb of `stored`."""
    files: dict[str, Content] = {}
    if "xlsx" in formats:
        files[_WHOLE_FILES["xlsx"]] = partial(_write_workbook_file, tables=shown, schemas=schemas, labels=labels)
    if "duckdb" in formats:
        files[_WHOLE_FILES["duckdb"]] = partial(_write_database_file, tables=stored, schemas=schemas)
    return files


def remove_stale(folder: Path, written: Collection[str]) -> None:
    """Remove files that hold all tables, or tell of them, of an earlier run."""
    for name in {*_WHOLE_FILES.values(), DATAPACKAGE_FILE}.difference(written):
        (folder / name).unlink(missing_ok=True)


# Imported only where they are written: DuckDB takes a while to load.
def _write_workbook_file(
    path: Path, *, tables: Mapping[str, pa.Table], schemas: Mapping[str, TableSchema], labels: str
) -> None:
    """Write the tables as huibao.xlsx."""
    from pipeline.publish.workbook import write_workbook

    write_workbook(path, tables, schemas, labels=labels)


def _write_database_file(
    path: Path, *, tables: Mapping[str, pa.Table | Path], schemas: Mapping[str, TableSchema]
) -> None:
    """Write the tables, or Parquet files that hold them, as huibao.duckdb."""
    from pipeline.publish.database_file import write_database

    write_database(path, tables, schemas)
