"""The unit line of a table (单位：亿元) gives the unit of its figures, wherever a format has put it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from renderings import build_docx, build_pdf, render_doc, word_paragraph, word_table

import pipeline

TITLE, UNIT = "主要经济指标完成情况表", "单位：亿元"
ROWS = [["指标", "2021年", "2022年"], ["地区生产总值", "512.3", "548.9"], ["税收收入", "40.5", "43.2"]]
FULL = [
    ("512.3", "元", "地区生产总值", "2021"),
    ("548.9", "元", "地区生产总值", "2022"),
    ("40.5", "元", "税收收入", "2021"),
    ("43.2", "元", "税收收入", "2022"),
]


def html(above: str, *, inside: str = "") -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    before = "<html><body><p>全年经济运行平稳，主要指标如下。</p>"
    return f"{before}{above}<table>{inside}{rows}</table></body></html>".encode()


def pdf(*above: tuple[float, float, str]) -> bytes:
    cells = [(90.0 + 150 * at, 690.0 - 30 * row, cell) for row, line in enumerate(ROWS) for at, cell in enumerate(line)]
    return build_pdf([[*above, *cells]])


def workbook(*above: list[str | None], merged: bool = False) -> bytes:
    book = openpyxl.Workbook()
    for row in [*above, *ROWS]:
        book.active.append([float(cell) if cell and cell[0].isdigit() and "年" not in cell else cell for cell in row])
    if merged:
        book.active.merge_cells("A1:C1")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def table(*above: list[str]) -> str:
    return word_table([*above, *ROWS])


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a paragraph above": ("docx", lambda: build_docx(word_paragraph(TITLE) + word_paragraph(UNIT) + table())),
    "a row over the whole width": ("docx", lambda: build_docx(table([UNIT, "", ""]))),
    "the last cell of a title row": ("docx", lambda: build_docx(table([TITLE, "", UNIT]))),
    "in an old document": (
        "doc",
        lambda: render_doc([UNIT, "".join("\x07".join(r) + "\x07\x07" for r in ROWS) + "。"]),
    ),
    "a paragraph in brackets": ("html", lambda: html("<p align=right>（单位：亿元）</p>")),
    "a caption": ("html", lambda: html("", inside="<caption>主要指标（单位：亿元）</caption>")),
    "a cell over all columns": ("html", lambda: html("", inside="<tr><td colspan=3>单位: 亿元</td></tr>")),
    "a line on the right": ("pdf", lambda: pdf((200, 740, TITLE), (440, 715, UNIT))),
    "behind the title": ("pdf", lambda: pdf((90, 715, TITLE), (390, 715, UNIT))),
    "a merged row": ("xlsx", lambda: workbook([UNIT, None, None], merged=True)),
    "the last cell of a row": ("xlsx", lambda: workbook([TITLE, None, None], [None, None, UNIT])),
    "a row of a text table": ("csv", lambda: "\n".join(",".join(row) for row in [[TITLE, "", UNIT], *ROWS]).encode()),
    "tabs": ("txt", lambda: "\n".join([UNIT, *("\t".join(row) for row in ROWS)]).encode()),
}


def extract(path: Path) -> list[tuple[str, ...]]:
    (analysis,) = pipeline.extract(path, report_date="2023-01").analyses
    return [(fact.text, fact.unit or "", fact.indicator or "", fact.period or "") for fact in analysis.facts]


@pytest.mark.parametrize("case", FILES)
def test_the_unit_line_gives_the_unit(tmp_path: Path, case: str) -> None:
    suffix, build = FILES[case]
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(build())
    assert extract(path) == FULL


@pytest.mark.parametrize(
    ("line", "units"),
    [
        ("单位：亿元、%", ["元", "%"]),
        ("单位：%", ["%", "%"]),
        ("单位：亿元、万人", ["", "%"]),  # which of them, the reader knows
        ("责任单位：市科技局", ["", "%"]),  # a growth is one of per cent where nobody says otherwise
    ],
)
def test_of_two_units_the_per_cent_are_those_of_growth(tmp_path: Path, line: str, units: list[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{line}\n| 指标 | 2022年 | 同比增长 |\n| 地区生产总值 | 512.3 | 5.6 |\n", encoding="utf-8")
    assert [fact[1] for fact in extract(path)] == units


def test_the_year_of_a_header_row_above_is_that_of_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    head = "| 指标 | 2021年 | 2022年 | 2022年 |\n| 指标 | 总量（亿元） | 总量（亿元） | 增长（%） |\n"
    path.write_text(f"{head}| 税收 | 2.8 | 3.1 | 5.6 |\n", encoding="utf-8")
    assert [(fact[0], fact[1], fact[3]) for fact in extract(path)] == [
        ("2.8", "元", "2021"),
        ("3.1", "元", "2022"),
        ("5.6", "%", "2022"),
    ]


def test_a_unit_of_the_row_or_column_wins(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    rows = "| 指标 | 2022年 | 增长（%） |\n| 税收 | 3.1 | 5.6 |\n| 企业（家） | 40 | 7 |\n"
    path.write_text(f"{UNIT}\n{rows}", encoding="utf-8")
    assert [fact[:2] for fact in extract(path)] == [("3.1", "元"), ("5.6", "%"), ("40", "家"), ("7", "%")]
