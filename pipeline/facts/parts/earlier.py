"""Parts of what the sentence before counted."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.facts.frames import Frame
from pipeline.facts.kinds import Reading
from pipeline.facts.parts.choosing import MONEY
from pipeline.facts.parts.links import find_wholes
from pipeline.facts.patterns import Patterns
from pipeline.records import Fact


@dataclass(frozen=True, slots=True)
class Earlier:
    """The figures of the sentence before, which a sentence with 其中 at its front tells the parts of."""

    frames: list[Frame]
    readings: list[Reading]
    facts: list[Fact]

    def find_wholes(self, frames: list[Frame], readings: list[Reading], patterns: Patterns) -> list[int | None]:
        """Give for each frame the place of its whole among the facts of both sentences, or None."""
        both = [*self.frames, *frames]
        if len(both) == 1:
            return [None]  # a figure alone is a part of nothing
        wholes = find_wholes(both, [*self.readings, *readings], patterns)[len(self.frames) :]
        return [
            at if at is None or at >= len(self.frames) or _is_alike(frame, both[at]) else None
            for frame, at in zip(frames, wholes, strict=True)
        ]


def _is_alike(frame: Frame, whole: Frame) -> bool:
    units = {frame.number.unit, whole.number.unit}
    return len(units) == 1 or units <= MONEY


NOTHING_BEFORE = Earlier([], [], [])
