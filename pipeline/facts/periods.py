"""Tell when a figure holds: from the words near it, the headings above it and the date of the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.facts import calendar as cal
from pipeline.facts.calendar import ReportDate
from pipeline.facts.patterns import Patterns
from pipeline.records import Document, Section
from pipeline.resources.pattern_index import compile_guarded
from pipeline.resources.pattern_pairs import compile_hint

_HAN_YEAR = "[〇零○一二三四五六七八九]{4}"
_EXPRESSIONS = compile_guarded(
    rf"(?P<range>(?P<range_from>(?:19|20)\d{{2}})年?(?:[-—~～至到]|、)+(?P<range_to>(?:(?:19|"
    rf"20)\d{{2}}|\d{{2}}))年?(?!\d))"
    rf"|(?P<day>(?:(?P<day_year>(?:19|20)\d{{2}})年|(?P<day_word>今年|去年|本年|"
    rf"同年)?)(?P<day_month>1[0-2]|[1-9])月(?:份)?(?P<day_day>[1-3]?\d)日)"
    rf"|(?P<months>(?:(?P<months_year>(?:19|20)\d{{2}})年|(?P<months_word>今年|去年|本年|同年|"
    rf"前)?)(?P<months_from>1[0-2]|[1-9])月?(?:份)?[-—~～至到](?P<months_to>1[0-2]|[1-9])月(?:份)?)"
    rf"|(?P<first_months>(?:(?P<first_year>(?:19|20)\d{{2}})年|(?P<first_word>今年|"
    rf"去年)?)前(?P<first_count>[一二三四五六七八九十]|1[01]|\d)个月)"
    rf"|(?P<month>(?:(?P<month_year>(?:19|20)\d{{2}})年|(?P<month_word>今年|去年|上年|本年|同年|"
    rf"截至|截止|到|至)?)(?P<month_month>1[0-2]|[1-9])月(?:份)?(?P<month_end>[底末])?)"
    rf"|(?P<half>(?:(?P<half_year>(?:19|20)\d{{2}})年|(?P<half_word>今年|去年|明年)?)(?:的)?(?P<half_which>[上下])半年)"
    rf"|(?P<quarter>(?:(?P<quarter_year>(?:19|20)\d{{2}})年|(?P<quarter_word>今年|"
    rf"去年)?)(?:的)?(?P<quarter_first>前|"
    rf"第)?(?P<quarter_which>[一二三四1-4])(?:个)?季度(?P<quarter_end>末)?)"
    rf"|(?P<plan>(?<!第)(?P<plan_open>[“\"])?(?P<plan_which>十[一二三四五六]?|"
    rf"[六七八九])五(?P<plan_close>[”\"])?(?![”\"]?普法)(?P<plan_end>末|期末|收官)?(?P<plan_span>时期|期间|以来|"
    rf"规划|计划)?)"
    rf"|(?P<year>(?P<year_year>(?:19|20)\d{{2}}|{_HAN_YEAR})年(?P<year_end>年?[底末])?)"
    rf"|(?P<now>(?:截至|截止|到)?(?<!项)目前(?:为止)?|截至今日|现在)"
    rf"|(?P<this>今年|本年度?|当年(?!引|到|开)|年内)(?P<this_end>年?[底末])?"
    rf"|(?P<whole>全年(?!任务|目标|计划|预算|预期))"
    rf"|(?P<last>去年|上年(?!结转|度?[^，。；]{2, 14}的\d)|上一年度?|上年度)(?P<last_end>[底末])?"
    rf"|(?P<next>明年|下年)"
    rf"|(?P<year_end_only>年[底末]|岁末)"
    rf"|(?P<past>(?:过去(?:的)?|近|最近|这)?(?P<past_count>[两三四五十二]|\d)年(?:来|间|累计|共|"
    rf"总计)|(?:过去(?:的)?|最近|这|近)(?P<past_count2>[两三四五十])年|本届政府(?:任期)?(?:以来)?|"
    rf"五年翻)"
    rf"|(?P<within>(?:用|利用|力争用|争取用)(?:大约)?(?P<within_count>[两三四五二]|\d)年(?:左右)?(?:的)?时间)"
    rf"|(?P<future>(?:今后|未来|接下来)(?P<future_count>[两三四五十])(?:年|到[五十]年))"
)
_TELLS_TIME = compile_hint(_EXPRESSIONS)
_BASELINE_LEAD = re.compile(
    r"(?:[比较][^，。；、\d]{0,6}的|比|较|与|是|为|由|从|同|高于|低于|好于|优于|快于|慢于|多于|少于|超过|相当于|自)(?:“|\")?$"
)
_FROM = re.compile(r"(?:由|从)(?:“|\")?$")
_PLAN_YEAR = re.compile(
    r"^(?:的)?(?:开局|起步|收官|关键|承上启下|承前启后|第[一二三四五]|最后|决胜|攻坚|纲要)[^，。；]{0,8}年|"
    r"^(?:任务|目标|确定|要求|下达|约束性)"
)
_WORK_ON = re.compile(r"(?:实施|落实|编制|完成|推进|谋划|执行|制定|做好|启动|贯彻)(?:好|了)?[“\"]?$")
_PLAN_BRACKET = re.compile(r"(?:规划|纲要|方案|计划|行动)（$")
_AGENDA = re.compile(r"要点|(?:工作|任务)(?:安排|计划|部署)|重点(?:工作|任务)|任务分解|责任分工")
_SUMMARY = re.compile(r"总结|公报|年报|年鉴|情况|汇报|通报|综述|述职|回顾|运行分析|工作报告")
_REPORT_TITLE = re.compile(r"政府工作报告|工作报告|人民代表大会|计划执行情况|预算执行情况")


@dataclass(frozen=True, slots=True)
class Timing:
    """What the document says about time at one place.

    period: what figures are for that name no time themselves (a stock: the last year of `span`).
    span: the range of years under review where a section reviews several.
    planned: True in a part that plans, False in one that reviews, None where nothing tells.
    average_span: the years that 年均 means, where it is not `span`.
    """

    period: str | None = None
    span: tuple[int, int] | None = None
    planned: bool | None = None
    average_span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression of time in a sentence. `start`, `end` are places in the clean view."""

    start: int
    end: int
    period: str
    is_end: bool = False
    """True for 年底, 月底: a stock at that day."""
    is_baseline: bool = False
    """True where it follows 比, 较, 由...: what a figure is compared with, not what it is for."""
    is_from: bool = False
    is_now: bool = False
    is_span: bool = False


