"""Times that stand inside or right before a bracket with a figure, and reach no farther: 90家（2019年86家）."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.facts.dating.timing import Expression
from pipeline.facts.frames import Frame

_OPENS = re.compile(r"(?:的?同期|全年|年?[末底])?（(?:约|近|为)?$")


def left_behind(frames: Sequence[Frame], expressions: Sequence[Expression]) -> list[tuple[Expression, int]]:
    """Give the times that a bracket names for its figures, with the place where it ends: they date nothing behind it.

    （1—6月） without a figure is a remark on the time before it, which holds on.
    """
    last = frames[-1]
    clean = last.before + last.number.text + last.after if "（" in last.before else ""
    left: list[tuple[Expression, int]] = []
    for item in expressions if clean else ():
        opening = clean.rfind("（", 0, item.start)
        if opening < 0 or opening < clean.rfind("）", 0, item.start):
            continue
        closing = clean.find("）", item.end)
        if closing >= 0 and any(item.end <= frame.number.clean_start < closing for frame in frames):
            left.append((item, closing))
    return left


def time_before_bracket(frame: Frame, expressions: Sequence[Expression]) -> Expression | None:
    """Give the time right before the bracket that holds a figure alone: 较2020年（86家）."""
    opens = _OPENS.search(frame.before) if frame.bracketed and not frame.pre.strip("约近为") else None
    return next((item for item in expressions if opens and item.end == opens.start()), None)
