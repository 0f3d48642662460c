"""The audit of a run: of each report its facts wait, packed, until all reports of its place are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyarrow as pa

from pipeline.audit import reporting_place
from pipeline.cache.entries import pack_tables
from pipeline.distribute.work import AuditTask, RowsTask


class Audits:
    """Takes up reports one by one, and holds those of one place against each other: no others have to do together."""

    def __init__(self) -> None:
        self._places: defaultdict[tuple[str, str], list[tuple[RowsTask, bytes]]] = defaultdict(list)

    def add(self, task: RowsTask, tables: Mapping[str, pa.Table]) -> None:
        """Add the tables of one report; one that was not read says nothing."""
        columns = ["doc_id", "status", "region_code", "region"]
        (document,) = tables["documents"].select(columns).to_pylist()
        if document["status"] == "read":
            place = reporting_place(document["region_code"], document["region"])
            key = ("place", place) if place is not None else ("report", document["doc_id"])
            self._places[key].append((task, pack_tables({"facts": tables["facts"]})))

    def tasks(self) -> Iterator[AuditTask]:
        """Give a task for each place."""
        return (AuditTask(tuple(told)) for told in self._places.values())
