"""The audit of a run: the facts of each report wait until all reports of its place are there.

They wait in a file, packed, but for those of the first reports of a process that does all itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import pyarrow as pa

from pipeline.audit import reporting_place
from pipeline.cache.entries import pack_tables
from pipeline.distribute.work import AuditTask, RowsTask
from pipeline.records import Fact

_HELD = 50_000
"""So many facts are held in memory, where they take 50 megabytes."""
_TOGETHER = 16
"""So many reports are audited at once: three tables are built for them, however few."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """The task that gave a report, and its facts, or where they lie in the file."""

    task: RowsTask
    facts: Sequence[Fact]
    start: int = 0
    size: int = 0


class Audits:
    """Takes up reports one by one, and holds those of one place against each other: no others have to do together."""

    def __init__(self, file: BinaryIO) -> None:
        """`file` is where facts wait; it is empty, and nobody else writes to it."""
        self._file = file
        self._held = 0
        self._places: defaultdict[tuple[str, str], list[_Waiting]] = defaultdict(list)

    def add(self, task: RowsTask, tables: Mapping[str, pa.Table], facts: Sequence[Fact] = ()) -> None:
        """Add the tables of one report, and its facts where they are at hand; one that was not read says nothing."""
        columns = ["doc_id", "status", "region_code", "region"]
        (document,) = tables["documents"].select(columns).to_pylist()
        if document["status"] == "read":
            place = reporting_place(document["region_code"], document["region"])
            key = ("place", place) if place is not None else ("report", document["doc_id"])
            self._places[key].append(self._keep(task, tables["facts"], facts))

    def tasks(self) -> Iterator[AuditTask]:
        """Give the tasks, once all reports are added: each has all reports of a place, or of several with few."""
        together: list[_Waiting] = []
        for told in self._places.values():
            together += told
            if len(together) >= _TOGETHER:
                yield self._build_task(together)
                together.clear()
        if together:
            yield self._build_task(together)

    def _build_task(self, together: Sequence[_Waiting]) -> AuditTask:
        return AuditTask(tuple((one.task, self._read(one)) for one in together))

    def _keep(self, task: RowsTask, table: pa.Table, facts: Sequence[Fact]) -> _Waiting:
        if facts and self._held + len(facts) <= _HELD:
            self._held += len(facts)
            return _Waiting(task, facts)
        start = self._file.tell()
        return _Waiting(task, (), start, self._file.write(pack_tables({"facts": table})))

    def _read(self, waiting: _Waiting) -> bytes | Sequence[Fact]:
        if waiting.facts:
            return waiting.facts
        self._file.seek(waiting.start)
        return self._file.read(waiting.size)
