"""One sentence as the rules see it: its clean text, its word boundaries, and the lexicon's words in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate

from pipeline.frozen import frozen
from pipeline.records import OrganizationType

_LONGEST_WORD = 60
_NAME_ROLES = frozenset({"gazetteer", "context"})


@frozen
class Hit:
    """A word of the lexicon in the text. `role` is gazetteer, context, body, zone or suffix."""

    start: int
    end: int
    role: str
    type: OrganizationType

    @property
    def is_name(self) -> bool:
        """Whether the word is a name of the gazetteer."""
        return self.role in _NAME_ROLES


@frozen
class Candidate:
    """A possible mention in the clean text; `rule` says what found it."""

    start: int
    end: int
    type: OrganizationType
    rule: str
    confidence: float

    def overlaps(self, other: Candidate) -> bool:
        """Whether the two share a character."""
        return other.start < self.end and self.start < other.end


class Scan:
    """A sentence with what was looked up once for all rules; immutable, `hits` are sorted by place."""

    __slots__ = ("_borders", "_bounds", "_hit_starts", "hits", "roles", "text", "tokens")

    def __init__(self, text: str, tokens: tuple[str, ...], hits: tuple[Hit, ...] = ()) -> None:
        """Take a sentence; without tokens each character is one."""
        self.text = text
        self.tokens = tokens or tuple(text)
        self.hits = hits
        self.roles = {hit.role for hit in hits}
        # Most sentences need none of these: they are made when they are first asked for.
        self._borders: list[int] = []
        self._bounds: frozenset[int] | None = None
        self._hit_starts: list[int] | None = None

    @property
    def bounds(self) -> frozenset[int]:
        """The places where a token begins or ends."""
        bounds = self._bounds
        if bounds is None:
            bounds = self._bounds = frozenset(self._borders or self._find_borders())
        return bounds

    def _find_borders(self) -> list[int]:
        """Give the places where a token begins or ends, in their order."""
        self._borders = list(accumulate(map(len, self.tokens), initial=0))
        return self._borders

    def token_start(self, place: int) -> int:
        """Give where the token begins that holds the character at `place`."""
        borders = self._borders or self._find_borders()
        return borders[bisect_right(borders, place) - 1]

    def token_at(self, place: int) -> str:
        """Give the token that holds the character at `place`."""
        return self.tokens[bisect_right(self._borders or self._find_borders(), place) - 1]

    def token_before(self, place: int) -> tuple[int, str]:
        """Give the token that ends at `place`, cut there, with its start; at the start of the text an empty one."""
        if not place:
            return 0, ""
        borders = self._borders or self._find_borders()
        start = borders[bisect_left(borders, place) - 1]
        return start, self.text[start:place]

    def tokens_before(self, place: int) -> Iterator[tuple[int, str]]:
        """Give the tokens that end at or before `place`, nearest first, each with its start."""
        while place > 0:
            place, token = self.token_before(place)
            yield place, token

    def hits_between(self, start: int, end: int) -> tuple[Hit, ...]:
        """Give the hits that begin at `start` or behind it, but before `end`."""
        if not self.hits:
            return ()
        if self._hit_starts is None:
            self._hit_starts = [hit.start for hit in self.hits]
        first = bisect_left(self._hit_starts, start)
        return self.hits[first : bisect_left(self._hit_starts, end, first)]

    def hits_at(self, start: int) -> tuple[Hit, ...]:
        """Give the hits that begin at `start`."""
        return self.hits_between(start, start + 1)

    def names_at(self, start: int) -> list[Hit]:
        """Give the names of the gazetteer that begin at `start`."""
        if self.roles.isdisjoint(_NAME_ROLES):
            return []
        return [hit for hit in self.hits_at(start) if hit.is_name]

    def hits_near(self, place: int) -> tuple[Hit, ...]:
        """Give the hits that may begin or end at `place`, and some more."""
        return self.hits_between(place - _LONGEST_WORD, place + 2)

    def parts(self, start: int, end: int) -> list[str]:
        """Give the tokens of a span, cut at its ends."""
        if start >= end:
            return []
        borders = self._borders or self._find_borders()
        first, last = bisect_right(borders, start) - 1, bisect_left(borders, end) - 1
        if first == last:
            return [self.text[start:end]]
        parts = list(self.tokens[first : last + 1])
        parts[0] = self.text[start : borders[first + 1]]
        parts[-1] = self.text[borders[last] : end]
        return parts

    def part_at(self, place: int, end: int) -> str:
        """Give the first of the tokens of a span, cut at its ends."""
        borders = self._borders or self._find_borders()
        return self.text[place : min(borders[bisect_right(borders, place)], end)]

    def with_role(self, role: str) -> list[Hit]:
        """Give the hits of one role."""
        return [hit for hit in self.hits if hit.role == role] if role in self.roles else []
