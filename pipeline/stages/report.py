"""What a stage tells when it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StageReport:
    """What a stage did: how many of what it wrote, and what went wrong without stopping it."""

    stage: str
    counts: Mapping[str, int]
    problems: tuple[str, ...] = ()

    def describe(self) -> str:
        """Give one line for the terminal: `segment: 12 reports, 340 sentences`."""
        return f"{self.stage}: {', '.join(f'{count} {name}' for name, count in self.counts.items())}"
