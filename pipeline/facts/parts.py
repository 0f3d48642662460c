"""Link the parts of a total to it: 创新平台53家,其中国家级18家."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.kinds import Reading
from pipeline.facts.patterns import Patterns
from pipeline.records import Fact

_COUNTED = frozenset({"家", "户", "个", "项", "人", "名", "所", "座", "件", "处", "条"})
_MONEY = frozenset({"元", "美元", "欧元", "港元", "日元", "英镑"})
# 教育投入32亿元，仅义务教育支出就达12亿元
_ALONE = re.compile(r"仅(?![用仅供限为次]|[一二两三四五六七八九十上前去今当此这第])[\u4e00-\u9fff]{2,14}就(?!业)")
_PART = re.compile(rf"其中|包括|含(?!税)|{_ALONE.pattern}")
_LISTS = re.compile(r"其中：")


def find_wholes(frames: list[Frame], readings: list[Reading], patterns: Patterns) -> list[int | None]:
    """Give for each frame the index of the frame that it is a part of, or None.

    A figure after 其中 is a part of the figure before it that is of the same unit, or failing that of the last
    level; the figures listed on after it are parts of the same whole, up to the next ； or the closing bracket. A
    list behind 其中： goes on over ；, and each of its figures is a part of the one before it that counts the same.
    """
    wholes: list[int | None] = []
    whole: int | None = None
    opened: Frame | None = None
    for index, frame in enumerate(frames):
        between = frame.context + frame.pre
        if not frame.bracketed:
            between = _ASIDE.sub("", between)  # 学校12所（含民办）、幼儿园8所
        if index and _PART.search(between):
            whole, opened = _choose_whole(index, frames, readings), frame
        elif (
            whole is not None
            and opened is not None
            and (same := _said_alike(index, whole, frames, readings)) is not None
        ):
            wholes.append(same)
            continue
        elif whole is not None and opened is not None and _ends(frame, opened, readings[index], patterns):
            whole, opened = None, None
        elif index and (some := _some_of(index, frames, readings, patterns)) is not None:
            wholes.append(some)
            continue
        elif index and (at := _stage_of(index, frames, readings, wholes)) is not None:
            wholes.append(at)
            continue
        elif index and _goes_on(frame, frames[index - 1], wholes[-1], readings[index - 1 : index + 1], patterns):
            wholes.append(wholes[-1])
            continue
        wholes.append(whole if _may_be_part(frame, readings[index], whole, frames, readings) else None)
    return wholes


# 24个新建项目全部开工、完工9个: how many of those that stand before the noun have come so far
_STAGE = r"(?:开工|完工|竣工|投产|投用|建成|交付|入库|验收|完成|办结|落地|封顶)"
_SO_FAR = rf"(?:已|现已|累计|基本|{_STAGE}、)*{_STAGE}(?:建设|投用)?了?(?:约|近|超过?)?$"
_STAGE_COUNT = re.compile(rf"^[\u4e00-\u9fff]{{2,14}}?(?:全部)?{_SO_FAR}")
_STAGE_NEXT = re.compile(rf"^、{_SO_FAR}")


def _stage_of(index: int, frames: list[Frame], readings: list[Reading], wholes: list[int | None]) -> int | None:
    """Give the total of which a figure, behind its noun and without a mark, counts what has reached a stage."""
    frame, before = frames[index], frames[index - 1]
    if readings[index].kind != "level" or readings[index - 1].kind != "level" or not _is_less(frame, before):
        return None
    if not frame.joint and before.post_is_noun and not before.pre.endswith("、"):
        return index - 1 if _STAGE_COUNT.match(frame.pre) and not frame.post_is_noun else None
    goes_on = _STAGE_NEXT.match(frame.pre) and not frame.post_is_noun
    return wholes[-1] if goes_on and not before.joint and _STAGE_COUNT.match(before.pre) else None


_ASIDE = re.compile(r"（[^（）]*(?:）|$)|^[^（）]*）")
_SOME = re.compile(r"^、?(?:已|目前|现|中)*有(?:约|近)?$")
_CHOSEN = re.compile(
    r"^(?:最终|成功|已|其中)*(?:通过认定|获得认定|通过评审|通过|获批立项|获批|入选|立项|认定|获认定)(?:了)?$"
)
_APPLIED = re.compile(r"申报|推荐|报送|申请")


def _some_of(index: int, frames: list[Frame], readings: list[Reading], patterns: Patterns) -> int | None:
    """创新项目90个，有32个投产; 申报高企96家，通过认定71家: fewer of what the figure before counts."""
    frame, before = frames[index], frames[index - 1]
    if not (readings[index].kind == readings[index - 1].kind == "level" and _is_less(frame, before)):
        return None
    if not frame.joint and frame.pre.endswith("中有"):
        return index - 1  # 31个行业中有19个行业增长
    some = _SOME.match(frame.pre) and _is_same_thing(frame, before, patterns)
    chosen = _CHOSEN.match(frame.pre) and _APPLIED.search(before.pre) and not frame.post_is_noun
    near = frame.joint in ("，", "、") and not frame.context
    return index - 1 if near and (some or chosen) else None


def _goes_on(frame: Frame, before: Frame, whole: int | None, readings: list[Reading], patterns: Patterns) -> bool:
    """其中一产、二产分别增长3%、5%; 有44个列为省级，42个列为市级: a figure of a list whose first one is a part."""
    if whole is None or frame.pre.strip("、和与及"):
        return False
    kinds = {reading.kind for reading in readings}
    if kinds == {"change"}:
        return frame.joint in LIST_MARKS
    counted = kinds == {"level"} and frame.joint in ("，", "；") and frame.number.unit == before.number.unit
    return counted and bool(_SOME.match(before.pre) and patterns.predicate.match(frame.post))


def _is_less(frame: Frame, whole: Frame) -> bool:
    unit = frame.number.unit
    return unit in _COUNTED and unit == whole.number.unit and _is_within(frame, whole)


def _is_same_thing(frame: Frame, whole: Frame, patterns: Patterns) -> bool:
    """Tell whether a count has no noun of its own (有32个投产), or the one of the whole (有32个项目投产)."""
    return bool(patterns.predicate.match(frame.post)) or frame.post[:2] in whole.pre + whole.post


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
        (
            at
            for at in alike
            if frames[at].pre == words and frame.number.unit in _MONEY and _is_within(frame, frames[at])
        ),
        None,
    )


def _is_within(frame: Frame, whole: Frame) -> bool:
    value, among = frame.number.value, whole.number.value
    return value is not None and among is not None and value <= among


def _choose_whole(index: int, frames: list[Frame], readings: list[Reading]) -> int | None:
    unit = frames[index].number.unit
    earlier = list(range(index - 1, -1, -1))
    if readings[index].kind == "change" and unit == "%":
        level = next((i for i in earlier if readings[i].kind == "level"), None)
        same = next((i for i in earlier if readings[i].kind == "change" and frames[i].number.unit == unit), None)
        if same is not None and (level is None or same > level) and frames[same].joint not in ("、",):
            return same
        return level if level is not None else same
    same_unit = next(
        (i for i in earlier if frames[i].number.unit == unit and readings[i].kind in ("level", "share")), None
    )
    if same_unit is not None:
        return same_unit
    if unit in _MONEY:
        money = next((i for i in earlier if frames[i].number.unit in _MONEY and readings[i].kind == "level"), None)
        if money is not None:
            return money
    return next((i for i in earlier if readings[i].kind == "level"), None)


def _ends(frame: Frame, opened: Frame, reading: Reading, patterns: Patterns) -> bool:
    if opened.bracketed and not frame.bracketed:
        return True
    if "，" in frame.joint and patterns.flow.match(frame.pre) and not patterns.flow.match(_own_words(opened)):
        return True  # 其中企业占九成，获金奖1项: something else that was done
    if _LISTS.search(opened.before) and frame.joint == "；" and reading.kind == "level":
        return False
    return "；" in frame.joint or (reading.kind in ("rank", "ratio"))


def _own_words(opened: Frame) -> str:
    return _PART.split(opened.pre)[-1]


def _says_more(frame: Frame, reading: Reading) -> bool:
    """其中出口19亿美元、增长8%: how a part grew, or its share, is no part itself."""
    bare = not _PART.sub("", reading.stem).strip("、，和与及")
    return (reading.kind == "change" or reading.rule == "share, whole before") and bare and "其中" not in frame.pre


def _may_be_part(
    frame: Frame, reading: Reading, whole: int | None, frames: list[Frame], readings: list[Reading]
) -> bool:
    if whole is None or _says_more(frame, reading):
        return False
    target = frames[whole]
    if reading.kind == "level" and readings[whole].kind == "level":
        units = {frame.number.unit, target.number.unit}
        if _ALONE.search(frame.pre):
            return len(units) == 1 and _is_within(frame, target)
        return len(units) == 1 or units <= _COUNTED or units <= _MONEY
    return reading.kind in ("change", "share")


@dataclass(frozen=True, slots=True)
class Earlier:
    """The figures of the sentence before, which a sentence with 其中 at its front tells the parts of."""

    frames: list[Frame]
    readings: list[Reading]
    facts: list[Fact]

    def find_wholes(self, frames: list[Frame], readings: list[Reading], patterns: Patterns) -> list[int | None]:
        """Give for each frame the place of its whole among the facts of both sentences, or None."""
        both = [*self.frames, *frames]
        wholes = find_wholes(both, [*self.readings, *readings], patterns)[len(self.frames) :]
        return [
            at if at is None or at >= len(self.frames) or _is_alike(frame, both[at]) else None
            for frame, at in zip(frames, wholes, strict=True)
        ]


def _is_alike(frame: Frame, whole: Frame) -> bool:
    units = {frame.number.unit, whole.number.unit}
    return len(units) == 1 or units <= _MONEY


NOTHING_BEFORE = Earlier([], [], [])
