"""What a bracket behind a figure or a word says besides: an aim (任务60亿元), or the value that is compared with."""

from __future__ import annotations

import re

from pipeline.facts.frames import Frame

# （省下达任务60亿元）, （目标90家）
_AIM = re.compile(r"^(?:[\u4e00-\u9fff]{0,8}(?:目标|任务|计划))(?:任务|目标|值|数)?(?:为|是|：)?$")
# 完成年度任务（150人）
_AIM_BEFORE = re.compile(r"(?:目标|任务|计划)(?:任务|目标|值|数)?$")
_COMPARED = re.compile(
    r"(?:[高低快慢好优多少]于|超过|超出|领先|落后|[比较])(?P<area>全[国省市区县州球]|我国|[国省]内|(?:同类|副省级|省会)城市)(?:的?平均(?:水平|值)?)?$"
)


def aim_in_bracket(frame: Frame) -> bool:
    """Tell whether a figure in a bracket is the aim of what stands before it."""
    if not frame.bracketed:
        return False
    # 完成任务（105%） tells how far; what else is said of an aim in percent is read with the other figure
    alone = not frame.pre and frame.joint.endswith("（") and frame.number.unit != "%"
    return bool(_AIM.match(frame.pre) or (alone and _AIM_BEFORE.search(frame.context)))


def area_beside_bracket(frame: Frame) -> str | None:
    """Give the area that what was named is compared with, whose value a bracket gives: 低于全省平均（2.4%）."""
    alone = frame.bracketed and not frame.pre and frame.joint.endswith("（")
    compared = _COMPARED.search(frame.context) if alone else None
    return compared["area"] if compared else None