def find_expressions(clean: str, date: ReportDate, timing: Timing, *, anchor: int | None = None) -> list[Expression]:
    """Find the expressions of time in a clean sentence that can be resolved to a period, sorted by place.

    Args:
        clean: the clean view of the sentence.
        date: of the report.
        timing: what headings say about time here.
        anchor: the year that sentences before it named last; 当年 means it, until the sentence names a year itself.
    """
    found: list[Expression] = []
    if not _TELLS_TIME.search(clean):
        return found
    for match in _EXPRESSIONS.finditer(clean):
        named = [item for item in found if not item.is_baseline and len(item.period) != 9]
        said = cal.year_of(named[-1].period) if named else None
        expression = _resolve(match, date, timing, said=said, anchor=anchor)
        if expression is None or _is_title(match, clean):
            continue
        expression = _since(expression, clean[match.end() : match.end() + 2], date, timing)
        lead = clean[max(0, match.start() - 8) : match.start()]
        is_record = expression.is_span and lead.endswith("为")  # 为近四年最低
        multiple = lead.endswith(("达到", "达", "恢复到", "恢复至")) and clean.startswith(
            "的", match.end()
        )  # 达到2017年的3.1倍
        based = multiple or bool(_BASELINE_LEAD.search(lead)) or clean.startswith(("基础上", "的基础上"), match.end())
        is_baseline = based and not is_record and not re.search(r"(?:截至|自从)$", lead)
        found.append(replace(expression, is_baseline=is_baseline, is_from=bool(_FROM.search(lead))))
    return found


