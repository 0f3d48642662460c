"""Stage `train_organizations`: our sentence patterns to the model that `organizations` uses."""

from __future__ import annotations

from pathlib import Path

from pipeline.organizations.training import train_organizations
from pipeline.params import Params
from pipeline.stages.report import StageReport


def run_train_organizations(root: Path, params: Params) -> StageReport:
    """Train the model and write it to models/organizations."""
    data, model = root / "data" / "train" / "organizations", root / "models" / "organizations"
    score = train_organizations(data, model, params.train_organizations)
    counts = {"sentences": score.sentences, "per mille F1 on names never seen": round(1000 * score.f1)}
    return StageReport("train_organizations", counts)
