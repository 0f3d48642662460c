"""What is said about time at one place: by the document and its headings, and by the words of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.facts.dating import calendar as cal
from pipeline.facts.dating.calendar import ReportDate
from pipeline.frozen import frozen


@dataclass(frozen=True, slots=True)
class Timing:
    """What the document says about time at one place.

    period: what figures are for that name no time themselves (a stock: the last year of `span`).
    span: the range of years under review where a section reviews several.
    planned: True in a part that plans, False in one that reviews, None where nothing tells.
    average_span: the years that 年均 means, where it is not `span`.
    """

    period: str | None = None
    span: tuple[int, int] | None = None
    planned: bool | None = None
    average_span: tuple[int, int] | None = None


@frozen
class Expression:
    """One expression of time in a sentence. `start`, `end` are places in the clean view."""

    start: int
    end: int
    period: str
    is_end: bool = False
    """True for 年底, 月底: a stock at that day."""
    is_baseline: bool = False
    """True where it follows 比, 较, 由...: what a figure is compared with, not what it is for."""
    is_from: bool = False
    by_then: bool = False
    """True for 6月底前: when something is to be done at the latest."""
    is_now: bool = False
    is_span: bool = False
    in_brackets: bool = False
    """True for （2017年）: it dates the figure that it follows, and no other."""
    until: int | None = None
    """Where 在去年实现…的基础上 ends: it dates nothing behind that place."""

    def dates(self, place: int) -> bool:
        """Tell whether it may date a figure that begins at `place`."""
        return self.end <= place and not self.is_baseline and (self.until is None or place < self.until)

    def follows(self, place: int) -> bool:
        """Tell whether it stands in brackets right behind a figure that ends at `place`."""
        return self.in_brackets and self.start == place + 1


def review_year(timing: Timing) -> int | None:
    """Give the year that a part of the report reviews."""
    if timing.planned or timing.period is None:
        return None
    return cal.year_of(timing.period)


def last_year(date: ReportDate, timing: Timing) -> int | None:
    """Give the last year that is over for the report: the one reviewed, or the one before a report of spring."""
    return review_year(timing) or (date.year - 1 if date.year and (date.month or 1) <= 6 else date.year)


def year_at(timing: Timing, date: ReportDate) -> int | None:
    """Give the year that a part of the report is about, or that of the report."""
    if timing.period is not None:
        return cal.year_of(timing.period)
    return date.year


def this_year(date: ReportDate, timing: Timing, word: str) -> int | None:
    """Give the year that 今年, 当年 or 年内 means."""
    if word.startswith(("当年", "年内", "本年")) and timing.period:
        return cal.year_of(timing.period)
    return date.year


YEAR_NAMED = re.compile(r"(?:19|20)\d{2}年")
EARLY = 3
"""Annual reports are given up to this month."""


def named_year(digits: str | None, word: str | None, date: ReportDate, timing: Timing) -> int | None:
    """Give the year of a month or a quarter: by its digits, its word (去年), or what is reviewed."""
    if digits:
        return int(digits)
    if word in ("去年", "上年"):
        return date.year - 1 if date.year else None
    if word in ("今年", "本年"):
        return date.year
    if word is None and timing.planned and timing.period and timing.average_span is None and timing.span is None:
        return cal.year_of(timing.period)  # 6月底前 in what a report of December plans
    until = word in ("截至", "截止", "到", "至", None)
    if not until or timing.planned or timing.period is None:
        return date.year
    reviewed = cal.year_of(timing.period)
    # in the first months of a year a report without such headings still tells of the months of the year before
    looks_back = date.year == reviewed + 1 and (date.month or 1) <= EARLY
    return reviewed if timing.planned is False or looks_back else date.year or reviewed
