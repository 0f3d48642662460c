"""What a PDF or an OCR gives of a page: pieces of text with their boxes, and the ruling lines of tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Box(Protocol):
    """Anything with a place on a page: points from its upper left corner."""

    @property
    def left(self) -> float:
        """Left side."""

    @property
    def top(self) -> float:
        """Upper side."""

    @property
    def right(self) -> float:
        """Right side."""

    @property
    def bottom(self) -> float:
        """Lower side."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text on one line; left, top, right, bottom from the upper left corner; size is its height."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float | None = None

    @property
    def size(self) -> float:
        """Height of the characters."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Height at which the piece stands."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line that is drawn on a page, level (top and bottom are nearly one) or upright."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_level(self) -> bool:
        """Tell a level line from an upright one."""
        return self.right - self.left >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """One page with its segments and ruling lines, in any order."""

    number: int
    width: float
    height: float
    segments: tuple[Segment, ...]
    rules: tuple[Rule, ...] = ()
