"""What reports share, gathered report by report: organizations, indicators, periods, pillars, corrections, audit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.facts.catalog import Catalog
from pipeline.organizations.link import Directory
from pipeline.publish.dimensions import REPORT_INDICATORS, build_indicator_rows, build_pillar_rows
from pipeline.publish.organizations import ORGANIZATION_COUNTS, OrganizationCounts
from pipeline.publish.periods import build_period_rows
from pipeline.records import CorrectionOutcome, PillarName
from pipeline.tables.contract import contract_tables
from pipeline.tables.rows import build_table, record_row


class Gathered:
    """Takes up what each report says of the dimensions, and what people said of it.

    It grows with these, not with the number of reports. Reports may be gathered in several places, and merged in the
    order of their doc_ids.
    """

    def __init__(self) -> None:
        self._organizations = OrganizationCounts()
        self._corrections: list[dict[str, Any]] = []
        self._periods: set[str] = set()
        self._indicators: dict[str, dict[str, Any]] = {}

    def add(self, tables: Mapping[str, pa.Table]) -> None:
        """Add one report: what `build_report_tables` gave. Reports come sorted by doc_id."""
        self._organizations.add(tables[ORGANIZATION_COUNTS.name].to_pylist())
        self._corrections.extend(tables["corrections"].to_pylist())
        self._periods.update(pc.drop_null(tables["facts"].column("period").unique()).to_pylist())
        for row in tables[REPORT_INDICATORS.name].to_pylist():
            self._add_indicator(row)

    def merge(self, other: Gathered) -> None:
        """Add what was gathered of reports that come after these."""
        self._organizations.merge(other._organizations)
        self._corrections += other._corrections
        self._periods |= other._periods
        for row in other._indicators.values():
            self._add_indicator(row)

    def tables(
        self,
        directory: Directory,
        names: Sequence[PillarName],
        *,
        catalog: Catalog,
        audit: Mapping[str, pa.Table],
        absent: Iterable[CorrectionOutcome],
    ) -> dict[str, pa.Table]:
        """Build the tables from all that was added, and give them with those of the `audit`.

        For the arguments see `named_tables` and `told_tables`.
        """
        return self.named_tables(directory, names, catalog=catalog) | self.told_tables(names, audit, absent)

    def named_tables(
        self, directory: Directory, names: Sequence[PillarName], *, catalog: Catalog
    ) -> dict[str, pa.Table]:
        """Build the tables that the audit has no part in.

        `directory` is the one that linked the organizations, `catalog` the one that named the facts; `names` are the
        labels of the scheme.
        """
        labels = [name.pillar for name in names]
        rows = {
            "organizations": self._organizations.rows(directory),
            "indicators": build_indicator_rows(self._indicators.values(), labels, catalog),
            "pillars": build_pillar_rows(names),
        }
        return _build(rows, labels)

    def told_tables(
        self, names: Sequence[PillarName], audit: Mapping[str, pa.Table], absent: Iterable[CorrectionOutcome]
    ) -> dict[str, pa.Table]:
        """Build the others, and give them with those of the `audit`.

        `absent` are the outcomes of corrections whose report is none of these.
        """
        periods = self._periods.union(pc.drop_null(audit["derived"].column("period").unique()).to_pylist())
        rows = {
            "periods": build_period_rows(periods),
            "corrections": [*self._corrections, *map(record_row, absent)],
        }
        return {**_build(rows, [name.pillar for name in names]), **audit}

    def _add_indicator(self, row: dict[str, Any]) -> None:
        first = self._indicators.setdefault(row["indicator_id"], row)
        if row["indicator"] < first["indicator"]:
            self._indicators[row["indicator_id"]] = row


def _build(rows: Mapping[str, Sequence[Mapping[str, Any]]], labels: Sequence[str]) -> dict[str, pa.Table]:
    schemas = contract_tables(labels)
    return {name: build_table(schemas[name], found) for name, found in rows.items()}
