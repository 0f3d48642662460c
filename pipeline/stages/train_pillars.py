"""Stage `train_pillars`: our labelled sentences to the model that `pillars` uses, and how well it does."""

from __future__ import annotations

from pathlib import Path

from pipeline.params import Params
from pipeline.pillars.examples import join_examples, read_training
from pipeline.pillars.outcome import write_outcome
from pipeline.pillars.training import train_pillars
from pipeline.resources.pillars import load_pillar_taxonomy
from pipeline.stages.report import StageReport


def run_train_pillars(root: Path, params: Params) -> StageReport:
    """Train the model, write it to models/pillars, its scores to metrics/train_pillars.json and what DVC plots."""
    taxonomy = load_pillar_taxonomy()
    examples = join_examples(taxonomy, read_training([root / "data" / "train" / "pillars"]))
    report = train_pillars(examples, root / "models" / "pillars", params.train_pillars, taxonomy)
    write_outcome(report, root / "metrics" / "train_pillars.json", root / "metrics" / "train_pillars")
    counts = {
        "sentences": report.sentences,
        "per mille macro-F1 on groups kept out": round(1000 * report.score.macro_f1),
    }
    return StageReport("train_pillars", counts)
