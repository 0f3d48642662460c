"""Tell which area each figure of a sentence is for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.facts.areas import SCOPE_WORD, is_whole
from pipeline.facts.areas_before import Area, area_between, is_among, is_beside, may_name_area, whose_aims
from pipeline.facts.each_area import is_each
from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.kinds import Reading
from pipeline.facts.lone_areas import URBAN, area_alone, who_is_ranked
from pipeline.facts.naming import Named
from pipeline.facts.naming.phrases.trim import strip_time
from pipeline.facts.naming.phrases.verbs import leading_verb
from pipeline.facts.patterns import Patterns

# 市本级收入9亿元；加上补助收入2亿元、上年结转1亿元，收入总计12亿元: one account
_ADDED = re.compile(r"(?:加上|减去|扣除|再加)")
_OTHERS = re.compile(r"(?:分别)?(?:高出|超过|超出|领先|跑赢|落后|高于|低于|快于|慢于|优于|好于)")
_STEM = 4
"""Characters of an indicator that tell whether words are about it."""
# 低于全国8个百分点、全省5个百分点; 仅为全国的41%、全省的63%: one more area that is compared with
_OTHERS_TOO = re.compile(r"[、和与及]全[国省区州市](?:的?平均(?:水平)?)?的?(?:约|近)?")
_ALL_OVER = ("市域", "全域", "市直")
"""Areas that a clause without a figure may speak of by the way, as of a town."""
_OF_A_TOWN = re.compile(
    r"绿[化地]|垃圾|污水|[供用]水(?!源)|供[热暖气]|燃气|天然气|停车|车位|道路|街|公交|建成区|空气|优良天|PM|水体|路灯|管网|"
    r"人口|小区|棚[户改]|公园|广场|公厕|城镇化|公共自行车|学位|天数|环卫|清扫|出口路|煤场|用气"
)
# 临江新区加快建设，常住人口城镇化率60%: what only a whole region has
_OF_A_REGION = re.compile(r"城镇化率|失业率|居民.*(?:收入|价格)|森林覆盖率|国际友城|毛入学率")
_NEW_AREA = re.compile(r"(?:新区|开发区|高新区|经开区|保税区|综保区|试验区|自贸区|港区)$")
# 9个城区菜市场和80个农村超市, 城镇垃圾处理率: what is outside of the town, or of all towns
_OUT_OF_TOWN = re.compile(r"农村|乡村|乡镇|村级|郊区|郊县|[各三四五六七八九]县|城镇(?:化率|生活|垃圾|污水)")
# 中心城区实施89个项目；各县（区）实施424个: each of the parts is none of the one named before
_EACH_PART = re.compile(r"[各其][他它余]?个?(?:县|区|市|乡|镇|旗|园区|开发区)")
# 市本级取消事项36项，市县均设服务窗口，新增企业9户; 新区投资9亿元，北城新城初具规模: others have come in between
_OTHERS_BETWEEN = re.compile(
    r"[，；](?:市县|县[市区乡]|区县|各[市县区镇乡]|乡镇|[\u4e00-\u9fff]{2,4}(?:新城|新区|城区)(?!(?:建设|开发|规划|管[委理])))[^，；\d]{2,}[，；]"
)
# 临江新区新增路网36公里，4个城市新区加快推进
_COUNTS_AREAS = re.compile(r"^(?:城市|省级|国家级)?(?:新区|新城|城区|县区|开发区|园区)")
# 城区大班额降至6个，比例由5%降到1%; 市本级预算安排教育支出9亿元；安排就业补助2亿元
_SAME_MATTER = re.compile(r"(?:占比|比例|比重)(?:由|从|为|达到?|降[到至]|$)")
_ALLOTS = re.compile(r"(?:继续|共|拟|还)?(?:安排|统筹|投入|拨付|下达|筹[集措])")
# 在全省技能大赛中获一等奖3个: where it was held
_HELD_IN = re.compile(rf"在{SCOPE_WORD}[^，；。]{{0,16}}(?:大赛|比赛|竞赛|联赛|运动会|评比|评选|考核|评价|测评|排名)")
# 全市工业产值900亿元，园区工业产值500亿元; 青溪港吞吐量3万吨，青溪机场吞吐量9万人次
_PARKS_OR_AIRPORT = re.compile(r"园区|[^，；、]{0,8}机场")
# …，城区路网基本形成，打通断头路3条: a thing of the area that a list tells of by the way
_ONE_OF_MANY = re.compile(
    r"[\u4e00-\u9fff]{2,16}?(?:已经?|基本|初步|全面|全线|全部|主体|正式|建设|工程)*"
    r"(?:形成|建成|完工|完成|竣工|封顶|贯通|通车|投用|启用|开通|投入使用|投入运行|开工)$"
)
# 云溪港货物吞吐量…；集装箱吞吐量…: what all of it is the port's
_OF_A_PORT = re.compile(r"吞吐量|航线|航班|泊位")


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
    alone_before: str | None = None
    in_bracket = False
    position = part = 0
    late = acts = False
    for index, (frame, name, reading) in enumerate(zip(frames, named, readings, strict=True)):
        held = current
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
        first = not position
        found = None
        if may_name_area(between):
            found = area_between(_OTHERS.split(between, 1)[0], patterns, regions, after_figure=not first)
        if first and (aiming := whose_aims(between, regions)):
            found = Area(aiming, alone=False)
        if found and (
            _ends_with_clause(found.area, frame, name) or _is_one_of_many(found.area, between, name, first=first)
        ):
            found = None
        position = frame.number.clean_end
        own = bool(owned) and owned[index] and not frame.pre.startswith("其中")
        own_scope = (
            name.scope
            and not (reading.foreign and scopes)
            and not _HELD_IN.search(frame.pre)
            and (is_whole(name.scope) or not is_beside(name.scope, frame.pre))
            and not (is_whole(name.scope) and is_among(name.scope, frame.pre.partition(name.scope)[0], regions))
        )
        if name.rule == "counted among":
            scopes.append(name.scope)  # 在全省14个市中: where the rank is counted, not where it holds
            continue
        alone = area_alone(frame, name, before, patterns, regions)
        if alone is None and not own_scope:
            alone = found.area if found and found.alone else who_is_ranked(frame, reading, patterns, regions)
        in_turn = name.rule.startswith("respectively")
        if alone is None and not own_scope and frame.is_next_of_list and not in_turn:
            alone = alone_before  # 在城区建设示范高中1所和职业学校1所
        alone_before = alone
        if alone is not None:
            scopes.append(alone)
            continue
        if own_scope:
            current, acts = name.scope, _acts(frame, name, name.scope or "", patterns)
        elif found:
            current, acts = found.area, _acts(frame, name, found.area, patterns)
        elif current and late and frame.part > part and not _ADDED.match(part_text):
            current = None  # what the sentence named by the way, behind its first figures
        elif (
            current
            and current not in regions
            and not is_whole(current)
            and not _ADDED.match(part_text)
            and (
                _EACH_PART.match(name.indicator)
                or (current in URBAN and _OUT_OF_TOWN.search(name.indicator))
                or _OTHERS_BETWEEN.search(before)
                or _COUNTS_AREAS.match(frame.post)
                or _speaks_of_more(
                    frame,
                    name,
                    current,
                    patterns,
                    acts=acts and (opens or frame.part == part),
                    stays=opens_part and frame.part == part and current != "园区",
                )
            )
        ):
            current = None
        elif current and not frame.bracketed and (_PARKS_OR_AIRPORT.match(frame.pre) or (not first and own)):
            current = None  # 全市银行24家；甲交易所交易规模…: the figure is of the organization
        if name.scope or found:
            # an area named behind the first figure holds up to the next ；, but for a whole that held all along
            late = bool(scopes) and (late or current != held or not is_whole(current or ""))
            part = frame.part
        scopes.append(current)
    return scopes


def _acts(frame: Frame, name: Named, area: str, patterns: Patterns) -> bool:
    """Tell whether an area does what a figure counts: 园区新建仓库3座, 园区实现收入9亿元."""
    return bool(leading_verb(name.indicator, patterns)) or f"{area}实现" in frame.pre


def _ends_with_clause(area: str, frame: Frame, name: Named) -> bool:
    """中心城区楼市日趋平稳，工业投资增长8%: a town that only the clause before tells of has what towns have."""
    told = frame.context
    if area in frame.pre or area not in told or name.indicator[:_STEM] in told:
        return False  # 市区港口投资稳步增长，达到9亿元
    if "服务业" in told and "第三产业" in name.indicator:
        return False  # the same by another name
    if _NEW_AREA.search(area) and _OF_A_REGION.search(name.indicator):
        return True
    of_town = _OF_A_TOWN.search(name.indicator) or _OF_A_TOWN.search(frame.pre)
    return area == "我国" or (area in (*URBAN, *_ALL_OVER) and of_town is None)


def _is_one_of_many(area: str, between: str, name: Named, *, first: bool) -> bool:
    """道路加快建设，新区路网基本形成，打通断头路3条: an area that a list comes to after others, and leaves again."""
    if is_whole(area) or not name.rule.startswith("words"):
        return False
    opens = first or "；" in between
    told = re.split(r"[，：]", between.rpartition("；")[2])[:-1]
    for at, clause in enumerate(told):
        if not clause.startswith(area) or (opens and not strip_time("".join(told[:at]))):
            continue
        words = name.indicator
        same = any(words[i : i + 2] in clause for i in range(len(words) - 1))
        return not same and _ONE_OF_MANY.fullmatch(clause, len(area)) is not None
    return False


def _speaks_of_more(frame: Frame, name: Named, scope: str, patterns: Patterns, *, acts: bool, stays: bool) -> bool:
    """Tell whether a figure has a subject of its own: a part of the region does not hold for it any more.

    `acts` says that the area is who acts (临江新区完成投资90亿元，新建公园3个): what comes next in that part of the
    sentence is still its own. `stays` says that it opens this part of the sentence
    (临江新区生产总值增长8%，固定资产投资增长10%).
    """
    if frame.joint in LIST_MARKS:
        return False
    if is_each(scope):  # 每个县打造1条街，整治河道6条: what each does ends with its clause
        return name.rule in ("words before", "words after") and not frame.pre.startswith("其中")
    if name.rule != "words before":
        return False
    if ("港" in scope or "机场" in scope) and _OF_A_PORT.search(name.indicator):
        return False
    if _SAME_MATTER.match(frame.pre) or (scope.endswith("本级") and _ALLOTS.match(frame.pre)):
        return False
    if scope in URBAN:
        return not _OF_A_TOWN.search(name.indicator) and not (acts and patterns.flow.match(name.indicator))
    return not acts and not stays
