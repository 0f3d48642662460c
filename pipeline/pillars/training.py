"""Training of the model on sentences of ours. The only module here that imports scikit-learn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # comes with scikit-learn, without types
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from pipeline.params import TrainPillarsParams
from pipeline.pillars.features import CueFinder, count_cues, find_ngrams, simplify
from pipeline.pillars.grammar import COMPOSED, Example, compose_examples, read_examples
from pipeline.pillars.model import CUE_WEIGHT, MODEL, write_model
from pipeline.resources.pillars import load_pillar_taxonomy

COMPOSED_WEIGHT = 0.35
MIN_GROUPS = 2
ITERATIONS = 300


@dataclass(frozen=True, slots=True)
class TrainingScore:
    """Scores of the cross-validation by groups; the sentences that the grammar composed do not count in them."""

    sentences: int
    written: int
    accuracy: float
    macro_f1: float


def write_composed(folder: Path, params: TrainPillarsParams) -> None:
    """Write composed.jsonl from the patterns and slots in `folder`."""
    examples = compose_examples(folder, seed=params.seed)
    (folder / COMPOSED).write_text("".join(f"{example.to_json()}\n" for example in examples), encoding="utf-8")


def read_training(folder: Path) -> list[Example]:
    """Read all training sentences of a folder, in the order of file names."""
    return [example for path in sorted(folder.glob("*.jsonl")) for example in read_examples(path)]


def train_pillars(examples: Sequence[Example], model_dir: Path, params: TrainPillarsParams) -> TrainingScore:
    """Train the model and write it to `model_dir`; the same input gives the same bytes."""
    encoder = _Encoder(examples)
    score = _cross_validate(examples, encoder, params)
    keep = encoder.frequent(range(len(examples)))
    fitted = _fit(encoder, keep, range(len(examples)), params)
    names = encoder.names
    ngrams = {names[place]: (encoder.idf[place], fitted.coef_[:, column]) for column, place in enumerate(keep)}
    cues = {name: fitted.coef_[:, len(keep) + column] for column, name in enumerate(encoder.cue_names)}
    cues["<bias>"] = fitted.intercept_
    write_model(model_dir / MODEL, list(fitted.classes_), ngrams, cues)
    return score


class _Encoder:
    """All sentences as rows over all n-grams and cue features."""

    def __init__(self, examples: Sequence[Example]) -> None:
        finder = CueFinder(load_pillar_taxonomy())
        sets = [find_ngrams(simplify(example.text)) for example in examples]
        cues = [count_cues(finder.find(example.text)) for example in examples]
        self.labels = np.array([example.pillar for example in examples])
        self.groups = np.array([example.group for example in examples])
        self.composed = np.array([not group.startswith("written") for group in self.groups])
        self.names = sorted(set().union(*sets))
        self.cue_names = sorted(set().union(*cues))
        places = {name: place for place, name in enumerate(self.names)}
        self._rows = [np.array(sorted(places[ngram] for ngram in found), dtype=np.intp) for found in sets]
        self._cues = np.array([[row.get(name, 0.0) for name in self.cue_names] for row in cues]) * CUE_WEIGHT
        seen: Counter[int] = Counter(int(place) for row in self._rows for place in row)
        counts = np.array([seen[place] for place in range(len(self.names))], dtype=np.float64)
        # rounded as the written model is, so that what is trained is what is used
        self.idf = np.round(np.log((1.0 + len(examples)) / (1.0 + counts)) + 1.0, 3)

    def frequent(self, chosen: Sequence[int] | range) -> list[int]:
        """Give the n-grams that occur in more than one group."""
        groups: dict[int, set[str]] = {}
        for row in chosen:
            for place in self._rows[row]:
                groups.setdefault(int(place), set()).add(str(self.groups[row]))
        return sorted(place for place, found in groups.items() if len(found) >= MIN_GROUPS)

    def matrix(self, keep: Sequence[int], chosen: Sequence[int] | range) -> csr_matrix:
        """Give rows normalized to length 1, with the cue features behind the n-grams."""
        columns = {place: column for column, place in enumerate(keep)}
        data: list[float] = []
        indices: list[int] = []
        starts = [0]
        for row in chosen:
            known = [int(place) for place in self._rows[row] if int(place) in columns]
            values = self.idf[known]
            norm = float(np.sqrt((values * values).sum())) or 1.0
            cues = self._cues[row]
            named = np.flatnonzero(cues)
            data.extend([*(values / norm), *cues[named]])
            indices.extend([*(columns[place] for place in known), *(len(keep) + int(column) for column in named)])
            starts.append(len(data))
        return csr_matrix((data, indices, starts), shape=(len(starts) - 1, len(keep) + len(self.cue_names)))


def _fit(
    encoder: _Encoder, keep: Sequence[int], chosen: Sequence[int] | range, params: TrainPillarsParams
) -> LogisticRegression:
    rows = np.array(list(chosen), dtype=np.intp)
    weights = np.where(encoder.composed[rows], COMPOSED_WEIGHT, 1.0)
    model = LogisticRegression(C=params.c, max_iter=ITERATIONS, random_state=params.seed)
    model.fit(encoder.matrix(keep, chosen), encoder.labels[rows], sample_weight=weights)
    return model


def _cross_validate(examples: Sequence[Example], encoder: _Encoder, params: TrainPillarsParams) -> TrainingScore:
    written = np.flatnonzero(~encoder.composed)
    predicted = encoder.labels.copy()
    folds = GroupKFold(n_splits=params.folds, shuffle=True, random_state=params.seed)
    for train, test in folds.split(encoder.labels, groups=encoder.groups):
        keep = encoder.frequent(train)
        model = _fit(encoder, keep, train, params)
        predicted[test] = model.predict(encoder.matrix(keep, test))
    counted = written if len(written) else np.arange(len(examples))
    return TrainingScore(
        sentences=len(examples),
        written=len(written),
        accuracy=float((predicted[counted] == encoder.labels[counted]).mean()),
        macro_f1=float(f1_score(encoder.labels[counted], predicted[counted], average="macro")),
    )
