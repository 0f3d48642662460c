"""Nouns after a figure that stand with what is done to them, or with whom it is done."""

from __future__ import annotations

import re

from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.kinds import NOT_A_NOUN
from pipeline.facts.naming.phrases.following import read_noun_after
from pipeline.facts.naming.phrases.trim import strip_lead
from pipeline.facts.naming.state import Naming
from pipeline.resources.pattern_ends import compile_ending

ACTS = compile_ending(r"(?:实施|完成|推进|启动|开展|抓好|加快|实行|开工|落实|推动|组织|进行)了?(?:约|近)?$")
"""Verbs that set about what is done to the things behind the figure."""
_VERB_OF_WORKS = re.compile(
    r"(?:续建|新建|改建|扩建|在建|新?开工(?:建设)?|投运|建成(?:投[用运产])?|竣工(?:投[用运产])?|投[用产]|完工|启动(?:建设)?|启用|改造|收尾)$"
)
# 完成52户国有企业的主辅分离工作, 23个水利项目的前期工作全面展开
_WORK_ON = re.compile(
    r"^(?P<thing>[\u4e00-\u9fff]{0,10}(?:企业|项目|学校|小学|中学|医院|机构|单位|村|小区|社区|道路|公路|街道|河道|水库|煤矿|矿山|景区|公园|园区|基地))"
    r"的(?P<act>[\u4e00-\u9fff]{2,6}?)(?P<work>工作|任务|)(?P<state>(?:全面|基本|顺利|全部)?(?:展开|启动|到位)|)$"
)
_WITH_OTHERS = re.compile(
    r"^(?P<thing>[\u4e00-\u9fff]{0,8}(?:企业|公司|学校|院校|高校|大学|医院|卫生院|院所|机构|单位))(?:分别|陆续|已)?[与同](?!.*(?:的|项目))"
)
# 完成60个行政村生活污水治理: what is treated is not what is counted
_WORK_THERE = re.compile(
    r"^(?P<thing>[\u4e00-\u9fff]{0,8}(?:企业|行政村|自然村|建制村|中小学校?|学校|农贸市场))(?:的)?"
    r"(?P<act>(?:农村)?(?:生活污水|污水|生活垃圾|垃圾|黑臭水体|户厕|厕所|电网|数字化|智能化|标准化|清洁化|自动化|装备|设备|超低排放|“[\u4e00-\u9fff]+”)"
    r"[\u4e00-\u9fff]{0,6}(?:改造|治理|整治|升级))(?:工程|任务|工作)?$"
)
# 推动25个园区提档升级: what they are driven to is not what is counted
_DRIVEN = re.compile(r"(?:推动|推进|促进|支持|引导|助推|加快)(?:了)?(?:约|近)?$")
_TO_BE_BETTER = re.compile(
    r"^(?P<noun>[\u4e00-\u9fff]{2,12}?)(?:(?:规模|能级|效益|质效|品质|产能|动能|水平|实力|[、和])+(?:跃升|提升|提高|倍增)|(?:提质|扩规|提档|升级|转型|增效|扩容|扩能|扩产|提标|提速|做大|做强|做优|达产|达效|增资|扩面|(?<=转型|升级)发展){2})$"
)
_THINGS = frozenset({"家", "户", "个", "所", "条", "座", "处"})


def read_of_next_verb(naming: Naming, index: int) -> str | None:
    """投运1座、开工3座变电站: two verbs count the same thing, and the noun stands behind the second."""
    frame, after = naming.frames[index], naming.frames[index + 1]
    if frame.number.unit != after.number.unit or after.joint not in LIST_MARKS:
        return None
    verbs = (
        _VERB_OF_WORKS.search(strip_lead(frame.pre, naming.patterns)),
        _VERB_OF_WORKS.fullmatch(after.pre.strip("、和")),
    )
    if not all(verbs) or not after.post_is_noun or NOT_A_NOUN.match(after.post):
        return None
    return read_noun_after(after.post, naming.patterns)


def read_acted_on(naming: Naming, index: int) -> str | None:
    """完成52户 | 国有企业的主辅分离工作: the things, with what is done to them before them."""
    frame = naming.frames[index]
    counted = frame.number.unit in _THINGS and not frame.runs_on
    set_about = ACTS.search(frame.pre) or frame.pre.endswith("实现")
    if counted and set_about and (there := _WORK_THERE.match(frame.post)):
        return there["act"] + there["thing"]
    said = _WORK_ON.match(frame.post) if not frame.runs_on and frame.number.unit in _THINGS else None
    if said is None:
        return None
    if said["state"]:
        return said["act"] + said["work"] + said["state"] + said["thing"]
    verb = ACTS.search(frame.pre)
    return f"{said['act']}{said['thing']}" if verb and said["act"] != "建设" else said["thing"] if verb else None


def read_driven(naming: Naming, index: int) -> str | None:
    """推动25个园区提档升级: the things, without what they are driven to."""
    frame = naming.frames[index]
    driven = _TO_BE_BETTER.match(frame.post) if _DRIVEN.search(frame.pre) else None
    return driven["noun"] if driven else None


def without_others(naming: Naming, frame: Frame) -> str:
    """12所 | 学校与高校签订协议: with whom it is done is no part of the noun."""
    met = _WITH_OTHERS.match(frame.post) if frame.number.unit in ("家", "所") else None
    if met is None:
        return frame.post
    done = naming.patterns.predicate.search(frame.post, met.end() + 1)
    return met["thing"] + (frame.post[done.start() :] if done else "")
