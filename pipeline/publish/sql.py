"""The tables and views as SQL that DuckDB and PostgreSQL both know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.tables.columns import Column, ColumnType, TableSchema
from pipeline.tables.decimals import DECIMAL_DIGITS, DECIMAL_PLACES

_VIEWS = Path(__file__).parent / "data" / "views.sql"
_TYPES: dict[ColumnType, str] = {
    "text": "TEXT",
    "integer": "BIGINT",
    "number": "DOUBLE PRECISION",
    "decimal": f"NUMERIC({DECIMAL_DIGITS}, {DECIMAL_PLACES})",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "texts": "TEXT[]",
    "integers": "BIGINT[]",
}


@dataclass(frozen=True, slots=True)
class View:
    """One view: its name, what it shows, and the statement that creates it."""

    name: str
    description: str
    statement: str


def read_views() -> list[View]:
    """Read views.sql, in the order in which views build on each other."""
    text = _VIEWS.read_text(encoding="utf-8")
    found = re.findall(r"^-- (v_\w+): ([^\n]+)\n(CREATE VIEW .+?;)$", text, re.MULTILINE | re.DOTALL)
    return [View(name, description, statement.rstrip(";")) for name, description, statement in found]


def create_table(schema: TableSchema) -> str:
    """Give the statement that creates a table, without keys."""
    columns = ", ".join(map(_define, schema.columns))
    return f"CREATE TABLE {quote(schema.name)} ({columns})"


def describe_table(schema: TableSchema) -> Iterator[str]:
    """Give the statements that leave the titles and meanings of a table and its columns as comments."""
    yield comment("TABLE", quote(schema.name), f"{schema.chinese}: {schema.description}")
    for column in schema.columns:
        text = f"{column.chinese}: {column.description}"
        yield comment("COLUMN", f"{quote(schema.name)}.{quote(column.name)}", text)


def add_keys(schema: TableSchema) -> Iterator[str]:
    """Give the statements that add the key of a table, its references, and indexes for them."""
    table = quote(schema.name)
    yield f"ALTER TABLE {table} ADD PRIMARY KEY ({', '.join(map(quote, schema.key))})"
    for reference in schema.references:
        column = quote(reference.column)
        target = f"{quote(reference.table)} ({quote(reference.key)})"
        yield f"ALTER TABLE {table} ADD FOREIGN KEY ({column}) REFERENCES {target}"
        if schema.key[0] != reference.column:
            yield f"CREATE INDEX ON {table} ({column})"


def comment(kind: str, name: str, text: str) -> str:
    """Give the statement that comments a table, column or view; `name` is quoted where it must be."""
    escaped = text.replace("'", "''")
    return f"COMMENT ON {kind} {name} IS '{escaped}'"


def quote(name: str) -> str:
    """Give an identifier between quotation marks: `left` and `text` are also words of SQL."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def column_type(column: Column) -> str:
    """Give the SQL type of a column."""
    return _TYPES[column.type]


def _define(column: Column) -> str:
    return f"{quote(column.name)} {column_type(column)}{'' if column.nullable else ' NOT NULL'}"
