"""What a document as a whole is about: the years of a plan, the year of an annual report."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from pipeline.facts.dating import calendar as cal
from pipeline.facts.dating.calendar import ReportDate
from pipeline.facts.dating.expressions import find_expressions
from pipeline.facts.dating.timing import Timing, last_year
from pipeline.records import Document

_AGENDA = re.compile(
    r"要点|(?:工作|任务)(?:安排|计划|部署)|重点(?:工作|任务)|任务分解|责任分工|(?:实施|工作|行动)方案|任务清单|"
    r"(?:规划|纲要|方案|行动|计划|(?:实施|指导|若干|的)意见|若干(?:政策)?措施|政策(?:措施)?)(?:[（(][^（）()]*[）)])?(?:的通知)?$|实事(?!.*(?:完成|进展|落实|办理))"
)
_SUMMARY = re.compile(
    r"总结|公报|年报|年鉴|情况|汇报|通报|综述|述职|回顾|运行分析|(?:工作|年度)报告|[简快专]报|[简概]况|评估"
)
# “十四五”规划实施中期评估报告: tells of a plan, and is none
_TELLS_OF_PLAN = re.compile(r"(?:评估|监测|总结|完成情况|执行情况|进展情况|落实情况|实施情况)")
# 2022年上半年工作总结及下半年工作打算: what is planned besides
_AND_PLAN = re.compile(
    r"(?:以?及|和|暨|与|、)(?:20\d{2}年|明年|下一?年度?|下半年|下一?步|下阶段|今后)[^，。]{0,12}"
    r"(?:打算|计划|安排|思路|重点|要点|任务|谋划)$"
)
# 今年以来，…; 2023年，…: a summary whose title names no time opens a paragraph with it, before its first number
_OPENER = re.compile(
    r"(?:^|[\n。：:])\s*(?P<time>今年以来|(?:今年)?(?:上半年|前[三3]个?季度|(?:1|一)[-—~～至到][三3]个?季度|"
    r"1[-—~～至到](?:1[0-2]|[2-9])月份?)|(?:刚刚?过去的)?20\d{2}年(?:以来)?)[，,]"
)
# 在全市科技工作会议上的讲话: neither its title nor its kind tells of a time, only its opening words do
_TALK = re.compile(r"(?:会议?|座谈会|论坛)上的(?:讲话|发言|报告|汇报)")
_HAN = "[一二三四五六七八九十]{1,2}"
_NUMBERED = re.compile(rf"^\s*(?:[（(]?{_HAN}[、）)]|第{_HAN}[章节部])", re.MULTILINE)
# 关于2022年以来创新工作情况的汇报: what there is at its date
_UP_TO_NOW = re.compile(r"(?:年|月|近年|任期|届)以?来[^，。]*(?:汇报|报告|情况)")
_WORK_REPORT = re.compile(r"政府工作报告")
_YEAR = 4
"""Characters of 2023."""
_REACH_OF_OPENER = 300
_LONGEST_TITLE = 40
_REPORT_TITLE = re.compile(r"政府工作报告|工作报告|人民代表大会|计划执行情况|预算执行情况")
# 2024年上半年预算执行情况: of those months, no report of a year
_PART_OF_YEAR = re.compile(r"上半年|[前一1][-—~～至到]?[二三23]?个?季度|\d[-—~～至到]\d{1,2}月")


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a document is as a whole: its date, the years that a plan is for, and which kind its title says it is."""

    date: ReportDate
    horizon: tuple[int, int] | None
    is_annual: bool
    is_agenda: bool = False
    is_summary: bool = False


@dataclass(frozen=True, slots=True)
class _Title:
    """What a title says: the periods that it names, and whether it is one of an agenda or of a summary."""

    periods: list[str]
    agenda: bool
    summary: bool


def opening(document: Document) -> str:
    """Give title and first words of a document without white space."""
    return re.sub(r"\s", "", (document.title or "") + document.text[:200])


def is_annual(document: Document) -> bool:
    """Tell whether a document is a report that an assembly hears once a year."""
    first = document.title or _first_line(document)
    return bool(_REPORT_TITLE.search(opening(document))) and not _PART_OF_YEAR.search(first)


def find_date(document: Document) -> ReportDate:
    """Give the date of a document, or without one the end of what its title sums up, or the start of what it plans.

    2024年上半年经济运行情况 is read as of June 2024, 三年行动计划（2023—2025年） as of 2023. Which year a work report
    means by its title is told where documents are read, or not at all.
    """
    date = cal.parse_report_date(document.report_date)
    if date.year is not None or _WORK_REPORT.search(opening(document)):
        return date
    told, _ = _read_titles(document, date)
    first = document.title or _first_line(document)
    if told.agenda and not told.summary and (planned := _years_of_plan(first)):
        return ReportDate(planned[0], None)
    years = [cal.year_of(period) for period in told.periods]
    if is_annual(document) and len(set(years)) > 1:
        return ReportDate(max(years), None)  # 2022年预算执行情况和2023年预算草案: heard when the second one begins
    if len(told.periods) != 1 or not (told.agenda or told.summary):
        return date
    start, end = cal.bounds_of(told.periods[0])
    if told.summary:
        return cal.parse_report_date(end)
    return ReportDate(years[0], None if len(told.periods[0]) == _YEAR else int((start or "")[5:7]))


