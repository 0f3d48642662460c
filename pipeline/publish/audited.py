"""What the audit adds to the tables: its own, and less confidence in facts that contradict each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.audit import lower_confidence
from pipeline.records import Audit, Fact
from pipeline.tables.columns import TableSchema
from pipeline.tables.rows import build_record_table

AUDIT_TABLES = ("checks", "derived", "promises")
_CONFIDENCE = "confidence"


def build_audit_tables(audit: Audit, schemas: Mapping[str, TableSchema]) -> dict[str, pa.Table]:
    """Build the tables of the audit, each sorted by its order; `schemas` are those of the contract."""
    rows = {"checks": audit.checks, "derived": audit.derived, "promises": audit.promises}
    return {name: build_record_table(schemas[name], found) for name, found in rows.items()}


def join_audit_tables(
    parts: Sequence[Mapping[str, pa.Table]], schemas: Mapping[str, TableSchema]
) -> dict[str, pa.Table]:
    """Join the tables of several audits, each sorted by its order again."""
    joined = {}
    for name in AUDIT_TABLES:
        empty = schemas[name].arrow_schema().empty_table()
        rows = pa.concat_tables([empty, *(part[name] for part in parts)])
        joined[name] = rows.sort_by([(column, "ascending") for column in schemas[name].order])
    return joined


def doubted_facts(checks: pa.Table) -> frozenset[str]:
    """Give the ids of all facts that an inconsistency involves."""
    wrong = checks.filter(pc.equal(checks.column("verdict"), "inconsistent"))
    return frozenset(pc.list_flatten(wrong.column("fact_ids")).to_pylist())


def lower_confidences(facts: pa.Table, doubted: frozenset[str], penalty: float) -> pa.Table:
    """Give rows of facts where those that an inconsistency involves have their confidence times `penalty`."""
    if not doubted:
        return facts
    ids, old = (facts.column(name).to_pylist() for name in ("fact_id", _CONFIDENCE))
    new = [lower_confidence(value, fact_id, doubted, penalty) for fact_id, value in zip(ids, old, strict=True)]
    if new == old:
        return facts
    place = facts.schema.get_field_index(_CONFIDENCE)
    field = facts.schema.field(place)
    return facts.set_column(place, field, pa.array(new, field.type))


def facts_of(table: pa.Table) -> list[Fact]:
    """Give the facts of published rows, as the audit takes them."""
    columns = [_fact_values(table.column(item.name)) for item in fields(Fact)]
    return list(map(Fact, *columns))


def _fact_values(column: pa.ChunkedArray) -> list[Any]:
    """Give the values of a column as a fact has them. Arrow writes a date or a decimal sooner than it makes one."""
    if pa.types.is_date(column.type):
        dates: list[Any] = column.cast(pa.string()).to_pylist()
        return dates
    if pa.types.is_decimal(column.type):
        return [None if text is None else Decimal(text) for text in column.cast(pa.string()).to_pylist()]
    if pa.types.is_list(column.type):
        return list(map(tuple, column.to_pylist()))
    values: list[Any] = column.to_pylist()
    return values
