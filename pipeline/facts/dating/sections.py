"""The timing of each section of a document, from its headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.facts.dating.calendar import ReportDate
from pipeline.facts.dating.documents import Occasion, default_timing, find_occasion
from pipeline.facts.dating.headings import heading_timing
from pipeline.facts.dating.openings import plan_year
from pipeline.facts.dating.timing import Timing
from pipeline.facts.patterns import Patterns
from pipeline.records import Document, Section

_YEAR_WORK = re.compile(r"(?:20\d{2}年|今年)(?:的)?(?:政府|主要|重点|经济社会发展)*(?:工作|任务|目标|安排)")
_AHEAD = re.compile(r"今后|未来|[“\"]?十[一二三四五]五")
_SPEAKS_OF_PLAN = re.compile(
    r"力争|确保|争取|今年[，要将]|[要将](?:加快|推进|坚持|抓好|进一步|全面|新建|完成)|加快(?:推进|建设)|大力(?:发展|推进)|着力|进一步"
)
_SPEAKS_OF_REVIEW = re.compile(
    r"同比|比上年|上年同期|荣获|获批|投入使用|建成投用|建成通车|圆满|顺利完成|取得[^，。]{0,6}(?:成效|进展|突破)|已[建完成达]|"
    r"[实完]现?成?了|增长\d|位居|排名"
)
_SENTENCE = re.compile(r"[^。！\n]+")
_SHORTEST_REVIEW = 800
"""Characters that a report reviews its year in, at the least, before it passes to the plan."""
_LONGEST_EXCERPT = 5000
_LEAST_OF_A_PLAN, _MORE_OF_A_PLAN = 5, 3


def build_timings(document: Document, sections: Iterable[Section], patterns: Patterns) -> dict[str | None, Timing]:
    """Give the timing of each section by its id, and under None that of text outside of any section.

    A heading that names a year and reviews or plans sets it for all sections below, until a deeper one says otherwise.
    """
    occasion = find_occasion(document)
    date = occasion.date
    sections = list(sections)
    default = default_timing(document, occasion)
    if occasion.is_annual:
        default = _default_where_untold(document, sections, occasion, patterns, default)
    elif occasion.is_agenda and default.period is None and _plans_all(document, sections, occasion, patterns):
        horizon = occasion.horizon
        default = Timing(str(horizon[1]) if horizon else None, planned=True, average_span=horizon)
    timings: dict[str | None, Timing] = {None: default}
    before = default
    year_ahead: Timing | None = None
    for section in sections:
        # A report turns from review to plan and not back: a top heading that tells nothing goes on planning.
        above = timings[section.parent] if section.parent else before if before.planned else default
        timing = heading_timing(section.title, occasion, above, patterns, nested=section.parent is not None)
        if timing is None and year_ahead and not above.planned:
            timing = year_ahead
        elif timing is None and above.planned and above.span and not _AHEAD.search(section.title):
            # behind the plan for several years comes the one for this year, under headings that say so or do not
            opens_year = section.parent is None and date.open_year and occasion.is_annual
            timing = year_ahead or (Timing(str(date.open_year), planned=True) if opens_year else None)
        elif timing and timing.planned and timing.span is None and _YEAR_WORK.search(section.title):
            year_ahead = timing
        elif timing and timing.planned is False and section.parent is None:
            year_ahead = None  # an account of what was done is added to the plan
        timings[section.section_id] = timing or above
        # 第一章 发展环境 of a plan may hold its aims, too: the chapters behind them go on planning
        sets_aims = occasion.horizon and not occasion.is_annual and timing and timing.planned
        if section.parent is None or sets_aims:
            before = timings[section.section_id]
    return timings


def _default_where_untold(
    document: Document, sections: list[Section], occasion: Occasion, patterns: Patterns, default: Timing
) -> Timing:
    """Give the timing of an annual report whose headings tell no time.

    It is an excerpt of a plan where its sentences say so. A whole one reviews until a sentence opens its plan.
    """
    if occasion.date.open_year is None or _is_told(sections, occasion, patterns):
        return default
    opening = _find_plan_opening(document.text, occasion.date)
    text = document.text[:opening]
    if _speaks_of_plan(text) and (len(text) < _LONGEST_EXCERPT or _speaks_of_plan(text[: len(text) // 4])):
        return Timing(str(occasion.date.open_year), planned=True)
    return default if opening is None else replace(default, planned=False)


def _plans_all(document: Document, sections: list[Section], occasion: Occasion, patterns: Patterns) -> bool:
    """Tell whether a plan whose headings are topics (若干措施) is one from its first sentence on."""
    plans, reviews = _count_speaking(document.text)
    return plans >= _MORE_OF_A_PLAN * reviews and not _is_told(sections, occasion, patterns)


def _is_told(sections: list[Section], occasion: Occasion, patterns: Patterns) -> bool:
    """Tell whether a heading says by itself when something is done."""
    blank = Timing()
    return any(heading_timing(section.title, occasion, blank, patterns, nested=False) for section in sections)


def _count_speaking(text: str) -> tuple[int, int]:
    return len(_SPEAKS_OF_PLAN.findall(text)), len(_SPEAKS_OF_REVIEW.findall(text))


def _speaks_of_plan(text: str) -> bool:
    plans, reviews = _count_speaking(text)
    return plans >= _LEAST_OF_A_PLAN and plans >= _MORE_OF_A_PLAN * reviews


def _find_plan_opening(text: str, date: ReportDate) -> int | None:
    """Find the sentence with which a whole report passes to its plan; an excerpt has none behind a review."""
    reviewed = Timing(str((date.open_year or 0) - 1))
    return next(
        (
            sentence.start()
            for sentence in _SENTENCE.finditer(text, _SHORTEST_REVIEW)
            if plan_year(sentence.group(), date, reviewed)
        ),
        None,
    )