def _since(item: Expression, after: str, date: ReportDate, timing: Timing) -> Expression:
    """2014年以来: from then up to the year that is reviewed."""
    last = _last_year(date, timing)
    if after != "以来" or len(item.period) != 4 or not last or int(item.period) >= last:
        return item
    return replace(item, period=f"{item.period}/{last}", is_span=True)


def _is_title(match: re.Match[str], clean: str) -> bool:
    """Tell whether years belong to the name of a plan: 总体规划（2020-2035年）, “十四五”规划的开局之年."""
    before, after = clean[max(0, match.start() - 24) : match.start()], clean[match.end() : match.end() + 16]
    if "《" in before.rpartition("》")[2]:
        return True
    if match["plan"]:
        return bool(_PLAN_YEAR.match(after)) or bool(match["plan_span"] in ("规划", "计划") and _WORK_ON.search(before))
    return bool(match["range"] and _PLAN_BRACKET.search(before) and after.startswith("）"))


def _resolve(
    match: re.Match[str], date: ReportDate, timing: Timing, *, said: int | None, anchor: int | None
) -> Expression | None:
    """Resolve one expression; `said` is the year that the sentence named before it."""
    period, is_end, is_now, is_span = None, False, False, False
    if match["range"]:
        first, last = int(match["range_from"]), match["range_to"]
        end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
        period, is_span = (f"{first}/{end}" if first < end else None), True
    elif match["day"]:
        year = _named_year(match["day_year"], match["day_word"], date, timing)
        month, day = int(match["day_month"]), int(match["day_day"])
        period = f"{year}-{month:02d}-{day:02d}" if year and 1 <= day <= 31 else None
    elif match["months"]:
        year = _named_year(match["months_year"], match["months_word"], date, timing)
        first, last_month = int(match["months_from"]), int(match["months_to"])
        period = cal.month_range(year, first, last_month) if year and first < last_month else None
    elif match["first_months"]:
        year = _named_year(match["first_year"], match["first_word"], date, timing)
        count = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}.get(
            match["first_count"]
        )
        months = count or int(match["first_count"]) if match["first_count"].isdigit() or count else None
        period = cal.month_range(year, 1, months) if year and months and months <= 12 else None
    elif match["month"]:
        year = _named_year(match["month_year"], match["month_word"], date, timing)
        month = int(match["month_month"])
        is_end = bool(match["month_end"])
        period = (cal.month_end(year, month) if is_end else f"{year}-{month:02d}") if year else None
    elif match["half"]:
        year = _named_year(match["half_year"], match["half_word"], date, timing)
        period = (
            (cal.month_range(year, 1, 6) if match["half_which"] == "上" else cal.month_range(year, 7, 12))
            if year
            else None
        )
    elif match["quarter"]:
        period = _quarter(match, _named_year(match["quarter_year"], match["quarter_word"], date, timing))
    elif match["plan"]:
        marked = match["plan_open"] or match["plan_close"] or match["plan_end"] or match["plan_span"]
        years = cal.plan_years(match["plan_which"]) if marked else None
        if years and match["plan_end"]:
            period = str(years[1])
        elif years:
            period, is_span = f"{years[0]}/{years[1]}", True
    elif match["year"]:
        year = cal.parse_year(match["year_year"])
        is_end = bool(match["year_end"])
        period = (f"{year}-12-31" if is_end else str(year)) if year else None
    elif match["now"]:
        period, is_now = date.current, True
    elif match["this"]:
        is_end = bool(match["this_end"])
        year = (said or anchor) if match["this"] == "当年" else None
        year = year or _this_year(date, timing, match["this"])
        period = (f"{year}-12-31" if is_end else str(year)) if year else None
    elif match["last"]:
        is_end = bool(match["last_end"])
        base = date.year if match["last"] == "去年" else said or _review_year(timing) or date.year
        period = (f"{base - 1}-12-31" if is_end else str(base - 1)) if base else None
    elif match["whole"]:
        period = _whole_year(date, timing, said)
    elif match["next"]:
        period = str(date.year + 1) if date.year else None
    elif match["year_end_only"]:
        year = said or _year_at(timing, date)
        period, is_end = (f"{year}-12-31", True) if year else (None, True)
    elif match["past"]:
        period, is_span = _past(match, date, timing), True
    elif match["within"]:
        ahead = cal.parse_count_of_years(match["within_count"]) if timing.planned else None
        period = f"{date.year}/{date.year + ahead - 1}" if date.year and ahead else None
        is_span = True
    elif match["future"]:
        count_ahead = cal.parse_count_of_years(match["future_count"])
        period = f"{date.year}/{date.year + count_ahead - 1}" if date.year and count_ahead else None
        is_span = True
    if period is None:
        return None
    return Expression(match.start(), match.end(), period, is_end=is_end, is_now=is_now, is_span=is_span)


