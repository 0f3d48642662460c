"""Read a figure that says how far something lies from another value: 高于全国2个百分点, 超过目标60万吨."""

from __future__ import annotations

import re

from pipeline.facts.frames import Frame
from pipeline.facts.kinds.changes import EARLIER
from pipeline.facts.kinds.reading import COMPARED, POINTS, Reading
from pipeline.facts.patterns import Patterns
from pipeline.records import Direction
from pipeline.resources.pattern_ends import compile_ending

# 超过全国平均水平1.2个百分点, 超目标任务14.5%
_OVER = re.compile(
    r"(?:超|超过|超出)(?:全国|全省|全市|全区|全县|国家|省|平均|年度|全年|年初|预期|目标|计划|序时)[^，；、的]{0,8}$"
)
# 超“十三五”目标3.2亿元, 超过规划目标60万吨, 超省下达任务2万亩: over an aim, in whatever unit
_OVER_AIM = compile_ending(
    r"(?:超过?|超出|高出)(?:“?十[一二三四五六]?五”?)?(?:规划|计划|年度|全年|年初|预期|既定|[省市区县]定|[省市区县]政府|"
    r"(?:上级|[省市区县])?下达的?)*(?:目标(?:任务)?|预算|计划|任务)(?:数)?$"
)
_DISTANCE_UNITS = frozenset(["百分点", "%", "元", "美元", "位", "个", "天", "倍", "家", "户", "项", "人", "件", "岁"])
# 超过第二产业1.6个百分点, 跑赢全国和全省平均水平1.2个百分点
_OVER_OTHER = re.compile(
    r"(?:均|都|分别|明显|大幅)*(?:超过|超出|超|领先|跑赢|(?P<behind>落后于?))(?P<other>[\u4e00-\u9fffA-Z、“”]{2,14}?)(?:约|近)?$"
)
_BEYOND = re.compile(r"^(?:均|都|远)?(?P<side>[高低])[出于](?!预算)[\u4e00-\u9fff]{2,10}$")  # 高出底价33%


def read_others(frame: Frame, patterns: Patterns) -> Reading | None:
    """Read by how much a figure is above or below a value of others, or an aim."""
    unit = frame.number.unit
    return (
        (_read_compared(frame.pre, patterns) if unit in _DISTANCE_UNITS else None)
        or (_read_beyond(frame) if unit in POINTS else None)
        or _read_over_aim(frame)
    )


def _read_compared(pre: str, patterns: Patterns) -> Reading | None:
    compared = patterns.compared.search(pre)
    if compared is None or (compared["word"] and not compared["other"]):
        return None
    word = compared["word"] or compared["side"] or "少"
    direction: Direction = "down" if word[0] in "低慢少" else "up"
    others = not EARLIER.match(compared["other"] or "")
    return Reading("change", direction, pre[: compared.start()], COMPARED, foreign=others)


def _read_beyond(frame: Frame) -> Reading | None:
    """Read by how many points a figure is beyond another one."""
    pre = frame.pre
    direction: Direction
    beyond = _BEYOND.match(pre)
    if beyond and not frame.post_is_noun:
        direction = "down" if beyond["side"] == "低" else "up"
        return Reading("change", direction, "", COMPARED, foreign=True)
    over = _OVER.search(pre)
    if over:
        return Reading("change", "up", pre[: over.start()], COMPARED, foreign=True)
    other = _OVER_OTHER.search(pre) if frame.number.unit == "百分点" else None
    if other is None:
        return None
    direction = "down" if other["behind"] else "up"
    foreign = not EARLIER.match(other["other"])
    return Reading("change", direction, pre[: other.start()], COMPARED, foreign=foreign)


def _read_over_aim(frame: Frame) -> Reading | None:
    pre = frame.pre
    aim = _OVER_AIM.search(pre)
    if aim and frame.number.unit not in ("位", "", "年") and not frame.post_is_noun:
        return Reading("change", "up", pre[: aim.start()], COMPARED, foreign=True)
    if pre.endswith("超额") and frame.after.startswith("完成"):
        return Reading("change", "up", pre.removesuffix("超额"), COMPARED, foreign=True)
    return None
