"""`huibao summary TABLES`: what a folder of tables holds, in one screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.errors import TableError
from pipeline.params import TABLE_FORMATS
from pipeline.records import PILLARS
from pipeline.tables.contract import CONTRACT_TABLES, with_pillars
from pipeline.tables.files import read_table

EXIT_QUARANTINED = 3
"""Where some reports could not be done, and all others were."""
SHOWN_PROBLEMS = 20
"""Files named one by one; of more, only the number is told."""


def summary_command(
    tables: Annotated[
        Path, typer.Argument(metavar="TABLES", exists=True, file_okay=False, help="Folder of extracted tables.")
    ] = Path("data/processed"),
    check: Annotated[bool, typer.Option("--check", help="End with 3 where a file is quarantined.")] = False,
) -> None:
    """Tell how many reports were read and what was found in them.

    \b
    Examples:
      huibao summary
      huibao summary out --check
    """
    for line in describe_tables(tables):
        print(line)
    if check and any(row["status"] == "quarantined" for row in read_column_rows(tables, "documents", "status")):
        raise typer.Exit(EXIT_QUARANTINED)


def describe_tables(folder: Path) -> Iterator[str]:
    """Give the lines of the summary."""
    documents = read_column_rows(folder, "documents", "status", "path", "reason")
    statuses = Counter(row["status"] for row in documents)
    yield f"Results are in {folder.as_posix()}; data_dictionary.md there explains every column."
    yield ""
    yield _line("reports read", statuses["read"])
    for status in ("duplicate", "skipped", "quarantined"):
        yield _line(f"files {status}", statuses[status])
        yield from _describe_files([row for row in documents if row["status"] == status])
    yield _line("facts", len(read_column_rows(folder, "facts", "fact_id")))
    yield from _describe_corrections(folder)
    numbers = read_column_rows(folder, "quantities", "reason")
    yield describe_ledger(Counter(row["reason"] for row in numbers))
    yield _line("mentions", len(read_column_rows(folder, "mentions", "org_id")))
    yield _line("organizations", len(read_column_rows(folder, "organizations", "org_id")))
    pillars = Counter(row["pillar"] for row in read_column_rows(folder, "sentences", "pillar"))
    yield _line("sentences", pillars.total())
    # a table of another scheme tells which pillars it has
    for pillar in PILLARS if set(pillars) <= set(PILLARS) else sorted(pillars):
        yield _line(f"  {pillar}", pillars[pillar])


def describe_ledger(reasons: Counter[str | None]) -> str:
    """Tell how many numbers became facts, how many are none, and how many of these nobody can explain."""
    facts, unexplained, total = reasons[None], reasons["unexplained"], reasons.total()
    share = 100 * unexplained / total if total else 0.0
    others = total - facts - unexplained
    return f"{total} numbers: {facts} facts, {others} explained, {unexplained} unexplained ({share:.2f} %)"


def read_column_rows(folder: Path, table: str, *columns: str) -> list[dict[str, Any]]:
    """Read some columns of a contract table, in whichever format it is there, as one mapping a row.

    Raises:
        TableError: the table is not there, or is not that of the contract.
    """
    schema = with_pillars(CONTRACT_TABLES[table], ())  # of whatever scheme
    for format_name in TABLE_FORMATS:
        path = folder / f"{table}.{format_name}"
        if path.exists():
            rows: list[dict[str, Any]] = read_table(schema, path).select(list(columns)).to_pylist()
            return rows
    message = f"{folder}: no table {table}; write it with `huibao extract` or `make repro`"
    raise TableError(message)


def _describe_corrections(folder: Path) -> Iterator[str]:
    counted = Counter(row["status"] for row in read_column_rows(folder, "corrections", "status"))
    if counted:
        yield _line("corrections", counted.total())
    for status in sorted(counted):
        yield _line(f"  {status}", counted[status])


def _line(name: str, count: int) -> str:
    return f"{name:<16}{count:>8}"


def _describe_files(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows[:SHOWN_PROBLEMS]:
        yield f"  {row['path']}: {row['reason']}"
    if len(rows) > SHOWN_PROBLEMS:
        yield f"  and {len(rows) - SHOWN_PROBLEMS} more, in the table documents"
