"""A scan for numerals that knows nothing of the extractor: what its ledger must account for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

HAN_DIGITS = frozenset("零〇一二两三四五六七八九")
HAN_SCALES = frozenset("十百千万亿")


def scan_numerals(text: str) -> Iterator[tuple[int, int]]:
    """Give the span of every run of digits, with the scale words right behind it, and of Chinese numerals."""
    place = 0
    while place < len(text):
        start = place
        while place < len(text) and unicodedata.category(text[place]) == "Nd":
            place += 1
        following = HAN_SCALES if place > start else HAN_DIGITS | HAN_SCALES
        while place < len(text) and text[place] in following:
            place += 1
        if place > start:
            yield start, place
        else:
            place += 1
