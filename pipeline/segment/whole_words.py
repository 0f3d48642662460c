"""What a segmenter must not cut apart: names of the gazetteer, numerals, units. The same for every segmenter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.resources.gazetteer import load_gazetteer
from pipeline.resources.units import load_units
from pipeline.segment.cut_texts import CutTexts

_NUMERAL = r"\d+(?:[.,]\d+)*[%‰]?"
_SCALE = "[十百千万亿]*?"
_SHORT = 3


class WholeWords:
    """A user dictionary over the tokens of any segmenter."""

    def __init__(self, names: Iterable[str], units: str) -> None:
        """Take the names, and a pattern that matches any unit."""
        listed = sorted(set(names))
        self._names = AhoCorasick(listed, matchkind=MatchKind.LeftmostLongest) if listed else None
        self._figure = re.compile(rf"(?P<numeral>{_NUMERAL})(?:余|多)?(?P<unit>{_SCALE}(?:{units}))?")

    def join(self, cut: CutTexts) -> None:
        """Join what was cut apart, so that every name, numeral and unit is in one piece."""
        names = list(self._name_spans(cut))  # before any is joined: what is joined moves the marks
        for start, end in chain(names, self._figure_spans(cut.text)):
            if not cut.is_word(start, end):  # most are
                cut.join(start, end)

    def _name_spans(self, cut: CutTexts) -> Iterator[tuple[int, int]]:
        """Give the names; a short one only where it fills whole words (打|通裕|华路 is none)."""
        if self._names is None:
            return
        for _, start, end in self._names.find_matches_as_indexes(cut.text):
            if end - start > _SHORT or (cut.starts[start] and cut.starts[end]):
                yield start, end

    def _figure_spans(self, text: str) -> Iterator[tuple[int, int]]:
        for figure in self._figure.finditer(text):
            yield figure.span("numeral")
            if figure["unit"]:
                yield figure.span("unit")


def load_whole_words(overrides: Path | None = None) -> WholeWords:
    """Load the names that need no context and the units.

    Raises:
        ResourceError: a data file is wrong.
    """
    names = (
        name for entry in load_gazetteer(overrides) for name, needs_context in entry.surfaces() if not needs_context
    )
    return WholeWords(names, load_units(overrides=overrides).pattern)
