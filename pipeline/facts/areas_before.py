"""The area that stands before a figure: what a clause opens with, and what is only mentioned by the way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.facts.areas import SCOPE_WORD, is_above, is_whole, split_scope
from pipeline.facts.naming.phrases.trim import strip_time
from pipeline.facts.patterns import Patterns
from pipeline.resources.pattern_index import compile_guarded

_SCOPE = compile_guarded(SCOPE_WORD)
_CLAUSE_MARK = re.compile(r"[，：（）]|(?=；)")
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
# 力争全市…, 今后五年全市…: what may stand before an area that holds for the clauses behind it
_HOLDS_ON = re.compile(
    r"(?:力争|[确力]保|预[计期测]|争取|使得?|让|年|月|[年月]?[底末初]|以来|期间|目前|当前|未来|今后|\d[.．、）)]|—)$"
)
# 圆满承办全市招商大会，签约项目40个: a meeting, a title or a first of the whole region says nothing of what comes next
_OF_AN_EVENT = re.compile(r"(?:承办|举[办行]|召开|获评|入选|获得|荣获|落地|开通|签发|颁发|发放|诞生)了?$")
# 申报成为全省7个集聚区之一, 全市行列: those among whom it is counted
_AMONG = re.compile(
    r"(?:成为|作为|确定为|列为|评为|认定为|入选|入围|跻身|进入|迈进|列入|纳入|获评|荣获|获批|位居|蝉联)(?:了)?$"
)
# 全省现场会在云溪县召开，4个乡镇入选…: the area is of those who met
_EVENT = re.compile(
    r"(?:会|会议|大会|大赛|论坛|运动会|博览会)(?:[^，；会]{0,8}在[^，；]{2,8})(?:成功|顺利|圆满|隆重)?(?:召开|举办|举行)$"
)
# 修缮市区和9个县城的堤防: the figure counts those beside the area
_AND_OTHERS = re.compile(r"(?:及|和|与|以及|、)(?:其[他余]|[\u4e00-\u9fff]{2,3})?$")
_NOT_SCOPE_AFTER = re.compile(
    r"(?:之力|人民|各族|广大|率先|首(?![季月府])|唯一|第|前列|最|平均|排名|首位|目标|工作|"
    r"经济社会发展(?!的?(?:主要|预期|奋斗|总体)*(?:目标|指标))|社会治理|发展大局|高质量|上下)"
)


@dataclass(frozen=True, slots=True)
class Area:
    """An area found before a figure; `alone` says that it is inside the figure's own phrase and holds for it only."""

    area: str
    alone: bool


def whose_aims(text: str, regions: Sequence[str]) -> str | None:
    """Give the region whose aims a sentence lists: it stands before the word and holds for the whole list."""
    if "目标" not in text and "指标" not in text:
        return None
    for name in (*regions, *_OWN):
        start = text.find(name)
        if start >= 0 and _AIMS.match(text, start + len(name)):
            return name
    return None


def may_name_area(text: str) -> bool:
    """Tell whether words can hold an area before a figure; most hold none."""
    return "区" in text or _SCOPE.search(text) is not None


def area_between(text: str, patterns: Patterns, regions: Sequence[str], *, after_figure: bool) -> Area | None:
    """Find the last area that opens a clause of `text`; the last clause is the figure's own.

    `after_figure` says that the first clause goes on from the figure before, and names what that one counts.
    """
    result: Area | None = None
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
        if match and after_figure and not index and clause.startswith(match.group()):
            continue  # 7个城区菜市场和80个超市: what the figure before counts
        lead = stripped[: match.start()] if match else ""
        opens = not strip_time(lead.removeprefix("预计"))
        if match and _is_by_the_way(match.group(), lead, regions, opens=opens, own=index == len(clauses) - 1):
            match = None
        if match and not _NOT_SCOPE_AFTER.match(stripped, match.end()):
            inside = match.group() in ("城区", "市区") and _INSIDE_WORD.search(lead)
            beside = index == len(clauses) - 1 and is_beside(match.group(), stripped)
            if inside or beside or _NOT_SCOPE_BEFORE.search(lead) or len(lead) > 8:
                continue
            if opens or is_whole(match.group()):
                result = Area(match.group(), alone=False)
            elif index == len(clauses) - 1 and not (match.group() == "城区" and lead.endswith(("改造", "扩建"))):
                result = Area(match.group(), alone=True)
        elif match and stripped.startswith(match.group() + "上下"):
            result = Area(match.group(), alone=False)
        elif "区" in stripped or "市本级" in stripped:
            place, _ = split_scope(strip_time(stripped.removeprefix("预计")), patterns)
            if place and len(place) <= 7 and re.search(r"新区|开发区|高新区|经开区|中心城区|市本级", place):
                result = Area(place, alone=False)
    return result


def _is_by_the_way(area: str, lead: str, regions: Sequence[str], *, opens: bool, own: bool) -> bool:
    """Tell whether an area, behind `lead` in its clause, is none that the figure is for.

    So is the whole of a higher level (跻身全省先进行列，… of a city). Where the figure is in another clause, so is an
    old town (老城区改建提速，…), and, if it opens no clause, a part of the region (改造城区道路，…) and the region
    itself, if a meeting or a title is of it.
    """
    if is_above(area, regions) and (not opens or area.endswith("省")):
        return True
    if own or (opens and area[0] not in "老旧") or _HOLDS_ON.search(lead):
        return False
    return not is_whole(area) or _OF_AN_EVENT.search(lead) is not None


def is_among(area: str, lead: str, regions: Sequence[str]) -> bool:
    """Tell whether `area` is where the figure's own thing is one of several: 申报成为全省7个集聚区之一."""
    return _AMONG.search(lead) is not None or (is_above(area, regions) and (lead != "" or area.endswith("省")))


def is_beside(area: str, before: str) -> bool:
    """Tell whether a figure, behind the words `before`, counts others beside an area: 修缮市区和9个县城的堤防."""
    _, found, after = before.rpartition(area)
    return bool(found) and _AND_OTHERS.match(after) is not None
