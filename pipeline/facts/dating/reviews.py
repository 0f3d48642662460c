"""Sentences with which a review turns: from the last year to several years, and from several to the last one."""

from __future__ import annotations

import re

from pipeline.facts.dating import calendar as cal
from pipeline.resources.pattern_openings import find_openings

ONE_YEAR = re.compile(
    r"(?:一年来|过去一年|过去的一年|(?:刚刚?)?过去的20\d{2}年|20\d{2}年)，?[^。]{0,40}"
    r"(?:抓了|做了|开展了|完成了|抓好|做好)[^。]{0,10}(?:工作|方面|事情|任务)[。：]?$"
)
# 2025年，我们认真贯彻…: a sentence without a figure that opens the review of the last year
YEAR_OPENS = re.compile(r"^(?:各位代表[，：！])?(?:刚刚?过去的|过去的|即将过去的)?(?P<year>20\d{2})年，?[^\d]{16,}$")
# 同时，我们也清醒地看到，…还存在不少问题: what is wrong is told of the last year
_PROBLEMS = re.compile(
    r"(?:清醒|深刻|深切|充分|客观)地?(?:看到|认识到|意识到)|存在(?:着|的)?(?:不少|一些|许多|诸多|很多)?(?:的)?(?:困难|问题|矛盾|差距|短板|不足)"
)
# 过去五年，是…的五年; “十一五”时期，是…: the review opens with the years that it is about. A heading may run into it.
ERA = re.compile(
    r"^(?:[一二三四五六七八九十]、[^，。；\d]{2,16}(?:回顾|总结|成就)\s*|各位代表[，：！]|——)?(?:"
    r"(?:刚刚?)?过去的?(?P<count>[三四五])年(?:来|间)?，?(?=是|(?!的)[^，。；\d]{2,24}，[^\d]*$)"
    r"|(?P<count_since>[三四五])年(?:来|间)，(?=[^\d]{12,}$)"
    r"|[“\"]?(?P<plan>十[一二三四五六]?)五[”\"]?(?:时期|期间)，?(?=是|[^\d]{12,}$))"
)
# 2010年，是“十一五”的最后一年: behind such an opening the last year comes, unless 五年来 follows at once
YEAR_AFTER_ERA = re.compile(r"^(?:各位代表[，：！])?(?:刚刚?过去的|过去的)?(?:19|20)\d{2}年，?是")
_SALUTATION = re.compile(r"^(?:各位代表|各位委员|同志们)[，：！。]?$")
_CALLED = r"^(?:——|各位代表[，：！])?(?:[一二三四五六七八九十]、[^，。；\d]{2,16}(?:回顾|总结|成就)\s*)?"
# 过去这五年，是…; 这5年，我们…; 回望“十四五”，…; “十三五”的五年，…; 这是人民得到实惠最多的五年。
_YEARS = re.compile(
    _CALLED + r"(?:回[首望顾眸]|纵观)?(?:"
    r"(?:(?:刚刚?)?过去的?|这|过去的?这|这过去的?)(?P<count>[三四五345])年(?:来|间|里)?[，是极]"
    r"|(?P<count_since>[三四五345])年(?:来|间)，"
    r"|[“\"]?(?P<plan>十[一二三四五六]?)五[”\"]?(?:的五年|时期|期间|以来|这五年)?[，是])"
)
_YEARS_LIKE_THAT = re.compile(_CALLED + r"这是[^，。；\d]{4,24}的(?P<count>[三四五])年。?$")
# 随着2020年目标任务的完成，我市“十三五”圆满收官
_PLAN_OVER = re.compile(
    r"^(?:各位代表[，：！])?随着(?:19|20)\d{2}年[^。]*[“\"]?(?P<plan>十[一二三四五六]?)五[”\"]?[^，。]{0,8}收官"
)
# 刚刚过去的2020年，…; 过去的一年，…; 2020年是极不平凡的一年; 一年来，…
_LAST_YEAR = re.compile(
    _CALLED + r"(?:(?:刚刚?|即将)?过去的?(?:(?P<year>20\d{2})|一)年[，是]"
    r"|(?P<year_was>20\d{2})年，?是[^。]{0,40}(?:一年|之年|年份|最后年)"
    r"|一年来，|去年，(?=[^\d]*$))"
)


OPENINGS = find_openings(
    ONE_YEAR, YEAR_OPENS, ERA, YEAR_AFTER_ERA, _SALUTATION, _YEARS, _YEARS_LIKE_THAT, _PLAN_OVER, _LAST_YEAR
)
"""A sentence that opens or closes a review begins with one of these characters."""
_FIGURELESS = re.compile(r"\D*+(?:(?:19|20)\d{2}年\D*+)*")


def tells_of_problems(clean: str) -> bool:
    """Tell whether a sentence says what is wrong."""
    may_tell = "存在" in clean or "看到" in clean or "识到" in clean  # most sentences hold none of them
    return may_tell and _PROBLEMS.search(clean) is not None


def is_salutation(clean: str) -> bool:
    """Tell whether a sentence, 各位代表！, only calls those who listen."""
    return bool(_SALUTATION.match(clean))


def is_without_figure(clean: str) -> bool:
    """Tell whether a sentence has no digits but those of years."""
    return _FIGURELESS.fullmatch(clean) is not None


def opens_years(clean: str, years: tuple[int, int]) -> bool:
    """Tell whether a sentence opens the review of `years` where a report reviews them beside their last one."""
    if over := _PLAN_OVER.match(clean):
        return cal.plan_years(over["plan"]) == years
    if like := _YEARS_LIKE_THAT.match(clean):
        return cal.parse_count_of_years(like["count"]) == years[1] - years[0] + 1
    match = _YEARS.match(clean)
    if match is None:
        return False
    if match["plan"]:
        return cal.plan_years(match["plan"]) == years
    return cal.parse_count_of_years(match["count"] or match["count_since"]) == years[1] - years[0] + 1


def opens_last_year(clean: str, last: int, *, opens_section: bool) -> bool:
    """Tell whether a sentence opens the review of `last`, the year that is over.

    2020年是“十三五”收官之年 opens none where it opens the section itself: the years of the plan come first.
    """
    match = _LAST_YEAR.match(clean)
    if match is None or (match["year_was"] and opens_section):
        return False
    return int(match["year"] or match["year_was"] or last) == last
