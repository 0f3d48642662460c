"""An area that is named for one figure alone: 每个县新建1所, 在城区建设停车场60个, 完成起步区400亩."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.facts.areas import SCOPE_WORD, is_area, is_whole
from pipeline.facts.areas_before import is_beside
from pipeline.facts.each_area import EACH_AREA, is_each
from pipeline.facts.frames import Frame
from pipeline.facts.kinds import Reading
from pipeline.facts.naming import Named
from pipeline.facts.naming.phrases.trim import strip_time
from pipeline.facts.patterns import Patterns

# 力争每个县（市、区）新建1所, 7户企业在我市落户: an area for this figure alone
_EACH_IN_CLAUSE = re.compile(rf"(?P<area>{EACH_AREA})(?=[^，；。]*$)")
_SETTLED_IN = re.compile(rf"在(?P<area>{SCOPE_WORD})(?:落户|设立|投资|落地|布局)")
# 全市新建公园9个，在城区建设停车场60个, 在云岭县新建驿站3个: where it is done, a part of the region
_DONE_IN = re.compile(
    r"^(?:计划|将|拟|力争|全年|今年)?在(?P<area>城区|市区|中心城区|主城区|"
    r"[^，。；、的和与及在各每\d]{1,7}?(?:新区|开发区|高新区|经开区|新城|县|市|区|镇|乡))(?:内|境内)?"
    r"(?:规划|启动|重点|先后|统筹|集中|新|共|累计)*"
    r"(?=建|改[建造]|安装|铺设|布局|设[立置]|实施|完成|开展|增[设加]|打造|培育|创建|开工|投放|引进|种植)"
)
URBAN = ("市区", "城区", "中心城区", "主城区")
"""The towns of a region, which a report names without a name."""
# 在贫困地区建设, 在试点社区开展: kinds of places
_KIND = re.compile(r"(?:[小社园景街片校库灾矿地山林牧灌厂老]区|[城超股夜门集]市|[城乡集小]镇|[城下]乡|示范[县镇乡区])$")
# 西岭区跻身全国百强区: who is ranked
_RANKED_FOR = r"(?:连续[^，]{1,3}年)?(?:再次|首次|成功|继续|也|已)?"
_WHO_IS_RANKED = re.compile(
    rf"^(?P<who>[^，。；、的]{{1,3}}(?:区|县|市|州)){_RANKED_FOR}(?:挺进|跻身|进入|入选|入围|位居|位列|荣膺|荣登)"
)
_RANKED = re.compile(
    rf"{_RANKED_FOR}(?:挺进|跻身|进入|入选|入围|位居|位列|荣膺|荣登|成为|晋级|迈[进入]|上升|跃[居升]|[名排]列|居)"
)
# 完成起步区400亩绿化任务, 建成临江新区10公里管廊
_WORKED_IN = re.compile(
    r"(?P<area>[^，。；、的和与及\d省国]{0,5}?(?:市[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,4})?(?:新区|起步区|核心区|经济区|开发区|高新区|先导区|经开区))$"
)


def area_alone(frame: Frame, name: Named, before: str, patterns: Patterns, regions: Sequence[str]) -> str | None:
    """Give the area that is named for this figure alone: 每个县新建1所, 完成起步区400亩, 完善市区10个场站."""
    named = name.scope is not None and is_each(name.scope)
    each = _EACH_IN_CLAUSE.search(before, before.index("每个")) if "每个" in before and not named else None
    if area := each or ("在" in frame.post and _SETTLED_IN.search(frame.post)):
        return str(area["area"])
    done = _DONE_IN.match(frame.pre) if "在" in frame.pre else None
    if done and (done["area"] in URBAN or _is_named(done["area"], patterns)):
        return done["area"]
    if not name.scope:
        return _area_of_work(frame, patterns)
    is_part = not is_whole(name.scope) and name.scope not in regions
    return name.scope if is_part and _is_object(frame, name.scope) else None


def _is_named(area: str, patterns: Patterns) -> bool:
    """Tell whether words that end like an area name one, and no kind of areas nor a whole that something is among."""
    return not _KIND.search(area) and not is_whole(area) and is_area(area, patterns)


def who_is_ranked(frame: Frame, reading: Reading, patterns: Patterns, regions: Sequence[str]) -> str | None:
    """Give the area that is ranked itself: 西岭区跻身全国百强区, or the report's own one (青溪位居全国第8位)."""
    if reading.kind != "rank":
        return None
    ranked = _WHO_IS_RANKED.match(frame.pre)
    if ranked and is_area(ranked["who"], patterns):
        return ranked["who"]
    own = (name for name in regions if frame.pre.startswith(name) and _RANKED.match(frame.pre, len(name)))
    return next(own, None)


def _is_object(frame: Frame, scope: str) -> bool:
    """Tell whether an area stands behind a verb of the figure's own clause."""
    before, found, _ = frame.pre.partition(scope)
    return (
        bool(found)
        and not is_beside(scope, frame.pre)
        and strip_time(before.lstrip("、其中在").removeprefix("预计")) != ""
    )


def _area_of_work(frame: Frame, patterns: Patterns) -> str | None:
    """完成起步区400亩绿化任务: the area between the verb and the figure is where it was done."""
    verb = patterns.flow.match(frame.pre) if frame.pre.endswith("区") and frame.post_is_noun else None
    found = _WORKED_IN.fullmatch(frame.pre, verb.end()) if verb else None
    return found["area"] if found and is_area(found["area"], patterns) else None
