"""Rows of the published facts: dates in place of their text, and what must not be counted twice."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from pipeline.publish.periods import as_date
from pipeline.records import Analysis, Fact
from pipeline.resources.whole_places import WholePlaces
from pipeline.tables.rows import record_columns


def build_fact_columns(analysis: Analysis, places: WholePlaces) -> dict[str, Sequence[Any]]:
    """Give the columns of the facts of a report, one row a fact.

    A fact that says what an earlier one of the report said `repeats` it. Neither a repetition nor a part of another
    figure is `counted`, so that sums over the others hold nothing twice. `places` tells which are of the `whole_place`.
    """
    facts = sorted(analysis.facts, key=lambda fact: (fact.char_start, fact.char_end))
    first: dict[Hashable, str] = {}
    earlier = [first.setdefault(_meaning(fact), fact.fact_id) for fact in facts]
    repeats = [None if one == fact.fact_id else one for one, fact in zip(earlier, facts, strict=True)]
    return record_columns(Fact, facts) | {
        "period_start": [as_date(fact.period_start) for fact in facts],
        "period_end": [as_date(fact.period_end) for fact in facts],
        "repeats": repeats,
        "counted": [one is None and fact.part_of is None for one, fact in zip(repeats, facts, strict=True)],
        "whole_place": [places.hold(fact.scope, analysis.document.region) for fact in facts],
    }


def _meaning(fact: Fact) -> Hashable:
    """Give what two facts that say the same have in common; the words of the indicator count where it has no id."""
    known = fact.value_base is not None
    return (
        *(fact.indicator_id or fact.indicator, fact.kind, fact.direction, fact.status, fact.bound),
        *((fact.value_base, fact.unit_base) if known else (fact.value, fact.unit)),
        *(fact.value_max, fact.period, fact.scope, fact.baseline, fact.organizations),
    )
