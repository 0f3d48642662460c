"""The dimensions that reports share, gathered report by report: organizations, indicators, periods and pillars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.organizations.link import Directory
from pipeline.publish.dimensions import build_indicator_rows, build_pillar_rows
from pipeline.publish.organizations import ORGANIZATION_COUNTS, OrganizationCounts
from pipeline.publish.periods import build_period_rows
from pipeline.records import PillarName
from pipeline.tables.contract import contract_tables
from pipeline.tables.rows import build_table

_OF_INDICATOR = ["indicator_id", "indicator", "kind", "dimension", "measure"]


class Gathered:
    """Takes up what each report says of the dimensions; it grows with them, not with the number of reports."""

    def __init__(self, directory: Directory, names: Sequence[PillarName], *, overrides: Path | None = None) -> None:
        self._names = names
        self._overrides = overrides
        self._organizations = OrganizationCounts(directory)
        self._periods: set[str] = set()
        self._facts: dict[str, dict[str, Any]] = {}

    def add(self, tables: Mapping[str, pa.Table]) -> None:
        """Add one report: what `build_report_tables` gave. Reports come sorted by doc_id."""
        self._organizations.add(tables[ORGANIZATION_COUNTS.name].to_pylist())
        facts = tables["facts"]
        self._periods.update(pc.drop_null(facts.column("period").unique()).to_pylist())
        for row in facts.select(_OF_INDICATOR).filter(pc.is_valid(facts.column("indicator_id"))).to_pylist():
            first = self._facts.setdefault(row["indicator_id"], row)
            if row["indicator"] < first["indicator"]:
                self._facts[row["indicator_id"]] = row

    def tables(self) -> dict[str, pa.Table]:
        """Build the tables of the dimensions from all that was added."""
        labels = [name.pillar for name in self._names]
        rows = {
            "organizations": self._organizations.rows(),
            "indicators": build_indicator_rows(self._facts.values(), labels, overrides=self._overrides),
            "pillars": build_pillar_rows(self._names),
            "periods": build_period_rows(self._periods),
        }
        schemas = contract_tables(labels)
        return {name: build_table(schemas[name], found) for name, found in rows.items()}
