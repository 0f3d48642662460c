"""Read what a heading says about time and about reviewing or planning."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.facts.dating import calendar as cal
from pipeline.facts.dating.calendar import ReportDate
from pipeline.facts.dating.documents import Occasion
from pipeline.facts.dating.expressions import find_expressions
from pipeline.facts.dating.timing import Expression, Timing
from pipeline.facts.dating.turns import BARE_PLAN, TO_BE_TOLD, turns_to_plan
from pipeline.facts.patterns import Patterns

_OPENED = re.compile(r"(?:实现|取得)[^，。]{0,6}(?:开局|开端)$|(?:开局|起步)良好$|(?:圆满|胜利|顺利)收官$")
# 做好“十四五”开局工作: the first year of the plan is planned
_OPENING_WORK = re.compile(r"开局(?:工作|之年|各项|年)|开好局|起好步")
_REACHED = re.compile(r"(?:超过|完成|实现|好于|达到|超额|突破)[^，。]{0,8}(?:目标|任务|计划)")
_TURN = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*)?(?:下一步|下步|下一?阶段|今后|未来|明年|存在问题)|(?:工作打算|工作安排|工作思路|工作计划|工作建议|"
    r"目标任务|主要目标|总体要求|总体思路|努力方向|预期目标|重点任务|任务安排|工作回顾|工作总结|完成情况)$"
)
# 实施“十四五”规划，谱写新篇章: the years of the plan, though a plan that is carried out is no time in a sentence
_PLAN_TO_COME = re.compile(
    r"(?:实施|推进|落实|执行|描绘|谋划)[^，]{0,4}[“\"]?(?P<plan>十[一二三四五六])五[”\"]?(?:规划|蓝图)"
)
# “十四五”目标任务, “十四五”规划的主要目标: what the years of the plan are to bring
_AIMS_OF_PLAN = re.compile(
    r"(?:^|[、.\s]|[）)])[“\"]?(?P<plan>十[一二三四五六])五[”\"]?(?:规划|发展|经济社会|的|和|主要|总体|奋斗|预期)*"
    r"(?:目标|任务|思路|蓝图)(?!.*(?:完成|成就|总结|实现情况|评估))"
)
# “十五”计划确定的任务全面完成: the years of the plan are over
_PLAN_REACHED = re.compile(
    r"[“\"]?(?P<plan>十[一二三四五六]?)五[”\"]?(?:计划|规划|时期)[^，；]{0,8}(?:目标|任务)[^，；]{0,8}(?:完成|实现)"
)
# 五年工作的回顾; 大会所定任务完成情况和五年工作回顾: there the last year comes first
_YEARS_OF_WORK = re.compile(
    r"(?P<first>[^、]*[和及与])?(?<![第两])(?P<count>[三四五])年来?(?:的)?(?:政府)?(?:主要)?工作"
)
# 十届政府工作回顾, 第九届县人民政府及2021年工作回顾: a term of office is five years
_TERM = re.compile(
    r"(?:第?(?<![新下])[一二三四五六七八九十]{1,3}|上一?)届(?:[省市区县州盟旗]|自治[区州县])?(?:人民)?政府"
)
# 新一届政府工作的总体要求, 下一个五年的奋斗目标: what the years to come are to bring
_TERM_AHEAD = re.compile(r"(?:新一|下一?)届(?:[省市区县州盟旗]|自治[区州县])?(?:人民)?政府(?!.*建议)|下一个五年")
_YEARS_OF_TERM = 5
# 编制“十三五”规划和2030年远景目标纲要: the years of what is written are none of the work
_WRITES_PLAN = re.compile(r"(?:编制|编好|制定|谋划)[^，]{0,24}(?:规划|纲要)")
_BASIS = re.compile(r"基础|现状|成效|成就|回顾|发展环境|发展形势")
_GOAL = re.compile(r"目标|任务|设施|研究|夯实|强化|工程|原则")
# （一）关于加强政策扶持的建议。: what a reply replies to, no plan of its own
_REPLIED_TO = re.compile(
    r"关于(?!.*(?:工作|今后|下一?步|20\d{2}))[^。，；]{2,40}的?(?:建议|提案|议案|意见|问题)[。：]?$"
)
# 一、主要指标: of the months that an analysis is about; a plan calls its aims so
_FIGURES = re.compile(r"主要(?:经济)?指标$")
# 一、主要指标稳步提升: says what became of them
_FIGURES_TOLD = re.compile(
    r"主要(?:经济|发展)?指标(?=[\u4e00-\u9fff])(?!计划|安排|目标|预期|初步|体系|任务|建议|表$|的|和|及|与)"
)
# 三、优化发展环境: what is done about it, no account of it
_BETTERED = re.compile(r"(?:优化|改善|营造|净化|提升|打造|创优|完善)[^，、]{0,6}发展环境")
_ITEM = re.compile(r"^\s*[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.．、）)]?\s*")
_FIGURE = re.compile(r"\d")
_YEAR = 4  # characters of 2023
_FIRST_MONTHS = re.compile(r"(?P<year>\d{4})-01/\d{4}-(?P<last>0[2-9]|1[01])")


def heading_timing(title: str, occasion: Occasion, above: Timing, patterns: Patterns, *, nested: bool) -> Timing | None:
    """Read what a heading says about time and about reviewing or planning."""
    date, horizon = occasion.date, occasion.horizon
    told = _BETTERED.sub("", title) if "发展环境" in title else title
    if horizon and above.period is None and _BASIS.search(told) and not _GOAL.search(title) and len(title) <= 24:
        first, last = horizon
        span = (first - 5, first - 1) if first % 5 == 1 and last == first + 4 else None
        return Timing(str(first - 1), span, planned=False)
    if nested and _REPLIED_TO.search(title):
        return None
    reviews = bool(patterns.review_heading.search(told)) and not (above.planned and TO_BE_TOLD.match(title))
    figures_of_months = _FIGURES.search(title) and above.period is not None and _is_part_of_year(above.period)
    plans = bool(patterns.plan_heading.search(_FIGURES_TOLD.sub("", title)) or BARE_PLAN.match(title)) and not (
        reviews or _REACHED.search(title) or figures_of_months
    )
    is_plan = (occasion.is_annual and not nested) or occasion.is_agenda or horizon is not None
    if plans and not is_plan and not turns_to_plan(title, is_summary=occasion.is_summary):
        plans = False  # 三、聚焦目标任务，精心部署
    expressions = [item for item in find_expressions(title, date, Timing()) if not item.is_baseline]
    if not any(item.is_span for item in expressions) and (term := _find_term(title, date, reviews=reviews)):
        expressions = sorted([*expressions, term], key=lambda item: item.start)
    spans = [item for item in expressions if item.is_span]
    if spans and date.open_year and _OPENED.search(title):
        return Timing(str(date.open_year - 1), planned=False)  # “十二五”实现良好开局: its first year is reviewed
    if spans and date.open_year and not reviews and _OPENING_WORK.search(title):
        return Timing(str(date.open_year), planned=True)
    years = [item for item in expressions if not item.is_span]
    if nested and (_WRITES_PLAN.search(title) or _is_planned_sentence(title, expressions, above)):
        return None
    if not expressions and reviews and (work := _YEARS_OF_WORK.search(title)) and date.open_year:
        worked = cal.years_up_to(date.open_year - 1, work["count"])
        beside = {"average_span": worked} if work["first"] else {"span": worked}
        return Timing(str(date.open_year - 1), planned=False, **beside)
    over = _PLAN_REACHED.search(title) if "五" in title else None
    if not years and over and (plan := cal.plan_years(over["plan"])) and date.open_year and plan[1] < date.open_year:
        return Timing(str(plan[1]), plan, planned=False)
    if not years and not reviews and (plan := _plan_under_way(_AIMS_OF_PLAN, title, date)):
        return Timing(str(plan[1]), plan, planned=True)
    if not years and not reviews and (plan := _plan_under_way(_PLAN_TO_COME, title, date)):
        return Timing(str(plan[1]), plan, planned=True)
    if not expressions and (len(title) > 30 or not _is_strong(title, above, nested=nested)):
        return None
    if spans and years and reviews and years[0].start < spans[0].start:
        first, last = (int(year[:4]) for year in spans[0].period.split("/"))
        return Timing(str(cal.year_of(years[0].period)), planned=False, average_span=(first, last))
    if spans and years and reviews:
        first, last = (int(year) for year in spans[0].period.split("/"))
        return Timing(str(cal.year_of(years[-1].period)), (first, last), planned=False)
    current = date.open_year
    own_year = bool(years) and cal.year_of(years[-1].period) == current and not reviews
    if spans and own_year and (plans or years[0].start < spans[0].start):  # 全面完成2022年的任务，实现“十四五”良好开局
        # “十四五”目标和今年任务: most figures are for the year, averages over the years of the plan
        return Timing(str(current), planned=True, average_span=cal.years_of(spans[0].period))
    if spans and (span := cal.years_of(spans[0].period)):
        if reviews or (not plans and current and span[1] < current):
            return Timing(str(span[1]), span, planned=False)
        if plans or (current and span[1] >= current):
            return Timing(str(span[1]), span, planned=True)
    if years and _is_part_of_year(years[-1].period):
        return Timing(years[-1].period, planned=plans or (not reviews and _is_ahead(years[-1].period, date)))
    if years:
        year = cal.year_of(years[-1].period)
        planned = plans or bool(current and year >= current and not reviews and "以来" not in title)
        return Timing(str(year), planned=planned)
    if reviews and not re.search(r"目标|计划$", title):
        return replace(above, planned=False) if above.planned is not False else None
    if plans:
        if not occasion.is_annual and horizon and (above.period is None or above.planned is False):
            return Timing(str(horizon[1]), planned=True, average_span=horizon)
        if occasion.is_annual and above.planned is None and current:
            return Timing(str(current), planned=True)
        return replace(above, period=_year_to_plan(above, date), planned=True)
    return None


def _find_term(title: str, date: ReportDate, *, reviews: bool) -> Expression | None:
    """Find the term of office that a heading reviews, or the one to come that it is about."""
    named = (_TERM if reviews else _TERM_AHEAD).search(title)
    if named is None or date.open_year is None:
        return None
    first = date.open_year - (_YEARS_OF_TERM if reviews else 0)
    return Expression(named.start(), named.end(), f"{first}/{first + _YEARS_OF_TERM - 1}", is_span=True)


def _is_planned_sentence(title: str, expressions: list[Expression], above: Timing) -> bool:
    """7.在2022年46名的基础上，再选派60名; 8.办会30场，其中二季度12场: a sentence of a plan, with its own times."""
    if not above.planned or above.period is None or not expressions or "，" not in title:
        return False
    over = max(cal.year_of(item.period) for item in expressions) < cal.year_of(above.period)
    if not over and not (len(above.period) == _YEAR and all(_is_part_of_year(item.period) for item in expressions)):
        return False
    rest = list(title)
    for item in expressions:
        rest[item.start : item.end] = " " * (item.end - item.start)
    return bool(_FIGURE.search(_ITEM.sub("", "".join(rest))))


def _year_to_plan(above: Timing, date: ReportDate) -> str | None:
    """下一步打算 below a summary: the rest of the year whose first months are told of, else the year not yet over."""
    if above.period is None or above.planned or above.span:
        return above.period
    told = _FIRST_MONTHS.fullmatch(above.period)
    if told and int(told["year"]) == date.year:
        return cal.month_range(date.year, int(told["last"]) + 1, 12)
    return str(max(cal.year_of(above.period), date.open_year or 0))


def _is_strong(title: str, above: Timing, *, nested: bool) -> bool:
    """A heading without a time sets the mood only where it plainly speaks of the report's own work."""
    if nested and above.planned is not None:
        return bool(_TURN.search(title))  # what stands below a review or a plan is a topic of it
    strong = re.search(
        r"下一步|下步|今后|未来|打算|工作安排|目标任务|总体要求|预期目标|重点工作|主要任务|重点任务|"
        r"工作思路|总体思路|努力方向|工作重点|回顾|总结|奋斗目标|主要目标|总体目标|保障措施|发展目标|工作目标",
        title,
    )
    return bool(strong) or (above.planned is None and len(title) <= 20)


def _is_part_of_year(period: str) -> bool:
    """Tell whether a period is a month, or months of a year."""
    return len(period) == 7 or (len(period) == 15 and "/" in period)


def _is_ahead(period: str, date: ReportDate) -> bool:
    last = period[-7:]
    now = f"{date.year}-{date.month or 12:02d}" if date.year else ""
    return bool(now) and last > now


def _plan_under_way(expression: re.Pattern[str], title: str, date: ReportDate) -> tuple[int, int] | None:
    """Give the years of the plan that a heading names, where the year that the report opens is one of them."""
    named = expression.search(title) if "五" in title else None
    years = cal.plan_years(named["plan"]) if named else None
    return years if years and date.open_year and years[0] <= date.open_year <= years[1] else None
