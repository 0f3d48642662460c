"""A stage report by report: where nothing that a report depends on has changed, what was found before is taken.

What the stages before left is read as tables and cut by report; records are only built of a report that the stage has
to work on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.cache.entries import pack_tables, unpack_tables
from pipeline.cache.fingerprints import find_fingerprint
from pipeline.cache.hashes import hash_table
from pipeline.cache.store import CACHE_FOLDER, Shelf, Store, hash_parts
from pipeline.errors import TableError
from pipeline.params import Params
from pipeline.records import (
    Analysis,
    CorrectionOutcome,
    Document,
    Fact,
    Mention,
    Number,
    PillarLabel,
    Place,
    Region,
    Section,
    Segmented,
    Sentence,
)
from pipeline.stages.folders import read_staged, stage_folder
from pipeline.tables.files import replacing
from pipeline.tables.groups import find_bounds
from pipeline.tables.rows import build_record_table, build_records
from pipeline.tables.staged import stage_tables, table_of
from pipeline.tables.streams import TableStream

Records = Mapping[type[Any], Sequence[Any]]
Work = Callable[[Document, Records], Records]
"""What a stage does with one report: from the records of the stages before to its own."""
Parts = Mapping[type[Any], pa.Table]
"""The rows of one report, by the records that they hold."""
SEGMENTED = (Region, Section, Sentence)


def open_stage_shelf(root: Path, stage: str, params: Params) -> Shelf:
    """Give the shelf of a stage in the cache of the repository at `root`."""
    return Store(root / CACHE_FOLDER).open_shelf(stage, find_fingerprint(stage, params, root=root))


def run_on_each(
    root: Path, stage: str, params: Params, *, reads: Sequence[type[Any]], load: Callable[[], Work]
) -> Iterator[Mapping[str, pa.Table]]:
    """Run a stage on each report that was read, write its tables, and give those of each report on the way.

    `reads` are the records of other stages that it works on; `load` gives what does the work, and is called when there
    is some.

    Raises:
        TableError: a stage before it has not been run.
        StorageError: the disk is full.
    """
    shelf = open_stage_shelf(root, stage, params)
    kinds = [table.record for table in stage_tables(stage).values() if table.is_of_report]
    work: Work | None = None
    reports = StagedReports(root, reads)
    with StageWriter(root, stage) as writer:
        for parts in reports.parts(statuses=("read",)):

            def find(parts: Parts = parts) -> Records:
                nonlocal work
                work = work or load()
                records = build_all(parts)
                return work(records[Document][0], records)

            tables = keep_tables(shelf, hash_tables(parts), stage, kinds, find)
            writer.append(tables)
            yield tables


def keep_tables(
    shelf: Shelf, key: str, stage: str, kinds: Sequence[type[Any]], find: Callable[[], Records]
) -> dict[str, pa.Table]:
    """Give the tables of a stage with records of these `kinds` from its shelf, or have them found and put there.

    Raises:
        StorageError: the disk is full.
    """
    schemas = {table.name: table.schema for table in (table_of(kind, stage) for kind in kinds)}
    content = shelf.read(key)
    if content is None:
        found = find()
        content = pack_tables(
            {
                schema.name: build_record_table(schema, found[kind], sort=False)
                for kind, schema in zip(kinds, schemas.values(), strict=True)
            }
        )
        shelf.write(key, content)
    return unpack_tables(content, schemas)


class StageWriter:
    """Writes the tables of a stage report by report; they come into their places together. A context manager."""

    def __init__(self, root: Path, stage: str) -> None:
        self._folder = stage_folder(root, stage)
        self._schemas = {name: table.schema for name, table in stage_tables(stage).items() if table.is_of_report}
        self._stack = ExitStack()
        self._streams: dict[str, TableStream] = {}

    def __enter__(self) -> StageWriter:
        beside = self._stack.enter_context(replacing())
        self._streams = {
            name: self._stack.enter_context(TableStream(schema, {"parquet": beside(self._folder / f"{name}.parquet")}))
            for name, schema in self._schemas.items()
        }
        return self

    def __exit__(self, *raised: Any) -> None:
        self._stack.__exit__(*raised)

    def append(self, tables: Mapping[str, pa.Table]) -> None:
        """Write rows of some tables after those that were written before."""
        for name, table in tables.items():
            self._streams[name].append(table)


class StagedReports:
    """What stages left of all reports, cut by report."""

    def __init__(self, root: Path, kinds: Sequence[type[Any]], *, last: str | None = None) -> None:
        """Read the tables of these records, with those of the documents.

        What the stage `last` (corrections) writes anew is taken from it, all else from the stage that finds it.

        Raises:
            TableError: a stage has not been run, or two stages were run on other reports.
        """
        wanted: tuple[type[Any], ...] = (Document, *kinds)
        self._tables = {kind: _read_of_reports(root, kind, last) for kind in wanted}
        self._bounds = {
            kind: find_bounds(table, "doc_id") for kind, table in self._tables.items() if kind is not PillarLabel
        }
        if PillarLabel in self._tables:
            sentences, labels = (self._tables[kind].column("sentence_id") for kind in (Sentence, PillarLabel))
            if not sentences.equals(labels):
                message = (
                    f"{stage_folder(root, 'pillars')}: its sentences are not those of segment; run the stage again"
                )
                raise TableError(message)
            self._bounds[PillarLabel] = self._bounds[Sentence]

    def parts(self, *, statuses: Sequence[str] | None = None) -> Iterator[dict[type[Any], pa.Table]]:
        """Give the rows of each report, in the order of the documents: of all, or of those with these statuses."""
        documents = self._tables[Document]
        told = zip(documents.column("doc_id").to_pylist(), documents.column("status").to_pylist(), strict=True)
        for doc_id, status in told:
            if statuses is None or status in statuses:
                yield {kind: self._cut(kind, doc_id) for kind in self._tables}

    def _cut(self, kind: type[Any], doc_id: str) -> pa.Table:
        start, stop = self._bounds[kind].get(doc_id, (0, 0))
        return self._tables[kind].slice(start, stop - start)


def _read_of_reports(root: Path, kind: type[Any], last: str | None) -> pa.Table:
    """Read the rows that are of a report: a correction may be for none."""
    renewed = last is not None and any(table.record is kind for table in stage_tables(last).values())
    table = read_staged(root, kind, last if renewed else None)
    return table.filter(pc.is_valid(table.column("doc_id"))) if "doc_id" in table.column_names else table


def build_all(parts: Parts) -> dict[type[Any], tuple[Any, ...]]:
    """Build the records of one report from its rows."""
    return {kind: build_records(kind, table_of(kind).schema, table) for kind, table in parts.items()}


def segmented_of(records: Records) -> Segmented:
    """Give what `segment` found in a report."""
    return Segmented(tuple(records[Region]), tuple(records[Section]), tuple(records[Sentence]))


def build_analysis(records: Records) -> Analysis:
    """Build what was found in one report from its records; what was not read of it is empty."""
    (document,) = records[Document]
    return Analysis(
        replace(document, places=tuple(records.get(Place, ()))),
        segmented_of(records),
        mentions=tuple(records[Mention]),
        labels=tuple(records[PillarLabel]),
        numbers=tuple(records[Number]),
        facts=tuple(records[Fact]),
        corrections=tuple(records.get(CorrectionOutcome, ())),
    )


def hash_tables(parts: Parts) -> str:
    """Give a hash of rows, which does not depend on where in a file they stood."""
    return hash_parts(*(part for kind, table in parts.items() for part in (kind.__name__, hash_table(table))))
