"""Where a report turns: from several years to the last one, from review to plan, from five years to this one."""

from __future__ import annotations

import pytest

import pipeline

HEAD = "云溪市政府工作报告\n——2022年1月12日在云溪市第八届人民代表大会第一次会议上\n\n各位代表：\n\n"
REPORTS = {
    "a sentence that opens the last year ends the review of several": (
        "一、“十三五”时期和2021年工作回顾\n\n过去五年，新建村道126公里。\n\n"
        "2021年，我们坚持稳字当头，全力办好发展和安全两件大事，各项工作迈出新的步伐。\n\n新建公园12个。\n",
        {"126公里": "2016/2020", "12个": "2021"},
    ),
    "what was mainly done in one year": (
        "一、过去五年工作回顾\n\n新建村道126公里。\n\n一年来，我们重点做了六项工作。\n\n新建公园12个。\n",
        {"126公里": "2017/2021", "12个": "2021"},
    ),
    "a goal for five years without a heading": (
        "一、过去五年工作回顾\n\n新建村道126公里。\n\n今后五年的奋斗目标是：\n\n城镇化率达到72%。\n",
        {"126公里": "2017/2021", "72%": "2026"},
    ),
    "the plan of this year behind the plan for five": (
        "一、过去五年工作回顾\n\n新建村道126公里。\n\n二、今后五年的目标任务\n\n城镇化率达到72%。\n\n"
        "三、全力做好开局之年的工作\n\n新建公园12个。\n",
        {"126公里": "2017/2021", "72%": "2026", "12个": "2022"},
    ),
    "a heading that names a plan and its aims": (
        "一、过去五年工作回顾\n\n新建村道126公里。\n\n二、“十四五”目标任务\n\n城镇化率达到72%。新建公园12个。\n",
        {"126公里": "2017/2021", "72%": "2025", "12个": "2021/2025"},
    ),
    "a heading that names the planned aims": (
        "一、过去五年工作回顾\n\n新建村道126公里。\n\n二、“十四五”规划目标\n\n城镇化率达到72%。\n",
        {"126公里": "2017/2021", "72%": "2025"},
    ),
    "a heading that names a plan's aims and the year's work": (
        "一、过去五年工作回顾\n\n新建村道126公里。\n\n二、“十四五”目标和2022年任务\n\n新建公园12个。\n",
        {"126公里": "2017/2021", "12个": "2022"},
    ),
    "what a plan is to bring, in one section with the year's work": (
        "一、2021年工作回顾\n\n新建村道126公里。\n\n二、“十四五”时期的奋斗目标和2022年工作安排\n\n"
        "到2025年，城乡面貌焕然一新。新建公园12个，绿化率达到43%。\n\n财政收入年均增长5.5%。\n\n"
        "经济发展的主要预期目标是：外贸出口增长3.5%。改造小区31个，供水普及率达到97%，粮食产量年均增长2%。\n",
        {
            "12个": "2021/2025",
            "43%": "2025",
            "5.5%": "2021/2025",
            "3.5%": "2022",
            "31个": "2022",
            "97%": "2022",
            "2%": "2021/2025",
        },
    ),
    "another year than the plan's last one opens no aims of the plan": (
        "一、2021年工作回顾\n\n新建村道126公里。\n\n二、“十四五”时期的奋斗目标和2022年工作安排\n\n"
        "到2023年，河道全部治理一遍。新建公园12个。\n\n到2025年，水质根本好转。\n\n"
        "2022年是攻坚之年。绿化率达到43%。\n",
        {"12个": "2022", "43%": "2022"},
    ),
    "what five years are to bring, in one section with the year's work": (
        "一、2021年工作回顾\n\n新建村道126公里。\n\n二、今后五年奋斗目标和2022年工作安排\n\n"
        "今后五年我市发展的主要目标是：城乡面貌焕然一新。绿化率达到43%。\n\n今年，新建公园12个。\n",
        {"43%": "2026", "12个": "2022"},
    ),
    "the year's tasks, with which a plan begins": (
        "一、2021年工作回顾\n\n新建村道126公里。\n\n二、全面完成2022年各项任务，实现“十四五”规划良好开局\n\n"
        "绿化率达到43%，新建公园12个。\n",
        {"43%": "2022", "12个": "2022"},
    ),
    "no 现在 stands in what shows or is reached": (
        "一、2021年工作回顾\n\n成效主要体现在三个方面。全市实现在册企业翻倍，新建村道126公里。\n\n现在，路灯达到12座。\n",
        {"126公里": "2021", "12座": "2022-01"},
    ),
    "no 上年 stands in 以上 before 年": (
        "一、2021年工作回顾\n\n培育27家以上年产值在2亿元以上的工厂，新建村道126公里。\n",
        {"126公里": "2021"},
    ),
    "lessons in law are named after the plan of their years": (
        "一、2021年工作回顾\n\n深入开展“八五”法治宣传教育，新建村道126公里。\n",
        {"126公里": "2021"},
    ),
    "what is to double in five years": (
        "一、2021年工作回顾\n\n新建村道126公里。\n\n二、新一届政府的奋斗目标\n\n"
        "力争全市产业规模五年翻一番，游客人次四年翻两番。\n",
        {"126公里": "2021", "翻一番": "2026", "翻两番": "2025"},
    ),
    "aims of a plan end with their heading": (
        "一、2021年工作回顾\n\n新建村道126公里。\n\n二、“十四五”时期的奋斗目标和2022年工作安排\n\n"
        "总体目标是：到“十四五”末，城乡面貌焕然一新，绿化率达到43%。\n\n（一）做优城市\n\n新建公园12个。\n",
        {"43%": "2025", "12个": "2022"},
    ),
    "the first years of a plan": (
        "一、过去五年工作回顾\n\n“十四五”前两年新建村道126公里，“十三五”前三年新建公园12个。\n",
        {"126公里": "2021/2022", "12个": "2016/2018"},
    ),
    "a heading that counts the years of a term": (
        "一、五年工作的回顾\n\n新建村道126公里。\n\n二、2022年工作安排\n\n新建公园12个。\n",
        {"126公里": "2017/2021", "12个": "2022"},
    ),
    "a year since which": (
        "一、过去五年工作回顾\n\n2019年以来，累计新建公园12个。\n",
        {"12个": "2019/2021"},
    ),
    "five years that a sentence opens under no heading of their own": (
        "过去五年，是云溪极不平凡的五年。\n\n交通更加便捷。新建村道126公里，城镇化率由59%提高到66%。\n\n"
        "2021年，是“十四五”的开局之年。\n\n新建公园12个。\n",
        {"126公里": "2017/2021", "59%": "2016", "66%": "2021", "12个": "2021"},
    ),
    "a heading that runs into the five years that it opens": (
        "一、过去五年工作回顾 过去五年，是云溪极不平凡的五年。\n\n交通更加便捷。新建村道126公里。\n\n"
        "二、2022年工作安排\n\n新建公园12个。\n",
        {"126公里": "2017/2021", "12个": "2022"},
    ),
    "a plan that is over": (
        "“十三五”时期，是云溪发展最好的时期。五年来，全县上下团结一心，干成了许多大事。\n\n新建村道126公里。\n",
        {"126公里": "2016/2020"},
    ),
    "five years that open a part of the review of one and of several": (
        "一、2021年及过去五年工作回顾\n\n2021年，新建公园12个。\n\n五年来，全县上下团结一心，干成了许多大事。\n\n"
        "——交通更加便捷。新建村道126公里。\n",
        {"12个": "2021", "126公里": "2017/2021"},
    ),
    "five years looked back on in one paragraph of the review of one": (
        "一、2021年工作回顾\n\n五年来，全县上下团结一心，干成了许多大事，新建村道126公里。\n\n新建公园12个。\n",
        {"126公里": "2017/2021", "12个": "2021"},
    ),
    "experience of five years is no time": (
        "过去五年的实践告诉我们，发展必须依靠人民。\n\n新建公园12个。\n",
        {"12个": "2021"},
    ),
    "a term of office of four years": (
        "本届政府工作回顾\n\n全县生产总值从2017年137亿元增加到2021年277亿元，年均增长13%。\n\n新建村道126公里。\n",
        {"137亿元": "2017", "13%": "2018/2021", "126公里": "2018/2021"},
    ),
    "a term of office whose years a sentence counts": (
        "一、本届政府工作回顾\n\n四年来，重点抓了六个方面工作。\n\n（一）交通更加便捷。新建村道126公里。\n\n"
        "刚刚过去的2021年，新建公园12个。\n",
        {"126公里": "2018/2021", "12个": "2021"},
    ),
    "years within a term are not the term": (
        "一、本届政府工作回顾\n\n新建村道126公里。\n\n近四年来，新建公园12个。\n",
        {"126公里": "2017/2021"},
    ),
    "the years of a plan that a sentence opens behind the year that ends it": (
        "一、2021年和过去五年工作回顾\n\n2021年，新建公园12个。\n\n"
        "各位代表！2021年是本届政府收官之年。过去这五年，是云溪变化最大的五年。\n\n"
        "一是交通更加便捷。新建村道126公里。\n\n二是生态持续向好。拆除码头34处。\n",
        {"12个": "2021", "126公里": "2017/2021", "34处": "2017/2021"},
    ),
    "five years that are looked back on in other words": (
        "一、2021年和过去五年工作回顾\n\n去年，新建公园12个。\n\n回望过去五年，大事喜事多，成绩来之不易。\n\n"
        "新建村道126公里。\n",
        {"12个": "2021", "126公里": "2017/2021"},
    ),
    "the kind of five years that they were": (
        "一、2021年和过去五年工作回顾\n\n新建公园12个。\n\n这是云溪城乡面貌变化最大的五年。新建村道126公里。\n\n拆除码头34处。\n",
        {"12个": "2021", "126公里": "2017/2021", "34处": "2017/2021"},
    ),
    "last year again behind the five": (
        "一、2021年和过去五年工作回顾\n\n新建公园12个。\n\n过去五年，成绩显著。\n\n新建村道126公里。\n\n"
        "去年，我们着重抓了六件大事。\n\n拆除码头34处。\n",
        {"12个": "2021", "126公里": "2017/2021", "34处": "2021"},
    ),
    "the last of five years, in the paragraphs behind it too": (
        "一、过去五年及2021年工作回顾\n\n新建村道126公里。\n\n刚刚过去的2021年，是极不平凡的一年。\n\n"
        "一是交通更加便捷。新建公园12个。\n\n这五年，我们不负重托。\n\n拆除码头34处。\n",
        {"126公里": "2017/2021", "12个": "2021", "34处": "2017/2021"},
    ),
    "the last year without its number": (
        "一、过去五年及2021年工作回顾\n\n新建村道126公里。\n\n刚刚过去的一年，困难比预料的多。\n\n新建公园12个。\n",
        {"126公里": "2017/2021", "12个": "2021"},
    ),
    "the year that ends a plan opens no review of it": (
        "一、过去五年及2021年工作回顾\n\n2021年是本届政府任期的最后一年。\n\n新建村道126公里。\n",
        {"126公里": "2017/2021"},
    ),
    "another plan than the one reviewed": (
        "一、2021年和过去五年工作回顾\n\n“十四五”时期，是云溪发展的关键时期。\n\n新建公园12个。\n",
        {"12个": "2021"},
    ),
    "a heading that only counts the years of work": (
        "一、五年工作的回顾\n\n新建村道126公里。\n",
        {"126公里": "2017/2021"},
    ),
    "a heading of what was resolved and of five years": (
        "一、六次大会所定任务完成情况和五年工作回顾\n\n新建公园12个。\n\n过去的五年极不平凡。新建村道126公里。\n",
        {"12个": "2021", "126公里": "2017/2021"},
    ),
    "a plan whose tasks are completed": (
        "一、“十三五”计划确定的目标和任务全面完成\n\n新建村道126公里。\n",
        {"126公里": "2016/2020"},
    ),
    "a long heading of a plan to carry out": (
        "一、2021年工作回顾\n\n新建村道126公里。\n\n二、实施“十四五”规划，奋力谱写全面建设社会主义现代化国家的云溪新篇章\n\n"
        "新建公园12个。\n",
        {"126公里": "2021", "12个": "2021/2025"},
    ),
    "a plan that is written is no time of what stands below": (
        "一、2021年工作回顾\n\n新建村道126公里。\n\n二、2022年工作安排\n\n（一）编制“十四五”规划和2035年远景目标纲要\n\n新建公园12个。\n",
        {"126公里": "2021", "12个": "2022"},
    ),
    "the task of a plan is no time": (
        "一、2021年工作回顾\n\n造林面积完成“十四五”任务的64%，新建公园12个。\n",
        {"64%": "2021", "12个": "2021"},
    ),
}


