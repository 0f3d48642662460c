"""The audit of a run: of each report its facts wait, packed in a file, until all reports of its place are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

import pyarrow as pa

from pipeline.audit import reporting_place
from pipeline.cache.entries import pack_tables
from pipeline.distribute.work import AuditTask, RowsTask


@dataclass(frozen=True, slots=True)
class _Waiting:
    """The task that gave a report, and where its facts lie in the file."""

    task: RowsTask
    start: int
    size: int


class Audits:
    """Takes up reports one by one, and holds those of one place against each other: no others have to do together."""

    def __init__(self, file: BinaryIO) -> None:
        """`file` is where facts wait; it is empty, and nobody else writes to it."""
        self._file = file
        self._places: defaultdict[tuple[str, str], list[_Waiting]] = defaultdict(list)

    def add(self, task: RowsTask, tables: Mapping[str, pa.Table]) -> None:
        """Add the tables of one report; one that was not read says nothing."""
        columns = ["doc_id", "status", "region_code", "region"]
        (document,) = tables["documents"].select(columns).to_pylist()
        if document["status"] == "read":
            place = reporting_place(document["region_code"], document["region"])
            key = ("place", place) if place is not None else ("report", document["doc_id"])
            start = self._file.tell()
            self._places[key].append(_Waiting(task, start, self._file.write(pack_tables({"facts": tables["facts"]}))))

    def tasks(self) -> Iterator[AuditTask]:
        """Give a task for each place, once all reports are added."""
        return (AuditTask(tuple((one.task, self._read(one)) for one in told)) for told in self._places.values())

    def _read(self, waiting: _Waiting) -> bytes:
        self._file.seek(waiting.start)
        return self._file.read(waiting.size)
