"""Read what is held against a plan whose own figure stands between: 占全年任务600户的44%, 超出目标（55%）3个百分点."""

from __future__ import annotations

import re

from pipeline.facts.frames import Frame
from pipeline.facts.kinds.reading import COMPARED, POINTS, Reading
from pipeline.resources.pattern_ends import compile_ending

AIMED = "what was aimed at"
"""The rule of a figure that is the aim, told where another one is held against it."""
_AIM = "(?:目标|任务|计划|预算|概算|预期|指标)(?:任务|目标|总?投资|总[数量])?[数值量]?"
_AMOUNT = r"[\d.]+[余多]?[十百千万亿]*(?:[\u4e00-\u9fff]{0,4}|%)"
_HELD_AGAINST = "(?:占|完成了?|仅?为|达到?|相当于)"
# 占全年任务600户的44%, 完成年度计划（5亿元）的92%
_PART_OF_PLAN = compile_ending(rf"{_HELD_AGAINST}[^，；、（）\d]{{0,8}}{_AIM}(?:{_AMOUNT}|（{_AMOUNT}）)的(?:约|近)?$")
_PLAN_ITSELF = re.compile(rf"{_HELD_AGAINST}[^，；、（）\d]{{0,8}}{_AIM}（?$")
_ITS_PART = re.compile(r"^）?的(?:约|近)?[\d.]+%")
# 高出年度指标（55%）3个百分点
_BEYOND_AIM = compile_ending(
    rf"(?:超过?|超出|高[于出]|(?P<below>低于|落后于?))[^，；、（）\d]{{0,10}}(?:{_AIM}|水平|平均值?)（{_AMOUNT}）(?:约|近)?$"
)
# 超出目标（55%）, 年度任务（600户）
_AIM_IN_BRACKET = re.compile(
    rf"(?P<beyond>(?:超过|超出|高[于出]|低于|未?达到?|落后于?|距)[^，；、（）\d]{{0,12}})?{_AIM}（$"
)


def states_aim(frame: Frame) -> bool:
    """Tell whether a figure is the aim that another one is held against."""
    before = frame.before
    if before.endswith("（") and frame.after.startswith("）") and (aim := _AIM_IN_BRACKET.search(before)):
        return frame.number.unit != "%" or aim["beyond"] is not None  # 完成目标（105%） tells how far
    return bool(_ITS_PART.match(frame.after) and _PLAN_ITSELF.search(before))


def read_against_plan(frame: Frame) -> Reading | None:
    """Read a part of a plan, how far something lies beyond it, and the figure of the plan between the two."""
    before, unit = frame.before, frame.number.unit
    if unit == "%" and "的" in frame.pre and _PART_OF_PLAN.search(before):
        return Reading("ratio", None, "", "share of a plan", foreign=True)
    if unit in POINTS and not frame.pre.rstrip("约近") and (beyond := _BEYOND_AIM.search(before)):
        return Reading("change", "down" if beyond["below"] else "up", "", COMPARED, foreign=True)
    if _ITS_PART.match(frame.after) and (plan := _PLAN_ITSELF.search(before)):
        stem = frame.pre[: max(0, len(frame.pre) - len(plan.group()))]
        return Reading("level", None, stem, AIMED)
    return None
