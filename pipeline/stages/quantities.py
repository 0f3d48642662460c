"""Stage `quantities`: sentences to the ledger of numbers."""

from __future__ import annotations

from pathlib import Path

from pipeline.params import Params
from pipeline.quantities import load_number_finder
from pipeline.records import Number
from pipeline.stages.folders import read_reports, read_segmented, write_records
from pipeline.stages.report import StageReport


def run_quantities(root: Path, params: Params) -> StageReport:
    """Find every number."""
    finder = load_number_finder(params.quantities)
    segmented = read_segmented(root)
    numbers = [
        number for document in read_reports(root) for number in finder.find(document, segmented[document.doc_id])
    ]
    write_records(root, "quantities", {Number: numbers})
    excluded = sum(number.reason is not None for number in numbers)
    return StageReport("quantities", {"numbers": len(numbers), "of them no quantities": excluded})
