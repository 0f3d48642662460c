"""What each DVC stage reads, calls and writes: one module a stage, named like it; the only place that knows paths.

Stages are named like the sections of params.yaml; `run_stage` imports just the module of the one that it runs.
"""

from __future__ import annotations

import dataclasses
import importlib
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.params import SHARED, Params, locate_files
from pipeline.resources.kept_patterns import patterns_kept
from pipeline.stages.report import StageReport

STAGES: tuple[str, ...] = tuple(section.name for section in dataclasses.fields(Params) if section.name not in SHARED)

__all__ = ["STAGES", "StageReport", "run_stage"]


def run_stage(stage: str, root: Path, params: Params) -> StageReport:
    """Run one stage by name, in the repository at `root`; relative paths in the parameters are below it.

    Raises:
        UsageError: there is no such stage.
    """
    if stage not in STAGES:
        message = f"unknown stage {stage!r}; choose one of {', '.join(STAGES)}"
        raise UsageError(message)
    with patterns_kept():
        module = importlib.import_module(f"pipeline.stages.{stage}")
        report: StageReport = getattr(module, f"run_{stage}")(root, locate_files(params, root))
    return report
