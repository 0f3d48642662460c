"""`huibao evaluate GOLD TABLES`: score extracted tables against annotated reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.evaluate import compare_tables, round_metrics, write_misses


def evaluate_command(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", exists=True, file_okay=False, help="Folder of annotated reports.")
    ],
    tables: Annotated[
        Path, typer.Argument(metavar="TABLES", exists=True, file_okay=False, help="Folder of extracted tables.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print all figures as JSON.")] = False,
    misses: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write every difference to this file, one a line.")
    ] = None,
    leave_out: Annotated[
        list[str] | None, typer.Option(metavar="REPORT", help="Leave out this report; may be repeated.")
    ] = None,
) -> None:
    """Score extracted tables against annotated reports.

    \b
    Example:
      huibao extract data/gold --out out
      huibao evaluate data/gold out
    """
    evaluation = compare_tables(gold, tables, leave_out=leave_out or ())
    metrics = round_metrics(evaluation.metrics)
    if misses is not None:
        write_misses(evaluation.misses, misses)
    print(json.dumps(metrics, ensure_ascii=False, indent=2, sort_keys=True) if as_json else describe_metrics(metrics))


def describe_metrics(metrics: dict[str, Any]) -> str:
    """Give the figures as lines: precision, recall and F1 of what is found, accuracy of what is told about it."""
    lines = [f"{'':22}{'precision':>10}{'recall':>10}{'F1':>10}{'gold':>8}"]
    for name, figures in metrics.items():
        if "f1" in figures:
            shown = "".join(f"{figures[key]:>10.4f}" for key in ("p", "r", "f1"))
            lines.append(f"{name:22}{shown}{figures['n']:>8}")
    pillar = metrics["pillar"]
    lines.append(f"{'pillar macro-F1':22}{pillar['macro_f1']:>30.4f}{pillar['n']:>8}")
    lines.append(f"{'pillar accuracy':22}{pillar['accuracy']:>30.4f}{pillar['n']:>8}")
    lines += [
        f"{f'{name} right':22}{figures['accuracy']:>30.4f}{figures['n']:>8}"
        for name, figures in metrics["fields"].items()
    ]
    return "\n".join(lines)
