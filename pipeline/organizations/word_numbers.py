"""Words by number, with what each tells of its characters and of its neighbors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice
from threading import Lock

import numpy as np

from pipeline.organizations.batch import Ints
from pipeline.organizations.character_rows import BETWEEN
from pipeline.organizations.features import END, START, word_kind, word_sign
from pipeline.organizations.scan import Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.organizations.weights import Floats

_MOST_REMEMBERED = 100_000
_EDGE = ""
"""Stands for what is between two sentences: the word before the first and the one behind the last."""
_PARTS, _FIRST, _LAST = "MEBS", 2, 1
"""Parts of a word that a character can be (in the middle, last, first, alone), and what adds up to their numbers."""


class WordNumbers:
    """Numbers for the words that were read, up to a number of them, and for the kinds of words."""

    def __init__(self, rows: Mapping[str, int], factors: Floats, vocabulary: Vocabulary) -> None:
        """Take the features of words and their kinds from the model."""
        self._vocabulary = vocabulary
        self._factors = factors
        self._rows = rows
        pairs = {name: tuple(name[1:].split("|", 1)) for name in rows if name[0] in "PN"}
        inner = [name[2:] for name in rows if name[0] == "k"]
        listed = sorted({START, END, *inner, *chain.from_iterable(pairs.values())} | _claimed_kinds(rows))
        self._kinds = {kind: number for number, kind in enumerate(listed, 1)}
        self._kinds[START] = self._kinds[END]  # one is only before a word, the other one only behind it
        self.parts = [f"k{part}{kind}" for kind in ("", *listed) for part in _PARTS]
        """The features of the part of a word by kind; the first ones are those of kinds that the model has not seen."""
        self._width = len(listed) + 1
        self._before, self._behind = np.zeros((2, self._width**2), np.int32)
        for name, (one, other) in pairs.items():
            table = self._before if name[0] == "P" else self._behind
            table[self._kinds[one] * self._width + self._kinds[other]] = rows[name]
        self._lock = Lock()
        self._numbers = _Numbers(self._number_word)
        self._told: dict[tuple[int, int, int, int, int], int] = {}
        """What the numbers tell: of the word itself, of the word behind it and the one before it, its kind and size."""
        self._known: Ints = np.zeros((5, 0), np.int32)
        """The same, a row for each of these."""
        self._forget()

    def read(self, scans: Sequence[Scan]) -> tuple[Floats, Ints, Ints]:
        """Give what speaks for each word; and for each row of the lines its word and the part in it."""
        edge = (_EDGE,)
        listed: list[Iterable[str]] = [edge]
        for scan in scans:
            listed.append(scan.tokens or scan.text)
            listed.append(edge)
        with self._lock:  # what is remembered is all that reading a report changes
            numbers, known = self._number(chain.from_iterable(listed)), self._known
        own, before, after, kinds, sizes = known.take(numbers, axis=1)
        factors: Floats = self._factors.take(own, axis=0)
        factors[1:] *= self._factors.take(before[:-1], axis=0)
        factors[:-1] *= self._factors.take(after[1:], axis=0)
        pairs = kinds[:-1] * np.int32(self._width) + kinds[1:]
        factors[1:] *= self._factors.take(self._before.take(pairs), axis=0)
        factors[:-1] *= self._factors.take(self._behind.take(pairs), axis=0)
        words = np.repeat(np.arange(len(numbers), dtype=np.int32), sizes)
        parts = len(_PARTS) * kinds.take(words)
        changes = words[1:] != words[:-1]
        parts[1:] += _FIRST * changes
        parts[:-1] += _LAST * changes
        rows = slice(len(BETWEEN), -len(BETWEEN))
        return factors, words[rows], parts[rows]

    def _number(self, tokens: Iterable[str]) -> Ints:
        """Give the numbers of words, and remember those that are new."""
        if len(self._numbers) > _MOST_REMEMBERED:
            self._forget()
        numbers = np.fromiter(map(self._numbers.__getitem__, tokens), np.int32)
        fresh = list(islice(self._told, self._known.shape[1], None))
        if fresh:
            self._known = np.concatenate([self._known, np.array(fresh, np.int32).T], axis=1)
        return numbers

    def _forget(self) -> None:
        """Forget all words but what stands between sentences."""
        get = self._rows.get
        edge = (0, get(f"p{START}", 0), get(f"n{END}", 0), self._kinds[END], len(BETWEEN))
        self._told = {edge: 0}
        self._known = np.array([edge], np.int32).T
        self._numbers.clear()
        self._numbers[_EDGE] = 0

    def _number_word(self, token: str) -> int:
        """Give the number of a word by what it tells of itself, the word behind it and the one before it."""
        get = self._rows.get
        kind = self._kinds.get(word_kind(token, self._vocabulary), 0)
        told = (get(f"w{word_sign(token)}", 0), get(f"p{token}", 0), get(f"n{token}", 0), kind, len(token))
        return self._told.setdefault(told, len(self._told))


class _Numbers(dict[str, int]):
    """Asks for the number of each new word and remembers it."""

    def __init__(self, number: Callable[[str], int]) -> None:
        super().__init__()
        self._number = number

    def __missing__(self, token: str) -> int:
        number = self[token] = self._number(token)
        return number


def _claimed_kinds(names: Iterable[str]) -> set[str]:
    """Give the kinds of words that stand in features of a rule and a part (rIcom2kEn11)."""
    return {name.partition("k")[2][1:] for name in names if name[0] == "r" and "k" in name}
