"""One sentence as the rules see it: its clean text, its word boundaries, and the lexicon's words in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from pipeline.frozen import frozen
from pipeline.records import OrganizationType

_LONGEST_WORD = 60


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
        return self.role in {"gazetteer", "context"}


@frozen
class Candidate:
    """A possible mention in the clean text; `rule` says what found it."""

    start: int
    end: int
    type: OrganizationType
    rule: str
    confidence: float


@dataclass(frozen=True)
class Scan:
    """A sentence with what was looked up once for all rules."""

    text: str
    tokens: tuple[str, ...]
    hits: tuple[Hit, ...] = ()
    """Sorted by place."""

    @cached_property
    def starts(self) -> list[int]:
        """The places where a token begins."""
        return list(accumulate(map(len, self.tokens or self.text), initial=0))[:-1]

    @cached_property
    def bounds(self) -> frozenset[int]:
        """The places where a token begins or ends."""
        return frozenset((*self.starts, len(self.text)))

    @cached_property
    def hit_starts(self) -> list[int]:
        """Where each hit begins."""
        return [hit.start for hit in self.hits]

    def token_start(self, place: int) -> int:
        """Give where the token begins that holds the character at `place`."""
        return self.starts[bisect_right(self.starts, place) - 1]

    def token_at(self, start: int) -> str:
        """Give the token that begins at `start`."""
        index = bisect_right(self.starts, start) - 1
        end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[index] : end]

    def tokens_before(self, place: int) -> Iterator[tuple[int, str]]:
        """Give the tokens that end at or before `place`, nearest first, each with its start."""
        index = bisect_right(self.starts, place - 1) - 1
        end = place
        while index >= 0:
            start = self.starts[index]
            yield start, self.text[start:end]
            end = start
            index -= 1

    def hits_between(self, start: int, end: int) -> tuple[Hit, ...]:
        """Give the hits that begin at `start` or behind it, but before `end`."""
        return self.hits[bisect_left(self.hit_starts, start) : bisect_left(self.hit_starts, end)]

    def hits_at(self, start: int) -> tuple[Hit, ...]:
        """Give the hits that begin at `start`."""
        return self.hits_between(start, start + 1)

    def hits_near(self, place: int) -> tuple[Hit, ...]:
        """Give the hits that may begin or end at `place`, and some more."""
        return self.hits_between(place - _LONGEST_WORD, place + 2)

    def parts(self, start: int, end: int) -> list[str]:
        """Give the tokens of a span, cut at its ends."""
        if start >= end:
            return []
        first, behind = bisect_right(self.starts, start), bisect_left(self.starts, end)
        places = [start, *self.starts[first:behind], end]
        return [self.text[one:other] for one, other in pairwise(places)]

    def with_role(self, role: str) -> Iterator[Hit]:
        """Give the hits of one role."""
        return (hit for hit in self.hits if hit.role == role)
