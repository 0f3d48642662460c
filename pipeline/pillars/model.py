"""The trained model: a linear one over n-grams and cues, kept as plain JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ModelError
from pipeline.pillars.features import FEATURES_VERSION, Cue, count_cues, simplify_all
from pipeline.pillars.ngrams import NgramFinder, Places
from pipeline.resources.files import models_dir

MODEL = "model.json"
SCALE = 1000
CUE_WEIGHT = 0.3
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model makes of one text: log odds by label, and the places of the n-grams behind them."""

    log_odds: Floats
    places: tuple[int, ...]
    norm: float


@dataclass(frozen=True, slots=True)
class Readings:
    """What the model makes of some texts, a row a text. Those of `row` begin at `starts[row]` in `places`."""

    log_odds: Floats
    places: Places
    starts: Places
    norms: Floats

    def __getitem__(self, row: int) -> Reading:
        return Reading(self.log_odds[row], tuple(self.of(row).tolist()), float(self.norms[row]))

    def of(self, row: int) -> Places:
        """Give the n-grams of one text."""
        return self.places[self.starts[row] : self.starts[row + 1]]


class PillarModel:
    """Gives each label the log odds of a text."""

    def __init__(
        self, labels: Sequence[str], ngrams: Sequence[str], idf: Floats, weights: Floats, cues: Mapping[str, Floats]
    ) -> None:
        self.labels = tuple(labels)
        self._ngrams = tuple(ngrams)
        self._finder = NgramFinder(self._ngrams)
        self._squares = idf * idf
        self._weights = weights * idf[:, None]
        self._cues = dict(cues)
        self.bias = self._cues.pop("<bias>")
        self._by_counts: dict[tuple[tuple[str, float], ...], Floats] = {}

    def read(self, texts: Sequence[str], cues: Sequence[tuple[Cue, ...]]) -> Readings:
        """Read texts, given the cue phrases of each."""
        rows, places = self._finder.find(simplify_all(texts))  # in a fixed order, for the same sums
        count = len(texts)
        norms = np.sqrt(np.bincount(rows, self._squares.take(places), count))
        norms[norms == 0.0] = 1.0
        weights = self._weights.take(places, axis=0)
        sums = np.stack([np.bincount(rows, weights[:, column], count) for column in range(len(self.labels))], axis=1)
        numbers = {named: number for number, named in enumerate(dict.fromkeys(cues))}  # few, and each often
        from_cues = [self._weigh_cues(tuple(count_cues(named).items())) for named in numbers]
        by_number = np.array(from_cues).reshape(len(numbers), len(self.labels))
        log_odds = by_number[np.array([numbers[named] for named in cues], dtype=np.intp)] + sums / norms[:, None]
        return Readings(log_odds, places, np.searchsorted(rows, np.arange(count + 1)), norms)

    def _weigh_cues(self, counts: tuple[tuple[str, float], ...]) -> Floats:
        """Give the log odds of a text without known n-grams; few counts of cues come again and again."""
        known = self._by_counts.get(counts)
        if known is None:
            known = self.bias.copy()
            for feature, count in counts:
                if feature in self._cues:
                    known += self._cues[feature] * (count * CUE_WEIGHT)
            self._by_counts[counts] = known
        return known

    def shares(self, places: Places | Sequence[int], norms: Floats | float) -> Floats:
        """Give what n-grams of texts with these norms add to the log odds: a row an n-gram, a column a label."""
        shares: Floats = self._weights[np.array(places, dtype=np.intp)] / np.reshape(norms, (-1, 1))
        return shares

    def cue_shares(self, cues: Sequence[Cue]) -> dict[str, Floats]:
        """Give what each cue feature of a text adds to the log odds."""
        counts = count_cues(cues)
        return {name: self._cues[name] * (counts[name] * CUE_WEIGHT) for name in counts if name in self._cues}

    @property
    def size(self) -> int:
        """The number of n-grams that it knows."""
        return len(self._ngrams)

    def ngram(self, place: int) -> str:
        """Give the n-gram of a row of the model."""
        return self._ngrams[place]


def write_model(path: Path, labels: Sequence[str], ngrams: Mapping[str, tuple[float, Sequence[float]]],
                cues: Mapping[str, Sequence[float]]) -> None:  # fmt: skip
    """Write a model: per n-gram its idf and weights, per cue feature its weights, all as whole thousandths."""
    content = {
        "features": FEATURES_VERSION,
        "scale": SCALE,
        "labels": list(labels),
        "cues": {name: _whole(weights) for name, weights in sorted(cues.items())},
        "ngrams": {ngram: _whole([idf, *weights]) for ngram, (idf, weights) in sorted(ngrams.items())},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text.replace("],", "],\n") + "\n", encoding="utf-8")


def load_model(folder: Path | None = None) -> PillarModel:
    """Load the trained model.

    Raises:
        ModelError: it is missing, is no such model, or was trained for other features.
    """
    path = (folder or models_dir() / "pillars") / MODEL
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        version, scale, labels = content["features"], content["scale"], content["labels"]
        cues, ngrams = content["cues"], content["ngrams"]
        table = np.array(list(ngrams.values()), dtype=np.float64).reshape(len(ngrams), 1 + len(labels)) / scale
        weights = {name: np.array(row, dtype=np.float64) / scale for name, row in cues.items()}
    except FileNotFoundError as error:
        message = f"{path}: no trained model; run `dvc repro train_pillars`"
        raise ModelError(message) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{path}: not a model of pillars ({error}); run `dvc repro train_pillars`"
        raise ModelError(message) from error
    if version != FEATURES_VERSION or "<bias>" not in weights:
        message = f"{path}: the model reads features {version}, this version gives {FEATURES_VERSION}; train it again"
        raise ModelError(message)
    return PillarModel(labels, list(ngrams), table[:, 0], table[:, 1:], weights)


def _whole(values: Sequence[float]) -> list[int]:
    return [round(float(value) * SCALE) for value in values]
