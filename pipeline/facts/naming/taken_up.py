"""What a list of figures without words of their own takes up from the figures before it."""

from __future__ import annotations

import re

from pipeline.facts.naming.phrases.coordination import split_coordination
from pipeline.facts.naming.phrases.heads import combine_head
from pipeline.facts.naming.state import Naming
from pipeline.facts.naming.subjects import NO_COUNT, context_subject

TOTALS = re.compile(r"(?:值|额|量|率|数|面积|收入|投资|支出|存款|贷款|税|资产|利润)$")
"""How an indicator ends that says itself what is measured."""
_ASPECT = re.compile(r"(?:人均|户均|平均)[\u4e00-\u9fff]{1,8}")
_WORK = re.compile(r"^(?:推进|实施|加快|抓好|建设)|(?:建设|实施|发展|工作)$")


def levels_of_parts(naming: Naming, index: int, count: int) -> list[str] | None:
    """甲收入2万元；乙收入1万元；扣除价格因素后，分别增长8%和9%: the levels of as many parts of the sentence."""
    if not naming.frames[index].joint.startswith("；"):
        return None
    levels = [at for at in range(index) if naming.readings[at].kind == "level"][-count:]
    units = {naming.frames[at].number.unit for at in levels}
    parts = {naming.frames[at].part for at in levels}
    return [naming.memory.names[at] for at in levels] if len(parts) == count and len(units) == 1 else None


def shares_before(naming: Naming, index: int, count: int) -> list[str] | None:
    """甲占比达53%，乙占比达46%，分别提高4和5个百分点: the shares that moved, as many as there are figures."""
    units = [frame.number.unit for frame in naming.frames[max(0, index - count) : index + count]]
    if units != ["%"] * count + ["百分点"] * count:
        return None
    shares = naming.memory.names[index - count : index]
    return shares if all(reading.kind == "share" for reading in naming.readings[index - count : index]) else None


def aspects_of_group(naming: Naming, noun: str) -> list[str] | None:
    """城乡居民收入分别为…，人均支出分别为…: what is told of each of the things that the list before told apart."""
    group = naming.memory.group
    if not _ASPECT.fullmatch(noun):
        return None
    if "城乡居民" in naming.memory.whole_group and len(group) == len(("城镇", "农村")):
        return [f"城镇居民{noun}", f"农村居民{noun}"]
    return None if any(map(TOTALS.search, group)) else [part + noun for part in group]


def combine_each(naming: Naming, index: int, head: str, count: int) -> list[str] | None:
    """推进A和B建设，分别完成投资x和y: each of the things that were counted, or that the clause before names."""
    memory, part = naming.memory, naming.frames[index].part
    counted = [
        memory.names[at]
        for at, frame in enumerate(naming.frames[:index])
        if frame.part == part and frame.number.unit not in NO_COUNT
    ]
    things: list[str] | None = next((some[-count:] for some in (counted, memory.levels) if len(some) >= count), None)
    if things is None:
        context = _WORK.sub("", context_subject(naming, naming.frames[index]))
        things = split_coordination(context, naming.known_names(index, count)) if context else None
    return [combine_head(thing, head) for thing in things] if things else None
