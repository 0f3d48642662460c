"""Many texts cut into words at a time: one behind the other, with a mark for each character that begins a word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

_BETWEEN = "\0"


class CutTexts:
    """Texts with their words, which may be joined and cut anew."""

    def __init__(self, texts: Sequence[str], cut: Callable[[str], Sequence[str]]) -> None:
        """Put texts one behind the other, each with a line feed behind it, and cut all of it."""
        self.text = "".join([f"{text}\n" for text in texts])
        self._bounds = tuple(accumulate([len(text) + 1 for text in texts], initial=0))
        """Where each text begins, and the end of the last one."""
        self._words = cut(self.text)
        self._ends = _find_ends(self._words)
        self.starts = bytearray(len(self.text) + 1)
        """1 for a character of `text` that begins a word, else 0; and one for its end."""
        marks = np.frombuffer(self.starts, np.uint8)
        marks[self._ends] = marks[0] = 1
        self._starts_before = bytes(self.starts)

    def is_word(self, start: int, end: int) -> bool:
        """Tell whether one word stands between two places of `text`."""
        return self.starts[start] == 1 and self.starts.find(1, start + 1) == end

    def join(self, start: int, end: int) -> None:
        """Make one word of what stands between two places of `text`."""
        self.starts[start + 1 : end] = bytes(end - start - 1)
        self.starts[start] = self.starts[end] = 1

    def cut(self, start: int, words: Iterable[str]) -> None:
        """Cut the words that follow each other from a place of `text` on, whatever was cut there before."""
        for word in words:
            self.join(start, start + len(word))
            start += len(word)

    def words(self) -> list[tuple[str, ...]]:
        """Give the words of each text; joined they are the text."""
        bounds, words = self._bounds, self._words
        for bound in bounds[1:]:  # no word reaches beyond its text
            self.starts[bound - 1] = self.starts[bound] = 1
        firsts = np.searchsorted(self._ends, bounds, side="right").tolist()
        # the word before the one that begins the next text is the line feed
        found = [tuple(words[first : following - 1]) for first, following in pairwise(firsts)]
        changed = np.frombuffer(self.starts, np.uint8) != np.frombuffer(self._starts_before, np.uint8)
        for place in np.flatnonzero(changed).tolist():
            # where a text begins, a word was cut that reached into it from the one before
            for number in {bisect_left(bounds, place) - 1, bisect_right(bounds, place) - 1}:
                found[number] = self._words_between(bounds[number], bounds[number + 1] - 1)
        return found

    def _words_between(self, start: int, end: int) -> tuple[str, ...]:
        """Give the words between two places, as they are marked now."""
        places = [start + place for place, mark in enumerate(self.starts[start:end]) if mark]
        return tuple([self.text[first:last] for first, last in pairwise([*places, end])])


def _find_ends(words: Sequence[str]) -> NDArray[np.intp]:
    """Give the end of each word in the text that they make up."""
    apart = _BETWEEN.join(words) + _BETWEEN
    ends = np.flatnonzero(np.frombuffer(apart.encode("utf-32-le", "surrogatepass"), dtype="<u4") == 0)
    if len(ends) > len(words):  # the text itself holds the character put between words
        return np.fromiter(map(len, words), np.intp, len(words)).cumsum()
    ends -= np.arange(len(ends))  # of the characters before it, so many stand between words
    return ends
