"""Raised numbers of notes, which must not join the figure or word before them: 65² 家 is 65, with a note."""

from __future__ import annotations

import re
import unicodedata

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
