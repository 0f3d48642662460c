"""The lines above and below a report's prose, made plain: where a title, a date and a place are to be found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_HEAD_LINES = 14
_TAIL_LINES = 3
_LONGEST = 90
"""A longer line is prose. What prose says of dates and places need not be about the report."""

_MARKS = re.compile(r"^[\s#>*_=~]+|[\s*_#=~]+$|\*\*|__|<!--|-->|\\(?=[*_#])")
_LETTER_SPACED = re.compile(r"[\u4e00-\u9fff](?: +[\u4e00-\u9fff]){3,}")


@dataclass(frozen=True, slots=True)
class HeadLines:
    """Plain lines of a report: `head` before the first prose, `tail` the last ones, both without empty lines."""

    head: tuple[str, ...]
    tail: tuple[str, ...]


def find_head_lines(text: str, *, start: int = 0) -> HeadLines:
    """Find the lines around the prose of `text[start:]`."""
    head = []
    for line in _iterate_lines(text, start):
        if len(line) > _LONGEST or line.startswith(("各位代表", "现在，我", "现在,我")):
            break
        head.append(line)
        if len(head) == _HEAD_LINES:
            break
    last = text[max(start, len(text) - 4 * _LONGEST) :].split("\n")
    tail = [plain for plain in map(make_plain, last) if plain][-_TAIL_LINES:]
    return HeadLines(tuple(head), tuple(line for line in tail if len(line) <= _LONGEST))


def make_plain(line: str) -> str:
    """Give a line without Markdown marks, with full-width letters, digits and marks as ASCII, and no letter-spacing."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", line)).strip()
    plain = re.sub(r"\s+", " ", plain)
    return _LETTER_SPACED.sub(lambda match: match[0].replace(" ", ""), plain)


def _iterate_lines(text: str, start: int) -> Iterator[str]:
    place = start
    while place < len(text):
        line_end = text.find("\n", place)
        line_end = len(text) if line_end < 0 else line_end
        # a line of megabytes is prose; its beginning is enough to see that
        plain = make_plain(text[place : min(line_end, place + 4 * _LONGEST)])
        if plain:
            yield plain
        place = line_end + 1
