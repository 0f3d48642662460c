"""How well each format is read: the seed report written into all of them, by characters and by facts.

    python tests/ingest_accuracy.py

writes metrics/ingest.json. Formats whose program (LibreOffice, a Chromium, the extra for OCR) is not there keep the
figures that they have. `characters` is the share of characters, blanks aside, that are the same; `facts` the share of
the facts of the plain text that come out alike in every field.
"""

from __future__ import annotations

import difflib
import io
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
from renderings import (
    RENDERINGS,
    build_docx,
    build_drawn_pdf,
    draw_text,
    render_html,
    render_openable_docx,
    word_table,
)

import pipeline
from pipeline.ingest.readers import ocr
from pipeline.records import Analysis

ROOT = Path(__file__).parents[1]
METRICS = ROOT / "metrics" / "ingest.json"
SEED = ROOT / "data" / "raw" / "keji_huibao_2023.txt"
MEANING = "text value unit bound kind indicator scope status period baseline organizations pillar section"
GIVEN = {"title": "全市科技工作进展情况汇报", "level": "city", "report_date": "2023-03"}
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
OFFICE = shutil.which("soffice")
TABLE = (
    ("指标", "2020年", "2021年", "2022年"),
    ("地区生产总值（亿元）", "486.2", "512.3", "548.9"),
    ("高新技术企业（家）", "28", "40", "47"),
    ("研发经费占比（%）", "1.52", "1.86", "2.31"),
    ("技术合同成交额（万元）", "8600", "12400", "18650"),
)


def seed_lines() -> list[str]:
    return SEED.read_text(encoding="utf-8-sig").split("\n")


def describe(analysis: Analysis) -> list[tuple[object, ...]]:
    """Give the facts without their places and ids."""
    return [tuple(getattr(fact, name) for name in MEANING.split()) for fact in analysis.facts]


def extract(path: Path) -> Analysis:
    (analysis,) = pipeline.extract(path, **GIVEN).analyses
    return analysis


