"""Stage `quantities`: sentences to the ledger of numbers."""

from __future__ import annotations

from pathlib import Path

from pipeline.params import Params
from pipeline.quantities import load_number_finder
from pipeline.records import Document, Number
from pipeline.stages.incremental import SEGMENTED, Records, Work, run_on_each, segmented_of
from pipeline.stages.report import StageReport


def run_quantities(root: Path, params: Params) -> StageReport:
    """Find every number."""

    def load() -> Work:
        finder = load_number_finder(params.quantities)

        def work(document: Document, found: Records) -> Records:
            return {Number: finder.find(document, segmented_of(found))}

        return work

    numbers, explained = 0, 0
    for tables in run_on_each(root, "quantities", params, reads=SEGMENTED, load=load):
        reasons = tables["numbers"].column("reason")
        numbers += len(reasons)
        explained += len(reasons) - reasons.null_count
    return StageReport("quantities", {"numbers": numbers, "of them no quantities": explained})
