"""Resolve one expression of time to a period."""

from __future__ import annotations

import re

from pipeline.facts.dating import calendar as cal
from pipeline.facts.dating.calendar import ReportDate
from pipeline.facts.dating.timing import (
    EARLY,
    Expression,
    Timing,
    last_year,
    named_year,
    review_year,
    this_year,
    year_at,
)

# 五年累计, of what is planned: the years to come
_IN_ALL = re.compile(r"^[两三四五十二\d]年(?:累计|共|总计)$")
_TERM = re.compile(r"^本届政府(?:任期)?$")
_FROM = ("由", "从")
"""由去年的12家增加到20家, in a review of that year: the change starts from the year before it."""
_MIDYEAR = (5, 6, 7, 8)
_QUARTERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def resolve(
    match: re.Match[str], date: ReportDate, timing: Timing, *, said: int | None, anchor: int | None
) -> Expression | None:
    """Resolve one expression; `said` is the year that the sentence named before it."""
    period, is_end, is_now, is_span = None, False, False, False
    if match["months_over"]:
        first_month = f"{match['over_from']}-{int(match['over_first']):02d}"
        last_of_all = f"{match['over_to']}-{int(match['over_last']):02d}"
        period = f"{first_month}/{last_of_all}" if first_month < last_of_all else None
    elif match["range"]:
        first, last = int(match["range_from"]), match["range_to"]
        end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
        period, is_span = (f"{first}/{end}" if first < end else None), True
    elif match["day"]:
        year = named_year(match["day_year"], match["day_word"], date, timing)
        month, day = int(match["day_month"]), int(match["day_day"])
        period = f"{year}-{month:02d}-{day:02d}" if year and 1 <= day <= 31 else None
    elif match["months"]:
        year = named_year(match["months_year"], match["months_word"], date, timing)
        first, last_month = int(match["months_from"]), int(match["months_to"])
        period = cal.month_range(year, first, last_month) if year and first < last_month else None
    elif match["first_months"]:
        year = named_year(match["first_year"], match["first_word"], date, timing)
        count = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}.get(
            match["first_count"]
        )
        months = count or int(match["first_count"]) if match["first_count"].isdigit() or count else None
        period = cal.month_range(year, 1, months) if year and months and months <= 12 else None
    elif match["month"]:
        year = named_year(match["month_year"], match["month_word"], date, timing)
        month = int(match["month_month"])
        is_end = bool(match["month_end"])
        period = (cal.month_end(year, month) if is_end else f"{year}-{month:02d}") if year else None
    elif match["half"]:
        year = named_year(match["half_year"], match["half_word"], date, timing)
        if match.group().removesuffix("末") == "上半年" and date.month in _MIDYEAR and not timing.planned:
            year = date.year  # a report of June tells of the half year that ends with it
        first, last_month = (1, 6) if match["half_which"] == "上" else (7, 12)
        is_end = bool(match["half_end"])
        if year:
            period = cal.month_end(year, last_month) if is_end else cal.month_range(year, first, last_month)
    elif match["quarters"]:
        year = named_year(match["quarters_year"], match["quarters_word"], date, timing)
        first, last_quarter = _QUARTERS[match["quarters_from"]], _QUARTERS[match["quarters_to"]]
        period = cal.month_range(year, first * 3 - 2, last_quarter * 3) if year and first < last_quarter else None
    elif match["quarter"]:
        period = _quarter(match, _year_of_quarter(match, date, timing))
    elif match["plan"]:
        marked = match["plan_open"] or match["plan_close"] or match["plan_end"] or match["plan_span"]
        years = cal.plan_years(match["plan_which"]) if marked else None
        if years and (count := cal.parse_count_of_years(match["plan_years"] or "")):
            years = (years[0], years[0] + count - 1)
        if years and match["plan_end"]:
            period = str(years[1])
        elif years:
            period, is_span = f"{years[0]}/{years[1]}", True
    elif match["year"]:
        year = cal.parse_year(match["year_year"])
        is_end = bool(match["year_end"])
        period = (f"{year}-12-31" if is_end else str(year)) if year else None
    elif match["now"]:
        period, is_now = date.current, True
    elif match["this"]:
        is_end = bool(match["this_end"])
        year = (said or _reviewed_by_then(anchor, timing)) if match["this"] == "当年" else None
        year = year or this_year(date, timing, match["this"])
        period = (f"{year}-12-31" if is_end else str(year)) if year else None
    elif match["last"]:
        is_end = bool(match["last_end"])
        said_now = match["last"] == "去年" and not match.string.endswith(_FROM, 0, match.start())
        base = date.year if said_now else said or review_year(timing) or date.year
        period = (f"{base - 1}-12-31" if is_end else str(base - 1)) if base else None
    elif match["whole"]:
        period = _whole_year(date, timing, said)
    elif match["next"]:
        period = str(date.year + 1) if date.year else None
    elif match["there_is"]:
        period = date.current if timing.period is None and timing.planned is not True else None
    elif match["both"]:
        period, is_span = (f"{date.year}/{date.year + 1}" if date.year else None), True
    elif match["year_end_only"]:
        year = said or year_at(timing, date)
        period, is_end = (f"{year}-12-31", True) if year else (None, True)
    elif match["past"]:
        period, is_span = _past(match, date, timing), True
    elif match["within"]:
        period = _within(match["within_count"] or match["within_count2"], date, timing)
        is_span = True
    elif match["future"]:
        count_ahead = cal.parse_count_of_years(match["future_count"])
        first_ahead = date.open_year  # 今后五年 in a report of December begin with the next year
        period = f"{first_ahead}/{first_ahead + count_ahead - 1}" if first_ahead and count_ahead else None
        is_span = True
    if period is None:
        return None
    return Expression(match.start(), match.end(), period, is_end=is_end, is_now=is_now, is_span=is_span)


