"""Records to tables and back. Strict both ways: a column too few or too many is an error that names it."""

from __future__ import annotations

import contextlib
import dataclasses
import math
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa

from pipeline.errors import TableError
from pipeline.tables.columns import Column, TableSchema
from pipeline.tables.decimals import DECIMAL_DIGITS, DECIMAL_PLACES, fits_decimal, format_decimal

if TYPE_CHECKING:
    import pandas as pd

RecordT = TypeVar("RecordT")

_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "integer": (int,),
    "number": (float, int),
    "decimal": (Decimal,),
    "boolean": (bool,),
    "date": (date,),
    "texts": (list, tuple),
    "integers": (list, tuple),
}
_SOUND_TYPES = {name: frozenset(types) for name, types in _PYTHON_TYPES.items()}
_SOUND_OR_NULL = {name: types | {type(None)} for name, types in _SOUND_TYPES.items()}


def build_table(schema: TableSchema, rows: Iterable[Mapping[str, Any]], *, sort: bool = True) -> pa.Table:
    """Build a table from rows with exactly the columns of `schema`, sorted by its order unless told otherwise.

    Raises:
        TableError: a column is missing or unknown, or a value does not fit its column.
    """
    return build_column_table(schema, row_columns(schema, list(rows)), sort=sort)


def row_columns(schema: TableSchema, rows: Sequence[Mapping[str, Any]]) -> dict[str, Sequence[Any]]:
    """Give rows with exactly the columns of `schema` as columns.

    Raises:
        TableError: a column is missing or unknown.
    """
    names = frozenset(schema.column_names)
    for number, row in enumerate(rows, 1):
        if row.keys() != names:
            schema.check_columns(tuple(row), where=f"row {number}")
    return {name: [row[name] for row in rows] for name in schema.column_names}


