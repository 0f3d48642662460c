"""Many reports over a cluster: what its driver does. The rows are those of a run on one machine, in their order.

A cluster is whatever maps a function over shards and gives the results in order (`Cluster`). The driver never holds
texts or rows; what it holds of each report is its id, its signature and its share of the organizations.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Protocol, TypeVar

import pyarrow as pa

from pipeline.corrections.assign import assign_to_known, check_pillars
from pipeline.distribute.audit_buckets import AUDIT_FOLDER, Bucket, audit_bucket, join_audits, lower_part
from pipeline.distribute.extraction import DEFAULT_LIMITS, Extracted
from pipeline.distribute.report_table import count_rows
from pipeline.distribute.shards import Settings, Shard, Staged, Tally, analyze_shard, stage_rows, stage_sources
from pipeline.errors import UsageError
from pipeline.facts.catalog import load_own_catalog
from pipeline.ingest.duplicates import find_marks
from pipeline.ingest.sources import Source
from pipeline.limits import ReportLimits
from pipeline.organizations.link import load_directory
from pipeline.params import Params, locate_files
from pipeline.pillars import build_names, load_scheme
from pipeline.publish import Gathered, build_audit_tables, write_partitioned_tables
from pipeline.publish.audited import doubted_facts
from pipeline.publish.report import REPORT_TABLES
from pipeline.records import Correction, CorrectionOutcome
from pipeline.resources.user_lists import read_user_lists
from pipeline.tables.contract import contract_tables

SHARD = 500
"""Most reports of a shard, where nobody says how many parts there shall be."""
SHARDS_OF_CORE = 4
"""So many shards for each core, so that none waits long for the last one."""

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


class Cluster(Protocol):
    """Machines that work on shards. A shard whose process died is given out again, with a higher attempt."""

    @property
    def cores(self) -> int:
        """Shards that are worked on at once."""

    def map(self, work: Callable[[ItemT, int], ResultT], shards: Sequence[ItemT]) -> Iterable[ResultT]:
        """Call `work(shard, attempt)` for each shard; give the results in the order of the shards."""

    def map_table(
        self, work: Callable[[Iterator[pa.RecordBatch], int], ResultT], table: Path, parts: int
    ) -> Iterable[ResultT]:
        """Call `work(rows, attempt)` for about so many parts of a Parquet table, each a stretch of doc_ids."""


def write_dataset(
    cluster: Cluster,
    reports: Sequence[Source] | Path,
    out: Path,
    params: Params,
    *,
    corrections: Sequence[Correction] = (),
    overrides: Path | None = None,
    parts: int | None = None,
    limits: ReportLimits = DEFAULT_LIMITS,
    tell: Callable[[str], None] | None = None,
) -> Extracted:
    """Extract files, or the rows of a Parquet table, into a folder of tables, those of reports in `parts` parts.

    `out`, and every path that the parameters name, must be seen by all machines. Until all is written, `out` keeps
    what it held. A report that takes more than `limits` is quarantined.
    `tell` gets a line for each report that was set aside.

    Raises:
        UsageError: there are no reports, or two with one doc_id.
        ResourceError, ModelError: a data file or a trained model is wrong or missing, here or there.
    """
    params = locate_files(params, Path.cwd())  # machines do not work in the folder of the driver
    pillars = build_names(load_scheme(params.pillars, overrides=overrides))
    directory = load_directory(overrides, read_user_lists(params.organizations))
    work_folder = out.resolve() / f".run-{uuid.uuid4().hex}"
    labels = tuple(name.pillar for name in pillars)
    check_pillars(corrections, labels)
    settings = Settings(params, overrides and overrides.resolve(), labels, work_folder, limits)
    work_folder.mkdir(parents=True)
    try:
        staged = _stage(cluster, reports, settings, parts)
        shards = build_shards(staged, parts or _shard_count(sum(len(one.lengths) for one in staged), cluster.cores))
        shards, absent = _assign(staged, shards, corrections)
        gathered, tally = Gathered(), Tally()
        outcomes = [*absent]
        files: dict[str, list[Path]] = {name: [] for name in REPORT_TABLES}
        for part in cluster.map(partial(analyze_shard, settings=settings), shards):
            gathered.merge(part.gathered)
            tally.merge(part.tally)
            outcomes += part.outcomes
            for name, path in part.files.items():
                files[name].append(path)
        audit = _audit(cluster, files["facts"], settings)
        tables = gathered.tables(
            directory,
            pillars,
            catalog=load_own_catalog(params.facts, overrides=overrides),
            audit=audit,
            absent=absent,
        )
        rows = write_partitioned_tables(out, files, tables, work_folder=work_folder)
    finally:
        shutil.rmtree(work_folder, ignore_errors=True)
    for problem in tally.problems:
        if tell is not None:
            tell(problem)
    return Extracted(tally.statuses, tally.numbers, rows, outcomes)


def _assign(
    staged: Sequence[Staged], shards: Sequence[Shard], corrections: Sequence[Correction]
) -> tuple[list[Shard], tuple[CorrectionOutcome, ...]]:
    """Give each shard the corrections of its reports; with them the outcomes of those whose report is not there."""
    marked = {doc_id for shard in shards for doc_id in shard.marks}
    known = [replace(one, status="duplicate") if one.doc_id in marked else one for part in staged for one in part.known]
    assigned = assign_to_known(corrections, known)
    given = [
        replace(
            shard,
            corrections={
                doc_id: own for doc_id, own in assigned.by_report.items() if shard.first <= doc_id <= shard.last
            },
        )
        for shard in shards
    ]
    return given, assigned.absent


def _audit(cluster: Cluster, facts: Sequence[Path], settings: Settings) -> dict[str, pa.Table]:
    """Audit the reports bucket by bucket, and write anew the parts of the facts that it casts doubt on."""
    schemas = contract_tables(settings.pillars)
    schema = schemas["facts"]
    tokens = tuple(path.stem for path in facts)
    folder = settings.folder / AUDIT_FOLDER
    buckets = [Bucket(path, tokens) for path in sorted(folder.iterdir())] if folder.exists() else []
    params = settings.params.audit
    work = partial(audit_bucket, schema=schema, params=params, overrides=settings.overrides)
    audit = build_audit_tables(join_audits(list(cluster.map(work, buckets))), schemas)
    doubted = doubted_facts(audit["checks"])
    for path in facts:
        lower_part(path, doubted, params.penalty, schema)
    return audit


def build_shards(staged: Sequence[Staged], count: int) -> list[Shard]:
    """Cut all staged reports, by doc_id, into at most `count` shards of about as many characters each.

    Raises:
        UsageError: two reports have one doc_id.
    """
    located = sorted((doc_id, number) for number, one in enumerate(staged) for doc_id in one.lengths)
    for (doc_id, _), (following, _) in pairwise(located):
        if doc_id == following:
            message = f"2 reports are called {doc_id}; a doc_id must stand once"
            raise UsageError(message)
    marks = find_marks(candidate for one in staged for candidate in one.candidates)
    total = sum(length + 1 for one in staged for length in one.lengths.values())
    cut: dict[int, list[tuple[str, int]]] = {}
    done = 0
    for doc_id, number in located:
        cut.setdefault(done * count // total, []).append((doc_id, number))
        done += staged[number].lengths[doc_id] + 1
    return [
        Shard(
            folders=tuple(staged[number].folder for number in sorted({number for _, number in piece})),
            first=piece[0][0],
            last=piece[-1][0],
            marks={doc_id: marks[doc_id] for doc_id, _ in piece if doc_id in marks},
        )
        for piece in cut.values()
    ]


def _stage(cluster: Cluster, reports: Sequence[Source] | Path, settings: Settings, parts: int | None) -> list[Staged]:
    if isinstance(reports, Path):
        count = parts or _shard_count(count_rows(reports), cluster.cores)
        staged = list(cluster.map_table(partial(stage_rows, settings=settings), reports.resolve(), count))
    else:
        count = parts or _shard_count(len(reports), cluster.cores)
        placed = [replace(source, file=source.file.absolute()) for source in reports]
        bounds = [len(placed) * number // count for number in range(count + 1)]
        shards = [placed[start:end] for start, end in pairwise(bounds) if start < end]
        staged = list(cluster.map(partial(stage_sources, settings=settings), shards))
    if not any(one.lengths for one in staged):
        message = f"{reports}: no reports in this table"
        raise UsageError(message)
    return staged


def _shard_count(reports: int, cores: int) -> int:
    return max(1, min(reports, max(SHARDS_OF_CORE * cores, -(-reports // SHARD))))
