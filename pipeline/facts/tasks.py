"""Figures that an account gives as a task beside what was done: 固定资产投资：年度任务8亿元，实际完成9亿元."""

from __future__ import annotations

import re

from pipeline.facts.frames import Frame
from pipeline.resources.pattern_ends import compile_ending

_TASK = compile_ending(
    r"^(?:全年|年度|年初|本年度?|[国省市县区](?:里|政府)?|上级|我[市县区]|原)*(?:下达|分解|确定|安排|责任)*的?(?:年度|全年)?"
    r"(?:(?:目标|计划|工作)*任务|(?:年度|全年|年初)(?:计划|目标|预算)|(?:计划|预期)目标)(?:目标|任务|指标)?[数值量]?(?:(?:为|是|：|增长|下降)|$)$|"
    r"^(?:今年|全年|年度)?计划$"
)
# 完成8%（计划控制在9%左右）, （计划增长9%）
_PLANNED_IN_BRACKET = re.compile(r"^(?:年初|年度|全年|原)*(?:计划|目标|预期|预算)目?标?(?:为|是|控制在|增长|下降)$")
_TASKS_THEMSELVES = frozenset({"项", "条"})
"""下达目标任务26项 counts tasks."""
ITEM_MARK = r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）).．、])?"
"""What may stand before an item of such an account: （二）, 3、."""
# 1、固定资产投资：, （二）招商引资：
_LABEL = re.compile(rf"^(?:[一二三四五六七八九十]是|{ITEM_MARK})(?P<label>[\u4e00-\u9fff、]{{2,16}})：(?!.*：)")


def states_task(frame: Frame) -> bool:
    """Tell whether a figure is a task that what was done is told beside of."""
    told = _PLANNED_IN_BRACKET.match(frame.pre) if frame.bracketed else None
    return bool(told or (frame.number.unit not in _TASKS_THEMSELVES and _TASK.match(frame.pre)))


def label_before(frame: Frame) -> str:
    """Give what stands before a colon at the head of the item that tells a task; empty where nothing does."""
    found = _LABEL.match(frame.before)
    return found["label"] if found else ""
