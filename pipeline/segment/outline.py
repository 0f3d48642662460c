"""Find the outline (目录, 提纲) that stands before a report and repeats its headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.segment.blocks import Block
from pipeline.segment.marks import RANKS, heading_key

_TITLE = re.compile(r"(?:目录|提纲|目次|大纲|目录/提纲|内容提要|文章目录)(?:[：:/].{0,12})?[…：:]*")
_PAGE = re.compile(r"(?:[.．·…—\s]{2,}|\t)\d{1,3}$|(?<=[\u4e00-\u9fff）])\d{1,3}$")
_AFTER_HEADING = re.compile(r"[。：]")
_MAX_ENTRY = 60
_MAX_BEFORE = 12
_MIN_ENTRIES = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One heading of an outline: its key (see `heading_key`), its title, its style, and the place of its parent."""

    key: str
    title: str
    style: str
    parent: int | None


@dataclass(frozen=True, slots=True)
class Outline:
    """first, last: the blocks that it stands in, last excluded; paged: True where page numbers stand in it."""

    first: int
    last: int
    paged: bool
    entries: tuple[Entry, ...]


def find_outline(blocks: Sequence[Block]) -> Outline | None:
    """Find the outline at the top of a report: headings alone, most of which come again in the body."""
    later: dict[str, int] | None = None
    for first in range(min(len(blocks), _MAX_BEFORE)):
        titled = bool(_TITLE.fullmatch(blocks[first].text))
        if not titled and not (blocks[first].mark and _is_entry(blocks[first])):
            continue
        start = first + titled
        if not all(map(_is_entry, blocks[start : start + _MIN_ENTRIES])):  # most first headings: prose is near
            continue
        later = _later_keys(blocks) if later is None else later
        last = _run_end(blocks, start, later)
        listed = [block for block in blocks[start:last] if block.mark or titled]
        repeated = sum(1 for block in listed if later.get(_entry_key(block.text), -1) >= last)
        if len(listed) >= _MIN_ENTRIES and repeated * 2 >= len(listed):
            paged = sum(1 for block in listed if _PAGE.search(block.text)) * 2 >= len(listed)
            return Outline(first, last, paged, _entries(listed))
    return None


def _is_entry(block: Block) -> bool:
    return len(block.text) <= _MAX_ENTRY and not block.is_finished and not block.row


def _entry_key(text: str) -> str:
    return heading_key(_PAGE.sub("", text))


def _later_keys(blocks: Sequence[Block]) -> dict[str, int]:
    """Give for each heading-like beginning of a block the last block that begins so."""
    keys: dict[str, int] = {}
    for block in blocks:
        head = _AFTER_HEADING.split(block.text[: _MAX_ENTRY * 2], maxsplit=1)[0]
        keys[_entry_key(head)] = block.number
    return keys


def _run_end(blocks: Sequence[Block], start: int, later: dict[str, int]) -> int:
    """Give the end of the run of entries: it stops where a heading comes for the second time, or at prose."""
    seen: set[str] = set()
    end = start
    for block in blocks[start:]:
        key = _entry_key(block.text)
        # 一是推进 may stand under two headings; what ends the run is a heading whose own place is the last of its name.
        comes_again = later.get(key, -1) > block.number
        if not _is_entry(block) or (block.mark and key in seen and not comes_again):
            break
        if not block.mark and not comes_again and not _PAGE.search(block.text) and key:
            break
        seen.add(key)
        end = block.number + 1
    return end


def _entries(listed: Sequence[Block]) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for block in listed:
        style = block.mark.style if block.mark else "plain"
        rank = RANKS.get(style, 9.0)
        parent = next(
            (index for index in range(len(entries) - 1, -1, -1) if RANKS.get(entries[index].style, 9.0) < rank), None
        )
        entries.append(Entry(_entry_key(block.text), _PAGE.sub("", block.text), style, parent))
    return tuple(entries)