def find_occasion(document: Document) -> Occasion:
    """Tell what a document is as a whole."""
    date = find_date(document)
    told, _ = _read_titles(document, date)
    return Occasion(
        date,
        find_horizon(document),
        is_annual(document),
        is_agenda=told.agenda and not told.summary,
        is_summary=told.summary,
    )


def default_timing(document: Document, occasion: Occasion) -> Timing:
    """Tell what a whole document is about.

    An annual report is about the year before, a summary or an agenda about what its title says; of others nothing is
    known.
    """
    date, title = occasion.date, re.sub(r"\s", "", document.title or "")
    if date.open_year and occasion.is_annual:
        return Timing(str(date.open_year - 1))
    if occasion.horizon:
        return Timing(None, planned=None, average_span=occasion.horizon)
    first_line = re.sub(r"\s", "", _first_line(document))
    told, own = _read_titles(document, date)
    if _TALK.search(title or first_line):
        return Timing(_period_opened(document, date))
    if not told.agenda and not told.summary:
        return Timing()
    # what a user calls the document need not say all that its own first line does
    periods = told.periods or (own.periods if own.summary else [])
    if len(periods) == 1:
        return Timing(periods[0], planned=True if told.agenda else None)
    if periods or not told.summary:
        return Timing()
    if date.year and (date.month or 6) <= 3 and "总结" in (title or first_line):
        return Timing(str(date.year - 1))
    if opened := _period_opened(document, date):
        return Timing(opened)
    return Timing(date.current) if date.month and _UP_TO_NOW.search(title or first_line) else Timing()


def _period_opened(document: Document, date: ReportDate) -> str | None:
    """Give the time that a paper opens its account with: its year, months of it, or in spring the year before.

    2018年，我市获批试点 tells in 2023 when something began; 2021年以来 is no one year.
    """
    numbered = _NUMBERED.search(document.text, 0, _REACH_OF_OPENER)
    opener = _OPENER.search(document.text, 0, numbered.start() if numbered else _REACH_OF_OPENER)
    found = find_expressions(opener["time"], date, Timing()) if opener else []
    if not opener or not found or found[0].is_span:
        return None
    year = cal.year_of(found[0].period)
    if date.year is None:
        return None if "20" in opener["time"] else found[0].period
    return found[0].period if year in (date.year, last_year(date, Timing())) else None


def _first_line(document: Document) -> str:
    return document.text.lstrip().partition("\n")[0]


def _read_titles(document: Document, date: ReportDate) -> tuple[_Title, _Title]:
    """Read what a document is called, and its own first line, which are one where it is called nothing."""
    title, first_line = (re.sub(r"\s", "", line) for line in (document.title or "", _first_line(document)))
    own = _read_title(first_line if len(first_line) <= _LONGEST_TITLE else "", date)
    return (_read_title(title, date) if title else own), own


def _read_title(title: str, date: ReportDate) -> _Title:
    title = _AND_PLAN.sub("", title)
    named = [item.period for item in find_expressions(title, date, Timing()) if not item.is_span and not item.is_end]
    if date.year is None and _UP_TO_NOW.search(title):
        named = []  # 2021年以来…情况的汇报 tells where its time begins; it ends with the date
    named = list(dict.fromkeys(named))  # 2023年全年经济运行情况 names one year
    return _Title(named, agenda=bool(_AGENDA.search(title)), summary=bool(_SUMMARY.search(title)))


def find_horizon(document: Document) -> tuple[int, int] | None:
    """Give the years that a plan is for: from its title, or the year that 到…年 names most often."""
    title = document.title or ""
    if _AND_PLAN.search(title or _first_line(document).strip()) or _TELLS_OF_PLAN.search(title):
        return None  # a summary that ends with a plan, or is about one
    if not re.search(r"规划|计划|方案|行动", title + document.text[:200]):
        return None
    span = re.search(r"[（(]((?:19|20)\d{2})年?\s*[-—~～至到]+\s*((?:19|20)\d{2})年?[）)]", document.text[:300])
    first_line = re.sub(r"\s", "", _first_line(document))
    called = title or (first_line if len(first_line) <= _LONGEST_TITLE else "")
    if years := _years_of_plan(called, span):
        return years
    named = Counter(int(year) for year in re.findall(r"到\s*(20\d{2})\s*年", document.text))
    if not named:
        return None
    last = max(named, key=lambda year: (named[year], year))
    base = Counter(int(year) for year in re.findall(r"[较比]\s*(20\d{2})\s*年", document.text) if int(year) < last)
    date = find_date(document)
    first = max(base, key=lambda year: (base[year], -year)) + 1 if base else date.year or last
    return (first, last) if first < last else None


def _years_of_plan(title: str, beside: re.Match[str] | None = None) -> tuple[int, int] | None:
    """Give the years of a plan that its title names, or a span `beside` it."""
    span = re.search(r"((?:19|20)\d{2})年?\s*[-—~～至到]+\s*((?:19|20)\d{2})", title) or beside
    if span and int(span[1]) < int(span[2]):
        return int(span[1]), int(span[2])
    plan = re.search(
        r"[“\"]?(十[一二三四五六]|十)五[”\"]?[^，。；]{0,20}(?:规划|计划)|第(十[一二三四五六]?)个五年(?:规划|计划)",
        title,
    )
    return cal.plan_years(plan[1] or plan[2]) if plan else None
