"""Cut blocks into sentences, at 。！？ and at the end of a block."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[。！？]+[”’》）】]*")
_PAUSE = re.compile(r"[；，、 |\t]")
MAX_SENTENCE = 2000
"""A longer piece without a full stop is no sentence that anybody wrote; it is cut at a pause."""


def cut_sentences(clean: str) -> Iterator[tuple[int, int]]:
    """Give the places of the sentences of a block; together they cover it."""
    start = 0
    for match in _END.finditer(clean):
        yield from _cut_long(clean, start, match.end())
        start = match.end()
    if start < len(clean):
        yield from _cut_long(clean, start, len(clean))


def _cut_long(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_SENTENCE:
        pauses = [match.end() for match in _PAUSE.finditer(clean, start, start + MAX_SENTENCE)]
        cut = pauses[-1] if pauses else start + MAX_SENTENCE
        yield start, cut
        start = cut
    yield start, end
