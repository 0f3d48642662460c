"""Tell whether a figure is done, promised or estimated."""

from __future__ import annotations

import re

from pipeline.facts.announced import TOLD, follows_from_work, is_announced
from pipeline.facts.asides import aim_in_bracket
from pipeline.facts.bounds import aim_compared_with
from pipeline.facts.dating import calendar as cal
from pipeline.facts.dating.calendar import ReportDate
from pipeline.facts.dating.expressions import BUILT_ON, may_build_on
from pipeline.facts.dating.figures import Dated
from pipeline.facts.dating.timing import YEAR_NAMED, Expression, Timing
from pipeline.facts.estimates import MARK, MARKED_ON, is_over
from pipeline.facts.frames import Frame
from pipeline.facts.kinds import states_aim
from pipeline.facts.naming import Named
from pipeline.facts.naming.subjects import new_topic
from pipeline.facts.patterns import Patterns
from pipeline.facts.tasks import ITEM_MARK, states_task
from pipeline.records import Fact, Status
from pipeline.resources.pattern_ends import compile_ending
from pipeline.resources.pattern_index import compile_guarded

_MEASURED = re.compile(r"已|实际(?!利用|到位|使用|吸收|引进|完成|增长)|(?<![项从由比较])目前|截至")
_STRONG_TARGET = compile_guarded(
    r"(?:(?<!奋)力争(?!上游)|确保|(?<!成功)(?<!向上)(?<!共)(?<!已)(?<!累计)争取(?!到|了|实施[国省中]|中央|上级|国|省|资金|各类|专项|项目|政策性|试点|超长期|债券|预算内)|奋斗目标|目标(?:是|为|任务(?!完成|分解|落实|数))|"
    r"(?<!完成)(?<!相差)预期目标|年度计划(?=[改新扩续实建完开引培])|计划(?:到|新增|新建|改造|完成|实施|投资|建设|安排)|规划(?:到|建设|新增)|有望|将(?:达|超|突破|"
    r"实现|新增|完成|建成|增|有|投|于|新|提|引|力|继|再|形成|开工|拉动|带动|惠及)|要(?:达到|实现|完成|突破|新增|力争|确保)|"
    r"拟(?:新|投|建|引))"
)
# 今年的目标是：产值增长8%；投资9亿元，增长7%: what the colon opens is aimed at, to the end of the sentence
_AIMS_OPEN = re.compile(
    rf"^{ITEM_MARK}[^，。；：\d（）]{{0,16}}(?:(?<!各项)目标|目标任务)(?:任务)?(?:初步)?(?:是|为|如下|安排为|定为)?："
)
# 新建平台不少于6个: the least that is wanted, unless what was done is told with it
_AT_LEAST = ("不低于", "不少于")
_SENTENCE_ESTIMATE = re.compile(
    r"^[^，\d]{0,6}(?:初步(?:核算|统计|测算|预计)|预计|据初步(?:统计|测算|核算))(?:（下同）)?[，：]|"
    r"^(?:经)?初步(?:核算|统计|测算)|^预计(?:全年|，|20)"
)
_CLAUSE_ESTIMATE = re.compile(r"(?:^|[，；：])(?:初步)?预计(?:，|(?!数|可|完成|实现|达|为|增))[^；]*$")
# 预计全年…；市场主体数量提升，新增1.4万户: a statement of its own, no more estimated
_NEW_TOPIC = re.compile(
    r"^[\u4e00-\u9fff]{3,12}?(?:稳步|持续|不断|进一步|明显|显著|大幅|全面)*(?:提升|提高|增强|向好|改善|扩大|加快|优化|巩固)，"
)
# What names its year itself is not covered by the 预计 of the clause before.
_AIM_AFTER = re.compile(r"^(?:以[内上下]|左右)?的?(?:预期|年度?|年初|全年)?(?:目标|任务|计划)")
# 超额完成市下达的5万亩播种任务: what was exceeded was aimed at
_EXCEEDED = re.compile(r"超额完成[^，；]{0,14}$")
_AIM_NAMED = re.compile(r"^(?:以[内上下])?的?[\u4e00-\u9fff]{0,8}(?:目标|任务|指标)(?=[，。；]|$)")
# 把失业率控制在4.5%以内的计划
_TO_BE_HELD = re.compile(r"[把将][^，；]{1,16}控制在$")
# 围绕总产值超千亿目标
_AIMED_AT = re.compile(r"(?:围绕|[向朝]着|瞄准|锚定)[^，；、]{2,24}$")
# 未能把升幅控制在15%以内: where it was to be held
_NOT_HELD = re.compile(r"未能?(?:按计划|如期)?[把将][^，；]{1,12}控制在$")
# 870亿元（预计数）, 增长8%左右（预计数）, 分别达到870、91亿元（预计数）: the bracket is for all figures of its list
_BOUND = r"(?:左右|上下|以上|以下|以内)?"
_MARKED = re.compile(
    rf"^{_BOUND}(?:(?:、|和)\d[\d.]*[万亿]*[\u4e00-\u9fff%]{{0,4}}?{_BOUND})*{MARK}(?:，[^（）]{{0,4}})?）"
)
_MARKED_ALONE = re.compile(rf"{MARK}）[^（）]*$")
"""The last figure is marked as an estimate, and it alone."""
# 地区生产总值（预计数）870亿元
_MARKED_NAME = re.compile(rf"{MARK}(?:，(?:以)?下同)?）[^（），；\d]*$")
# 4个重点县有望摘帽: of the past year, and not yet known
_HOPED_FOR = re.compile(r"^[\u4e00-\u9fff]{1,10}(?:有望|可望)")
# 生产总值有望突破90亿元
_HOPED_TO = compile_ending(r"(?:有望|可望)(?:突破|达到?|超过?|实现|完成|增长|迈上)*(?:约|近)?$")
_HOPES = re.compile(r"[有可]望")
_MEASURED_IN = re.compile(r"[同可环]比|增速|增幅|降幅|排名|[位居]居")
_HOPED = re.compile(r"力争|目标(?!任务)")
_AUTUMN = 8
_THINGS = frozenset({"个", "家", "座", "所", "支"})
# 依托2个产业园和3个物流港发展…: what a plan leans on is there
_LEANED_ON = compile_ending(
    r"(?:^|[，；。、]|充分|更好)(?:依托|立足|发挥|用好)(?:好|了)?(?:全[省市区县州]|现有|[\u4e00-\u9fff]{2,4}[市区县镇]、?){0,3}"
    r"(?:(?:\d+|[两三四五六七八九十])[个大家座所][^，。；、]{2,14}[、和及])?$"
)
_DENIED = re.compile(r"未|没有|没能|差距|不及|接近")
_DONE = compile_guarded(
    r"(?:(?<![项从由比较])目前|[从由]目前[^，；\d]{0,8}$|截至|截止|(?<![比较于与按照地由从])(?<!达到)(?:去年|上年)(?!结转)|现有[^，；。]{0,8}\d|已(?!经济)|已经|累计已|过去(?!.{0,3}年)|"
    r"前期已|近年来|一年来|五年来)"
)
_MORE_TO_COME = re.compile(r"(?:年内|今年|计划)?再(?![次生度])(?!.*已)")
# 推进已批的3家实验室建设，再新建2家: what is done is said of the figure before
# 巩固已建成的云岭基地，再建成2个; 提升3条已整治河道水质，新整治2条; 回访已签约项目，新签约2个: and of what stands in
# its clause
_DONE_OF_OTHERS = re.compile(
    r"已[\u4e00-\u9fff]{1,5}的(?:[^，。；\d]{0,6}\d+[^，。；\d]*[，。；\d和、]|[^，。；\d]*，)|"
    r"(?<=\d[个条家座处项])已[\u4e00-\u9fff]{2,12}，|已[\u4e00-\u9fff]{2}(?:项目|企业|工程|基地)[^，。；\d]{0,12}，"
)
# 比预期目标高3个百分点, 超目标任务17%: what it is compared with was aimed at, not the figure
_COMPARED_WITH = compile_guarded(
    r"(?:完成|占)[^，；]{0,8}(?:目标|任务|计划)(?:目标|任务|数|总?投资)?的|占[^，；\d]{0,8}(?:目标|任务|计划)(?:投资)?(?=\d)|[比较][^，；]{0,12}预计数|(?:[比较超]|高[于出]|低于|好于|优于|快于|多于|少于)[^，；]{0,10}(?:目标|计划|任务|预期)(?:任务|目标|数)?"
)


