"""What a machine of a cluster does with its share of the reports. Nothing here knows which cluster it is.

First each shard of files (or of rows of a table) is read and staged in a folder that all machines see, then, once all
of them are, it is known which reports repeat others, and shards of staged reports are analyzed and written as parts.
A machine may die at any time: its shards are given out again, and only the files that a finished shard names count.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.corrections.assign import Known
from pipeline.corrections.corrector import Corrector, load_corrector
from pipeline.distribute.audit_buckets import AUDIT_FOLDER, AuditBuckets
from pipeline.distribute.processes import analyze_in_processes
from pipeline.distribute.report_table import build_table_documents
from pipeline.distribute.reports import analyze_or_quarantine
from pipeline.engine import load_engine_once
from pipeline.errors import UsageError
from pipeline.facts.catalog import load_own_catalog
from pipeline.ingest.document import read_documents
from pipeline.ingest.duplicates import Candidate, Clauses, Mark, build_candidate, sign_text
from pipeline.ingest.sources import Source
from pipeline.ingest.text_hash import hash_text
from pipeline.limits import ReportLimits
from pipeline.organizations.link import Directory, load_directory
from pipeline.params import OrganizationsParams, Params
from pipeline.publish import Gathered, build_report_tables, report_schemas
from pipeline.publish.report import REPORT_TABLES
from pipeline.records import Analysis, Correction, CorrectionOutcome, Document, Place
from pipeline.resources.user_lists import read_user_lists
from pipeline.resources.whole_places import load_whole_places
from pipeline.tables.contract import PLACES
from pipeline.tables.files import read_table, write_tables
from pipeline.tables.rows import build_record_table, build_records
from pipeline.tables.staged import STAGED_DOCUMENTS
from pipeline.tables.streams import TableStream

_STAGED = {"documents": STAGED_DOCUMENTS, "places": PLACES}
_CLAUSES = "clauses.npy"


@dataclass(frozen=True, slots=True)
class Settings:
    """What all shards of a run share. All machines see `folder`, and the files that the parameters name."""

    params: Params
    overrides: Path | None
    pillars: tuple[str, ...]
    folder: Path
    limits: ReportLimits


@dataclass(frozen=True, slots=True)
class Staged:
    """One staged shard: its folder, the characters of each report, and what duplicates are told by."""

    folder: Path
    lengths: dict[str, int]
    candidates: tuple[Candidate, ...]
    known: tuple[Known, ...]
    """What corrections need to find their reports."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Reports to analyze: those from `first` to `last` by doc_id that stand in these staged folders."""

    folders: tuple[Path, ...]
    first: str
    last: str
    marks: Mapping[str, Mark]
    corrections: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    """What people said of some of them."""


@dataclass(slots=True)
class Tally:
    """What a run tells at its end: reports by status, numbers by reason (None: a fact), and what was not read."""

    statuses: Counter[str] = field(default_factory=Counter)
    numbers: Counter[str | None] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def add(self, document: Document, quantities: pa.Table) -> None:
        """Count one report."""
        self.statuses[document.status] += 1
        self.numbers.update(quantities.column("reason").to_pylist())
        if document.status == "quarantined":
            self.problems.append(f"{document.path}: {document.reason}")

    def merge(self, other: Tally) -> None:
        """Add the counts of other reports."""
        self.statuses.update(other.statuses)
        self.numbers.update(other.numbers)
        self.problems += other.problems


@dataclass(frozen=True, slots=True)
class Part:
    """One analyzed shard: the file that it wrote of each table, and what it adds to the whole run."""

    files: Mapping[str, Path]
    gathered: Gathered
    tally: Tally
    outcomes: list[CorrectionOutcome] = field(default_factory=list)


def stage_sources(sources: Sequence[Source], _attempt: int, *, settings: Settings) -> Staged:
    """Read files, and stage what was read."""
    return _stage(read_documents(sources, settings.params.ingest, overrides=settings.overrides), settings)


def stage_rows(batches: Iterable[pa.RecordBatch], _attempt: int, *, settings: Settings) -> Staged:
    """Stage the reports that rows of a table are."""
    documents = (
        document for batch in batches for document in build_table_documents(batch, overrides=settings.overrides)
    )
    return _stage(documents, settings)


def analyze_shard(shard: Shard, attempt: int, *, settings: Settings) -> Part:
    """Analyze staged reports and write their rows as one part of each table.

    Where the first `attempt` (0) ended with its process, one of its reports may be to blame: now each of them is
    analyzed in a process beside this one, and the report that ends it twice is quarantined.
    """
    analyze = partial(analyze_staged, settings=settings)
    documents = _read_staged(shard)
    analyses = map(analyze, documents) if attempt == 0 else analyze_in_processes(documents, analyze, workers=1)
    return _write_part(_correct(analyses, shard, settings), settings)


