"""Cut blocks into sentences, at 。！？ and at the end of a block."""

from __future__ import annotations

import re
from itertools import pairwise

_END = re.compile(r"[。！？]+[”’》）】]*")
_PAUSE = re.compile(r"[；，、 |\t]")
MAX_SENTENCE = 2000
"""A longer piece without a full stop is no sentence that anybody wrote; it is cut at a pause."""


def cut_sentences(clean: str) -> list[tuple[int, int]]:
    """Give the places of the sentences of a block; together they cover it."""
    ends = [match.end() for match in _END.finditer(clean)]
    if clean and (not ends or ends[-1] < len(clean)):
        ends.append(len(clean))
    places = list(pairwise([0, *ends]))
    if len(clean) <= MAX_SENTENCE:
        return places
    return [cut for start, end in places for cut in _cut_long(clean, start, end)]


def _cut_long(clean: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start]
    while end - cuts[-1] > MAX_SENTENCE:
        pauses = [match.end() for match in _PAUSE.finditer(clean, cuts[-1], cuts[-1] + MAX_SENTENCE)]
        cuts.append(pauses[-1] if pauses else cuts[-1] + MAX_SENTENCE)
    return list(pairwise([*cuts, end]))
