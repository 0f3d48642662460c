"""The page of one report: its text with every mark, and all rows as data for the script of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pipeline.params import ReviewParams
from pipeline.review.labels import column_titles, load_value_labels
from pipeline.review.marks import INCONSISTENT, UNEXPLAINED, Mark, MarkKind, ReportRows, Row, build_marks
from pipeline.review.page import build_page, embed_json, escape, escape_prose
from pipeline.review.spans import split_at_marks
from pipeline.tables.decimals import format_decimal

_TABLES: dict[MarkKind, str] = {"fact": "facts", "organization": "mentions", "number": "quantities"}
_LABELED = ("status", "bound", "kind", "direction", "measure", "type", "reason", "verdict", "check_kind")
# the whole page is about one report, and the ledger says of a number that is no fact that it has none
_LEFT_OUT = {"fact": ("doc_id",), "organization": ("doc_id",), "number": ("doc_id", "fact_id")}
_LAST = ("fact_id", "sentence_id", "char_start", "char_end", "sentence")
"""Columns shown last: what a reader seldom needs, or sees beside it anyway."""
_ABOUT = ("region", "level", "report_date", "issuer", "path")
_DEEPEST_HEADING = 3
_HEADING_MARKS = 10
"""A line with more characters than this besides the title of its section holds more than a heading."""


def build_report_page(rows: ReportRows, pillars: Mapping[str, str], params: ReviewParams) -> bytes:
    """Build the page of a report as the bytes of one HTML file; `pillars` are the labels of the scheme by their key."""
    marks = build_marks(rows)
    document = rows.document
    text = document["text"]
    about = " · ".join(str(document[name]) for name in _ABOUT if document.get(name))
    parts = {
        "title": escape(document.get("title") or document["doc_id"]),
        "about": escape(about),
        "text": "".join(_render_text(text, marks, _heading_depths(text, rows.sections), rows.conflicts())),
        "data": embed_json(_build_data(marks, rows.checks, pillars, params)),
    }
    return build_page("report.html", "report.js", parts)


def _render_text(text: str, marks: Sequence[Mark], depths: dict[int, int], conflicts: frozenset[str]) -> Iterator[str]:
    """Give the text as paragraphs, one a line, that together hold every character of it."""
    is_open = False
    for piece in split_at_marks([(mark.start, mark.end) for mark in marks], 0, len(text)):
        over = [marks[index] for index in piece.marks]
        indices = " ".join(map(str, piece.marks))
        for match in re.finditer(r"[^\n]+\n?|\n", text[piece.start : piece.end]):
            if not is_open:
                depth = depths.get(piece.start + match.start())
                yield f'<p class="h{depth}">' if depth else "<p>"
            shown = escape_prose(match[0])
            yield f'<span data-m="{indices}" class="{_classes(over, conflicts)}">{shown}</span>' if over else shown
            is_open = not match[0].endswith("\n")
            if not is_open:
                yield "</p>"
    if is_open:
        yield "</p>"


def _classes(marks: Sequence[Mark], conflicts: frozenset[str]) -> str:
    """Give the classes that the script gives too, so that a page looks the same before it runs."""
    names = []
    for mark in marks:
        is_unexplained = mark.kind == "number" and mark.row.get("reason") == UNEXPLAINED
        names.append(UNEXPLAINED if is_unexplained else mark.kind)
        if mark.kind == "fact":
            names.append(escape(str(mark.row.get("status") or "")))
            names += ["conflict"] if mark.row.get("fact_id") in conflicts else []
    return " ".join(dict.fromkeys(names))


def _heading_depths(text: str, sections: Sequence[Row]) -> dict[int, int]:
    """Give the depth of each heading by the start of its line.

    A heading that only an outline tells has no line, and one that its section goes on behind is none of its own.
    """
    depths = {}
    for section in sections:
        start = text.rfind("\n", 0, section["char_start"]) + 1
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)]
        if not section.get("inferred") and len(line) <= len(section["title"]) + _HEADING_MARKS:
            depths[start] = min(section["depth"], _DEEPEST_HEADING)
    return depths


def _build_data(
    marks: Sequence[Mark], checks: Sequence[Row], pillars: Mapping[str, str], params: ReviewParams
) -> dict[str, Any]:
    columns: dict[MarkKind, list[str]] = {}
    for mark in marks:
        if mark.kind not in columns:
            names = [name for name in mark.row if name not in _LEFT_OUT[mark.kind]]
            columns[mark.kind] = sorted(names, key=lambda name: name in _LAST)
    return {
        "confident": params.confident,
        "doubtful": params.doubtful,
        "columns": {
            kind: [[name, *column_titles(_TABLES[kind], name)] for name in names] for kind, names in columns.items()
        },
        "labels": {"pillar": dict(pillars), **{name: load_value_labels()[name] for name in _LABELED}},
        # what does not fit comes first
        "checks": [
            [row["verdict"], row["kind"], row["fact_id"], list(row["fact_ids"]), row["message"]]
            for row in sorted(checks, key=lambda row: (row["verdict"] != INCONSISTENT, row["char_start"]))
        ],
        "marks": [[mark.kind, mark.pillar, [_plain(mark.row[name]) for name in columns[mark.kind]]] for mark in marks],
    }


def _plain(value: Any) -> Any:
    """Give a value of a table as JSON knows it: decimals and dates as text, lists joined."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Decimal):
        return format_decimal(value)
    if isinstance(value, list):
        return "、".join(str(_plain(item)) for item in value)
    return str(value)
