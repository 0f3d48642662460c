"""Follow what a report says about time as it goes on: the years that its sentences open, on top of its headings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from pipeline.facts.dating import calendar as cal
from pipeline.facts.dating import paragraphs
from pipeline.facts.dating.calendar import ReportDate
from pipeline.facts.dating.documents import find_date
from pipeline.facts.dating.expressions import find_expressions
from pipeline.facts.dating.openings import aims_at_last, is_of_year, plan_year
from pipeline.facts.dating.reviews import (
    ERA,
    ONE_YEAR,
    OPENINGS,
    YEAR_AFTER_ERA,
    YEAR_OPENS,
    is_salutation,
    is_without_figure,
    opens_last_year,
    opens_years,
    tells_of_problems,
)
from pipeline.facts.dating.sections import build_timings
from pipeline.facts.dating.timing import YEAR_NAMED, Expression, Timing
from pipeline.facts.patterns import Patterns
from pipeline.records import Document, Section, Sentence
from pipeline.resources.pattern_openings import find_openings

Years = tuple[int, int]

_TOPIC_YEAR = re.compile(r"(?:刚刚?过去的|特别是|过去的)(?P<year>(?:19|20)\d{2})年(?!以来|至|到|[-—])")
# a goal for several years that stands under no heading of its own
_YEARS_AHEAD = re.compile(r"^(?:今后|未来)[五5]年[^。，；]{0,24}(?:目标|任务|要求)(?:是|为|如下)?[：。]?$")
_SINCE_YEAR = re.compile(r"^(?:自)?(?P<year>(?:19|20)\d{2})年以来(?:的(?:这)?(?:几|[三四五])年)?，")
_YEAR = 4  # characters of 2023
_MONTH = 7  # characters of 2023-04: a report of a month tells of the months up to it, too
_APPENDIX = re.compile(r"附[件表录]")
_TERM = re.compile(r"本届政府|任期")
_TERM_COUNTED = re.compile(r"^(?:各位代表[，：！])?(?:(?:刚刚?)?过去的?|这)?(?P<count>[三四六七])年(?:来|间)?[，是]")
_OPENINGS = OPENINGS | paragraphs.OPENINGS | find_openings(_TOPIC_YEAR, _YEARS_AHEAD, _SINCE_YEAR, _TERM_COUNTED)
"""What most sentences begin with opens no years: they are spared all expressions that match at the beginning."""


class Course:
    """What a report has said about time up to the sentence that is read, in the order of its sentences.

    Call `enter` for every sentence, then ask `timing`, and `find_expressions` for what the sentence itself says.
    """

    def __init__(self, document: Document, sections: Mapping[str, Section], patterns: Patterns) -> None:
        self.date: ReportDate = find_date(document)
        self._sections = sections
        self._timings = build_timings(document, sections.values(), patterns)
        self._plans_years = any(timing.planned and timing.average_span for timing in self._timings.values())
        self._paragraph = -1
        self._by: int | None = None
        self._section: str | None = None
        self._now: str | None = None
        self._opened: str | None = None
        self._whole: Expression | None = None
        self._anchor: int | None = None
        self._topic: int | None = None
        self._planning: int | None = None
        self._ahead: Years | None = None
        self._aims: Years | None = None
        self._since: int | None = None
        self._reviewing: int | None = None
        self._past: Years | None = None
        self._this_year: str | None = None
        self._era: Years | None = None
        self._era_in_section = self._looks_back = self._first = self._bare = False
        self._top = -1

    def enter(self, sentence: Sentence) -> None:
        """Take note of where a sentence stands, and of the years that it opens."""
        clean = sentence.clean
        opens = clean[:1] in _OPENINGS
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._looks_back = sentence.paragraph, False
            self._now = self._topic = self._past = self._this_year = self._opened = self._whole = self._by = None
            if opens:
                self._this_year = paragraphs.months_passed(clean, self.date, self.timing(sentence))
                self._past = paragraphs.years_past(clean, self.timing(sentence))
            self._first = self._bare = True
        elif opens:
            if paragraphs.NEXT_ITEM.match(clean):
                self._now = self._opened = None
            if paragraphs.WITHOUT_FIGURE.match(clean):
                self._past = paragraphs.years_past(clean, self.timing(sentence)) or self._past
        if sentence.section_id != self._section:
            self._section, self._anchor, self._aims = sentence.section_id, None, None
            self._leave_review(sentence)
        if opens:
            self._note_direction(sentence)
            self._note_era(sentence)
            self._note_since(sentence)
            self._note_topic(sentence)
            self._note_ahead(sentence)
        self._by = paragraphs.aimed_by(clean, self.date, self._by)
        year = plan_year(clean, self.date, self._timings[None])
        if year is not None:
            self._planning = year  # an annual report passes from review to plan where it states what it aims at
        if self._plans_years:
            self._note_aims(sentence, year)
        self._note_review(sentence, opens=opens)
        if opens:
            self._note_turn(sentence)
        self._first = self._first and opens and is_salutation(clean)
        self._bare = self._bare and is_without_figure(clean)

    def timing(self, sentence: Sentence) -> Timing:
        """Give what headings and the sentences up to here say about the time of figures that name none."""
        timing = self._heading_timing(sentence)
        if self._this_year is not None and not timing.planned:
            return replace(timing, period=self._this_year, span=None, planned=False)
        if self._looks_back and timing.planned and self.date.open_year:
            return Timing(str(self.date.open_year - 1), planned=False)
        if self._planning is not None and not timing.planned:
            return Timing(str(self._planning), planned=True)
        if self._by is not None and timing.planned is None:
            return replace(timing, period=str(self._by), planned=True)
        if self._aims is not None:
            return replace(timing, period=str(self._aims[1]), span=self._aims)
        if self._ahead is not None and timing.planned is False:
            return Timing(str(self._ahead[1]), self._ahead, planned=True)
        if self._era is not None and timing.planned is not True and timing.span is None:
            timing = replace(timing, period=str(self._era[1]), span=self._era, planned=False)
        if self._reviewing is not None and timing.span is not None and timing.planned is False:
            return replace(timing, period=str(self._reviewing), span=None)
        if self._since is not None and timing.span is not None and timing.planned is False:
            timing = replace(timing, span=(self._since, timing.span[1]))
        if self._past is not None and timing.planned is not True and timing.span is None:
            return replace(timing, period=str(self._past[1]), span=self._past, planned=False)
        if self._topic is not None and timing.planned is not True:
            return replace(timing, period=str(self._topic), span=None)
        if timing.period is None and self._now is not None:
            return replace(timing, period=self._now)
        if self._opened is None or timing.planned:
            return timing
        of_month = timing.period is not None and len(timing.period) == _MONTH and timing.period != self.date.current
        untold = timing.period is None or (of_month and len(self._opened) > _YEAR)
        return replace(timing, period=self._opened) if untold else timing

    def _heading_timing(self, sentence: Sentence) -> Timing:
        return self._timings.get(sentence.section_id, self._timings[None])

    def find_expressions(self, sentence: Sentence, timing: Timing) -> list[Expression]:
        """Find the expressions of time of a sentence; later ones of its section and paragraph may lean on them."""
        expressions = find_expressions(sentence.clean, self.date, timing, anchor=self._anchor)
        if expressions:
            self._note_expressions(sentence, timing, expressions)
        if self._whole is not None and sentence.clean.startswith(paragraphs.OF_WHOLE):
            return [self._whole, *expressions]  # and so have the parts in a sentence after this one
        self._whole = paragraphs.told_of_whole(sentence.clean, expressions) if expressions else None
        return expressions

    def _note_expressions(self, sentence: Sentence, timing: Timing, expressions: list[Expression]) -> None:
        for item in expressions:
            if item.is_now:
                self._now = item.period  # 目前 holds for the sentences after it in its paragraph
        self._opened = paragraphs.time_opened(sentence.clean, expressions)
        named = [item for item in expressions if not item.is_baseline and not item.is_span]
        if named:
            self._anchor = cal.year_of(named[-1].period)
        self._note_term(sentence, timing, expressions)

    def _note_term(self, sentence: Sentence, timing: Timing, expressions: list[Expression]) -> None:
        """从2007年的A增加到2011年的B: a term of office need not be five years; its figures say where it begins."""
        starts = [cal.year_of(item.period) for item in expressions if item.is_from]
        if not starts or timing.span is None or timing.planned:
            return
        ends = [cal.year_of(item.period) for item in expressions if not item.is_from]
        first, last = timing.span
        begins = starts[0] + 1
        if last in ends and abs(begins - first) == 1 and any(map(_TERM.search, self._titles(sentence.section_id))):
            self._since = begins

    def _note_direction(self, sentence: Sentence) -> None:
        """A paragraph of a plan may look back on the year that is over, until it turns to what is to come."""
        if paragraphs.LOOKS_AHEAD.match(sentence.clean):
            self._looks_back = False
        elif paragraphs.LOOKS_BACK.match(sentence.clean):
            self._looks_back = True

    def _note_ahead(self, sentence: Sentence) -> None:
        """今后五年的奋斗目标是：what follows is aimed at for several years."""
        if self.date.open_year is not None and _YEARS_AHEAD.match(sentence.clean):
            self._ahead = (self.date.open_year, self.date.open_year + 4)

    def _note_aims(self, sentence: Sentence, opened: int | None) -> None:
        """到2020年，… where a section plans a year and several: of these the rest speaks until it turns to the year."""
        timing = self._heading_timing(sentence)
        if not timing.planned or timing.average_span is None or timing.period is None:
            return
        year = cal.year_of(timing.period)
        if year == timing.average_span[1]:
            return
        if aims_at_last(sentence.clean, timing.average_span):
            self._aims = timing.average_span
        elif opened is not None or is_of_year(sentence.clean, year):
            self._aims = None

    def _note_since(self, sentence: Sentence) -> None:
        """2008年以来的几年，…: the review of several years says itself where it begins; so does 四年来，… of a term."""
        match, counted = _SINCE_YEAR.match(sentence.clean), _TERM_COUNTED.match(sentence.clean)
        span = self.timing(sentence).span if match or counted else None
        if match and span is not None and int(match["year"]) < span[1]:
            self._since = int(match["year"])
        elif counted and span is not None and any(map(_TERM.search, self._titles(sentence.section_id))):
            years = cal.years_up_to(span[1], counted["count"])
            self._since = years[0] if years else None

    def _note_era(self, sentence: Sentence) -> None:
        """过去五年，是…的五年: a review under no heading of its own is about those years until the next one opens."""
        if YEAR_AFTER_ERA.match(sentence.clean) or (
            self._era is not None and opens_last_year(sentence.clean, self._era[1], opens_section=False)
        ):
            self._era = None
        match = ERA.match(sentence.clean)
        if match is None:
            return
        timing = self._heading_timing(sentence)
        if timing.planned or timing.span is not None or timing.period is None:
            return
        if match["count_since"] and self._era:
            return  # “十三五”时期，是…。五年来，…: the same years once more
        if any(YEAR_NAMED.search(title) for title in self._titles(sentence.section_id)) and not timing.average_span:
            return  # 2015年工作回顾: five years are looked back on for a sentence or a paragraph
        last = cal.year_of(timing.period)
        years = cal.plan_years(match["plan"]) if match["plan"] else None
        if match["plan"] and (years is None or years[1] not in (last, last - 1)):
            return
        self._era = years or cal.years_up_to(last, match["count"] or match["count_since"])
        self._era_in_section = sentence.section_id in self._sections
        self._reviewing = None

    def _note_topic(self, sentence: Sentence) -> None:
        """刚刚过去的2020年极不平凡: the rest of the paragraph is about that year, not about the span of the section."""
        match = _TOPIC_YEAR.match(sentence.clean)
        if match and self.timing(sentence).span is not None:
            self._topic = int(match["year"])

    def _note_review(self, sentence: Sentence, *, opens: bool) -> None:
        """一年来，我们重点抓了以下工作: what follows in a review of several years is about the last one."""
        year = YEAR_OPENS.match(sentence.clean) if opens else None
        of_last = (opens and ONE_YEAR.match(sentence.clean)) or tells_of_problems(sentence.clean)
        if not year and not of_last:
            return
        timing = self.timing(sentence)
        if timing.span is None or timing.planned is not False:
            return
        last = self.date.open_year - 1 if self.date.open_year else timing.span[1]
        if year and int(year["year"]) in (timing.span[1], last):
            self._reviewing = int(year["year"])
        elif of_last:
            self._reviewing = max(timing.span[1], last)

    def _note_turn(self, sentence: Sentence) -> None:
        """A paragraph of a review of one year and of several opens one of the two, for the paragraphs after it too."""
        timing = self._heading_timing(sentence)
        years = timing.span or timing.average_span
        if timing.planned is False and years is not None:
            opens_section = timing.span is not None and sentence.paragraph <= self._top + 1
            if self._bare and opens_years(sentence.clean, years):
                self._reviewing = None
                self._era = years if timing.span is None else self._era
                self._era_in_section = True
            elif self._first and opens_last_year(sentence.clean, years[1], opens_section=opens_section):
                self._reviewing, self._era = years[1], None

    def _leave_review(self, sentence: Sentence) -> None:
        """The review of one year ends with the next top heading; so do the years that a sentence opened below one."""
        here = self._sections.get(sentence.section_id or "")
        if here is None or here.parent is not None:
            return
        self._reviewing = self._since = None
        self._top = sentence.paragraph
        timing = self._timings[here.section_id]
        told = timing != self._timings[None]
        if _APPENDIX.match(here.title) or (told and timing.planned is False):
            self._planning = self._ahead = None  # an appendix may look back, whatever the report ends with
        if self._era_in_section or told:
            self._era = None

    def _titles(self, section_id: str | None) -> list[str]:
        """Give the headings that a sentence stands under, the nearest first."""
        titles = []
        here = self._sections.get(section_id or "")
        while here is not None:
            titles.append(here.title)
            here = self._sections.get(here.parent or "")
        return titles
