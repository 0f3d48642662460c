"""What an inconsistency does to the figures that it is between: one is wrong, so all of them are less sure."""

from __future__ import annotations

_DIGITS = 2


def lower_confidence(confidence: float, fact_id: str, doubted: frozenset[str], factor: float) -> float:
    """Give the confidence of a fact: times `factor` where an inconsistency involves it."""
    return round(confidence * factor, _DIGITS) if fact_id in doubted else confidence
