"""Whether decoded characters look like a text that somebody wrote, or like bytes that happened to decode."""

from __future__ import annotations

import unicodedata
from collections import Counter

_BLANKS = frozenset("\t\n\r\v\f\u0085")
_STRANGE_BLANKS = "\x1c\x1d\x1e\x1f"
_MAX_STRANGE = 0.02
_MIN_COMMON = 0.5
_MOSTLY = 0.9
_ENOUGH = 4
"""Fewer characters outside ASCII than this tell nothing."""


def find_implausible(text: str, *, was_guessed: bool) -> str | None:
    """Say what speaks against `text`, or None. `was_guessed`: nothing but the decoding itself says what it is.

    Chinese prose is made of GB2312 level-1 characters and marks, over 0.9 of what is not ASCII. Random bytes read as
    GB18030 reach 0.2, since most two-byte pairs are rare characters; Big5 read as GB18030 reaches 0.4.
    """
    if "\0" in text:
        return "holds NUL characters"
    strange = _count_strange(text)
    if strange > _MAX_STRANGE * len(text):
        return f"holds {strange} control, private or unassigned characters of {len(text)}"
    if not was_guessed:
        return None
    counts = Counter(text)
    beyond_ascii = sum(count for char, count in counts.items() if char > "\x7f")
    common = sum(count for char, count in counts.items() if char > "\x7f" and _is_common(char))
    if beyond_ascii >= _ENOUGH and common < _MIN_COMMON * beyond_ascii:
        return f"has only {common} common characters of {beyond_ascii} that are not ASCII"
    return None


def looks_like_big5(content: bytes) -> bool:
    """Tell whether bytes decode as Big5 and nearly all of their two-byte characters are of its frequent half."""
    try:
        text = content.decode("big5")
    except UnicodeDecodeError:
        return False
    beyond_ascii = [char for char in text if char > "\x7f"]
    frequent = sum(0xA1 <= char.encode("big5")[0] <= 0xC6 for char in beyond_ascii)
    return len(beyond_ascii) >= _ENOUGH and frequent > _MOSTLY * len(beyond_ascii)


def _count_strange(text: str) -> int:
    # what can be printed is of no strange category; of blanks, which cannot, these are
    if "".join(text.split()).isprintable() and not any(blank in text for blank in _STRANGE_BLANKS):
        return 0
    return sum(count for char, count in Counter(text).items() if _is_strange(char))


def _is_strange(char: str) -> bool:
    return char not in _BLANKS and unicodedata.category(char) in ("Cc", "Co", "Cn", "Cs")


def _is_common(char: str) -> bool:
    """Tell characters of GB2312 rows 1 to 55: marks, letters and the 3,755 most used hanzi."""
    try:
        encoded = char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return 0xA1 <= encoded[0] <= 0xA3 or 0xB0 <= encoded[0] <= 0xD7
