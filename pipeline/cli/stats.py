"""`huibao stats TABLES`: an overview of a run in figures."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from pipeline.runs import Overview, read_overview

_SHOWN = 20
"""Files told one by one; of more, only the number is told."""


def stats_command(
    tables: Annotated[
        Path, typer.Argument(metavar="TABLES", exists=True, file_okay=False, help="Folder of extracted tables.")
    ] = Path("data/processed"),
    as_json: Annotated[bool, typer.Option("--json", help="Print all figures as JSON.")] = False,
) -> None:
    """Count facts by status, pillar and kind, and tell how sure they are and what was not read or not explained.

    \b
    Examples:
      huibao stats tables
      huibao stats tables --json
    """
    overview = read_overview(tables)
    if as_json:
        figures = dataclasses.asdict(overview) | {"shares": overview.shares()}
        print(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    for line in describe_overview(overview):
        print(line)


def describe_overview(overview: Overview) -> Iterator[str]:
    """Give the lines of the overview."""
    yield _line("reports", overview.documents.get("read", 0))
    yield _line("  characters", overview.characters)
    yield _line("  sentences", overview.sentences)
    yield _line("organizations", overview.organizations)
    yield _line("  mentions", overview.mentions)
    yield _line("facts", overview.fact_count)
    for name, counts in overview.facts.items():
        yield f"  by {name}"
        yield from _describe_counts(counts, overview.fact_count)
    yield _line("numbers", overview.numbers)
    yield "  no facts, by reason"
    yield from _describe_counts(overview.reasons, overview.numbers)
    yield "shares"
    for name, share in overview.shares().items():
        yield f"  {name:<22}{'-' if share is None else f'{share:.1%}':>10}"
    yield _line("files not read", len(overview.unread))
    for path, status, reason in overview.unread[:_SHOWN]:
        yield f"  {path}: {status}" + (f": {reason}" if reason else "")
    if len(overview.unread) > _SHOWN:
        yield f"  and {len(overview.unread) - _SHOWN} more, in the table documents"


def _describe_counts(counts: Mapping[str, int], total: int) -> Iterator[str]:
    for value, count in counts.items():
        yield f"    {value:<20}{count:>10}{count / total:>9.1%}"


def _line(name: str, count: int) -> str:
    return f"{name:<24}{count:>10}"
