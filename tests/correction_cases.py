"""Corrections for tests, made of a report and the words that they are about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.ingest.text_hash import hash_text
from pipeline.records import Analysis, Correction, CorrectionAction

ABOUT = {"who": "李想", "day": "2023-04-05", "why": "与原件核对"}


def build_correction(analysis: Analysis, said: Mapping[str, Any], *, hashes: str = "both") -> Correction:
    """Build a correction of the first place of a text in a report: {fact: 65家, set: status, value: target}."""
    target = next(name for name in ("fact", "mention", "sentence") if name in said)
    action: CorrectionAction = next(name for name in ("set", "drop", "add") if name in said)  # type: ignore[assignment]
    text, document = said[target], analysis.document
    start = document.text.index(text)
    sentence = next(item for item in analysis.segmented.sentences if item.char_start <= start < item.char_end)
    return Correction(
        doc_id=document.doc_id,
        document_hash=hash_text(document.text),
        sentence_hash=hash_text(sentence.text) if hashes == "both" else None,
        sentence_start=sentence.char_start if hashes == "both" else None,
        char_start=start,
        char_end=start + len(text),
        text=text,
        target=target,
        action=action,
        field=said["set"] if action == "set" else None,
        value=(said["value"] if action == "set" else said[action]) or None,
        **ABOUT,
    )
