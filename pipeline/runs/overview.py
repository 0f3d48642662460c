"""An overview of a run: what was read, what was found in it, and how sure it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.params import ReviewParams
from pipeline.tables.published import read_published

CONFIDENT = ReviewParams().confident
TABLES = ("documents", "facts", "mentions", "organizations", "quantities", "sentences")
_FACT_COLUMNS = ("status", "pillar", "kind", "bound", "measure", "dimension")


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of a run.

    documents: by status; unread: (path, status, reason) of files that were set aside or skipped; facts: by column and
    value, null as `-`; confident: facts of at least CONFIDENT; mapped: facts with an `indicator_id`; reasons: numbers
    that are no facts, by reason; numbers: all numbers.
    """

    documents: Mapping[str, int]
    unread: tuple[tuple[str, str, str], ...]
    characters: int
    fact_count: int
    facts: Mapping[str, Mapping[str, int]]
    confident: int
    mapped: int
    numbers: int
    reasons: Mapping[str, int]
    mentions: int
    organizations: int
    sentences: int

    def shares(self) -> dict[str, float | None]:
        """Give the shares that tell how good a run is, 0 to 1; null where there is nothing to share."""
        return {
            f"confidence >= {CONFIDENT}": _share(self.confident, self.fact_count),
            "indicator known": _share(self.mapped, self.fact_count),
            "numbers unexplained": _share(self.reasons.get("unexplained", 0), self.numbers),
        }


def read_overview(folder: Path) -> Overview:
    """Count what the tables in a folder hold.

    Raises:
        TableError: a table is missing or damaged.
    """
    return build_overview({name: read_published(folder, name) for name in TABLES})


def build_overview(tables: Mapping[str, pa.Table]) -> Overview:
    """Count what tables hold; columns that another version lacks count nothing."""
    facts, documents = tables["facts"], tables["documents"]
    rows = documents.select(["path", "status", "reason"]).to_pylist()
    reasons = Counter(_values(tables["quantities"], "reason"))
    reasons.pop(None, None)
    return Overview(
        documents=_ordered(Counter(row["status"] for row in rows)),
        unread=tuple((row["path"], row["status"], row["reason"] or "") for row in rows if row["status"] != "read"),
        characters=sum(len(text or "") for text in _values(documents, "text")),
        fact_count=facts.num_rows,
        facts={
            name: _ordered(Counter(value or "-" for value in _values(facts, name)))
            for name in _FACT_COLUMNS
            if name in facts.column_names
        },
        confident=sum(value is not None and value >= CONFIDENT for value in _values(facts, "confidence")),
        mapped=sum(value is not None for value in _values(facts, "indicator_id")),
        numbers=tables["quantities"].num_rows,
        reasons=_ordered(reasons),
        mentions=tables["mentions"].num_rows,
        organizations=tables["organizations"].num_rows,
        sentences=tables["sentences"].num_rows,
    )


def _values(table: pa.Table, column: str) -> list[Any]:
    return table.column(column).to_pylist() if column in table.column_names else []


def _ordered(counts: Counter[Any]) -> dict[str, int]:
    """Give counts with the most frequent first, equal ones by name."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
