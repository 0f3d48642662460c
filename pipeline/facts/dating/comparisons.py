"""How far a comparison in a sentence reaches: 较一季度 and 比预算 are said of one thing, and of one movement."""

from __future__ import annotations

import re

from pipeline.facts.dating.timing import Expression
from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.kinds import Reading
from pipeline.facts.naming import Named

_BUDGET = re.compile(r"[比较](?:[\u4e00-\u9fff]{0,4})(?:预算|计划|目标|任务)数?[^，；]{0,6}$")
# 压减23.5%: a verb alone
_ONLY_MOVES = re.compile(
    r"(?:减少|下降|降低|压减|压缩|节约|节支|减支|增加|增长|增支|提高|上升|超支|减|增|降)了?(?:约|近)?$"
)
_OPENS_ALL = re.compile(r"(?:末|底|相比|同期|时期)*，")


# 与2016年相比，…；…: what all changes of a sentence are measured against, or all that come behind it
# (势头良好，2021年与2016年相比，…)
_AT_THE_HEAD = re.compile(r"^(?:[^。；\d]{2,40}[，：])?[^，。；]{0,16}[与和同](?=[^，。；]{2,14}相比，)")


def base_of_all(before: str, expressions: list[Expression]) -> Expression | None:
    """Give what the head of a sentence compares all its figures with, from the words before one of them."""
    head = _AT_THE_HEAD.match(before) if "相比，" in before else None
    if head is None:
        return None
    return next((item for item in expressions if item.is_baseline and 0 <= item.start - head.end() <= 1), None)


def is_within_year(item: Expression) -> bool:
    """Tell whether something is compared with months or a day: 较一季度, 比8月末."""
    return item.is_baseline and not item.is_from and "-" in item.period and not item.period.endswith("12-31")


def leave_out_foreign(
    index: int, frames: list[Frame], named: list[Named], expressions: list[Expression]
) -> list[Expression]:
    """投资较一季度收窄3个百分点；销量5万台，下降8%: months that one is compared with are not the next one's."""
    return [item for item in expressions if not (is_within_year(item) and _is_foreign(item, index, frames, named))]


def _is_foreign(item: Expression, index: int, frames: list[Frame], named: list[Named]) -> bool:
    first = next((at for at, frame in enumerate(frames) if frame.number.clean_start >= item.end), index)
    if first >= index or frames[index].joint in LIST_MARKS:
        return False
    opens = _OPENS_ALL.match(frames[index].before, item.end)
    return not opens and named[first].indicator != named[index].indicator


def is_one_movement(index: int, frames: list[Frame], readings: list[Reading], named: list[Named]) -> bool:
    """比预算减少2亿元，下降5%: the amount and the rate of one movement are measured against the same."""
    before, here = readings[index - 1], readings[index]
    if not (before.foreign and before.kind == here.kind == "change" and before.direction == here.direction):
        return False
    frame, last = frames[index], frames[index - 1]
    units = {frame.number.unit, last.number.unit}
    alike = named[index].rule == "carried" and "%" in units and len(units) > 1 and "百分点" not in units
    return alike and bool(_BUDGET.search(last.pre) and _ONLY_MOVES.match(frame.pre))
