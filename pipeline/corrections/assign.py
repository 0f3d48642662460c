"""Which correction is for which report of a run."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.corrections.results import Result
from pipeline.errors import ResourceError
from pipeline.ingest.text_hash import hash_text
from pipeline.records import Correction, CorrectionOutcome, Document
from pipeline.resources.corrections import subject


@dataclass(frozen=True, slots=True)
class Assigned:
    """Corrections by the doc_id of the report that they are for, and the outcomes of those that have none."""

    by_report: Mapping[str, tuple[Correction, ...]]
    absent: tuple[CorrectionOutcome, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What must be known of a report to give it its corrections: its text only by its hash."""

    doc_id: str
    status: str
    text_hash: str


def assign_corrections(corrections: Iterable[Correction], documents: Iterable[Document]) -> Assigned:
    """Give each correction to its report; see `assign_to_known`."""
    listed = [Known(item.doc_id, item.status, hash_text(item.text)) for item in documents]
    return assign_to_known(corrections, listed)


def assign_to_known(corrections: Iterable[Correction], listed: Sequence[Known]) -> Assigned:
    """Give each correction to the report that it names, or to the one with the same text where the file is renamed."""
    read = {known.doc_id for known in listed if known.status == "read"}
    unread = {known.doc_id: known.status for known in listed if known.status != "read"}
    by_hash: dict[str, str] = {}
    by_report: defaultdict[str, list[Correction]] = defaultdict(list)
    absent = []
    for correction in corrections:
        doc_id = correction.doc_id
        if doc_id not in read:
            if not by_hash:
                by_hash = {known.text_hash: known.doc_id for known in listed if known.status == "read"}
            doc_id = by_hash.get(correction.document_hash or "", "")
        if doc_id:
            by_report[doc_id].append(correction)
        else:
            status = unread.get(correction.doc_id)
            note = f"the report has the status {status}" if status else "no such report in this run"
            absent.append(build_outcome(correction, Result("absent", note=note)))
    return Assigned({doc_id: tuple(own) for doc_id, own in by_report.items()}, tuple(absent))


def check_pillars(corrections: Iterable[Correction], pillars: Collection[str]) -> None:
    """Refuse a correction that names a pillar that the scheme of the run does not have.

    Raises:
        ResourceError: names the file and the line.
    """
    for correction in corrections:
        if correction.field == "pillar" and correction.value not in pillars:
            message = f"{correction.origin}: {correction.value!r} is no pillar; use one of {', '.join(pillars)}"
            raise ResourceError(message)


def build_outcome(
    correction: Correction,
    result: Result,
    *,
    doc_id: str | None = None,
    span: tuple[int, int] | None = None,
    fact_id: str | None = None,
) -> CorrectionOutcome:
    """Build the outcome of a correction, for a report where it has one; the span is as it states it unless given."""
    start, end = span or (correction.char_start, correction.char_end)
    return CorrectionOutcome(
        correction_id=hashlib.sha256("\x1f".join(subject(correction)).encode()).hexdigest()[:16],
        report=correction.doc_id,
        doc_id=doc_id,
        char_start=start,
        char_end=end,
        text=correction.text,
        target=correction.target,
        action=correction.action,
        field=correction.field,
        value=correction.value,
        before=result.before,
        status=result.status,
        note=result.note,
        fact_id=fact_id,
        who=correction.who,
        day=correction.day,
        why=correction.why,
    )
