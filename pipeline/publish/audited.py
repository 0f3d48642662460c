"""What the audit adds to the tables: its own, and less confidence in facts that contradict each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

import pyarrow as pa

from pipeline.audit import lower_confidence
from pipeline.records import Audit, Fact
from pipeline.tables.columns import TableSchema
from pipeline.tables.rows import build_record_table

AUDIT_TABLES = ("checks", "derived", "promises")
_DATES = ("period_start", "period_end")
_CONFIDENCE = "confidence"


def build_audit_tables(audit: Audit, schemas: Mapping[str, TableSchema]) -> dict[str, pa.Table]:
    """Build the tables of the audit, each sorted by its order; `schemas` are those of the contract."""
    rows = {"checks": audit.checks, "derived": audit.derived, "promises": audit.promises}
    return {name: build_record_table(schemas[name], found) for name, found in rows.items()}


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
    names = [item.name for item in fields(Fact)]
    found = []
    for row in table.select(names).to_pylist():
        dates = {name: row[name].isoformat() if row[name] else None for name in _DATES}
        found.append(Fact(**row | dates | {"organizations": tuple(row["organizations"])}))
    return found
