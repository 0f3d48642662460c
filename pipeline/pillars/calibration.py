"""How well probabilities tell how often a label is right, and the one factor that mends them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BINS = 10
_TEMPERATURES = np.exp(np.linspace(-2.5, 2.5, 101))
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bin:
    """Labels of like probability: how many, their mean probability, and the share that is right."""

    count: int
    confidence: float
    accuracy: float


def softmax(log_odds: Floats) -> Floats:
    """Turn log odds, a row a sentence, into probabilities."""
    powers: Floats = np.exp(log_odds - log_odds.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares


def fit_temperature(log_odds: Floats, targets: NDArray[Any]) -> float:
    """Give what to divide log odds by, so that the labels (`targets`, as columns) become most likely."""
    rows = np.arange(len(targets))
    losses = [
        -np.log(np.maximum(softmax(log_odds / temperature)[rows, targets], 1e-12)).sum()
        for temperature in _TEMPERATURES
    ]
    return float(_TEMPERATURES[int(np.argmin(losses))])


def build_bins(scored: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Group labels, given as (probability, whether right), into `BINS` bins of equal width, without empty ones."""
    groups: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for score, is_right in scored:
        groups[min(BINS - 1, int(score * BINS))].append((score, is_right))
    return tuple(
        Bin(len(group), sum(score for score, _ in group) / len(group), sum(right for _, right in group) / len(group))
        for group in groups
        if group
    )


def expected_calibration_error(scored: Iterable[tuple[float, bool]]) -> float:
    """Give the mean distance of probability and share that is right, over bins, weighted by their counts."""
    bins = build_bins(scored)
    total = sum(group.count for group in bins)
    return sum(group.count * abs(group.confidence - group.accuracy) for group in bins) / max(1, total)