@pytest.mark.parametrize("case", REPORTS)
def test_figures_are_of_the_time_that_their_part_of_the_report_is_about(case: str) -> None:
    text, expected = REPORTS[case]
    facts = pipeline.extract(HEAD + text, report_date="2022-01").analyses[0].facts
    assert {fact.text: fact.period for fact in facts if fact.text in expected} == expected


def test_a_plan_is_a_target_and_a_review_is_not() -> None:
    text, _ = REPORTS["the plan of this year behind the plan for five"]
    facts = pipeline.extract(HEAD + text, report_date="2022-01").analyses[0].facts
    assert [fact.status for fact in facts] == ["actual", "target", "target"]


def test_a_report_of_june_tells_of_the_half_year_that_ends_with_it() -> None:
    text = "云溪市政府工作报告\n\n一、工作回顾\n\n预计上半年，全市地区生产总值同比增长13%。\n"
    (fact,) = pipeline.extract(text, report_date="2022-06").analyses[0].facts
    assert (fact.period, fact.baseline) == ("2022-01/2022-06", "2021-01/2021-06")
    (fact,) = pipeline.extract(text, report_date="2022-01").analyses[0].facts
    assert fact.period == "2021-01/2021-06"


def test_a_quarter_in_a_late_review_is_the_one_that_has_just_passed() -> None:
    text = "云溪市政府工作报告\n\n一、2021年工作回顾\n\n一季度，全市地区生产总值增长6.1%；四季度新建公园12个。\n"
    late, usual = (
        [fact.period for fact in pipeline.extract(text, report_date=date).analyses[0].facts]
        for date in ("2022-05", "2022-01")
    )
    assert late == ["2022-01/2022-03", "2021-10/2021-12"]
    assert usual == ["2021-01/2021-03", "2021-10/2021-12"]


def test_months_of_a_report_of_january_are_those_of_the_year_before() -> None:
    text = "云溪市政府工作报告\n\n我们加快推进灾后重建。到9月底，重建项目完成98%。\n"
    (fact,) = pipeline.extract(text, report_date="2022-01").analyses[0].facts
    assert fact.period == "2021-09-30"
    (fact,) = (
        pipeline.extract("云溪市工作要点\n\n到9月底，重建项目完成98%。\n", report_date="2022-01").analyses[0].facts
    )
    assert fact.period == "2022-09-30"
