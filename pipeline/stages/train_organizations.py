"""Stage `train_organizations`: our sentence patterns to the model that `organizations` uses."""

from __future__ import annotations

from pathlib import Path

from pipeline.organizations.training import train_organizations
from pipeline.params import Params
from pipeline.segment.tokens import load_tokenizer
from pipeline.stages.report import StageReport


def run_train_organizations(root: Path, params: Params) -> StageReport:
    """Train the model and write it to models/organizations."""
    data, model = root / "data" / "train" / "organizations", root / "models" / "organizations"
    # jieba whatever segment.segmenter says: the one model serves both segmenters
    score = train_organizations(data, model, params.train_organizations, load_tokenizer("jieba"))
    counts = {"sentences": score.sentences, "per mille F1 on names never seen": round(1000 * score.f1)}
    return StageReport("train_organizations", counts)