def classify_status(
    frame: Frame,
    timing: Timing,
    expressions: list[Expression],
    period: str | None,
    date: ReportDate,
    patterns: Patterns,
) -> Status:
    """Classify one figure as actual, target or estimate."""
    before = frame.before
    aims_after = _AIM_AFTER.match(frame.after)
    if aims_after and _DENIED.search(frame.pre + re.split(r"[，；]", frame.after)[0]):
        return "target"  # 没有达到500人的目标
    is_held = frame.pre.endswith("控制在")
    planned = aims_after and is_held and _TO_BE_HELD.search(frame.pre)
    exceeded = "超额" in frame.pre and _EXCEEDED.search(frame.pre) and _AIM_NAMED.match(frame.after)
    aimed_at = aims_after and _AIMED_AT.search(frame.pre)
    aim = aim_compared_with(frame) or states_aim(frame) or aim_in_bracket(frame) or states_task(frame)
    if planned or aimed_at or exceeded or aim or (is_held and _NOT_HELD.search(frame.pre)):
        return "target"
    # what the expressions need is looked for first: most sentences hold no bracket and no 预计
    marked = ("（" in frame.after and _MARKED.match(frame.after)) or (
        "（" in before and (MARKED_ON.search(before) or _MARKED_NAME.search(before))
    )
    if marked and timing.planned is not True:
        return "estimate"
    part = before.rpartition("；")[2]
    clause = _without_compared(frame.pre)
    own = _without_compared(part)[-60:]
    goes_on = "预计" in part and _CLAUSE_ESTIMATE.search(part) and not YEAR_NAMED.search(frame.pre)
    may_estimate = "预计" in before or "初步" in before
    of_sentence = may_estimate and _SENTENCE_ESTIMATE.match(before) and not ("；" in before and _NEW_TOPIC.match(part))
    if patterns.estimate.search(clause) or of_sentence or goes_on:
        if timing.planned and not re.search(r"\d{4}年|去年|上年", part) and not _is_half_over(period, date):
            return "target"
        return "estimate"
    # 5月将举办赛事，已报名200人: what is done by now for what some months are to bring
    future = _is_future(period, date) or (
        (_is_of_months_ahead(period, date) or _is_due(frame, expressions, period, date))
        and not _is_told_done(frame, part, expressions, date)
    )
    if timing.planned is not True and not future and (_HOPED_FOR.match(frame.post) or _HOPED_TO.search(frame.pre)):
        return "estimate"
    if timing.planned:
        aimed = _STRONG_TARGET.search(own) or _is_at_least(clause)
        done = not future and not aimed and _is_told_done(frame, part, expressions, date)
        done = done or bool(_LEANED_ON.search(frame.before[-40:]) and frame.number.unit in _THINGS and not aimed)
        over = not future and _is_of_year_over(frame, expressions, timing, date, aimed=bool(aimed))
        return "actual" if done or over else "target"
    opened = "目标" in before and is_open(period, date) and _AIMS_OPEN.match(before)
    if future or opened or follows_from_work(part):
        return "target"
    if _is_wanted(own, clause) and not re.search(r"已|超额|提前", own[-12:]):
        return "target" if _is_open_aim(own, clause, timing, period, date) else "actual"
    return "target" if is_announced(part) and not _is_known_over(period, date) else "actual"


