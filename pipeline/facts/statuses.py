"""Tell whether a figure is done, promised or estimated; and which area it is for."""

from __future__ import annotations

import re

from pipeline.facts import calendar as cal
from pipeline.facts.calendar import ReportDate
from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.indicators import Named
from pipeline.facts.kinds import Reading
from pipeline.facts.patterns import Patterns
from pipeline.facts.periods import Expression, Timing
from pipeline.facts.phrases import SCOPE_WORD, split_scope, strip_time
from pipeline.records import Status

_STRONG_TARGET = re.compile(
    r"(?:力争|确保|争取(?!到|中央|上级|国家|省|资金|各类|专项|项目)|奋斗目标|目标(?:是|为|任务)|"
    r"预期目标|计划(?:到|新增|完成|实施|投资|建设|安排)|规划(?:到|建设|新增)|有望|将(?:达|超|突破|"
    r"实现|新增|完成|建成|增|有|投|于|新|提|引|力|继|再)|要(?:达到|实现|完成|突破|新增|力争|确保)|"
    r"不低于|不少于|拟(?:新|投|建|引))"
)
_SENTENCE_ESTIMATE = re.compile(
    r"^[^，\d]{0,6}(?:初步(?:核算|统计|测算|预计)|预计|据初步(?:统计|测算|核算))(?:（下同）)?[，：]|"
    r"^(?:经)?初步(?:核算|统计|测算)|^预计(?:全年|，|20)"
)
_CLAUSE_ESTIMATE = re.compile(r"(?:^|[，；：])(?:初步)?预计(?:，|(?!数|可|完成|实现|达|为|增))[^；]*$")
# What names its year itself is not covered by the 预计 of the clause before.
YEAR_NAMED = re.compile(r"(?:19|20)\d{2}年")
_OTHERS = re.compile(r"(?:分别)?(?:高出|高于|低于|快于|慢于|优于|好于)")
_WHOLE_REGION = re.compile(r"^(?:[全我本][市省区县州盟旗国镇乡]|\*)")
_AIM_AFTER = re.compile(r"^的?(?:预期|年度|年初|全年)?(?:目标|任务|计划)")
_DENIED = re.compile(r"未|没有|没能|差距|不及")
_DONE = re.compile(
    r"(?:目前|截至|截止|去年|上年|现有[^，；。]{0,8}\d|已(?!经济)|已经|累计已|过去(?!.{0,3}年)|"
    r"前期已|近年来|一年来|五年来)"
)
_AGAINST_ESTIMATE = re.compile(r"[比较][^，；]{0,12}预计数")
# 力争每个县（市、区）新建1所, 7户企业在我市落户: an area for this figure alone
_URBAN = ("市区", "城区", "中心城区", "主城区")
_EACH_AREA = re.compile(r"(?P<area>每个(?:县|市|区|乡镇|镇|乡|街道)(?:市|区)?(?:（[市县区、]+）)?)(?=[^，；。]*$)")
_SETTLED_IN = re.compile(rf"在(?P<area>{SCOPE_WORD})(?:落户|设立|投资|落地|布局)")
# 老城区, 城市建成区: the word is part of a longer one
_INSIDE_WORD = re.compile(r"[老新旧主各]$")
_NOT_SCOPE_BEFORE = re.compile(
    r"(?:占|居|列|位|高于|低于|快于|在|比|较|超|为|对|向|是|举|成为|以|带领|按|同|与|代表|达到|"
    r"新建|提交|服务|覆盖|助推|推动|排|走在|创|惠及|到|打造|任务|下达|分别|实现|用|县|优于|好于|促进|支撑|"
    r"引领|辐射|领跑|名|获|引|均|建成|建设|争当|当)$"
)


def classify_status(
    frame: Frame,
    clean: str,
    timing: Timing,
    expressions: list[Expression],
    period: str | None,
    date: ReportDate,
    patterns: Patterns,
) -> Status:
    """Classify one figure as actual, target or estimate."""
    before = clean[: frame.number.clean_start]
    if _AIM_AFTER.match(frame.after) and _DENIED.search(frame.pre + re.split(r"[，；]", frame.after)[0]):
        return "target"  # 没有达到500人的目标
    part = re.split(r"；", before)[-1]
    clause = _AGAINST_ESTIMATE.sub("", frame.pre)
    own = part[-60:]
    goes_on = _CLAUSE_ESTIMATE.search(part) and not YEAR_NAMED.search(frame.pre)
    if patterns.estimate.search(clause) or _SENTENCE_ESTIMATE.search(before) or goes_on:
        if timing.planned and not re.search(r"\d{4}年|去年|上年", part):
            return "target"
        return "estimate"
    future = _is_future(period, date)
    if timing.planned:
        if _DONE.search(part) and not future and not _STRONG_TARGET.search(own):
            return "actual"
        named = [item for item in expressions if item.end <= frame.number.clean_start and not item.is_baseline]
        if named and date.year and cal.year_of(named[-1].period) < date.year and not future:
            return "actual"
        return "target"
    if future:
        return "target"
    if _STRONG_TARGET.search(own) and not re.search(r"已|超额|提前", own[-12:]):
        return (
            "target"
            if timing.planned is None
            or period is None
            or not date.year
            or cal.year_of(period) >= date.year
            or (re.search(r"力争|目标", own) and cal.year_of(period) > (date.year - 1))
            else "actual"
        )
    return "actual"


