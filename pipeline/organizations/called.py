"""What a report says that it calls an organization from here on: 云溪泰丰智能控制股份有限公司（以下简称“泰丰智能”）."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.organizations.joined import Joined
from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.records import OrganizationType
from pipeline.resources.organization_patterns import OrganizationPatterns

RULE = "called"
_WORD = "简称"
_DEFINES = re.compile(_WORD)
_SIGNS = r"[\u4e00-\u9fffA-Za-z0-9]{2,12}"
_NAME = rf"(?P<name>{_SIGNS})"
_CALLED = re.compile(
    rf"（(?:以下|下文|后文)?{_WORD}为?[：“‘「]{{0,2}}{_NAME}[”’」]?）|"
    # without brackets: …有限公司，以下简称“…”，
    rf"，(?:以下|下文|后文){_WORD}为?：?[“‘「](?P<quoted>{_SIGNS})[”’」]"
)
_SURE, _CONFIDENCE = 0.5, 0.9
_WHOLE_WORDS = 3
"""Up to this length a name is one only where it fills whole words."""
_SHORTEST_LATIN = 3


@dataclass(frozen=True, slots=True)
class Called:
    """A short name: the full name that it stands for, the type of that, and the sentence that says so."""

    full_name: str
    type: OrganizationType
    sentence: int


def find_called(
    joined: Joined,
    scans: list[Scan],
    candidates: list[list[Candidate]],
    patterns: OrganizationPatterns,
    vocabulary: Vocabulary,
) -> dict[str, Called]:
    """Give the short names that the report defines right behind a name, but for those that it gives to two.

    What is called so must be a name by itself (市科技大会 is none), and the short name one that is made of the full
    name's characters, and no word that anybody may use: 中心, 园区, 代建单位.
    """
    called: dict[str, Called] = {}
    doubtful: set[str] = set()
    for number in sorted(joined.find_all((_DEFINES,))):
        scan, found = scans[number], candidates[number]
        for match in _CALLED.finditer(scan.text):
            ends_here = [item for item in found if item.end == match.start() and item.confidence >= _SURE]
            if not ends_here:
                continue
            whole = min(ends_here, key=lambda item: (item.start, -item.confidence))
            name, full_name = match["name"] or match["quoted"], scan.text[whole.start : whole.end]
            if not _is_short_for(name, full_name) or _is_any(name, patterns, vocabulary):
                continue
            known = called.setdefault(name, Called(full_name, whole.type, number))
            if (known.full_name, known.type) != (full_name, whole.type):
                doubtful.add(name)
    return {name: item for name, item in called.items() if name not in doubtful}


def add_called(
    scans: list[Scan], candidates: list[list[Candidate]], called: dict[str, Called]
) -> list[list[Candidate]]:
    """Add the short names wherever they stand from their definition on, in place of what else was found there."""
    if not called:
        return candidates
    automaton = AhoCorasick(sorted(called), matchkind=MatchKind.LeftmostLongest)
    added = []
    for number, (scan, found) in enumerate(zip(scans, candidates, strict=True)):
        own = [
            Candidate(start, end, called[scan.text[start:end]].type, RULE, _CONFIDENCE)
            for _, start, end in automaton.find_matches_as_indexes(scan.text)
            if called[scan.text[start:end]].sentence <= number and _fills_words(scan, start, end)
        ]
        spans = {(item.start, item.end) for item in own}
        added.append([*own, *(item for item in found if (item.start, item.end) not in spans)])
    return added


def _is_short_for(name: str, full_name: str) -> bool:
    """Whether the name is made of characters of the full one, in their order, or of Latin capitals."""
    if name.isascii():
        return len(name) >= _SHORTEST_LATIN and name.isupper()
    rest = iter(full_name)
    return len(name) < len(full_name) and all(sign in rest for sign in name)


def _is_any(name: str, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> bool:
    """Whether it is a word of other things too: an ordinary word, a place, the last word of names."""
    if name in patterns.generic_parts or name in patterns.suffixes or name in patterns.zone_bodies:
        return True
    return vocabulary.is_common(name) or vocabulary.is_place(name)


def _fills_words(scan: Scan, start: int, end: int) -> bool:
    return (
        end - start > _WHOLE_WORDS or (start in scan.bounds and end in scan.bounds) or scan.text[start - 1] in "“为称"
    )
