"""Stage `ingest`: files in data/raw/ to documents; what cannot be read is set aside with a reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from pipeline.cache.reports import candidates_of, read_document_entry, read_heads, unpack_document
from pipeline.ingest.document import ReportReader
from pipeline.ingest.duplicates import find_marks
from pipeline.ingest.sources import find_sources_and_warnings
from pipeline.params import Params
from pipeline.records import Document, Place
from pipeline.stages.incremental import open_stage_shelf
from pipeline.stages.report import StageReport
from pipeline.stages.staged import StageWriter
from pipeline.tables.rows import build_record_table
from pipeline.tables.staged import stage_tables


def run_ingest(root: Path, params: Params) -> StageReport:
    """Read every file of the raw folder."""
    found = find_sources_and_warnings([root / params.ingest.raw])
    shelf = open_stage_shelf(root, "ingest", params)
    counts: Counter[str] = Counter()
    unread = []
    with ReportReader(params.ingest) as reader, StageWriter(root, "ingest") as writer:
        read = [(head, source) for source in found.sources for head in read_heads(shelf, reader, source)]
        marks = find_marks(candidates_of(head for head, _ in read))
        for head, source in sorted(read, key=lambda pair: pair[0].doc_id):
            document = unpack_document(read_document_entry(shelf, reader, source, head))
            mark = marks.get(document.doc_id)
            document = mark.apply(document) if mark is not None else document
            records = {Document: [document], Place: document.places}
            writer.append(
                {
                    name: build_record_table(table.schema, records[table.record], sort=False)
                    for name, table in stage_tables("ingest").items()
                }
            )
            counts[document.status] += 1
            if document.status == "quarantined":
                unread.append(f"{document.path}: {document.reason}")
    return StageReport("ingest", {"files": counts.total(), **dict(sorted(counts.items()))}, (*found.warnings, *unread))