def _whole_year(date: ReportDate, timing: Timing, said: int | None) -> str | None:
    """全年 goes beyond the half year or the span that a section is about."""
    if said:
        return str(said)
    if timing.span is None and timing.period is not None:
        return timing.period[:4]
    return str(date.year) if timing.planned and timing.period is None and date.year else None


def _quarter(match: re.Match[str], year: int | None) -> str | None:
    if not year:
        return None
    which = {"一": 1, "二": 2, "三": 3, "四": 4}.get(match["quarter_which"]) or int(match["quarter_which"])
    if match["quarter_end"]:
        return cal.month_end(year, which * 3)
    first = 1 if match["quarter_first"] == "前" else which * 3 - 2
    return cal.month_range(year, first, which * 3)


def _past(match: re.Match[str], date: ReportDate, timing: Timing) -> str | None:
    if timing.span:
        return f"{timing.span[0]}/{timing.span[1]}"
    count = cal.parse_count_of_years(match["past_count"] or match["past_count2"] or "五")
    last = _last_year(date, timing)
    return f"{last - count + 1}/{last}" if last and count else None


def _review_year(timing: Timing) -> int | None:
    if timing.planned or timing.period is None:
        return None
    return cal.year_of(timing.period)


def _last_year(date: ReportDate, timing: Timing) -> int | None:
    """Give the last year that is over for the report: the one reviewed, or the one before a report of spring."""
    return _review_year(timing) or (date.year - 1 if date.year and (date.month or 1) <= 6 else date.year)


def _year_at(timing: Timing, date: ReportDate) -> int | None:
    if timing.period is not None:
        return cal.year_of(timing.period)
    return date.year


def _this_year(date: ReportDate, timing: Timing, word: str) -> int | None:
    if word.startswith(("当年", "年内", "本年")) and timing.period:
        return cal.year_of(timing.period)
    return date.year


def _named_year(digits: str | None, word: str | None, date: ReportDate, timing: Timing) -> int | None:
    if digits:
        return int(digits)
    if word in ("去年", "上年"):
        return date.year - 1 if date.year else None
    if word in ("今年", "本年"):
        return date.year
    until = word in ("截至", "截止", "到", "至", None)
    return cal.year_of(timing.period) if until and timing.planned is False and timing.period else date.year


@dataclass(frozen=True, slots=True)
class _Occasion:
    """What a document is as a whole: its date, the years that a plan is for, and whether it is an annual report."""

    date: ReportDate
    horizon: tuple[int, int] | None
    is_annual: bool


