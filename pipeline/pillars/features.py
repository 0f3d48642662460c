"""What the model reads of a sentence: character n-grams and cue phrases, as words of one vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from pipeline.resources.pillars import NONE, PillarTaxonomy

FEATURES_VERSION = 2
LONGEST = 4
CUE_MAX = 2
_FIGURES = re.compile(r"[0-9０-９]+(?:[.．,，][0-9]+)*")
_MARKS = re.compile(r"[^\u4e00-\u9fff0-9A-Za-z\w“”\n]+")  # the ranges are among \w, and quicker to tell
_NUMBERING = re.compile(
    r"^[^\S\n]*(?:[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．]|第[一二三四五六七八九十]+[，、])[^\S\n]*",
    re.MULTILINE,
)

Cue = tuple[str, str, str]
"""A cue phrase, its pillar (or `none`), and whether it is strong or weak."""


class FoundCue(NamedTuple):
    """A cue phrase at a place of a text."""

    start: int
    end: int
    place: int
    """Of the phrase in the taxonomy."""
    cue: Cue


def simplify(text: str) -> str:
    """Write a text as the model reads it: without its numbering, each figure as 0, other marks as blanks."""
    return simplify_all((text,))


def simplify_all(texts: Sequence[str]) -> str:
    """Write texts as the model reads them, each a line: many take hardly longer than one."""
    lines = _MARKS.sub(" ", _FIGURES.sub("0", _NUMBERING.sub("", _as_lines(texts))))
    lines = lines.replace(" \n", "\n").replace("\n ", "\n").strip(" ")  # marks left at most one blank on either side
    return "^" + lines.replace("\n", "$\n^") + "$"


def find_ngrams(simple: str) -> set[str]:
    """Give the character n-grams of a simplified text that do not cross a mark."""
    found: set[str] = set()
    for part in simple.split(" "):
        size = len(part)
        for length in range(1, LONGEST + 1):
            found.update([part[start : start + length] for start in range(size - length + 1)])
    found -= {"^", "$"}
    return found


class CueFinder:
    """Finds the cue phrases of each pillar in a text."""

    def __init__(self, taxonomy: PillarTaxonomy) -> None:
        cues = [
            (word, key, strength)
            for key, cues in taxonomy.cue_sets
            for strength, words in (("strong", cues.strong), ("weak", cues.weak))
            for word in sorted(words, key=lambda word: (-len(word), word))
        ]
        self._cues = tuple(cues)
        self._automaton = AhoCorasick([*(word for word, _, _ in cues), *taxonomy.neutral])

    def find_all(self, texts: Sequence[str]) -> list[list[FoundCue]]:
        """Give the cue phrases of each text with their places, in the order of the taxonomy.

        A phrase inside a longer one is not meant by itself: 城市 in 创新型城市, or 生产总值 in a neutral 占生产总值.
        """
        matches = self._automaton.find_matches_as_indexes(_as_lines(texts), overlapping=True)
        found: list[list[FoundCue]] = [[] for _ in texts]
        lines = enumerate(accumulate(len(text) + 1 for text in texts))
        line, line_start, line_end = -1, 0, 0
        outer: tuple[int, int] = (-1, -1)
        # from left to right and the longest first, so that what holds a phrase comes before it
        for start, before_end, place in sorted([(start, -end, place) for place, start, end in matches]):
            end = -before_end
            inside = end <= outer[1] and (start, end) != outer
            if end > outer[1]:
                outer = (start, end)
            if inside or place >= len(self._cues):
                continue
            while start >= line_end:
                line_start = line_end
                line, line_end = next(lines)
            found[line].append(FoundCue(start - line_start, end - line_start, place, self._cues[place]))
        for cues in found:
            if len(cues) > 1:
                cues.sort(key=lambda item: item.place)  # a stable sort: from left to right where they are the same
        return found

    def names(self, text: str) -> tuple[Cue, ...]:
        """Give the cue phrases of a text, each once, in the order of the taxonomy."""
        return distinct_cues(self.find_all((text,))[0])


def _as_lines(texts: Sequence[str]) -> str:
    lines = "\n".join(texts)
    if lines.count("\n") < len(texts):  # no text has a line end of its own
        return lines
    return "\n".join([text.replace("\n", " ") for text in texts])


def distinct_cues(found: Sequence[FoundCue]) -> tuple[Cue, ...]:
    """Give the cue phrases that were found, each once, in their order."""
    return tuple(dict.fromkeys([item.cue for item in found])) if found else ()


def count_cues(cues: Iterable[Cue]) -> dict[str, float]:
    """Count cues as features `<key strength>`; more than a few say no more."""
    counts: dict[str, float] = {}
    named = False
    for _, key, strength in cues:
        feature = f"<{key} {strength}>"
        counts[feature] = min(counts.get(feature, 0.0) + 1.0, float(CUE_MAX))
        named = named or (key != NONE and strength == "strong")
    if not named:
        counts["<no pillar named>"] = 1.0
    return counts
