"""The tables and views as one DuckDB file.

Such a file is not the same byte for byte when it is written again; what is in it is.
"""

from __future__ import annotations

import glob
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.errors import TableError
from pipeline.publish.sql import comment, create_table, describe_table, quote, read_views
from pipeline.tables.columns import TableSchema


def write_database(path: Path, tables: Mapping[str, pa.Table | Path], schemas: Mapping[str, TableSchema]) -> None:
    """Write tables, or Parquet files of them, into a new DuckDB file, with the views of views.sql and all meanings.

    Raises:
        TableError: DuckDB cannot write it.
    """
    path.unlink(missing_ok=True)
    try:
        with duckdb.connect(str(path)) as connection:
            for name, table in tables.items():
                _write_table(connection, schemas[name], table)
            for view in read_views():
                connection.execute(view.statement)
                connection.execute(comment("VIEW", view.name, view.description))
    except duckdb.Error as error:
        message = f"{path}: DuckDB cannot write the tables ({error})"
        raise TableError(message) from error


def _write_table(connection: duckdb.DuckDBPyConnection, schema: TableSchema, table: pa.Table | Path) -> None:
    connection.execute(create_table(schema))
    names = ", ".join(map(quote, schema.column_names))
    insert = f"INSERT INTO {quote(schema.name)} SELECT {names} FROM"
    if isinstance(table, Path):
        connection.execute(f"{insert} read_parquet(?)", [glob.escape(str(table))])
    else:
        connection.register("arrow_rows", table)
        connection.execute(f"{insert} arrow_rows")
        connection.unregister("arrow_rows")
    for statement in describe_table(schema):
        connection.execute(statement)
