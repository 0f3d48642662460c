"""Tables with ruling lines: the grid that the lines form, and which text stands in which of its cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.ingest.readers.pages import Box, Page, Rule, Segment
from pipeline.ingest.readers.tables import Table

_NEAR = 2.5
"""Points by which lines that meet may miss each other."""
_MOST_RULES = 600
"""A page with more lines of different places is a drawing."""
_NARROWEST, _LOWEST = 60.0, 16.0
"""Points: a smaller grid is a box to tick."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its box, the sides of its columns, and its rows of cells; merged cells repeat their text."""

    left: float
    top: float
    right: float
    bottom: float
    columns: tuple[float, ...]
    rows: Table

    def has_columns_of(self, other: Grid) -> bool:
        """Tell whether the columns stand where those of another table do, so that it may go on with it."""
        return len(self.columns) == len(other.columns) and all(
            abs(mine - its) < 2 * _NEAR for mine, its in zip(self.columns, other.columns, strict=True)
        )


def find_grids(page: Page) -> tuple[list[Grid], list[Segment]]:
    """Find the ruled tables of a page; the second value are the segments that stand in none of them."""
    level = _join([rule for rule in page.rules if rule.is_level], level=True)
    upright = _join([rule for rule in page.rules if not rule.is_level], level=False)
    if not 0 < len(level) + len(upright) <= _MOST_RULES:
        return [], list(page.segments)
    grids: list[Grid] = []
    left = list(page.segments)
    for group in _find_connected([*level, *upright]):
        grid = _build_grid([rule for rule in group if rule.is_level], [r for r in group if not r.is_level], left)
        if grid is not None:
            grids.append(grid)
            left = [segment for segment in left if not is_inside(segment, grid)]
    return grids, left


def is_inside(inner: Box, outer: Box) -> bool:
    """Tell whether the middle of one box lies in another."""
    x, y = (inner.left + inner.right) / 2, (inner.top + inner.bottom) / 2
    return outer.left <= x < outer.right and outer.top <= y < outer.bottom


def _join(rules: Iterable[Rule], *, level: bool) -> list[Rule]:
    """Join lines that lie on one another or go on in one another: a frame is often drawn cell by cell."""

    def key(rule: Rule) -> tuple[float, float]:
        return (rule.top, rule.left) if level else (rule.left, rule.top)

    joined: list[Rule] = []
    for rule in sorted(rules, key=key):
        at = _find_overlapped(joined, rule, level=level)
        if at is None:
            joined.append(rule)
            continue
        other = joined[at]
        sides = min(rule.left, other.left), min(rule.top, other.top)
        joined[at] = Rule(*sides, max(rule.right, other.right), max(rule.bottom, other.bottom))
    return joined


def _find_overlapped(joined: Sequence[Rule], rule: Rule, *, level: bool) -> int | None:
    """Find the line that another one lies on or goes on; `joined` is sorted by place, so only its end is near."""
    for index in range(len(joined) - 1, -1, -1):
        other = joined[index]
        if (rule.top - other.top if level else rule.left - other.left) > _NEAR:
            return None
        if _overlap(rule, other, level=level):
            return index
    return None


def _overlap(one: Rule, other: Rule, *, level: bool) -> bool:
    if level:
        return one.left <= other.right + _NEAR and other.left <= one.right + _NEAR
    return one.top <= other.bottom + _NEAR and other.top <= one.bottom + _NEAR


def _find_connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Put lines together that touch one another, directly or over others."""
    groups: list[list[Rule]] = []
    for rule in rules:
        touched = [group for group in groups if any(_touches(rule, other) for other in group)]
        groups = [group for group in groups if group not in touched]
        groups.append([rule, *(other for group in touched for other in group)])
    return groups


def _touches(one: Rule, other: Rule) -> bool:
    return (
        one.left <= other.right + _NEAR
        and other.left <= one.right + _NEAR
        and one.top <= other.bottom + _NEAR
        and other.top <= one.bottom + _NEAR
    )


def _build_grid(level: Sequence[Rule], upright: Sequence[Rule], segments: Sequence[Segment]) -> Grid | None:
    if len(level) < 2 or not upright:
        return None
    xs = _cluster([rule.left for rule in upright] + [side for rule in level for side in (rule.left, rule.right)])
    ys = _cluster([rule.top for rule in level] + [side for rule in upright for side in (rule.top, rule.bottom)])
    if len(xs) < 3 or len(ys) < 3 or xs[-1] - xs[0] < _NARROWEST or ys[-1] - ys[0] < _LOWEST:
        return None
    owners = _merge_cells(xs, ys, level, upright)
    texts: dict[tuple[int, int], list[Segment]] = {}
    for segment in segments:
        row, column = _place(segment.middle, ys), _place((segment.left + segment.right) / 2, xs)
        if row is not None and column is not None:
            texts.setdefault(owners[row, column], []).append(segment)
    joined = {owner: join_lines(inside) for owner, inside in texts.items()}
    rows = [
        [joined.get(owners[row, column], "") for column in range(len(xs) - 1)]
        for row in range(len(ys) - 1)
    ]  # fmt: skip
    if not joined:
        return None
    return Grid(xs[0], ys[0], xs[-1], ys[-1], tuple(xs), rows)


def _merge_cells(
    xs: Sequence[float], ys: Sequence[float], level: Sequence[Rule], upright: Sequence[Rule]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Give for each cell the first cell of those that no line parts from it."""
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            x, y = (left + right) / 2, (top + bottom) / 2
            cell = (row, column)
            owners[cell] = cell
            if column and not any(abs(rule.left - left) <= _NEAR and rule.top <= y <= rule.bottom for rule in upright):
                owners[cell] = owners[row, column - 1]
            elif row and not any(abs(rule.top - top) <= _NEAR and rule.left <= x <= rule.right for rule in level):
                owners[cell] = owners[row - 1, column]
    return owners


def _cluster(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2 * _NEAR:
            found.append(value)
    return found


def _place(value: float, sides: Sequence[float]) -> int | None:
    return next((index for index, (low, high) in enumerate(pairwise(sides)) if low <= value < high), None)


def join_lines(segments: Sequence[Segment]) -> str:
    """Give the text of a cell, its lines joined: Han without a blank, Latin words with one."""
    lines: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda segment: (segment.middle, segment.left)):
        if lines and lines[-1][0].top < segment.middle < lines[-1][0].bottom:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    text = ""
    for line in lines:
        shown = " ".join(segment.text for segment in sorted(line, key=lambda segment: segment.left))
        text += (" " if text[-1:].isascii() and text[-1:].isalpha() and shown[:1].isascii() else "") + shown
    return text
