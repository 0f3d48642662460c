"""Sources to documents. Bad content never raises: the document says why it was not read."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from pipeline.errors import ReportError, UsageError
from pipeline.ingest.decode import MAX_BYTES, decode, normalize_line_ends
from pipeline.ingest.guesses import describe_report, load_place_finder
from pipeline.ingest.metadata_file import Metadata, parse_report_date
from pipeline.ingest.sources import FORMAT_OF_SUFFIX, Source
from pipeline.records import Document, DocumentStatus


def read_document(source: Source, *, overrides: Path | None = None) -> Document:
    """Read one report. The status of the document tells what became of it; `reason` tells why it was not read.

    Where metadata.csv is silent, title, date, region, level and issuer are what the text says of itself; the title is
    the name of the file where the text has none. `overrides` is a folder with a regions.csv of the user's.
    """
    format_name = FORMAT_OF_SUFFIX.get(source.suffix)
    if format_name is None:
        known = ", ".join(suffix for suffix in FORMAT_OF_SUFFIX if suffix)
        reason = f"unknown kind of file {source.suffix}; known are {known}"
        return _unread(source, "quarantined" if source.is_named else "skipped", reason)
    try:
        content = _read_bytes(source.file)
    except OSError as error:
        return _unread(source, "quarantined", f"cannot be opened: {error.strerror}")
    except ReportError as error:
        return _unread(source, "quarantined", str(error))
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        decoded = decode(content)
    except ReportError as error:
        return replace(_unread(source, "quarantined", str(error)), sha256=sha256)
    document = Document(
        doc_id=source.doc_id,
        path=source.path,
        sha256=sha256,
        format=format_name,
        text=decoded.text,
        encoding=decoded.encoding,
    )
    described = _with_metadata(document, source.metadata, overrides)
    return described if described.title else replace(described, title=PurePosixPath(source.path).stem)


def build_document(
    text: str,
    *,
    doc_id: str = "text",
    title: str | None = None,
    region: str | None = None,
    level: str | None = None,
    report_date: str | None = None,
    issuer: str | None = None,
    overrides: Path | None = None,
) -> Document:
    """Build a document from a text in memory. Its line ends become LF; offsets point into `document.text`.

    Raises:
        UsageError: the date is wrong, or the text holds half a surrogate pair and could not be stored.
    """
    if report_date is not None:
        parse_report_date(report_date)
    normalized = normalize_line_ends(text)
    try:
        content = normalized.encode()
    except UnicodeEncodeError as error:
        message = f"the text holds half a surrogate pair at offset {error.start}; decode it again from its bytes"
        raise UsageError(message) from error
    document = Document(
        doc_id=doc_id,
        path=doc_id,
        sha256=hashlib.sha256(content).hexdigest(),
        format="text",
        text=normalized,
    )
    return _with_metadata(document, Metadata(title, region, level, report_date, issuer), overrides)


def find_duplicates(documents: Iterable[Document]) -> list[Document]:
    """Give all documents sorted by doc_id, where each that repeats an earlier one has the status `duplicate`.

    Two reports are the same when their texts are, blanks and line ends aside.
    """
    first_with: dict[bytes, str] = {}
    marked = []
    for document in sorted(documents, key=lambda document: document.doc_id):
        if document.status == "read":
            digest = hashlib.sha256("".join(document.text.split()).encode()).digest()
            first = first_with.setdefault(digest, document.doc_id)
            if first != document.doc_id:
                reason = f"the same text as {first}"
                marked.append(replace(document, status="duplicate", reason=reason))
                continue
        marked.append(document)
    return marked


def _read_bytes(file: Path) -> bytes:
    status = file.stat()
    if not stat.S_ISREG(status.st_mode):
        message = "not a regular file; give a file or a folder"
        raise ReportError(message)
    if status.st_size > MAX_BYTES:
        message = f"too large: {status.st_size} bytes, more than {MAX_BYTES}; split it into reports"
        raise ReportError(message)
    return file.read_bytes()


def _unread(source: Source, status: DocumentStatus, reason: str) -> Document:
    return Document(
        doc_id=source.doc_id,
        path=source.path,
        sha256="",
        format=FORMAT_OF_SUFFIX.get(source.suffix) or source.suffix.removeprefix("."),
        text="",
        title=source.metadata.title,
        issuer=source.metadata.issuer,
        region=source.metadata.region,
        level=source.metadata.level,
        report_date=source.metadata.report_date,
        status=status,
        reason=reason,
    )


def _with_metadata(document: Document, given: Metadata, overrides: Path | None) -> Document:
    described = describe_report(document.text, given, load_place_finder(overrides))
    metadata = described.metadata
    return replace(
        document,
        title=metadata.title,
        issuer=metadata.issuer,
        region=metadata.region,
        region_code=described.region_code,
        level=metadata.level,
        report_date=metadata.report_date,
    )
