"""The date of a report, from its front matter, title, delivery line or signature. A wrong date is worse than none."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.ingest.date_words import DATE, YEAR, first_date, parse_year
from pipeline.ingest.dated_lines import find_number_year, find_published_date, find_written_date, is_published_line
from pipeline.ingest.head_lines import HeadLines, make_plain
from pipeline.records import MetadataSource

_BARE_YEAR = re.compile(rf"{YEAR} ?(?:年|\)|$)")
_ANY_YEAR = re.compile(rf"{YEAR}(?!\d)")
_MEETING = re.compile(r"会议|大会|全会|人大")
_PROSE = re.compile(r"[。;,]")
_ONLY_PUNCTUATION = re.compile(r"[\W_]*")
_WORK_REPORT = re.compile(r"政府\W{0,2}工作\W{0,2}报告")
_SPOKEN = re.compile(r"我代表.{0,16}政府.{0,24}报告")
_OPENING = 1500
_REVIEW = re.compile(rf"{YEAR}年?[^。,]{{0,24}}?回顾")
_PLAN_ENDS = {"九": 2000, "十": 2005, "十一": 2010, "十二": 2015, "十三": 2020, "十四": 2025}
"""Last year of each five-year plan: “十三五” is 2016 to 2020."""
_PLAN_REVIEW = re.compile(r"[“\"](?P<plan>九|十[一二三四]?)五[”\"](?:时期|期间)?的?[^。,]{0,8}回顾")
_PLAN = re.compile(rf"{YEAR}年?的?(?:政府)?工作?(?:的)?(?:总体|主要|重点|目标|安排|部署|任务|建议)")


def find_report_date(
    *, front_matter_date: str | None, title: str | None, lines: HeadLines, text: str
) -> tuple[str | None, MetadataSource]:
    """Find when the report was delivered or signed, as YYYY-MM-DD, YYYY-MM or YYYY; None where nothing tells.

    The second value is the source: `file` for front matter, `title` or `text`.

    In this order: the date in the front matter; a line that says at which meeting it was delivered; one that tells
    when it was written; a date in the title; a line at the top that begins with a date; a signature at the end. Of a
    government work report the year in the title is the year of delivery; without one, its headings tell (a review of
    2015 is delivered in 2016). Of other documents then the day counts on which a web page published them, if title and
    number agree with it, or else the year of their number.
    """
    plain_title = make_plain(title or "")
    finders: tuple[tuple[MetadataSource, Callable[[], str | None]], ...] = (
        ("file", lambda: first_date([make_plain(front_matter_date)] if front_matter_date else [])),
        ("text", lambda: first_date(line for line in lines.head if _is_delivery(line))),
        ("text", lambda: find_written_date(lines.head)),
        ("title", lambda: first_date([plain_title])),
        ("text", lambda: first_date(line for line in lines.head if _begins_with_date(line))),
        ("text", lambda: first_date(line for line in reversed(lines.tail) if _is_signature_date(line))),
        ("text", lambda: _find_delivery_year(plain_title, lines, text)),
        ("text", lambda: _find_page_date(plain_title, lines, text)),
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


def _is_delivery(line: str) -> bool:
    if _PROSE.search(line) or is_published_line(line):
        return False
    return bool(DATE.search(line) and _MEETING.search(line))


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


def _find_page_date(title: str, lines: HeadLines, text: str) -> str | None:
    """Find the day on which a page published a document, or the year of its number; pages hold older ones, too."""
    if is_work_report(title, lines, text):
        return None
    numbered, published = find_number_year(lines.head), find_published_date(lines.head)
    if published is None or (numbered and numbered != published[:4]):
        return numbered
    years = [parse_year(match["year"]) for match in _ANY_YEAR.finditer(title)]
    agrees = not years or min(years) - 1 <= int(published[:4]) <= max(years) + 1
    return published if agrees else numbered


def _find_delivery_year(title: str, lines: HeadLines, text: str) -> str | None:
    if not is_work_report(title, lines, text):
        return None
    in_title = {parse_year(match["year"]) for match in _BARE_YEAR.finditer(title)}
    headings = [make_plain(line) for line in text.split("\n") if 4 <= len(line.strip()) <= 40]
    reviewed = {parse_year(match["year"]) for line in headings for match in _REVIEW.finditer(line)}
    reviewed |= {_PLAN_ENDS[match["plan"]] for line in headings for match in _PLAN_REVIEW.finditer(line)}
    planned = {parse_year(match["year"]) for line in headings for match in _PLAN.finditer(line)}
    after_review = max(reviewed) + 1 if reviewed else None
    if after_review is not None and after_review in planned:
        return str(after_review)  # two headings outweigh a title: some titles name the year that is reported on
    years = in_title | ({after_review} if after_review else set()) | ({min(planned)} if planned else set())
    return str(years.pop()) if len(years) == 1 else None
