"""Stage `train_pillars`: our labelled sentences to the model that `pillars` uses."""

from __future__ import annotations

from pathlib import Path

from pipeline.params import Params
from pipeline.pillars.training import read_training, train_pillars
from pipeline.stages.report import StageReport


def run_train_pillars(root: Path, params: Params) -> StageReport:
    """Train the model and write it to models/pillars."""
    data, model = root / "data" / "train" / "pillars", root / "models" / "pillars"
    score = train_pillars(read_training(data), model, params.train_pillars)
    counts = {"sentences": score.sentences, "per mille macro-F1 on groups kept out": round(1000 * score.macro_f1)}
    return StageReport("train_pillars", counts)
