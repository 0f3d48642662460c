"""Periods as values: years, months, days and ranges, read from words and compared.

A period is written `2018`, `2018-03`, `2022-12-31`, or a range `2011/2015`, `2021-01/2021-05`.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache

_PLAN_NUMBERS = {"六": 1981, "七": 1986, "八": 1991, "九": 1996, "十": 2001}
_ELEVEN_ON = {"十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031}
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_YEARS = {"两": 2, "三": 3, "四": 4, "五": 5, "十": 10, "二": 2, "六": 6, "七": 7, "八": 8, "九": 9}


@dataclass(frozen=True, slots=True)
class ReportDate:
    """When a report was delivered, as far as known. `month` and `year` are null where they are not."""

    year: int | None
    month: int | None

    @property
    def current(self) -> str | None:
        """Give the period that 目前 means: the month of the report, or its year."""
        if self.year is None:
            return None
        return f"{self.year}-{self.month:02d}" if self.month else str(self.year)

    @property
    def open_year(self) -> int | None:
        """Give the year that is not yet over for the report; one of November or December already looks at the next."""
        if self.year is None:
            return None
        return self.year + 1 if (self.month or 1) >= 11 else self.year


def parse_report_date(text: str | None) -> ReportDate:
    """Read YYYY, YYYY-MM or YYYY-MM-DD; anything else is an unknown date."""
    match = re.match(r"^(\d{4})(?:-(\d{2}))?", text or "")
    if not match:
        return ReportDate(None, None)
    return ReportDate(int(match[1]), int(match[2]) if match[2] else None)


def plan_years(ordinal: str) -> tuple[int, int] | None:
    """Give the first and last year of a five-year plan: 十三 -> (2016, 2020), 十 (“十五”) -> (2001, 2005)."""
    first = _ELEVEN_ON.get(ordinal) or _PLAN_NUMBERS.get(ordinal)
    return (first, first + 4) if first else None


def parse_year(text: str) -> int | None:
    """Read 2018, 二〇一八 or a two-digit year of the last century."""
    digits = text.translate(_HAN_DIGITS)
    if not digits.isdigit():
        return None
    year = int(digits)
    if len(digits) == 2:
        return 1900 + year if year > 50 else 2000 + year
    return year if 1900 <= year <= 2100 else None


def parse_count_of_years(text: str) -> int | None:
    """Read the 五 of 五年来."""
    return int(text) if text.isdigit() else _YEARS.get(text)


def years_up_to(last: int, count: str, *, more: bool = False) -> tuple[int, int] | None:
    """Give the years that end with `last`; 三年多 begins within the year before three full ones."""
    years = parse_count_of_years(count)
    return (last - years + (0 if more else 1), last) if years else None


def years_of(period: str | None) -> tuple[int, int] | None:
    """Give first and last year of a range of years, None for any other period."""
    return (int(period[:4]), int(period[5:])) if period and len(period) == 9 else None


def month_end(year: int, month: int) -> str:
    """Give the last day of a month as a period."""
    return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"


def month_range(year: int, first: int, last: int) -> str:
    """Give a range of months of one year; a single month is no range."""
    return f"{year}-{first:02d}" if first == last else f"{year}-{first:02d}/{year}-{last:02d}"


@lru_cache(maxsize=4096)  # a report names few periods, again and again
def year_of(period: str) -> int:
    """Give the year in which a period ends."""
    return int(period.split("/")[-1][:4])


def year_before(period: str) -> str:
    """Give the period that a growth without a named baseline compares with: the same one a year earlier.

    A day at the end of a year and a range of years compare with the year before, another day with its month.
    """
    if "/" in period:
        first, last = period.split("/")
        if len(first) == 4:
            return str(int(first) - 1)
        return f"{_shift(first)}/{_shift(last)}"
    if len(period) == 7:
        return _shift(period)
    if len(period) == 10 and not period.endswith("12-31"):
        return _shift(period[:7])
    return str(int(period[:4]) - 1)


@lru_cache(maxsize=4096)
def bounds_of(period: str | None) -> tuple[str | None, str | None]:
    """Give the first and last day of a period as dates."""
    if not period:
        return None, None
    first, last = (period.split("/") * 2)[:2]
    start = {4: f"{first}-01-01", 7: f"{first}-01"}.get(len(first), first)
    if len(last) == 4:
        return start, f"{last}-12-31"
    return start, month_end(int(last[:4]), int(last[5:7])) if len(last) == 7 else last


def _shift(month: str) -> str:
    return f"{int(month[:4]) - 1}{month[4:]}"
