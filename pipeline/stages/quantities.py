"""Stage `quantities`: sentences to the ledger of numbers."""

from __future__ import annotations

from pathlib import Path

from pipeline.params import Params
from pipeline.quantities import load_number_finder
from pipeline.records import Document, Number
from pipeline.stages.incremental import Work, run_on_each
from pipeline.stages.report import StageReport
from pipeline.stages.staged import SEGMENTED, Records, segmented_of


def run_quantities(root: Path, params: Params) -> StageReport:
    """Find every number."""
    problems: list[str] = []

    def load() -> Work:
        finder = load_number_finder(params.quantities)

        def work(document: Document, found: Records) -> Records:
            return {Number: finder.find(document, segmented_of(found))}

        return work

    numbers, explained = 0, 0
    for tables in run_on_each(root, "quantities", params, reads=SEGMENTED, load=load, tell=problems.append):
        reasons = tables["numbers"].column("reason")
        numbers += len(reasons)
        explained += len(reasons) - reasons.null_count
    return StageReport("quantities", {"numbers": numbers, "of them no quantities": explained}, tuple(problems))