def _is_future(period: str | None, date: ReportDate) -> bool:
    if not period or date.year is None:
        return False
    year = cal.year_of(period)
    return year > date.year or (year == date.year and period.endswith("-12-31") and (date.month or 12) <= 9)


def find_scopes(
    clean: str, frames: list[Frame], named: list[Named], readings: list[Reading], patterns: Patterns
) -> list[str | None]:
    """Give the scope of each frame: its own, or the one that the sentence named before and still holds.

    Args:
        clean: the clean view of the sentence.
        frames: its figures.
        named: the indicator of each frame, with the scope that stood right at it.
        readings: how each figure is stated; the area of a share (占全省的 5%) or rank (居全省第一) is no scope.
        patterns: the compiled expressions.
    """
    scopes: list[str | None] = []
    current: str | None = None
    outside: str | None = None
    in_bracket = False
    position = part = 0
    late = False
    for frame, name, reading in zip(frames, named, readings, strict=True):
        if frame.bracketed != in_bracket:  # what a bracket names ends with it
            in_bracket = frame.bracketed
            current, outside = (current, current) if in_bracket else (outside, outside)
        between = clean[position : frame.number.clean_start]
        each = _EACH_AREA.search(between)
        settled = _SETTLED_IN.search(frame.post)
        if reading.rule == "share of a whole":
            between = between.rpartition("占")[0]
        elif reading.rule == "rank" and frame.pre.startswith(reading.stem):
            between = between.removesuffix(frame.pre[len(reading.stem) :])
        found = _scope_between(_OTHERS.split(between)[0])
        if each or settled:
            scopes.append(each["area"] if each else settled["area"] if settled else None)
            position = frame.number.clean_end
            continue
        if name.scope and not (reading.foreign and scopes):
            current = name.scope
        elif found:
            current = found
        elif (
            current
            and not strip_time(clean).startswith(current)
            and (_speaks_of_more(frame, name, current, patterns) or (late and frame.part > part))
        ):
            current = None
        if name.scope or found:
            part, late = frame.part, bool(scopes)  # an area named behind the first figure holds up to the next ；
        scopes.append(current)
        position = frame.number.clean_end
    return scopes


def _speaks_of_more(frame: Frame, name: Named, scope: str, patterns: Patterns) -> bool:
    """Tell whether a figure has a subject of its own: a part of the region does not hold for it any more."""
    if _WHOLE_REGION.match(scope) or scope in _URBAN:
        return False
    own_words = name.rule == "words before" and frame.joint not in LIST_MARKS
    return own_words and not patterns.flow.match(name.indicator)


def _scope_between(text: str) -> str | None:
    """Find the last area that opens a clause of `text`."""
    result = None
    position = 0
    for clause in re.split(r"([，；：（）])", text):
        stripped = clause.lstrip("、")
        match = re.search(SCOPE_WORD, stripped)
        if match and not re.match(
            r"^(?:之力|人民|各族|广大|率先|首[个家]|唯一|第|前列|最|平均|排名|首位|目标|工作|"
            r"经济社会发展(?!主要|预期|目标)|社会治理|发展大局|高质量|上下)",
            stripped[match.end() :],
        ):
            lead = stripped[: match.start()]
            inside = match.group() in ("城区", "市区") and _INSIDE_WORD.search(lead)
            if not inside and not _NOT_SCOPE_BEFORE.search(lead) and len(lead) <= 8:
                result = match.group()
        elif match and stripped.startswith(match.group() + "上下"):
            result = match.group()
        else:
            place, _ = split_scope(stripped)
            if place and re.search(r"新区|开发区|高新区|经开区|中心城区|市本级", place) and len(place) <= 7:
                result = place
        position += len(clause)
    return result
