"""What a run left in a folder of tables: an overview of it, and what differs between two runs."""

from __future__ import annotations

from pipeline.runs.difference import DIFFERENCES, Comparison, Difference, compare_facts, compare_runs
from pipeline.runs.overview import Overview, build_overview, read_overview

__all__ = [
    "DIFFERENCES",
    "Comparison",
    "Difference",
    "Overview",
    "build_overview",
    "compare_facts",
    "compare_runs",
    "read_overview",
]
