"""The order in which a page is read: columns of prose one after the other, what goes across them between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ingest.readers.pages import Segment
from pipeline.ingest.readers.ruled import Grid

Block = Segment | Grid

_FEWEST_LINES = 3
"""A column has so many full lines on one page at least; other pages may then have fewer at the same place."""
_FULL, _FEWEST_CHARACTERS = 0.85, 10
"""A full line of prose fills this part of its column, with so many characters; cells of tables are shorter."""
_MOST_STARTS, _DEEPEST = 4, 2


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of a page that is read from top to bottom; frames with one key have the same margins."""

    key: str
    blocks: tuple[Block, ...]


def find_gutters(blocks: Sequence[Block], depth: int = 0) -> list[float]:
    """Find the blank strips between columns of prose, each as the place where the column behind it begins."""
    segments = [block for block in blocks if isinstance(block, Segment)]
    left, right = min((one.left for one in segments), default=0.0), max((one.right for one in segments), default=0.0)
    starts = Counter(round(one.left) for one in segments if left + 0.2 * (right - left) < one.left)
    for start, count in starts.most_common(_MOST_STARTS):
        if count < _FEWEST_LINES or depth > _DEEPEST:
            break
        gutter = min(one.left for one in segments if abs(one.left - start) <= 1.0) - 0.5
        sides = _split([block for block in blocks if not _goes_across(block, gutter)], gutter)
        found = [[0.0] if _is_prose(side) else find_gutters(side, depth + 1) for side in sides]
        if all(found):
            return [gutter, *(other for inside in found for other in inside if other)]
    return []


def find_frames(blocks: Sequence[Block], gutters: Sequence[float], key: str = "page") -> list[Frame]:
    """Cut a page into frames, in the order in which they are read. `gutters` are those of all pages like this one."""
    for index, gutter in enumerate(gutters):
        bands = _cut_bands(blocks, gutter)
        rest = [*gutters[:index], *gutters[index + 1 :]]
        frames: list[Frame] = []
        has_columns = False
        for band in bands:
            sides = _split(band, gutter)
            if all(sides) and all(map(_may_be_prose, sides)) and not _goes_across(band[0], gutter):
                has_columns = True
                for side, mark in zip(sides, "<>", strict=True):
                    frames += find_frames(side, rest, f"{key}{mark}{gutter:.0f}")
            else:
                frames.append(Frame(key, tuple(band)))
        if has_columns:
            return frames
        if len(bands) == 1 and not all(sides := _split(blocks, gutter)) and _is_prose(blocks):
            return [Frame(f"{key}{'<' if sides[0] else '>'}{gutter:.0f}", tuple(blocks))]
    return [Frame(key, tuple(blocks))]


def _cut_bands(blocks: Sequence[Block], gutter: float) -> list[list[Block]]:
    """Cut a page at the blocks that go across a gutter; each run of them is a band too."""
    bands: list[list[Block]] = []
    was_across: bool | None = None
    for block in sorted(blocks, key=lambda block: ((block.top + block.bottom) / 2, block.left)):
        across = _goes_across(block, gutter)
        if across is not was_across:
            bands.append([])
        bands[-1].append(block)
        was_across = across
    return bands


def _goes_across(block: Block, gutter: float) -> bool:
    return block.left < gutter - 1 and block.right > gutter + 1


def _split(band: Sequence[Block], gutter: float) -> tuple[list[Block], list[Block]]:
    before = [block for block in band if block.left < gutter - 1]
    return before, [block for block in band if block.left >= gutter - 1]


def _is_prose(side: Sequence[Block]) -> bool:
    """Tell a column of prose from one of a table: it has full lines, which go on in the next one."""
    return _count_full(side) >= _FEWEST_LINES


def _may_be_prose(side: Sequence[Block]) -> bool:
    return len(side) < _FEWEST_LINES or _count_full(side) > 0 or bool(find_gutters(side))


def _count_full(side: Sequence[Block]) -> int:
    lines = [block for block in side if isinstance(block, Segment) and len(block.text) >= _FEWEST_CHARACTERS]
    width = max((line.right for line in lines), default=0.0) - min((line.left for line in lines), default=0.0)
    return sum(line.right - line.left >= _FULL * width for line in lines)
