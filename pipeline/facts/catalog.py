"""Which indicator of the catalog a phrase names: 新建农村公路 is rural_road.newly_built, GDP is gdp.

A phrase is mapped only if every character of it is known: modifiers before, one indicator, modifiers after. So an
unknown word never makes a part (a district's, a product's) look like the whole. docs/indicators.md tells the rules.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pipeline.frozen import frozen
from pipeline.params import FactsParams
from pipeline.records import Kind, Measure
from pipeline.resources.indicator_modifiers import GROUPS, Modifier, ModifierWords, load_modifiers
from pipeline.resources.indicators import BARE, Indicator, IndicatorWords, load_indicators, normalize_phrase

_LONGEST = 40
"""Characters of a phrase; what is longer is no name of an indicator."""
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
_ANY = "*"
_BESIDES = "+"
_OF_VERBS = frozenset({"growth_after", "reply_rate_after", "settle_rate_after", "satisfied_rate", "completion_after"})
_KINDS = frozenset({"kind", "industry"})
_COUNTED = ("count", "people", "visits", "labor")
"""Dimensions that reports use for one another: 5万个, 5万人, 5万人次."""
_THINGS = (*_COUNTED, "length", "power")
"""Main dimensions of things: what has an output, an area, a price."""
_PER = " per unit"
_RELATIVE = ("share", "multiple")
"""Dimensions in which a change or a ratio of anything is told."""
_DIMENSION_NAMES = {
    "count": "数量",
    "area": "面积",
    "length": "长度",
    "currency": "金额",
    "share": "占比",
    "mass": "重量",
    "volume": "体积",
    "power": "容量",
    "energy": "电量",
    "time": "时间",
}


@frozen
class CatalogMatch:
    """The indicator that a phrase names.

    `indicator_id` is the base indicator's, then a dot and each modifier's: by group, in a group as they were read.
    """

    indicator_id: str
    name: str
    base: str
    dimensions: tuple[str, ...]
    measure: Measure
    pillar: str | None

    def fit(self, kind: Kind, dimension: str | None) -> CatalogMatch | None:
        """Give the indicator of a figure of this kind in a unit of this dimension, or None where it can have none.

        An indicator that is told in several dimensions is one indicator for each: 新建农村公路 30条 and 200公里 are
        not to be added. The first of `dimensions` keeps the id; another one is part of it (rural_road.in_count).
        """
        if dimension == f"count{_PER}" or (self.measure == "rate" and dimension):
            dimension = dimension.removesuffix(_PER)  # 套（间）; a standard of 元/人 and one of 元 are one indicator
        if kind == "rank" or not self.dimensions or (kind in ("change", "ratio") and dimension in _RELATIVE):
            return self
        for place, own in enumerate(self.dimensions):
            if dimension == own or (dimension in _COUNTED and own in _COUNTED):
                return self if _same(own, self.dimensions[0]) or not place else self._in(own)
            if dimension is None and own in (*_COUNTED, BARE):
                return self
        return None

    def _in(self, dimension: str) -> CatalogMatch:
        name = _DIMENSION_NAMES.get(dimension, dimension)
        return replace(self, indicator_id=f"{self.indicator_id}.in_{dimension}", name=f"{self.name}（{name}）")


@dataclass(frozen=True, slots=True)
class Catalog:
    """Finds the indicators of phrases. Build it with `load_catalog`."""

    words: IndicatorWords
    modifiers: ModifierWords

    def find(self, phrase: str) -> CatalogMatch | None:
        """Give the indicator that a phrase names, or None where a part of it is unknown."""
        text = normalize_phrase(phrase)
        return _find(self, text) if 0 < len(text) <= _LONGEST else None

    def find_fitting(self, phrase: str, kind: Kind, dimension: str | None) -> CatalogMatch | None:
        """Give the indicator of a fact: None also where its kind or its unit cannot be one of the indicator."""
        match = self.find(phrase)
        return match.fit(kind, dimension) if match else None

    def find_unknown(self, phrase: str) -> str:
        """Give what of a phrase the catalog does not know: the words beside the longest indicator, or all of it."""
        text = normalize_phrase(phrase)
        befores, afters = _read_before(self.modifiers, text), _read_after(self.modifiers, text)
        gaps = []
        for start in range(len(text)):
            for end in range(start + 1, len(text) + 1):
                if text[start:end] in self.words.by_surface:
                    before = text[max(place for place in befores if place <= start) : start]
                    after = text[end : min(place for place in afters if place >= end)]
                    gaps.append((len(before) + len(after), start - end, f"{before}…{after}".strip("…")))
        return min(gaps)[2] if gaps else text

    def __hash__(self) -> int:
        return id(self.words)


def load_catalog(*, overrides: Path | None = None, extra: Path | None = None) -> Catalog:
    """Load the catalog.

    `overrides` is a folder whose files replace the packaged ones; `extra` a file of indicators that is merged and wins.
    """
    return Catalog(load_indicators(overrides=overrides, extra=extra), load_modifiers(overrides=overrides))


def load_own_catalog(params: FactsParams, *, overrides: Path | None = None) -> Catalog:
    """Load the catalog with the indicators of a user's own that the parameters name."""
    return load_catalog(overrides=overrides, extra=Path(params.indicators) if params.indicators else None)


