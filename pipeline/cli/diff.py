"""`huibao diff OLD NEW`: facts added, removed and changed between two runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import UsageError
from pipeline.runs import DIFFERENCES, Comparison, compare_runs
from pipeline.tables.contract import FACTS
from pipeline.tables.files import write_table
from pipeline.tables.published import FORMATS_BY_PREFERENCE
from pipeline.tables.rows import build_table

EXIT_DIFFERENT = 4
_SHOWN = 20
"""Reports told one by one; of more, only the number is told."""


def diff_command(
    old: Annotated[Path, typer.Argument(metavar="OLD", exists=True, file_okay=False, help="Tables of the old run.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", exists=True, file_okay=False, help="Tables of the new run.")],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write all differences to this file: .csv, .parquet or .jsonl."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN", help="Column that does not count; may be repeated.")
    ] = None,
) -> None:
    """Tell which facts two runs have not in common: added, removed, changed (in which columns) or only moved.

    Ends with 0 where nothing differs and with 4 where something does.

    \b
    Examples:
      huibao diff tables-old tables-new
      huibao diff tables-old tables-new --out differences.csv --ignore confidence --ignore rule
    """
    ignored = tuple(ignore or ())
    _check_options(out, ignored)
    comparison = compare_runs(old, new, ignored=ignored)
    for line in describe_comparison(comparison):
        print(line)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_table(DIFFERENCES, build_table(DIFFERENCES, comparison.rows(), sort=False), out)
    if not comparison.is_empty:
        raise typer.Exit(EXIT_DIFFERENT)


def describe_comparison(comparison: Comparison) -> Iterator[str]:
    """Give the lines of the summary."""
    changes = Counter(difference.change for difference in comparison.differences)
    yield f"facts: {comparison.same} the same, " + ", ".join(
        f"{changes[change]} {change}" for change in ("added", "removed", "changed", "moved")
    )
    columns = Counter(name for difference in comparison.differences for name in difference.columns)
    for name, count in sorted(columns.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {name:<16}{count:>8} changed"
    for told, names in (("old", comparison.only_old), ("new", comparison.only_new)):
        if names:
            yield f"columns of the {told} run only, not compared: {', '.join(names)}"
    for doc_id, before, after in comparison.documents[:_SHOWN]:
        yield f"report {doc_id}: {before or 'not there'} -> {after or 'not there'}"
    if len(comparison.documents) > _SHOWN:
        yield f"and {len(comparison.documents) - _SHOWN} more reports that are in one run only or ended otherwise"
    reports = Counter(difference.shown["doc_id"] for difference in comparison.differences)
    for doc_id, count in sorted(reports.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]:
        yield f"  {count:>6}  {doc_id}"
    if len(reports) > _SHOWN:
        yield f"  and {len(reports) - _SHOWN} more reports with differences"


def _check_options(out: Path | None, ignored: tuple[str, ...]) -> None:
    if out is not None and out.suffix.removeprefix(".") not in FORMATS_BY_PREFERENCE:
        message = f"{out}: unknown format; end its name in one of .{', .'.join(FORMATS_BY_PREFERENCE)}"
        raise UsageError(message)
    unknown = [name for name in ignored if name not in FACTS.column_names]
    if unknown:
        message = f"facts have no column {unknown[0]!r}; they have {', '.join(FACTS.column_names)}"
        raise UsageError(message)