def build_timings(document: Document, sections: Iterable[Section], patterns: Patterns) -> dict[str | None, Timing]:
    """Give the timing of each section by its id, and under None that of text outside of any section.

    A heading that names a year and reviews or plans sets it for all sections below, until a deeper one says otherwise.
    """
    date = cal.parse_report_date(document.report_date)
    occasion = _Occasion(date, find_horizon(document), bool(_REPORT_TITLE.search(_opening(document))))
    sections = list(sections)
    default = _default_timing(document, occasion)
    if occasion.is_annual and _is_excerpt_of_plan(document, sections, occasion, patterns):
        default = Timing(str(date.open_year), planned=True)
    timings: dict[str | None, Timing] = {None: default}
    before = default
    year_ahead: Timing | None = None
    for section in sections:
        # A report turns from review to plan and not back: a top heading that tells nothing goes on planning.
        above = timings[section.parent] if section.parent else before if before.planned else default
        timing = _heading_timing(section.title, occasion, above, patterns, nested=section.parent is not None)
        if timing is None and year_ahead and not above.planned:
            timing = year_ahead
        elif timing is None and above.planned and above.span and not _AHEAD.search(section.title):
            # behind the plan for several years comes the one for this year, under headings that say so or do not
            opens_year = section.parent is None and date.open_year and occasion.is_annual
            timing = year_ahead or (Timing(str(date.open_year), planned=True) if opens_year else None)
        elif timing and timing.planned and timing.span is None and _YEAR_WORK.search(section.title):
            year_ahead = timing
        timings[section.section_id] = timing or above
        if section.parent is None:
            before = timings[section.section_id]
    return timings


_SPEAKS_OF_PLAN = re.compile(
    r"力争|确保|争取|今年[，要将]|[要将](?:加快|推进|坚持|抓好|进一步|全面|新建|完成)|加快(?:推进|建设)|大力(?:发展|推进)|着力|进一步"
)
_SPEAKS_OF_REVIEW = re.compile(
    r"同比|比上年|上年同期|荣获|获批|投入使用|建成投用|建成通车|圆满|顺利完成|取得[^，。]{0,6}(?:成效|进展|突破)|已[建完成达]|"
    r"[实完]现?成?了|增长\d|位居|排名"
)
_LEAST_OF_A_PLAN, _MORE_OF_A_PLAN = 5, 3


def _is_excerpt_of_plan(document: Document, sections: list[Section], occasion: _Occasion, patterns: Patterns) -> bool:
    """Tell whether an annual report whose headings tell no time is an excerpt of its plan: its sentences say so."""
    blank = Timing()
    if occasion.date.open_year is None or any(
        _heading_timing(section.title, occasion, blank, patterns, nested=False) for section in sections
    ):
        return False
    plans = len(_SPEAKS_OF_PLAN.findall(document.text))
    reviews = len(_SPEAKS_OF_REVIEW.findall(document.text))
    return plans >= _LEAST_OF_A_PLAN and plans >= _MORE_OF_A_PLAN * reviews


_OPENED = re.compile(r"(?:实现|取得)[^，。]{0,6}(?:开局|开端)$|(?:开局|起步)良好$|(?:圆满|胜利|顺利)收官$")
# 做好“十四五”开局工作: the first year of the plan is planned
_OPENING_WORK = re.compile(r"开局(?:工作|之年|各项|年)|开好局|起好步")
_REACHED = re.compile(r"(?:超过|完成|实现|好于|达到|超额|突破)[^，。]{0,8}(?:目标|任务|计划)")
_YEAR_WORK = re.compile(r"(?:20\d{2}年|今年)(?:的)?(?:政府|主要|重点|经济社会发展)*(?:工作|任务|目标|安排)")
_AHEAD = re.compile(r"今后|未来|[“\"]?十[一二三四五]五")


def _opening(document: Document) -> str:
    return re.sub(r"\s", "", (document.title or "") + document.text[:200])


_PLAN_OPENING = compile_guarded(
    r"(?:经济社会发展|今年|全年|\d{4}年)?(?:的)?(?:主要)?(?:预期目标|指标预期)(?:是|为|如下|建议)?(?:：|是|为|"
    r"$)|^今年(?:政府)?(?:工作)?(?:的)?(?:总体要求|总体思路|主要任务|工作目标|主要目标|奋斗目标)|"
    r"(?:今年|\d{4}年)，?[^，。；]{0,8}(?:经济|社会|事业)[^，。；]{0,8}发展的?(?:主要|奋斗|工作|预期)*目标(?:是|为|：)|"
    r"今年是[^，。]{2,40}(?:之年|一年|年份)|"
    r"(?:今年|\d{4}年)，?(?:我们)?(?:将|要)?(?:重点|着力|主要|突出)(?:做好|抓好|抓|推进|做)(?:以下|好)?"
)
_MAY_OPEN_PLAN = compile_hint(_PLAN_OPENING)