def _same(one: str, other: str) -> bool:
    return one == other or (one in _COUNTED and other in _COUNTED)


@lru_cache(maxsize=65536)
def _find(catalog: Catalog, text: str) -> CatalogMatch | None:
    whole = catalog.words.by_surface.get(text)
    if whole is not None:
        return _compose(whole, ())
    readings = _find_readings(catalog, text)
    if not readings:
        return None
    base, modifiers, _ = max(readings, key=_rank) if len(readings) > 1 else readings[0]
    return _compose(base, modifiers)


def _find_readings(catalog: Catalog, text: str) -> list[tuple[Indicator, tuple[Modifier, ...], int]]:
    """Give each way to read the text as modifiers, an indicator and modifiers: with the length of the indicator."""
    readings = []
    surfaces = catalog.words.by_surface
    afters = _read_after(catalog.modifiers, text)
    for start, before in _read_before(catalog.modifiers, text).items():
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


def _rank(reading: tuple[Indicator, tuple[Modifier, ...], int]) -> tuple[int, int, int]:
    """Prefer words of one character least (新登记 + 市场主体, not 新 + 登记市场主体), then the longest indicator."""
    _, modifiers, length = reading
    short = sum(1 for modifier in modifiers if modifier.modifier_id and modifier.length == 1)
    return -short, length, -len(modifiers)


def _applies(modifier: Modifier, base: Indicator) -> bool:
    """Tell whether a modifier can stand with an indicator: only a thing can be planted, only a thing has an output."""
    applies, dimensions = modifier.applies, base.dimensions
    apart = base.indicator_id not in applies and not any(dimension in applies for dimension in dimensions)
    if apart and applies and dimensions and _ANY not in applies and _BESIDES not in applies:
        return False
    if modifier.group == "measured":
        thing = not dimensions or dimensions[0] in _THINGS
        return dimensions != ("share",) and (modifier.measure == "rate" or (thing and base.measure != "rate"))
    if modifier.group != "done":
        return True
    is_money = dimensions[:1] == ("currency",)
    return base.measure != "rate" and (not is_money or _ANY in applies or not apart)


def _read_before(words: ModifierWords, text: str) -> dict[int, tuple[Modifier, ...]]:
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
            modifier = words.before.get(surface) or (_as_threshold(surface) if is_threshold else None)
            if modifier is not None and (end not in reached or len(path) + 1 < len(reached[end])):
                reached[end] = (*path, modifier)
    return reached


def _read_after(words: ModifierWords, text: str) -> dict[int, tuple[Modifier, ...]]:
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


def _as_threshold(surface: str) -> Modifier | None:
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


def _compose(base: Indicator, modifiers: tuple[Modifier, ...]) -> CatalogMatch:
    indicator_id, name = base.indicator_id, base.name
    if modifiers:
        ordered = _choose_named(base, modifiers)
        before = "".join([modifier.name for modifier in ordered if modifier.group != "measured"])
        after = "".join([modifier.name for modifier in ordered if modifier.group == "measured"])
        indicator_id = ".".join([indicator_id, *[modifier.modifier_id for modifier in ordered]])
        name = f"{before}{name}{after}"
    dimensions, measure = _compose_dimensions(base, modifiers), _compose_measure(base, modifiers)
    return CatalogMatch(indicator_id, name, base.indicator_id, dimensions, measure, base.pillar)


def _choose_named(base: Indicator, modifiers: tuple[Modifier, ...]) -> list[Modifier]:
    """Give the modifiers that make another indicator, by group."""
    # a word that is there already adds nothing: 改造 + 老旧小区改造, 新 + 新认定
    told = [base.name, *[modifier.name for modifier in modifiers]]
    named = {
        item.modifier_id: item
        for item in modifiers
        if item.modifier_id and not any(item.name in name and item.name != name for name in told)
    }
    return sorted(named.values(), key=lambda modifier: GROUPS.index(modifier.group)) if named else []


def _compose_dimensions(base: Indicator, modifiers: tuple[Modifier, ...]) -> tuple[str, ...]:
    for modifier in reversed(modifiers):
        if modifier.dimensions:
            return () if _ANY in modifier.dimensions else modifier.dimensions
    return base.dimensions


def _compose_measure(base: Indicator, modifiers: tuple[Modifier, ...]) -> Measure:
    measures = [modifier.measure for modifier in modifiers if modifier.measure]
    for measure in ("cumulative", "rate"):
        if measure in measures:
            return measure
    if base.measure == "rate":
        return base.measure
    return measures[-1] if measures else base.measure