def _correct(analyses: Iterable[Analysis], shard: Shard, settings: Settings) -> Iterator[Analysis]:
    for analysis in analyses:
        own = shard.corrections.get(analysis.document.doc_id, ())
        yield _load_corrector(settings.overrides, settings.params).correct(analysis, own) if own else analysis


def analyze_staged(document: Document, *, settings: Settings) -> Analysis:
    """Analyze one report within the limits, with the engine of this process."""
    engine = load_engine_once(settings.params, overrides=settings.overrides)
    return analyze_or_quarantine(engine, document, limits=settings.limits, is_worker=True)


def _stage(documents: Iterable[Document], settings: Settings) -> Staged:
    listed = list(documents)
    (doc_id, times), *_ = Counter(document.doc_id for document in listed).most_common(1) or [("", 0)]
    if times > 1:
        message = f"{times} reports are called {doc_id}; a doc_id must stand once"
        raise UsageError(message)
    folder = settings.folder / "staged" / uuid.uuid4().hex
    records: dict[str, Sequence[Document | Place]] = {
        "documents": listed,
        "places": [place for document in listed for place in document.places],
    }
    tables = {name: build_record_table(schema, records[name]) for name, schema in _STAGED.items()}
    write_tables(folder, tables, _STAGED, formats=("parquet",))
    lengths = {document.doc_id: len(document.text) for document in listed}
    known = tuple(Known(document.doc_id, document.status, hash_text(document.text)) for document in listed)
    return Staged(folder, lengths, tuple(_build_candidates(listed, folder / _CLAUSES)), known)


def _build_candidates(documents: Iterable[Document], path: Path) -> list[Candidate]:
    """Sign the reports; all their clauses go into a file, since few of them are ever looked at."""
    clauses: list[Clauses] = []
    candidates = []
    start = 0
    for document in documents:
        if document.status == "read":
            signature = sign_text(document.text)
            end = start + len(signature.clauses)
            load = partial(load_clauses, path, start, end)
            candidates.append(build_candidate(document.doc_id, document.format, signature, load))
            clauses.append(signature.clauses)
            start = end
    np.save(path, np.concatenate(clauses) if clauses else np.empty(0, np.uint64))
    return candidates


def load_clauses(path: Path, start: int, end: int) -> Clauses:
    """Load the clauses of one report from the file of its staged shard."""
    clauses: Clauses = np.load(path, mmap_mode="r")
    return np.array(clauses[start:end])


def _read_staged(shard: Shard) -> list[Document]:
    documents: list[Document] = []
    for folder in shard.folders:
        found, placed = (
            _between(read_table(schema, folder / f"{name}.parquet"), shard) for name, schema in _STAGED.items()
        )
        places: defaultdict[str, list[Place]] = defaultdict(list)
        for place in build_records(Place, PLACES, placed):
            places[place.doc_id].append(place)
        for document in build_records(Document, STAGED_DOCUMENTS, found):
            whole = replace(document, places=tuple(places[document.doc_id]))
            mark = shard.marks.get(document.doc_id)
            documents.append(mark.apply(whole) if mark else whole)
    return sorted(documents, key=lambda document: document.doc_id)


def _between(table: pa.Table, shard: Shard) -> pa.Table:
    doc_ids = table.column("doc_id")
    return table.filter(pc.and_(pc.greater_equal(doc_ids, shard.first), pc.less_equal(doc_ids, shard.last)))


def _write_part(analyses: Iterable[Analysis], settings: Settings) -> Part:
    directory = _load_directory(settings.overrides, settings.params.organizations)
    schemas = report_schemas(settings.pillars)
    places = load_whole_places(settings.overrides)
    catalog = load_own_catalog(settings.params.facts, overrides=settings.overrides)
    audited = AuditBuckets(schemas["facts"])
    token = uuid.uuid4().hex
    files = {name: settings.folder / "parts" / name / f"{token}.parquet" for name in REPORT_TABLES}
    part = Part(files, Gathered(), Tally())
    with ExitStack() as stack:
        streams = {}
        for name, path in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            streams[name] = stack.enter_context(TableStream(schemas[name], {"parquet": path}))
        for analysis in analyses:
            tables = build_report_tables(analysis, directory=directory, places=places, catalog=catalog, schemas=schemas)
            part.outcomes.extend(analysis.corrections)
            audited.add(analysis.document, tables["facts"])
            part.gathered.add(tables)
            part.tally.add(analysis.document, tables["quantities"])
            for name, stream in streams.items():
                stream.append(tables[name])
    audited.write(settings.folder / AUDIT_FOLDER, token)
    return part


@lru_cache(maxsize=1)
def _load_directory(overrides: Path | None, params: OrganizationsParams) -> Directory:
    return load_directory(overrides, read_user_lists(params))


@lru_cache(maxsize=1)
def _load_corrector(overrides: Path | None, params: Params) -> Corrector:
    directory = _load_directory(overrides, params.organizations)
    return load_corrector(params.facts, directory, overrides=overrides)
