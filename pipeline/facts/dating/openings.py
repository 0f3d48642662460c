"""Sentences with which an annual report passes from review to plan, and in it to what several years are to bring."""

from __future__ import annotations

import re

from pipeline.facts.dating import calendar as cal
from pipeline.facts.dating.calendar import ReportDate
from pipeline.facts.dating.timing import Timing
from pipeline.resources.pattern_index import compile_guarded
from pipeline.resources.pattern_pairs import compile_hint

_PLAN_OPENING = compile_guarded(
    r"(?:经济社会发展|今年|全年|\d{4}年)?(?:的)?(?:主要)?(?:预期目标|指标预期)(?:是|为|如下|建议)?(?:：|是|为|"
    r"$)|^今年(?:政府)?(?:工作)?(?:的)?(?:总体要求|总体思路|主要任务|工作目标|主要目标|奋斗目标)|"
    r"(?:今年|\d{4}年)，?[^，。；]{0,8}(?:经济|社会|事业)[^，。；]{0,8}发展的?(?:主要|奋斗|工作|预期)*目标(?:是|为|：)|"
    r"^(?:全[省市县区州]|我[省市县区州])?(?:国民)?经济(?:和?社会)?(?:事业)?发展的?(?:主要|预期|奋斗|和|调控)*(?:目标|指标)(?:初步)?(?:是|为|：)|"
    r"(?:今年|\d{4}年)，?是[^，。]{2,40}(?:之年|一年|年份)|"
    r"(?:今年|\d{4}年)，?(?:我们)?(?:将|要)?(?:重点|着力|主要|突出)(?:做好|抓好|抓|推进|做)(?:以下|好)?"
)
_MAY_OPEN_PLAN = compile_hint(_PLAN_OPENING)
# 到2020年，全面建成小康社会; 总体目标是：到“十四五”末，…: what follows is to be reached by then, too
_BY_LAST_YEAR = re.compile(
    r"^(?:[^，。；：\d]{0,16}目标[^，。；：\d]{0,6}[：，]+)?到(?:(?P<year>20\d{2})年|[“\"]?(?P<plan>十[一二三四五六])五[”\"]?期?末)(?:底|末)?，"
)
# 今后五年经济社会发展的主要目标是：…; “十四五”时期，我市发展的总体要求是…
_AIMS_OF_YEARS = re.compile(
    r"^(?:各位代表[，：！])?(?:(?:今后|未来)(?P<count>[三四五])年|[“\"]?(?P<plan>十[一二三四五六])五[”\"]?(?:时期|期间)?)，?(?:的)?"
    r"[^，。；：]{0,24}(?:目标|任务|要求|思路)(?:是|为)"
)
_OF_THIS_YEAR = re.compile(r"今年|全年|年内|本年|(?<!到)(?P<year>20\d{2})年")


def plan_year(clean: str, date: ReportDate, default: Timing) -> int | None:
    """Give the year that an annual report begins to plan with this sentence, or None."""
    if date.year is None or default.period is None:
        return None
    may_open = "年" in clean or "目标" in clean or "指标" in clean  # each of the openings holds one of them
    if not may_open or not _MAY_OPEN_PLAN.search(clean) or not _PLAN_OPENING.search(clean):
        return None
    year = re.search(r"((?:19|20)\d{2})年", clean[:24])
    current = cal.year_of(default.period) + 1
    if not year and "今年" in clean and date.open_year is not None and date.open_year < current:
        return None  # 今年是…开局之年: in a paper that tells of this year
    return None if year and int(year[1]) < current else current


def aims_at_last(clean: str, years: tuple[int, int]) -> bool:
    """Tell whether a sentence opens what is to be reached by the end of `years`."""
    if opened := _AIMS_OF_YEARS.match(clean):
        count = cal.parse_count_of_years(opened["count"] or "")
        return count == years[1] - years[0] + 1 if count else cal.plan_years(opened["plan"]) == years
    match = _BY_LAST_YEAR.match(clean)
    if match is None:
        return False
    return int(match["year"]) == years[1] if match["year"] else cal.plan_years(match["plan"]) == years


def is_of_year(clean: str, year: int) -> bool:
    """Tell whether a sentence speaks of one year of a plan for several."""
    return any(match["year"] in (None, str(year)) for match in _OF_THIS_YEAR.finditer(clean))
