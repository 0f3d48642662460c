"""From files to tables: reports are read, compared, analyzed and written, with a few of them in memory at a time."""

from __future__ import annotations

import contextlib
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from pipeline.cache.reports import Head, candidates_of
from pipeline.cache.store import Store, passing_store
from pipeline.corrections.assign import Known, assign_to_known, check_pillars
from pipeline.distribute.auditing import Audits
from pipeline.distribute.cores import choose_workers
from pipeline.distribute.processes import Workers
from pipeline.distribute.work import (
    Bench,
    Built,
    ReadTask,
    Result,
    RowsTask,
    Setting,
    Task,
    build_setting,
    engine_loader,
    weigh_task,
    work_on,
)
from pipeline.ingest.duplicates import find_marks
from pipeline.ingest.sources import Source
from pipeline.limits import ReportLimits, find_limits
from pipeline.params import Params
from pipeline.pillars import build_names, load_scheme
from pipeline.publish import join_audit_tables, writing_contract_tables
from pipeline.records import Correction, CorrectionOutcome
from pipeline.resources.loading import collector_eased
from pipeline.tables.contract import CONTRACT_TABLES, contract_tables
from pipeline.tables.rows import build_records

DEFAULT_LIMITS = find_limits(Params())


class Watcher(Protocol):
    """What is told how far a run is."""

    def begin(self, reports: int, characters: int) -> None:
        """All reports are read; this much is to analyze."""

    def tell(self, done: DoneReport) -> None:
        """One more report is done."""


@dataclass(frozen=True, slots=True)
class DoneReport:
    """What became of one report."""

    path: str
    status: str
    reason: str | None
    characters: int


@dataclass(slots=True)
class Extracted:
    """What came out of a run.

    Files by status, numbers by the reason why they are no facts, rows by table, and what became of corrections.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    numbers: Counter[str | None] = field(default_factory=Counter)
    rows: Mapping[str, int] = field(default_factory=dict)
    outcomes: list[CorrectionOutcome] = field(default_factory=list)


def extract_reports(
    sources: Sequence[Source],
    out: Path,
    params: Params,
    *,
    formats: Sequence[str],
    watcher: Watcher,
    corrections: Sequence[Correction] = (),
    workers: int | None = None,
    cache: Path | None = None,
    limits: ReportLimits = DEFAULT_LIMITS,
    overrides: Path | None = None,
) -> Extracted:
    """Read and analyze reports and write the contract tables into `out`; the old ones stay until all is done.

    `corrections` are laid over what is found. `workers` is the number of processes, all cores where it is None; what
    is written is the same. `cache` is the folder of what is kept from run to run, and what a run that was broken off
    goes on from; None: nothing is kept. For `overrides` see `load_engine`.

    Raises:
        ResourceError: a data file is wrong, or a correction names an unknown pillar.
        ModelError: a trained model is missing.
        ReportError: a report has changed while the run went on.
        StorageError: the disk is full.
    """
    names = build_names(load_scheme(params.pillars, overrides=overrides))
    labels = [name.pillar for name in names]
    check_pillars(corrections, labels)
    with contextlib.ExitStack() as stack:
        stack.enter_context(collector_eased())
        store = Store(cache) if cache is not None else stack.enter_context(passing_store(out))
        setting = build_setting(
            params,
            overrides=overrides,
            pillars=labels,
            limits=limits,
            store=store,
            is_kept=cache is not None,
            files=len(sources),
        )
        bench = stack.enter_context(contextlib.closing(Bench(setting)))
        work = stack.enter_context(_working(setting, bench, choose_workers(workers, sources)))
        # while the processes start
        directory, catalog = bench.directory, bench.catalog
        tasks, absent = _find_tasks(sources, work, corrections)
        watcher.begin(len(tasks), sum(task.head.characters for task in tasks))
        found = Extracted(outcomes=[*absent])
        writer = stack.enter_context(
            writing_contract_tables(
                out,
                directory=directory,
                pillars=names,
                catalog=catalog,
                formats=formats,
                labels=params.publish.labels,
            )
        )
        audits = Audits(stack.enter_context(tempfile.TemporaryFile(dir=out)))
        for task, rows in zip(tasks, work(tasks), strict=True):
            if not isinstance(rows, list):
                tables = bench.unpack(rows)
                writer.add(tables)
                audits.add(task, tables, rows.facts if isinstance(rows, Built) else ())
                found.outcomes += build_records(
                    CorrectionOutcome, CONTRACT_TABLES["corrections"], tables["corrections"]
                )
                (document,) = tables["documents"].select(["path", "status", "reason"]).to_pylist()
                found.statuses[document["status"]] += 1
                found.numbers.update(tables["quantities"].column("reason").to_pylist())
                watcher.tell(DoneReport(**document, characters=task.head.characters))
        writer.end_reports()
        found_of_places = [bench.unpack_audit(rows) for rows in work(audits.tasks()) if not isinstance(rows, list)]
        audit = join_audit_tables(found_of_places, contract_tables(labels))
        writer.conclude(audit, penalty=params.audit.penalty, absent=absent)
    found.rows = writer.rows
    return found


Work = Callable[[Iterable[Task]], Iterator[Result]]


@contextlib.contextmanager
def _working(setting: Setting, bench: Bench, workers: int) -> Iterator[Work]:
    """Give what works on tasks, in their order: this process, or several others."""
    if workers == 1:
        yield partial(map, bench.work)
        return
    prepare = engine_loader(setting) if setting.is_much else None
    with Workers(workers, partial(work_on, setting=setting), give_up=bench.give_up, prepare=prepare) as pool:
        yield partial(pool.map, look_up=bench.look_up, weigh=weigh_task, meanwhile=bench.read)


def _find_tasks(
    sources: Sequence[Source], work: Work, corrections: Sequence[Correction]
) -> tuple[list[RowsTask], tuple[CorrectionOutcome, ...]]:
    """Read all files; give a task for each report, sorted by doc_id, where duplicates are marked.

    Each has its corrections; with the tasks come the outcomes of those whose report is none of these.
    """
    found: list[tuple[Source, Head]] = []
    for source, heads in zip(sources, work(map(ReadTask, sources)), strict=True):
        if isinstance(heads, list):
            found.extend((source, head) for head in heads)
    marks = find_marks(candidates_of(head for _, head in found))
    found.sort(key=lambda pair: pair[1].doc_id)
    known = [
        Known(head.doc_id, "duplicate" if head.doc_id in marks else head.status, head.text_hash) for _, head in found
    ]
    assigned = assign_to_known(corrections, known)
    tasks = [
        RowsTask(
            source,
            replace(head, candidate=None),
            marks.get(head.doc_id),
            assigned.by_report.get(head.doc_id, ()),
        )
        for source, head in found
    ]
    return tasks, assigned.absent
