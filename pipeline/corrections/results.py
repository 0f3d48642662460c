"""What the parts of a correction run hand each other."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.corrections.place import Place
from pipeline.records import Correction, CorrectionStatus

RULE = "correction"
"""The rule, and the cue of a pillar, of what a person decided."""
SURE = 1.0
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A correction whose place is found; each is itself alone, so that it can be a key."""

    correction: Correction
    place: Place

    @property
    def span(self) -> Span:
        """Its place in the text."""
        return self.place.start, self.place.end


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one correction. `before` is what was there, `note` what a reader should know besides."""

    status: CorrectionStatus
    before: str | None = None
    note: str | None = None


CONFIRMED = Result("confirmed")


def stale(note: str) -> Result:
    """Give the result of a correction that cannot be applied."""
    return Result("stale", note=note)


def overlaps(one: Span, other: Span) -> bool:
    """Tell whether two spans have a character in common."""
    return one[0] < other[1] and other[0] < one[1]


def find_contradictions(group: list[Placed]) -> dict[Placed, Result]:
    """Give the corrections of one row that say something else of a field than an earlier one: text moved together."""
    first: dict[str | None, Placed] = {}
    contradictions = {}
    for item in group:
        earlier = first.setdefault(item.correction.field, item)
        if earlier.correction.value != item.correction.value:
            contradictions[item] = stale(f"{earlier.correction.origin} says something else of the same field")
    return contradictions
