"""Link the parts of a total to it: 创新平台53家,其中国家级18家."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.facts.frames import Frame
from pipeline.facts.kinds import Reading
from pipeline.facts.parts.choosing import COUNTED, MONEY, START, choose_divided, choose_whole, is_within, says_same_flow
from pipeline.facts.parts.divisions import DIVIDED, KIND_NAMED
from pipeline.facts.parts.subsets import find_subset
from pipeline.facts.patterns import Patterns
from pipeline.resources.pattern_index import compile_guarded

# 教育投入32亿元，仅义务教育支出就达12亿元
_ALONE = re.compile(r"仅(?![用仅供限为次]|[一二两三四五六七八九十上前去今当此这第])[\u4e00-\u9fff]{2,14}就(?!业)")
_PART = compile_guarded(rf"其中|包括|含(?!税)|{_ALONE.pattern}")
_LISTS = re.compile(r"其中：")
_ASIDE = re.compile(r"（[^（）]*(?:）|$)|^[^（）]*）")
# 基金收入8亿元，主要是土地出让收入7亿元
_MAINLY = re.compile(
    r"(?:^|，)主要(?:是|为|包括)(?P<what>[\u4e00-\u9fff]{0,12}(?P<kind>收入|支出|债务))(?:仅?完成|达)?$"
)
_NOT_NOW = re.compile(r"上年|去年|同期|减少|增加|下降|增长|减收|增收")
# 债务余额90亿元（一般债务40亿元、专项债务50亿元); not （上年82亿元), （目标值95家)
_NO_PART_IN_BRACKET = re.compile(
    r"上[年届]|去年|同[期比]|[较比]|计划|目标|预[计算]|规划|要求|约?[折合]合?|其余|另|不[含足]|剔除|扣除|限额|全[国省市县区州]|"
    r"人均|户均|平均|[各均每]|累计|总|原|即|现|\d|[占超列居]|排名|第|增|减|升|降|超过|高于|低于|以|到|至|从|由"
)
_OWN_DATE = re.compile(
    r"(?:其中|，)(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|当月)?|其中，?(?:当月|单月|[一二三四]季度)"
)


_EACH = re.compile("[人户亩]均")
_SHORT = 8
"""The name of a part that tells only what is its own (城镇, 乡村) is no longer."""
_CAME_TO = re.compile(r"^[\u4e00-\u9fff]{1,3}[到至]$")


@dataclass(slots=True)
class _Parts:
    """The parts that are being listed: of which figure, what opened the list, and how much they are together."""

    whole: int
    opened: Frame
    reading: Reading
    divided: bool = False
    together: list[Decimal] = field(default_factory=list)
    outer: _Parts | None = None
    """The list that goes on behind the bracket in which this one stands."""

    def takes(self, frame: Frame, whole: Frame) -> bool:
        """Whether all parts so far and the figure are no more than the whole, and of its unit."""
        return self._left(frame, whole) >= 0

    def fills(self, frame: Frame, whole: Frame) -> bool:
        """Whether they are all of it, but for what rounding leaves."""
        left = self._left(frame, whole)
        return bool(self.together) and 0 <= left * 500 <= (whole.number.value or 0)

    def _left(self, frame: Frame, whole: Frame) -> Decimal:
        value, among = frame.number.value, whole.number.value
        if value is None or among is None or frame.number.unit != whole.number.unit:
            return Decimal(-1)
        return among * Decimal("1.001") - sum(self.together) - value


def find_wholes(frames: list[Frame], readings: list[Reading], patterns: Patterns) -> list[int | None]:
    """Give for each frame the index of the frame that it is a part of, or None.

    A figure after 其中 is a part of the figure before it that is of the same unit, or failing that of the last
    level; the figures listed on after it are parts of the same whole, up to the next ； or the closing bracket. A
    list goes on over ； behind 其中： (each of its figures is a part of the one before it that counts the same), where
    it says how the whole is divided (分产业看), and where a part is named like the first or fills up the whole.
    """
    wholes: list[int | None] = []
    parts: _Parts | None = None
    for index, frame in enumerate(frames):
        opening = _open(index, frames, readings) if index else None
        if opening is not None:
            inside = parts and _depth(frame) > _depth(parts.opened) and wholes[opening.whole] == parts.whole
            opening.outer = parts if inside else None
            if opening.divided and parts and parts.divided:
                opening.whole = parts.whole  # 按行业分，…；按规模分，…: the same whole once more
            parts = opening
        elif parts and (same := _other_whole(index, parts.whole, frames, readings, wholes)) is not None:
            wholes.append(same)
            continue
        elif parts and (
            _is_end(index, parts, frames) or _is_second_measure(index, parts.whole, frames, readings, wholes)
        ):
            wholes.append(parts.whole + 1)
            continue
        elif parts and _ends(frame, parts, frames[parts.whole], readings[index], patterns):
            parts = parts.outer
            if parts and _ends(frame, parts, frames[parts.whole], readings[index], patterns):
                parts = None
        elif (some := find_subset(index, frames, readings, wholes, patterns)) is not None:
            wholes.append(some)
            continue
        is_part = parts is not None and (
            _is_said_to_be(index, parts, frames, readings)
            or _may_be_part(frame, readings[index], parts, frames, readings)
        )
        wholes.append(parts.whole if parts and is_part else None)
        if parts and is_part and readings[index].kind == "level" and frame.number.value is not None:
            parts.together.append(frame.number.value)
    return wholes


def _open(index: int, frames: list[Frame], readings: list[Reading]) -> _Parts | None:
    """Open a list of parts at a figure, where the words before it tell of one."""
    frame, reading = frames[index], readings[index]
    if frame.context and reading.kind == "level" and (divided := DIVIDED.search(frame.context)):
        kind = divided["of"] or ""
        whole = choose_divided(index, frames, readings, KIND_NAMED.get(kind, kind))
        return None if whole is None else _Parts(whole, frame, reading, divided=True)
    between = frame.context + frame.pre
    if not frame.bracketed and ("（" in between or "）" in between):
        between = _ASIDE.sub("", between)  # 学校12所（含民办）、幼儿园8所
    if _PART.search(between):
        whole = choose_whole(index, frames, readings)
    elif "主要" in between and (mainly := _MAINLY.search(between)):
        whole = None if _NOT_NOW.search(mainly["what"]) else choose_divided(index, frames, readings, mainly["kind"])
    elif _is_in_bracket(index, frames, readings):
        whole = index - 1
    else:
        return None
    return None if whole is None else _Parts(whole, frame, reading)


def _is_in_bracket(index: int, frames: list[Frame], readings: list[Reading]) -> bool:
    """合作社316家（国家级8家、省级29家）: what a bracket right behind a count or an amount tells apart."""
    frame, before = frames[index], frames[index - 1]
    if _depth(frame) <= _depth(before) or frame.joint != "（" or frame.context or len(frame.pre) < 2:
        return False
    levels = readings[index].kind == readings[index - 1].kind == "level"
    same = frame.number.unit == before.number.unit and is_within(frame, before) and frame.number.unit
    return bool(levels and same) and not _NO_PART_IN_BRACKET.search(frame.pre)


def _is_end(index: int, parts: _Parts, frames: list[Frame]) -> bool:
    """由3千件增加到9千件: what the part came to is of what the whole came to."""
    if not START.search(parts.opened.pre) or frames[index - 1] is not parts.opened or parts.whole + 1 >= index:
        return False
    return bool(_CAME_TO.match(frames[index].pre) and _CAME_TO.match(frames[parts.whole + 1].pre))


def _other_whole(
    index: int, whole: int, frames: list[Frame], readings: list[Reading], wholes: list[int | None]
) -> int | None:
    """Give the whole of a figure that is part of another one than the figure that opened the list."""
    alike = _said_alike(index, whole, frames, readings)
    return _of_same_flow(index, frames, readings, wholes) if alike is None else alike


def _is_second_measure(
    index: int, whole: int, frames: list[Frame], readings: list[Reading], wholes: list[int | None]
) -> bool:
    """项目20个900万元，其中种植8个300万元: the second figure of a part is of the second one of the whole."""
    frame, at = frames[index], whole + 1
    if wholes[-1] != whole or at >= index or wholes[at] is not None:
        return False
    bare = all(not one.pre.strip("、") and one.joint in ("", "、") for one in (frame, frames[at]))
    levels = readings[index].kind == readings[at].kind == "level"
    other = frame.number.unit == frames[at].number.unit != frames[whole].number.unit
    return bare and levels and other and is_within(frame, frames[at])


def _depth(frame: Frame) -> int:
    """In how many brackets a figure stands."""
    return frame.before.count("（") - frame.before.count("）") if frame.bracketed else 0


def _said_alike(index: int, whole: int, frames: list[Frame], readings: list[Reading]) -> int | None:
    """项目200项，完成投资690亿元，其中：甲类90项，完成投资380亿元: what the same words say of the whole."""
    frame, words = frames[index], frames[index].pre
    if readings[index].kind != "level" or not words or "，" not in frame.joint:
        return None
    alike = (
        at
        for at in (whole + 1, whole - 1)
        if 0 <= at < index and readings[at].kind == "level" and frames[at].number.unit == frame.number.unit
    )
    return next(
        (at for at in alike if frames[at].pre == words and frame.number.unit in MONEY and is_within(frame, frames[at])),
        None,
    )


def _of_same_flow(index: int, frames: list[Frame], readings: list[Reading], wholes: list[int | None]) -> int | None:
    """收入40亿元，支出30亿元。其中，职工养老基金收入20亿元、支出10亿元: what went out is part of what went out."""
    frame, before = frames[index], wholes[-1]
    if before is None or readings[index].kind != "level" or "；" in frame.joint or frame.number.unit not in MONEY:
        return None
    return next(
        (
            at
            for at in range(index - 1, -1, -1)
            if wholes[at] is None
            and readings[at].kind == "level"
            and says_same_flow(frame, frames[at])
            and is_within(frame, frames[at])
        ),
        None,
    )


def _ends(frame: Frame, parts: _Parts, whole: Frame, reading: Reading, patterns: Patterns) -> bool:
    opened = parts.opened
    if opened.bracketed and _depth(frame) < _depth(opened):
        return True
    own = _own_words(opened)
    if "，" in frame.joint and patterns.flow.match(frame.pre) and not patterns.flow.match(own):
        return True  # 其中企业占九成，获金奖1项: something else that was done
    if "，" in frame.joint and frame.pre.endswith("等") and not opened.pre.endswith("等"):
        return True  # 其中亿元以上42个，甲、乙等38个项目投产
    if frame.joint == "；" and reading.kind == "level":
        if _LISTS.search(opened.before) and not parts.divided:
            return False
        return not parts.takes(frame, whole) if parts.divided else not _goes_on(frame, parts, whole, patterns)
    return "；" in frame.joint or reading.kind in ("rank", "ratio")


def _goes_on(frame: Frame, parts: _Parts, whole: Frame, patterns: Patterns) -> bool:
    """其中第一产业增加值9亿元；第二产业增加值7亿元: a part behind ； is named like the first, or fills up the whole."""
    own, acts = _own_words(parts.opened), patterns.flow.match
    if frame.context or parts.reading.kind != "level" or _EACH.search(frame.pre):
        return False
    if frame.pre.endswith(own) or (acts(frame.pre) and not acts(own)) or not parts.takes(frame, whole):
        return False  # 其中高速公路90公里；在建高速公路70公里
    alike = len(own) > 1 and frame.pre[-2:] == own[-2:]
    return alike or (len(frame.pre) <= _SHORT and parts.fills(frame, whole))


def _own_words(opened: Frame) -> str:
    return _PART.split(opened.pre)[-1]


def _says_more(frame: Frame, reading: Reading) -> bool:
    """其中出口19亿美元、增长8%: how a part grew, or its share, is no part itself."""
    if "其中" in frame.pre:
        return False
    bare = not _PART.sub("", reading.stem).strip("、，和与及")
    if reading.rule == "share of a whole" and not _PART.search(frame.context):
        return True  # 其中税收收入20亿元，占财政收入的60%
    return (reading.kind == "change" or reading.rule == "share, whole before") and bare


def _is_said_to_be(index: int, parts: _Parts, frames: list[Frame], readings: list[Reading]) -> bool:
    """平台9家，其中国家级11家: right behind the whole it is a part even where it is greater; the audit tells of it."""
    frame, before = frames[index], frames[index - 1]
    behind = frame is parts.opened and parts.whole == index - 1 and frame.pre.startswith("其中") and not frame.context
    levels = readings[index].kind == readings[index - 1].kind == "level"
    return behind and levels and frame.number.unit == before.number.unit


def _may_be_part(frame: Frame, reading: Reading, parts: _Parts, frames: list[Frame], readings: list[Reading]) -> bool:
    if _says_more(frame, reading):
        return False
    whole = parts.whole
    target = frames[whole]
    if reading.kind == "level" and readings[whole].kind == "level":
        units = {frame.number.unit, target.number.unit}
        if _ALONE.search(frame.pre) or units <= COUNTED:
            return (len(units) == 1 or units <= COUNTED) and is_within(frame, target)
        same = len(units) == 1 and (frame.number.unit == "%" or is_within(frame, target))
        return same or (len(units) > 1 and units <= MONEY)
    if reading.kind == "change":
        # 其中外地人购房占四成，二手房销售增长20%; 其中9月份增长8%
        return parts.reading.kind == "change" and not _OWN_DATE.search(frame.context + frame.pre)
    return reading.kind == "share"
