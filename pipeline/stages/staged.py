"""What stages leave for each other: tables, written report by report and cut by report.

Records are only built of a report that a stage has to work on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.cache.store import hash_parts
from pipeline.errors import TableError
from pipeline.params import ANALYSIS_STAGES
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
    SetAside,
)
from pipeline.stages.folders import read_records, read_staged, stage_folder
from pipeline.tables.files import replacing
from pipeline.tables.groups import find_bounds
from pipeline.tables.hashes import RowHasher, hash_table
from pipeline.tables.rows import build_records
from pipeline.tables.staged import stage_tables, table_of
from pipeline.tables.streams import TableStream

Records = Mapping[type[Any], Sequence[Any]]
SEGMENTED = (Region, Section, Sentence)


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


class Parts(Mapping[type[Any], pa.Table]):
    """The rows of one report, by the records that they hold; each table is cut when it is asked for."""

    def __init__(self, reports: StagedReports, doc_id: str) -> None:
        self._reports = reports
        self.doc_id = doc_id

    def __getitem__(self, kind: type[Any]) -> pa.Table:
        return self._reports.cut(kind, self.doc_id)

    def __iter__(self) -> Iterator[type[Any]]:
        return iter(self._reports.kinds)

    def __len__(self) -> int:
        return len(self._reports.kinds)

    def hash(self) -> str:
        """Give a hash of the rows, which does not depend on where in a file they stood."""
        return self._reports.hash(self.doc_id)


class StagedReports:
    """What stages left of all reports, cut by report.

    Of a report that one of these stages set aside there is the document alone, as `quarantined` with the reason.
    """

    def __init__(self, root: Path, kinds: Sequence[type[Any]], *, last: str | None = None) -> None:
        """Read the tables of these records, with those of the documents.

        What the stage `last` (corrections) writes anew is taken from it, all else from the stage that finds it.

        Raises:
            TableError: a stage has not been run, or two stages were run on other reports.
        """
        used = {table_of(kind).stage for kind in kinds}
        stages = [last] if last else [stage for stage in ANALYSIS_STAGES if stage in used]
        aside = {stage: _read_set_aside(root, stage) for stage in stages}
        self.set_aside = {doc_id: reason for stage in reversed(stages) for doc_id, reason in aside[stage].items()}
        """The reports set aside, with the reason that the first of these stages told."""
        self.kinds: tuple[type[Any], ...] = (Document, *kinds)
        """The records that are read of each report."""
        self._tables = {kind: _read_of_reports(root, kind, last) for kind in self.kinds}
        self._hashers = {kind: RowHasher(table) for kind, table in self._tables.items()}
        self._bounds = {
            kind: find_bounds(table, "doc_id") for kind, table in self._tables.items() if kind is not PillarLabel
        }
        if PillarLabel in self._tables:
            unlabeled = aside[last or table_of(PillarLabel).stage]
            self._bounds[PillarLabel] = self._find_label_bounds(root, unlabeled)

    def parts(self, *, statuses: Sequence[str] | None = None) -> Iterator[Parts]:
        """Give the rows of each report, in the order of the documents: of all, or of those with these statuses."""
        documents = self._tables[Document]
        told = zip(documents.column("doc_id").to_pylist(), documents.column("status").to_pylist(), strict=True)
        for doc_id, status in told:
            known = "quarantined" if doc_id in self.set_aside else status
            if statuses is None or known in statuses:
                yield Parts(self, doc_id)

    def hash(self, doc_id: str) -> str:
        """Give a hash of the rows of a report."""
        return hash_parts(*(part for kind in self.kinds for part in (kind.__name__, self._hash_rows(kind, doc_id))))

    def _hash_rows(self, kind: type[Any], doc_id: str) -> bytes:
        if doc_id in self.set_aside:  # its rows are not those of the tables
            return hash_table(self.cut(kind, doc_id))
        return self._hashers[kind].hash(*self._bounds[kind].get(doc_id, (0, 0)))

    def cut(self, kind: type[Any], doc_id: str) -> pa.Table:
        """Give the rows of a report that hold records of one kind."""
        start, stop = self._bounds[kind].get(doc_id, (0, 0))
        table = self._tables[kind]
        reason = self.set_aside.get(doc_id)
        if reason is None or kind is Place:
            return table.slice(start, stop - start)
        if kind is not Document:
            return table.slice(0, 0)
        document = table.slice(start, stop - start)
        for name, value in (("status", "quarantined"), ("reason", reason)):
            place = document.schema.get_field_index(name)
            document = document.set_column(place, document.schema.field(place), pa.array([value], pa.string()))
        return document

    def _find_label_bounds(self, root: Path, unlabeled: Mapping[str, str]) -> dict[str, tuple[int, int]]:
        """Labels do not tell their report: they stand in the order of the sentences that have some."""
        sentences = self._tables[Sentence].select(["doc_id", "sentence_id"])
        if unlabeled:
            known = pc.is_in(sentences.column("doc_id"), pa.array(unlabeled, pa.string()))
            sentences = sentences.filter(pc.invert(known))
        if not sentences.column("sentence_id").equals(self._tables[PillarLabel].column("sentence_id")):
            message = f"{stage_folder(root, 'pillars')}: its sentences are not those of segment; run the stage again"
            raise TableError(message)
        return find_bounds(sentences, "doc_id")


def _read_set_aside(root: Path, stage: str) -> dict[str, str]:
    return {one.doc_id: one.reason for one in read_records(root, SetAside, stage)}


def _read_of_reports(root: Path, kind: type[Any], last: str | None) -> pa.Table:
    """Read the rows that are of a report: a correction may be for none."""
    renewed = last is not None and any(table.record is kind for table in stage_tables(last).values())
    table = read_staged(root, kind, last if renewed else None)
    has_others = "doc_id" in table.column_names and table.column("doc_id").null_count
    return table.filter(pc.is_valid(table.column("doc_id"))) if has_others else table


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
