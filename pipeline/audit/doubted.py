"""What an inconsistency does to the figures that it is between: one is wrong, so all of them are less sure."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.records import Check

_DIGITS = 2


def doubted_facts(checks: Iterable[Check]) -> frozenset[str]:
    """Give the ids of all facts that an inconsistency involves."""
    return frozenset(fact_id for check in checks if check.verdict == "inconsistent" for fact_id in check.fact_ids)


def lower_confidence(confidence: float, fact_id: str, doubted: frozenset[str], factor: float) -> float:
    """Give the confidence of a fact: times `factor` where an inconsistency involves it."""
    return round(confidence * factor, _DIGITS) if fact_id in doubted else confidence
