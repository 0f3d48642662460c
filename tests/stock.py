"""Phrases that reports use with names of the catalog in them: many lines of one review, each with its facts."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.engine import load_engine_once
from pipeline.facts.catalog import load_catalog
from pipeline.ingest.document import build_document
from pipeline.params import Params
from pipeline.records import Fact
from pipeline.resources.indicators import Indicator

HEAD = "云溪市政府工作报告\n\n——2022年1月10日\n\n一、2021年工作回顾\n\n"


def read_indicators() -> dict[str, Indicator]:
    """Give the indicators of the catalog, sorted by the name that it gives them."""
    words = load_catalog().words.by_surface
    return {surface: item for surface, item in sorted(words.items()) if surface == item.name}


def read_lines(lines: Sequence[str]) -> list[list[Fact]]:
    """Give the facts of each line."""
    document = build_document(HEAD + "\n\n".join(lines), doc_id="stock")
    by_line: dict[int, list[Fact]] = {}
    for fact in load_engine_once(Params()).analyze(document).facts:
        by_line.setdefault(document.text.rindex("\n", 0, fact.char_start), []).append(fact)
    found, place = [], len(HEAD) - 1
    for line in lines:
        found.append(by_line.get(place, []))
        place += len(line) + 2
    return found
