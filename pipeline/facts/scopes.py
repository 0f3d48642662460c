"""Tell which area each figure of a sentence is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.facts.areas import SCOPE_WORD, is_whole, split_scope
from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.kinds import Reading
from pipeline.facts.lone_areas import area_alone, who_is_ranked
from pipeline.facts.naming import Named
from pipeline.facts.naming.phrases.trim import strip_time
from pipeline.facts.naming.phrases.verbs import leading_verb
from pipeline.facts.patterns import Patterns
from pipeline.resources.pattern_index import compile_guarded

_SCOPE = compile_guarded(SCOPE_WORD)
_CLAUSE_MARK = re.compile(r"[，：（）]|(?=；)")
# 市本级收入9亿元；加上补助收入2亿元、上年结转1亿元，收入总计12亿元: one account
_ADDED = re.compile(r"(?:加上|减去|扣除|再加)")
_OTHERS = re.compile(r"(?:分别)?(?:高出|高于|低于|快于|慢于|优于|好于)")
# 低于全国8个百分点、全省5个百分点; 仅为全国的41%、全省的63%: one more area that is compared with
_OTHERS_TOO = re.compile(r"[、和与及]全[国省区州市](?:的?平均(?:水平)?)?的?(?:约|近)?")
_URBAN = ("市区", "城区", "中心城区", "主城区")
_OF_A_TOWN = re.compile(
    r"绿[化地]|垃圾|污水|[供用]水(?!源)|供[热暖气]|燃气|天然气|停车|车位|道路|街|公交|建成区|空气|优良天|PM|水体|路灯|管网|"
    r"人口|小区|棚[户改]|公园|广场|公厕|城镇化|公共自行车|学位"
)
# 城区大班额降至6个，比例由5%降到1%; 市本级预算安排教育支出9亿元；安排就业补助2亿元
_SAME_MATTER = re.compile(r"(?:占比|比例|比重)(?:由|从|为|达到?|降[到至]|$)")
_ALLOTS = re.compile(r"(?:继续|共|拟|还)?(?:安排|统筹|投入|拨付|下达|筹[集措])")
# 在全省技能大赛中获一等奖3个: where it was held
_HELD_IN = re.compile(rf"在{SCOPE_WORD}[^，；。]{{0,16}}(?:大赛|比赛|竞赛|联赛|运动会|评比|评选|考核|评价|测评|排名)")
# 全市工业产值900亿元，园区工业产值500亿元; 青溪港吞吐量3万吨，青溪机场吞吐量9万人次
_PARKS_OR_AIRPORT = re.compile(r"园区|[^，；、]{0,8}机场")
# 云溪港货物吞吐量…；集装箱吞吐量…: what all of it is the port's
_OF_A_PORT = re.compile(r"吞吐量|航线|航班|泊位")
# 老城区, 城市建成区: the word is part of a longer one
_INSIDE_WORD = re.compile(r"[老新旧主各]$")
# 向大会建议今年云溪县经济社会发展的主要目标是: whose aims they are
_AIMS = re.compile(
    r"(?:的|和|与|及|国民|经济|社会|事业|发展|进步|建设)*(?:主要|预期|奋斗|总体|工作)*(?:发展)?(?:预期)?(?:目标|指标)(?:任务)?(?:初步)?(?:安排|确定|建议|[定拟设]|拟定|设定)?(?:是|为|如下|：|$)"
)
_OWN = tuple(f"{whose}{level}" for whose in "我全" for level in "省市县区州")
_NOT_SCOPE_BEFORE = re.compile(
    r"(?:占|居|列|位|高于|低于|快于|在|比|较|超|为|对|向|是|举|成为|以|带领|按|同|与|代表|达到|"
    r"新建|提交|服务|覆盖|助推|推动|排|走在|创|惠及|到|打造|任务|下达|分别|实现|用|县|优于|好于|促进|支撑|"
    r"列入|纳入|引领|辐射|领跑|结合|立足|围绕|针对|根据|依托|符合|制定|出台|印发|名|获|引|均|建成|建设|争当|当)$"
)
# 全省现场会在云溪县召开，4个乡镇入选…: the area is of those who met
_EVENT = re.compile(
    r"(?:会|会议|大会|大赛|论坛|运动会|博览会)(?:[^，；会]{0,8}在[^，；]{2,8})(?:成功|顺利|圆满|隆重)?(?:召开|举办|举行)$"
)
_NOT_SCOPE_AFTER = re.compile(
    r"(?:之力|人民|各族|广大|率先|首[个家]|唯一|第|前列|最|平均|排名|首位|目标|工作|"
    r"经济社会发展(?!的?(?:主要|预期|奋斗|总体)*(?:目标|指标))|社会治理|发展大局|高质量|上下)"
)


def find_scopes(
    clean: str,
    frames: list[Frame],
    named: list[Named],
    readings: list[Reading],
    patterns: Patterns,
    *,
    regions: Sequence[str] = (),
    owned: Sequence[bool] = (),
) -> list[str | None]:
    """Give the scope of each frame: its own, or the one that the sentence named before and still holds.

    Args:
        clean: the clean view of the sentence.
        frames: its figures.
        named: the indicator of each frame, with the scope that stood right at it.
        readings: how each figure is stated; the area of a share (占全省的 5%) or rank (居全省第一) is no scope.
        patterns: the compiled expressions.
        regions: names of the report's own region, which hold like 全市.
        owned: whether a named organization is the subject of each frame; what the region did is not carried to it.
    """
    scopes: list[str | None] = []
    current: str | None = None
    outside: str | None = None
    in_bracket = False
    position = part = 0
    late = acts = False
    for index, (frame, name, reading) in enumerate(zip(frames, named, readings, strict=True)):
        if frame.bracketed != in_bracket:  # what a bracket names ends with it
            in_bracket = frame.bracketed
            current, outside = (current, current) if in_bracket else (outside, outside)
        opens = current is not None and strip_time(clean).startswith(current)
        part_text = frame.before.rpartition("；")[2]
        opens_part = opens or (current is not None and part_text.startswith(current))
        before = between = clean[position : frame.number.clean_start]
        if reading.rule == "share of a whole":
            between = between.rpartition("占")[0]
        elif reading.rule == "rank" and frame.pre.startswith(reading.stem):
            between = between.removesuffix(frame.pre[len(reading.stem) :])
        elif reading.foreign and _OTHERS_TOO.fullmatch(frame.pre):
            between = ""
        found = _area_between(_OTHERS.split(between, 1)[0], patterns, after_figure=bool(position))
        first = not position
        if first and (aiming := _whose_aims(between, regions)):
            found = _Area(aiming, alone=False)
        position = frame.number.clean_end
        own = bool(owned) and owned[index] and not frame.pre.startswith("其中")
        own_scope = name.scope and not (reading.foreign and scopes) and not _HELD_IN.search(frame.pre)
        if name.rule == "counted among":
            scopes.append(name.scope)  # 在全省14个市中: where the rank is counted, not where it holds
            continue
        alone = area_alone(frame, name, before, patterns, regions)
        if alone is None and not own_scope:
            alone = found.area if found and found.alone else who_is_ranked(frame, reading, patterns)
        if alone is not None:
            scopes.append(alone)
            continue
        if own_scope:
            current, acts = name.scope, bool(leading_verb(name.indicator, patterns))
        elif found:
            current, acts = found.area, bool(leading_verb(name.indicator, patterns))
        elif (
            current
            and current not in regions
            and not is_whole(current)
            and not _ADDED.match(part_text)
            and (
                _speaks_of_more(
                    frame,
                    name,
                    current,
                    patterns,
                    acts=acts and (opens or frame.part == part),
                    stays=opens_part and frame.part == part and current != "园区",
                )
                or (late and frame.part > part)
            )
        ):
            current = None
        elif current and not frame.bracketed and (_PARKS_OR_AIRPORT.match(frame.pre) or (not first and own)):
            current = None  # 全市银行24家；甲交易所交易规模…: the figure is of the organization
        if name.scope or found:
            part, late = frame.part, bool(scopes)  # an area named behind the first figure holds up to the next ；
        scopes.append(current)
    return scopes


def _speaks_of_more(frame: Frame, name: Named, scope: str, patterns: Patterns, *, acts: bool, stays: bool) -> bool:
    """Tell whether a figure has a subject of its own: a part of the region does not hold for it any more.

    `acts` says that the area is who acts (临江新区完成投资90亿元，新建公园3个): what comes next in that part of the
    sentence is still its own. `stays` says that it opens this part of the sentence
    (临江新区生产总值增长8%，固定资产投资增长10%).
    """
    if name.rule != "words before" or frame.joint in LIST_MARKS:
        return False
    if ("港" in scope or "机场" in scope) and _OF_A_PORT.search(name.indicator):
        return False
    if _SAME_MATTER.match(frame.pre) or (scope.endswith("本级") and _ALLOTS.match(frame.pre)):
        return False
    if scope in _URBAN:
        return not _OF_A_TOWN.search(name.indicator) and not (acts and patterns.flow.match(name.indicator))
    return not acts and not stays


@dataclass(frozen=True, slots=True)
class _Area:
    """An area found before a figure. `alone` says that it is inside the figure's own phrase and holds for it only."""

    area: str
    alone: bool


