"""Active learning: which sentences would teach the classifier most, were somebody to label them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.pillars.features import simplify

_POOL = 20
"""Of so many times the sentences asked for, the least certain ones, the most various are chosen."""
_LEAST_LETTERS = 6
_LETTER = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be labelled, with the label that it has now and its probability."""

    sentence_id: str
    text: str
    pillar: str
    score: float


def choose_teaching(candidates: Iterable[Candidate], count: int, *, known: Iterable[str] = ()) -> list[Candidate]:
    """Choose the sentences that would teach most, the best first: uncertain, and unlike those chosen before.

    Each step takes the sentence with the highest (1 - probability) * (1 - likeness to the nearest one chosen).
    Likeness is the share of character pairs in common. Sentences of `known` texts, sentences that differ in their
    figures only, and pieces with hardly a word are left out. The same sentences give the same choice in any order.
    """
    labelled = {simplify(text) for text in known}
    pool: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=lambda item: (item.score, item.sentence_id)):
        simple = simplify(candidate.text)
        if simple not in labelled and len(_LETTER.findall(simple)) >= _LEAST_LETTERS:
            pool.setdefault(simple, candidate)
    least_certain = list(pool.items())[: _POOL * count]
    pairs = [_pairs(simple) for simple, _ in least_certain]
    likeness = [0.0] * len(least_certain)
    open_places = list(range(len(least_certain)))
    chosen: list[Candidate] = []
    while open_places and len(chosen) < count:
        best = max(open_places, key=lambda place: (1 - least_certain[place][1].score) * (1 - likeness[place]))
        open_places.remove(best)
        chosen.append(least_certain[best][1])
        for place in open_places:
            likeness[place] = max(likeness[place], _likeness(pairs[place], pairs[best]))
    return chosen


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[start : start + 2] for start in range(len(text) - 1))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))