def build_column_table(schema: TableSchema, columns: Mapping[str, Sequence[Any]], *, sort: bool = True) -> pa.Table:
    """Build a table from the values of each of its columns: of many rows this is quicker than `build_table`.

    Raises:
        TableError: a column is missing or unknown, or a value does not fit its column.
    """
    schema.check_columns(tuple(columns), where="columns")
    if not any(map(len, columns.values())):
        return schema.empty_table()
    arrow_schema = schema.arrow_schema()
    ordered = _sorted_columns(schema, columns) if sort else columns
    arrays = [
        _build_array(schema, column, ordered[column.name], field.type)
        for column, field in zip(schema.columns, arrow_schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=arrow_schema)


def build_record_table(schema: TableSchema, records: Iterable[Any], *, sort: bool = True) -> pa.Table:
    """Build a table from dataclass records of one type whose fields are the columns of `schema`."""
    listed = list(records)
    if not listed:
        return schema.empty_table()
    return build_column_table(schema, record_columns(listed[0].__class__, listed), sort=sort)


def record_columns(record_type: type[Any], records: Sequence[Any]) -> dict[str, Sequence[Any]]:
    """Give records as columns: the values of each field, as they are; fields that are stored apart are left out."""
    names, read = _stored_fields(record_type)  # type: ignore[arg-type]  # a class is hashable, mypy does not see it
    columns: Iterable[Sequence[Any]] = zip(*map(read, records), strict=True) if records else [()] * len(names)
    return dict(zip(names, columns, strict=True))


def record_row(record: Any) -> dict[str, Any]:
    """Give a record as a row: one item a field, values as they are; fields that are stored apart are left out."""
    names, read = _stored_fields(record.__class__)
    return dict(zip(names, read(record), strict=True))


@cache
def _stored_fields(record_type: type[Any]) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """Give the names of the fields that are columns, and what reads all of them at once."""
    fields = dataclasses.fields(record_type)
    names = tuple(field.name for field in fields if not field.metadata.get("stored_apart"))
    return names, operator.attrgetter(*names)


def build_records(record_type: type[RecordT], schema: TableSchema, table: pa.Table) -> tuple[RecordT, ...]:
    """Build records from a table, one a row, in the order of the rows.

    Raises:
        TableError: the columns or types of the table are not those of `schema`.
    """
    check_table(schema, table)
    lists = [column.name for column in schema.columns if column.type in ("texts", "integers")]
    records = []
    for row in table.to_pylist():
        for name in lists:
            row[name] = tuple(row[name])
        records.append(record_type(**row))
    return tuple(records)


def check_table(schema: TableSchema, table: pa.Table, *, where: str = "table") -> None:
    """Refuse a table whose columns, types or nulls are not those of `schema`.

    Raises:
        TableError: names the table, the column and what is wrong.
    """
    schema.check_columns(table.column_names, where=where)
    if table.schema.equals(schema.arrow_schema()):
        is_sound = all(
            column.nullable or not values.null_count
            for column, values in zip(schema.columns, table.columns, strict=True)
        )
        if is_sound:
            return
    for column, field in zip(schema.columns, schema.arrow_schema(), strict=True):
        found = table.schema.field(column.name).type
        if found != field.type:
            message = f"{where}: column {schema.name}.{column.name} is {found}, expected {field.type}; write it again"
            raise TableError(message)
        if not column.nullable and table.column(column.name).null_count:
            message = f"{where}: column {schema.name}.{column.name} holds nulls and may not"
            raise TableError(message)


def to_frame(table: pa.Table) -> pd.DataFrame:
    """Give a table as a pandas DataFrame for notebooks.

    Decimals become floats, dates timestamps, and lists Python lists.
    """
    plain = table
    for number, field in enumerate(table.schema):
        if pa.types.is_decimal(field.type):
            # by way of text: the direct cast makes 134.70000000000002 of 134.7
            exact = table.column(number).cast(pa.string()).cast(pa.float64())
            plain = plain.set_column(number, field.name, exact)
    frame: pd.DataFrame = plain.to_pandas(date_as_object=False)
    for field in table.schema:
        if pa.types.is_list(field.type):
            frame[field.name] = table.column(field.name).to_pylist()
    return frame


def _sorted_columns(schema: TableSchema, columns: Mapping[str, Sequence[Any]]) -> Mapping[str, Sequence[Any]]:
    keys = list(zip(*(columns[name] for name in schema.order), strict=True))
    if sorted(keys) == keys:
        return columns
    places = sorted(range(len(keys)), key=keys.__getitem__)
    return {name: [values[place] for place in places] for name, values in columns.items()}


def _build_array(schema: TableSchema, column: Column, values: Sequence[Any], arrow_type: pa.DataType) -> pa.Array:
    if column.type == "decimal" and _has_sound_types(column, values):
        with contextlib.suppress(pa.ArrowInvalid):  # it loses no digit; what it refuses is looked at below
            return pa.array(values, type=arrow_type)
    for number, value in enumerate(() if _is_sound(column, values) else values, 1):
        problem = _find_problem(column, value)
        if problem:
            message = f"column {schema.name}.{column.name}, row {number}: {problem}"
            raise TableError(message)
    if column.type == "decimal":
        # Arrow refuses some spellings of a number that fits: 0E+40, or forty trailing zeros
        values = [None if value is None else Decimal(format_decimal(value)) for value in values]
    return pa.array(values, type=arrow_type)


def _is_sound(column: Column, values: Sequence[Any]) -> bool:
    """Tell quickly that a column has no problem: types for all values at once, the rest for each that differs."""
    if not _has_sound_types(column, values):
        return False
    if column.enum:
        return set(values) <= {*column.enum, None}
    if column.pattern:
        return all(map(re.compile(column.pattern).fullmatch, {*values} - {None}))
    if column.type in ("integer", "number"):
        present = [value for value in values if value is not None]
        ends = (min(present), max(present)) if present else ()
        is_finite = column.type == "integer" or all(map(math.isfinite, present))
        return is_finite and not any(_find_bound_problem(column, value) for value in ends)
    return column.type != "decimal"


def _has_sound_types(column: Column, values: Sequence[Any]) -> bool:
    allowed = _SOUND_OR_NULL if column.nullable else _SOUND_TYPES
    return set(map(type, values)) <= allowed[column.type]


def _find_problem(column: Column, value: Any) -> str | None:
    if value is None:
        return None if column.nullable else "no value, but the column may not hold nulls"
    wrong_type = not isinstance(value, _PYTHON_TYPES[column.type])
    if wrong_type or (isinstance(value, bool) and column.type != "boolean"):
        return f"{value!r} is of type {type(value).__name__}, expected {column.type}"
    if column.enum and value not in column.enum:
        return f"{value!r} is not one of {', '.join(column.enum)}"
    if column.pattern and not re.fullmatch(column.pattern, value):
        return f"{value!r} is not of the form {column.pattern}"
    if isinstance(value, float) and not math.isfinite(value):
        return f"{value} is not finite"
    if isinstance(value, Decimal) and not fits_decimal(value):
        return f"{value} does not fit decimal({DECIMAL_DIGITS}, {DECIMAL_PLACES})"
    return _find_bound_problem(column, value)


def _find_bound_problem(column: Column, value: Any) -> str | None:
    if column.minimum is not None and value < column.minimum:
        return f"{value} is below {column.minimum}"
    if column.maximum is not None and value > column.maximum:
        return f"{value} is above {column.maximum}"
    return None
