"""Where everything lies below the repository, and the records that one stage leaves there for the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

import pyarrow as pa

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
from pipeline.tables.files import read_table, write_tables
from pipeline.tables.rows import build_record_table, build_records
from pipeline.tables.staged import stage_tables, table_of

RecordT = TypeVar("RecordT")


class InReport(Protocol):
    """A record that tells which report it is from; null for none of the run."""

    @property
    def doc_id(self) -> str | None:
        """Id of the report."""


InReportT = TypeVar("InReportT", bound=InReport)


def processed_folder(root: Path) -> Path:
    """Give the folder of the contract tables."""
    return root / "data" / "processed"


def stage_folder(root: Path, stage: str) -> Path:
    """Give the folder that a stage owns."""
    return processed_folder(root) / "stages" / stage


def write_records(root: Path, stage: str, records: Mapping[type[Any], Iterable[Any]]) -> None:
    """Write all tables of a stage, given the records of each type, in the order of the core."""
    schemas = {name: table.schema for name, table in stage_tables(stage).items()}
    # sort=False: what reads the records back gets them in the order that the engine would hand them on
    tables = {
        table_of(kind, stage).name: build_record_table(table_of(kind, stage).schema, rows, sort=False)
        for kind, rows in records.items()
    }
    write_tables(stage_folder(root, stage), tables, schemas, formats=("parquet",))


def read_records(root: Path, kind: type[RecordT], stage: str | None = None) -> tuple[RecordT, ...]:
    """Read all records of one type, as the stage that finds them left them, or as a later `stage` that changes them.

    Raises:
        TableError: that stage has not been run, or was run by another version.
    """
    return build_records(kind, table_of(kind, stage).schema, read_staged(root, kind, stage))


def read_staged(root: Path, kind: type[Any], stage: str | None = None) -> pa.Table:
    """Read the table that `read_records` builds records of.

    Raises:
        TableError: that stage has not been run, or was run by another version.
    """
    table = table_of(kind, stage)
    return read_table(table.schema, stage_folder(root, table.stage) / f"{table.name}.parquet")


def read_reports(root: Path) -> list[Document]:
    """Read the reports that were read well; duplicates and quarantined ones have nothing to find."""
    return [document for document in read_records(root, Document) if document.status == "read"]


def read_segmented(root: Path) -> dict[str, Segmented]:
    """Read what `segment` found, by report."""
    regions = group_by_report(read_records(root, Region))
    sections = group_by_report(read_records(root, Section))
    sentences = group_by_report(read_records(root, Sentence))
    return {
        document.doc_id: Segmented(
            regions=regions[document.doc_id],
            sections=sections[document.doc_id],
            sentences=sentences[document.doc_id],
        )
        for document in read_reports(root)
    }


def read_analyses(root: Path, stage: str | None = None) -> Iterator[Analysis]:
    """Read for each report, also for those that were not read, what was found in it.

    Where `stage` is named (corrections), it is what that stage made of it, with what became of the corrections.
    """
    segmented = read_segmented(root)
    mentions = group_by_report(read_records(root, Mention, stage))
    numbers = group_by_report(read_records(root, Number, stage))
    facts = group_by_report(read_records(root, Fact, stage))
    outcomes = group_by_report(read_records(root, CorrectionOutcome) if stage else ())
    places = group_by_report(read_records(root, Place))
    labels = {label.sentence_id: label for label in read_records(root, PillarLabel, stage)}
    for document in read_records(root, Document):
        found = segmented.get(document.doc_id, Segmented((), (), ()))
        yield Analysis(
            replace(document, places=places[document.doc_id]),
            found,
            mentions=mentions[document.doc_id],
            labels=tuple(labels[sentence.sentence_id] for sentence in found.sentences),
            numbers=numbers[document.doc_id],
            facts=facts[document.doc_id],
            corrections=outcomes[document.doc_id],
        )


def group_by_report(records: Iterable[InReportT]) -> defaultdict[str | None, tuple[InReportT, ...]]:
    """Group records by report, in their order; a report without records has none."""
    grouped: dict[str | None, list[InReportT]] = defaultdict(list)
    for record in records:
        grouped[record.doc_id].append(record)
    return defaultdict(tuple, {doc_id: tuple(group) for doc_id, group in grouped.items()})
