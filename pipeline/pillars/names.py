"""The labels of a scheme as records, for tables."""

from __future__ import annotations

from pipeline.records import PillarName
from pipeline.resources.pillars import NONE, PillarTaxonomy


def build_names(taxonomy: PillarTaxonomy) -> tuple[PillarName, ...]:
    """Give all labels with their names, in the order of the scheme, `none` last."""
    named = (PillarName(item.key, item.name_zh, item.name_en, item.definition) for item in taxonomy.pillars)
    return (*named, PillarName(NONE, "其他", "None", "About none of the pillars"))
