"""Stage `train_pillars`: our labelled sentences to the model that `pillars` uses, and how well it does."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from pipeline.params import Params
from pipeline.pillars.training import TrainingReport, read_training, train_pillars
from pipeline.resources.pillars import load_pillar_taxonomy
from pipeline.stages.report import StageReport

_DIGITS = 4


def run_train_pillars(root: Path, params: Params) -> StageReport:
    """Train the model, write it to models/pillars and its scores to metrics/train_pillars.json."""
    data, model = root / "data" / "train" / "pillars", root / "models" / "pillars"
    report = train_pillars(read_training(data), model, params.train_pillars, load_pillar_taxonomy())
    metrics = root / "metrics" / "train_pillars.json"
    metrics.parent.mkdir(exist_ok=True)
    metrics.write_text(f"{json.dumps(_build_metrics(report), indent=2, sort_keys=True)}\n", encoding="utf-8")
    counts = {
        "sentences": report.sentences,
        "per mille macro-F1 on groups kept out": round(1000 * report.score.macro_f1),
    }
    return StageReport("train_pillars", counts)


def _build_metrics(report: TrainingReport) -> dict[str, object]:
    return {
        "sentences": report.sentences,
        "counted": report.counted,
        "chosen": report.chosen,
        "candidates": {
            name: {key: round(value, _DIGITS) for key, value in asdict(score).items()}
            for name, score in report.candidates.items()
        },
    }
