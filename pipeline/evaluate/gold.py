"""Annotated reports: NAME.txt with its annotation NAME.gold.jsonl beside it.

One JSON object a line, told apart by `"t"`: `fact`, `org`, `pillar`, and `window` for the one part that is annotated
where it is not the whole report. Offsets are half-open code points of the text.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import TableError

SUFFIX = ".gold.jsonl"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GoldFact:
    """One annotated figure; `part_of` is the span of the whole that it belongs to."""

    span: Span
    text: str
    value: float
    value_max: float | None
    unit: str
    bound: str
    kind: str
    direction: str
    indicator: str
    scope: str
    status: str
    period: str
    baseline: str
    organizations: frozenset[str]
    part_of: Span | None


@dataclass(frozen=True, slots=True)
class GoldReport:
    """One annotated report: its figures, organizations (span to type) and sentences with a pillar."""

    name: str
    text: str
    window: Span | None
    facts: dict[Span, GoldFact]
    organizations: dict[Span, str]
    pillars: tuple[tuple[Span, str], ...]

    def covers(self, span: Span) -> bool:
        """Tell whether `span` lies in the annotated part."""
        return self.window is None or (self.window[0] <= span[0] and span[1] <= self.window[1])


def read_gold(folder: Path) -> tuple[GoldReport, ...]:
    """Read all annotated reports of a folder, sorted by name.

    Raises:
        TableError: there is none, a text is missing, or an annotation does not fit its text.
    """
    reports = tuple(_read_report(path) for path in sorted(folder.glob(f"*{SUFFIX}")))
    if not reports:
        message = f"{folder}: no annotated report here; expected NAME.txt with NAME{SUFFIX} beside it"
        raise TableError(message)
    return reports


def hash_gold(folder: Path) -> str:
    """Give one SHA-256 over names and bytes of all annotations and texts, to tell when the corpus changed."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        for file in (path, _text_path(path)):
            digest.update(f"{file.name}\n{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _text_path(annotation: Path) -> Path:
    return annotation.with_name(f"{annotation.name.removesuffix(SUFFIX)}.txt")


def _read_report(path: Path) -> GoldReport:
    try:
        text = _text_path(path).read_text(encoding="utf-8")
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: the annotation and its text must both be readable as UTF-8 ({error})"
        raise TableError(message) from error
    rows = [_parse_row(line, text=text, where=f"{path}, line {n}") for n, line in enumerate(lines, 1) if line.strip()]
    facts = [_build_fact(row) for row in rows if row["t"] == "fact"]
    return GoldReport(
        name=path.name.removesuffix(SUFFIX),
        text=text,
        window=next((_span(row) for row in rows if row["t"] == "window"), None),
        facts={fact.span: fact for fact in facts},
        organizations={_span(row): row["type"] for row in rows if row["t"] == "org"},
        pillars=tuple((_span(row), row["p"]) for row in rows if row["t"] == "pillar"),
    )


def _parse_row(line: str, *, text: str, where: str) -> dict[str, Any]:
    try:
        row: dict[str, Any] = json.loads(line)
        start, end = _span(row)
    except (json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        message = f"{where}: not a JSON object with integer start and end ({error!r})"
        raise TableError(message) from error
    if not 0 <= start < end <= len(text):
        message = f"{where}: [{start}, {end}) does not lie in the text of {len(text)} characters"
        raise TableError(message)
    if row.get("t") not in ("fact", "org", "pillar", "window"):
        message = f"{where}: t is {row.get('t')!r}; it must be fact, org, pillar or window"
        raise TableError(message)
    if "q" in row and text[start:end] != row["q"]:
        message = f"{where}: q is {row['q']!r}, but the text has {text[start:end]!r} at [{start}, {end})"
        raise TableError(message)
    return row


def _build_fact(row: dict[str, Any]) -> GoldFact:
    whole = row.get("part_of_span")
    return GoldFact(
        span=_span(row),
        text=row["q"],
        value=float(row["value"]),
        value_max=None if row.get("value_max") is None else float(row["value_max"]),
        unit=row["unit"] or "",
        bound=row["bound"],
        kind=row["kind"],
        direction=row.get("dir") or "",
        indicator=row["indicator"],
        scope=row.get("scope") or "",
        status=row["status"],
        period=row.get("time") or "",
        baseline=row.get("base") or "",
        organizations=frozenset(row.get("orgs") or ()),
        part_of=(int(whole[0]), int(whole[1])) if whole else None,
    )


def _span(row: dict[str, Any]) -> Span:
    return int(row["start"]), int(row["end"])
