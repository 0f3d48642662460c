"""Which indicator of the catalog a phrase names: 新建农村公路 is rural_road.newly_built, GDP is gdp.

A phrase is mapped only if every character of it is known: modifiers before, one indicator, modifiers after. So an
unknown word never makes a part (a district's, a product's) look like the whole. docs/indicators.md tells the rules.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pipeline.facts.catalog_ways import ANY, COUNTED, Way, find_readings, read_after, read_before
from pipeline.frozen import frozen
from pipeline.params import FactsParams
from pipeline.records import Kind, Measure
from pipeline.resources.indicator_modifiers import GROUPS, Modifier, ModifierWords, load_modifiers
from pipeline.resources.indicators import BARE, Indicator, IndicatorWords, load_indicators, normalize_phrase

_LONGEST = 40
"""Characters of a phrase; what is longer is no name of an indicator."""
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
            if dimension == own or (dimension in COUNTED and own in COUNTED):
                return self if _same(own, self.dimensions[0]) or not place else self._in(own)
            if dimension is None and own in (*COUNTED, BARE):
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
        befores, afters = read_before(self.modifiers, text), read_after(self.modifiers, text)
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
    return one == other or (one in COUNTED and other in COUNTED)


@lru_cache(maxsize=65536)
def _find(catalog: Catalog, text: str) -> CatalogMatch | None:
    whole = catalog.words.by_surface.get(text)
    if whole is not None:
        return _compose(whole, ())
    readings = find_readings(catalog.words.by_surface, catalog.modifiers, text)
    if not readings:
        return None
    base, modifiers, _ = max(readings, key=_rank) if len(readings) > 1 else readings[0]
    return _compose(base, modifiers)


def _rank(reading: Way) -> tuple[int, int, int]:
    """Prefer words of one character least (新登记 + 市场主体, not 新 + 登记市场主体), then the longest indicator."""
    _, modifiers, length = reading
    short = sum(1 for modifier in modifiers if modifier.modifier_id and modifier.length == 1)
    return -short, length, -len(modifiers)


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
            return () if ANY in modifier.dimensions else modifier.dimensions
    return base.dimensions


def _compose_measure(base: Indicator, modifiers: tuple[Modifier, ...]) -> Measure:
    measures = [modifier.measure for modifier in modifiers if modifier.measure]
    for measure in ("cumulative", "rate"):
        if measure in measures:
            return measure
    if base.measure == "rate":
        return base.measure
    return measures[-1] if measures else base.measure