def render_columns(lines: list[str]) -> bytes:
    """Give a PDF of pages in two columns, the lines broken in the middle of words and figures."""
    broken = []
    for line in lines:
        text = "　　" + line
        broken += [text[place : place + 20] for place in range(0, len(text), 20)]
    pages = []
    for start in range(0, len(broken), 72):
        drawn = b""
        for at, line in enumerate(broken[start : start + 72]):
            text = line.lstrip("　")
            left = 60 + 250 * (at // 36) + 10.5 * (len(line) - len(text))
            drawn += draw_text(left, 770 - 19 * (at % 36), text, size=10.5)
        pages.append(drawn + draw_text(280, 40, f"- {len(pages) + 1} -", size=9))
    return build_drawn_pdf(pages)


def fill_lines(text: str, measure_width: Callable[[str], float], width: float) -> list[str]:
    """Break a paragraph into lines that are as full as they can be."""
    lines = [""]
    for character in text:
        if measure_width(lines[-1] + character) > width:
            lines.append("")
        lines[-1] += character
    return lines


def draw_scan(text: str) -> bytes:
    """Give a PDF of pictures: 200 dots an inch, the paper a little askew and dirty."""
    from mplfonts.conf import FONT_DIR
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(str(next(Path(FONT_DIR).glob("NotoSansCJK*"))), 34)
    lines = [line for paragraph in text.split("\n") for line in fill_lines("　　" + paragraph, font.getlength, 1250)]
    dirt = random.Random(7)
    pages = []
    for start in range(0, len(lines), 34):
        page = Image.new("L", (1654, 2339), 250)
        draw = ImageDraw.Draw(page)
        for row, line in enumerate(lines[start : start + 34]):
            draw.text((200, 250 + 54 * row), line, font=font, fill=20)
        for _ in range(1500):
            draw.point((dirt.randrange(1654), dirt.randrange(2339)), fill=dirt.randrange(256))
        pages.append(page.rotate(0.4, fillcolor=250, resample=Image.Resampling.BILINEAR))
    file = io.BytesIO()
    pages[0].save(file, format="PDF", save_all=True, append_images=pages[1:], resolution=200)
    return file.getvalue()


def convert(folder: Path, source: Path, suffix: str) -> Path:
    """Let LibreOffice write a file in another format."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [str(OFFICE), profile, "--headless", "--convert-to", suffix, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return source.with_suffix(f".{suffix}")


def print_page(folder: Path, page: bytes) -> Path:
    """Let a Chromium print a page, with the head and foot that it adds."""
    (folder / "page.html").write_bytes(page)
    target = folder / "page.pdf"
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={target}"]
    subprocess.run([*command, str(folder / "page.html")], check=True, capture_output=True, timeout=300)
    return target


def write(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def office_source(folder: Path) -> Path:
    return write(folder, "a.docx", render_openable_docx(seed_lines()))


def print_seed(folder: Path) -> Path:
    style = b"<style>body{font:12pt/1.8 serif} p{text-indent:2em;margin:0;text-align:justify}</style>"
    lines = "".join(f"<p>{line}</p>" for line in seed_lines())
    return print_page(folder, b'<html><meta charset="utf-8">' + style + f"<body>{lines}</body></html>".encode())


ALWAYS: Mapping[str, Callable[[Path], Path]] = {
    "txt_gb18030": lambda folder: write(folder, "a.txt", "\n".join(seed_lines()).encode("gb18030")),
    "txt_utf16": lambda folder: write(folder, "a.txt", "\n".join(seed_lines()).encode("utf-16")),
    **{
        name: lambda folder, name=name: write(folder, f"a.{name}", RENDERINGS[name](seed_lines()))  # type: ignore[misc]
        for name in ("docx", "doc", "rtf", "pdf")
    },
    "html_with_chrome": lambda folder: write(folder, "a.html", render_html(seed_lines())),
    "pdf_two_columns": lambda folder: write(folder, "a.pdf", render_columns(seed_lines())),
}
"""Formats that the tests write byte by byte, so that their figures are the same on every machine."""
BY_PROGRAMS: Mapping[str, Callable[[Path], Path]] = {
    "office_doc": lambda folder: convert(folder, office_source(folder), "doc"),
    "office_rtf": lambda folder: convert(folder, office_source(folder), "rtf"),
    "office_html": lambda folder: convert(folder, office_source(folder), "html"),
    "office_pdf": lambda folder: convert(folder, office_source(folder), "pdf"),
    "browser_pdf": print_seed,
    "scanned_pdf": lambda folder: write(folder, "a.pdf", draw_scan("\n".join(seed_lines()))),
}
"""Formats that need a program."""


def is_possible(name: str) -> bool:
    if name.startswith("office"):
        return OFFICE is not None
    return CHROMIUM is not None if name.startswith("browser") else ocr.is_installed()


def compare_characters(found: str, expected: str) -> float:
    """Give the share of characters that are right; each one that is wrong, missing or too much counts against it."""
    one, other = "".join(expected.split()), "".join(found.split())
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    wrong = sum(max(b - a, d - c) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")
    return round(max(0.0, 1 - wrong / len(one)), 4)


def compare_facts(found: Analysis, expected: Analysis) -> float:
    """Give the share of facts that come out alike in every field."""
    wanted = Counter(map(repr, describe(expected)))
    return round((wanted & Counter(map(repr, describe(found)))).total() / wanted.total(), 4)


@lru_cache(maxsize=1)
def plain() -> Analysis:
    return extract(SEED)


def measure(name: str, folder: Path) -> dict[str, float]:
    """Write the seed report into a format, read it, and compare."""
    analysis = extract({**ALWAYS, **BY_PROGRAMS}[name](folder))
    return {
        "characters": compare_characters(analysis.document.text, plain().document.text),
        "facts": compare_facts(analysis, plain()),
    }


def write_table(folder: Path, kind: str) -> Path:
    if kind == "docx":
        return write(folder, "t.docx", build_docx(word_table(TABLE)))
    if kind == "csv":
        return write(folder, "t.csv", "\n".join(",".join(row) for row in TABLE).encode("gb18030"))
    if kind == "xlsx":
        book = openpyxl.Workbook()
        for row in TABLE:
            book.active.append([float(cell) if cell.replace(".", "").isdigit() else cell for cell in row])
        book.save(folder / "t.xlsx")
        return folder / "t.xlsx"
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in TABLE)
    return write(folder, "t.html", f"<html><body><table>{rows}</table></body></html>".encode())


def measure_table(kind: str, folder: Path) -> dict[str, float]:
    """Write a table of figures into a format, read it, and compare with the same table as text."""
    text = "".join(f"| {' | '.join(row)} |\n" for row in TABLE)
    expected, found = extract(write(folder, "t.txt", text.encode())), extract(write_table(folder, kind))
    return {
        "characters": compare_characters(found.document.text, text),
        "facts": compare_facts(found, expected),
    }


TABLE_KINDS = ("xlsx", "csv", "docx", "html")


def measure_all(earlier: Mapping[str, Any]) -> dict[str, Any]:
    """Measure what can be measured here; the rest is as it was."""
    figures: dict[str, Any] = {}
    for name in [*ALWAYS, *BY_PROGRAMS]:
        if name in ALWAYS or is_possible(name):
            with tempfile.TemporaryDirectory() as folder:
                figures[name] = measure(name, Path(folder))
        elif name in earlier:
            figures[name] = earlier[name]
    for kind in TABLE_KINDS:
        with tempfile.TemporaryDirectory() as folder:
            figures[f"table_{kind}"] = measure_table(kind, Path(folder))
    return figures


def main() -> None:
    earlier = json.loads(METRICS.read_text(encoding="utf-8")) if METRICS.exists() else {}
    METRICS.write_text(json.dumps(measure_all(earlier), indent=2, sort_keys=True) + "\n", encoding="utf-8")
    sys.stdout.write(METRICS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
