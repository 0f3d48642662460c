"""Cut a text at the ends of marks that may overlap, so that each piece is either in a mark or not.

Offsets are code points, as everywhere in huibao. Browsers count UTF-16 units; they never see an offset, only pieces.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch `[start, end)` of the text, with the indices of all marks over it, in the order of the marks."""

    start: int
    end: int
    marks: tuple[int, ...]


def split_at_marks(spans: Sequence[tuple[int, int]], start: int, end: int) -> list[Piece]:
    """Cut `[start, end)` at the ends of `spans`; empty spans and parts outside are left out.

    The pieces are in order, not empty, and together make up `[start, end)` exactly.
    """
    inside = [
        (index, max(first, start), min(last, end))
        for index, (first, last) in enumerate(spans)
        if first < last and first < end and last > start
    ]
    cuts = sorted({start, end, *(edge for _, first, last in inside for edge in (first, last))})
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for index, first, last in inside:
        opening.setdefault(first, []).append(index)
        closing.setdefault(last, []).append(index)
    pieces = []
    over: set[int] = set()
    for first, last in itertools.pairwise(cuts):
        over.difference_update(closing.get(first, ()))
        over.update(opening.get(first, ()))
        pieces.append(Piece(first, last, tuple(sorted(over))))
    return pieces
