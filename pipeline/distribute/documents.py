"""Reports in memory to analyses: in this process or over several, with the same result in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from pipeline.distribute.processes import analyze_in_processes
from pipeline.distribute.reports import analyze_or_quarantine, analyze_report
from pipeline.engine import load_engine
from pipeline.params import Params
from pipeline.records import Analysis, Document


def analyze_documents(
    documents: Iterable[Document], params: Params, *, workers: int = 1, overrides: Path | None = None
) -> Iterator[Analysis]:
    """Analyze reports, one analysis for each in their order, whatever the number of worker processes.

    A report that shows a fault of the program, or that ends its worker process twice, gives an empty analysis with
    the status `quarantined` and the reason. One that was not read, or is a duplicate, gives an empty analysis.

    Raises:
        ResourceError: a data file is wrong.
        ModelError: a trained model is missing.
    """
    if workers > 1:
        analyze = partial(analyze_report, params=params, overrides=overrides)
        yield from analyze_in_processes(documents, analyze, workers=workers)
        return
    engine = load_engine(params, overrides=overrides)
    for document in documents:
        yield analyze_or_quarantine(engine, document)
