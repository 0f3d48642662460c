"""The page that lists all reports of a run: what was found in each, and where to look first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.params import ReviewParams
from pipeline.review.labels import load_value_labels
from pipeline.review.marks import INCONSISTENT, UNEXPLAINED, ReportRows, Row
from pipeline.review.page import build_page, escape

_COLUMNS: tuple[tuple[str, str, bool], ...] = (
    ("报告", "report", False),
    ("地区", "region", False),
    ("日期", "date", False),
    ("状态", "status", False),
    ("事实", "facts", True),
    ("目标", "targets", True),
    ("支柱", "pillars", False),
    ("置信度偏低", "unsure", True),
    ("机构提及", "mentions", True),
    ("排除的数字", "excluded", True),
    ("未解释", "unexplained", True),
    ("核对不符", "inconsistent", True),
)
IN_INDEX = ("doc_id", "title", "path", "region", "report_date", "status", "reason", "duplicate_of")
"""The columns of `documents` that the index shows."""
_COLORS = ("#3b7dd8", "#e0a100", "#1a9b74", "#d1497c", "#7a5cc7", "#c2571a", "#0e8fa3", "#8a9a2b")
"""Colors of the pillars in the order of their scheme, from the first again where it has more of them."""
_NO_PILLAR, _NO_COLOR = "none", "#c3cbd4"
_BAR_WIDTH = 120


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one report."""

    facts: int
    targets: int
    unsure: int
    pillars: Mapping[str, int]
    mentions: int
    excluded: int
    unexplained: int
    inconsistent: int


def count_found(rows: ReportRows, params: ReviewParams) -> Found:
    """Count what was found in a report; facts below `confident` are unsure."""
    reasons = [row.get("reason") for row in rows.quantities if row.get("fact_id") is None]
    return Found(
        facts=len(rows.facts),
        targets=sum(row.get("status") == "target" for row in rows.facts),
        unsure=sum((row.get("confidence") or 0) < params.confident for row in rows.facts),
        pillars=dict(Counter(row.get("pillar") or _NO_PILLAR for row in rows.facts)),
        mentions=len(rows.mentions),
        excluded=len(reasons),
        unexplained=reasons.count(UNEXPLAINED),
        inconsistent=sum(
            row["verdict"] == INCONSISTENT and row["doc_id"] == rows.document["doc_id"] for row in rows.checks
        ),
    )


def build_index_page(
    reports: Sequence[tuple[Row, Found]], links: Mapping[str, str], pillars: Mapping[str, str], params: ReviewParams
) -> bytes:
    """Build the index as the bytes of one HTML file.

    `reports` are the rows of the documents, each with what was found in it. `links` leads from a
    doc_id to its page where it has one; `pillars` are the labels of the scheme by their key.
    """
    founds = [found for _, found in reports]
    parts = {
        "reports": str(len(links)),
        "totals": _render_totals(founds, len(links), len(reports), params.confident),
        "heads": "".join(
            f"<th{' class=number' if numeric else ''}>{chinese} <small>{name}</small></th>"
            for chinese, name, numeric in _COLUMNS
        ),
        "rows": "\n".join(
            _render_row(document, found, links.get(document["doc_id"]), pillars) for document, found in reports
        ),
    }
    return build_page("index.html", "index.js", parts)


def _render_totals(founds: Sequence[Found], read: int, files: int, confident: float) -> str:
    facts = sum(found.facts for found in founds)
    unsure = sum(found.unsure for found in founds)
    numbers = facts + sum(found.excluded for found in founds)
    unexplained = sum(found.unexplained for found in founds)
    shown = (
        ("已读报告", "reports read", f"{read} <small>/ {files}</small>"),
        ("事实", "facts", f"{facts}"),
        (f"置信度 ≥ {confident}", "confident", f"{_share(facts - unsure, facts)}"),
        ("目标", "targets", f"{sum(found.targets for found in founds)}"),
        ("机构提及", "mentions", f"{sum(found.mentions for found in founds)}"),
        ("未解释的数字", "unexplained", f"{unexplained} <small>/ {numbers}</small>"),
        ("核对不符", "inconsistent checks", f"{sum(found.inconsistent for found in founds)}"),
    )
    return "".join(f"<div>{chinese} <small>{name}</small><b>{value}</b></div>" for chinese, name, value in shown)


def _render_row(document: Row, found: Found, link: str | None, pillars: Mapping[str, str]) -> str:
    title = escape(document.get("title") or document["doc_id"])
    status = document.get("status") or ""
    shown = escape(load_value_labels()["document_status"].get(status, status))
    path = f"<br><small>{escape(document.get('path') or '')}</small>"
    if link is None:
        why = escape(document.get("reason") or document.get("duplicate_of") or "")
        first = f'{title}{path}<br><small class="reason">{why}</small>'
        empty = '<td class="number"></td>'
        figures = [empty, empty, "<td></td>", *[empty] * 5]
    else:
        first = f'<a href="{escape(link)}">{title}</a>{path}'
        figures = [
            _number(found.facts),
            _number(found.targets),
            f"<td>{_render_pillars(found.pillars, pillars)}</td>",
            *map(_number, (found.unsure, found.mentions, found.excluded, found.unexplained, found.inconsistent)),
        ]
    cells = [first, escape(document.get("region") or ""), escape(str(document.get("report_date") or "")), shown]
    opened = '<tr class="unread">' if link is None else "<tr>"
    return opened + "".join(f"<td>{cell}</td>" for cell in cells) + "".join(figures) + "</tr>"


def _render_pillars(counts: Mapping[str, int], pillars: Mapping[str, str]) -> str:
    """Draw the share of each pillar as a bar; its title gives the numbers."""
    total = sum(counts.values())
    told = "，".join(f"{escape(label)} {counts[name]}" for name, label in pillars.items() if name in counts)
    parts, left = [], 0.0
    for place, name in enumerate(pillars):
        color = _NO_COLOR if name == _NO_PILLAR else _COLORS[place % len(_COLORS)]
        width = _BAR_WIDTH * counts.get(name, 0) / total if total else 0
        if width:
            parts.append(f'<rect x="{left:.1f}" width="{width:.1f}" height="12" fill="{color}"/>')
            left += width
    drawn = f'<svg width="{_BAR_WIDTH}" height="12" role="img"><title>{told}</title>{"".join(parts)}</svg>'
    return f'<span class="bar">{drawn}</span>'


def _number(count: int) -> str:
    return f'<td class="number">{count}</td>'


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"