def plan_year(clean: str, date: ReportDate, default: Timing) -> int | None:
    """Give the year that an annual report begins to plan with this sentence, or None."""
    if date.year is None or default.period is None or not _MAY_OPEN_PLAN.search(clean):
        return None
    if not _PLAN_OPENING.search(clean):
        return None
    year = re.search(r"(20\d{2})年", clean[:24])
    current = cal.year_of(default.period) + 1
    return None if year and int(year[1]) < current else current


def _default_timing(document: Document, occasion: _Occasion) -> Timing:
    """Tell what a whole document is about.

    An annual report is about the year before, a summary or an agenda about what its title says; of others nothing is
    known.
    """
    date, title = occasion.date, re.sub(r"\s", "", document.title or "")
    if date.open_year and occasion.is_annual:
        return Timing(str(date.open_year - 1))
    if occasion.horizon:
        return Timing(None, planned=None, average_span=occasion.horizon)
    agenda, summary = _AGENDA.search(title), _SUMMARY.search(title)
    if not agenda and not summary:
        return Timing()
    named = [item.period for item in find_expressions(title, date, Timing()) if not item.is_span and not item.is_end]
    if len(named) == 1:
        return Timing(named[0], planned=True if agenda else None)
    if not named and summary and date.year and (date.month or 6) <= 3 and "总结" in title:
        return Timing(str(date.year - 1))
    return Timing()


def find_horizon(document: Document) -> tuple[int, int] | None:
    """Give the years that a plan is for: from its title, or the year that 到…年 names most often."""
    title = document.title or ""
    if not re.search(r"规划|计划|方案|行动", title + document.text[:200]):
        return None
    span = re.search(r"((?:19|20)\d{2})年?\s*[-—~～至到]+\s*((?:19|20)\d{2})", title) or re.search(
        r"[（(]((?:19|20)\d{2})年?\s*[-—~～至到]+\s*((?:19|20)\d{2})年?[）)]", document.text[:300]
    )
    if span and int(span[1]) < int(span[2]):
        return int(span[1]), int(span[2])
    plan = re.search(r"[“\"]?(十[一二三四五]|十)五[”\"]?[^，。；]{0,20}(?:规划|计划)", title)
    if plan and (years := cal.plan_years(plan[1])):
        return years
    named = Counter(int(year) for year in re.findall(r"到\s*(20\d{2})\s*年", document.text))
    if not named:
        return None
    last = max(named, key=lambda year: (named[year], year))
    base = Counter(int(year) for year in re.findall(r"[较比]\s*(20\d{2})\s*年", document.text) if int(year) < last)
    date = cal.parse_report_date(document.report_date)
    first = max(base, key=lambda year: (base[year], -year)) + 1 if base else date.year or last
    return (first, last) if first < last else None


_TURN = re.compile(
    r"^(?:下一步|下步|今后|未来|明年|存在问题)|(?:工作打算|工作安排|工作思路|工作计划|工作建议|"
    r"目标任务|主要目标|总体要求|预期目标|重点任务|任务安排|工作回顾|工作总结|完成情况)$"
)


def _is_strong(title: str, above: Timing, *, nested: bool) -> bool:
    """A heading without a time sets the mood only where it plainly speaks of the report's own work."""
    if nested and above.planned is not None:
        return bool(_TURN.search(title))  # what stands below a review or a plan is a topic of it
    strong = re.search(
        r"下一步|下步|今后|未来|打算|工作安排|目标任务|总体要求|预期目标|重点工作|主要任务|重点任务|"
        r"工作思路|工作重点|回顾|总结|奋斗目标|主要目标|总体目标|保障措施|发展目标|工作目标",
        title,
    )
    return bool(strong) or (above.planned is None and len(title) <= 20)


