"""Tables held against each other: keys are unique, and every reference leads to a row."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.errors import TableError
from pipeline.tables.columns import Reference, TableSchema


def check_integrity(tables: Mapping[str, pa.Table], schemas: Mapping[str, TableSchema]) -> None:
    """Refuse tables with a key that stands twice, or a reference that leads nowhere.

    Raises:
        TableError: names the table, the column and the first value.
    """
    for name, table in tables.items():
        if not table.num_rows:
            continue
        _check_key(schemas[name], table)
        for reference in schemas[name].references:
            _check_reference(name, table, reference, tables[reference.table])


def _check_key(schema: TableSchema, table: pa.Table) -> None:
    if len(schema.key) == 1 and pc.count_distinct(table.column(schema.key[0]), mode="all").as_py() == table.num_rows:
        return  # told quicker than by groups
    counted = table.group_by(list(schema.key), use_threads=False).aggregate([([], "count_all")])
    if counted.num_rows == table.num_rows:
        return
    twice = counted.filter(pc.greater(counted.column("count_all"), 1)).slice(0, 1).to_pylist()[0]
    key = ", ".join(str(twice[name]) for name in schema.key)
    message = f"table {schema.name}: the key {key} ({', '.join(schema.key)}) stands twice"
    raise TableError(message)


def _check_reference(name: str, table: pa.Table, reference: Reference, target: pa.Table) -> None:
    values = pc.drop_null(table.column(reference.column))
    if not len(values):
        return
    is_known = pc.is_in(values, value_set=target.column(reference.key).combine_chunks())
    if pc.any(pc.invert(is_known)).as_py():
        lost = values.filter(pc.invert(is_known))
        where = f"{name}.{reference.column}"
        message = f"{where} is {lost[0].as_py()!r}, which is no {reference.table}.{reference.key}"
        raise TableError(message)
