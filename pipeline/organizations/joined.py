"""The sentences of a report in one text, so that what few of them hold is looked for once in a report."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

END = "\n"
"""Stands between two sentences; what is looked for in all of them at once must not match it."""


class Joined:
    """The texts of sentences, one in each line."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Join the texts."""
        self.texts = texts
        self.text = END.join(texts)
        self.firsts = list(accumulate((len(text) + len(END) for text in texts), initial=0))[:-1]
        """Where each sentence begins."""

    def number_at(self, place: int) -> int:
        """Give the number of the sentence that holds a place of the text."""
        return bisect_right(self.firsts, place) - 1

    def find_all(self, patterns: Iterable[re.Pattern[str]]) -> set[int]:
        """Give the numbers of the sentences in which one of the patterns matches; none may match a line end."""
        return {self.number_at(match.start()) for pattern in patterns for match in pattern.finditer(self.text)}
