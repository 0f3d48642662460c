"""What the characters of many sentences speak for, each by itself: the sums of the weights of their features.

The features are those of features.py, which training writes out as text. Here none is written out: characters, pairs
of them and words are looked up as numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.organizations.batch import Batch, Ints
from pipeline.organizations.features import NO_LIST, NO_RULE, RULE_TAGS, list_tags, plain_sign, rule_tags
from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.organizations.weights import Floats, Weights
from pipeline.organizations.word_numbers import WordNumbers

_PAD = "  "
_LAST_DIGIT = 0x1FBF9
"""No character behind it counts as a digit."""
_NO_PAIR = np.iinfo(np.int32).max
"""Stands behind the numbers of all pairs."""
_WITH_PAIR = (("B", "b", -2), ("L", "c", -1), ("R", "a", 0), ("A", "", 1))
"""Families of pairs, of what the second character of the pair is by itself, and where the pair begins."""


class Emissions:
    """The weights of the model by numbers of characters and words."""

    def __init__(self, weights: Weights, vocabulary: Vocabulary) -> None:
        """Sort the features of the model by their families."""
        gains = self._gains = weights.make_gains()
        self._signs = _SignNumbers(weights.rows, gains)
        self._words = WordNumbers(weights.rows, gains, vocabulary)
        self._rules = {tag: number for number, tag in enumerate(RULE_TAGS)}
        self._rule_rows = np.array([weights.rows.get(tag, 0) for tag in RULE_TAGS], np.int32)
        self._rule_part_rows = np.array(
            [[weights.rows.get(f"{tag}{part}", 0) for part in self._words.parts] for tag in RULE_TAGS], np.int32
        )
        self._list_rows = {name: row for name, row in weights.rows.items() if name[0] == NO_LIST[0]}
        no_rule, no_list = weights.rows.get(NO_RULE, 0), weights.rows.get(NO_LIST, 0)
        self._no_list = gains[no_list]
        self._no_rule = gains[no_rule] + gains[self._rule_part_rows[0]]
        """What it adds by the part of a word that no rule claims the character."""
        rows = np.array([weights.rows.get(part, 0) for part in self._words.parts], np.int32)
        self._parts = gains[rows] + self._no_rule + self._no_list

    def weigh(self, batch: Batch, scans: Sequence[Scan], found: Sequence[list[Candidate]]) -> Floats:
        """Give for each character what speaks for each label but `O`, over `O`, in the rows of the batch.

        `found` are the candidates of each sentence.
        """
        gains = self._signs.weigh(batch, scans)
        words, numbers, parts = self._words.read(scans)
        parts = parts[batch.characters]
        gains += words.take(numbers[batch.characters], axis=0)
        gains += self._parts.take(parts, axis=0)
        self._add_rules(gains, batch, found, parts)
        self._add_lists(gains, batch, scans)
        return gains

    def _add_rules(self, gains: Floats, batch: Batch, found: Sequence[list[Candidate]], parts: Ints) -> None:
        """Add what rules say of the characters that they claim, and take off that they say nothing."""
        tags = np.zeros(len(gains), np.int32)
        for own, first, size in zip(found, batch.first.tolist(), batch.sizes.tolist(), strict=True):
            if own:
                tags[first : first + size] = [self._rules[tag] for tag in rule_tags(size, own)]
        tags = tags[batch.characters]
        claimed = np.flatnonzero(tags)
        tags, parts = tags[claimed], parts[claimed]
        rows = self._rule_part_rows[tags, parts]
        gains[claimed] += self._gains[self._rule_rows[tags]] + self._gains[rows] - self._no_rule[parts]

    def _add_lists(self, gains: Floats, batch: Batch, scans: Sequence[Scan]) -> None:
        """Add what the lists say that characters stand in, and take off that there are none."""
        rows = np.full(len(gains), -1, np.int32)
        for scan, first in zip(scans, batch.first.tolist(), strict=True):
            for start, end, tag in list_tags(scan.text):
                rows[first + start : first + end] = self._list_rows.get(tag, 0)
        rows = rows[batch.characters]
        listed = np.flatnonzero(rows >= 0)
        gains[listed] += self._gains[rows[listed]] - self._no_list


class _SignNumbers:
    """Numbers for the characters that the model knows, and for the pairs of them that it knows."""

    def __init__(self, rows: Mapping[str, int], gains: Floats) -> None:
        named = [name for name in rows if name[0] in "cbaBLRA"]
        signs = {sign: number for number, sign in enumerate(sorted({sign for name in named for sign in name[1:]}), 1)}
        self._size = max(_LAST_DIGIT, max(map(ord, signs), default=0)) + 2
        self._numbers = np.zeros(self._size, np.int32)
        for sign, number in signs.items():
            self._numbers[ord(sign)] = number
        for code in range(_LAST_DIGIT + 1):
            if chr(code).isdigit():
                self._numbers[code] = signs.get(plain_sign(chr(code)), 0)
        self._width = len(signs) + 1
        pairs = sorted({(signs[name[1]], signs[name[2]]) for name in named if name[0] in "BLRA"})
        self._pairs = np.array([*(one * self._width + other for one, other in pairs), _NO_PAIR], np.int32)
        get, texts = rows.get, {number: sign for sign, number in signs.items()}
        alone = [texts.get(number, "") for number in range(self._width)]
        both = [texts[one] + texts[other] for one, other in pairs]
        self._tables = []
        for family, single, step in _WITH_PAIR:
            by_sign = gains[[get(f"{single}{sign}", 0) if single and sign else 0 for sign in alone]]
            seconds = by_sign[[other for _, other in pairs]]
            known = gains[[get(f"{family}{text}", 0) for text in both]]
            self._tables.append((np.concatenate([known + seconds, by_sign]), step))

    def weigh(self, batch: Batch, scans: Sequence[Scan]) -> Floats:
        """Weigh each character with its neighbors."""
        text = _PAD + _PAD.join([scan.text for scan in scans]) + _PAD
        codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
        signs = self._numbers[np.minimum(codes, self._size - 1)]
        pairs = self._find_pairs(signs)
        places = batch.characters + len(_PAD) * (batch.sentences + 1)
        (first, step), *others = self._tables
        gains: Floats = first.take(pairs[places + step], axis=0)
        for table, step in others:
            gains += table.take(pairs[places + step], axis=0)
        return gains

    def _find_pairs(self, signs: Ints) -> NDArray[np.int64]:
        """Give for each character the number of the pair that it begins; of unknown pairs one by the second sign."""
        keys = signs[:-1] * np.int32(self._width) + signs[1:]
        found = np.searchsorted(self._pairs, keys)
        return np.where(self._pairs[found] == keys, found, len(self._pairs) - 1 + signs[1:])
