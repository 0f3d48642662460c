"""Damaged files of every format: a reader gives a text that can be stored, or refuses with a reason; nothing else.

FUZZ_EXAMPLES=5000 pytest tests/test_ingest_fuzz.py searches longer. What it finds becomes a case of
test_ingest_hostile.py.
"""

from __future__ import annotations

import io
import os
import struct
import warnings
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from renderings import RENDERINGS, build_docx, build_drawn_pdf, build_zip, draw_text, word_table

from pipeline.errors import ReportError
from pipeline.ingest.archive import iterate_members
from pipeline.ingest.decode import decode
from pipeline.ingest.extracted import Extracted, Limits
from pipeline.ingest.kinds import find_kind
from pipeline.ingest.readers import read_content
from pipeline.ingest.readers.layout import build_text
from pipeline.ingest.readers.pages import Page, Rule, Segment

LINES = [
    "云溪市科技创新工作总结",
    "一、企业",
    "新增高新技术企业12家，总数达到86家，同比增长16.2%。",
    "R&D spending 3.1%",
]
LIMITS = Limits(max_bytes=4 * 2**20, max_pages=20)
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "25"))
bounded = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=EXAMPLES < 100
)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (["指标", "2021年", "2022年"], ["企业（家）", 40, 65]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def table() -> bytes:
    return build_docx(word_table([["指标", "2021年"], ["企业", "3"]]))


def old_workbook() -> bytes:
    """Give a sheet as the oldest spreadsheets wrote it: records of a number, a length and their content."""

    def record(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    cells = [record(4, struct.pack("<HH3xB", 0, at, 4) + text) for at, text in enumerate((b"name", b"2021"))]
    cells.append(record(3, struct.pack("<HH3xd", 1, 1, 3.5)))
    return record(9, struct.pack("<HH", 2, 0x10)) + b"".join(cells) + record(10, b"")


def drawn_table() -> bytes:
    """Give a page with a ruled table, text in two columns and a page that is turned."""
    rules = b"".join(
        f"70 {500 + 30 * row} 300 0.5 re f {70 + 150 * row} 500 0.5 60 re f\n".encode() for row in range(3)
    )
    texts = b"".join(draw_text(74 + 150 * at, 510 + 30 * row, LINES[row]) for at in range(2) for row in range(2))
    columns = b"".join(draw_text(70 + 260 * (row % 2), 300 - 10 * row, LINES[2][:18]) for row in range(12))
    return build_drawn_pdf([rules + texts + columns, draw_text(200, 100, LINES[2], turn="0 1 -1 0")])


SEEDS = {kind: render(LINES) for kind, render in RENDERINGS.items() if kind != "txt"}
SEEDS |= {"xlsx": workbook(), "xls": old_workbook(), "csv": "指标,2021年\n企业,3\n".encode()}

edits = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "repeat", "insert", "drop"]),
        st.floats(0, 1, exclude_max=True),
        st.integers(1, 200),
        st.binary(min_size=1, max_size=8),
    ),
    min_size=1,
    max_size=6,
)


def damage(content: bytes, changes: list[tuple[str, float, int, bytes]]) -> bytes:
    for kind, where, size, patch in changes:
        place = int(where * len(content))
        if kind == "flip":
            content = content[:place] + patch + content[place + len(patch) :]
        elif kind == "cut":
            content = content[:place]
        elif kind == "repeat":
            content = content[:place] + content[place : place + size] * 3 + content[place + size :]
        elif kind == "insert":
            content = content[:place] + patch + content[place:]
        else:
            content = content[:place] + content[place + size :]
    return content


