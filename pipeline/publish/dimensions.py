"""The tables of indicators and pillars: what the catalog and the scheme say of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pipeline.facts.catalog import Catalog, CatalogMatch
from pipeline.records import Fact, PillarName
from pipeline.resources.indicators import Indicator
from pipeline.tables.columns import Column, TableSchema

REPORT_INDICATORS = TableSchema(
    "report_indicators",
    "Indicators of a report",
    "报告指标",
    "Indicators of a report with words around them; only on the way to the table of indicators.",
    (
        Column("indicator_id", "text", "Indicator id", "指标编号", "Id of the indicator"),
        Column("indicator", "text", "Indicator", "指标", "Its words in the report, the first by code points"),
        Column("name", "text", "Name", "名称", "Its name, or its words where the catalog does not tell"),
        Column("base_id", "text", "Base", "基本指标", "The indicator of the catalog"),
        Column("dimensions", "texts", "Dimensions", "量纲", "What its units measure"),
        Column("measure", "text", "Measure", "度量", "Whether it may be summed over time"),
        Column("pillar", "text", "Pillar", "支柱", "Its pillar in our scheme", nullable=True),
    ),
    key=("indicator_id",),
    order=("indicator_id",),
)


def find_indicators(facts: Iterable[Fact], catalog: Catalog) -> list[dict[str, Any]]:
    """Give the indicators of a report that the catalog has with words around them: rows of REPORT_INDICATORS.

    `facts` come in the order of the text. The catalog is asked again for the words of the fact: an id alone does not
    tell them. An indicator that is not in it, since the facts were found with another catalog, has the words of its
    first fact for a name.
    """
    first: dict[str, Fact] = {}
    for fact in facts:
        indicator_id = fact.indicator_id
        if indicator_id is None or indicator_id in catalog.words.indicators:
            continue
        if indicator_id not in first or fact.indicator < first[indicator_id].indicator:
            first[indicator_id] = fact
    return [_find_row(indicator_id, fact, catalog) for indicator_id, fact in first.items()]


def build_indicator_rows(
    found: Iterable[Mapping[str, Any]], pillars: Collection[str], catalog: Catalog
) -> list[dict[str, Any]]:
    """Give one row for each indicator of the catalog, and for each that `find_indicators` found, all different.

    The pillar is null where it is none of `pillars`: a scheme of a user has others.
    """
    rows = {indicator.indicator_id: _base_row(indicator) for indicator in catalog.words.indicators.values()}
    for row in found:
        own = {name: value for name, value in row.items() if name != "indicator"}
        rows.setdefault(row["indicator_id"], own)
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


def _find_row(indicator_id: str, fact: Fact, catalog: Catalog) -> dict[str, Any]:
    match = catalog.find_fitting(fact.indicator, fact.kind, fact.dimension)
    is_known = match is not None and match.indicator_id == indicator_id and match.base in catalog.words.indicators
    row = _composed_row(match) if match and is_known else _own_row(indicator_id, fact)
    return row | {"indicator": fact.indicator}


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


def _own_row(indicator_id: str, fact: Fact) -> dict[str, Any]:
    return {
        "indicator_id": indicator_id,
        "name": fact.indicator,
        "base_id": indicator_id,
        "dimensions": (),
        "measure": fact.measure or "stock",
        "pillar": None,
    }