def _whose_aims(text: str, regions: Sequence[str]) -> str | None:
    """Give the region whose aims a sentence lists: it stands before the word and holds for the whole list."""
    for name in (*regions, *_OWN):
        start = text.find(name)
        if start >= 0 and _AIMS.match(text, start + len(name)):
            return name
    return None


def _area_between(text: str, patterns: Patterns, *, after_figure: bool) -> _Area | None:
    """Find the last area that opens a clause of `text`; the last clause is the figure's own.

    `after_figure` says that the first clause goes on from the figure before, and names what that one counts.
    """
    result: _Area | None = None
    clauses = _CLAUSE_MARK.split(text)
    for index, clause in enumerate(clauses):
        if clause.startswith("；") and result and not is_whole(result.area):
            result = None  # 城区物流园顺利推进；金融业…: a part of the region does not hold for the next statement
        if after_figure and not index and len(clauses) > 1:
            continue
        stripped = clause.lstrip("、；")
        if index < len(clauses) - 1 and _EVENT.search(stripped):
            continue
        match = _SCOPE.search(stripped)
        if match and not _NOT_SCOPE_AFTER.match(stripped, match.end()):
            lead = stripped[: match.start()]
            inside = match.group() in ("城区", "市区") and _INSIDE_WORD.search(lead)
            opens = not strip_time(lead.removeprefix("预计"))
            if inside or _NOT_SCOPE_BEFORE.search(lead) or len(lead) > 8:
                continue
            if opens or is_whole(match.group()):
                result = _Area(match.group(), alone=False)
            elif index == len(clauses) - 1 and not (match.group() == "城区" and lead.endswith(("改造", "扩建"))):
                result = _Area(match.group(), alone=True)
        elif match and stripped.startswith(match.group() + "上下"):
            result = _Area(match.group(), alone=False)
        else:
            place, _ = split_scope(stripped, patterns)
            if place and len(place) <= 7 and re.search(r"新区|开发区|高新区|经开区|中心城区|市本级", place):
                result = _Area(place, alone=False)
    return result
