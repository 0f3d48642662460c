"""Notes: their raised numbers, which must not join the figure before them (65² 家 is 65), and where they are put."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pipeline.ingest.extracted import TextBuilder

NOTES_HEADING = "注释"
"""Heads the notes, behind the text; what follows it is an explanation of words."""
_NUMBER = re.compile(r"\d{1,3}|[①-⑳]")
_LATIN_END = re.compile(r"[A-Za-z]\s*$")


def mark_note_number(raised: str, before: str) -> str:
    """Write the raised number of a note in brackets; m2 and CO2 keep theirs, and what is no number stays.

    Args:
        raised: the raised text.
        before: the text that it stands behind.
    """
    number = raised.strip()
    if not _NUMBER.fullmatch(number) or _LATIN_END.search(before):
        return raised
    return f"[{int(unicodedata.numeric(number)) if len(number) == 1 else number}]"


def add_notes(builder: TextBuilder, notes: Iterable[str]) -> None:
    """Add the notes of a document behind its text, numbered, below their heading; nothing where there are none."""
    for number, note in enumerate(notes, 1):
        if number == 1:
            builder.add(NOTES_HEADING)
        builder.add(f"{number}. {note}")
