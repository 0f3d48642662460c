"""The table of periods: from the period of a fact to its days, its length and its year."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from pipeline.facts.dating.calendar import bounds_of

_GRAIN_OF_LENGTH = {4: "year", 7: "month", 10: "day"}
_GRAIN_OF_MONTHS = {("01", "03"): "quarter", ("04", "06"): "quarter", ("07", "09"): "quarter", ("10", "12"): "quarter"}
_HALF_YEARS = {("01", "06"): "half_year", ("07", "12"): "half_year"}


@lru_cache(maxsize=4096)
def as_date(text: str | None) -> date | None:
    """Read YYYY-MM-DD; a day that the calendar lacks (02-30) counts as the last one of its month."""
    if text is None:
        return None
    year, month, day = int(text[:4]), min(max(int(text[5:7]), 1), 12), max(int(text[8:10]), 1)
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def first_day(text: str | None) -> date | None:
    """Give the first day of YYYY, YYYY-MM or YYYY-MM-DD."""
    return as_date(f"{text}-01-01"[:10]) if text else None


def build_period_rows(periods: Iterable[str]) -> list[dict[str, Any]]:
    """Give one row for each of the periods, which are all different."""
    rows = []
    for period in periods:
        first, last = map(as_date, bounds_of(period))
        year = last.year if last else None
        rows.append(
            {"period": period, "period_start": first, "period_end": last, "grain": grain_of(period), "year": year}
        )
    return rows


def grain_of(period: str) -> str:
    """Tell how long a period is: a quarter and a half-year are told from other months of one year."""
    first, _, last = period.partition("/")
    grain = _GRAIN_OF_LENGTH[len(first)]
    if not last:
        return grain
    if grain == "month" and first[:4] == last[:4]:
        months = (first[5:], last[5:])
        return _GRAIN_OF_MONTHS.get(months) or _HALF_YEARS.get(months) or "months"
    return f"{grain}s"
