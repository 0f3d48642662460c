"""What labelled sentences that are added change: models without and with them, on the same groups kept out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import GroupKFold

from pipeline.params import TrainPillarsParams
from pipeline.pillars.candidates import CANDIDATES, Fit, coefficients
from pipeline.pillars.encoder import Encoder, Rows
from pipeline.pillars.examples import Example
from pipeline.resources.pillars import PillarTaxonomy

COMPARISON = "comparison.json"
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Figures:
    """How well sentences were told by models that had seen none of their group."""

    sentences: int
    accuracy: float
    macro_f1: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures without and with the sentences that were added: of all sentences, and of the added ones alone.

    `mended` sentences were told wrong before and right after, `spoiled` the other way round.
    """

    added: int
    before: Figures
    after: Figures
    added_before: Figures
    added_after: Figures
    mended: int
    spoiled: int


def compare_training(
    before: Sequence[Example],
    after: Sequence[Example],
    params: TrainPillarsParams,
    taxonomy: PillarTaxonomy,
    candidate: str,
) -> Comparison:
    """Train one candidate on old sentences and on all, on the same folds, and score both on the sentences of `after`.

    `before` and `after` are what `join_examples` gives without and with the added sentences.
    """
    old, new = set(before), set(after)
    examples = [*after, *(example for example in before if example not in new)]
    encoder = Encoder(examples, taxonomy)
    in_old = np.array([example in old for example in examples])[encoder.sentences]
    in_new = np.array([example in new for example in examples])[encoder.sentences]
    counted = np.isin(np.arange(len(encoder.labels)), encoder.counted) & in_new
    predicted = {name: np.full(len(encoder.labels), "", dtype=encoder.labels.dtype) for name in ("before", "after")}
    splitter = GroupKFold(n_splits=params.folds, shuffle=True, random_state=params.seed)
    for train, test in splitter.split(encoder.labels, groups=encoder.groups):
        for name, known in (("before", in_old), ("after", in_new)):
            rows = train[known[train]]
            predicted[name][test] = _predict(encoder, CANDIDATES[candidate], rows, test, params)
    is_added = ~in_old & counted
    right = {name: labels == encoder.labels for name, labels in predicted.items()}
    return Comparison(
        added=sum(example not in old for example in after),
        before=_measure(encoder, predicted["before"], counted),
        after=_measure(encoder, predicted["after"], counted),
        added_before=_measure(encoder, predicted["before"], is_added),
        added_after=_measure(encoder, predicted["after"], is_added),
        mended=int((counted & ~right["before"] & right["after"]).sum()),
        spoiled=int((counted & right["before"] & ~right["after"]).sum()),
    )


def write_comparison(comparison: Comparison, path: Path) -> None:
    """Write the figures as JSON."""
    path.write_text(f"{json.dumps(asdict(comparison), indent=2)}\n", encoding="utf-8")


def _predict(encoder: Encoder, fit: Fit, train: Rows, test: Rows, params: TrainPillarsParams) -> np.ndarray:
    keep = encoder.frequent(train)
    model = fit(encoder.matrix(keep, train), encoder.labels[train], encoder.weights[train], params)
    weights, bias = coefficients(model)
    log_odds = encoder.matrix(keep, test) @ weights.T + bias
    labels: np.ndarray = model.classes_[log_odds.argmax(axis=1)]
    return labels


def _measure(encoder: Encoder, predicted: np.ndarray, rows: np.ndarray) -> Figures:
    targets, found = encoder.labels[rows], predicted[rows]
    if not len(targets):
        return Figures(0, 0.0, 0.0)
    return Figures(
        len(targets),
        round(float(accuracy_score(targets, found)), _DIGITS),
        round(float(f1_score(targets, found, average="macro", labels=np.unique(targets))), _DIGITS),
    )