def _reviewed_by_then(anchor: int | None, timing: Timing) -> int | None:
    """2024年政府工作报告: the year of a title that comes after all that is reviewed is not the one of 当年."""
    reviewed = review_year(timing)
    return None if anchor and reviewed and anchor > reviewed else anchor


def _whole_year(date: ReportDate, timing: Timing, said: int | None) -> str | None:
    """全年 goes beyond the half year or the span that a section is about."""
    if said:
        return str(said)
    if timing.span is None and timing.period is not None:
        return timing.period[:4]
    return str(date.year) if timing.planned and timing.period is None and date.year else None


def _year_of_quarter(match: re.Match[str], date: ReportDate, timing: Timing) -> int | None:
    """一季度 in a review that is given in May: the quarter that has just passed, not that of the year reviewed."""
    year = named_year(match["quarter_year"], match["quarter_word"], date, timing)
    late = date.month is not None and date.month > max(EARLY, 3 * _QUARTERS[match["quarter_which"]])
    told = match["quarter_year"] or match["quarter_word"] or match["quarter_end"]
    return date.year if late and not told and timing.planned is False and timing.span is None else year


def _quarter(match: re.Match[str], year: int | None) -> str | None:
    if not year:
        return None
    which = _QUARTERS[match["quarter_which"]]
    if match["quarter_end"]:
        return cal.month_end(year, which * 3)
    first = 1 if match["quarter_first"] == "前" else which * 3 - 2
    return cal.month_range(year, first, which * 3)


def _past(match: re.Match[str], date: ReportDate, timing: Timing) -> str | None:
    to_come = match["past_count3"] or (match["past_count"] if _IN_ALL.search(match.group()) else None)
    if match.group().endswith("翻"):  # 力争五年翻一番
        to_come = "五"
    if timing.planned and to_come:
        return _within(to_come, date, timing)
    if timing.planned and _TERM.search(match.group()):
        return None
    if timing.span and not _is_shorter(match, timing.span):
        return f"{timing.span[0]}/{timing.span[1]}"
    count = _count_of_past(match) or "五"
    last = last_year(date, timing)
    years = cal.years_up_to(last, count, more=bool(match["past_more"])) if last else None
    return f"{years[0]}/{years[1]}" if years else None


def _within(count: str, date: ReportDate, timing: Timing) -> str | None:
    """三年内, 三年统筹安排: the years told of where they are as many, else those of a plan from the report's on."""
    years = cal.parse_count_of_years(count)
    told = timing.span or (timing.average_span if timing.planned else None)
    if told and told[1] - told[0] + 1 == years:
        return f"{told[0]}/{told[1]}"
    first = date.open_year if timing.planned else None
    return f"{first}/{first + years - 1}" if first and years else None


def _count_of_past(match: re.Match[str]) -> str | None:
    return match["past_count"] or match["past_count2"] or match["past_count3"]


def _is_shorter(match: re.Match[str], span: tuple[int, int]) -> bool:
    """两年来, in a review of five: the last two of them."""
    count = _count_of_past(match)
    years = cal.parse_count_of_years(count) if count else None
    return years is not None and years + bool(match["past_more"]) < span[1] - span[0] + 1
