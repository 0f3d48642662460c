"""Corrections: what people said of places of reports, applied to what the stages found there.

`place` finds the place that a correction means, `mentions` and `facts` apply it, `ledger` makes the numbers fit. All
of it is pure: corrections and an analysis in, the corrected analysis with an outcome for each correction out.
"""

from __future__ import annotations

from pipeline.corrections.assign import Known, assign_corrections, assign_to_known, check_pillars
from pipeline.corrections.corrector import Corrector, load_corrector
from pipeline.corrections.overlay import Overlay, load_overlay
from pipeline.corrections.summary import count_outcomes, describe_outcomes, list_problems
from pipeline.ingest.text_hash import hash_text

__all__ = [
    "Corrector",
    "Known",
    "Overlay",
    "assign_corrections",
    "assign_to_known",
    "check_pillars",
    "count_outcomes",
    "describe_outcomes",
    "hash_text",
    "list_problems",
    "load_corrector",
    "load_overlay",
]
