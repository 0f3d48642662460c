"""Ingest: files to documents. What cannot be read is set aside with a reason, never an error that ends the run."""

from __future__ import annotations

from pipeline.ingest.document import ReportReader, build_document, read_document, read_documents, unread_document
from pipeline.ingest.duplicates import find_duplicates, find_marks
from pipeline.ingest.metadata_file import Metadata, read_metadata
from pipeline.ingest.sources import FoundSources, Source, find_sources, find_sources_and_warnings

__all__ = [
    "FoundSources",
    "Metadata",
    "ReportReader",
    "Source",
    "build_document",
    "find_duplicates",
    "find_marks",
    "find_sources",
    "find_sources_and_warnings",
    "read_document",
    "read_documents",
    "read_metadata",
    "unread_document",
]