def _without_compared(text: str) -> str:
    """Drop what a figure is compared with; it holds 目标, 任务, 计划, 预期 or 预计数."""
    if "标" in text or "务" in text or "划" in text or "预" in text:
        return _COMPARED_WITH.sub("", text)
    return text


def _is_at_least(text: str) -> bool:
    return _AT_LEAST[0] in text or _AT_LEAST[1] in text


def _is_told_done(frame: Frame, part: str, expressions: list[Expression], date: ReportDate) -> bool:
    """目前已建成12个 in a plan; 去年已签约6家，（今年）再签约4家 goes on with what is to come."""
    if frame.joint and _MORE_TO_COME.match(frame.pre):
        return False
    # 在去年6家的基础上，再签约4家: what is built on tells nothing of what is to come
    if may_build_on(part):
        part = BUILT_ON.sub(lambda match: "－" * len(match.group()), part)
    done = [match.end() for match in _DONE.finditer(part) if not _DONE_OF_OTHERS.match(part, match.start())]
    if not done or date.year is None:
        return bool(done)
    start = frame.number.clean_start
    told_at = start - len(part) + done[-1]
    return not any(
        item.dates(start) and item.start > told_at and not item.is_now and cal.year_of(item.period) >= date.year
        for item in expressions
    )


def _is_of_year_over(
    frame: Frame, expressions: list[Expression], timing: Timing, date: ReportDate, *, aimed: bool
) -> bool:
    """去年完成6亿元 in a plan; 在今年完成6亿元的基础上 in one for the next year; 上半年完成3亿元 in one of July."""
    if not expressions:
        return False
    start, end = frame.number.clean_start, frame.number.clean_end
    # 2.6%（2022年），低于全市0.2个百分点: the year in brackets is that of the distance, too
    before = [item for item in expressions if item.end <= start and (item.in_brackets or item.dates(start))]
    named = [item for item in (*before, *(item for item in expressions if item.follows(end))) if not item.is_baseline]
    if not named or date.year is None:
        return False
    if (_MEASURED_IN.search(frame.pre) or not (aimed or named[-1].by_then)) and _is_over(named[-1], date):
        return True
    year = cal.year_of(named[-1].period)
    built_on = named[-1].until is not None and timing.period is not None and year < cal.year_of(timing.period)
    return year < date.year or built_on


