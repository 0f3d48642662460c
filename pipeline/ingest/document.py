"""Sources to documents. Bad content never raises: the document says why it was not read."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from pipeline.errors import ReportError, UsageError
from pipeline.ingest.archive import iterate_members
from pipeline.ingest.decode import decode, normalize_line_ends
from pipeline.ingest.extracted import Extracted, Limits, build_limits
from pipeline.ingest.guesses import describe_report, load_place_finder
from pipeline.ingest.identify import build_doc_ids, printable
from pipeline.ingest.kinds import find_kind
from pipeline.ingest.metadata_file import NOTHING_KNOWN, Metadata, parse_report_date
from pipeline.ingest.reading import ReadingProcess
from pipeline.ingest.sources import FORMAT_OF_SUFFIX, PLAIN_SUFFIXES, Source
from pipeline.params import IngestParams
from pipeline.records import Document, DocumentStatus, MetadataSource

_TEXT_FORMATS = ("text", "markdown")


def read_documents(
    sources: Iterable[Source], params: IngestParams | None = None, *, overrides: Path | None = None
) -> Iterator[Document]:
    """Read reports. The status of each document tells what became of it; `reason` tells why it was not read.

    An archive gives a document for each file in it, all others give one. Where metadata.csv is silent, title, date,
    region, level and issuer are what the text or the file says of itself. `overrides` is a folder with a regions.csv
    or counties.csv of the user's.
    """
    with ReportReader(params, overrides=overrides) as reader:
        for source in sources:
            yield from reader.read(source, reader.open(source))


class ReportReader:
    """Reads reports one by one: first their bytes, then what these hold. Use it as a context manager."""

    def __init__(self, params: IngestParams | None = None, *, overrides: Path | None = None) -> None:
        """For `overrides` see `read_documents`."""
        self._limits = build_limits(params or IngestParams())
        self._reading = ReadingProcess(self._limits)
        self._overrides = overrides

    def __enter__(self) -> ReportReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reading.stop()

    def open(self, source: Source) -> bytes | Document:
        """Give the bytes of a file, or the document that tells why it is not opened."""
        if source.suffix not in FORMAT_OF_SUFFIX:
            known = ", ".join(suffix for suffix in FORMAT_OF_SUFFIX if suffix)
            reason = f"unknown kind of file {source.suffix}; known are {known}"
            return unread_document(source, "quarantined" if source.is_named else "skipped", reason)
        try:
            return _read_bytes(source.file, self._limits.max_bytes)
        except OSError as error:
            return unread_document(source, "quarantined", f"cannot be opened: {error.strerror}")
        except ReportError as error:
            return unread_document(source, "quarantined", str(error))

    def read(self, source: Source, opened: bytes | Document) -> list[Document]:
        """Give the documents of a file that `open` gave the bytes of; see `read_documents`."""
        if isinstance(opened, Document):
            return [opened]
        if opened.startswith(b"PK") and _is_archive(opened, source):
            return list(_read_archive(source, opened, self._limits, self._reading, self._overrides))
        return [_read_content(source, opened, self._limits, self._reading, self._overrides)]


def read_document(source: Source, *, overrides: Path | None = None) -> Document:
    """Read one report that is no archive; see `read_documents`."""
    (document,) = read_documents([source], overrides=overrides)
    return document


def _is_archive(content: bytes, source: Source) -> bool:
    try:
        return find_kind(content, FORMAT_OF_SUFFIX[source.suffix]) == "zip"
    except ReportError:
        return False


def _read_archive(
    source: Source, content: bytes, limits: Limits, reading: ReadingProcess, overrides: Path | None
) -> Iterator[Document]:
    """Read the files of an archive, each under its path in it."""
    try:
        members = list(iterate_members(content, limits))
    except ReportError as error:
        yield replace(unread_document(source, "quarantined", str(error)), sha256=hashlib.sha256(content).hexdigest())
        return
    if not members:
        yield unread_document(source, "quarantined", "empty: the archive holds no files")
    root = Path(source.doc_id)
    doc_ids = build_doc_ids([(root, member.path) for member in members], plain_suffixes=PLAIN_SUFFIXES)
    for member, doc_id in zip(members, doc_ids, strict=True):
        inner = Source(
            doc_id=printable(f"{source.doc_id}/{doc_id}"),
            path=printable(f"{source.path}/{member.path}"),
            file=source.file / member.path,
            is_named=False,
        )
        if inner.suffix not in FORMAT_OF_SUFFIX:
            yield unread_document(inner, "skipped", f"unknown kind of file {inner.suffix} in an archive")
        elif member.reason is not None:
            yield unread_document(inner, "quarantined", member.reason)
        elif _is_archive(member.content, inner) and member.content.startswith(b"PK"):
            yield unread_document(inner, "quarantined", "an archive inside an archive; unpack it first")
        else:
            yield _read_content(inner, member.content, limits, reading, overrides)


def _read_content(
    source: Source, content: bytes, limits: Limits, reading: ReadingProcess, overrides: Path | None
) -> Document:
    format_name = FORMAT_OF_SUFFIX[source.suffix]
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        kind = find_kind(content, format_name)
        if kind in ("text", "markdown"):
            decoded = decode(content, max_bytes=limits.max_bytes)
            extracted = Extracted(decoded.text, decoded.encoding)
        else:
            extracted = reading.read(kind, content)
    except ReportError as error:
        return replace(unread_document(source, "quarantined", str(error)), sha256=sha256)
    promised = _TEXT_FORMATS if kind in _TEXT_FORMATS else (kind,)
    notes = list(extracted.notes)
    if format_name not in promised:
        notes.append(f"is called {source.suffix or 'text'} but is of the kind {kind}")
    document = Document(
        doc_id=source.doc_id,
        path=source.path,
        sha256=sha256,
        format=kind,
        text=extracted.text,
        encoding=extracted.encoding,
        notes="; ".join(notes) or None,
        places=tuple(replace(place, doc_id=source.doc_id) for place in extracted.places),
    )
    return _describe(document, source.metadata, overrides, told=extracted.told, path=source.path)


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
    return _describe(document, Metadata(title, region, level, report_date, issuer), overrides)


def _read_bytes(file: Path, max_bytes: int) -> bytes:
    status = file.stat()
    if not stat.S_ISREG(status.st_mode):
        message = "not a regular file; give a file or a folder"
        raise ReportError(message)
    if status.st_size > max_bytes:
        message = f"too large: {status.st_size} bytes, more than {max_bytes}; split it into reports"
        raise ReportError(message)
    with file.open("rb") as opened:
        return opened.read(max_bytes)


def unread_document(source: Source, status: DocumentStatus, reason: str) -> Document:
    """Build the document of a file that was not read."""
    given = source.metadata

    def source_of(value: str | None) -> MetadataSource | None:
        return "given" if value else None

    return Document(
        doc_id=source.doc_id,
        path=source.path,
        sha256="",
        format=FORMAT_OF_SUFFIX.get(source.suffix) or printable(source.suffix.removeprefix(".")),
        text="",
        title=given.title,
        issuer=given.issuer,
        region=given.region,
        level=given.level,
        report_date=given.report_date,
        title_source=source_of(given.title),
        issuer_source=source_of(given.issuer),
        region_source=source_of(given.region),
        level_source=source_of(given.level),
        report_date_source=source_of(given.report_date),
        status=status,
        reason=printable(" ".join(reason.split())),
    )


def _describe(
    document: Document,
    given: Metadata,
    overrides: Path | None,
    *,
    told: Metadata = NOTHING_KNOWN,
    path: str | None = None,
) -> Document:
    described = describe_report(document.text, given, load_place_finder(overrides), told=told, path=path)
    metadata = described.metadata
    return replace(
        document,
        title=metadata.title,
        issuer=metadata.issuer,
        region=metadata.region,
        region_code=described.region_code,
        level=metadata.level,
        report_date=metadata.report_date,
        report_year=described.report_year,
        title_source=described.sources.get("title"),
        issuer_source=described.sources.get("issuer"),
        region_source=described.sources.get("region"),
        level_source=described.sources.get("level"),
        report_date_source=described.sources.get("report_date"),
    )
