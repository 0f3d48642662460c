"""Stage `corrections`: what people said is wrong, over what the stages before it found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.corrections import count_outcomes, list_problems, load_overlay
from pipeline.organizations.link import load_directory
from pipeline.params import Params
from pipeline.records import CorrectionOutcome, Document, Fact, Mention, Number, PillarLabel, PillarName
from pipeline.resources.corrections import read_corrections
from pipeline.resources.user_lists import read_user_lists
from pipeline.stages.folders import read_analyses, read_records, write_records
from pipeline.stages.report import StageReport


def run_corrections(root: Path, params: Params) -> StageReport:
    """Apply corrections.csv, and note what became of each correction."""
    corrections = read_corrections([Path(params.corrections.file)] if params.corrections.file else [])
    overlay = load_overlay(
        corrections,
        read_records(root, Document),
        params.facts,
        directory=load_directory(user=read_user_lists(params.organizations)),
        pillars=[name.pillar for name in read_records(root, PillarName)],
    )
    analyses = list(overlay.apply(read_analyses(root)))
    outcomes = [*(item for one in analyses for item in one.corrections), *overlay.absent]
    corrected: dict[type[Any], list[Any]] = {
        Mention: [item for one in analyses for item in one.mentions],
        PillarLabel: [item for one in analyses for item in one.labels],
        Number: [item for one in analyses for item in one.numbers],
        Fact: [item for one in analyses for item in one.facts],
        CorrectionOutcome: outcomes,
    }
    write_records(root, "corrections", corrected)
    return StageReport("corrections", count_outcomes(outcomes), tuple(list_problems(outcomes)))
