"""Some of those that were just counted, without 其中: 创新项目90个，有32个投产."""

from __future__ import annotations

import re

from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.kinds import Reading
from pipeline.facts.parts.choosing import is_less
from pipeline.facts.patterns import Patterns

# 24个新建项目全部开工、完工9个: how many of those that stand before the noun have come so far
_STAGE = (
    r"(?:开工|完工|竣工|投产|投用|建成|交付|入库|验收|完成|办结|落地|封顶|(?<!落实)整改(?:到位|完成|完毕)?|销号|化解)"
)
_SO_FAR = rf"(?:已|现已|累计|基本|{_STAGE}、)*{_STAGE}(?:建设|投用)?了?(?:约|近|超过?)?$"
_STAGE_COUNT = re.compile(rf"^[\u4e00-\u9fff]{{2,14}}?(?:全部)?{_SO_FAR}")
_STAGE_NEXT = re.compile(rf"^、{_SO_FAR}")
_PLANNED = re.compile(r"^(?:\d{4}年|全年|年度|今年|年内|当年|全[市县区省])*(?:计划|安排|确定|列入)")
_PLANNED_STAGE = re.compile(rf"^(?:截至)?(?:目前|年底)?，?(?P<already>已|现已|累计)?{_STAGE}了?(?:约|近|超过?)?$")
# 165家企业中，94家增长、71家下降
_AMONG = re.compile(r"[\u4e00-\u9fff”]{2}(?:当中|之中|中|里)$")
_AMONG_THEM = re.compile(r"^(?P<noun>[\u4e00-\u9fff”]{2,12}?)(?:当中|之中|中)$")
_SOME = re.compile(r"^、?(?:已|目前|现|中)*有(?:约|近)?$")
_CHOSEN = re.compile(
    r"^(?:最终|成功|已|其中)*(?:通过认定|获得认定|通过评审|通过|获批立项|获批|入选|立项|认定|获认定)(?:了)?$"
)
_APPLIED = re.compile(r"申报|推荐|报送|申请")


def find_subset(
    index: int, frames: list[Frame], readings: list[Reading], wholes: list[int | None], patterns: Patterns
) -> int | None:
    """Give the count before that a figure counts some of, or None."""
    if not index:
        return None
    if readings[index].kind == readings[index - 1].kind == "level":
        some = _some_of(index, frames, patterns)
        some = _among(index, frames, wholes) if some is None else some
        some = _stage_of(index, frames, wholes) if some is None else some
        if some is not None:
            return some
    whole = wholes[-1]
    if whole is not None and _goes_on(frames[index], frames[index - 1], readings[index - 1 : index + 1], patterns):
        return whole
    return _of_the_planned(index, frames, readings, wholes) if readings[index].kind == "level" else None


def _among(index: int, frames: list[Frame], wholes: list[int | None]) -> int | None:
    """165家企业中，94家增长、71家下降: what comes behind 中， up to all that there are."""
    frame, before = frames[index], frames[index - 1]
    if frame.joint == "，" and not frame.pre and _AMONG.search(frame.context) and not before.bracketed:
        return index - 1 if is_less(frame, before) else None
    if frame.joint == "，" and frame.context and _is_of_those(frame, before):
        return index - 1
    whole = wholes[-1]
    if whole is None or not _AMONG.search(frames[whole + 1].context) or frame.number.unit != before.number.unit:
        return None
    together = [frames[i].number.value for i in range(whole + 1, index + 1) if i == index or wholes[i] == whole]
    total, among = sum(value for value in together if value is not None), frames[whole].number.value
    bare = not frame.pre.strip("、和与及")
    return whole if among is not None and (total == among or (bare and total < among)) else None


def _is_of_those(frame: Frame, before: Frame) -> bool:
    """15个水质断面中，达标断面9个: fewer of the same noun."""
    among = _AMONG_THEM.match(frame.context)
    return among is not None and among["noun"][-2:] in frame.pre and is_less(frame, before)


def _stage_of(index: int, frames: list[Frame], wholes: list[int | None]) -> int | None:
    """Give the total of which a figure, behind its noun and without a mark, counts what has reached a stage."""
    frame, before = frames[index], frames[index - 1]
    if not is_less(frame, before):
        return None
    if not frame.joint and before.post_is_noun and not before.pre.endswith("、"):
        return index - 1 if _STAGE_COUNT.match(frame.pre) and not frame.post_is_noun else None
    goes_on = _STAGE_NEXT.match(frame.pre) and not frame.post_is_noun
    return wholes[-1] if goes_on and not before.joint and _STAGE_COUNT.match(before.pre) else None


def _of_the_planned(index: int, frames: list[Frame], readings: list[Reading], wholes: list[int | None]) -> int | None:
    """年度计划改造小区42个、惠及居民1万户，目前已开工38个，完工9个: how far what was planned has come."""
    frame = frames[index]
    stage = _PLANNED_STAGE.match(frame.pre) if "，" in frame.joint and not frame.context else None
    if stage is None or frame.post_is_noun:
        return None
    for i in range(index - 1, -1, -1):
        if frames[i].part != frame.part or not (readings[i].kind == "level" and is_less(frame, frames[i])):
            continue
        if _PLANNED.match(frames[i].pre) and (stage["already"] or i in wholes):
            return i
    return None


def _some_of(index: int, frames: list[Frame], patterns: Patterns) -> int | None:
    """创新项目90个，有32个投产; 申报高企96家，通过认定71家: fewer of what the figure before counts."""
    frame, before = frames[index], frames[index - 1]
    if not is_less(frame, before):
        return None
    if not frame.joint and frame.pre.endswith("中有"):
        return index - 1  # 31个行业中有19个行业增长
    if frame.joint not in ("，", "、") or frame.context:
        return None
    some = _SOME.match(frame.pre) and _is_same_thing(frame, before, patterns)
    chosen = _CHOSEN.match(frame.pre) and _APPLIED.search(before.pre) and not frame.post_is_noun
    return index - 1 if some or chosen else None


def _goes_on(frame: Frame, before: Frame, readings: list[Reading], patterns: Patterns) -> bool:
    """其中一产、二产分别增长3%、5%; 有44个列为省级，42个列为市级: a figure of a list whose first one is a part."""
    if frame.pre.strip("、和与及"):
        return False
    kinds = {reading.kind for reading in readings}
    if kinds == {"change"}:
        return frame.joint in LIST_MARKS
    counted = kinds == {"level"} and frame.joint in ("，", "；") and frame.number.unit == before.number.unit
    return counted and bool(_SOME.match(before.pre) and patterns.predicate.match(frame.post))


def _is_same_thing(frame: Frame, whole: Frame, patterns: Patterns) -> bool:
    """Tell whether a count has no noun of its own (有32个投产), or the one of the whole (有32个项目投产)."""
    return bool(patterns.predicate.match(frame.post)) or frame.post[:2] in whole.pre + whole.post
