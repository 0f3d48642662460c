"""`huibao run STAGE`: what DVC calls."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.params import Params, read_params
from pipeline.stages import STAGES, run_stage
from pipeline.tables.own_process import leave_pandas_out


def run_command(
    stage: Annotated[str, typer.Argument(metavar="STAGE", help=f"One of {', '.join(STAGES)}.")],
    root: Annotated[
        Path, typer.Option(metavar="DIR", file_okay=False, exists=True, help="The repository, with its params.yaml.")
    ] = Path(),
) -> None:
    """Run one stage of dvc.yaml by hand, with the parameters in params.yaml, whose files are looked for below DIR.

    Reports that cannot be read are listed and do not make the stage fail.

    \b
    Example:
      huibao run quantities
    """
    leave_pandas_out()
    path = root / "params.yaml"
    report = run_stage(stage, root, read_params(path) if path.is_file() else Params())
    for problem in report.problems:
        print(f"huibao: {problem}", file=sys.stderr)
    print(report.describe())
