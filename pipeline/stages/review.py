"""Stage `review`: the contract tables as pages to read, in data/processed/review/."""

from __future__ import annotations

from pathlib import Path

from pipeline.params import Params
from pipeline.review import write_review
from pipeline.stages.folders import processed_folder
from pipeline.stages.report import StageReport


def run_review(root: Path, params: Params) -> StageReport:
    """Write the review pages of the published tables."""
    folder = processed_folder(root)
    pages = write_review(folder, folder / "review", params.review)
    return StageReport("review", {"pages": len(pages)})
