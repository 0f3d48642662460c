"""The date of a report, from its front matter, title, delivery line or signature. A wrong date is worse than none."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable

from pipeline.ingest.head_lines import HeadLines, make_plain
from pipeline.records import MetadataSource

_ZERO = "〇○零ΟОOo0"
_HANZI = "一二三四五六七八九"
_YEAR = rf"(?<!\d)(?P<year>(?:19|20)\d\d|[一二][{_ZERO}{_HANZI}]{{3}})"
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
DATE = re.compile(
    rf"{_YEAR} ?(?:年 ?{_MONTH} ?月(?: ?{_DAY} ?日)?|(?P<mark>[-/.]) ?(?P<month2>1[0-2]|0?[1-9])"
    r"(?:(?P=mark) ?(?P<day2>3[01]|[12]\d|0?[1-9]))?(?![\d%]))"
)
_BARE_YEAR = re.compile(rf"{_YEAR} ?(?:年|\)|$)")
_MEETING = re.compile(r"会议|大会|全会|人大")
_PROSE = re.compile(r"[。;,]")
_ONLY_PUNCTUATION = re.compile(r"[\W_]*")
_WORK_REPORT = re.compile(r"政府\W{0,2}工作\W{0,2}报告")
_SPOKEN = re.compile(r"我代表.{0,16}政府.{0,24}报告")
_OPENING = 1500
_REVIEW = re.compile(rf"{_YEAR}年?[^。,]{{0,24}}?回顾")
_PLAN_ENDS = {"九": 2000, "十": 2005, "十一": 2010, "十二": 2015, "十三": 2020, "十四": 2025}
"""Last year of each five-year plan: “十三五” is 2016 to 2020."""
_PLAN_REVIEW = re.compile(r"[“\"](?P<plan>九|十[一二三四]?)五[”\"](?:时期|期间)?的?[^。,]{0,8}回顾")
_PLAN = re.compile(rf"{_YEAR}年?的?(?:政府)?工作?(?:的)?(?:总体|主要|重点|目标|安排|部署|任务|建议)")


def find_report_date(
    *, front_matter_date: str | None, title: str | None, lines: HeadLines, text: str
) -> tuple[str | None, MetadataSource]:
    """Find when the report was delivered or signed, as YYYY-MM-DD, YYYY-MM or YYYY; None where nothing tells.

    The second value is the source: `file` for front matter, `title` or `text`.

    In this order: the date in the front matter; a line that says at which meeting it was delivered; a date in the
    title; a line at the top that begins with a date; a signature at the end. Of a government work report the year in
    the title is the year of delivery; without one, its headings tell (a review of 2015 is delivered in 2016).
    """
    plain_title = make_plain(title or "")
    finders: tuple[tuple[MetadataSource, Callable[[], str | None]], ...] = (
        ("file", lambda: _first_date([make_plain(front_matter_date)] if front_matter_date else [])),
        ("text", lambda: _first_date(line for line in lines.head if _is_delivery(line))),
        ("title", lambda: _first_date([plain_title])),
        ("text", lambda: _first_date(line for line in lines.head if _begins_with_date(line))),
        ("text", lambda: _first_date(line for line in reversed(lines.tail) if _is_signature_date(line))),
        ("text", lambda: _find_delivery_year(plain_title, lines, text)),
    )
    for source, find in finders:
        found = find()
        if found is not None:
            # a bare year is from the title where it stands there, and from the headings elsewhere
            return found, "title" if len(found) == len("2021") and found in plain_title else source
    return None, "text"


def find_report_year(report_date: str | None, *, is_work_report: bool) -> int | None:
    """Give the year that a report belongs to, by which reports of several places are compared.

    That is the year of its date; but a government work report that is delivered in November or December reviews the
    year that ends and plans for the next one, whose report it is.
    """
    if not report_date:
        return None
    year, month = int(report_date[:4]), report_date[5:7]
    return year + 1 if is_work_report and month in ("11", "12") else year


def is_work_report(title: str | None, lines: HeadLines, text: str) -> bool:
    """Tell whether a text is the yearly work report of a government, by its title or by what its speaker says."""
    named = any(_WORK_REPORT.search(line) for line in (make_plain(title or ""), *lines.head))
    return named or bool(_SPOKEN.search(text[:_OPENING]))


def parse_date(match: re.Match[str]) -> str | None:
    """Write a match of DATE as YYYY-MM or YYYY-MM-DD, or None where that day does not exist."""
    year = _parse_year(match["year"])
    month = _parse_number(match["month"] or match["month2"])
    day_text = match["day"] or match["day2"]
    day = _parse_number(day_text) if day_text else None
    try:
        date = datetime.date(year, month, day or 1)
    except ValueError:
        return None
    return date.isoformat() if day else date.isoformat()[:7]


def _first_date(lines: Iterable[str]) -> str | None:
    for line in lines:
        for match in DATE.finditer(line):
            found = parse_date(match)
            if found:
                return found
    return None


def _is_delivery(line: str) -> bool:
    return bool(DATE.search(line) and _MEETING.search(line)) and not _PROSE.search(line)


def _begins_with_date(line: str) -> bool:
    match = DATE.search(line)
    if match is None or len(line) > 40 or _PROSE.search(line):
        return False
    return bool(_ONLY_PUNCTUATION.fullmatch(line[: match.start()]))


def _is_signature_date(line: str) -> bool:
    match = DATE.search(line)
    return match is not None and all(
        _ONLY_PUNCTUATION.fullmatch(part) for part in (line[: match.start()], line[match.end() :])
    )


def _find_delivery_year(title: str, lines: HeadLines, text: str) -> str | None:
    if not is_work_report(title, lines, text):
        return None
    in_title = {_parse_year(match["year"]) for match in _BARE_YEAR.finditer(title)}
    headings = [make_plain(line) for line in text.split("\n") if 4 <= len(line.strip()) <= 40]
    reviewed = {_parse_year(match["year"]) for line in headings for match in _REVIEW.finditer(line)}
    reviewed |= {_PLAN_ENDS[match["plan"]] for line in headings for match in _PLAN_REVIEW.finditer(line)}
    planned = {_parse_year(match["year"]) for line in headings for match in _PLAN.finditer(line)}
    after_review = max(reviewed) + 1 if reviewed else None
    if after_review is not None and after_review in planned:
        return str(after_review)  # two headings outweigh a title: some titles name the year that is reported on
    years = in_title | ({after_review} if after_review else set()) | ({min(planned)} if planned else set())
    return str(years.pop()) if len(years) == 1 else None


def _parse_year(text: str) -> int:
    if text.isascii() and text.isdigit():
        return int(text)
    return int("".join("0" if char in _ZERO else str(_HANZI.index(char) + 1) for char in text))


def _parse_number(text: str) -> int:
    if text.isascii():
        return int(text)
    tens, mark, ones = text.rpartition("十")
    return (10 * (_HANZI.index(tens) + 1 if tens else 1) if mark else 0) + (_HANZI.index(ones) + 1 if ones else 0)
