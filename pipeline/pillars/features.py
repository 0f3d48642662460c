"""What the model reads of a sentence: character n-grams and cue phrases, as words of one vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick

from pipeline.resources.pillars import NONE, PillarTaxonomy

FEATURES_VERSION = 1
LONGEST = 4
CUE_MAX = 2
_FIGURES = re.compile(r"[0-9０-９]+(?:[.．,，][0-9]+)*")
_MARKS = re.compile(r"[^\w“”]+")
_NUMBERING = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．]|第[一二三四五六七八九十]+[，、])\s*")


def simplify(text: str) -> str:
    """Write a text as the model reads it: without its numbering, each figure as 0, other marks as blanks."""
    text = _FIGURES.sub("0", _NUMBERING.sub("", text))
    return f"^{_MARKS.sub(' ', text).strip()}$"


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
        self._cues = tuple(
            (word, key, strength)
            for key, cues in taxonomy.cue_sets
            for strength, words in (("strong", cues.strong), ("weak", cues.weak))
            for word in sorted(words, key=lambda word: (-len(word), word))
        )
        self._automaton = AhoCorasick([word for word, _, _ in self._cues])

    def find(self, text: str) -> list[tuple[str, str, str]]:
        """Give the cue phrases of a text, each with its pillar (or `none`) and strength."""
        found = {match[0] for match in self._automaton.find_matches_as_indexes(text, overlapping=True)}
        return [self._cues[place] for place in sorted(found)]


def count_cues(cues: Iterable[tuple[str, str, str]]) -> dict[str, float]:
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
