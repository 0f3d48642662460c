"""Write the contract tables report by report: however many there are, a part of the tables is held in memory."""

from __future__ import annotations

import contextlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.errors import TableError
from pipeline.facts.catalog import Catalog
from pipeline.organizations.link import Directory
from pipeline.publish.audited import doubted_facts, lower_confidences
from pipeline.publish.folder import describe_tables, remove_stale, separate_formats, whole_files
from pipeline.publish.gathered import Gathered
from pipeline.publish.report import REPORT_TABLES
from pipeline.publish.workbook import sheet_columns
from pipeline.records import CorrectionOutcome, PillarName
from pipeline.tables.columns import TableSchema
from pipeline.tables.contract import contract_tables
from pipeline.tables.files import StoredTables, remove_other_formats, replacing, write_contents
from pipeline.tables.integrity import check_integrity
from pipeline.tables.streams import TableStream

_HEX = 16
_ID_DIGITS = 16
_FACTS = "facts"
_THREADS = 3
"""One finishes the facts, one all other tables of reports, one builds those of what reports name."""
_WAITING = "facts_before_audit.parquet"
"""Facts wait here until all reports are there: the audit may lower how sure they are."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What threads are at once no report comes any more.

    facts: when it is done, they are there to be read again; others: the other tables of reports; named: gives those of
    `Gathered.named_tables`.
    """

    facts: Future[None]
    others: Future[None]
    named: Future[dict[str, pa.Table]]


class ContractWriter:
    """Takes up the tables of one report after the other, sorted by doc_id; `writing_contract_tables` gives one."""

    def __init__(
        self,
        gathered: Gathered,
        streams: Mapping[str, TableStream],
        beside: ThreadPoolExecutor,
        *,
        build_named: Callable[[], dict[str, pa.Table]],
    ) -> None:
        """`beside` are the threads in which tables are finished: Arrow lets others work while it writes.

        `build_named` gives those of `Gathered.named_tables`.
        """
        self.rows: dict[str, int] = {}
        """Rows of each table, once all is written."""
        self._gathered = gathered
        self._streams = streams
        self._beside = beside
        self._build_named = build_named
        self._ending: Ending | None = None
        self._last = ""
        self._doc_ids: set[str] = set()
        self._duplicates_of: set[str] = set()
        self._fact_ids = array("Q")
        self.audit: Mapping[str, pa.Table] = {}
        self.penalty = 1.0
        self.absent: tuple[CorrectionOutcome, ...] = ()

    def add(self, tables: Mapping[str, pa.Table]) -> None:
        """Add the tables that `build_report_tables` gave of one report.

        Raises:
            TableError: the report was there before, or is not in the order of the doc_ids.
        """
        (document,) = tables["documents"].select(["doc_id", "duplicate_of"]).to_pylist()
        doc_id, original = document["doc_id"], document["duplicate_of"]
        if self._doc_ids and doc_id <= self._last:
            message = f"report {doc_id} comes after {self._last}; give each report once, sorted by doc_id"
            raise TableError(message)
        self._last = doc_id
        self._doc_ids.add(doc_id)
        self._duplicates_of.update([original] if original else [])
        for name, stream in self._streams.items():
            stream.append(tables[name])
        self._gathered.add(tables)
        self._fact_ids.extend(int(fact_id[:_ID_DIGITS], _HEX) for fact_id in tables["facts"]["fact_id"].to_pylist())

    def end_reports(self) -> Ending:
        """Tell that no report comes any more: their tables are finished from now on, while the audit goes on.

        Whoever does not tell it loses time, no more.
        """
        if self._ending is None:
            others = [stream for name, stream in self._streams.items() if name != _FACTS]
            self._ending = Ending(
                facts=self._beside.submit(self._streams[_FACTS].finish),
                # one after the other: each holds a group of its rows in memory
                others=self._beside.submit(_finish, others),
                named=self._beside.submit(self._build_named),
            )
        return self._ending

    def conclude(
        self, audit: Mapping[str, pa.Table], *, penalty: float, absent: Iterable[CorrectionOutcome] = ()
    ) -> None:
        """Tell what the figures of all reports say of each other, once all are added: the tables of the audit.

        The confidence of a fact that an inconsistency involves is multiplied by `penalty`. `absent` are the outcomes of
        corrections whose report is none of these.
        """
        self.audit, self.penalty, self.absent = audit, penalty, tuple(absent)

    def check(self) -> None:
        """Refuse facts of different reports with one id, and what names a report or a fact that is not there.

        Raises:
            TableError: tells which.
        """
        lost = sorted(self._duplicates_of - self._doc_ids)
        if lost:
            message = f"documents.duplicate_of is {lost[0]!r}, which is no documents.doc_id"
            raise TableError(message)
        ids = np.sort(np.frombuffer(self._fact_ids, np.uint64))
        twice = ids[1:][ids[1:] == ids[:-1]]
        if len(twice):
            message = f"table facts: the key {int(twice[0]):016x} (fact_id) stands twice"
            raise TableError(message)
        naming = (("checks", "fact_id"), ("promises", "fact_id"), ("promises", "outcome_fact_id"))
        named = [fact_id for name, column in naming if name in self.audit for fact_id in self._named(name, column)]
        wanted = np.array([int(fact_id, _HEX) for fact_id in named], np.uint64)
        absent = wanted[~np.isin(wanted, ids)]
        if len(absent):
            message = f"the audit names the fact {int(absent[0]):016x}, which is none of these; run audit again"
            raise TableError(message)

    def _named(self, name: str, column: str) -> list[str]:
        named: list[str] = pc.drop_null(self.audit[name].column(column)).to_pylist()
        return named