def check(kind: str, content: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a library says of damaged bytes; the process that reads drops it too
        try:
            found = read_content(kind, content, LIMITS)
        except ReportError:
            return
    found.text.encode()
    assert "\r" not in found.text
    assert Extracted.from_json(found.to_json()) == found
    for place in found.places:
        assert 0 <= place.char_start < place.char_end <= len(found.text)
    starts = [place.char_start for place in found.places]
    assert starts == sorted(set(starts))


@pytest.mark.parametrize("kind", SEEDS)
@bounded
@given(changes=edits)
def test_damaged_files(kind: str, changes: list[tuple[str, float, int, bytes]]) -> None:
    check(kind, damage(SEEDS[kind], changes))


@bounded
@given(changes=edits)
def test_damaged_drawings(changes: list[tuple[str, float, int, bytes]]) -> None:
    check("pdf", damage(drawn_table(), changes))


@bounded
@given(content=st.binary(max_size=300), changes=edits)
def test_any_bytes_are_text_or_refused(content: bytes, changes: list[tuple[str, float, int, bytes]]) -> None:
    for one in (
        content,
        *(damage("\n".join(LINES).encode(codec), changes) for codec in ("utf-8", "gb18030", "utf-16")),
    ):
        try:
            decode(one).text.encode()
        except ReportError:
            continue


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/numbering.xml"])
@bounded
@given(text=st.text(alphabet="<>/:w=\"' &;ptblrc我12", max_size=200), changes=edits)
def test_damaged_parts_of_a_document(part: str, text: str, changes: list[tuple[str, float, int, bytes]]) -> None:
    with zipfile.ZipFile(io.BytesIO(table())) as archive:
        body = archive.read("word/document.xml")
    parts: dict[str, str | bytes] = {"word/document.xml": body, part: text or damage(body, changes)}
    check("docx", build_zip(parts))


@bounded
@given(markup=st.text(alphabet="<>/=\"' !-&;divtablreph1a2我，。\n", max_size=400))
def test_any_markup_is_a_page(markup: str) -> None:
    check("html", b"<html>" + markup.encode())


@bounded
@given(control=st.text(alphabet="{}\\'*;?abcdefupartrowcell0123456789 \n", max_size=300))
def test_any_control_words_are_rich_text(control: str) -> None:
    check("rtf", b"{\\rtf1 " + control.encode() + b"}")


sides = st.tuples(st.integers(50, 540), st.integers(160, 660))
pieces = st.lists(st.tuples(sides, st.integers(1, 45), st.integers(8, 20)), max_size=30)
lines = st.lists(st.tuples(sides, st.integers(6, 400), st.booleans()), max_size=30)


@bounded
@given(drawn=st.lists(st.tuples(pieces, lines), min_size=1, max_size=3))
def test_no_piece_of_a_page_is_lost(drawn: list[tuple[list, list]]) -> None:  # type: ignore[type-arg]
    pages, texts = [], []
    for number, (on_page, ruled) in enumerate(drawn, 1):
        segments = []
        for (left, top), length, size in on_page:
            texts.append(f"甲{len(texts)}乙" + "丙" * length)
            segments.append(Segment(texts[-1], left, top, left + len(texts[-1]) * size, top + size))
        rules = tuple(
            Rule(left, top, left + long, top + 0.5) if level else Rule(left, top, left + 0.5, top + long)
            for (left, top), long, level in ruled
        )
        pages.append(Page(number, 595, 842, tuple(segments), rules))
    found = build_text(pages)
    assert [text for text in texts if text not in found.text.replace(" ", "")] == []
    starts = [place.char_start for place in found.places]
    assert starts == sorted(starts)


@bounded
@given(changes=edits)
def test_damaged_archives(changes: list[tuple[str, float, int, bytes]]) -> None:
    content = damage(build_zip({"甲/a.txt": "正文", "b.docx": SEEDS["docx"]}), changes)
    try:
        members = list(iterate_members(content, LIMITS))
    except ReportError:
        return
    assert len({member.path for member in members}) == len(members)
    assert not [member for member in members if ".." in member.path.parts or member.path.is_absolute()]


@bounded
@given(content=st.binary(max_size=200), changes=edits)
def test_a_kind_is_found_or_refused(content: bytes, changes: list[tuple[str, float, int, bytes]]) -> None:
    for one in (content, *(damage(seed, changes) for seed in SEEDS.values())):
        try:
            assert find_kind(one, "text")
        except ReportError:
            continue
