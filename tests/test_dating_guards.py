"""What is looked for first, so that expressions need not be tried, leaves out nothing that they match."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.facts.dating import course, paragraphs, reviews
from pipeline.facts.dating.calendar import ReportDate
from pipeline.facts.dating.openings import _PLAN_OPENING, plan_year
from pipeline.facts.dating.timing import YEAR_NAMED, Timing

WORDS = (
    "今年 2024年 2024 年 预期 目标 指标 是 为 ： ， 全市 我市 国民 经济 社会 发展 主要 的 之年 一年 我们 将 "
    "重点 着力 做好 五 年来 过去 过去的 刚刚 这 三 十四 十四五 “ ” 时期 各位代表 ！ 去年 一是 第二， （三） "
    "1 7 9 19 下一步 要 回顾 特别是 自 以来 今后 随着 收官 任务 工作 存在 不少 问题 清醒 看到 认识到 抓好 。"
)
SENTENCES = st.lists(st.sampled_from(WORDS.split()), max_size=9).map("".join)
AT_BEGINNING = [
    pattern
    for module in (course, paragraphs, reviews)
    for name, pattern in vars(module).items()
    if isinstance(pattern, re.Pattern)
    and pattern.pattern.startswith(("^", "(?:一年来|", "(?:刚刚?过去"))
    and name not in ("WITHOUT_FIGURE", "_SENTENCE")
]


@settings(max_examples=500, deadline=None)
@given(SENTENCES)
@example("2024年的经济社会发展目标是：")
def test_what_opens_years_begins_with_a_sign_that_is_known(clean):
    opened = [pattern.pattern for pattern in AT_BEGINNING if pattern.match(clean)]
    assert not opened or clean[0] in course._OPENINGS


def test_there_are_expressions_to_compare_with():
    assert len(AT_BEGINNING) > 12


@settings(max_examples=500, deadline=None)
@given(SENTENCES)
def test_what_opens_a_plan_holds_a_word_of_it(clean):
    opened = plan_year(clean, ReportDate(2030, 1), Timing("1899"))
    assert (opened is not None) == (_PLAN_OPENING.search(clean) is not None)


@settings(max_examples=500, deadline=None)
@given(SENTENCES)
def test_problems_and_figures_are_found_as_by_the_plain_expressions(clean):
    assert reviews.tells_of_problems(clean) == bool(reviews._PROBLEMS.search(clean))
    assert reviews.is_without_figure(clean) == (not re.search(r"\d", YEAR_NAMED.sub("", clean)))
