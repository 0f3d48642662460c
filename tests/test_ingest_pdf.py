"""Pages of a PDF: columns in their order, notes apart from the text, tables put together, what is around left out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from renderings import build_drawn_pdf, draw_text

import pipeline
from pipeline.ingest.extracted import Limits
from pipeline.ingest.readers import read_content

TEXT = (
    "全市坚持创新驱动发展，完成技术合同成交额18.6亿元，增长了2倍，新增高新技术企业36家，总数达到186家，"
    "建成省级以上创新平台94家，引进高层次人才460名，科技支撑能力明显提高。"
)
PARAGRAPHS = [f"第{number}，{TEXT}" for number in "一二三四"]


def read(*pages: bytes) -> list[str]:
    return read_content("pdf", build_drawn_pdf(pages), Limits()).text.splitlines()


def break_lines(paragraphs: Sequence[str], columns: int) -> list[str]:
    lines = []
    for text in paragraphs:
        indented = "　　" + text
        lines += [indented[place : place + columns] for place in range(0, len(indented), columns)]
    return lines


def draw_lines(lines: Sequence[str], *, left: float = 70, top: float = 760, size: float = 12) -> bytes:
    drawn = b""
    for row, line in enumerate(lines):
        text = line.lstrip("　")
        drawn += draw_text(left + size * (len(line) - len(text)), top - 1.6 * size * row, text, size=size)
    return drawn


def draw_table(rows: Sequence[Sequence[str]], *, top: float, widths: Sequence[int], merged: bool = False) -> bytes:
    """Draw a ruled table whose cells may have several lines; `merged`: the first cell goes over two rows."""
    sides = [70 + sum(widths[:index]) for index in range(len(widths) + 1)]
    drawn, bottom = b"", top
    for number, row in enumerate(rows):
        start = sides[1] if merged and number == 1 else sides[0]
        drawn += f"{start} {bottom} {sides[-1] - start} 0.5 re f\n".encode()
        for side, cell in zip(sides, row, strict=False):
            drawn += b"".join(
                draw_text(side + 4, bottom - 16 - 14 * line, part) for line, part in enumerate(cell.split("\n"))
            )
        height = 24 + 14 * max(cell.count("\n") for cell in row)
        drawn += b"".join(f"{side} {bottom} m {side} {bottom - height} l S\n".encode() for side in sides)
        bottom -= height
    return drawn + f"{sides[0]} {bottom} {sides[-1] - sides[0]} 0.5 re f\n".encode()


class TestColumns:
    @pytest.mark.parametrize("count", [1, 2, 3])
    def test_columns_are_read_one_after_the_other(self, count: int) -> None:
        width = {1: 37, 2: 17, 3: 11}[count]
        lines = break_lines(PARAGRAPHS, width)
        rows = -(-len(lines) // count)
        columns = [
            draw_lines(lines[column * rows : (column + 1) * rows], left=70 + (12 * width + 24) * column)
            for column in range(count)
        ]
        assert read(draw_text(200, 800, "全市科技工作总结", size=16) + b"".join(columns)) == [
            "全市科技工作总结",
            *PARAGRAPHS,
        ]

    def test_what_goes_across_stands_between(self) -> None:
        def two(paragraph: str, top: float) -> bytes:
            lines = break_lines([paragraph], 17)
            half = -(-len(lines) // 2)
            return draw_lines(lines[:half], top=top) + draw_lines(lines[half:], left=298, top=top)

        across = "本市下一年将继续推进科技创新各项工作，力争完成全部目标任务。"
        page = two(PARAGRAPHS[0], 760) + draw_text(94, 600, across) + two(PARAGRAPHS[1], 560)
        assert read(page) == [PARAGRAPHS[0], across, PARAGRAPHS[1]]

    def test_a_last_page_with_one_column(self) -> None:
        lines = break_lines(PARAGRAPHS, 17)
        first = draw_lines(lines[:13]) + draw_lines(lines[13:20], left=298)
        assert read(first, draw_lines(lines[20:])) == PARAGRAPHS

    def test_a_table_without_lines_is_no_page_of_columns(self) -> None:
        rows = [("地区生产总值", "548.9亿元"), ("一般公共预算收入", "43.2亿元"), ("社会消费品零售总额", "215亿元")]
        page = b"".join(
            draw_text(70, 700 - 20 * row, name) + draw_text(300, 700 - 20 * row, value)
            for row, (name, value) in enumerate(rows)
        )
        assert read(page) == [f"| {name} | {value} |" for name, value in rows]


class TestTablesWithoutLines:
    ROWS = (
        ("指标名称", "计量单位", "2022年"),
        ("规模以上工业企业\n研究与试验发展经费", "亿元\n人民币", "14.6"),
        ("技术合同成交额", "亿元", "36"),
        ("每万人口高价值\n发明专利", "万件", "8.2"),
    )

    def draw(self, *, pitch: int, space: int, centered: bool = False) -> bytes:
        drawn, top = b"", 700.0
        for row in self.ROWS:
            height = max(cell.count("\n") for cell in row)
            for left, cell in zip((70, 250, 400), row, strict=True):
                first = top - pitch * (height - cell.count("\n")) / 2 if centered else top
                for line, part in enumerate(cell.split("\n")):
                    drawn += draw_text(left, first - pitch * line, part)
            top -= pitch * (height + 1) + space
        return drawn

    @pytest.mark.parametrize("centered", [False, True])
    def test_cells_over_several_lines(self, centered: bool) -> None:
        page = self.draw(pitch=14, space=10, centered=centered)
        assert read(page) == [f"| {' | '.join(cell.replace(chr(10), '') for cell in row)} |" for row in self.ROWS]

    def test_rows_in_groups_stay_apart(self) -> None:
        rows = [("产值", "1", 700), ("税收", "2", 686), ("学位", "3", 650), ("床位", "4", 636), ("路灯", "5", 600)]
        page = b"".join(draw_text(70, y, name) + draw_text(300, y, value) for name, value, y in rows)
        assert read(page) == [f"| {name} | {value} |" for name, value, _ in rows]

    def test_a_table_of_words_in_groups_stays_apart(self) -> None:
        rows = [("甲县", "科技局", 700), ("乙县", "工信局", 686), ("丙县", "财政局", 650), ("丁县", "教育局", 636)]
        rows += [("戊县", "水利局", 600), ("己县", "林业局", 586)]
        page = b"".join(draw_text(70, y, name) + draw_text(300, y, value) for name, value, y in rows)
        assert read(page) == [f"| {name} | {value} |" for name, value, _ in rows]


class TestNotes:
    def test_notes_at_the_foot_stand_behind_the_text(self) -> None:
        lines = break_lines(PARAGRAPHS, 37)
        notes = ["[1]指有研发活动的企业。", "[2]指省级以上部门认定的平台，包", "括实验室。"]
        pages = [draw_lines(lines[:6]) + draw_lines(notes, top=150, size=9), draw_lines(lines[6:])]
        found = read(*pages)
        assert found == [*PARAGRAPHS, "注释", notes[0], notes[1] + notes[2]]

    def test_the_number_of_a_note_joins_no_figure(self) -> None:
        page = draw_text(70, 700, "高新技术企业达到65") + draw_text(180, 705, "2", size=7) + draw_text(187, 700, "家。")
        assert read(page) == ["高新技术企业达到65[2]家。"]

    @pytest.mark.chinese_font
    def test_a_square_meter_is_no_note(self) -> None:
        page = draw_text(70, 700, "新建厂房3万m") + draw_text(142, 705, "2", size=7) + draw_text(149, 700, "。")
        assert read(page) == ["新建厂房3万m2。"]

    def test_small_type_without_a_number_is_text(self) -> None:
        lines = break_lines(PARAGRAPHS[:2], 37)
        small = "（本报告所列数据均为初步统计数。）"
        assert read(draw_lines(lines) + draw_lines([small], top=150, size=9))[-1] == small


class TestRuledTables:
    ROWS = (
        ("类别", "指标", "2022年"),
        ("经济", "规模以上工业企业研究\n与试验发展经费（亿元）", "14.6"),
        ("", "R&D personnel\nof firms", "2.1"),
    )

    def test_wrapped_and_merged_cells(self) -> None:
        rows = [self.ROWS[0], self.ROWS[1], self.ROWS[2]]
        page = draw_lines(break_lines(PARAGRAPHS[:1], 37)) + draw_table(rows, top=600, widths=(80, 200, 100))
        assert read(page) == [
            PARAGRAPHS[0],
            "| 类别 | 指标 | 2022年 |",
            "| 经济 | 规模以上工业企业研究与试验发展经费（亿元） | 14.6 |",
            "|  | R&D personnel of firms | 2.1 |",
        ]

    def test_a_cell_over_two_rows_is_repeated(self) -> None:
        rows = [("经济", "产值", "1"), ("", "税收", "2"), ("民生", "学位", "3")]
        page = draw_table(rows, top=600, widths=(80, 100, 100), merged=True)
        assert read(page) == ["| 经济 | 产值 | 1 |", "| 经济 | 税收 | 2 |", "| 民生 | 学位 | 3 |"]

    def test_cells_that_nearly_touch_stay_apart(self) -> None:
        rows = [("指标", "2021年", "2022年"), ("企业（家）", "10000", "20000")]
        page = draw_table(rows, top=600, widths=(80, 46, 60))
        assert read(page) == ["| 指标 | 2021年 | 2022年 |", "| 企业（家） | 10000 | 20000 |"]

    def test_a_table_goes_on_over_the_page(self) -> None:
        head = [("县区", "企业（家）", "人才（人）")]
        first = [(f"{name}县", "12", "30") for name in "甲乙丙"]
        second = [(f"{name}县", "15", "40") for name in "丁戊"]
        widths = (100, 100, 100)
        pages = [draw_table([*head, *first], top=300, widths=widths), draw_table(second, top=760, widths=widths)]
        text = "\n".join(read(*pages))
        assert text.count("\n") == 5
        frame = pipeline.extract(text, report_date="2023-01").facts
        assert frame["scope"].tolist()[-2:] == ["戊县", "戊县"]
        assert frame["indicator"].tolist()[-2:] == ["企业", "人才"]

    def test_a_frame_around_prose_is_no_table(self) -> None:
        frame = b"60 560 m 540 560 l 540 790 l 60 790 l h S\n"
        assert read(frame + draw_lines(break_lines(PARAGRAPHS[:2], 37))) == PARAGRAPHS[:2]


class TestAroundTheText:
    def test_a_title_that_the_running_heads_repeat_is_kept(self) -> None:
        lines = break_lines(PARAGRAPHS * 3, 37)
        pages = [draw_lines(lines[place : place + 9], top=720) for place in range(0, len(lines), 9)]
        heads = [draw_text(200, 800, "科技工作总结", size=9) for _ in pages]
        heads[0] = draw_text(200, 790, "科技工作总结", size=20)
        assert read(*(head + page for head, page in zip(heads, pages, strict=True))) == [
            "科技工作总结",
            *PARAGRAPHS * 3,
        ]

    @pytest.mark.parametrize(
        "around",
        ["https://www.example.cn/art/1.html 1/2", "2023/4/6 下午3:05", "4/6/23, 3:05 PM", "- 3 -", "第3页 共9页"],
    )
    def test_what_a_browser_or_a_printer_adds(self, around: str) -> None:
        page = draw_lines(break_lines(PARAGRAPHS[:1], 37), top=700)
        assert read(page + draw_text(70, 30, around)) == PARAGRAPHS[:1]

    def test_a_line_of_the_report_in_the_margin_is_kept(self) -> None:
        last = "全市新增企业12家，详见https://www.example.cn。"
        assert read(draw_text(70, 60, last)) == [last]

    def test_a_watermark_is_left_out(self) -> None:
        mark = draw_text(150, 400, "内部资料", size=60, turn="0.8 0.6 -0.6 0.8")
        assert read(mark + draw_lines(break_lines(PARAGRAPHS[:2], 37))) == PARAGRAPHS[:2]

    @pytest.mark.parametrize(("turn", "x", "y"), [("0 1 -1 0", 1, 1), ("0 -1 1 0", -1, -1), ("-1 0 0 -1", 0, 0)])
    def test_a_page_that_lies_on_its_side(self, turn: str, x: int, y: int) -> None:
        lines = [line.lstrip("　") for line in break_lines(PARAGRAPHS[:1], 37)]
        drawn = b""
        for row, line in enumerate(lines):
            step = 20 * row
            place = {1: (100 + step, 50), -1: (500 - step, 790), 0: (540, 100 + step)}[x]
            drawn += draw_text(*place, line, turn=turn)
        assert x == y
        assert "".join(read(drawn)) == PARAGRAPHS[0]
