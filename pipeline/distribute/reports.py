"""One report analyzed so that its failure, of whatever kind, stays its own."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from pipeline.distribute.limits import ReportLimits, limited
from pipeline.engine import load_engine
from pipeline.errors import ModelError, ReportError, ResourceError, StorageError
from pipeline.params import Params
from pipeline.records import Analysis, Document, empty_analysis

NO_LIMITS = ReportLimits(seconds=0, megabytes=0)


class Analyzer(Protocol):
    """What finds everything in one report."""

    def analyze(self, document: Document) -> Analysis:
        """Analyze one report."""


load_engine_once = lru_cache(maxsize=1)(load_engine)
"""Loads an engine when a process first needs it; params and folder are what makes it another one."""


def analyze_report(document: Document, *, params: Params, overrides: Path | None) -> Analysis:
    """Analyze one report with the engine of this process; what worker processes run."""
    return analyze_or_quarantine(load_engine_once(params, overrides=overrides), document)


def analyze_or_quarantine(
    engine: Analyzer, document: Document, *, limits: ReportLimits = NO_LIMITS, is_worker: bool = False
) -> Analysis:
    """Analyze one report; a fault of the program makes this report quarantined and no other.

    So does a report that takes more than `limits`; see `limited`.

    Raises:
        ResourceError: a data file is wrong.
        ModelError: a trained model is missing.
        StorageError: the disk is full.
    """
    try:
        with limited(limits, len(document.text), is_worker=is_worker):
            return engine.analyze(document)
    except (ResourceError, ModelError, StorageError):  # not the fault of the report
        raise
    except ReportError as error:
        return quarantine(document, str(error))
    except Exception as error:
        # Broad on purpose: what a fault in a rule raises cannot be foreseen, and one report out of thousands must not
        # lose the others. Nothing is hidden: the report is quarantined with this reason, and the exit status tells.
        return quarantine(document, f"internal error {type(error).__name__}: {error}")


def quarantine(document: Document, reason: str) -> Analysis:
    """Give the empty analysis of a report that is set aside with a reason."""
    return empty_analysis(replace(document, status="quarantined", reason=" ".join(reason.split())))
