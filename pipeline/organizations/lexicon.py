"""All words that the rules look for, found in one pass over the text of a report."""

from __future__ import annotations

from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.organizations.joined import Joined
from pipeline.organizations.scan import Hit
from pipeline.records import OrganizationType
from pipeline.resources.gazetteer import GazetteerEntry
from pipeline.resources.organization_patterns import OrganizationPatterns

_Meaning = tuple[str, OrganizationType]


class Lexicon:
    """Names, bodies and suffixes in one automaton; a word may have several roles."""

    def __init__(self, entries: tuple[GazetteerEntry, ...], patterns: OrganizationPatterns) -> None:
        meanings: dict[str, list[_Meaning]] = {}
        self.canonical: dict[str, str] = {}
        for entry in entries:
            for surface, needs_context in entry.surfaces():
                role = "context" if needs_context else "gazetteer"
                for spelling in {surface, surface.replace("（", "(").replace("）", ")")}:
                    if (role, entry.type) not in meanings.setdefault(spelling, []):
                        meanings[spelling].append((role, entry.type))
                    self.canonical.setdefault(spelling, entry.name)
        for word, kind in patterns.bodies.items():
            meanings.setdefault(word, []).append(("body", kind))
        for word in patterns.zone_bodies:
            meanings.setdefault(word, []).append(("zone", "government"))
        for word, kind in patterns.suffixes.items():
            meanings.setdefault(word, []).append(("suffix", kind))
        words = sorted(meanings)
        self._meanings = [tuple(meanings[word]) for word in words]
        self._automaton = AhoCorasick(words, matchkind=MatchKind.Standard)

    def find(self, joined: Joined) -> list[tuple[Hit, ...]]:
        """Find every word in each sentence, overlapping ones too, sorted by place; see `_drop_inner_names`."""
        found: list[list[Hit]] = [[] for _ in joined.firsts]
        for index, start, end in self._automaton.find_matches_as_indexes(joined.text, overlapping=True):
            number = joined.number_at(start)
            first = joined.firsts[number]
            if end - first <= len(joined.texts[number]):  # a word may have a line end, and lie in two sentences
                found[number] += [Hit(start - first, end - first, role, kind) for role, kind in self._meanings[index]]
        return [_drop_inner_names(hits) if hits else () for hits in found]


def _drop_inner_names(hits: list[Hit]) -> tuple[Hit, ...]:
    """Sort hits by place and keep of names only those inside no longer name."""
    hits.sort(key=lambda hit: (hit.start, -hit.end, hit.role))
    kept: list[Hit] = []
    reach = 0
    for hit in hits:
        if hit.is_name:
            if hit.end <= reach:
                continue
            reach = hit.end
        kept.append(hit)
    return tuple(kept)
