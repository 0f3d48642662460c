"""Two things that a rule took for one name: 县中医院和县妇幼保健院."""

from __future__ import annotations

import re

# Up to here the first of the two goes; what a university or a firm does with another may be one name.
_TWO = re.compile(
    r"[\u4e00-\u9fff（）]{2,}?(?:中心|园|园区|开发区|高新区|度假区|医院|保健院|实验室|研究[院所]|院所|基地|院团|平台|集团|工程)"
    r"[和与及](?=[\u4e00-\u9fff]{3})"
)
_SHORTEST = 3


def cut_joint(text: str, start: int, end: int, rule: str) -> int:
    """Give where the second of two names begins inside `text[start:end]`, or `start` where there is one name.

    Only for what `rule` tells by its last word: that word is of the second name. A list or a short name has no two.
    """
    if not rule.startswith("suffix"):
        return start
    two = _TWO.match(text, start, end)
    return two.end() if two and end - two.end() >= _SHORTEST else start
