"""The audit of a run: of each report its facts wait, packed; documents are read again place by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipeline.audit import Auditor, reporting_place
from pipeline.cache.entries import pack_tables, unpack_tables
from pipeline.distribute.work import RowsTask
from pipeline.publish import facts_of
from pipeline.records import Audit, Check, Derived, Document, Fact, Promise
from pipeline.tables.columns import TableSchema

_FACTS = "facts"


@dataclass(frozen=True, slots=True)
class _Told:
    """A report that was read: what gives its document again, and its facts, packed."""

    task: RowsTask
    facts: bytes


class Audits:
    """Takes up reports one by one, and holds those of one place against each other: no others have to do together."""

    def __init__(self, auditor: Auditor, schema: TableSchema, read: Callable[[RowsTask], Document]) -> None:
        """`schema` is that of the table of facts; `read` gives the document of a task."""
        self._auditor = auditor
        self._schemas = {_FACTS: schema}
        self._read = read
        self._places: defaultdict[tuple[str, str], list[_Told]] = defaultdict(list)

    def add(self, task: RowsTask, tables: Mapping[str, pa.Table]) -> None:
        """Add the tables of one report; one that was not read says nothing."""
        columns = ["doc_id", "status", "region_code", "region"]
        (document,) = tables["documents"].select(columns).to_pylist()
        if document["status"] == "read":
            place = reporting_place(document["region_code"], document["region"])
            key = ("place", place) if place is not None else ("report", document["doc_id"])
            self._places[key].append(_Told(task, pack_tables({_FACTS: tables[_FACTS]})))

    def audit(self) -> Audit:
        """Check, derive and join what was added; the rows are in no order.

        Raises:
            ReportError: a report has changed while the run went on.
        """
        checks: list[Check] = []
        derived: list[Derived] = []
        promises: list[Promise] = []
        for told in self._places.values():
            found = self._auditor.audit(self._reports(told))
            checks += found.checks
            derived += found.derived
            promises += found.promises
        return Audit(tuple(checks), tuple(derived), tuple(promises))

    def _reports(self, told: Sequence[_Told]) -> Iterator[tuple[Document, list[Fact]]]:
        for one in told:
            yield self._read(one.task), facts_of(unpack_tables(one.facts, self._schemas)[_FACTS])
