"""Characters and pairs of them by number, with what they tell of the characters around them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from pipeline.organizations.character_rows import CharacterRows
from pipeline.organizations.features import plain_sign
from pipeline.organizations.weights import Floats

_LAST_DIGIT = 0x1FBF9
"""No character behind it counts as a digit."""
_PAIRS = (("B", "b"), ("L", "c"), ("R", "a"), ("A", ""))
"""Families of pairs, of what the second character of the pair is by itself; of a character these are the pairs that
begin two characters before it, one before it, at it and behind it."""


class SignNumbers:
    """Numbers for the characters that the model knows, and for the pairs of them that it knows."""

    def __init__(self, rows: Mapping[str, int], factors: Floats) -> None:
        """Take the features of characters and pairs from the model."""
        named = [name for name in rows if name[0] in "cbaBLRA"]
        signs = {sign: number for number, sign in enumerate(sorted(set("".join([name[1:] for name in named]))), 1)}
        self._numbers = np.zeros(max(_LAST_DIGIT, max(map(ord, signs), default=0)) + 2, np.int32)
        for sign, number in signs.items():
            self._numbers[ord(sign)] = number
        for digit in filter(str.isdigit, map(chr, range(_LAST_DIGIT + 1))):
            self._numbers[ord(digit)] = signs.get(plain_sign(digit), 0)
        self._width = len(signs) + 1
        pairs = sorted({(signs[name[1]], signs[name[2]]) for name in named if name[0] in "BLRA"})
        # Of a pair that the model does not know, the number tells its second sign alone.
        self._pairs = np.tile(np.arange(len(pairs), len(pairs) + self._width, dtype=np.int32), self._width)
        self._pairs[[one * self._width + other for one, other in pairs]] = np.arange(len(pairs))
        get, texts = rows.get, {number: sign for sign, number in signs.items()}
        alone = [texts.get(number, "") for number in range(self._width)]
        both = [texts[one] + texts[other] for one, other in pairs]
        self._tables = []
        for family, single in _PAIRS:
            by_sign = factors[[get(f"{single}{sign}", 0) if single and sign else 0 for sign in alone]]
            seconds = by_sign[[other for _, other in pairs]]
            known = factors[[get(f"{family}{text}", 0) for text in both]]
            self._tables.append(np.concatenate([known * seconds, by_sign]))

    def weigh(self, lines: CharacterRows) -> Floats:
        """Weigh each character with its neighbors."""
        signs = self._numbers.take(lines.codes, mode="clip").astype(np.int64)
        pairs: NDArray[np.int32] = self._pairs.take(signs[:-1] * self._width + signs[1:])
        size = len(signs) - 4
        factors: Floats = self._tables[0].take(pairs[:size], axis=0)
        for number, table in enumerate(self._tables[1:], 1):
            factors *= table.take(pairs[number : number + size], axis=0)
        return factors
