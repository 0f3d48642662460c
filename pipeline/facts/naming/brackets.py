"""Brackets that are inside the noun of a count, put back where the noun was read without them: 县（市、区）."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.facts.frames import Frame
from pipeline.facts.naming.state import Named

# 8个县（市、区）通过验收, 改造10个乡（镇）卫生院, 6个县（市）区: places of other kinds that are meant, too
_PLACES = re.compile(
    r"^(?:以上)?的?(?P<noun>[\u4e00-\u9fff]{0,7}?[县市区州旗盟乡镇村道])(?P<others>（[县市区州旗盟乡镇村社街道团场、]{1,8}）)"
    r"(?P<next>[\u4e00-\u9fff]?)"
)


def put_places_back(frame: Frame, named: Named) -> Named:
    """Give a counted place the kinds of places that stand in brackets behind it."""
    places = _PLACES.match(frame.after) if "（" in frame.after else None
    if places is None:
        return named
    noun, indicator = places["noun"], named.indicator
    for size in range(len(noun), 0, -1):  # 首批创建的 | 县: of the words before the bracket some may be gone
        end = indicator.rfind(noun[-size:]) + size
        if end >= size and indicator[end : end + 1] in ("", places["next"]):
            return replace(named, indicator=indicator[:end] + places["others"] + indicator[end:])
    return named
