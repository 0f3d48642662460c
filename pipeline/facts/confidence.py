"""Rate how sure a fact is, from how its fields were found."""

from __future__ import annotations

from pipeline.facts.dating import Dated
from pipeline.facts.indicators import Named
from pipeline.facts.kinds import Reading
from pipeline.facts.periods import Timing

_NAMED = {
    "table cell": 0.96,
    "words before": 0.93,
    "three sectors": 0.95,
    "respectively": 0.88,
    "carried": 0.9,
    "words after": 0.78,
    "level carried": 0.85,
    "head combined": 0.75,
    "verb carried": 0.8,
    "part of a whole": 0.7,
    "shared": 0.75,
    "share of a whole": 0.75,
    "respectively, unsplit": 0.45,
    "ratio chain": 0.6,
    "unit": 0.3,
}


def rate_confidence(named: Named, dated: Dated, reading: Reading, timing: Timing) -> float:
    """Give a confidence between 0 and 1, rounded to two digits."""
    confidence = _NAMED.get(named.rule, 0.7)
    if not named.indicator or len(named.indicator) > 24:
        confidence *= 0.5
    elif len(named.indicator) > 14:
        confidence *= 0.9
    if dated.period is None:
        confidence *= 0.75
    elif dated.rule in ("span of the section", "end of span", "span"):
        confidence *= 0.88
    if reading.kind == "ratio" or reading.foreign:
        confidence *= 0.85
    if timing.planned is None and dated.rule == "section":
        confidence *= 0.97
    return round(confidence, 2)
