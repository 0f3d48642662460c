"""Rows of the published facts: dates in place of their text, and what must not be counted twice."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from pipeline.publish.periods import as_date
from pipeline.records import Analysis, Fact
from pipeline.resources.whole_places import WholePlaces
from pipeline.tables.rows import record_row


def build_fact_rows(analysis: Analysis, places: WholePlaces) -> list[dict[str, Any]]:
    """Give one row a fact of a report.

    A fact that says what an earlier one of the report said `repeats` it. Neither a repetition nor a part of another
    figure is `counted`, so that sums over the others hold nothing twice. `places` tells which are of the `whole_place`.
    """
    first: dict[Hashable, str] = {}
    rows = []
    for fact in sorted(analysis.facts, key=lambda fact: (fact.char_start, fact.char_end)):
        earlier = first.setdefault(_meaning(fact), fact.fact_id)
        repeats = None if earlier == fact.fact_id else earlier
        derived = {
            "period_start": as_date(fact.period_start),
            "period_end": as_date(fact.period_end),
            "repeats": repeats,
            "counted": repeats is None and fact.part_of is None,
            "whole_place": places.hold(fact.scope, analysis.document.region),
        }
        rows.append(record_row(fact) | derived)
    return rows


def _meaning(fact: Fact) -> Hashable:
    """Give what two facts that say the same have in common; the words of the indicator count where it has no id."""
    known = fact.value_base is not None
    return (
        *(fact.indicator_id or fact.indicator, fact.kind, fact.direction, fact.status, fact.bound),
        *((fact.value_base, fact.unit_base) if known else (fact.value, fact.unit)),
        *(fact.value_max, fact.period, fact.scope, fact.baseline, fact.organizations),
    )
