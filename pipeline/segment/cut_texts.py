"""Many texts cut into words at a time: one behind the other, with a mark for each character that begins a word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np


@dataclass(frozen=True, slots=True)
class CutTexts:
    """Texts with the beginnings of their words.

    text: the texts, each with a line feed behind it; bounds: where each begins, and the end of the last one.
    starts: 1 for a character that begins a word, else 0; one for each character of `text`, and one for its end.
    """

    text: str
    bounds: tuple[int, ...]
    starts: bytearray

    def join(self, start: int, end: int) -> None:
        """Make one word of what stands between two places of `text`."""
        self.starts[start + 1 : end] = bytes(end - start - 1)
        self.starts[start] = self.starts[end] = 1

    def cut(self, start: int, words: Iterable[str]) -> None:
        """Cut the words that follow each other from a place of `text` on."""
        for place in accumulate(map(len, words), initial=start):
            self.starts[place] = 1

    def words(self) -> list[tuple[str, ...]]:
        """Give the words of each text; joined they are the text."""
        for bound in self.bounds[1:]:
            self.starts[bound - 1] = 1
        for bound in self.bounds[:-1]:
            self.starts[bound] = 1
        text = self.text
        places = np.flatnonzero(np.frombuffer(self.starts, dtype=np.uint8)[:-1])
        pieces = [text[start:end] for start, end in pairwise([*places.tolist(), len(text)])]
        firsts = np.searchsorted(places, self.bounds).tolist()
        return [tuple(pieces[first : following - 1]) for first, following in pairwise(firsts)]


def put_together(texts: Sequence[str]) -> CutTexts:
    """Put texts one behind the other, as yet without words."""
    text = "".join([f"{text}\n" for text in texts])
    return CutTexts(text, tuple(accumulate((len(text) + 1 for text in texts), initial=0)), bytearray(len(text) + 1))
