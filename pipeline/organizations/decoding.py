"""The best labels of many sentences at once, and how sure each of them is.

Adding up the chances of all labelings, forwards and backwards, is quick; to find the best labeling (Viterbi) is not.
So the sums come first, and most labels follow from them: where some labeling has a chance of `q`, the best one has no
less, so that a label with a chance of more than `1 - q` stands in it for certain. Only what lies between such labels is
searched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.organizations.batch import Batch, Ints
from pipeline.organizations.weights import Floats

_STEPS_TO_SCALE = 4
"""Sums are brought back to 1 after so many characters; no weights make them overflow by then."""
_SILENT = 1.99
"""Up to this sum over all labelings, the one without names, which counts 1, is the best: it has half of all."""
_MARGIN = 1e-9

Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Decoded:
    """Labels and their probabilities in the order of the text, of those sentences alone that may name somebody."""

    sentences: NDArray[np.int64]
    """The numbers of these sentences."""
    first: Ints
    """The number of the first character of each of them."""
    labels: Labels
    shares: Floats


def decode(batch: Batch, gains: Floats, transitions: Floats) -> Decoded:
    """Give the best label of each character, of equal ones the first, and its probability.

    `gains` are rows of the batch: what speaks for each label but `O` (number 0), over `O`.
    """
    chances = np.ones((len(gains), len(transitions)))
    np.exp(gains, out=chances[:, 1:])
    steps = transitions - transitions[0, 0]  # so that staying at O adds nothing
    sums, totals = _sum_forwards(batch, chances, np.exp(steps))
    heard = totals > np.log(_SILENT)
    rows = heard[batch.sentences]
    batch, gains, sums, totals = Batch(batch.sizes[heard]), gains[rows], sums[rows], totals[heard]
    sums *= _sum_backwards(batch, chances[rows], np.exp(steps))
    sums /= sums.sum(axis=1, keepdims=True)
    order = np.empty_like(batch.characters)
    order[batch.characters] = np.arange(len(order), dtype=np.int32)
    shares, gains = sums[order], np.concatenate([np.zeros((len(order), 1)), gains[order]], axis=1)
    labels = shares.argmax(axis=1)
    doubtful = _find_doubtful(batch, labels, shares, gains, steps, totals)
    _search(batch, labels, doubtful, gains, steps)
    return Decoded(np.flatnonzero(heard), batch.first, labels, shares[np.arange(len(labels)), labels])


def find_best_labels(batch: Batch, scores: Floats, steps: Floats) -> Labels:
    """Give the best labels, in the rows of the batch; `steps` is what it adds to go from label to label."""
    scores = scores.copy()
    for (before, _), (start, end) in zip(batch.steps, batch.steps[1:], strict=False):
        scores[start:end] += (scores[before : before + end - start, :, None] + steps).max(axis=1)
    labels = np.empty(len(scores), np.int64)
    into = np.ascontiguousarray(steps.T)
    follow: Labels = np.empty(0, np.int64)
    for start, end in reversed(batch.steps):
        middle = start + len(follow)
        labels[start:middle] = (scores[start:middle] + into[follow]).argmax(axis=1)
        labels[middle:end] = scores[middle:end].argmax(axis=1)
        follow = labels[start:end]
    return labels


def _sum_forwards(batch: Batch, chances: Floats, steps: Floats) -> tuple[Floats, Floats]:
    """Sum over all labelings up to each character, up to a factor; and give the logarithm of the sum of a sentence."""
    sums = chances.copy()
    scales = np.zeros(len(batch.sizes))
    for number, ((before, _), (start, end)) in enumerate(zip(batch.steps, batch.steps[1:], strict=False), 1):
        size = end - start
        state = sums[before : before + size] @ steps
        if number % _STEPS_TO_SCALE == 0:
            scale = state.sum(axis=1)
            state /= scale[:, None]
            scales[:size] += np.log(scale)
        sums[start:end] *= state
    ends = _ends(batch)[batch.characters]
    totals = np.empty_like(scales)
    totals[batch.sentences[ends]] = np.log(sums[ends].sum(axis=1))
    totals[batch.order] += scales
    return sums, totals


def _sum_backwards(batch: Batch, chances: Floats, steps: Floats) -> Floats:
    """Sum over all labelings behind each character, up to a factor."""
    sums = np.ones_like(chances)
    steps = np.ascontiguousarray(steps.T)
    for number, ((before, _), (start, end)) in enumerate(zip(batch.steps[-2::-1], batch.steps[:0:-1], strict=True), 1):
        state = (sums[start:end] * chances[start:end]) @ steps
        if number % _STEPS_TO_SCALE == 0:
            state /= state.sum(axis=1, keepdims=True)
        sums[before : before + end - start] = state
    return sums


def _find_doubtful(
    batch: Batch, labels: Labels, shares: Floats, gains: Floats, steps: Floats, totals: Floats
) -> NDArray[np.bool_]:
    """Tell for each character, in the order of the text, whether the best labeling may have another label there."""
    if not len(labels):
        return np.zeros(0, bool)
    numbers = np.arange(len(labels))
    scores = gains[numbers, labels]
    into = steps[labels[:-1], labels[1:]]
    into[batch.first[1:] - 1] = 0.0
    scores[1:] += into
    chance = np.exp(np.add.reduceat(scores, batch.first) - totals)
    others = 1.0 - shares[numbers, labels] + _MARGIN
    doubtful: NDArray[np.bool_] = others >= np.repeat(chance, batch.sizes)
    return doubtful


def _search(batch: Batch, labels: Labels, doubtful: NDArray[np.bool_], gains: Floats, steps: Floats) -> None:
    """Put the best labels where it is in doubt, between the labels beside them that are certain."""
    opens, closes = np.zeros((2, len(labels)), bool)
    opens[batch.first] = True
    closes[:] = _ends(batch)
    starts = np.flatnonzero(doubtful & (opens | ~np.roll(doubtful, 1)))
    if not len(starts):
        return
    ends = np.flatnonzero(doubtful & (closes | ~np.roll(doubtful, -1))) + 1
    runs = Batch((ends - starts).astype(np.int32))
    places = np.flatnonzero(doubtful)
    scores = gains[places]
    inner = starts[~opens[starts]]
    scores[runs.first[~opens[starts]]] += steps[labels[inner - 1]]
    inner = ends[~closes[ends - 1]]
    scores[(runs.first + runs.sizes - 1)[~closes[ends - 1]]] += steps.T[labels[inner]]
    labels[places[runs.characters]] = find_best_labels(runs, scores[runs.characters], steps)


def _ends(batch: Batch) -> NDArray[np.bool_]:
    """Tell for each character, in the order of the text, whether it is the last one of its sentence."""
    ends = np.zeros(int(batch.sizes.sum()), bool)
    ends[batch.first + batch.sizes - 1] = True
    return ends


def find_names(decoded: Decoded, kinds: int) -> Iterator[tuple[int, int, int, int, float]]:
    """Give the names that the labels tell: number of the sentence, span in it, number of the kind, probability.

    A name begins with `B-`, and all its labels are of one kind; it is as sure as the least sure of them. `kinds` is
    the number of kinds.
    """
    labels, first = decoded.labels, decoded.first
    starts = np.flatnonzero((labels > 0) & (labels <= kinds))
    if not len(starts):
        return
    goes_on = np.zeros(len(labels) + 1, bool)
    goes_on[1:-1] = (labels[1:] > kinds) & ((labels[1:] == labels[:-1]) | (labels[1:] == labels[:-1] + kinds))
    goes_on[first] = False
    stops = np.flatnonzero(~goes_on)
    ends = stops[np.searchsorted(stops, starts, side="right")]
    shares = np.minimum.reduceat(np.append(decoded.shares, 1.0), np.stack([starts, ends], axis=1).ravel())[::2]
    sentences = np.searchsorted(first, starts, side="right") - 1
    own_first = first[sentences]
    columns = (decoded.sentences[sentences], starts - own_first, ends - own_first, labels[starts] - 1, shares)
    yield from zip(*(column.tolist() for column in columns), strict=True)
