"""Front matter of Markdown: the lines between two `---` at the top. The text keeps it; here it is only read.

Read line by line, not as YAML: titles of real reports hold colons, brackets and quotes that YAML refuses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MAX_LINES = 60
_ITEM = re.compile(r"([^\s:：#][^:：]{0,30}?)\s*[:：]\s*(.*)")
_KEYS = {
    "title": "title",
    "标题": "title",
    "date": "report_date",
    "report_date": "report_date",
    "日期": "report_date",
    "region": "region",
    "地区": "region",
    "level": "level",
    "级别": "level",
    "issuer": "issuer",
    "author": "issuer",
    "发布机构": "issuer",
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says, and the offset after it; nothing and 0 where a text has none."""

    title: str | None = None
    report_date: str | None = None
    region: str | None = None
    level: str | None = None
    issuer: str | None = None
    end: int = 0


def find_front_matter(text: str) -> FrontMatter:
    """Find the front matter at the top of `text`; of two lines with the same meaning the first counts."""
    opening = re.match(r"\ufeff?---[ \t]*\n", text)
    if opening is None:
        return FrontMatter()
    found: dict[str, str] = {}
    place = opening.end()
    for _ in range(_MAX_LINES):
        line_end = text.find("\n", place)
        line = text[place : line_end if line_end >= 0 else len(text)]
        place = line_end + 1 if line_end >= 0 else len(text)
        if line.strip() in ("---", "..."):
            return FrontMatter(**found, end=place)
        item = _ITEM.fullmatch(line.strip())
        key = _KEYS.get(item[1].lower()) if item else None
        if item and key and item[2]:
            value = _unquote(item[2].strip())
            if value:
                found.setdefault(key, value)
        if line_end < 0:
            break
    return FrontMatter()  # never closed: the line at the top is a rule, not front matter


def _unquote(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return value
