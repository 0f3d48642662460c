"""What is highlighted in a report: every fact, every mention of an organization, every number that is no fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Row = Mapping[str, Any]
MarkKind = Literal["fact", "organization", "number"]
UNEXPLAINED = "unexplained"
INCONSISTENT = "inconsistent"
_KIND_ORDER: tuple[MarkKind, ...] = ("fact", "organization", "number")


@dataclass(frozen=True, slots=True)
class Mark:
    """A row of a table and where it stands: `[start, end)` in the text of the report.

    pillar: that of the sentence around it, null outside of sentences.
    """

    kind: MarkKind
    start: int
    end: int
    row: Row
    pillar: str | None


@dataclass(frozen=True, slots=True)
class ReportRows:
    """All rows of one report, each list in the order of the tables."""

    document: Row
    facts: tuple[Row, ...]
    mentions: tuple[Row, ...]
    quantities: tuple[Row, ...]
    sentences: tuple[Row, ...]
    sections: tuple[Row, ...]
    checks: tuple[Row, ...] = ()

    def conflicts(self) -> frozenset[str]:
        """Give the ids of the facts that an inconsistency involves."""
        return frozenset(
            fact_id for row in self.checks if row["verdict"] == INCONSISTENT for fact_id in row["fact_ids"]
        )


def group_reports(tables: Mapping[str, Iterable[Row]]) -> list[ReportRows]:
    """Group the rows of all tables by report, one group for each row of `documents`, in its order."""
    names = ("facts", "mentions", "quantities", "sentences", "sections")
    grouped = {name: _by_report(tables[name]) for name in names}
    grouped["checks"] = _checks_by_report(tables["checks"], grouped["facts"])
    return [
        ReportRows(document, *(tuple(grouped[name][document["doc_id"]]) for name in (*names, "checks")))
        for document in tables["documents"]
    ]


def build_marks(rows: ReportRows) -> list[Mark]:
    """Build the marks of a report in the order of the text; where two begin together, the longer one comes first."""
    pillars = {row["sentence_id"]: row.get("pillar") for row in rows.sentences}
    excluded = [row for row in rows.quantities if row.get("fact_id") is None]
    found: list[tuple[MarkKind, Iterable[Row]]] = [
        ("fact", rows.facts),
        ("organization", rows.mentions),
        ("number", excluded),
    ]
    marks = [
        Mark(kind, row["char_start"], row["char_end"], row, row.get("pillar") or pillars.get(row.get("sentence_id")))
        for kind, of_kind in found
        for row in of_kind
    ]
    return sorted(marks, key=lambda mark: (mark.start, -mark.end, _KIND_ORDER.index(mark.kind)))


def _checks_by_report(checks: Iterable[Row], facts: Mapping[str, Sequence[Row]]) -> defaultdict[str, list[Row]]:
    """Group checks by every report that a fact of theirs is of: a growth may be held against last year's report."""
    report_of = {row["fact_id"]: doc_id for doc_id, rows in facts.items() for row in rows}
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in checks:
        for doc_id in sorted({row["doc_id"], *(report_of.get(name, row["doc_id"]) for name in row["fact_ids"])}):
            grouped[doc_id].append(row)
    return grouped


def _by_report(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["doc_id"]].append(row)
    return grouped
