"""The tables of indicators and pillars: what the catalog and the scheme say of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pipeline.facts.catalog import Catalog, CatalogMatch
from pipeline.records import PillarName
from pipeline.resources.indicators import Indicator


def build_indicator_rows(
    facts: Iterable[Mapping[str, Any]], pillars: Collection[str], catalog: Catalog
) -> list[dict[str, Any]]:
    """Give one row for each indicator of the catalog, and for each that a row of facts has with words around it.

    The catalog is asked again for the words of the fact: an id alone does not tell them. An indicator that is not in
    it, since the facts were found with another catalog, has the words of its first fact for a name. The pillar is null
    where it is none of `pillars`: a scheme of a user has others.
    """
    rows = {indicator.indicator_id: _base_row(indicator) for indicator in catalog.words.indicators.values()}
    for fact in sorted(facts, key=lambda fact: str(fact["indicator"])):
        indicator_id = fact["indicator_id"]
        if indicator_id is None or indicator_id in rows:
            continue
        match = catalog.find_fitting(fact["indicator"], fact["kind"], fact["dimension"])
        is_known = match is not None and match.indicator_id == indicator_id and match.base in rows
        rows[indicator_id] = _composed_row(match) if match and is_known else _own_row(fact)
    return [row if row["pillar"] in pillars else row | {"pillar": None} for row in rows.values()]


def build_pillar_rows(names: Iterable[PillarName]) -> list[dict[str, Any]]:
    """Give one row for each label that a sentence may have, in the order of the scheme."""
    return [
        {
            "pillar": name.pillar,
            "position": position,
            "name": name.name_zh,
            "name_english": name.name_en,
            "definition": name.definition,
        }
        for position, name in enumerate(names, 1)
    ]


def _base_row(indicator: Indicator) -> dict[str, Any]:
    return {
        "indicator_id": indicator.indicator_id,
        "name": indicator.name,
        "base_id": indicator.indicator_id,
        "dimensions": indicator.dimensions,
        "measure": indicator.measure,
        "pillar": indicator.pillar,
    }


def _composed_row(match: CatalogMatch) -> dict[str, Any]:
    return {
        "indicator_id": match.indicator_id,
        "name": match.name,
        "base_id": match.base,
        "dimensions": match.dimensions,
        "measure": match.measure,
        "pillar": match.pillar,
    }


def _own_row(fact: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "indicator_id": fact["indicator_id"],
        "name": fact["indicator"],
        "base_id": fact["indicator_id"],
        "dimensions": (),
        "measure": fact["measure"] or "stock",
        "pillar": None,
    }