# 实施“十四五”规划，谱写新篇章: the years of the plan, though a plan that is carried out is no time in a sentence
_PLAN_TO_COME = re.compile(
    r"(?:实施|推进|落实|执行|描绘|谋划)[^，]{0,4}[“\"]?(?P<plan>十[一二三四五六])五[”\"]?(?:规划|蓝图)"
)
_BASIS = re.compile(r"基础|现状|成效|成就|回顾|发展环境|发展形势")
_GOAL = re.compile(r"目标|任务|设施|研究|夯实|强化|工程|原则")


def _is_part_of_year(period: str) -> bool:
    """Tell whether a period is a month, or months of a year."""
    return len(period) == 7 or (len(period) == 15 and "/" in period)


def _is_ahead(period: str, date: ReportDate) -> bool:
    last = period[-7:]
    now = f"{date.year}-{date.month or 12:02d}" if date.year else ""
    return bool(now) and last > now


def _heading_timing(
    title: str, occasion: _Occasion, above: Timing, patterns: Patterns, *, nested: bool
) -> Timing | None:
    """Read what a heading says about time and about reviewing or planning."""
    date, horizon = occasion.date, occasion.horizon
    if horizon and above.period is None and _BASIS.search(title) and not _GOAL.search(title) and len(title) <= 24:
        first, last = horizon
        span = (first - 5, first - 1) if first % 5 == 1 and last == first + 4 else None
        return Timing(str(first - 1), span, planned=False)
    reviews = bool(patterns.review_heading.search(title))
    plans = bool(patterns.plan_heading.search(title)) and not reviews and not _REACHED.search(title)
    expressions = [item for item in find_expressions(title, date, Timing()) if not item.is_baseline]
    spans = [item for item in expressions if item.is_span]
    if spans and date.open_year and _OPENED.search(title):
        return Timing(str(date.open_year - 1), planned=False)  # “十二五”实现良好开局: its first year is reviewed
    if spans and date.open_year and not reviews and _OPENING_WORK.search(title):
        return Timing(str(date.open_year), planned=True)
    years = [item for item in expressions if not item.is_span]
    if not expressions and (len(title) > 30 or not _is_strong(title, above, nested=nested)):
        return None
    if spans and years and reviews and years[0].start < spans[0].start:
        first, last = (int(year[:4]) for year in spans[0].period.split("/"))
        return Timing(str(cal.year_of(years[0].period)), planned=False, average_span=(first, last))
    if spans and years and reviews:
        first, last = (int(year) for year in spans[0].period.split("/"))
        return Timing(str(cal.year_of(years[-1].period)), (first, last), planned=False)
    current = date.open_year
    if spans and years and plans and current and cal.year_of(years[-1].period) == current:
        return Timing(str(current), planned=True)  # “十四五”目标和今年任务: most figures are for the year
    if spans and len(spans[0].period) == 9:
        first, last = (int(year) for year in spans[0].period.split("/"))
        if reviews or (not plans and current and last < current):
            return Timing(str(last), (first, last), planned=False)
        if plans or (current and last >= current):
            return Timing(str(last), (first, last), planned=True)
    if years and _is_part_of_year(years[-1].period):
        return Timing(years[-1].period, planned=plans or (not reviews and _is_ahead(years[-1].period, date)))
    if years:
        year = cal.year_of(years[-1].period)
        planned = plans or bool(current and year >= current and not reviews and "以来" not in title)
        return Timing(str(year), planned=planned)
    ahead = _PLAN_TO_COME.search(title)
    plan = cal.plan_years(ahead["plan"]) if ahead and not reviews else None
    if plan and current and plan[0] <= current <= plan[1]:
        return Timing(str(plan[1]), plan, planned=True)
    if reviews and not re.search(r"目标|计划$", title):
        return replace(above, planned=False) if above.planned is not False else None
    if plans and date.year:
        if re.search(r"今后五年|未来五年", title):
            return Timing(str(date.year + 4), (date.year, date.year + 4), planned=True)
        if not occasion.is_annual and horizon and above.period is None:
            return Timing(str(horizon[1]), planned=True, average_span=horizon)
        if occasion.is_annual and above.planned is None:
            return Timing(str(current), planned=True)
        return replace(above, planned=True)
    return None
