"""Sentences laid side by side, so that the model reads a whole report at once."""

from __future__ import annotations

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
        order = np.argsort(-sizes, kind="stable").astype(np.int32)
        counts = len(sizes) - np.cumsum(np.bincount(sizes)[:-1])
        ends = np.cumsum(counts)
        ranks = np.arange(sizes.sum()) - np.repeat(ends - counts, counts)
        self.sizes = sizes
        self.first: Ints = offsets(sizes)
        """The number of the first character of each sentence, in the order of the text."""
        self.order: Ints = order
        """The numbers of the sentences, the longest first."""
        self.sentences: Ints = order[ranks]
        """For each row the number of its sentence."""
        self.characters: Ints = self.first[self.sentences] + np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        """For each row the number of its character, in the order of the text."""
        self.steps = list(zip((ends - counts).tolist(), ends.tolist(), strict=True))
        """The rows `[start, end)` of each step."""


def offsets(sizes: Ints) -> Ints:
    """Give where each piece begins when pieces of these sizes stand one behind the other."""
    ends: Ints = np.cumsum(sizes, dtype=np.int32)
    return ends - sizes
