"""The same report twice: the same text, a reprint or an excerpt. One of them counts, so that totals do not double."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.records import Document

_CLAUSE = re.compile(r"[^，。；：！？、,.;:!?|\n]+")
_NOT_WORD = re.compile(r"\W+")
_SHORTEST = 8
"""A clause with fewer characters stands in many reports."""
_FEWEST = 20
"""Fewer clauses than this are too little to tell a reprint by."""
_SHARED = 0.8
"""Share of the clauses of a report that stand in another one, from which it is that one, or an excerpt."""
_SAMPLE = 4
"""One clause out of so many is looked up to find reports worth comparing."""
_WORN = 30
"""A clause that stands in more reports than this tells nothing."""
_FORMATS = ("text", "markdown", "docx", "html", "doc", "rtf", "pdf", "image")


@dataclass(frozen=True, slots=True)
class _Signature:
    digest: bytes
    length: int
    clauses: frozenset[int]


def find_duplicates(documents: Iterable[Document]) -> list[Document]:
    """Give all documents sorted by doc_id, where each that repeats another one has the status `duplicate`.

    Two reports are the same when their texts are, blanks and line ends aside, or when four fifths of the clauses of
    the shorter one stand in the other. The longer text counts; of equal ones that in the plainer format, then that with
    the first doc_id.
    """
    listed = sorted(documents, key=lambda document: document.doc_id)
    signatures = {document.doc_id: _sign(document.text) for document in listed if document.status == "read"}
    ranked = sorted(
        (document for document in listed if document.status == "read"),
        key=lambda document: (-signatures[document.doc_id].length, _rank(document.format), document.doc_id),
    )
    kept: dict[bytes, str] = {}
    index: defaultdict[int, list[str]] = defaultdict(list)
    marked: dict[str, Document] = {}
    for document in ranked:
        signature = signatures[document.doc_id]
        same = kept.get(signature.digest)
        if same is not None:
            marked[document.doc_id] = _mark(document, same, f"the same text as {same}")
            continue
        larger, share = _find_larger(signature, signatures, index)
        if larger is not None:
            reason = f"{share:.0%} of its clauses stand in {larger}"
            marked[document.doc_id] = _mark(document, larger, reason)
            continue
        kept[signature.digest] = document.doc_id
        for clause in signature.clauses:
            if clause % _SAMPLE == 0:
                index[clause].append(document.doc_id)
    return [marked.get(document.doc_id, document) for document in listed]


def _find_larger(
    signature: _Signature, signatures: dict[str, _Signature], index: dict[int, list[str]]
) -> tuple[str | None, float]:
    """Find a report that holds nearly all clauses of this one, with the share that it holds."""
    if len(signature.clauses) < _FEWEST:
        return None, 0.0
    shared: Counter[str] = Counter()
    for clause in signature.clauses:
        holders = index.get(clause, ()) if clause % _SAMPLE == 0 else ()
        if len(holders) <= _WORN:
            shared.update(holders)
    best, most = None, 0.0
    for candidate, count in sorted(shared.items()):
        if count < 2:
            continue
        share = len(signature.clauses & signatures[candidate].clauses) / len(signature.clauses)
        if share > most:
            best, most = candidate, share
    return (best, most) if most >= _SHARED else (None, most)


def _sign(text: str) -> _Signature:
    plain = "".join(text.split())
    clauses = (_NOT_WORD.sub("", match.group()) for match in _CLAUSE.finditer(plain))
    return _Signature(
        hashlib.sha256(plain.encode()).digest(),
        len(plain),
        frozenset(_hash(clause) for clause in clauses if len(clause) >= _SHORTEST),
    )


def _hash(clause: str) -> int:
    return int.from_bytes(hashlib.blake2b(clause.encode(), digest_size=8).digest(), "big")


def _rank(format_name: str) -> int:
    return _FORMATS.index(format_name) if format_name in _FORMATS else len(_FORMATS)


def _mark(document: Document, other: str, reason: str) -> Document:
    return replace(document, status="duplicate", duplicate_of=other, reason=f"{reason}, which counts in its place")
