"""What is highlighted in a report: every fact, every mention of an organization, every number that is no fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa

from pipeline.tables.groups import Groups
from pipeline.tables.hashes import hash_table

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


_OF_REPORT = ("facts", "mentions", "quantities", "sentences", "sections")
REVIEWED = ("documents", *_OF_REPORT, "checks")
"""The tables that pages are made of."""


class Parts(Mapping[str, pa.Table]):
    """The rows of one report, by the names of the tables; each table is cut when it is asked for."""

    def __init__(self, doc_id: str, groups: Mapping[str, Groups], checks: pa.Table) -> None:
        self._doc_id = doc_id
        self._groups = groups
        self._checks = checks

    def __getitem__(self, name: str) -> pa.Table:
        return self._checks if name == "checks" else self._groups[name][self._doc_id]

    def __iter__(self) -> Iterator[str]:
        return iter(REVIEWED)

    def __len__(self) -> int:
        return len(REVIEWED)

    def hashes(self) -> list[bytes]:
        """Give the hash of the rows of each table."""
        return [*(group.hash(self._doc_id) for group in self._groups.values()), hash_table(self._checks)]


def cut_reports(tables: Mapping[str, pa.Table]) -> Iterator[Parts]:
    """Cut all tables by report: for each of `documents`, in their order, the rows of that report.

    A check is among those of every report that a fact of it is of: a growth may be held against last year's report.
    """
    groups = {name: Groups(tables[name], "doc_id") for name in ("documents", *_OF_REPORT)}
    checks = _find_checks(tables["checks"], tables["facts"])
    for doc_id in groups["documents"]:
        yield Parts(doc_id, groups, tables["checks"].take(checks[doc_id]))


def build_rows(parts: Parts) -> ReportRows:
    """Build the rows of one report from what `cut_reports` gives."""
    (document,) = parts["documents"].to_pylist()
    return ReportRows(document, *(tuple(parts[name].to_pylist()) for name in (*_OF_REPORT, "checks")))


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


def _find_checks(checks: pa.Table, facts: pa.Table) -> defaultdict[str, pa.Array]:
    """Give for each report the places of its checks in their table."""
    report_of = dict(zip(*(facts.column(name).to_pylist() for name in ("fact_id", "doc_id")), strict=True))
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(checks.select(["doc_id", "fact_ids"]).to_pylist()):
        for doc_id in {row["doc_id"], *(report_of.get(name, row["doc_id"]) for name in row["fact_ids"])}:
            found[doc_id].append(place)
    arrays = {doc_id: pa.array(places, pa.int64()) for doc_id, places in found.items()}
    return defaultdict(lambda: pa.array([], pa.int64()), arrays)
