"""The same report twice: the same text, a reprint or an excerpt. One of them counts, so that totals do not double.

Reports are compared by their signatures, which are a hundredth of their texts: no text need be held for it, and of a
signature only a sample.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b, sha256

import numpy as np
from numpy.typing import NDArray

from pipeline.records import Document

Clauses = NDArray[np.uint64]

_CLAUSE_ENDS = "，。；：！？、,.;:!?"
_END = "|"
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
class Signature:
    """What a report is compared by: the hash of its text, its length, and the sorted hashes of its clauses."""

    digest: bytes
    length: int
    clauses: Clauses


@dataclass(frozen=True, slots=True)
class Candidate:
    """A report that was read, as the search for duplicates holds it. `load` gives all its clauses again."""

    doc_id: str
    format: str
    digest: bytes
    length: int
    clauses: int
    sample: Clauses
    load: Callable[[], Clauses]


@dataclass(frozen=True, slots=True)
class Mark:
    """That a report is a duplicate, of which one, and why."""

    duplicate_of: str
    reason: str

    def apply(self, document: Document) -> Document:
        """Give the document as the duplicate that it is."""
        return replace(document, status="duplicate", duplicate_of=self.duplicate_of, reason=self.reason)


def find_duplicates(documents: Iterable[Document]) -> list[Document]:
    """Give all documents sorted by doc_id, where each that repeats another one has the status `duplicate`."""
    listed = sorted(documents, key=lambda document: document.doc_id)
    marks = find_marks(
        build_candidate(document.doc_id, document.format, signature, partial(_clauses_of, signature))
        for document in listed
        if document.status == "read"
        for signature in (sign_text(document.text),)
    )
    return [marks[document.doc_id].apply(document) if document.doc_id in marks else document for document in listed]


def find_marks(candidates: Iterable[Candidate]) -> dict[str, Mark]:
    """Find among reports, in any order, those that repeat another one; give the marks by doc_id.

    Two reports are the same when their texts are, blanks and line ends aside, or when four fifths of the clauses of
    the shorter one stand in the other. The longer text counts; of equal ones that in the plainer format, then that with
    the first doc_id.
    """
    ranked = sorted(candidates, key=lambda one: (-one.length, _rank(one.format), one.doc_id))
    by_id = {candidate.doc_id: candidate for candidate in ranked}
    repeated = _find_repeated([candidate.sample for candidate in ranked])
    kept: dict[bytes, str] = {}
    index: defaultdict[int, list[str]] = defaultdict(list)
    marks: dict[str, Mark] = {}
    for candidate in ranked:
        same = kept.get(candidate.digest)
        if same is not None:
            marks[candidate.doc_id] = _mark(same, f"the same text as {same}")
            continue
        # a clause that no other report has leads nowhere
        looked_up = np.intersect1d(candidate.sample, repeated, assume_unique=True).tolist()
        larger, share = _find_larger(candidate, looked_up, index, by_id)
        if larger is not None:
            marks[candidate.doc_id] = _mark(larger, f"{share:.0%} of its clauses stand in {larger}")
            continue
        kept[candidate.digest] = candidate.doc_id
        for clause in looked_up:
            index[clause].append(candidate.doc_id)
    return marks


def build_candidate(doc_id: str, format_name: str, signature: Signature, load: Callable[[], Clauses]) -> Candidate:
    """Build what the search holds of a report: a sample of its clauses, and how to get at the others."""
    sample = signature.clauses[signature.clauses % np.uint64(_SAMPLE) == 0]
    return Candidate(doc_id, format_name, signature.digest, signature.length, len(signature.clauses), sample, load)


def sign_text(text: str) -> Signature:
    """Give the signature of a text."""
    plain = "".join(text.split())
    ended = plain
    for end in _CLAUSE_ENDS:  # quicker than an expression for all of them
        ended = ended.replace(end, _END)
    long = [clause for clause in ended.split(_END) if len(clause) >= _SHORTEST]
    # most clauses are words alone
    clauses = {clause if clause.isalnum() else _NOT_WORD.sub("", clause) for clause in long}
    digests = b"".join([_digest(clause) for clause in clauses if len(clause) >= _SHORTEST])
    hashes = np.unique(np.frombuffer(digests, ">u8")).astype(np.uint64)
    return Signature(sha256(plain.encode()).digest(), len(plain), hashes)


def _find_repeated(samples: Sequence[Clauses]) -> Clauses:
    """Find the clauses that stand in more than one report, sorted."""
    joined = np.sort(np.concatenate(samples)) if samples else np.empty(0, np.uint64)
    return np.unique(joined[1:][joined[1:] == joined[:-1]])


def _find_larger(
    candidate: Candidate, looked_up: Sequence[int], index: Mapping[int, Sequence[str]], by_id: Mapping[str, Candidate]
) -> tuple[str | None, float]:
    """Find a report that holds nearly all clauses of this one, with the share that it holds."""
    if candidate.clauses < _FEWEST:
        return None, 0.0
    shared: Counter[str] = Counter()
    worn = 0
    for clause in looked_up:
        holders = index.get(clause, ())
        if len(holders) <= _WORN:
            shared.update(holders)
        else:
            worn += 1
    # at most all clauses that were not looked at are shared, too: what stays below then need not be loaded
    unseen = candidate.clauses - len(candidate.sample) + worn
    worth = [
        doc_id
        for doc_id, count in sorted(shared.items())
        if count >= 2 and (count + unseen) / candidate.clauses >= _SHARED
    ]
    if not worth:
        return None, 0.0
    own = candidate.load()
    best, most = None, 0.0
    for doc_id in worth:
        share = len(np.intersect1d(own, by_id[doc_id].load(), assume_unique=True)) / len(own)
        if share > most:
            best, most = doc_id, share
    return (best, most) if most >= _SHARED else (None, most)


def _clauses_of(signature: Signature) -> Clauses:
    return signature.clauses


def _digest(clause: str) -> bytes:
    return blake2b(clause.encode(), digest_size=8).digest()


def _rank(format_name: str) -> int:
    return _FORMATS.index(format_name) if format_name in _FORMATS else len(_FORMATS)


def _mark(other: str, reason: str) -> Mark:
    return Mark(other, f"{reason}, which counts in its place")
