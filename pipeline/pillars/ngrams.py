"""Finds the n-grams of a vocabulary in many lines at a time, by arithmetic over arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.intp]
_STRANGE = -1
_LARGEST_TABLE = 1 << 22
_LINE_END = ord("\n")


@dataclass(frozen=True, slots=True)
class _Level:
    """All n-grams of one length with a prefix in the vocabulary."""

    keys: Places
    places: Places
    """Their places in the vocabulary; `_STRANGE` where they are only a prefix of others."""
    table: NDArray[np.int32] | None
    """The node of any key, where there are not too many keys to write that down."""

    def find(self, keys: Places) -> Places:
        """Give the node of each key, `_STRANGE` where there is none."""
        if self.table is not None:
            return self.table.take(keys).astype(np.intp)
        nodes = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys.take(nodes) == keys, nodes, _STRANGE)


class NgramFinder:
    """A tree of prefixes, kept level by level: a node is its place among the sorted (parent, letter) of its level."""

    def __init__(self, ngrams: Sequence[str]) -> None:
        self._bits = len(ngrams).bit_length()
        lengths = np.array([len(ngram) for ngram in ngrams], dtype=np.intp)
        codes = _code_points("".join(ngrams))
        alphabet, inverse = np.unique(codes, return_inverse=True)
        self._other = len(alphabet)
        """A letter that no n-gram holds."""
        # one more than the highest, for all that are beyond it
        self._letters = np.full(int(alphabet[-1]) + 2 if self._other else 1, self._other, dtype=np.intp)
        self._letters[alphabet] = np.arange(self._other)
        starts = np.cumsum(lengths) - lengths
        nodes = np.zeros(len(ngrams), dtype=np.intp)
        self._levels: list[_Level] = []
        for depth in range(int(lengths.max(initial=0))):
            longer = np.flatnonzero(lengths > depth)
            keys, nodes[longer] = np.unique(
                nodes[longer] * (self._other + 1) + inverse[starts[longer] + depth], return_inverse=True
            )
            ends = np.flatnonzero(lengths == depth + 1)
            places = np.full(len(keys), _STRANGE, dtype=np.intp)
            places[nodes[ends]] = ends
            parents = len(self._levels[-1].places) if self._levels else 1
            self._levels.append(_Level(keys, places, _build_table(keys, parents * (self._other + 1))))

    def find(self, lines: str) -> tuple[Places, Places]:
        """Give the n-grams of each line, each once and sorted: the number of the line, and the place of the n-gram."""
        codes = _code_points(lines)
        letters = np.full(len(codes) + len(self._levels), self._other, dtype=np.intp)
        letters[: len(codes)] = self._letters.take(codes, mode="clip")
        starts = np.flatnonzero(letters != self._other)
        nodes = np.zeros(len(starts), dtype=np.intp)
        found = [(starts[:0], nodes[:0])]
        for depth, level in enumerate(self._levels):
            nodes = level.find(nodes * (self._other + 1) + letters.take(starts + depth))
            known = np.flatnonzero(nodes != _STRANGE)
            starts, nodes = starts.take(known), nodes.take(known)
            reached = level.places.take(nodes)
            named = np.flatnonzero(reached != _STRANGE)
            found.append((starts.take(named), reached.take(named)))
        numbers = np.cumsum(codes == _LINE_END).take(np.concatenate([item[0] for item in found]))
        pairs = np.sort((numbers << self._bits) + np.concatenate([item[1] for item in found]))
        pairs = pairs[np.diff(pairs, prepend=-1) != 0]
        return pairs >> self._bits, pairs & ((1 << self._bits) - 1)


def _build_table(keys: Places, count: int) -> NDArray[np.int32] | None:
    if count > _LARGEST_TABLE:
        return None
    table = np.full(count, _STRANGE, dtype=np.int32)
    table[keys] = np.arange(len(keys))
    return table


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