def _is_over(item: Expression, date: ReportDate) -> bool:
    """一季度 in a report of May: months that are over when it is given."""
    last = cal.bounds_of(item.period)[1]
    return date.month is not None and last is not None and last < f"{date.year}-{date.month:02d}"


def _is_open_aim(own: str, clause: str, timing: Timing, period: str | None, date: ReportDate) -> bool:
    """Tell whether what is aimed at still is: the words of a review that is over may only name aims and plans."""
    if period is None or date.year is None or date.open_year is None:
        return True
    year = cal.year_of(period)
    if year >= date.open_year:
        return True
    here = _STRONG_TARGET.search(clause) and (timing.planned is None or year >= date.year)
    return bool(here or (_HOPED.search(own) and year >= date.year))


def _is_half_over(period: str | None, date: ReportDate) -> bool:
    """预计全年增长8% in a paper of autumn: the year that is running is estimated, whatever the section plans."""
    return period == str(date.year) and (date.month or 1) >= _AUTUMN


def _is_wanted(own: str, clause: str) -> bool:
    """Tell whether a part of a sentence aims at a figure; 计划改造42个，目前已开工38个 tells later what is done."""
    aims = [match.end() for match in _STRONG_TARGET.finditer(own)]
    if aims:
        return not TOLD.search(own, aims[-1])
    return _is_at_least(clause) and not TOLD.search(own)


def _is_future(period: str | None, date: ReportDate) -> bool:
    if not period or date.year is None:
        return False
    year = cal.year_of(period)
    return year > date.year or (year == date.year and period.endswith("-12-31") and (date.month or 12) <= 9)


def _is_of_months_ahead(period: str | None, date: ReportDate) -> bool:
    """下半年 in a report of July."""
    if date.month is None or not period or "-" not in period:
        return False
    first, last = cal.bounds_of(period)
    if first is None or last is None:
        return False
    now = f"{date.year}-{date.month:02d}"
    return first[:7] >= now and last[:7] > now


def _is_due(frame: Frame, expressions: list[Expression], period: str | None, date: ReportDate) -> bool:
    """年底前再投放5台 in a paper of summer: by then it is to be done."""
    if date.month is None or date.open_year != date.year or period != str(date.year):
        return False
    start = frame.number.clean_start
    named = [item for item in expressions if item.dates(start) and not item.in_brackets]
    return bool(named) and named[-1].by_then and not _is_over(named[-1], date)


def is_estimated_too(facts: list[Fact], frame: Frame, name: Named, dated: Dated, patterns: Patterns) -> bool:
    """预计完成600亿元、增长4%，社会消费品零售总额增长8%: what is estimated goes on to the end of the sentence."""
    if not any(fact.status == "estimate" for fact in facts):
        return False
    last = next((fact for fact in reversed(facts) if fact.period == dated.period), facts[-1])
    if last.status != "estimate" or is_over(frame, last.unit):  # a stock at a day between does not end the list
        return False
    if new_topic(frame.joint, frame.context) or (name.rule != "carried" and _MARKED_ALONE.search(frame.before)):
        return False
    if _HOPES.search(frame.before) and not patterns.estimate.search(frame.before):
        return name.rule == "carried"  # 产值有望突破90亿元，税收居全省前列: the hope is of its own figure
    same = last.period == dated.period and not _MEASURED.search(frame.pre)
    return name.rule == "carried" or (same and not YEAR_NAMED.search(frame.pre))


def is_open(period: str | None, date: ReportDate) -> bool:
    """Tell whether a period is not over at the date of the report, as far as both are known."""
    return period is not None and date.open_year is not None and cal.year_of(period) >= date.open_year


def _is_known_over(period: str | None, date: ReportDate) -> bool:
    return period is not None and date.open_year is not None and cal.year_of(period) < date.open_year
