"""What training came to, as figures and as tables that DVC plots: on sentences of groups that were kept out."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.pillars.calibration import build_bins
from pipeline.pillars.training import Prediction, TrainingReport

METRICS = "metrics.json"
_DIGITS = 4
Rows = list[dict[str, Any]]


def write_outcome(report: TrainingReport, metrics: Path, plots: Path) -> None:
    """Write the figures to the file `metrics`, and `<name>.csv` for each plot into the folder `plots`."""
    metrics.parent.mkdir(parents=True, exist_ok=True)
    metrics.write_text(f"{json.dumps(build_metrics(report), indent=2, sort_keys=True)}\n", encoding="utf-8")
    plots.mkdir(parents=True, exist_ok=True)
    for name, rows in build_plots(report.predictions).items():
        content = io.StringIO(newline="")
        writer = csv.DictWriter(content, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        (plots / f"{name}.csv").write_text(content.getvalue(), encoding="utf-8")


def build_metrics(report: TrainingReport) -> dict[str, Any]:
    """Give how many sentences there were, the scores of each candidate, and of the one chosen by label."""
    return {
        "sentences": report.sentences,
        "counted": report.counted,
        "chosen": report.chosen,
        "candidates": {
            name: {key: round(value, _DIGITS) for key, value in asdict(score).items()}
            for name, score in report.candidates.items()
        },
        "per_pillar": {
            row["pillar"]: {name: row[name] for name in ("precision", "recall", "f1", "sentences")}
            for row in measure_labels(report.predictions)
        },
    }


def build_plots(predictions: Sequence[Prediction]) -> dict[str, Rows]:
    """Give the rows of each plot: every label and what it was taken for, scores by label, and the reliability."""
    return {
        "confusion": [{"pillar": item.pillar, "predicted": item.predicted} for item in predictions],
        "per_pillar": measure_labels(predictions),
        "reliability": measure_reliability(predictions),
    }


def measure_labels(predictions: Sequence[Prediction]) -> Rows:
    """Give precision, recall and F1 of each label, by name."""
    pairs = Counter((item.pillar, item.predicted) for item in predictions)
    labels = sorted({label for pair in pairs for label in pair})
    return [_measure_label(label, pairs) for label in labels]


def measure_reliability(predictions: Sequence[Prediction]) -> Rows:
    """Give for labels of like probability their number, their mean probability and the share that is right.

    `perfect` is what that share would be if the probabilities told the truth: the mean probability.
    """
    scored = [(item.probabilities[item.predicted], item.pillar == item.predicted) for item in predictions]
    return [
        {
            "probability": round(group.confidence, _DIGITS),
            "right": round(group.accuracy, _DIGITS),
            "perfect": round(group.confidence, _DIGITS),
            "sentences": group.count,
        }
        for group in build_bins(scored)
    ]


def _measure_label(label: str, pairs: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    hit = pairs.get((label, label), 0)
    predicted = sum(count for (_, other), count in pairs.items() if other == label)
    expected = sum(count for (other, _), count in pairs.items() if other == label)
    precision, recall = hit / max(1, predicted), hit / max(1, expected)
    f1 = 2 * precision * recall / max(precision + recall, 1e-12)
    return {
        "pillar": label,
        "precision": round(precision, _DIGITS),
        "recall": round(recall, _DIGITS),
        "f1": round(f1, _DIGITS),
        "sentences": expected,
    }
