"""Which indicator of the catalog a phrase names: 新建农村公路 is rural_road.newly_built, GDP is gdp.

A phrase is mapped only if every character of it is known: modifiers before, one indicator, modifiers after. So an
unknown word never makes a part (a district's, a product's) look like the whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.records import Kind, Measure
from pipeline.resources.indicators import Indicator, IndicatorWords, Modifier, load_indicators, normalize_phrase

_LONGEST = 40
"""Characters of a phrase; what is longer is no name of an indicator."""
_THRESHOLD = re.compile(
    r"(?:总投资|投资|投资额|产值|年产值|产值达到|主营业务收入|营业收入|年主营业务收入|销售收入|年销售收入|年收入|收入|营收|税收|纳税)?"
    r"(?:在|达|达到)?(?:超过?|过|突破)?(\d+(?:\.\d+)?)(百|千|十)?(万|亿)?(美?元)?(?:及?以上|\(含\)以上)?"
)
_ANY_DIMENSION = "*"
_COUNTED = frozenset({"count", "people", "visits"})
"""Dimensions that reports use for one another: 5万个, 5万人, 5万人次."""


@dataclass(frozen=True, slots=True)
class CatalogMatch:
    """The indicator that a phrase names. `indicator_id` is the base indicator's, then a dot and each modifier's."""

    indicator_id: str
    name: str
    base: str
    dimensions: tuple[str, ...]
    measure: Measure
    pillar: str | None

    def fits(self, dimension: str | None) -> bool:
        """Tell whether a level of this dimension can be one of the indicator."""
        if not self.dimensions or dimension is None:
            return True
        return dimension in self.dimensions or (dimension in _COUNTED and not _COUNTED.isdisjoint(self.dimensions))


@dataclass(frozen=True, slots=True)
class Catalog:
    """Finds the indicators of phrases. Build it with `load_catalog`."""

    words: IndicatorWords

    def find(self, phrase: str) -> CatalogMatch | None:
        """Give the indicator that a phrase names, or None where a part of it is unknown."""
        text = normalize_phrase(phrase)
        return _find(self, text) if 0 < len(text) <= _LONGEST else None

    def find_fitting(self, phrase: str, kind: Kind, dimension: str | None) -> CatalogMatch | None:
        """Give the indicator of a fact: None also where it is a level in a unit that the indicator cannot have."""
        match = self.find(phrase)
        return match if match and (kind != "level" or match.fits(dimension)) else None

    def __hash__(self) -> int:
        return id(self.words)


def load_catalog(*, overrides: Path | None = None) -> Catalog:
    """Load the catalog. `overrides` is a folder whose files replace the packaged ones."""
    return Catalog(load_indicators(overrides=overrides))


@lru_cache(maxsize=65536)
def _find(catalog: Catalog, text: str) -> CatalogMatch | None:
    words = catalog.words
    whole = words.by_surface.get(text)
    if whole is not None:
        return _compose(whole, ())
    befores = _read_before(words.before, text)
    afters = _read_after(words.after, text)
    best: tuple[tuple[int, int], Indicator, tuple[Modifier, ...]] | None = None
    for start, before in befores.items():
        for end, after in afters.items():
            base = words.by_surface.get(text[start:end]) if start < end else None
            if base is None:
                continue
            modifiers = (*before, *after)
            rank = (end - start, -len(modifiers))
            if best is None or rank > best[0]:
                best = (rank, base, modifiers)
    return _compose(best[1], best[2]) if best else None


def _read_before(surfaces: Mapping[str, Modifier], text: str) -> dict[int, tuple[Modifier, ...]]:
    """Give all places that modifiers lead to from the start, each with the fewest modifiers that do."""
    reached: dict[int, tuple[Modifier, ...]] = {0: ()}
    for start in range(len(text)):
        if start not in reached:
            continue
        for end in range(start + 1, min(len(text), start + 14) + 1):
            surface = text[start:end]
            modifier = surfaces.get(surface) or _as_threshold(surface)
            if modifier is not None:
                path = (*reached[start], modifier)
                if end not in reached or len(path) < len(reached[end]):
                    reached[end] = path
    return reached


def _read_after(surfaces: Mapping[str, Modifier], text: str) -> dict[int, tuple[Modifier, ...]]:
    """Give all places from which modifiers lead to the end."""
    reached: dict[int, tuple[Modifier, ...]] = {len(text): ()}
    for end in range(len(text), 0, -1):
        if end not in reached:
            continue
        for start in range(max(0, end - 12), end):
            modifier = surfaces.get(text[start:end])
            if modifier is not None:
                path = (modifier, *reached[end])
                if start not in reached or len(path) < len(reached[start]):
                    reached[start] = path
    return reached


def _as_threshold(surface: str) -> Modifier | None:
    """Read 亿元以上, 投资5亿元以上: things of at least that size."""
    plain = re.sub(r"^([百千十]?[万亿]元)", r"1\1", surface)
    match = _THRESHOLD.fullmatch(plain)
    if match is None or not match[3] or ("以上" not in surface and "超" not in surface and "过" not in surface):
        return None
    number = f"{match[1].replace('.', '_')}{match[2] or ''}{match[3]}"
    for scale, letter in (("百", "h"), ("千", "t"), ("十", "d"), ("万", "w"), ("亿", "y")):
        number = number.replace(scale, letter)
    return Modifier(f"from_{number}", surface, True, None, ())


def _compose(base: Indicator, modifiers: tuple[Modifier, ...]) -> CatalogMatch:
    named = [modifier for modifier in modifiers if modifier.modifier_id]
    ids = sorted({modifier.modifier_id for modifier in named})
    return CatalogMatch(
        indicator_id=".".join([base.indicator_id, *ids]),
        name=_compose_name(base, named),
        base=base.indicator_id,
        dimensions=_compose_dimensions(base, named),
        measure=_compose_measure(base, modifiers),
        pillar=base.pillar,
    )


def _compose_name(base: Indicator, modifiers: list[Modifier]) -> str:
    """Give the canonical name, the same for all phrases of one id: modifiers in the order of their ids."""
    ordered = sorted({(modifier.modifier_id, modifier.name, modifier.is_before) for modifier in modifiers})
    before = "".join(name for _, name, is_before in ordered if is_before)
    after = "".join(name for _, name, is_before in ordered if not is_before)
    return before + base.name + after


def _compose_dimensions(base: Indicator, modifiers: list[Modifier]) -> tuple[str, ...]:
    for modifier in reversed(modifiers):
        if modifier.dimensions:
            return () if _ANY_DIMENSION in modifier.dimensions else modifier.dimensions
    return base.dimensions


def _compose_measure(base: Indicator, modifiers: tuple[Modifier, ...]) -> Measure:
    measures = [modifier.measure for modifier in modifiers if modifier.measure]
    for measure in ("cumulative", "rate"):
        if measure in measures:
            return measure
    if base.measure == "rate":
        return base.measure
    return measures[-1] if measures else base.measure
