"""What a column and a table are. One declaration gives the Arrow schema, the checks and the data dictionary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pyarrow as pa

from pipeline.errors import TableError
from pipeline.tables.decimals import DECIMAL_DIGITS, DECIMAL_PLACES

ColumnType = Literal["text", "integer", "number", "decimal", "boolean", "date", "texts", "integers"]

_ARROW_TYPES: dict[ColumnType, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "decimal": pa.decimal128(DECIMAL_DIGITS, DECIMAL_PLACES),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "texts": pa.list_(pa.string()),
    "integers": pa.list_(pa.int64()),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name and type, its titles and what it means.

    `enum` lists all values where they are few; `minimum` and `maximum` bound numbers, both included; `pattern` is a
    regular expression that a whole text matches.
    """

    name: str
    type: ColumnType
    title: str
    chinese: str
    description: str
    nullable: bool = False
    enum: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A column whose values are keys of another table, or of its own; null refers to nothing."""

    column: str
    table: str
    key: str


@dataclass(frozen=True)
class TableSchema:
    """One table: its columns in order, the `key` that is unique, and the `order` that rows are sorted by."""

    name: str
    title: str
    chinese: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    order: tuple[str, ...]
    references: tuple[Reference, ...] = ()

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def arrow_schema(self) -> pa.Schema:
        """Give the Arrow schema of the table; a column with an enum tells it in its metadata, also in Parquet."""
        return self._arrow_schema

    @cached_property
    def _arrow_schema(self) -> pa.Schema:
        return pa.schema(
            [
                pa.field(
                    column.name,
                    _ARROW_TYPES[column.type],
                    nullable=column.nullable,
                    metadata={"enum": ";".join(column.enum)} if column.enum else None,
                )
                for column in self.columns
            ]
        )

    def empty_table(self) -> pa.Table:
        """Give the table without rows."""
        return self._empty_table

    @cached_property
    def _empty_table(self) -> pa.Table:
        return self._arrow_schema.empty_table()

    def check_columns(self, names: Sequence[str], *, where: str) -> None:
        """Refuse column names that are not exactly those of this table, in any order. `where` is named in errors.

        Raises:
            TableError: a column is missing or unknown.
        """
        if set(names) == set(self.column_names):
            return
        missing = [name for name in self.column_names if name not in names]
        unknown = [name for name in names if name not in self.column_names]
        if missing or unknown:
            message = f"{where}: table {self.name} " + " and ".join(
                f"{problem} the column{'s' if len(found) > 1 else ''} {', '.join(found)}"
                for problem, found in (("lacks", missing), ("does not know", unknown))
                if found
            )
            raise TableError(message)
