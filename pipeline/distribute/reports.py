"""One report analyzed so that its failure, of whatever kind, stays its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from pipeline.limits import NO_LIMITS, GivenUp, ReportLimits, work_within
from pipeline.params import Params
from pipeline.preload import load_stages
from pipeline.records import Analysis, Document, empty_analysis


class Analyzer(Protocol):
    """What finds everything in one report."""

    def analyze(self, document: Document) -> Analysis:
        """Analyze one report."""


def analyze_report(document: Document, *, params: Params, overrides: Path | None) -> Analysis:
    """Analyze one report with the engine of this process; what worker processes run."""
    return analyze_or_quarantine(load_stages(params, overrides), document)


def analyze_or_quarantine(
    engine: Analyzer, document: Document, *, limits: ReportLimits = NO_LIMITS, is_worker: bool = False
) -> Analysis:
    """Analyze one report; a fault of the program makes this report quarantined and no other.

    So does a report that takes more than `limits`; see `work_within`.

    Raises:
        ResourceError: a data file is wrong.
        ModelError: a trained model is missing.
        StorageError: the disk is full.
    """
    found = work_within(limits, len(document.text), lambda: engine.analyze(document), is_worker=is_worker)
    return quarantine(document, found.reason) if isinstance(found, GivenUp) else found


def quarantine(document: Document, reason: str) -> Analysis:
    """Give the empty analysis of a report that is set aside with a reason."""
    return empty_analysis(replace(document, status="quarantined", reason=" ".join(reason.split())))
