"""What the headings around a sentence say about its pillar."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.records import Section
from pipeline.resources.pillars import PillarTaxonomy

MIXED, AGAINST = "<mixed>", "<against>"
_ENOUGH = 0.6
_TOP_LINE = re.compile(r"^\s*#*\s*[一二三四五六七八九十]{1,3}\s*[、.．]")
_LONGEST_HEADING = 60
_KNOWN_HEADINGS = 1024


@dataclass(frozen=True, slots=True)
class Context:
    """What the sections around a sentence say, nearest first.

    `part` is the pillar of the part that the sentence stands in, where the report is laid out by pillars.
    """

    themes: tuple[tuple[str, str], ...] = ()
    """(theme, title) of each section that has a theme: a pillar, `MIXED` or `AGAINST`."""
    part: str | None = None
    part_title: str = ""

    @property
    def on_theme(self) -> bool:
        """Tell whether the nearest section that has a theme is of a pillar, or mixes them."""
        return bool(self.themes) and self.themes[0][0] != AGAINST


class HeadingReader:
    """Reads the theme of headings with the patterns of the taxonomy."""

    def __init__(self, taxonomy: PillarTaxonomy) -> None:
        self._taxonomy = taxonomy
        self._find_theme = lru_cache(_KNOWN_HEADINGS)(self._find_theme_of)  # most are asked for more than once

    def theme(self, title: str) -> str | None:
        """Give the pillar that a heading names, `MIXED` where it mixes pillars, `AGAINST`, or nothing."""
        return self._find_theme(title[:_LONGEST_HEADING])

    def _find_theme_of(self, title: str) -> str | None:
        named = [pillar.key for pillar in self._taxonomy.pillars if pillar.cues.headings.search(title)]
        if len(named) == 1:
            return named[0]
        if named or self._taxonomy.mixed_headings.search(title):
            return MIXED
        return AGAINST if self._taxonomy.none.headings.search(title) else None

    def pillar(self, title: str) -> str | None:
        """Give the one pillar that a heading names."""
        theme = self.theme(title)
        return None if theme in (MIXED, AGAINST) else theme

    def is_layout(self, titles: Iterable[str]) -> bool:
        """Tell whether these headings lay a report out by pillars: most name one, and several pillars are named."""
        pillars = [self.pillar(title) for title in titles]
        named = [pillar for pillar in pillars if pillar is not None]
        return len(set(named)) >= self._taxonomy.parts and len(named) >= _ENOUGH * len(pillars)


def build_contexts(sections: Sequence[Section], reader: HeadingReader) -> dict[str | None, Context]:
    """Give the context of the text right under each section; the key None stands for text outside all sections."""
    siblings: defaultdict[str | None, list[Section]] = defaultdict(list)
    for section in sections:
        siblings[section.parent].append(section)
    laid_out = {
        parent for parent, children in siblings.items() if reader.is_layout(section.title for section in children)
    }
    contexts: dict[str | None, Context] = {None: Context()}
    for section in sorted(sections, key=lambda section: section.depth):
        above = contexts.get(section.parent, Context())
        theme = reader.theme(section.title)
        themes = above.themes if theme is None else ((theme, section.title), *above.themes)
        own = reader.pillar(section.title) if section.parent in laid_out else None
        if own is not None and above.part is None:
            contexts[section.section_id] = Context(themes, own, section.title)
        else:
            contexts[section.section_id] = Context(themes, above.part, above.part_title)
    return contexts


def read_outline(lines: Sequence[str], reader: HeadingReader) -> list[tuple[str, str] | None]:
    """Give for each line of an outline the (pillar, line) of the top line over it, where it lays out a report."""
    tops = [line for line in lines if _TOP_LINE.match(line)]
    if not reader.is_layout(tops):
        return [None] * len(lines)
    found: list[tuple[str, str] | None] = []
    current: tuple[str, str] | None = None
    for line in lines:
        if _TOP_LINE.match(line):
            pillar = reader.pillar(line)
            current = None if pillar is None else (pillar, line)
        found.append(current)
    return found
