"""Every figure of the reports that are shipped in data/raw, exactly as people annotated it in tests/golden/raw."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.api import Extraction
from pipeline.records import Analysis

ROOT = Path(__file__).parents[1]
RAW = ROOT / "data" / "raw"
GOLDEN = ROOT / "tests" / "golden" / "raw"
NAMES = sorted(path.name.removesuffix(".gold.jsonl") for path in GOLDEN.glob("*.gold.jsonl"))
SAME_UNIT = {"名": "人"}
"""Annotators count both as one unit; the tables keep what is written."""
Figure = tuple[int, int, str, float, float | None, str]


@pytest.fixture(scope="module")
def extracted() -> Extraction:
    return pipeline.extract(RAW)


@pytest.fixture(scope="module")
def analyses(extracted: Extraction) -> dict[str, Analysis]:
    return {one.document.doc_id: one for one in extracted.analyses if one.document.status == "read"}


def read_golden_facts(name: str) -> list[dict[str, Any]]:
    lines = (GOLDEN / f"{name}.gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["t"] == "fact"]


def read_golden_figures(name: str) -> Counter[Figure]:
    text = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    return Counter(
        (
            row["start"],
            row["end"],
            text[row["start"] : row["end"]],
            row["value"],
            row.get("value_max"),
            name_unit(row["unit"]),
        )
        for row in read_golden_facts(name)
    )


def name_unit(unit: str) -> str:
    return SAME_UNIT.get(unit, unit)


def round_value(value: Decimal | None) -> float | None:
    """Give a value to the four places that annotations have."""
    return None if value is None else round(float(value), 4)


def test_every_shipped_report_is_annotated_and_every_annotation_has_its_report(analyses: dict[str, Analysis]) -> None:
    assert sorted(analyses) == NAMES
    assert len(NAMES) >= 6


def test_nothing_shipped_is_quarantined(extracted: Extraction) -> None:
    assert sorted(extracted.documents["status"].unique()) == ["read"]


@pytest.mark.parametrize("name", NAMES)
def test_the_annotated_text_is_the_decoded_report(analyses: dict[str, Analysis], name: str) -> None:
    assert analyses[name].document.text == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_found_with_its_value_and_unit_and_no_other(analyses: dict[str, Analysis], name: str) -> None:
    found = Counter(
        (
            fact.char_start,
            fact.char_end,
            fact.text,
            round_value(fact.value),
            round_value(fact.value_max),
            name_unit(fact.unit),
        )
        for fact in analyses[name].facts
    )
    expected = read_golden_figures(name)
    assert sorted((expected - found).elements()) == [], "missed"
    assert sorted((found - expected).elements()) == [], "found, but not annotated"


def test_figures_are_many() -> None:
    assert sum(read_golden_figures(name).total() for name in NAMES) >= 150


def test_the_shipped_reports_show_what_reports_are_like(analyses: dict[str, Analysis]) -> None:
    encodings = {one.document.encoding for one in analyses.values()}
    assert {"gb18030", "utf-8"} <= {str(encoding).removesuffix("-sig") for encoding in encodings}
    assert {one.document.format for one in analyses.values()} >= {"text", "markdown"}
    regions = [(one.document.region, str(one.document.report_date)[:4]) for one in analyses.values()]
    years: dict[str, set[str]] = {}
    for region, year in regions:
        if region:
            years.setdefault(region, set()).add(year)
    assert any({str(int(year) + 1) for year in found} & found for found in years.values())
