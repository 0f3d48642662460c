"""What years a report is about is told alike by every way to call its parts, and to turn from one to the next."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.facts.build import load_fact_builder
from pipeline.facts.dating import calendar as cal
from pipeline.facts.dating.documents import Occasion
from pipeline.facts.dating.headings import heading_timing
from pipeline.facts.dating.timing import Timing
from pipeline.params import Params

PATTERNS = load_fact_builder(Params().facts).patterns
# of an annual report of 2032, given in its first months or in the last days of the year before
DATES = ("2032-01-20", "2031-12-28")
YEARS_OVER = {
    (
        2027,
        2031,
    ): "过去五年 过去的五年 过去5年 五年来 本届政府 本届政府任期 2027年以来 2027—2031年 十届政府 市十六届政府 "
    "市第十六届人民政府 第四届州人民政府 第九届政府五年",
    (2028, 2031): "过去四年 过去4年",
    (2026, 2031): "过去六年 过去6年",
}
WORK = ["工作回顾", "工作的回顾", "政府工作回顾", "工作总结", "工作情况", "工作简要回顾"]
YEARS_AHEAD = {
    (
        2032,
        2036,
    ): "今后五年 今后5年 未来五年 未来5年 新一届政府 新一届市政府 下届政府 下一届人民政府 下一个五年 2032—2036年",
    (2032, 2034): "今后三年 未来3年",
}
AIMS = ["奋斗目标", "目标任务", "工作目标", "主要任务", "总体要求", "工作安排", "的发展目标"]
# what only looks like a term that is over, or one to come
NO_TERM = {
    "二、新一届政府工作回顾": (False, None),
    "二、对下届政府工作的建议": (True, None),
    "二、第五届农业博览会工作回顾": (False, None),
}
# what a summary calls what it did, and what comes next; the ends may be put to any of the beginnings
DONE = [
    f"二、{what}{how}"
    for what in ("工作", "重点工作", "目标任务", "主要指标", "重点任务")
    for how in ("完成情况", "推进情况", "落实情况", "开展情况", "进展情况")
]
TO_COME = [
    f"三、{when}{what}"
    for when in ("下一步", "下一阶段", "今后", "2032年")
    for what in ("工作打算", "工作思路", "重点工作", "总体思路", "努力方向")
]
# what a summary calls a part of what it did by a word of planning
TOPICS = [
    f"二、{does}{plan}{end}"
    for does in ("聚焦", "明确", "落实", "紧盯", "精心", "优化", "细化")
    for plan in ("目标任务", "重点任务", "任务分解", "发展思路", "政策措施", "部署")
    for end in ("", "，抓项目建设", "更加有力")
] + ["一、采取的主要措施", "一、主要措施", "一、总体思路和做法", "三、今后工作的基础更加坚实", "二、代表建议办理"]
PLANS = [
    f"三、{what}"
    for what in ("工作安排", "工作建议", "存在问题及对策建议", "重点任务", "目标任务", "下一步工作计划", "明年重点工作")
]
# what is to be told, in a plan
ACCOUNTS_DUE = [f"四、{what}" for what in ("总结推广典型经验", "强化总结评估", "做好工作总结", "及时通报完成情况")]
PLAN_TITLES = ["加快推进数字经济发展的实施意见", "促进科技创新若干政策", "市场主体倍增计划", "养老服务工作方案"]
TURNS = {
    "a whole report whose headings tell no time reviews until a sentence opens its plan": (
        "一、凝心聚力谱新篇\n\n" + "争取专项贷款37亿元。各项工作取得新成效。" * 50 + "\n\n二、乘势而上再出发\n\n"
        "全市经济社会发展的主要目标是：生产总值增长6%。\n\n新建公园12个。\n",
        {"37亿元": ("2021", "actual"), "6%": ("2022", "target"), "12个": ("2022", "target")},
    ),
    "an excerpt of a plan has no such sentence behind a review": (
        "一、乘势而上再出发\n\n" + "加快推进园区建设，力争再上台阶，确保争先进位。" * 5 + "新建公园12个。\n",
        {"12个": ("2022", "target")},
    ),
    "the problems of a review of several years are those of now": (
        "一、过去五年工作回顾\n\n引进企业37家。\n\n同时，我们也清醒地看到，发展中还存在不少困难和问题。园区引进企业仅12家。\n",
        {"37家": ("2017/2021", "actual"), "12家": ("2021", "actual")},
    ),
    "the year that the report is given for opens its plan": (
        "一、凝心聚力谱新篇\n\n新建村道37公里。\n\n2022年是全面深化改革的关键一年。\n\n新建公园12个。\n",
        {"37公里": ("2021", "actual"), "12个": ("2022", "target")},
    ),
    "the year that is over opens none": (
        "一、凝心聚力谱新篇\n\n2021年是全面深化改革的关键一年。\n\n新建公园12个。\n",
        {"12个": ("2021", "actual")},
    ),
    "years of a plan that have passed since it began": (
        "一、2021年工作回顾\n\n“十四五”以来，新建村道37公里。\n",
        {"37公里": ("2021", "actual")},
    ),
}


def timing_of(title: str, date: str) -> Timing | None:
    """Read a heading of an annual report."""
    when = cal.parse_report_date(date)
    above = Timing(str((when.open_year or 0) - 1))
    return heading_timing(title, Occasion(when, None, is_annual=True), above, PATTERNS, nested=False)


@pytest.mark.parametrize("date", DATES)
def test_a_heading_that_reviews_years_names_them(date: str) -> None:
    wrong = []
    for years, names in YEARS_OVER.items():
        for name in names.split():
            wrong += [
                title
                for work in WORK
                for title, expected in {
                    f"一、{name}{work}": Timing("2031", years, planned=False),
                    f"一、{name}和2031年{work}": Timing("2031", years, planned=False),
                    f"一、2031年及{name}{work}": Timing("2031", planned=False, average_span=years),
                }.items()
                if timing_of(title, date) != expected
            ]
    assert wrong == []


@pytest.mark.parametrize("date", DATES)
def test_a_heading_that_plans_years_names_them(date: str) -> None:
    wrong = []
    for years, names in YEARS_AHEAD.items():
        for name in names.split():
            wrong += [
                title
                for aim in AIMS
                for title, expected in {
                    f"二、{name}{aim}": Timing(str(years[1]), years, planned=True),
                    f"二、{name}{aim}和2032年重点工作": Timing("2032", planned=True, average_span=years),
                }.items()
                if timing_of(title, date) != expected
            ]
    assert wrong == []


@pytest.mark.parametrize("title", NO_TERM)
def test_no_years_are_read_into_a_heading(title: str) -> None:
    timing = timing_of(title, DATES[0])
    assert timing is not None
    assert (timing.planned, timing.span) == NO_TERM[title]


@pytest.mark.parametrize(("titles", "planned"), [(DONE, False), (TO_COME, True), (TOPICS, False), (PLANS, True)])
def test_a_summary_tells_what_was_done_and_what_comes_next(titles: list[str], planned: bool) -> None:
    occasion = Occasion(cal.parse_report_date("2031-12-20"), None, is_annual=False, is_summary=True)
    told = {title: heading_timing(title, occasion, Timing("2031"), PATTERNS, nested=False) for title in titles}
    assert [title for title, timing in told.items() if bool(timing and timing.planned) is not planned] == []


def test_a_topic_below_a_heading_that_tells_no_time_opens_no_plan() -> None:
    occasion = Occasion(cal.parse_report_date("2032-01-20"), None, is_annual=True)
    above = Timing("2031")
    topics = [title for title in TOPICS if title != "一、主要措施"]  # below 二、乘势而上谱新篇 they are to be taken
    told = {title: heading_timing(title, occasion, above, PATTERNS, nested=True) for title in (*topics, *PLANS)}
    assert [title for title, timing in told.items() if bool(timing and timing.planned) is not (title in PLANS)] == []


@pytest.mark.parametrize("title", ACCOUNTS_DUE)
def test_an_account_that_is_due_ends_no_plan(title: str) -> None:
    occasion = Occasion(cal.parse_report_date("2032-01-20"), None, is_annual=False, is_agenda=True)
    timing = heading_timing(title, occasion, Timing("2032", planned=True), PATTERNS, nested=False)
    assert timing is None or timing.planned


@pytest.mark.parametrize("title", PLAN_TITLES)
def test_a_plan_whose_headings_are_topics_plans(title: str) -> None:
    text = "一、培育市场主体\n\n加快推进园区建设，新建标准厂房37万平方米。\n\n二、优化发展环境\n\n新建公园12个。\n"
    facts = pipeline.extract(text, title=f"云溪市{title}", report_date="2022-03").analyses[0].facts
    assert [fact.status for fact in facts] == ["target", "target"]


@pytest.mark.parametrize("title", PLAN_TITLES)
def test_an_account_of_a_plan_tells_what_was_done(title: str) -> None:
    text = "一、培育市场主体\n\n新建标准厂房37万平方米。\n\n二、细化目标任务\n\n新建公园12个。\n"
    facts = pipeline.extract(text, title=f"云溪市{title}落实情况", report_date="2022-03").analyses[0].facts
    assert [fact.status for fact in facts] == ["actual", "actual"]


@pytest.mark.parametrize("case", TURNS)
def test_a_report_turns_where_its_sentences_say_so(case: str) -> None:
    text, expected = TURNS[case]
    facts = pipeline.extract("云溪市政府工作报告\n\n" + text, report_date="2022-01").analyses[0].facts
    assert {fact.text: (fact.period, fact.status) for fact in facts if fact.text in expected} == expected
