"""Sentences laid side by side, so that the model reads a whole report at once."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]


class Batch:
    """Rows for the characters of sentences (or of other runs of text), in the order in which they are read.

    First come the first characters of all sentences, the longest sentence first, then the second ones, and so on: what
    is read in one step lies together, and whoever has ended is missing at its end. What is "in the order of the text"
    has all sentences one behind the other instead.
    """

    def __init__(self, sizes: Ints) -> None:
        """Lay out sentences with so many characters, at least one each."""
        self.sizes = sizes
        self.first: Ints = offsets(sizes)
        """The number of the first character of each sentence, in the order of the text."""
        self.order = np.argsort(-sizes, kind="stable")
        """The numbers of the sentences, the longest first."""
        self._counts = len(sizes) - np.cumsum(np.bincount(sizes)[:-1])
        self._ends = np.cumsum(self._counts)
        self.steps = list(zip((self._ends - self._counts).tolist(), self._ends.tolist(), strict=True))
        """The rows `[start, end)` of each step."""

    @cached_property
    def characters(self) -> NDArray[np.signedinteger]:
        """For each row the number of its character, in the order of the text."""
        counts = self._counts
        ranks = np.arange(self._ends[-1]) - np.repeat(self._ends - counts, counts)
        return self.first[self.order].take(ranks) + np.repeat(np.arange(len(counts)), counts)


def offsets(sizes: Ints) -> Ints:
    """Give where each piece begins when pieces of these sizes stand one behind the other."""
    ends: Ints = np.cumsum(sizes, dtype=np.int32)
    return ends - sizes
