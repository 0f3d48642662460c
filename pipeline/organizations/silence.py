"""Which sentences may name somebody: a bound for the sum over all labelings of each, found clause by clause.

A sentence is long, and a sum over its labelings goes through it character by character; its clauses are short, and
all clauses of a report are gone through side by side. What the labelings behind a clause add up to is not known then,
so it is taken to be in proportion to `_behind`, by the label before them. That gives for each clause how many times
`_behind` its own labelings and those behind it add up to at most, and these factors bound the sum of the sentence.
"""

from __future__ import annotations

import numpy as np

from pipeline.organizations.batch import Batch, Ints
from pipeline.organizations.weights import Floats

_SLACK = 10.0
"""How many times more the labelings behind a clause may be when a name ends before it. Any number gives a bound; with
this one few of them are too high."""


def bound_sums(factors: Floats, first: Ints, sizes: Ints, breaks: Ints, steps: Floats) -> Floats:
    """Give for each sentence a bound for the sum over its labelings; where it is too high for a number, inf or nan.

    Sentences begin at the rows `first`, and clauses there and at `breaks`. `factors` of characters and `steps` from
    label to label are those that the probability of a labeling is in proportion to.
    """
    begins = np.zeros(len(factors), bool)
    begins[first] = begins[breaks] = True
    starts = np.flatnonzero(begins).astype(np.int32)
    opens = np.searchsorted(starts, first)
    closes = np.append(opens[1:], len(starts)) - 1
    ends = np.append(starts[1:], np.int32(0))
    ends[closes] = first + sizes
    behind = _behind(steps)
    sums = np.empty((len(starts), len(steps)))
    sums[:] = behind
    sums[closes] = 1.0
    with np.errstate(over="ignore", invalid="ignore"):
        sums = _sum_clauses(factors, starts, Batch(ends - starts), sums, steps)
        bounds = (sums @ (steps / behind[:, None]).T).T.max(axis=0)
        bounds[opens] = sums[opens].sum(axis=1)
        return np.multiply.reduceat(bounds, opens)


def _behind(steps: Floats) -> Floats:
    """What labelings behind a clause add up to, in proportion, by the label before it: nearly all go on with `O`."""
    behind: Floats = steps[:, 0] * _SLACK
    behind[0] = 1.0
    return behind


def _sum_clauses(factors: Floats, starts: Ints, batch: Batch, sums: Floats, steps: Floats) -> Floats:
    """Sum over the labelings of each clause by its first label, backwards; `sums` are those behind it."""
    order = batch.order
    starts, sums = starts[order], sums[order]
    into = np.ascontiguousarray(steps.T)
    for number in range(len(batch.steps) - 1, -1, -1):
        start, end = batch.steps[number]
        size = end - start
        state = factors.take(starts[:size] + number, axis=0)
        state *= sums[:size]
        sums[:size] = state.dot(into) if number else state
    summed = np.empty_like(sums)
    summed[order] = sums
    return summed
