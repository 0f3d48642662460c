"""What the first words of a paragraph, or of a sentence in it, say of the time of what follows."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.facts.dating import calendar as cal
from pipeline.facts.dating.calendar import ReportDate
from pipeline.facts.dating.timing import EARLY, Expression, Timing
from pipeline.resources.pattern_openings import find_openings

# 五年来，我们坚持创新发展。这五年，我们…。三年多来，…: the rest of the paragraph is about those years
_YEARS_PAST = re.compile(
    r"^(?:——|各位代表[，：！])?(?:(?:过去的?|这)?(?P<count>[两三四五])年(?P<more>多)?(?:以?来|间)，"
    r"|(?:过去的?|这)(?P<count_bare>[三四五])年，)"
)
# 二是推进企业上云。: 目前 of the point before does not hold on
NEXT_ITEM = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}[，、]|（[一二三四五六七八九十\d]{1,2}）)"
)
WITHOUT_FIGURE = re.compile(r"[^\d]{12,}$")
# 今年以来，我们…: a report of summer leaves the years of the term for the months that have passed
_THIS_YEAR = re.compile(r"^(?:各位代表[，：！])?今年以来，")
# 一年来，我们深入推进法治政府建设…: a paragraph that looks back, also where the section plans
LOOKS_BACK = re.compile(r"^(?:各位代表[，：！])?(?:刚刚?)?(?:过去的?一年|一年来)，(?!.*(?:今年|新的一年|下一步))")
LOOKS_AHEAD = re.compile(r"^(?:今年|新的一年|下一步|我们[将要]|要)")
# 分门类看，…: what goes on with the figure before
BY_PARTS = re.compile(r"分[^，。；\d]{1,8}看，")
OPENINGS = find_openings(_YEARS_PAST, NEXT_ITEM, _THIS_YEAR, LOOKS_BACK, LOOKS_AHEAD)
"""A sentence that one of these expressions is for begins with one of these characters."""
OF_WHOLE = "其中"
"""What parts begin with that have the time of the whole in the sentence before."""
# 到2030年，…。…: what follows in the paragraph of a paper that neither reviews nor plans is to be reached by then, too
_BY_YEAR = re.compile(r"^(?:[^，。；\d]{0,16}[，：])?(?:力争|争取|预计)?到(?P<year>20\d{2})年[底末]?，")
_BACK = re.compile(r"^(?:目前|近年来|过去|截至|去年|[“\"]?十[一二三四]五[”\"]?(?:期间|时期)|20\d{2}年)")
_DIGIT = re.compile(r"\d")
_MONTHS_OR_YEAR = re.compile(r"\d{4}(?:-\d{2}(?:/\d{4}-\d{2})?)?")


def months_passed(clean: str, date: ReportDate, timing: Timing) -> str | None:
    """今年以来，…: the months up to a report that comes later than spring, below a heading that reviews years."""
    if date.year is None or (date.month or 1) <= EARLY or not _THIS_YEAR.match(clean):
        return None
    if timing.planned or timing.period is None or cal.year_of(timing.period) >= date.year:
        return None
    return cal.month_range(date.year, 1, date.month or 12)


def aimed_by(clean: str, date: ReportDate, before: int | None) -> int | None:
    """Give the year to come by which a paragraph aims at what it tells from this sentence on; `before`: up to it."""
    found = _BY_YEAR.match(clean) if "到20" in clean else None
    if found and date.year is not None and int(found["year"]) > date.year:
        return int(found["year"])
    return None if before is None or _BACK.match(clean) else before


def years_past(clean: str, timing: Timing) -> tuple[int, int] | None:
    """五年来，我们…: the years that the rest of a paragraph is about, in a review of one year."""
    match = _YEARS_PAST.match(clean)
    if match is None or timing.planned or timing.span is not None or timing.period is None:
        return None
    return cal.years_up_to(cal.year_of(timing.period), match["count"] or match["count_bare"], more=bool(match["more"]))


def time_opened(clean: str, expressions: list[Expression]) -> str | None:
    """1—4月，…。新开工31个: months, or a year, that a sentence opens with hold for those behind it that name none."""
    first = expressions[0] if expressions else None
    if first is None or first.start > 0 or first.is_baseline or first.is_now or not clean.startswith("，", first.end):
        return None
    return first.period if _MONTHS_OR_YEAR.fullmatch(first.period) else None


def told_of_whole(clean: str, expressions: list[Expression]) -> Expression | None:
    """年末全市常住人口36万人，…: the only time that a sentence names, before its first figure."""
    dating = [item for item in expressions if not (item.is_baseline or item.in_brackets or item.until)]
    if not dating or any(item.period != dating[0].period for item in dating):
        return None
    return None if _DIGIT.search(clean, 0, dating[0].start) else replace(dating[0], start=0, end=0)
