"""Training of the model on sentences of ours: compare candidates on groups kept out, calibrate and write the best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import GroupKFold

from pipeline.errors import ResourceError
from pipeline.params import TrainPillarsParams
from pipeline.pillars.calibration import expected_calibration_error, fit_temperature, softmax
from pipeline.pillars.candidates import CANDIDATES, Fit, coefficients
from pipeline.pillars.encoder import Encoder, Rows
from pipeline.pillars.examples import ANY, Example
from pipeline.pillars.grammar import COMPOSED, compose_examples
from pipeline.pillars.model import MODEL, write_model
from pipeline.resources.pillars import NONE, PillarTaxonomy

Floats = NDArray[np.float64]
NOISE = 0.01
"""Candidates whose macro-F1 or calibration error differs by less are equally good."""
NEVER_SEEN = -20.0
"""Log odds of a label that no sentence of a training fold has."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a model that had not seen a sentence made of it: a probability for each label.

    `probabilities` are calibrated by what all folds tell; the scores are stricter.
    """

    text: str
    pillar: str
    probabilities: dict[str, float]

    @property
    def predicted(self) -> str:
        """The most probable label."""
        return max(self.probabilities, key=lambda label: self.probabilities[label])


@dataclass(frozen=True, slots=True)
class CandidateScore:
    """Scores of one candidate on groups kept out, and the temperature that calibrates it.

    `ece` is the expected calibration error, with the temperature of each fold fitted on the others.
    """

    accuracy: float
    macro_f1: float
    ece: float
    temperature: float


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What training saw and chose. Sentences that the grammar composed, or of any pillar, do not count in scores."""

    sentences: int
    counted: int
    chosen: str
    candidates: dict[str, CandidateScore]
    predictions: tuple[Prediction, ...]

    @property
    def score(self) -> CandidateScore:
        """The scores of the candidate that was chosen."""
        return self.candidates[self.chosen]


def write_composed(folder: Path, params: TrainPillarsParams) -> None:
    """Write composed.jsonl from the patterns and slots in `folder`."""
    examples = compose_examples(folder, seed=params.seed)
    (folder / COMPOSED).write_text("".join(f"{example.to_json()}\n" for example in examples), encoding="utf-8")


def train_pillars(
    examples: Sequence[Example], model_dir: Path, params: TrainPillarsParams, taxonomy: PillarTaxonomy
) -> TrainingReport:
    """Train the model and write it to `model_dir`; the same input gives the same bytes.

    Raises:
        ResourceError: a sentence is labelled with what is no pillar of the taxonomy, or a label has too few groups.
    """
    _check_labels(examples, taxonomy, params.folds)
    encoder = Encoder(examples, taxonomy)
    labels = np.unique(encoder.labels)
    outcomes = _cross_validate(encoder, labels, params)
    scores = {name: _score(encoder, labels, log_odds, folds) for name, (log_odds, folds) in outcomes.items()}
    chosen = choose_candidate(scores)
    temperature = scores[chosen].temperature
    _fit_and_write(encoder, CANDIDATES[chosen], temperature, model_dir, params)
    shares = softmax(outcomes[chosen][0][encoder.counted] / temperature)
    predictions = tuple(
        Prediction(
            examples[encoder.sentences[row]].text,
            str(encoder.labels[row]),
            dict(zip(map(str, labels), map(float, share), strict=True)),
        )
        for row, share in zip(encoder.counted, shares, strict=True)
    )
    return TrainingReport(len(examples), len(predictions), chosen, scores, predictions)


def choose_candidate(scores: Mapping[str, CandidateScore]) -> str:
    """Choose the best calibrated of the candidates whose macro-F1 is the highest, but for noise.

    Calibration decides, since the classifier adds what headings say to the log odds. Of those that are equally good
    in both, the first wins.
    """
    least_f1 = max(score.macro_f1 for score in scores.values()) - NOISE
    good = {name: score for name, score in scores.items() if score.macro_f1 >= least_f1}
    most_error = min(score.ece for score in good.values()) + NOISE
    return next(name for name, score in good.items() if score.ece <= most_error)


def _fit_and_write(encoder: Encoder, fit: Fit, temperature: float, model_dir: Path, params: TrainPillarsParams) -> None:
    rows = np.arange(len(encoder.labels))
    keep = encoder.frequent(rows)
    model = fit(encoder.matrix(keep, rows), encoder.labels, encoder.weights, params)
    weights, bias = coefficients(model)
    weights, bias = weights / temperature, bias / temperature
    columns = weights.T.tolist()
    ngrams = {encoder.names[place]: (float(encoder.idf[place]), columns[row]) for row, place in enumerate(keep)}
    cues = {name: columns[len(keep) + row] for row, name in enumerate(encoder.cue_names)}
    cues["<bias>"] = bias.tolist()
    write_model(model_dir / MODEL, [str(label) for label in model.classes_], ngrams, cues)


def _cross_validate(
    encoder: Encoder, labels: NDArray[Any], params: TrainPillarsParams
) -> dict[str, tuple[Floats, Rows]]:
    """Give by candidate the log odds of every row by a model that did not see its group, and the row's fold."""
    shape = (len(encoder.labels), len(labels))
    outcomes = {name: (np.zeros(shape), np.zeros(len(encoder.labels), dtype=np.intp)) for name in CANDIDATES}
    splitter = GroupKFold(n_splits=params.folds, shuffle=True, random_state=params.seed)
    for number, (train, test) in enumerate(splitter.split(encoder.labels, groups=encoder.groups)):
        keep = encoder.frequent(train)
        known, unseen = encoder.matrix(keep, train), encoder.matrix(keep, test)
        for name, fit in CANDIDATES.items():
            model = fit(known, encoder.labels[train], encoder.weights[train], params)
            weights, bias = coefficients(model)
            log_odds, folds = outcomes[name]
            log_odds[test] = NEVER_SEEN
            log_odds[np.ix_(test, np.searchsorted(labels, model.classes_))] = unseen @ weights.T + bias
            folds[test] = number
    return outcomes


def _score(encoder: Encoder, labels: NDArray[Any], log_odds: Floats, folds: Rows) -> CandidateScore:
    counted = encoder.counted
    targets = np.searchsorted(labels, encoder.labels[counted])
    log_odds, folds = log_odds[counted], folds[counted]
    predicted = log_odds.argmax(axis=1)
    scored: list[tuple[float, bool]] = []
    for fold in np.unique(folds):
        inside = folds == fold
        shares = softmax(log_odds[inside] / fit_temperature(log_odds[~inside], targets[~inside]))
        right = predicted[inside] == targets[inside]
        scored += zip(map(float, shares.max(axis=1)), map(bool, right), strict=True)
    return CandidateScore(
        accuracy=float(accuracy_score(targets, predicted)),
        macro_f1=float(f1_score(targets, predicted, average="macro")),
        ece=expected_calibration_error(scored),
        temperature=round(fit_temperature(log_odds, targets), 4),
    )


def _check_labels(examples: Sequence[Example], taxonomy: PillarTaxonomy, folds: int) -> None:
    known = {*taxonomy.keys, NONE, ANY}
    for example in examples:
        if example.pillar not in known:
            message = f"training sentence {example.text!r}: {example.pillar!r} is none of {', '.join(sorted(known))}"
            raise ResourceError(message)
    for label in (*taxonomy.keys, NONE):
        groups = {example.group for example in examples if example.pillar == label and example.is_written}
        if len(groups) < folds:
            message = f"{label}: {len(groups)} training sentences (or groups of them); {folds} folds need one each"
            message += ", so label more of it, or set train_pillars.folds lower"
            raise ResourceError(message)
