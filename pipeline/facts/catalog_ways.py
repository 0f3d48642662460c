"""Read a phrase as modifiers, an indicator and modifiers: 新建 + 农村公路, 市场主体 + 增长率."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping

from pipeline.resources.indicator_modifiers import Modifier, ModifierWords
from pipeline.resources.indicators import Indicator

_LONGEST_BEFORE, _LONGEST_AFTER = 14, 12
"""Characters of a word before or after an indicator."""
_LENGTHS_BEFORE = range(1, _LONGEST_BEFORE + 1)
_MOST_MODIFIERS = 4
"""Words with a meaning of their own around one indicator; a phrase of more is a statement, not a name."""
_THRESHOLD = re.compile(
    r"(?:(?:年|年度)?(?:(?P<investment>总投资|投资|投资额)|(?P<output>产值|总产值)|(?P<fiscal>(?:一般公共预算|公共|地方)?财政总?收入)|(?P<tax>税收|纳税|入库税收)|"
    r"(?P<revenue>主营业务收入|营业收入|销售收入|收入|营收)))?(?:在|达|达到)?(?P<over>超过?|过|突破)?"
    r"(?P<number>\d+(?:\.\d+)?)?(?P<scale>[百千十]?[万亿])(?P<money>美?元)?级?(?P<least>及?以上|\(含\)以上)?"
)
_BASES = {"investment": "投资", "output": "产值", "fiscal": "财政收入", "tax": "税收", "revenue": "营业收入"}
_SCALES = {"百": "h", "千": "t", "十": "d", "万": "w", "亿": "y"}
ANY = "*"
"""What a modifier applies to where it is all indicators, or what it makes of any dimension."""
_BESIDES = "+"
_OF_VERBS = frozenset({"growth_after", "reply_rate_after", "settle_rate_after", "satisfied_rate", "completion_after"})
_KINDS = frozenset({"kind", "industry"})
COUNTED = ("count", "people", "visits", "labor")
"""Dimensions that reports use for one another: 5万个, 5万人, 5万人次."""
_THINGS = (*COUNTED, "length", "power")
"""Main dimensions of things: what has an output, an area, a price."""

Way = tuple[Indicator, tuple[Modifier, ...], int]
"""A way to read a phrase: the indicator, its modifiers as they stand, and the length of the indicator."""


def find_readings(surfaces: Mapping[str, Indicator], words: ModifierWords, text: str) -> list[Way]:
    """Give each way to read the text as modifiers, an indicator and modifiers: with the length of the indicator."""
    readings: list[Way] = []
    afters = read_after(words, text)
    for start, before in read_before(words, text).items():
        for end, after in afters.items():
            base = surfaces.get(text[start:end])  # no surface is empty
            if base is not None and _go_together(before, base, after):
                readings.append((base, (*before, *after), end - start))
    return readings


def _go_together(before: tuple[Modifier, ...], base: Indicator, after: tuple[Modifier, ...]) -> bool:
    """Tell whether an indicator can have these modifiers: each of them by itself, and all of them in this order."""
    modifiers = (*before, *after)
    for modifier in modifiers:
        if not _applies(modifier, base):
            return False
    if len(modifiers) > _MOST_MODIFIERS and sum(1 for item in modifiers if item.modifier_id) > _MOST_MODIFIERS:
        return False
    return len(modifiers) == 1 or _is_in_order(before, after)  # one alone is in order


def _is_in_order(before: tuple[Modifier, ...], after: tuple[Modifier, ...]) -> bool:
    """Tell whether words can go together: not 重点 + 新建 or 核心 + 区, nor a share of a growth rate.

    What is done has no coverage, only a growth (新增学位 + 覆盖率), and is said by two verbs at most (制定修订).
    """
    for first, second in itertools.pairwise(before):
        if first.group in _KINDS and (second.group == "done" or second.length == 1):
            return False
    verbs = {modifier.modifier_id for modifier in (*before, *after) if modifier.group == "done"}
    rates = [modifier for modifier in after if modifier.group == "measured" and modifier.measure == "rate"]
    if len(verbs) > 2 or len(rates) > 1:
        return False
    return not verbs or all(modifier.modifier_id in _OF_VERBS for modifier in rates)


def _applies(modifier: Modifier, base: Indicator) -> bool:
    """Tell whether a modifier can stand with an indicator: only a thing can be planted, only a thing has an output."""
    applies, dimensions = modifier.applies, base.dimensions
    apart = base.indicator_id not in applies and not any(dimension in applies for dimension in dimensions)
    if apart and applies and dimensions and ANY not in applies and _BESIDES not in applies:
        return False
    if modifier.group == "measured":
        thing = not dimensions or dimensions[0] in _THINGS
        return dimensions != ("share",) and (modifier.measure == "rate" or (thing and base.measure != "rate"))
    if modifier.group != "done":
        return True
    is_money = dimensions[:1] == ("currency",)
    return base.measure != "rate" and (not is_money or ANY in applies or not apart)


def read_before(words: ModifierWords, text: str) -> dict[int, tuple[Modifier, ...]]:
    """Give all places that modifiers lead to from the start, each with the fewest modifiers that do."""
    reached: dict[int, tuple[Modifier, ...]] = {0: ()}
    scaled = "万" in text or "亿" in text  # a threshold has one of them
    for start, sign in enumerate(text):
        path = reached.get(start)
        if path is None:
            continue
        is_threshold = scaled and _THRESHOLD.match(text, start)  # where none begins, none ends further on
        for length in _LENGTHS_BEFORE if is_threshold else words.lengths_before.get(sign, ()):
            end = start + length
            if end > len(text) or length > _LONGEST_BEFORE:
                break
            surface = text[start:end]
            modifier = words.before.get(surface) or (as_threshold(surface) if is_threshold else None)
            if modifier is not None and (end not in reached or len(path) + 1 < len(reached[end])):
                reached[end] = (*path, modifier)
    return reached


def read_after(words: ModifierWords, text: str) -> dict[int, tuple[Modifier, ...]]:
    """Give all places from which modifiers lead to the end."""
    reached: dict[int, tuple[Modifier, ...]] = {len(text): ()}
    for end in range(len(text), 0, -1):
        path = reached.get(end)
        if path is None:
            continue
        for length in reversed(words.lengths_after.get(text[end - 1], ())):
            start = end - length
            modifier = words.after.get(text[start:end]) if length <= _LONGEST_AFTER and start >= 0 else None
            if modifier is not None and (start not in reached or len(path) + 1 < len(reached[start])):
                reached[start] = (modifier, *path)
    return reached


def as_threshold(surface: str) -> Modifier | None:
    """Read 亿元以上, 超亿元, 投资5亿元以上: things of at least that size."""
    match = _THRESHOLD.fullmatch(surface)
    if match is None or not (match["over"] or match["least"] or (match["money"] and match["scale"] != "万")):
        return None
    based = next((base for base in _BASES if match[base]), "")
    number = match["number"] or "1"
    scale = "".join(_SCALES[letter] for letter in match["scale"])
    ids = [based, "from", number.replace(".", "_") + scale, "usd" if match["money"] == "美元" else ""]
    name = f"{_BASES.get(based, '')}{number if match['number'] else ''}{match['scale']}{match['money'] or '元'}以上"
    return Modifier("_".join(filter(None, ids)), name, "rank", ("count",), None, (), len(surface))
