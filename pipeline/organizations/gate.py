"""Which sentences the model cannot find anything in: told for a whole report at once, before the model reads any.

Most sentences name nobody, and the model is slow to say so. Here the features that every character has are weighed
for all sentences in one go, and an upper bound is kept of how much better than "no name at all" any labeling is. Where
it stays below, the model's answer is known. Sentences in which a rule found something are not asked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.organizations.features import END, NO_LIST, NO_RULE, START, Memo, word_kind, word_sign
from pipeline.organizations.scan import Scan
from pipeline.organizations.vocabulary import Vocabulary

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

_MARGIN = 0.01
"""Weights are read with six digits and summed in single precision: closer than this is no certainty."""
_PAD = "  "
_PARTS = "SBME"
_NEVER = np.float32(-1e9)


class Gate:
    """The weights of the model by feature, as tables. Each row holds what a feature adds to a label over `O`."""

    def __init__(self, info: Any, vocabulary: Vocabulary) -> None:
        """Take the weights from `pycrfsuite.Tagger.info()`."""
        self._vocabulary = vocabulary
        self._transitions = _Transitions(info)
        rows = _read_rows(info.state_features, self._transitions.labels)
        self.names = frozenset(rows)
        """The features that the model knows."""
        self._size = max((ord(sign) for name in rows for sign in name), default=0) + 2
        self._plain = np.array([_plain_code(code) for code in range(self._size)], np.int32)
        self._signs = {family: self._sign_table(rows, family) for family in "cba"}
        self._pairs, self._pair_tables = _pair_tables(rows)
        self._words, self._word_rows = _word_tables(rows)
        self._kinds, self._before, self._after, self._parts = _kind_tables(rows)
        self._known: Memo[str, tuple[int, int, int, int, int]] = Memo(self._read_word)

    def find_silent(self, scans: Sequence[Scan]) -> list[bool]:
        """Tell for each sentence without candidates and lists whether the model finds nothing in it, for certain."""
        if not scans:
            return []
        starts, sizes = _layout(scans)
        gains = self._weigh_signs(scans, starts, sizes) + self._weigh_words(scans)
        best = self._transitions.best_gains(gains, sizes)
        return [bool(gain < -_MARGIN) for gain in best]

    def _weigh_signs(self, scans: Sequence[Scan], starts: Ints, sizes: Ints) -> Floats:
        """Weigh each character with its neighbors; rows as the characters of all sentences one after the other."""
        text = _PAD + _PAD.join(scan.text for scan in scans) + _PAD
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        signs = self._plain[np.minimum(codes, self._size - 1)]
        places = np.arange(sizes.sum(), dtype=np.int32) + np.repeat(starts - _offsets(sizes), sizes)
        pairs = _find_pairs(self._pairs, signs)
        gains: Floats = self._signs["c"][signs[places]]
        gains += self._signs["b"][signs[places - 1]]
        gains += self._signs["a"][signs[places + 1]]
        for family, step in (("B", -2), ("L", -1), ("R", 0), ("A", 1)):
            gains += self._pair_tables[family][pairs[places + step]]
        return gains

    def _weigh_words(self, scans: Sequence[Scan]) -> Floats:
        """Weigh the word of each character, its neighbors and the place in it."""
        entries = [(0, self._words.get("p" + START, 0), 0, self._kinds.get(START, 0), 0)]
        start, end = entries[0], (0, 0, self._words.get("n" + END, 0), self._kinds.get(END, 0), 0)
        rows: list[tuple[int, int, int, int, int]] = []
        for scan in scans:
            rows.append(start)
            rows += [self._known[token] for token in scan.tokens or tuple(scan.text)]
            rows.append(end)
        own, before, after, kinds, sizes = np.array(rows, np.int32).T
        words = np.flatnonzero(sizes)
        gains = self._word_rows[own[words]]
        gains += self._word_rows[before[words - 1]]
        gains += self._word_rows[after[words + 1]]
        gains += self._before[kinds[words - 1], kinds[words]]
        gains += self._after[kinds[words], kinds[words + 1]]
        lengths = sizes[words]
        numbers = np.repeat(np.arange(len(words)), lengths)
        first = np.zeros(len(numbers), bool)
        first[_offsets(lengths)] = True
        last = np.roll(first, -1)
        parts = np.where(first, np.where(last, 0, 1), np.where(last, 3, 2))
        weighed: Floats = gains[numbers]
        weighed += self._parts[kinds[words][numbers], parts]
        return weighed

    def _read_word(self, token: str) -> tuple[int, int, int, int, int]:
        """Give the rows of a word, before and behind others, the number of its kind and its length."""
        get, kind = self._words.get, word_kind(token, self._vocabulary)
        rows = get(f"w{word_sign(token)}", 0), get(f"p{token}", 0), get(f"n{token}", 0)
        return *rows, self._kinds.get(kind, 0), len(token)

    def _sign_table(self, rows: Mapping[str, Floats], family: str) -> Floats:
        table = np.zeros((self._size, len(self._transitions.labels)), np.float32)
        for name, row in rows.items():
            if name[0] == family:
                table[ord(name[1])] = row
        return table


class _Transitions:
    """What it adds to go from label to label, over staying at `O`. `labels` are all but `O`: first B-, then I-."""

    def __init__(self, info: Any) -> None:
        kinds = sorted(label[2:] for label in info.labels if label.startswith("B-"))
        self.labels = [f"{part}-{kind}" for part in "BI" for kind in kinds]
        weights: defaultdict[tuple[str, str], float] = defaultdict(float, info.transitions)
        stay = weights["O", "O"]

        def over(one: str, other: str) -> float:
            return weights[one, other] - stay

        self._open = np.array([over("O", label) for label in self.labels], np.float32)
        self._close = np.array([over(label, "O") for label in self.labels], np.float32)
        goes_on = {(f"{part}-{kind}", f"I-{kind}") for part in "BI" for kind in kinds}
        # From one name right into another: not better than closing the one, and this much more.
        self._change = np.array(
            [
                max(over(one, other) - over(one, "O") for one in self.labels if (one, other) not in goes_on)
                for other in self.labels
            ],
            np.float32,
        )
        self._begun = np.array([over(f"B-{kind}", f"I-{kind}") for kind in kinds], np.float32)
        self._inside = np.array([over(f"I-{kind}", f"I-{kind}") for kind in kinds], np.float32)

    def best_gains(self, gains: Floats, sizes: Ints) -> Floats:
        """Give for each sentence a bound of the gain of the best labeling with a name in it."""
        order = np.argsort(-sizes, kind="stable")
        starts = _offsets(sizes)[order]
        lengths = sizes[order]
        kinds = len(self._begun)
        best = np.full(len(sizes), _NEVER, np.float32)
        count = int(np.count_nonzero(lengths))
        closed = np.full(count, _NEVER, np.float32)
        state = gains[starts[:count]]
        for place in range(1, int(lengths[0]) + 1):
            left = int(np.count_nonzero(lengths[:count] > place))
            if left < count:
                best[order[left:count]] = np.maximum(closed[left:], state[left:].max(axis=1))
                state, closed, count = state[:left], closed[:left], left
            if not count:
                break
            leaving = (state + self._close).max(axis=1)
            entered = np.maximum(closed, 0)[:, None] + self._open
            np.maximum(entered, leaving[:, None] + self._change, out=entered)
            inside = entered[:, kinds:]
            np.maximum(inside, state[:, :kinds] + self._begun, out=inside)
            np.maximum(inside, state[:, kinds:] + self._inside, out=inside)
            closed = np.maximum(closed, leaving)
            entered += gains[starts[:count] + place]
            state = entered
        return best


def _read_rows(weights: Mapping[tuple[str, str], float], labels: Sequence[str]) -> dict[str, Floats]:
    """Give for each feature the weights of the labels over that of `O`."""
    columns = {label: number for number, label in enumerate(labels)}
    rows: dict[str, Floats] = {}
    for (name, label), weight in weights.items():
        row = rows.setdefault(name, np.zeros(len(labels), np.float32))
        if label == "O":
            row -= weight
        else:
            row[columns[label]] += weight
    return rows


def _pair_tables(rows: Mapping[str, Floats]) -> tuple[NDArray[np.int64], dict[str, Floats]]:
    """Give the pairs of characters of the model, sorted, and a table of each family with a last row for all others."""
    named = [(name[0], ord(name[1]) << 32 | ord(name[2]), row) for name, row in rows.items() if name[0] in "BLRA"]
    pairs = np.unique(np.array([key for _, key, _ in named], np.int64))
    width = len(next(iter(rows.values())))
    tables = {family: np.zeros((len(pairs) + 1, width), np.float32) for family in "BLRA"}
    for family, key, row in named:
        tables[family][np.searchsorted(pairs, key)] = row
    return pairs, tables


def _find_pairs(pairs: NDArray[np.int64], signs: Ints) -> NDArray[np.int64]:
    """Give for each character the number of the pair that it begins; the number of pairs for an unknown one."""
    keys = signs[:-1].astype(np.int64) << 32 | signs[1:]
    found = np.searchsorted(pairs, keys)
    found[pairs[np.minimum(found, len(pairs) - 1)] != keys] = len(pairs)
    return found


def _word_tables(rows: Mapping[str, Floats]) -> tuple[dict[str, int], Floats]:
    """Give the row number of each feature of a word and its neighbors, and the rows; row 0 is for all others."""
    names = [name for name in rows if name[0] in "wpn"]
    table = np.stack([np.zeros_like(next(iter(rows.values()))), *(rows[name] for name in names)])
    return {name: number for number, name in enumerate(names, 1)}, table


def _kind_tables(rows: Mapping[str, Floats]) -> tuple[dict[str, int], Floats, Floats, Floats]:
    """Give the numbers of the kinds of words (0 for all others), and tables by pairs of kinds and by kind and part.

    The last one also holds what no rule and no list add, since all that is asked about is without them.
    """
    nothing = np.zeros_like(next(iter(rows.values())))
    pairs = [(name[0], *name[1:].split("|", 1)) for name in rows if name[0] in "PN"]
    inner = [name for name in rows if name[0] == "k"] + [name[2:] for name in rows if name.startswith(f"{NO_RULE}k")]
    listed = dict.fromkeys([kind for _, *both in pairs for kind in both] + [name[2:] for name in inner])
    kinds = {kind: number for number, kind in enumerate(listed, 1)}
    tables = {family: np.zeros((len(kinds) + 1, len(kinds) + 1, len(nothing)), np.float32) for family in "PN"}
    for family, one, other in pairs:
        tables[family][kinds[one], kinds[other]] = rows[f"{family}{one}|{other}"]
    parts = np.zeros((len(kinds) + 1, len(_PARTS), len(nothing)), np.float32)
    parts += rows.get(NO_RULE, nothing) + rows.get(NO_LIST, nothing)
    for kind, number in kinds.items():
        for column, part in enumerate(_PARTS):
            name = f"k{part}{kind}"
            parts[number, column] += rows.get(name, nothing) + rows.get(f"{NO_RULE}{name}", nothing)
    return kinds, tables["P"], tables["N"], parts


def _layout(scans: Sequence[Scan]) -> tuple[Ints, Ints]:
    """Give where each sentence begins in the padded text, and its length."""
    sizes = np.array([len(scan.text) for scan in scans], np.int32)
    return _offsets(sizes) + len(_PAD) * np.arange(1, len(scans) + 1, dtype=np.int32), sizes


def _offsets(sizes: Ints) -> Ints:
    """Give where each piece begins when pieces of these sizes stand one behind the other."""
    ends: Ints = np.cumsum(sizes, dtype=np.int32)
    return ends - sizes


def _plain_code(code: int) -> int:
    return ord("0") if chr(code).isdigit() else code
