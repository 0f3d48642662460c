"""What is done with one report by whichever process: read it, and turn it into rows of the tables.

The stages, and what is made of them, are imported where they first have something to do: a process that leaves that to
others saves a second.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline.audit import Auditor, load_auditor
from pipeline.cache.entries import pack_tables, unpack_tables
from pipeline.cache.fingerprints import find_fingerprint
from pipeline.cache.reports import (
    Head,
    find_heads,
    keep_documents,
    read_document_entry,
    read_heads,
    source_key,
    unpack_document,
)
from pipeline.cache.store import Shelf, Store, hash_parts
from pipeline.cache.versions import find_version
from pipeline.distribute.reports import Analyzer, analyze_or_quarantine, quarantine
from pipeline.errors import ReportError
from pipeline.facts.catalog import Catalog, load_own_catalog
from pipeline.ingest.document import ReportReader, unread_document
from pipeline.ingest.duplicates import Mark
from pipeline.ingest.sources import Source
from pipeline.limits import ReportLimits
from pipeline.organizations.link import Directory, load_directory
from pipeline.params import ANALYSIS_STAGES, Params
from pipeline.preload import load_stages
from pipeline.publish.audited import AUDIT_TABLES, build_audit_tables, facts_of
from pipeline.publish.report import build_report_tables, report_schemas
from pipeline.records import Analysis, Correction, Document, Fact, empty_analysis
from pipeline.resources.loading import loading_much
from pipeline.resources.user_lists import read_user_lists
from pipeline.resources.whole_places import WholePlaces, load_whole_places
from pipeline.tables.columns import TableSchema
from pipeline.tables.contract import contract_tables
from pipeline.tables.own_process import leave_pandas_out

if TYPE_CHECKING:
    from pipeline.corrections.corrector import Corrector
    from pipeline.engine import Engine

INGEST, CORRECTIONS, PUBLISH = "ingest", "corrections", "publish"


@dataclass(frozen=True)
class Setting:
    """All that decides what comes out of a report. It is handed to worker processes, which load what they need."""

    params: Params
    overrides: Path | None
    pillars: tuple[str, ...]
    limits: ReportLimits
    ingest: Shelf
    """Where documents stay while they wait, with a cache or without."""
    shelves: tuple[tuple[str, Shelf], ...] = ()
    """The shelves of the stages and of `publish`; none where nothing is to be kept."""
    version: str = ""
    """Stands for all code, data files and parameters of the stages."""
    is_much: bool = True
    """Whether there is something to do for which worker processes need all stages."""

    @property
    def kept(self) -> Mapping[str, Shelf]:
        """The shelves by stage."""
        return dict(self.shelves)


def build_setting(
    params: Params,
    *,
    overrides: Path | None,
    pillars: Sequence[str],
    limits: ReportLimits,
    store: Store,
    is_kept: bool,
    files: int = 1,
) -> Setting:
    """Build the setting of a run over so many files. `is_kept` is false where `store` only lasts for this run.

    Raises:
        StorageError: the disk is full.
    """
    stages = (INGEST, *ANALYSIS_STAGES, CORRECTIONS, PUBLISH) if is_kept else ()
    prints = {stage: find_fingerprint(stage, params, overrides=overrides) for stage in stages}
    # rows depend on all that the stages do; the labels of pillars are part of their schema
    prints[PUBLISH] = hash_parts(*prints.values(), *pillars)[:16]
    kept = (*ANALYSIS_STAGES, PUBLISH) if is_kept else ()
    shelves = {stage: store.open_shelf(stage, prints[stage]) for stage in kept}
    return Setting(
        params,
        overrides,
        tuple(pillars),
        limits,
        ingest=store.open_shelf(INGEST, prints.get(INGEST, "this run")),
        shelves=tuple(shelves.items()),
        version=find_version(params, overrides=overrides),
        is_much=not is_kept or not shelves[PUBLISH].has(files),
    )


@dataclass(frozen=True)
class ReadTask:
    """To read a file. It gives heads."""

    source: Source


@dataclass(frozen=True)
class RowsTask:
    """To turn a document into rows. It gives tables."""

    source: Source
    head: Head
    mark: Mark | None
    corrections: tuple[Correction, ...] = ()
    """What people said of it."""


@dataclass(frozen=True)
class AuditTask:
    """To hold the reports of each of some places against each other. It gives the tables of the audit."""

    reports: tuple[tuple[RowsTask, bytes | Sequence[Fact]], ...]
    """The task that gave a report, which gives its document again, and its facts, perhaps packed."""


Task = ReadTask | RowsTask | AuditTask


@dataclass(frozen=True, slots=True)
class Built:
    """Tables that this process has just made, and the facts among them as they were before."""

    tables: dict[str, pa.Table]
    facts: Sequence[Fact] = ()


Rows = Built | bytes
"""Packed tables come from other processes and from shelves."""
Result = list[Head] | Rows


def weigh_task(task: Task) -> int:
    """Tell how long a task is, for comparison with others of its kind."""
    if isinstance(task, ReadTask):
        return 0  # the formats differ more than the sizes of files
    if isinstance(task, RowsTask):
        return task.head.characters
    return sum(len(facts) for _, facts in task.reports)


class Bench:
    """What works on the tasks of one setting; it loads what they need when the first one needs it."""

    def __init__(self, setting: Setting, *, is_worker: bool = False) -> None:
        self._setting = setting
        self._is_worker = is_worker

    def look_up(self, task: Task) -> Result | None:
        """Give the result where it is kept."""
        if isinstance(task, AuditTask) or not self._setting.shelves:
            return None
        if isinstance(task, ReadTask):
            return find_heads(self._setting.ingest, task.source, self._reader.open(task.source))
        entry = self._setting.ingest.read(task.head.key)
        return None if entry is None else self._find_rows(_rows_key(entry, task))

    def work(self, task: Task) -> Result:
        """Give the result, and keep it.

        Raises:
            ResourceError: a data file is wrong.
            ModelError: a trained model is missing.
            StorageError: the disk is full.
            ReportError: a report that is audited has changed meanwhile.
        """
        if isinstance(task, AuditTask):
            return self._audit(task)
        if isinstance(task, ReadTask):
            return read_heads(self._setting.ingest, self._reader, task.source)
        try:
            entry = read_document_entry(self._setting.ingest, self._reader, task.source, task.head)
        except ReportError as error:
            unread = unread_document(task.source, "quarantined", str(error))
            empty = empty_analysis(replace(unread, doc_id=task.head.doc_id, path=task.head.path))
            return self._build_rows(empty, task)
        key = _rows_key(entry, task)
        kept = self._find_rows(key)
        if kept is not None:
            return kept
        document = unpack_document(entry)
        if task.mark is not None:
            document = task.mark.apply(document)
        analysis = analyze_or_quarantine(self._engine, document, limits=self._setting.limits, is_worker=self._is_worker)
        built = self._build_rows(analysis, task)
        shelf = self._setting.kept.get(PUBLISH)
        # what was quarantined is tried again by the next run
        if shelf is not None and analysis.document.status != "quarantined":
            packed = pack_tables(built.tables)
            shelf.write(key, packed)
            return packed
        return built

    def read(self, task: Task) -> Result | None:
        """Give the result of what needs no stages, while those that have them still start."""
        return self.work(task) if isinstance(task, ReadTask) else None

    def give_up(self, task: Task, reason: str) -> Result:
        """Give the result of a task that ended its process twice."""
        if isinstance(task, AuditTask):  # what it lacks would not be seen: if this process ends, too, the run does
            return self._audit(task)
        if isinstance(task, ReadTask):
            unread = unread_document(task.source, "quarantined", reason)
            return keep_documents(self._setting.ingest, source_key(task.source, unread), [unread])
        try:
            document = unpack_document(read_document_entry(self._setting.ingest, self._reader, task.source, task.head))
        except ReportError:  # the file has changed, too
            document = unread_document(task.source, "quarantined", reason)
        empty = quarantine(replace(document, doc_id=task.head.doc_id, path=task.head.path), reason)
        return self._build_rows(empty, task)

    def unpack_audit(self, rows: Rows) -> dict[str, pa.Table]:
        """Give the tables of the audit of some places."""
        return unpack_tables(rows, self._audit_schemas) if isinstance(rows, bytes) else rows.tables

    def unpack(self, rows: Rows) -> dict[str, pa.Table]:
        """Give the tables of a report."""
        return unpack_tables(rows, self._schemas) if isinstance(rows, bytes) else rows.tables

    def close(self) -> None:
        """End the process that reads files."""
        self._reader.__exit__(None, None, None)

    def _audit(self, task: AuditTask) -> Rows:
        found = self._auditor.audit(map(self._read_audited, task.reports))
        return Built(build_audit_tables(found, self._audit_schemas))

    def _read_audited(self, told: tuple[RowsTask, bytes | Sequence[Fact]]) -> tuple[Document, Sequence[Fact]]:
        task, facts = told
        entry = read_document_entry(self._setting.ingest, self._reader, task.source, task.head)
        if isinstance(facts, bytes):
            facts = facts_of(unpack_tables(facts, {"facts": self._schemas["facts"]})["facts"])
        return unpack_document(entry), facts

    def _find_rows(self, key: str) -> bytes | None:
        shelf = self._setting.kept.get(PUBLISH)
        return None if shelf is None else shelf.read(key)

    def _build_rows(self, analysis: Analysis, task: RowsTask) -> Built:
        """Build the rows of a report, with what people said of it laid over what was found."""
        if task.corrections:
            analysis = self._corrector.correct(analysis, task.corrections)
        tables = build_report_tables(
            analysis,
            directory=self.directory,
            places=self._places,
            catalog=self.catalog,
            schemas=self._schemas,
        )
        return Built(tables, analysis.facts)

    @cached_property
    def _reader(self) -> ReportReader:
        return ReportReader(self._setting.params.ingest, overrides=self._setting.overrides)

    @cached_property
    def _engine(self) -> Analyzer:
        setting = self._setting
        if not setting.shelves:
            return engine_loader(setting)()
        with loading_much():
            from pipeline.cache.engine import CachedEngine

        loaded = engine_loader(setting)() if self._is_worker and setting.is_much else None
        return CachedEngine(setting.params, setting.kept, overrides=setting.overrides, loaded=loaded)

    @cached_property
    def directory(self) -> Directory:
        """What is known of organizations."""
        lists = read_user_lists(self._setting.params.organizations)
        return load_directory(self._setting.overrides, lists)

    @cached_property
    def catalog(self) -> Catalog:
        """The indicators, with the user's own."""
        return load_own_catalog(self._setting.params.facts, overrides=self._setting.overrides)

    @cached_property
    def _places(self) -> WholePlaces:
        return load_whole_places(self._setting.overrides)

    @cached_property
    def _corrector(self) -> Corrector:
        from pipeline.corrections.corrector import load_corrector

        return load_corrector(self._setting.params.facts, self.directory, overrides=self._setting.overrides)

    @cached_property
    def _auditor(self) -> Auditor:
        return load_auditor(self._setting.params.audit, overrides=self._setting.overrides)

    @cached_property
    def _audit_schemas(self) -> Mapping[str, TableSchema]:
        schemas = contract_tables(self._setting.pillars)
        return {name: schemas[name] for name in AUDIT_TABLES}

    @cached_property
    def _schemas(self) -> Mapping[str, TableSchema]:
        return report_schemas(self._setting.pillars)


def engine_loader(setting: Setting) -> Callable[[], Engine]:
    """Give what loads all stages, or takes those that this process was forked with.

    It can be called in a server of processes: this module, which imports what starts threads, is not needed for it.
    """
    return partial(load_stages, setting.params, setting.overrides, setting.version)


def _rows_key(entry: bytes, task: RowsTask) -> str:
    told = () if task.mark is None else (task.mark.duplicate_of, task.mark.reason)
    # where a correction is written down makes no difference
    said = [repr(replace(correction, origin="")) for correction in task.corrections]
    return hash_parts(entry, *told, *said)


@lru_cache(maxsize=1)
def _bench(setting: Setting) -> Bench:
    leave_pandas_out()
    return Bench(setting, is_worker=True)


def work_on(task: Task, setting: Setting) -> Result:
    """Work on a task in a worker process, and pack what goes from there to another one."""
    result = _bench(setting).work(task)
    return pack_tables(result.tables, is_kept=False) if isinstance(result, Built) else result
