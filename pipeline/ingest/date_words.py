"""Dates as they are written: 2021年5月8日, 二〇二一年五月, 2021-05-08."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

_ZERO = "〇○零ΟОOo0"
_HANZI = "一二三四五六七八九"
YEAR = rf"(?<!\d)(?P<year>(?:19|20)\d\d|[一二][{_ZERO}{_HANZI}]{{3}})"
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
DATE = re.compile(
    rf"{YEAR} ?(?:年 ?{_MONTH} ?月(?: ?{_DAY} ?日)?|(?P<mark>[-/.]) ?(?P<month2>1[0-2]|0?[1-9])"
    r"(?:(?P=mark) ?(?P<day2>3[01]|[12]\d|0?[1-9]))?(?![\d%]))"
)


def parse_date(match: re.Match[str]) -> str | None:
    """Write a match of DATE as YYYY-MM or YYYY-MM-DD, or None where that day does not exist."""
    year = parse_year(match["year"])
    month = _parse_number(match["month"] or match["month2"])
    day_text = match["day"] or match["day2"]
    day = _parse_number(day_text) if day_text else None
    try:
        date = datetime.date(year, month, day or 1)
    except ValueError:
        return None
    return date.isoformat() if day else date.isoformat()[:7]


def first_date(lines: Iterable[str]) -> str | None:
    """Give the first date that exists in some lines."""
    for line in lines:
        for match in DATE.finditer(line):
            found = parse_date(match)
            if found:
                return found
    return None


def parse_year(text: str) -> int:
    """Read 2021 or 二〇二一."""
    if text.isascii() and text.isdigit():
        return int(text)
    return int("".join("0" if char in _ZERO else str(_HANZI.index(char) + 1) for char in text))


def _parse_number(text: str) -> int:
    if text.isascii():
        return int(text)
    tens, mark, ones = text.rpartition("十")
    return (10 * (_HANZI.index(tens) + 1 if tens else 1) if mark else 0) + (_HANZI.index(ones) + 1 if ones else 0)
