"""The sentences of a report one behind the other, so that the model reads all of them at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.organizations.batch import Ints, offsets

BETWEEN = "  "
"""Stands before, between and behind the sentences: so far the model looks at neighbors."""
_BREAKS = np.array([ord(mark) for mark in "，。；："], np.int32)


class CharacterRows:
    """Texts with blanks between them; whatever has a row for each character has rows for the blanks, too."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Lay out texts with at least one character each."""
        self.sizes: Ints = np.fromiter(map(len, texts), np.int32, len(texts))
        self.first: Ints = offsets(self.sizes + len(BETWEEN))
        """The row of the first character of each sentence."""
        whole = BETWEEN + BETWEEN.join(texts) + BETWEEN
        self.codes: Ints = np.frombuffer(whole.encode("utf-32-le"), "<i4")
        """The code points; those of the rows, and of the blanks before and behind them."""

    def find_breaks(self) -> Ints:
        """Give the rows of the marks that end a clause or a sentence: hardly a name goes on there."""
        codes = self.codes[len(BETWEEN) : -len(BETWEEN)]
        found = codes == _BREAKS[0]
        for mark in _BREAKS[1:]:
            found |= codes == mark
        return np.flatnonzero(found).astype(np.int32)
