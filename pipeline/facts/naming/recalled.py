"""Growths that are spoken of again: 为此提出年均增长8%."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.facts.frames import Frame
from pipeline.facts.kinds import Reading
from pipeline.facts.naming.state import Named

# 为此提出年均增长8%, 8%的增长目标是可行的: a growth that was stated before is spoken of
_SPOKEN_OF = re.compile(r"提出|确定|目标|分析|考虑|之所以")


def recall_growths(
    growths: dict[Decimal, str], frames: list[Frame], readings: list[Reading], named: list[Named]
) -> list[Named]:
    """为此提出年均增长8%: a growth that names nothing is the one that the paragraph stated with the same number.

    `growths` is what the paragraph has stated so far; what the sentence states is added to it.
    """
    result = list(named)
    recalled = False
    for index, (frame, reading, name) in enumerate(zip(frames, readings, named, strict=True)):
        value = frame.number.value
        unnamed = name.rule in ("carried", "unit") and reading.kind == "change"
        if unnamed and recalled:
            result[index] = replace(name, indicator=result[index - 1].indicator)
            continue
        taken_up = unnamed and not index and value in growths
        recalled = taken_up and bool(_SPOKEN_OF.search(frame.before[-16:] + frame.after[:16]))
        if value is None or reading.kind != "change" or frame.number.unit != "%":
            continue
        if recalled:
            result[index] = replace(name, indicator=growths[value])
        elif name.rule == "words before" and name.indicator:
            growths.setdefault(value, name.indicator)
    return result
