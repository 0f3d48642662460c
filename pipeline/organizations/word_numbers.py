"""Words by number, with what each tells of its characters and of its neighbors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from threading import Lock

import numpy as np

from pipeline.organizations.batch import Ints, offsets
from pipeline.organizations.features import END, PARTS, START, word_kind, word_sign
from pipeline.organizations.scan import Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.organizations.weights import Floats

_MOST_REMEMBERED = 100_000
_OWN, _BEFORE, _AFTER, _KIND, _SIZE = range(5)


class WordNumbers:
    """Numbers for the words that were read, up to a number of them, and for the kinds of words."""

    def __init__(self, rows: Mapping[str, int], gains: Floats, vocabulary: Vocabulary) -> None:
        """Take the features of words and their kinds from the model."""
        self._vocabulary = vocabulary
        self._gains = gains
        self._rows = rows
        pairs = {name: tuple(name[1:].split("|", 1)) for name in rows if name[0] in "PN"}
        inner = [name[2:] for name in rows if name[0] == "k"]
        listed = sorted({START, END, *inner, *chain.from_iterable(pairs.values())} | _claimed_kinds(rows))
        self._kinds = {kind: number for number, kind in enumerate(listed, 1)}
        self.parts = [f"k{part}{kind}" for kind in ("", *listed) for part in PARTS]
        """The features of the part of a word by kind; the first ones are those of kinds that the model has not seen."""
        self._kind_rows = {family: np.zeros((len(listed) + 1,) * 2, np.int32) for family in "PN"}
        for name, (one, other) in pairs.items():
            self._kind_rows[name[0]][self._kinds[one], self._kinds[other]] = rows[name]
        self._lock = Lock()
        self._numbers = _Numbers()
        self._known: Ints = self._forget()

    def read(self, scans: Sequence[Scan]) -> tuple[Floats, Ints, Ints]:
        """Give what speaks for each word; and for each character, one behind the other, its word and the part in it."""
        tokens = [scan.tokens or tuple(scan.text) for scan in scans]
        counts = np.fromiter(map(len, tokens), np.int32, len(tokens))
        listed = list(chain.from_iterable(tokens))
        with self._lock:  # what is remembered is all that reading a report changes
            numbers, known = self._number(listed), self._known
        before = np.empty_like(numbers)
        after = np.empty_like(numbers)
        before[1:], after[:-1] = numbers[:-1], numbers[1:]
        first = offsets(counts)
        before[first], after[first + counts - 1] = 0, 1
        kinds = known[_KIND, numbers]
        gains: Floats = self._gains.take(known[_OWN, numbers], axis=0)
        gains += self._gains.take(known[_BEFORE, before], axis=0)
        gains += self._gains.take(known[_AFTER, after], axis=0)
        gains += self._gains.take(self._kind_rows["P"][known[_KIND, before], kinds], axis=0)
        gains += self._gains.take(self._kind_rows["N"][kinds, known[_KIND, after]], axis=0)
        sizes = known[_SIZE, numbers]
        words = np.repeat(np.arange(len(listed), dtype=np.int32), sizes)
        return gains, words, _parts(sizes) + len(PARTS) * kinds[words]

    def _number(self, tokens: list[str]) -> Ints:
        """Give the numbers of words, and remember those that are new."""
        if len(self._numbers) > _MOST_REMEMBERED:
            self._known = self._forget()
        numbers = np.fromiter(map(self._numbers.__getitem__, tokens), np.int32, len(tokens))
        if self._numbers.fresh:
            rows = [self._read(token) for token in self._numbers.fresh]
            self._known = np.concatenate([self._known, np.array(rows, np.int32).T], axis=1)
            self._numbers.fresh.clear()
        return numbers

    def _forget(self) -> Ints:
        """Forget all words; give what is known of what stands for the one before the first and behind the last."""
        self._numbers.clear()
        get = self._rows.get
        start = (0, get(f"p{START}", 0), 0, self._kinds[START], 0)
        end = (0, 0, get(f"n{END}", 0), self._kinds[END], 0)
        return np.array([start, end], np.int32).T

    def _read(self, token: str) -> tuple[int, int, int, int, int]:
        get = self._rows.get
        kind = self._kinds.get(word_kind(token, self._vocabulary), 0)
        return get(f"w{word_sign(token)}", 0), get(f"p{token}", 0), get(f"n{token}", 0), kind, len(token)


class _Numbers(dict[str, int]):
    """Gives each new word the next number and notes it in `fresh`; the first two numbers are no words'."""

    def __init__(self) -> None:
        super().__init__()
        self.fresh: list[str] = []

    def __missing__(self, token: str) -> int:
        number = self[token] = len(self) + 2
        self.fresh.append(token)
        return number


def _claimed_kinds(names: Iterable[str]) -> set[str]:
    """Give the kinds of words that stand in features of a rule and a part (rIcom2kEn11)."""
    return {name.partition("k")[2][1:] for name in names if name[0] == "r" and "k" in name}


def _parts(sizes: Ints) -> Ints:
    """Give for each character its part in its word: alone, first, in the middle or last, as in `PARTS`."""
    first = np.zeros(int(sizes.sum()) + 1, bool)
    first[offsets(sizes)] = True
    first[-1] = True
    starts, ends = first[:-1], first[1:]
    return np.where(starts, np.where(ends, 0, 1), np.where(ends, 3, 2)).astype(np.int32)
