"""Reports that were read, kept as documents; and the little of each that finding duplicates needs."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from pipeline.cache.entries import pack_records, unpack_records
from pipeline.cache.store import Shelf, hash_parts
from pipeline.errors import ReportError
from pipeline.ingest.document import ReportReader
from pipeline.ingest.duplicates import Candidate, Clauses, Signature, build_candidate, sign_text
from pipeline.ingest.sources import Source
from pipeline.ingest.text_hash import hash_text
from pipeline.records import Document, Place

_NOTHING = Signature(b"", 0, np.empty(0, np.uint64))


@dataclass(frozen=True, slots=True)
class Head:
    """What is held in memory of a report while others are read. `key` finds its document."""

    key: str
    doc_id: str
    path: str
    status: str
    reason: str | None
    characters: int
    text_hash: str
    """By which corrections know the text."""
    candidate: Candidate | None
    """None where it was not read and so is no duplicate either."""


def find_heads(shelf: Shelf, source: Source, opened: bytes | Document) -> list[Head] | None:
    """Give the heads of a file whose documents are kept; None where they are not, or were not all read."""
    key = source_key(source, opened)
    content = shelf.read(key)
    heads = None if content is None else _unpack_heads(shelf, key, content)
    return None if heads is None or any(head.status == "quarantined" for head in heads) else heads


def read_heads(shelf: Shelf, reader: ReportReader, source: Source) -> list[Head]:
    """Give the heads of a file; where its documents are not kept, read it and keep them.

    A file that cannot be read is tried again each time: what hindered it may be gone.
    """
    opened = reader.open(source)
    found = find_heads(shelf, source, opened)
    if found is not None:
        return found
    return keep_documents(shelf, source_key(source, opened), reader.read(source, opened))


def keep_documents(shelf: Shelf, key: str, documents: Iterable[Document]) -> list[Head]:
    """Keep the documents of a file under its key, and give their heads, which are kept for other runs.

    Raises:
        StorageError: the disk is full.
    """
    rows = []
    for number, document in enumerate(documents):
        shelf.write(_document_key(key, number), pack_records({Document: [document], Place: document.places}))
        signature = sign_text(document.text) if document.status == "read" else _NOTHING
        rows.append(_head_row(document, signature))
    content = json.dumps(rows).encode("ascii")
    if not shelf.is_passing:
        shelf.write(key, content)
    return _unpack_heads(shelf, key, content)


def read_document_entry(shelf: Shelf, reader: ReportReader, source: Source, head: Head) -> bytes:
    """Give the entry of a document, which was kept when its head was read, and is read again if it is gone.

    Raises:
        ReportError: the file has changed meanwhile.
    """
    content = shelf.read(head.key)
    if content is None:
        opened = reader.open(source)
        for number, document in enumerate(reader.read(source, opened)):
            if _document_key(source_key(source, opened), number) == head.key:
                content = pack_records({Document: [document], Place: document.places})
                shelf.write(head.key, content)
                return content
        message = "the file has changed while the run went on; run it again"
        raise ReportError(message)
    return content


def unpack_document(content: bytes) -> Document:
    """Give the document of an entry."""
    found = unpack_records(content, (Document, Place))
    document: Document = found[Document][0]
    return replace(document, places=found[Place])


def source_key(source: Source, opened: bytes | Document) -> str:
    """Give the key of a file: what it is called, what metadata.csv says of it, and its bytes."""
    told = json.dumps([source.doc_id, source.path, source.suffix, dataclasses.astuple(source.metadata)])
    if isinstance(opened, Document):
        return hash_parts(told, opened.status, opened.reason or "")
    return hash_parts(told, hashlib.sha256(opened).digest())


def _document_key(key: str, number: int) -> str:
    return hash_parts(key, str(number))


def _head_row(document: Document, signature: Signature) -> dict[str, Any]:
    return {
        "doc_id": document.doc_id,
        "path": document.path,
        "status": document.status,
        "reason": document.reason,
        "characters": len(document.text),
        "text_hash": hash_text(document.text),
        "format": document.format,
        "digest": signature.digest.hex(),
        "length": signature.length,
        "clauses": base64.b64encode(signature.clauses.tobytes()).decode("ascii"),
    }


def _unpack_heads(shelf: Shelf, key: str, content: bytes) -> list[Head]:
    return [
        Head(
            _document_key(key, number),
            *(row["doc_id"], row["path"], row["status"], row["reason"], row["characters"], row["text_hash"]),
            candidate=_build_candidate(shelf, key, number, row) if row["status"] == "read" else None,
        )
        for number, row in enumerate(json.loads(content))
    ]


def _build_candidate(shelf: Shelf, key: str, number: int, row: dict[str, Any]) -> Candidate:
    signature = Signature(bytes.fromhex(row["digest"]), row["length"], _clauses(row))
    return build_candidate(row["doc_id"], row["format"], signature, partial(_load_clauses, shelf, key, number))


def _load_clauses(shelf: Shelf, key: str, number: int) -> Clauses:
    content = shelf.read(key)
    if content is not None:
        return _clauses(json.loads(content)[number])
    entry = shelf.read(_document_key(key, number))
    if entry is None:
        message = f"{shelf.folder}: was deleted while the run went on; run it again"
        raise ReportError(message)
    return sign_text(unpack_document(entry).text).clauses


def _clauses(row: dict[str, Any]) -> Clauses:
    return np.frombuffer(base64.b64decode(row["clauses"]), np.uint64)


def candidates_of(heads: Iterable[Head]) -> list[Candidate]:
    """Give what is compared of reports to find duplicates."""
    return [head.candidate for head in heads if head.candidate is not None]
