"""Two things that a rule took for one name: 县中医院和县妇幼保健院."""

from __future__ import annotations

import re

# Up to here the first of the two goes; what a university or a firm does with another may be one name.
_LAST = (
    "(?:中心|园|园区|开发区|高新区|度假区|医院|保健院|实验室|研究[院所]|院所|基地|院团|平台|集团|工程|大厅|设施|"
    "院(?=[和与及](?:中国|国家|[省市县])))"
)
_TWO = re.compile(rf"[\u4e00-\u9fff（）]{{2,}}?{_LAST}[和与及](?=[\u4e00-\u9fff]{{3}})")
_AS_WELL_AS = re.compile(rf"[\u4e00-\u9fff（）]{{2,}}?{_LAST}(?=暨(?!南大|阳))")
_SHORTEST = 3
_TOLD_BY_LAST_WORD = ("suffix", "model")
"""The model finds an institution by that word, too; whom it takes for a firm has a name without one of these."""


def cut_joint(text: str, start: int, end: int, rule: str) -> int:
    """Give where the second of two names begins inside `text[start:end]`, or `start` where there is one name.

    Only for what `rule` tells by its last word: that word is of the second name. A list or a short name has no two.
    """
    if not rule.startswith(_TOLD_BY_LAST_WORD):
        return start
    two = _TWO.match(text, start, end)
    return two.end() if two and end - two.end() >= _SHORTEST else start


def cut_further(text: str, start: int, end: int) -> int:
    """Give where the first name ends that is joined to a further one (数据中心暨产业园, 中科院及其…)."""
    if (its := text.find("及其", start, end)) >= start + 2:
        return its
    first = _AS_WELL_AS.match(text, start, end) if "暨" in text[start:end] else None
    return first.end() if first else end
