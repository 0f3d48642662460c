"""The audit over a cluster: shards leave what it needs in buckets by place, and each bucket is audited on its own."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.audit import load_auditor, reporting_place
from pipeline.params import AuditParams
from pipeline.publish.audited import facts_of, lower_confidences
from pipeline.records import Audit, Document, Fact
from pipeline.tables.columns import TableSchema
from pipeline.tables.files import read_table
from pipeline.tables.rows import build_record_table, build_records
from pipeline.tables.staged import STAGED_DOCUMENTS
from pipeline.tables.streams import TableStream

AUDIT_FOLDER = "audit"
BUCKETS = 64
"""Reports of one place are in one bucket, wherever they were analyzed."""


class AuditBuckets:
    """Takes up the reports of one shard."""

    def __init__(self, facts: TableSchema) -> None:
        """`facts` is the schema of the table of facts."""
        self._schema = facts
        self._documents: defaultdict[int, list[Document]] = defaultdict(list)
        self._facts: defaultdict[int, list[pa.Table]] = defaultdict(list)

    def add(self, document: Document, facts: pa.Table) -> None:
        """Add one report with the rows of its facts; one that was not read says nothing."""
        if document.status == "read":
            place = reporting_place(document.region_code, document.region) or document.doc_id
            bucket = zlib.crc32(place.encode()) % BUCKETS
            self._documents[bucket].append(document)
            self._facts[bucket].append(facts)

    def write(self, folder: Path, token: str) -> None:
        """Write the files of this shard, `<bucket>/<token>.<table>.parquet`, one pair for each bucket that it has."""
        for bucket, documents in self._documents.items():
            (folder / str(bucket)).mkdir(parents=True, exist_ok=True)
            facts = pa.concat_tables(self._facts[bucket])
            for schema, table in (
                (STAGED_DOCUMENTS, build_record_table(STAGED_DOCUMENTS, documents)),
                (self._schema, facts),
            ):
                path = folder / str(bucket) / f"{token}.{schema.name}.parquet"
                with TableStream(schema, {"parquet": path}) as stream:
                    stream.append(table)


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket to audit: its folder, and the tokens of the shards whose files count."""

    folder: Path
    tokens: tuple[str, ...]


def audit_bucket(
    bucket: Bucket, _attempt: int, *, schema: TableSchema, params: AuditParams, overrides: Path | None
) -> Audit:
    """Hold the reports of a bucket against each other, place by place; `schema` is that of the table of facts."""
    documents: list[Document] = []
    facts: defaultdict[str, list[Fact]] = defaultdict(list)
    for token in bucket.tokens:
        path = bucket.folder / f"{token}.{STAGED_DOCUMENTS.name}.parquet"
        if path.exists():
            documents += build_records(Document, STAGED_DOCUMENTS, read_table(STAGED_DOCUMENTS, path))
            for fact in facts_of(read_table(schema, bucket.folder / f"{token}.{schema.name}.parquet")):
                facts[fact.doc_id].append(fact)
    auditor = load_auditor(params, overrides=overrides)
    return auditor.audit((document, facts[document.doc_id]) for document in documents)


def join_audits(audits: Sequence[Audit]) -> Audit:
    """Give the rows of several audits as one."""
    return Audit(
        tuple(check for audit in audits for check in audit.checks),
        tuple(value for audit in audits for value in audit.derived),
        tuple(promise for audit in audits for promise in audit.promises),
    )


def lower_part(path: Path, doubted: frozenset[str], penalty: float, schema: TableSchema) -> None:
    """Write a part of the facts again where one of them is in doubt, a group of rows at a time."""
    beside = path.with_suffix(".audited")
    with pq.ParquetFile(path, pre_buffer=False) as file:
        if not doubted.intersection(file.read(columns=["fact_id"], use_threads=False)["fact_id"].to_pylist()):
            return
        with TableStream(schema, {"parquet": beside}) as stream:
            for batch in file.iter_batches(use_threads=False):
                rows = pa.Table.from_batches([batch]).cast(schema.arrow_schema())
                stream.append(lower_confidences(rows, doubted, penalty))
    beside.replace(path)
