"""Which of the figures before is the whole that a part is of."""

from __future__ import annotations

import re

from pipeline.facts.frames import Frame
from pipeline.facts.kinds import Reading
from pipeline.resources.pattern_ends import compile_ending

COUNTED = frozenset({"家", "户", "个", "项", "人", "名", "所", "座", "件", "处", "条"})
MONEY = frozenset({"元", "美元", "欧元", "港元", "日元", "英镑"})
# 收入349亿元，比计划目标275亿元超过74亿元，其中…: what the whole is held against
_AIM = re.compile(r"[比较超](?:过)?[^，；]*(?:目标|计划)$")
# 专利由2.9万件增加到9万件，其中发明专利由3千件…: what both started from
START = re.compile(r"(?:由|从)(?:[^，；。]{0,8}的)?$")
# 收入349亿元，越过200亿、300亿两个大关。其中…: a step that the whole has passed
_STEP = re.compile(r"^(?:、[^，。；、]{1,10}?)?(?:[两三四]个)?(?:大关|[大新]?台阶)")
# 投资增长1.2%，上半年为下降2.6%。其中…: an aside on another time
_OTHER_TIME = re.compile(
    r"^(?:上年|去年|前年|同期|年初|上半年|前?[一二三四]季度|1[—\-至][2-9]月|[1-9]月)(?:份|末|底)?(?:则?为|是)"
)

# 合作社分别为148家、201家；申报75家，公示61家。按行业分，…: what there is is divided, not what was done
_DONE_TO_SOME = re.compile(r"(?:新增|净增|申报|公示|认定|通过|开工|竣工|投产|建成)$")
# 基金收入40亿元，支出30亿元，年末结余50亿元。其中，职工养老基金收入20亿元: what came in is part of what came in
_FLOW = compile_ending(r"(?P<flow>收入|支出|结余)(?:完成|为|达到?|约)*$")


def says_same_flow(frame: Frame, other: Frame) -> bool:
    """Whether both figures are of what came in, of what went out, or of what is left."""
    flow, of_other = _FLOW.search(frame.pre), _FLOW.search(other.pre)
    return flow is not None and of_other is not None and flow["flow"] == of_other["flow"]


def is_within(frame: Frame, whole: Frame) -> bool:
    """Whether a part is no greater than its whole."""
    value, among = frame.number.value, whole.number.value
    return value is not None and among is not None and value <= among


def is_less(frame: Frame, whole: Frame) -> bool:
    """Whether a figure counts as many of the same, or fewer."""
    unit = frame.number.unit
    return unit in COUNTED and unit == whole.number.unit and is_within(frame, whole)


def choose_whole(index: int, frames: list[Frame], readings: list[Reading]) -> int | None:
    """Give the figure before that the one at `index`, after 其中, is a part of.

    That is the nearest of the same unit that is no smaller, failing that the last level.
    """
    frame, unit = frames[index], frames[index].number.unit
    earlier = list(range(index - 1, -1, -1))
    if readings[index].kind == "change" and unit == "%":
        level = next((i for i in earlier if readings[i].kind == "level"), None)
        same = next(
            (
                i
                for i in earlier
                if readings[i].kind == "change"
                and frames[i].number.unit == unit
                and not _OTHER_TIME.match(frames[i].pre)
            ),
            None,
        )
        if same is not None and (level is None or same > level) and frames[same].joint not in ("、",):
            return same
        return level if level is not None else same
    alike = [i for i in earlier if frames[i].number.unit == unit and readings[i].kind in ("level", "share")]
    if readings[index].kind == "level":
        alike = [i for i in alike if not (_AIM.search(frames[i].pre) or _STEP.match(frames[i].after))] or alike
        alike = [i for i in alike if says_same_flow(frame, frames[i])] or alike
        starts = [i for i in alike if START.search(frames[i].pre)] if START.search(frame.pre) else []
        alike = starts or [i for i in alike if readings[i].kind != "level" or is_within(frame, frames[i])] or alike
    if alike:
        return alike[0]
    if unit in MONEY:
        money = next((i for i in earlier if frames[i].number.unit in MONEY and readings[i].kind == "level"), None)
        if money is not None:
            return money
    return next((i for i in earlier if readings[i].kind == "level"), None)


def choose_divided(index: int, frames: list[Frame], readings: list[Reading], kind: str) -> int | None:
    """Give the level before that is divided (主要支出项目：…): of the kind that is said, if there is one."""
    frame = frames[index]
    levels = [
        i
        for i in range(index - 1, -1, -1)
        if readings[i].kind == "level" and frames[i].number.unit == frame.number.unit and is_within(frame, frames[i])
    ]
    levels = [i for i in levels if not _DONE_TO_SOME.search(frames[i].pre)] or levels
    named = (i for i in levels if kind and kind in frames[i].pre)
    return next(named, levels[0] if levels else None)
