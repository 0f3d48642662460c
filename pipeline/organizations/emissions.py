"""What the characters of many sentences speak for, each by itself: the products of what their features make of it.

The features are those of features.py, which training writes out as text. Here none is written out: characters, pairs
of them and words are looked up as numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.organizations.batch import Ints
from pipeline.organizations.character_rows import CharacterRows
from pipeline.organizations.features import LIST_SIGN, NO_LIST, NO_RULE, RULE_TAGS, list_tags, rule_spans
from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.sign_numbers import SignNumbers
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.organizations.weights import Floats, Weights
from pipeline.organizations.word_numbers import WordNumbers


class Emissions:
    """The weights of the model by numbers of characters and words."""

    def __init__(self, weights: Weights, vocabulary: Vocabulary) -> None:
        """Sort the features of the model by their families."""
        factors = self._factors = weights.make_factors()
        self._signs = SignNumbers(weights.rows, factors)
        self._words = WordNumbers(weights.rows, factors, vocabulary)
        self._rules = {tag: number for number, tag in enumerate(RULE_TAGS)}
        self._rule_rows = np.array([weights.rows.get(tag, 0) for tag in RULE_TAGS], np.int32)
        self._rule_part_rows = np.array(
            [[weights.rows.get(f"{tag}{part}", 0) for part in self._words.parts] for tag in RULE_TAGS], np.int32
        )
        self._list_rows = {name: row for name, row in weights.rows.items() if name[0] == NO_LIST[0]}
        no_rule, no_list = weights.rows.get(NO_RULE, 0), weights.rows.get(NO_LIST, 0)
        self._no_list = factors[no_list]
        self._no_rule = factors[no_rule] * factors[self._rule_part_rows[0]]
        """What it makes of it by the part of a word that no rule claims the character."""
        rows = np.array([weights.rows.get(part, 0) for part in self._words.parts], np.int32)
        self._parts = factors[rows] * self._no_rule * self._no_list

    def weigh(self, lines: CharacterRows, scans: Sequence[Scan], found: Sequence[list[Candidate]]) -> Floats:
        """Give for each row of `lines` how many times more likely each label makes it than `O`.

        `found` are the candidates of each sentence.
        """
        factors = self._signs.weigh(lines)
        words, numbers, parts = self._words.read(scans)
        factors *= words.take(numbers, axis=0)
        factors *= self._parts.take(parts, axis=0)
        self._add_rules(factors, lines, found, parts)
        self._add_lists(factors, lines, scans)
        return factors

    def _add_rules(self, factors: Floats, lines: CharacterRows, found: Sequence[list[Candidate]], parts: Ints) -> None:
        """Put in what rules say of the characters that they claim, and take out that they say nothing."""
        tags = np.zeros(len(factors), np.int32)
        for own, first, size in zip(found, lines.first.tolist(), lines.sizes.tolist(), strict=True):
            if own:
                for start, end, tag in rule_spans(size, own):
                    tags[first + start : first + end] = self._rules[tag]
        claimed = np.flatnonzero(tags)
        tags, parts = tags[claimed], parts[claimed]
        rows = self._rule_part_rows[tags, parts]
        told = self._factors.take(self._rule_rows[tags], axis=0)
        told *= self._factors.take(rows, axis=0)
        told /= self._no_rule.take(parts, axis=0)
        told *= factors.take(claimed, axis=0)
        factors[claimed] = told

    def _add_lists(self, factors: Floats, lines: CharacterRows, scans: Sequence[Scan]) -> None:
        """Put in what the lists say that characters stand in, and take out that there are none."""
        rows = np.full(len(factors), -1, np.int32)
        for scan, first in zip(scans, lines.first.tolist(), strict=True):
            if LIST_SIGN in scan.text:
                for start, end, tag in list_tags(scan.text):
                    rows[first + start : first + end] = self._list_rows.get(tag, 0)
        listed = np.flatnonzero(rows >= 0)
        factors[listed] *= self._factors.take(rows[listed], axis=0) / self._no_list
