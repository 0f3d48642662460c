"""Stage `train_pkuseg`: our segmented sentences to the model that `segment` may use."""

from __future__ import annotations

from pathlib import Path

from pipeline.params import Params
from pipeline.segment.training import train_pkuseg
from pipeline.stages.report import StageReport


def run_train_pkuseg(root: Path, params: Params) -> StageReport:
    """Train the model and write it to models/pkuseg."""
    data, model = root / "data" / "train" / "pkuseg", root / "models" / "pkuseg"
    score = train_pkuseg(data, model, params.train_pkuseg)
    counts = {"sentences": score.sentences, "per mille F1 on sentences kept out": round(1000 * score.f1)}
    return StageReport("train_pkuseg", counts)
