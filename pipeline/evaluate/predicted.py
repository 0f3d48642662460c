"""The published tables as the scorer sees them: rows of any origin, with missing columns counted as empty.

Rows come from Parquet, CSV or JSON lines, so that a cell may be a string, a number, a Decimal, a list or nothing.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import TableError
from pipeline.evaluate.gold import Span

Row = Mapping[str, Any]
NOWHERE: Span = (-1, -1)
_EMPTY = frozenset({"None", "nan", "NaN", "<NA>", "NaT"})
TABLES = ("facts", "mentions", "sentences")


@dataclass(frozen=True, slots=True)
class PredictedFact:
    """One row of the facts table. `cells` holds the fields that are compared as text."""

    span: Span
    fact_id: str
    part_of: str
    value: float | None
    value_max: float | None
    cells: dict[str, str]
    organizations: frozenset[str]
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class PredictedReport:
    """What was extracted from one report; `pillars` are sentences in table order."""

    facts: tuple[PredictedFact, ...] = ()
    organizations: tuple[tuple[Span, str], ...] = ()
    pillars: tuple[tuple[Span, str], ...] = ()


_TEXT_FIELDS = ("unit", "indicator", "kind", "direction", "status", "period", "bound", "scope", "baseline")


def read_tables(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Read facts, mentions and sentences as rows, from whichever of Parquet, JSON lines and CSV is there.

    Raises:
        TableError: one of the tables is missing.
    """
    return {name: _read_table(folder, name) for name in TABLES}


def build_predictions(
    *, facts: Iterable[Row], mentions: Iterable[Row], sentences: Iterable[Row]
) -> dict[str, PredictedReport]:
    """Build what was predicted for each report from the rows of the three tables."""
    facts_by, mentions_by, sentences_by = _group(facts), _group(mentions), _group(sentences)
    names = sorted({*facts_by, *mentions_by, *sentences_by})
    return {
        name: PredictedReport(
            facts=tuple(_build_fact(row) for row in facts_by.get(name, ())),
            organizations=tuple((_span(row), cell(row.get("type"))) for row in mentions_by.get(name, ())),
            pillars=tuple((_span(row), cell(row.get("pillar")) or "none") for row in sentences_by.get(name, ())),
        )
        for name in names
    }


def cell(value: object) -> str:
    """Give a cell as text, empty where it says that there is nothing."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    text = str(value).strip()
    return "" if text in _EMPTY else text


def _group(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Group rows by report: the last part of doc_id, which may carry folders before it and `.txt` after it."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(Path(cell(row.get("doc_id"))).name.removesuffix(".txt"), []).append(row)
    return grouped


def _build_fact(row: Row) -> PredictedFact:
    value, value_max = _number(row.get("value")), _number(row.get("value_max"))
    return PredictedFact(
        span=_span(row),
        fact_id=cell(row.get("fact_id")),
        part_of=cell(row.get("part_of")),
        value=value,
        value_max=None if value_max == value else value_max,
        cells={field: cell(row.get(field)) for field in _TEXT_FIELDS},
        organizations=_surfaces(row.get("organizations")),
        confidence=_number(row.get("confidence")),
    )


def _span(row: Row) -> Span:
    start, end = _number(row.get("char_start")), _number(row.get("char_end"))
    if start is None or end is None or not (math.isfinite(start) and math.isfinite(end)):
        return NOWHERE
    return int(start), int(end)


def _number(value: object) -> float | None:
    text = cell(value)
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        return None


def _surfaces(value: object) -> frozenset[str]:
    items = value if isinstance(value, (list, tuple)) else cell(value).split(";")
    return frozenset(surface for surface in (cell(item) for item in items) if surface)


def _read_table(folder: Path, name: str) -> list[dict[str, Any]]:
    parquet, lines, sheet = (folder / f"{name}{suffix}" for suffix in (".parquet", ".jsonl", ".csv"))
    if parquet.exists():
        import pyarrow.parquet

        rows: list[dict[str, Any]] = pyarrow.parquet.read_table(parquet).to_pylist()
        return rows
    if lines.exists():
        return [json.loads(line) for line in lines.read_text(encoding="utf-8-sig").split("\n") if line.strip()]
    if sheet.exists():
        return _read_csv(sheet)
    message = f"{folder}: no table {name} (.parquet, .jsonl or .csv); run `huibao extract` first"
    raise TableError(message)


def _read_csv(path: Path) -> list[dict[str, Any]]:
    limit = csv.field_size_limit(sys.maxsize)  # a sentence may be as long as its report
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    finally:
        csv.field_size_limit(limit)
