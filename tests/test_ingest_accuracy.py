"""The seed report in every format gives the facts of the plain text; metrics/ingest.json says how well, and is true."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ingest_accuracy import (
    ALWAYS,
    BY_PROGRAMS,
    METRICS,
    TABLE_KINDS,
    compare_characters,
    extract,
    is_possible,
    measure,
    measure_table,
    plain,
)

STATED = json.loads(METRICS.read_text(encoding="utf-8"))


def test_the_seed_report_has_its_facts() -> None:
    assert len(plain().facts) == 18


def test_every_format_is_measured() -> None:
    assert set(STATED) == {*ALWAYS, *BY_PROGRAMS, *(f"table_{kind}" for kind in TABLE_KINDS)}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.chinese_font) if "pdf" in name else name for name in ALWAYS]
)
def test_formats_that_are_written_byte_by_byte(tmp_path: Path, name: str) -> None:
    assert measure(name, tmp_path) == STATED[name] == {"characters": 1.0, "facts": 1.0}


@pytest.mark.parametrize("kind", TABLE_KINDS)
def test_tables_of_figures(tmp_path: Path, kind: str) -> None:
    assert measure_table(kind, tmp_path) == STATED[f"table_{kind}"] == {"characters": 1.0, "facts": 1.0}


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.skipif(not is_possible(name), reason=f"the program for {name} is absent"))
        for name in BY_PROGRAMS
        if name != "scanned_pdf"
    ],
)
def test_formats_that_a_program_writes(tmp_path: Path, name: str) -> None:
    found = measure(name, tmp_path)
    assert found["facts"] == STATED[name]["facts"] == 1.0
    assert found["characters"] >= 0.995  # another version of the program may break or space a line otherwise


@pytest.mark.slow
@pytest.mark.skipif(not is_possible("scanned_pdf"), reason="the extra for OCR is not installed")
def test_a_scan(tmp_path: Path) -> None:
    found = measure("scanned_pdf", tmp_path)
    assert min(found["facts"], STATED["scanned_pdf"]["facts"]) >= 0.95
    assert found["characters"] >= 0.98


@pytest.mark.slow
@pytest.mark.skipif(not is_possible("scanned_pdf"), reason="the extra for OCR is not installed")
def test_a_line_of_a_scan_has_its_page_and_confidence(tmp_path: Path) -> None:
    Image, ImageDraw, ImageFont = (pytest.importorskip(f"PIL.{name}") for name in ("Image", "ImageDraw", "ImageFont"))
    page = Image.new("L", (1654, 600), 255)
    ImageDraw.Draw(page).text((200, 250), "R&D 2022: 65", font=ImageFont.load_default(48), fill=0)
    page.save(tmp_path / "a.pdf", resolution=200)
    document = extract(tmp_path / "a.pdf").document
    assert document.notes == "1 of 1 pages are pictures without a text layer; they are read by OCR"
    assert "65" in document.text
    assert all(place.confidence and place.page == 1 and place.left is not None for place in document.places)


@pytest.mark.parametrize(
    ("found", "share"),
    [("一二三四五", 1.0), ("一二 三\n四五", 1.0), ("一二四五", 0.8), ("一二三四五六", 0.8), ("", 0.0)],
)
def test_characters_are_compared(found: str, share: float) -> None:
    assert compare_characters(found, "一二三四五") == share
