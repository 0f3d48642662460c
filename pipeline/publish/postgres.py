"""The tables and views in a schema of a PostgreSQL database, loaded in one transaction: all of a run, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import psycopg
import pyarrow as pa
import pyarrow.compute as pc
from psycopg import sql

from pipeline.errors import TableError
from pipeline.publish.sql import add_keys, column_type, comment, create_table, describe_table, quote, read_views
from pipeline.tables.columns import Column, TableSchema

_BATCH = 8192
_LOCK = 0x68756962
"""Number of the lock that lets one load wait for another."""
_MARK = "huibao tables, layout "
"""Begins the comment on a schema of ours; the hash of its tables and views follows."""


def load_database(
    url: str, tables: Mapping[str, pa.Table], schemas: Mapping[str, TableSchema], *, schema: str = "huibao"
) -> dict[str, int]:
    """Replace the content of our tables in `schema`, which is created where it is missing.

    Tables and views are made anew only where their layout has changed, so that rights and views of others stay. Readers
    see the old rows until all new ones are there; where anything fails, they keep them.

    Returns:
        The number of rows loaded into each table.

    Raises:
        TableError: the database cannot be reached, has tables in that schema that are not ours, or refuses the load.
    """
    ordered = [schemas[name] for name in order_tables(schemas) if name in tables]
    try:
        with psycopg.connect(url) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            _prepare(cursor, ordered, schema)
            return {one.name: _copy(cursor, one, tables[one.name]) for one in ordered}
    except psycopg.Error as error:
        detail = " ".join(str(error).split())
        message = f"PostgreSQL, schema {schema}: {detail}; nothing was changed"
        raise TableError(message) from error


def order_tables(schemas: Mapping[str, TableSchema]) -> list[str]:
    """Give the names of tables so that each comes after those that it refers to."""
    ordered: list[str] = []

    def add(name: str) -> None:
        if name in ordered:
            return
        for reference in schemas[name].references:
            if reference.table != name:
                add(reference.table)
        ordered.append(name)

    for name in schemas:
        add(name)
    return ordered


def _prepare(cursor: psycopg.Cursor[Any], ordered: list[TableSchema], schema: str) -> None:
    """Leave our tables there, and empty."""
    cursor.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))
    cursor.execute(sql.SQL("SET LOCAL search_path TO {}").format(sql.Identifier(schema)))
    statements = list(_layout(ordered))
    layout = _MARK + hashlib.sha256("\n".join(statements).encode()).hexdigest()
    cursor.execute("SELECT obj_description(to_regnamespace(%s)::oid, 'pg_namespace')", [quote(schema)])
    found = cursor.fetchone()
    described = found[0] if found and found[0] else ""
    there = _existing(cursor, schema)
    if described == layout and there >= {one.name for one in ordered}:
        names = sql.SQL(", ").join(sql.Identifier(one.name) for one in ordered)
        cursor.execute(sql.SQL("TRUNCATE {}").format(names))
        return
    ours = {one.name for one in ordered} | {view.name for view in read_views()}
    if there & ours and not described.startswith(_MARK):
        message = (
            f"PostgreSQL, schema {schema}: has {', '.join(sorted(there & ours))}, which huibao did not make; "
            "name another schema with --schema"
        )
        raise TableError(message)
    _drop(cursor, ordered)
    for statement in [*statements, comment("SCHEMA", quote(schema), layout)]:
        cursor.execute(statement.encode())


def _layout(ordered: list[TableSchema]) -> Iterator[str]:
    for one in ordered:
        yield create_table(one)
        yield from describe_table(one)
    for one in ordered:
        yield from add_keys(one)
    for view in read_views():
        yield view.statement
        yield comment("VIEW", view.name, view.description)


def _existing(cursor: psycopg.Cursor[Any], schema: str) -> set[str]:
    cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = %s", [schema])
    return {row[0] for row in cursor.fetchall()}


def _drop(cursor: psycopg.Cursor[Any], ordered: list[TableSchema]) -> None:
    """Drop what is ours. A view of somebody else that reads it makes PostgreSQL refuse, and the load fail."""
    for view in reversed(read_views()):
        cursor.execute(sql.SQL("DROP VIEW IF EXISTS {}").format(sql.Identifier(view.name)))
    for one in reversed(ordered):
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(one.name)))


def _copy(cursor: psycopg.Cursor[Any], schema: TableSchema, table: pa.Table) -> int:
    names = sql.SQL(", ").join(map(sql.Identifier, schema.column_names))
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(sql.Identifier(schema.name), names)
    with cursor.copy(statement) as copy:
        copy.set_types([_type_name(column) for column in schema.columns])
        for batch in table.select(schema.column_names).to_batches(max_chunksize=_BATCH):
            columns = [_values(column, batch.column(column.name)) for column in schema.columns]
            for row in zip(*columns, strict=True):
                copy.write_row(row)
    cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(schema.name)))
    return int(table.num_rows)


def _type_name(column: Column) -> str:
    """Give the type of a column as psycopg names it."""
    return column_type(column).partition("(")[0].lower()


def _values(column: Column, values: pa.Array) -> list[Any]:
    if column.type == "text" and pc.any(pc.match_substring(values, "\0")).as_py():
        # PostgreSQL holds no NUL; another character in its place keeps all offsets
        values = pc.replace_substring(values, "\0", "\ufffd")
    listed: list[Any] = values.to_pylist()
    return listed
