"""Write the contract tables report by report: however many there are, a part of the tables is held in memory."""

from __future__ import annotations

import contextlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from pipeline.errors import TableError
from pipeline.organizations.link import Directory
from pipeline.publish.folder import (
    DATABASE_FILE,
    WORKBOOK_FILE,
    describe_tables,
    remove_stale,
    separate_formats,
    write_database_file,
    write_workbook_file,
)
from pipeline.publish.gathered import Gathered
from pipeline.publish.report import REPORT_TABLES
from pipeline.publish.workbook import sheet_columns
from pipeline.records import PillarName
from pipeline.tables.contract import contract_tables
from pipeline.tables.files import StoredTables, remove_other_formats, replacing
from pipeline.tables.integrity import check_integrity
from pipeline.tables.streams import TableStream

_HEX = 16
_ID_DIGITS = 16


class ContractWriter:
    """Takes up the tables of one report after the other, sorted by doc_id; `writing_contract_tables` gives one."""

    def __init__(self, gathered: Gathered, streams: Mapping[str, TableStream]) -> None:
        self.rows: dict[str, int] = {}
        """Rows of each table, once all is written."""
        self._gathered = gathered
        self._streams = streams
        self._last = ""
        self._doc_ids: set[str] = set()
        self._duplicates_of: set[str] = set()
        self._fact_ids = array("Q")

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

    def check(self) -> None:
        """Refuse facts of different reports with one id, and a duplicate of a report that is not there.

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


@contextlib.contextmanager
def writing_contract_tables(
    folder: Path,
    *,
    directory: Directory,
    pillars: Sequence[PillarName],
    formats: Sequence[str],
    labels: str = "english",
    overrides: Path | None = None,
) -> Iterator[ContractWriter]:
    """Write the same files as `write_contract_tables`, from reports that are added one by one.

    The files are moved into `folder` at the end; after an error the old ones stay.

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
        gathered = Gathered(directory, pillars, overrides=overrides)
        with contextlib.ExitStack() as stack:
            streams = {name: stack.enter_context(TableStream(schemas[name], paths[name])) for name in REPORT_TABLES}
            writer = ContractWriter(gathered, streams)
            yield writer
            writer.check()
        dimensions = gathered.tables()
        own = {name: schemas[name] for name in dimensions}
        check_integrity(dimensions, own)
        for name, table in dimensions.items():
            with TableStream(schemas[name], paths[name]) as stream:
                stream.append(table)
        counts = {name: stream.rows for name, stream in streams.items()}
        counts |= {name: table.num_rows for name, table in dimensions.items()}
        writer.rows = {name: counts[name] for name in schemas}
        extra = describe_tables(formats, schemas)
        for name, content in extra.items():
            beside(folder / name).write_bytes(content)
        stored = {name: paths[name].get("parquet", Path()) for name in schemas}
        if "xlsx" in formats:
            wanted = {name: [column.name for column in sheet_columns(schema)] for name, schema in schemas.items()}
            shown = StoredTables(stored, wanted)
            write_workbook_file(beside(folder / WORKBOOK_FILE), tables=shown, schemas=schemas, labels=labels)
        if "duckdb" in formats:
            whole = StoredTables(stored, {name: schema.column_names for name, schema in schemas.items()})
            readers = {name: whole.reader(name) for name in schemas}
            write_database_file(beside(folder / DATABASE_FILE), tables=readers, schemas=schemas)
        written = {path.name for path in beside.places}
    remove_other_formats(folder, schemas, separate)
    remove_stale(folder, written)
