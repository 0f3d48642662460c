"""Find the expressions of time in a sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.facts.dating import calendar as cal
from pipeline.facts.dating.calendar import ReportDate
from pipeline.facts.dating.resolving import resolve
from pipeline.facts.dating.timing import EARLY, Expression, Timing, last_year
from pipeline.facts.frames import LIST_MARKS
from pipeline.resources.pattern_index import compile_guarded
from pipeline.resources.pattern_pairs import compile_hint

_HAN_YEAR = "[〇零○一二三四五六七八九]{4}"
_EXPRESSIONS = compile_guarded(
    rf"(?P<months_over>(?P<over_from>(?:19|20)\d{{2}})年(?P<over_first>1[0-2]|[1-9])月(?:份)?(?:[1-3]?\d日)?"
    rf"[-—~～至到](?P<over_to>(?:19|20)\d{{2}})年(?P<over_last>1[0-2]|[1-9])月(?:份|[1-3]?\d日|[底末])?)"
    rf"|(?P<range>(?P<range_from>(?:19|20)\d{{2}})年?(?:[-—~～至到]|、)+(?P<range_to>(?:(?:19|"
    rf"20)\d{{2}}|\d{{2}}))年?(?!\d))"
    rf"|(?P<day>(?:(?P<day_year>(?:19|20)\d{{2}})年|(?P<day_word>今年|去年|本年|"
    rf"同年)?)(?P<day_month>1[0-2]|[1-9])月(?:份)?(?P<day_day>[1-3]?\d)日)"
    rf"|(?P<months>(?:(?P<months_year>(?:19|20)\d{{2}})年|(?P<months_word>今年|去年|本年|同年|"
    rf"前)?)(?P<months_from>1[0-2]|[1-9])月?(?:份)?[-—~～至到](?P<months_to>1[0-2]|[1-9])月(?:份)?)"
    rf"|(?P<first_months>(?:(?P<first_year>(?:19|20)\d{{2}})年|(?P<first_word>今年|"
    rf"去年)?)[前头](?P<first_count>[一二三四五六七八九十]|1[01]|\d)个月)"
    rf"|(?P<month>(?:(?P<month_year>(?:19|20)\d{{2}})年|(?P<month_word>今年|去年|上年|本年|同年|"
    rf"截至|截止|到|至)?)(?P<month_month>1[0-2]|[1-9])月(?![1-3]?\d日)(?:份)?(?P<month_end>[底末])?)"
    rf"|(?P<half>(?:(?P<half_year>(?:19|20)\d{{2}})年|(?P<half_word>今年|去年|明年)?)(?:的)?(?P<half_which>[上下])半年(?P<half_end>末)?)"
    rf"|(?P<quarters>(?:(?P<quarters_year>(?:19|20)\d{{2}})年|(?P<quarters_word>今年|去年)?)(?:的)?"
    rf"(?P<quarters_from>[一二三1-3])(?:个?季度)?[-—~～至到](?P<quarters_to>[二三四2-4])个?季度)"
    rf"|(?P<quarter>(?:(?P<quarter_year>(?:19|20)\d{{2}})年|(?P<quarter_word>今年|"
    rf"去年)?)(?:的)?(?P<quarter_first>前|"
    rf"第)?(?<![\d十])(?<!连续)(?<!提前)(?P<quarter_which>[一二两三四1-4])(?:个)?季度(?P<quarter_end>末)?)"
    rf"|(?P<plan>(?<!第)(?P<plan_open>[“\"])?(?P<plan_which>十[一二三四五六]?|"
    rf"[六七八九])五(?!分钟|[届个项家条大天日人类名所处公平连强佳])(?P<plan_close>[”\"])?(?![”\"]?(?:普法|法治宣传))(?P<plan_end>末|期末|收官)?(?:前(?P<plan_years>[两三四])年)?(?P<plan_span>时期|期间|以来|"
    rf"规划|计划)?)"
    rf"|(?P<year>(?P<year_year>(?:19|20)\d{{2}}|{_HAN_YEAR})年(?P<year_end>年?[底末])?)"
    rf"|(?P<now>(?:截至|截止|到)?(?<!项)目前(?:为止)?|截至今日|(?<![实体呈展表出发兑])现在)"
    rf"|(?P<this>今年|本年度?|当年(?!引|到|开)|年内)(?P<this_end>年?[底末])?"
    rf"|(?P<whole>全年(?!(?:任务|目标|计划|预算|预期)(?!不变|不减))|年度(?=计划[改新扩续实建完开引培]))"
    rf"|(?P<there_is>(?<![在对把将于用])现有(?!的?(?:基础|条件|政策|资源|规模|水平|技术|优势|体系|设施|机制)))"
    rf"|(?P<last>去年|(?<!以)上年(?!净?结[转余]|滚存|度?审计)|上一年度?(?!审计)|上年度(?!审计|结[转余]))(?P<last_end>[底末])?"
    rf"|(?P<next>明年|(?<!结转)(?<!结转至)(?<!结转到)下年)"
    rf"|(?P<year_end_only>年[底末]|岁末)"
    rf"|(?P<past>(?:过去(?:的)?|近|最近|这)?(?<![一二三四五六七八九十\d])(?P<past_count>[两三四五六七八十二]|\d)年(?:(?P<past_more>多)?以?来|间|累计|共|"
    rf"总计)|(?<![第前后连续近每\d])(?P<past_count3>[三四五3-5])年(?=(?:全[省市县区州]|新增|净增|完成|实施(?!计划|方案|规划|意见)|"
    rf"投入|引进|建成|改造|统筹安排|筹集|(?<![\u4e00-\u9fff][三四五3-5]年)培[育养](?!计划)))|"
    rf"(?:过去(?:的)?|最近|这|近)(?P<past_count2>[两三四五六七八十]|\d)年|本届政府(?:任期)?(?:以来)?|"
    rf"五年翻)"
    rf"|(?P<within>(?:用|利用|力争用|争取用)(?:大约)?(?P<within_count>[两三四五二]|\d)年(?:左右)?(?:的)?时间|"
    rf"(?<![前后连续近每\d十二两三四])(?P<within_count2>[两三四五2-5])年(?:之)?内)"
    rf"|(?P<future>(?:今后|未来|接下来)(?P<future_count>[两三四五十]|\d)(?:年|到[五十]年))"
    rf"|(?P<both>今明两年)"
)
_TELLS_TIME = compile_hint(_EXPRESSIONS)
_BASELINE_LEAD = re.compile(
    r"(?:[比较][^，。；、\d]{0,6}的|比|较|与|是|为|由|从|同|高于|高出|超出|超|领先|跑赢|落后|低于|好于|优于|快于|慢于|多于|少于|超过|相当于|接近|自)(?:“|\")?$"
)
# 不低于当地上年人均收入的60%, 按照上年度支出的30%: what a rule reckons with
_RECKONED = re.compile(r"(?:当地|按照?|达到?)$")
_NOT_COMPARED = re.compile(r"(?:截至|自从)$")
_FROM = re.compile(r"(?:由|从)(?:“|\")?$")
_PLAN_YEAR = re.compile(
    r"^(?:的)?(?:开局|起步|收官|关键|承上启下|承前启后|第[一二三四五]|最后|决胜|攻坚|纲要)[^，。；]{0,8}年|"
    r"^(?:纲要)?(?:任务|目标|确定|要求|下达|约束性)"
)
_WORK_ON = re.compile(r"(?:实施|落实|编制|完成|推进|谋划|执行|制定|做好|启动|贯彻|对接|衔接|论证)(?:好|了)?[“\"]?$")
# 策划“十五五”项目库: what is planned for later years
_PLAN_PROJECTS = re.compile(r"^(?:重大|重点|储备)*项目库")
# 提前完成“十二五”水运目标: what is done about it is of another time
_PLAN_AIM = re.compile(r"^[\u4e00-\u9fff]{0,14}(?:目标|任务)")
# “十四五”口岸发展规划, “十三五”首批项目, “十二五”规划的12条公路: the plan that something is named after or stands in
_PLAN_NAME = re.compile(
    r"^(?!累计|新增|新建|完成|建成|实施|共|全[市省区县州]|我[市省区县们]|将|要|力争|预计|年均|主要|引进|投入|开工|改造|争取|安排|"
    r"(?:计划|规划)(?:建设|新[建增]|投资|实施|改造|完成|引进|期)|(?:规划|计划)的?(?:完成|执行|实施|落实|主要|目标|确定|任务))"
    r"(?:(?:规划|计划)的?\d|[\u4e00-\u9fff（）]{0,12}?(?:规划|计划|方案|纲要|建议|项目|专项|试点|示范区|技改|安置点|首批|第[一二三]批|储备))"
)
_PLAN_BRACKET = re.compile(r"(?:规划|纲要|方案|计划|行动)（$")
# 按1990年不变价计算: the year of the prices, no period
_OF_PRICES = re.compile(r"^(?:的)?(?:不变价|可比价|价格?(?:计|（|）|水平|$))")
_COMPARED = ("基础上", "的基础上", "相比", "同期相比", "=100", "＝100", "同期=100", "同期＝100", "同期为100")
_MONTHS = 15
"""Characters of 2023-10/2023-12."""
# 自2006年以来首次快于第二产业: how rare it is
_FIRST_SINCE = re.compile(r"以来(?:的)?(?:首次|第一次|最)")
# 创近五年新高, 为十年来最好水平
_RECORD = re.compile(r"^(?:以?来)?(?:的)?(?:新高|新低|最|同期最)")
# 自2021年以来, 自2021年启动以来: from then on, nothing is compared with it
_ON_FROM = re.compile(r"^[\u4e00-\u9fff]{0,6}?以来")
# 2020年以来, 2021年4月启动以来, 2003年至今
_SINCE = re.compile(r"^(?:至今|(?:[\u4e00-\u9fff]{2,6}?)?以来)")
# 在去年实现4.6亿元的基础上, 继上年突破百亿元后, 扣除2018年基数较大因素: what is built on dates nothing behind it;
# 距2025年5.2张的目标仍差0.3张: nor does the year of an aim that is still some way off
BUILT_ON = re.compile(
    r"在[^，。；]{2,40}?基础上|继(?![续承])[^，。；]{2,30}?(?:之?后|以来)|(?:扣除|剔除)[^，。；]{2,40}?(?:因素|影响)(?:影响)?后?|"
    r"[距离](?!现)[^，。；]{2,28}?(?:目标值?|任务数?|要求|规定)(?:相比)?，?(?=[仍尚还有相差]*(?:差|有))"
)
_CLAUSE_ENDS = re.compile(r"[，；。]")
# 始建于2003年，…; 2012年8月升级为国家级高新区，…: when it began says nothing of what there is
_BEGAN_IN = re.compile(r"(?:始建|创建|组建|成立|设立|兴建|创办|建成|创立|筹建|奠基|诞生|开工|动工|建制)于$")
_BEGAN = re.compile(
    r"(?:\d{1,2}日)?[，]?(?:由|经|被)?[\u4e00-\u9fff“”、（）]{0,12}?"
    r"(?:始建|组建|成立|设立|创办|获批|批准|批复|升级为|更名为|晋升为|认定为|升格为|开工建设|正式开工|开工|动工|奠基|挂牌)"
    r"[\u4e00-\u9fff“”、（）—]{0,20}"
)
# 一是…2025年缺口将达90个；二是…: what one item of a list names holds for none of the others
_ITEM = re.compile(r"(?:^|[，；：。])(?:[一二三四五六七八九十]{1,2}是)")
# “十三五”圆满收官，…; “十四五”良好开局，…
_PLAN_TURNS = re.compile(r"^(?:规划)?(?:圆满|胜利|顺利|实现|良好)*(?:收官|开局|起步)(?:良好|顺利|平稳)?$")
_CLAUSE_BEFORE = re.compile(r"[^，；：。！]*$")
_HAS_DIGIT = re.compile(r"\d|[一二两三四五六七八九十百千万亿]+[个项家]")
# 力争到2025年, 今后五年全市, 特别是2021年, “十三五”期间和2020年: what a time may stand behind and still open its clause
_OPENS_CLAUSE = re.compile(
    r"(?:各位代表|力争|确保|争取|努力|预计|预期|计划|规划|到|至|截至|截止|自|从|在|于|使|让|其中|但|而|并|且|特别是|尤其是|与|和|同|及|比|较|"
    r"全[省市县区州盟旗国]|我[省市县区州]|我们|经过|通过|按照|根据|今后|未来|“|\"|刚刚?|过去的?|即将|（|\d{4}年|——|—|[一二三四五六七八九十]+是|"
    r"第[一二三四五六七八九十]|、|用|近|以|当前|目前|今年|去年|主要|总体)*"
)
_AREA = re.compile(r"，?[全我][省市区县州]")
_UP_TO = re.compile(r"截[至止]到?$")
_SAME_CLAUSE = re.compile(r"[^，。；：\d]{0,14}")
_BY_THEN = re.compile(r"前(?![后期列置沿])")


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
    built_on: list[re.Match[str]] | None = None
    for match in _EXPRESSIONS.finditer(clean):
        if built_on is None:
            built_on = list(BUILT_ON.finditer(clean)) if may_build_on(clean) else []
        if found and (match["there_is"] or match["now"]) and _is_within(found[-1], match, clean):
            continue
        named = [item for item in found if not item.is_baseline and len(item.period) != 9]
        said = cal.year_of(named[-1].period) if named else None
        expression = resolve(match, date, timing, said=said, anchor=anchor)
        if expression is None or _is_title(match, clean):
            continue
        if match["plan_span"] == "以来" or _SINCE.match(clean[match.end() : match.end() + 8]):
            expression = _since(expression, date, timing)
        lead = clean[max(0, match.start() - 8) : match.start()]
        since_it = lead.endswith(("自", "从")) and _ON_FROM.match(clean[match.end() : match.end() + 8])
        # 比一季度、上半年分别加快: both are compared with
        goes_on = bool(found) and found[-1].is_baseline and clean[found[-1].end : match.start()] in LIST_MARKS
        # 为近四年最低, 截至2022年底, 自2021年以来: no start of a comparison
        no_base = (expression.is_span and lead.endswith("为")) or since_it or _NOT_COMPARED.search(lead)
        is_baseline = (goes_on or _is_compared(match, clean, lead)) and not no_base
        bracketed = lead.endswith("（") and clean.startswith("）", match.end())
        found.append(
            replace(
                expression,
                is_baseline=is_baseline,
                is_from=bool(_FROM.search(lead)) and not since_it,
                in_brackets=bracketed,
                by_then=bool(_BY_THEN.match(clean, match.end())),
                until=_end_of_beginning(match, clean, expression, date)
                or _until(match, clean, built_on, bracketed=bracketed, ahead=_is_ahead(expression, timing)),
            )
        )
    return found


def may_build_on(text: str) -> bool:
    """Tell whether `BUILT_ON` can match in a text; in most it cannot."""
    return "基础上" in text or "继" in text or "除" in text or "差" in text


def _until(
    match: re.Match[str], clean: str, built_on: list[re.Match[str]], *, bracketed: bool, ahead: bool
) -> int | None:
    """Give the place behind which it dates nothing: where what is built on, or the clause of a bracket, ends."""
    ends = _CLAUSE_ENDS.search(clean, match.end())
    if bracketed and ends:
        return ends.start()
    if ends and match["plan"] and _PLAN_TURNS.match(clean[match.end() : ends.start()]):
        return ends.start()
    if ahead and ends and not _HAS_DIGIT.search(clean, match.end(), ends.start()) and _is_inside(match, clean):
        return ends.start()
    until = next((span.end() for span in built_on if span.start() < match.start() < span.end()), None)
    return _end_of_item(match, clean) if until is None and "一是" in clean else until


def _end_of_item(match: re.Match[str], clean: str) -> int | None:
    """Give where the item of a list ends that an expression stands in, None where it stands in none, or the last."""
    items = [item.start() for item in _ITEM.finditer(clean)]
    inside = bool(items) and items[0] < match.start()
    return next((start for start in items if start > match.start()), None) if inside else None


def _is_within(item: Expression, match: re.Match[str], clean: str) -> bool:
    """截至2023年底，全市现有学校40所: what there is, is told for that day."""
    up_to = clean.startswith("截", item.start) or _UP_TO.search(clean, 0, item.start)
    between = clean[item.end : match.start()]
    return (item.is_end or bool(up_to)) and bool(
        _SAME_CLAUSE.fullmatch(between.removeprefix("，") if up_to else between)
    )


def _end_of_beginning(match: re.Match[str], clean: str, item: Expression, date: ReportDate) -> int | None:
    """Give the end of a clause that says only when something began: 始建于2003年, 2012年8月升级为国家级高新区."""
    dated = match["year"] or match["month"] or match["day"]
    if not dated or date.current is None or item.period[: len(date.current)] > date.current:
        return None
    ends = _CLAUSE_ENDS.search(clean, match.end())
    if ends is None:
        return None
    began = _BEGAN_IN.search(clean, max(0, match.start() - 4), match.start()) or (
        _BEGAN.fullmatch(clean, match.end(), ends.start()) and not _AREA.match(clean, match.end())
    )
    return ends.start() if began else None


def _is_ahead(item: Expression, timing: Timing) -> bool:
    """Tell whether a time comes after all that a part of the report reviews."""
    reviewed = timing.period if timing.planned is False else None
    return reviewed is not None and not item.is_now and cal.year_of(item.period) > cal.year_of(reviewed)


def _is_inside(match: re.Match[str], clean: str) -> bool:
    """编制2035年远景目标纲要，…: a time to come that stands behind other words of its clause dates no other clause."""
    lead = _CLAUSE_BEFORE.search(clean, 0, match.start())
    return lead is not None and "展望" not in lead.group() and not _OPENS_CLAUSE.fullmatch(lead.group())


def _is_compared(match: re.Match[str], clean: str, lead: str) -> bool:
    """Tell whether words around an expression compare with it: 较2020年, 达到2017年的3.1倍, 与上年相比."""
    multiple = lead.endswith(("达到", "达", "恢复到", "恢复至")) and clean.startswith(("的", "同期的"), match.end())
    reckoned = match["last"] and _RECKONED.search(lead)
    return bool(multiple or reckoned or _BASELINE_LEAD.search(lead)) or clean.startswith(_COMPARED, match.end())


def _since(item: Expression, date: ReportDate, timing: Timing) -> Expression:
    """2014年以来, 去年7月以来: from then up to the year that is reviewed, or to the month of the report."""
    last = last_year(date, timing)
    if item.is_span and (years := cal.years_of(item.period)):  # “十四五”以来: the years of the plan that are over
        if timing.planned or last is None or not years[0] <= last < years[1]:
            return item
        return replace(item, period=f"{years[0]}/{last}" if years[0] < last else str(last))
    if len(item.period) == 7:
        annual = last and last != date.year and (date.month or 1) <= EARLY
        end = f"{last}-12" if annual else date.current
        told = timing.planned is not True and end is not None and len(end) == 7 and item.period < end
        return replace(item, period=f"{item.period}/{end}") if told else item
    if len(item.period) == _MONTHS and timing.planned is not True and date.current:
        first, _, end = item.period.partition("/")  # 去年四季度以来
        return replace(item, period=f"{first}/{date.current}") if end < date.current else item
    if len(item.period) != 4 or not last or int(item.period) >= last:
        return item
    return replace(item, period=f"{item.period}/{last}", is_span=True)


def _is_title(match: re.Match[str], clean: str) -> bool:
    """Tell whether years are part of a name: 总体规划（2020-2035年）, “十四五”规划的开局之年, 1990年不变价."""
    before, after = clean[max(0, match.start() - 24) : match.start()], clean[match.end() : match.end() + 16]
    if "《" in before.rpartition("》")[2]:
        return True
    if match["year"] and (_OF_PRICES.match(after) or _FIRST_SINCE.match(after)):
        return True
    if match["past"] and _RECORD.match(after):
        return True
    if match["plan"]:
        told = match["plan_end"] or match["plan_years"] or match["plan_span"] not in (None, "规划", "计划")
        if not told and (
            _PLAN_NAME.match((match["plan_span"] or "") + after) or (_WORK_ON.search(before) and _PLAN_AIM.match(after))
        ):
            return True
        return bool(_PLAN_YEAR.match(after) or _PLAN_PROJECTS.match(after)) or bool(
            match["plan_span"] in ("规划", "计划") and _WORK_ON.search(before)
        )
    return bool(match["range"] and _PLAN_BRACKET.search(before) and after.startswith("）"))
