"""Link the parts of a total to it: 创新平台53家,其中国家级18家."""

from __future__ import annotations

import re

from pipeline.facts.frames import Frame
from pipeline.facts.kinds import Reading

_PART = re.compile(r"其中|包括|含(?!税)")


def find_wholes(frames: list[Frame], readings: list[Reading]) -> list[int | None]:
    """Give for each frame the index of the frame that it is a part of, or None.

    A figure after 其中 is a part of the figure before it that is of the same unit, or failing that of the last
    level; the figures listed on after it are parts of the same whole, up to the next ； or the closing bracket.
    """
    wholes: list[int | None] = []
    whole: int | None = None
    opened: Frame | None = None
    for index, frame in enumerate(frames):
        between = frame.context + frame.pre
        if index and _PART.search(between):
            whole, opened = _choose_whole(index, frames, readings), frame
        elif whole is not None and opened is not None and _ends(frame, opened, readings[index]):
            whole, opened = None, None
        wholes.append(whole if _may_be_part(frame, readings[index], whole, frames, readings) else None)
    return wholes


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
    return next((i for i in earlier if readings[i].kind == "level"), None)


def _ends(frame: Frame, opened: Frame, reading: Reading) -> bool:
    if opened.bracketed and not frame.bracketed:
        return True
    return "；" in frame.joint or (reading.kind in ("rank", "ratio"))


def _may_be_part(
    frame: Frame, reading: Reading, whole: int | None, frames: list[Frame], readings: list[Reading]
) -> bool:
    if whole is None:
        return False
    target = frames[whole]
    if reading.kind == "level" and readings[whole].kind == "level":
        alike = {frame.number.unit, target.number.unit} <= {
            "家",
            "户",
            "个",
            "项",
            "人",
            "名",
            "所",
            "座",
            "件",
            "处",
            "条",
        }
        return frame.number.unit == target.number.unit or alike
    return reading.kind in ("change", "share")
