"""Build the tree of sections from the headings; an outline tells of a heading that the text has lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.records import Section
from pipeline.segment.blocks import Block
from pipeline.segment.headings import Heading
from pipeline.segment.marks import RANKS, heading_key
from pipeline.segment.outline import Entry, Outline

_TITLE_END = re.compile(r"[。：:；，！\s]+$")
_FIRST_PLAIN = 2.5  # a heading without a mark that stands at the top is above 一、 and below a Markdown heading


@dataclass(slots=True)
class _OpenSection:
    rank: float
    section: Section
    key: str


class SectionTree:
    """The sections of one report, built by reading its headings in order."""

    def __init__(self, doc_id: str, text_end: int, outline: Outline | None) -> None:
        """Start a tree for a report whose text ends at `text_end`."""
        self._doc_id = doc_id
        self._text_end = text_end
        self._entries: tuple[Entry, ...] = outline.entries if outline else ()
        self._matched = -1
        self._open: list[_OpenSection] = []
        self._closed: list[Section] = []
        self._count = 0
        self._ranks: dict[str, float] = {}

    def add(self, heading: Heading, block: Block, omission: int | None) -> None:
        """Open the section of a heading.

        Args:
            heading: the heading.
            block: the block that it stands in.
            omission: the first raw place after the last omission since the heading before; None without one.
        """
        title = _TITLE_END.sub("", block.text[: heading.length])
        rank = self._rank(heading)
        key = heading_key(block.text[: heading.length])
        self._infer_parent(key, heading.style, block.offsets[0] if omission is None else omission)
        self._enter(title, rank, key, block.offsets[0], inferred=False)

    def sections(self) -> tuple[Section, ...]:
        """Give all sections, sorted by place."""
        done = [*self._closed, *(replace(item.section, char_end=self._text_end) for item in self._open)]
        return tuple(sorted(done, key=lambda section: section.section_id))

    def _rank(self, heading: Heading) -> float:
        if heading.rank is not None:
            return heading.rank
        if heading.style not in self._ranks:
            self._ranks[heading.style] = self._open[-1].rank + 0.5 if self._open else _FIRST_PLAIN
        return self._ranks[heading.style]

    def _enter(self, title: str, rank: float, key: str, start: int, *, inferred: bool) -> None:
        while self._open and self._open[-1].rank >= rank:
            self._closed.append(replace(self._open.pop().section, char_end=start))
        above = self._open[-1].section if self._open else None
        self._count += 1
        section = Section(
            section_id=f"{self._doc_id}#h{self._count:03d}",
            doc_id=self._doc_id,
            char_start=start,
            char_end=self._text_end,
            depth=len(self._open) + 1,
            title=title,
            path=f"{above.path} > {title}" if above else title,
            parent=above.section_id if above else None,
            inferred=inferred,
        )
        self._open.append(_OpenSection(rank, section, key))

    def _infer_parent(self, key: str, style: str, start: int) -> None:
        """Where the outline puts a heading under another parent than the open one, that parent was left out."""
        place = self._find_entry(key, style)
        if place is None:
            return
        self._matched = place
        parent = self._entries[place].parent
        if parent is None:
            return
        entry = self._entries[parent]
        if any(item.key == entry.key for item in self._open):
            return
        from_style = Heading(0, 0, entry.style, RANKS.get(entry.style), run_in=False)
        self._enter(_TITLE_END.sub("", entry.title), self._rank(from_style), entry.key, start, inferred=True)

    def _find_entry(self, key: str, style: str) -> int | None:
        later = range(self._matched + 1, len(self._entries))
        wanted = (key, style)
        return next(
            (place for place in later if (self._entries[place].key, self._entries[place].style) == wanted), None
        )


def build_sections(
    doc_id: str, text: str, blocks: Sequence[Block], headings: Sequence[Heading], outline: Outline | None
) -> tuple[Section, ...]:
    """Build the sections of a report, sorted by place.

    Args:
        doc_id: the report.
        text: its raw text.
        blocks: its blocks.
        headings: the headings among them, sorted by place.
        outline: its outline, where it has one.
    """
    tree = SectionTree(doc_id, len(text), outline)
    previous = -1
    for heading in headings:
        omitted = [item for item in blocks[previous + 1 : heading.block + 1] if item.after_omission]
        tree.add(heading, blocks[heading.block], omitted[-1].offsets[0] if omitted else None)
        previous = heading.block
    return tree.sections()
