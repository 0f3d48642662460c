"""Ingest: files to documents. What cannot be read is set aside with a reason, never an error that ends the run."""

from __future__ import annotations

from pipeline.ingest.document import build_document, read_document, read_documents
from pipeline.ingest.duplicates import find_duplicates
from pipeline.ingest.metadata_file import Metadata, read_metadata
from pipeline.ingest.sources import FoundSources, Source, find_sources, find_sources_and_warnings

__all__ = [
    "FoundSources",
    "Metadata",
    "Source",
    "build_document",
    "find_duplicates",
    "find_sources",
    "find_sources_and_warnings",
    "read_document",
    "read_documents",
    "read_metadata",
]
