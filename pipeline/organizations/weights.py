"""The weights of the trained model, as one table: what each feature of a character speaks for, and which label follows.

Training writes them from what python-crfsuite has learned; reading a report needs nothing but numpy.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ModelError
from pipeline.resources.arrays import write_arrays

Floats = NDArray[np.float64]
OUTSIDE = "O"
_SEPARATOR = "\0"
_LIGHTEST = 0.02


@dataclass(frozen=True, slots=True)
class Weights:
    """Labels are numbers: 0 is `O`, then `B-` of each kind, then `I-` of each kind."""

    kinds: tuple[str, ...]
    """Types of organizations, sorted."""
    rows: Mapping[str, int]
    """The row of each feature in `scores`; row 0 is for all that the model does not know."""
    scores: Floats
    """What a feature adds to each label."""
    transitions: Floats
    """What it adds to go from one label (row) to another one (column)."""

    def make_factors(self) -> Floats:
        """Give how many times more likely a feature makes each label than `O`."""
        factors: Floats = np.exp(self.scores - self.scores[:, :1])
        return factors


def make_weights(
    state: Mapping[tuple[str, str], float], transitions: Mapping[tuple[str, str], float], kinds: Sequence[str]
) -> Weights:
    """Make the tables from weights of (feature, label) and (label, label), where those that are missing are 0."""
    listed = (OUTSIDE, *(f"{part}-{kind}" for part in "BI" for kind in kinds))
    labels = {label: number for number, label in enumerate(listed)}
    rows = {name: number for number, name in enumerate(sorted({name for name, _ in state}), 1)}
    scores = np.zeros((len(rows) + 1, len(labels)))
    for (name, label), weight in state.items():
        scores[rows[name], labels[label]] = weight
    steps = np.zeros((len(labels), len(labels)))
    for (one, other), weight in transitions.items():
        steps[labels[one], labels[other]] = weight
    return Weights(tuple(kinds), rows, scores, steps)


def average_weights(models: Sequence[Weights]) -> Weights:
    """Give the mean of models of the same kinds; what one of them does not know weighs nothing in it.

    One model more or less sure of a frame by the names that were drawn for it is balanced by the others. What weighs
    next to nothing is left out: it makes the model larger, and no other.
    """
    names = sorted(set().union(*(model.rows for model in models)))
    places = {name: number for number, name in enumerate(names)}
    scores = np.zeros((len(names), models[0].scores.shape[1]))
    for model in models:
        scores[[places[name] for name in model.rows]] += model.scores[list(model.rows.values())] / len(models)
    counts = np.abs(scores).max(axis=1) >= _LIGHTEST
    rows = {name: number for number, name in enumerate((name for name in names if counts[places[name]]), 1)}
    steps: Floats = np.mean([model.transitions for model in models], axis=0)
    return Weights(models[0].kinds, rows, np.vstack([np.zeros((1, scores.shape[1])), scores[counts]]), steps)


def write_weights(weights: Weights, path: Path) -> None:
    """Write weights into a file; the same weights give the same bytes."""
    names = _SEPARATOR.join(weights.rows).encode()
    places = np.nonzero(weights.scores)
    arrays: dict[str, NDArray[Any]] = {
        "kinds": np.frombuffer(_SEPARATOR.join(weights.kinds).encode(), np.uint8),
        "names": np.frombuffer(names, np.uint8),
        "features": places[0].astype(np.int32),
        "labels": places[1].astype(np.uint8),
        "scores": weights.scores[places],
        "transitions": weights.transitions,
    }
    write_arrays(path, arrays)


def read_weights(path: Path) -> Weights:
    """Read weights that `write_weights` wrote.

    Raises:
        ModelError: the file is missing, or holds something else; the message does not say what to do.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            kinds = file["kinds"].tobytes().decode().split(_SEPARATOR)
            names = file["names"].tobytes().decode().split(_SEPARATOR)
            scores = np.zeros((len(names) + 1, 2 * len(kinds) + 1))
            scores[file["features"], file["labels"]] = file["scores"]
            transitions = file["transitions"]
    except (OSError, ValueError, KeyError, IndexError, AttributeError, EOFError, zipfile.BadZipFile) as error:
        message = f"{path}: cannot be read as a model ({error})"
        raise ModelError(message) from error
    return Weights(tuple(kinds), {name: number for number, name in enumerate(names, 1)}, scores, transitions)
