"""What the user's own gazetteer and stop list say; it wins over everything that was found."""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.organizations.resolve import OWNED, OWNERS
from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.records import OrganizationType
from pipeline.resources.user_lists import UserLists

RULE = "user_gazetteer"


class UserNames:
    """Finds the names of a user in a sentence, and puts them over what else was found there."""

    def __init__(self, lists: UserLists, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._types: dict[str, OrganizationType] = {}
        for entry in lists.entries:
            plain = (surface for surface, needs_context in entry.surfaces() if not needs_context)
            for surface in plain:
                for spelling in (surface, surface.replace("（", "(").replace("）", ")")):
                    self._types[spelling] = entry.type
        self._names = _build_automaton(self._types)
        self._stops = _build_automaton(lists.stops)

    @property
    def may_add(self) -> bool:
        """Whether there are names to find where nothing else was found."""
        return self._names is not None

    def decide(self, scan: Scan, found: list[Candidate]) -> list[Candidate]:
        """Add the user's names and drop what overlaps them or lies in a stop word; sorted by place.

        An owner at the left end of the name of what it owns stays beside it, whoever of the two is the user's.
        """
        if self._names is None and self._stops is None:
            return found
        stops = _find(scan, self._stops)
        own = [
            Candidate(start, end, self._types[scan.text[start:end]], RULE, 1.0)
            for start, end in _find(scan, self._names)
            if not self._cuts_word(scan, start, end)
        ]
        others = (item for item in found if all(_may_stand_beside(item, mine) for mine in own))
        kept = [item for item in (*own, *others) if not any(_holds(stop, item) for stop in stops)]
        return sorted(kept, key=lambda item: (item.start, -item.end))

    def _cuts_word(self, scan: Scan, start: int, end: int) -> bool:
        """Whether a word of the dictionary lies across one end: 打通|裕华路 is no 通裕."""
        for place in (start, end):
            if place not in scan.bounds:
                token = scan.token_at(scan.token_start(place))
                if self._vocabulary.is_word(token):
                    return True
        return False


def _build_automaton(words: Iterable[str]) -> AhoCorasick | None:
    listed = sorted(words)
    return AhoCorasick(listed, matchkind=MatchKind.LeftmostLongest) if listed else None


def _find(scan: Scan, automaton: AhoCorasick | None) -> list[tuple[int, int]]:
    if automaton is None:
        return []
    return [(start, end) for _, start, end in automaton.find_matches_as_indexes(scan.text)]


def _holds(stop: tuple[int, int], item: Candidate) -> bool:
    return stop[0] <= item.start and item.end <= stop[1]


def _may_stand_beside(item: Candidate, mine: Candidate) -> bool:
    if item.end <= mine.start or mine.end <= item.start:
        return True
    outer, inner = (item, mine) if item.end > mine.end else (mine, item)
    return inner.start == outer.start and inner.end < outer.end and outer.type in OWNED and inner.type in OWNERS
