"""Stage `ingest`: files in data/raw/ to documents; what cannot be read is set aside with a reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from pipeline.ingest import find_duplicates, find_sources_and_warnings, read_documents
from pipeline.params import Params
from pipeline.records import Document, Place
from pipeline.stages.folders import write_records
from pipeline.stages.report import StageReport


def run_ingest(root: Path, params: Params) -> StageReport:
    """Read every file of the raw folder."""
    found = find_sources_and_warnings([root / params.ingest.raw])
    documents = find_duplicates(read_documents(found.sources, params.ingest))
    places = [place for document in documents for place in document.places]
    write_records(root, "ingest", {Document: documents, Place: places})
    unread = [f"{document.path}: {document.reason}" for document in documents if document.status == "quarantined"]
    counts = Counter(document.status for document in documents)
    return StageReport("ingest", {"files": len(documents), **dict(sorted(counts.items()))}, (*found.warnings, *unread))