@contextlib.contextmanager
def writing_contract_tables(
    folder: Path,
    *,
    directory: Directory,
    pillars: Sequence[PillarName],
    catalog: Catalog,
    formats: Sequence[str],
    labels: str = "english",
) -> Iterator[ContractWriter]:
    """Write the same files as `write_contract_tables`, from reports that are added one by one.

    After the last report the writer must be told the audit (`ContractWriter.conclude`). `catalog` is the one that named
    the facts. The files are moved into `folder` at the end; after an error the old ones stay.

    Raises:
        TableError: reports do not fit together.
        StorageError: the disk is full.
    """
    schemas = contract_tables([name.pillar for name in pillars])
    separate = separate_formats(formats)
    with replacing() as beside:
        paths = {name: {kind: beside(folder / f"{name}.{kind}") for kind in separate} for name in schemas}
        if set(separate) != set(formats):  # what holds all tables is made from the Parquet files
            for name in schemas:
                paths[name]["parquet"] = beside.passing_file(folder / f"{name}.parquet")
        gathered = Gathered()
        waiting = beside.passing_file(folder / _WAITING)
        first = paths | {_FACTS: {"parquet": waiting}}
        with contextlib.ExitStack() as stack:
            streams = {name: stack.enter_context(TableStream(schemas[name], first[name])) for name in REPORT_TABLES}
            facts = stack.enter_context(TableStream(schemas[_FACTS], paths[_FACTS]))
            threads = ThreadPoolExecutor(_THREADS)  # after all streams: it ends before one of them is closed
            stack.callback(threads.shutdown, cancel_futures=True)
            build_named = partial(gathered.named_tables, directory, pillars, catalog=catalog)
            writer = ContractWriter(gathered, streams, threads, build_named=build_named)
            yield writer
            writer.check()
            if not writer.audit:
                message = "the tables were not concluded with what the audit found"
                raise TableError(message)
            ending = writer.end_reports()
            ending.facts.result()
            doubted = doubted_facts(writer.audit["checks"])
            lowered = partial(lower_confidences, doubted=doubted, penalty=writer.penalty)
            facts_finished = threads.submit(_write, facts, map(lowered, _read_waiting(waiting, schemas[_FACTS])))
            dimensions = ending.named.result() | gathered.told_tables(pillars, writer.audit, writer.absent)
            check_integrity(dimensions, {name: _within(schemas[name], dimensions) for name in dimensions})
            for name, table in dimensions.items():
                with TableStream(schemas[name], paths[name]) as stream:
                    stream.append(table)
            facts_finished.result()
            ending.others.result()
        counts = {name: stream.rows for name, stream in streams.items()}
        counts |= {name: table.num_rows for name, table in dimensions.items()}
        writer.rows = {name: counts[name] for name in schemas}
        stored = {name: paths[name].get("parquet", Path()) for name in schemas}
        shown = StoredTables(stored, {name: _names_shown(schema) for name, schema in schemas.items()})
        extra = describe_tables(formats, schemas) | whole_files(formats, shown, stored, schemas, labels=labels)
        write_contents(beside, {folder / name: content for name, content in extra.items()})
        written = {path.name for path in beside.places}
    remove_other_formats(folder, schemas, separate)
    remove_stale(folder, written)


def _names_shown(schema: TableSchema) -> list[str]:
    return [column.name for column in sheet_columns(schema)]


def _finish(streams: Iterable[TableStream]) -> None:
    for stream in streams:
        stream.finish()


def _write(stream: TableStream, tables: Iterable[pa.Table]) -> None:
    for table in tables:
        stream.append(table)
    stream.finish()


def _read_waiting(path: Path, schema: TableSchema) -> Iterator[pa.Table]:
    stored = StoredTables({schema.name: path}, {schema.name: schema.column_names})
    for batch in stored.reader(schema.name):
        yield pa.Table.from_batches([batch]).cast(schema.arrow_schema())


def _within(schema: TableSchema, tables: Mapping[str, pa.Table]) -> TableSchema:
    """Leave out references to tables that were written report by report; `ContractWriter.check` has looked at them."""
    return replace(schema, references=tuple(one for one in schema.references if one.table in tables))
