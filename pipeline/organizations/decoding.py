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
from pipeline.organizations.silence import bound_sums
from pipeline.organizations.weights import Floats

_MOST_GROWTH = 300.0
"""Sums are brought back to 1 before their logarithm may be more; two such sums can be multiplied."""
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


def decode(factors: Floats, first: Ints, sizes: Ints, breaks: Ints, transitions: Floats) -> Decoded:
    """Give the best label of each character, of equal ones the first, and its probability.

    `factors` tell for each row how many times more likely each label makes it than `O` (number 0); sentences of `sizes`
    begin at the rows `first`, and `breaks` are rows where hardly a name goes on.
    """
    logs = transitions - transitions[0, 0]  # so that staying at O adds nothing
    steps = np.exp(logs)
    heard = np.flatnonzero(~(bound_sums(factors, first, sizes, breaks, steps) <= _SILENT))
    if not len(heard):
        return Decoded(heard, np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0))
    batch = Batch(sizes[heard])
    rows = np.repeat(first[heard] - batch.first, batch.sizes) + np.arange(int(batch.sizes.sum()))
    factors = factors.take(rows, axis=0)
    np.maximum(factors, np.finfo(float).tiny, out=factors)
    shares, totals = _share(batch, factors, steps)
    labels, best = _choose(shares)
    doubtful = _find_doubtful(batch, labels, best, factors, logs, totals)
    if len(doubtful):
        _search(batch, labels, doubtful, factors, logs)
        best[doubtful] = shares[doubtful, labels[doubtful]]
    return Decoded(heard, batch.first, labels, best)


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


def _share(batch: Batch, factors: Floats, steps: Floats) -> tuple[Floats, Floats]:
    """Give the probability of each label of each character, and the logarithm of the sum over all labelings.

    Labelings are summed up to each character and from each character on, both in the same steps: the second sums are
    the first ones of sentences read backwards.
    """
    mirror = np.repeat(2 * batch.first + batch.sizes - 1, batch.sizes) - np.arange(len(factors))
    width = len(steps)
    sums = np.concatenate(
        [factors.take(characters, axis=0) for characters in (batch.characters, mirror.take(batch.characters))], axis=1
    )
    both = np.zeros((2 * width, 2 * width))
    both[:width, :width], both[width:, width:] = steps, steps.T
    every = _steps_to_scale(factors, steps)
    scales = np.zeros(len(batch.sizes))
    for number, ((before, _), (start, end)) in enumerate(zip(batch.steps, batch.steps[1:], strict=False), 1):
        size = end - start
        state = sums[before : before + size].dot(both)
        if number % every == 0:
            scale = np.stack([state[:, :width].sum(axis=1), state[:, width:].sum(axis=1)], axis=1)
            state /= scale.repeat(width, axis=1)
            scales[:size] += np.log(scale[:, 0])
        sums[start:end] *= state
    order = np.empty_like(batch.characters)
    order[batch.characters] = np.arange(len(order))
    shares = sums[:, :width].take(order, axis=0)
    totals = np.log(shares[batch.first + batch.sizes - 1].sum(axis=1))
    totals[batch.order] += scales
    shares *= sums[:, width:].take(order.take(mirror), axis=0)
    shares /= factors
    shares /= (shares @ np.ones(width))[:, None]
    return shares, totals


def _steps_to_scale(factors: Floats, steps: Floats) -> int:
    """Give after how many characters sums must be brought back to 1, so that the product of two overflows nothing."""
    growth = np.log(factors.max()) + np.log(max(steps.sum(axis=0).max(), steps.sum(axis=1).max()))
    return max(1, int(_MOST_GROWTH / max(growth, 1.0)))


def _choose(shares: Floats) -> tuple[Labels, Floats]:
    """Give the likeliest label of each character, and its probability."""
    best = shares[:, 0].copy()
    labels = np.zeros(len(best), np.int64)
    named = np.flatnonzero(best <= 0.5)  # elsewhere it is O
    theirs = shares.take(named, axis=0)
    labels[named] = theirs.argmax(axis=1)
    best[named] = theirs.max(axis=1)
    return labels, best


def _find_doubtful(batch: Batch, labels: Labels, best: Floats, factors: Floats, logs: Floats, totals: Floats) -> Labels:
    """Give the characters, in the order of the text, that may have another label in the best labeling."""
    scores = np.zeros(len(labels))
    named = np.flatnonzero(labels)
    scores[named] = np.log(factors[named, labels[named]])
    into = logs[labels[:-1], labels[1:]]
    into[batch.first[1:] - 1] = 0.0
    scores[1:] += into
    chance = np.exp(np.add.reduceat(scores, batch.first) - totals)
    return np.flatnonzero(1.0 - best + _MARGIN >= np.repeat(chance, batch.sizes))


def _search(batch: Batch, labels: Labels, doubtful: Labels, factors: Floats, logs: Floats) -> None:
    """Put the best labels where it is in doubt, between the labels beside them that are certain."""
    sentences = np.searchsorted(batch.first, doubtful, side="right") - 1
    apart = (np.diff(doubtful) > 1) | (np.diff(sentences) > 0)
    starts = np.flatnonzero(np.append(True, apart))
    lasts = np.append(starts[1:], len(doubtful)) - 1
    runs = Batch((lasts + 1 - starts).astype(np.int32))
    scores = np.log(factors.take(doubtful, axis=0))
    first, last = batch.first[sentences], (batch.first + batch.sizes - 1)[sentences]
    starts, lasts = starts[(doubtful > first)[starts]], lasts[(doubtful < last)[lasts]]
    scores[starts] += logs[labels[doubtful[starts] - 1]]
    scores[lasts] += logs.T[labels[doubtful[lasts] + 1]]
    labels[doubtful[runs.characters]] = find_best_labels(runs, scores[runs.characters], logs)


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
