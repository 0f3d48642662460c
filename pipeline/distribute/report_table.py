"""A Parquet table of reports as input: one row a report, with its text and what is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import UsageError
from pipeline.ingest.document import build_document
from pipeline.records import Document
from pipeline.tables.rows import build_records, check_table
from pipeline.tables.staged import STAGED_DOCUMENTS

SUFFIX = ".parquet"
KNOWN = ("title", "region", "level", "report_date", "issuer")
"""Columns that a table of texts may have; a null is guessed from the text."""


def count_rows(path: Path) -> int:
    """Count the rows of a table without reading them.

    Raises:
        UsageError: the table is not there, or is no Parquet.
    """
    files = sorted(path.rglob(f"*{SUFFIX}")) if path.is_dir() else [path]
    try:
        return sum(pq.read_metadata(file).num_rows for file in files)
    except (pa.ArrowException, OSError) as error:
        message = f"{path}: cannot be read as Parquet ({error})"
        raise UsageError(message) from error


def build_table_documents(rows: pa.RecordBatch, *, overrides: Path | None = None) -> Iterator[Document]:
    """Build the documents of some rows.

    With a column `status` the table is `documents` of an earlier run, and the documents are as that run left them.
    Otherwise it needs the columns `doc_id` and `text`, and may have those of `KNOWN`; others are passed over.

    Raises:
        UsageError: a column is missing or has another type.
    """
    if "status" in rows.schema.names:
        columns = [name for name in STAGED_DOCUMENTS.column_names if name in rows.schema.names]
        table = pa.Table.from_batches([rows]).select(columns)
        check_table(STAGED_DOCUMENTS, table, where="the table of reports")
        yield from build_records(Document, STAGED_DOCUMENTS, table)
        return
    for name in ("doc_id", "text"):
        if name not in rows.schema.names:
            message = f"the table of reports has no column {name}; it has {', '.join(rows.schema.names)}"
            raise UsageError(message)
    columns = ["doc_id", "text", *(name for name in KNOWN if name in rows.schema.names)]
    for row in rows.select(columns).to_pylist():
        yield _build(row, overrides)


def _build(row: dict[str, Any], overrides: Path | None) -> Document:
    doc_id, text = row.pop("doc_id"), row.pop("text")
    if not isinstance(doc_id, str) or not isinstance(text, str | None):
        message = f"a row of the table of reports has doc_id {doc_id!r}; doc_id and text must be texts"
        raise UsageError(message)
    try:
        if text is None or not text.strip():
            return _unread(doc_id, "empty: no text in its row")
        known = {name: str(value) for name, value in row.items() if value is not None}
        return build_document(text, doc_id=doc_id, overrides=overrides, **known)
    except UsageError as error:
        return _unread(doc_id, str(error))


def _unread(doc_id: str, reason: str) -> Document:
    return Document(doc_id, doc_id, "", "text", "", status="quarantined", reason=reason)
