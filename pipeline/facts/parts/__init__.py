"""Which figures are parts of which: 创新平台53家，其中国家级18家."""

from pipeline.facts.parts.divisions import DIVIDED_BY, OPENS_PARTS
from pipeline.facts.parts.earlier import NOTHING_BEFORE, Earlier
from pipeline.facts.parts.links import find_wholes

__all__ = ["DIVIDED_BY", "NOTHING_BEFORE", "OPENS_PARTS", "Earlier", "find_wholes"]
