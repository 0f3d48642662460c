"""Every format gives the text that was put into it: the same facts as the plain text, and where they stand."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from renderings import (
    WORD,
    build_docx,
    build_pdf,
    build_zip,
    render_doc,
    render_docx,
    render_html,
    render_pdf,
    render_rtf,
    word_paragraph,
    word_table,
)

import pipeline
from pipeline.ingest.document import read_documents
from pipeline.ingest.extracted import Extracted, Limits
from pipeline.ingest.readers import ocr, read_content
from pipeline.ingest.sources import find_sources
from pipeline.params import IngestParams
from pipeline.records import Document

TABLE = [["指标", "2021年", "2022年"], ["高新技术企业（家）", "40", "47"], ["研发经费（亿元）", "1.2", "1.5"]]
PROSE = ["云溪市科技创新工作总结", "全市新增高新技术企业12家，总数达到86家，同比增长16.2%。"]


def read(kind: str, content: bytes) -> Extracted:
    return read_content(kind, content, Limits())


def read_files(folder: Path, files: dict[str, bytes], **params: int) -> dict[str, Document]:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    documents = read_documents(find_sources([folder]), IngestParams(**params))
    return {document.path: document for document in documents}


class TestDocx:
    def test_tracked_changes_are_accepted(self) -> None:
        body = (
            "<w:p><w:r><w:t>新增企业</w:t></w:r><w:del><w:r><w:delText>12</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>15</w:t></w:r></w:ins><w:r><w:t>家。</w:t></w:r></w:p>"
            f"<w:moveFrom>{word_paragraph('旧处')}</w:moveFrom>"
        )
        found = read("docx", build_docx(body))
        assert found.text == "新增企业15家。\n"
        assert found.notes == ("holds tracked changes; they are read as accepted",)

    def test_text_boxes_hidden_text_fields_and_breaks(self) -> None:
        box = f"<w:txbxContent>{word_paragraph('框中文字')}</w:txbxContent>"
        twice = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        body = (
            f'<w:p xmlns:mc="mc"><w:r><w:t>正文</w:t><mc:AlternateContent>{twice}</mc:AlternateContent></w:r>'
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
            '<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:br w:type="page"/><w:br/><w:t>下一行</w:t></w:r></w:p>'
        )
        assert read("docx", build_docx(body)).text == "正文\n下一行\n框中文字\n"

    def test_headings_and_list_numbers_come_from_styles(self) -> None:
        styles = (
            f'<w:styles {WORD}><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
            '<w:style w:styleId="2"><w:basedOn w:val="1"/></w:style></w:styles>'
        )
        level = '<w:numFmt w:val="{}"/><w:lvlText w:val="{}"/>'
        numbering = (
            f'<w:numbering {WORD}><w:abstractNum w:abstractNumId="0">'
            f'<w:lvl w:ilvl="0">{level.format("chineseCountingThousand", "%1、")}</w:lvl>'
            f'<w:lvl w:ilvl="1">{level.format("decimal", "%2.")}</w:lvl></w:abstractNum>'
            '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
        )

        def paragraph(text: str, depth: int | None, style: str = "") -> str:
            number = "" if depth is None else f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="7"/></w:numPr>'
            named = f'<w:pStyle w:val="{style}"/>' if style else ""
            return f"<w:p><w:pPr>{named}{number}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"

        body = (
            paragraph("工作总结", None, "2") + paragraph("平台", 0) + paragraph("新建3家", 1) + paragraph("引进5家", 1)
        )
        body += paragraph("人才", 0) + paragraph("引进8人", 1) + paragraph("这是一句正文，有标题的样式。", None, "1")
        more = {"word/styles.xml": styles, "word/numbering.xml": numbering}
        expected = "# 工作总结\n一、平台\n1.新建3家\n2.引进5家\n二、人才\n1.引进8人\n这是一句正文，有标题的样式。\n"
        assert read("docx", build_docx(body, more)).text == expected

    def test_tables_become_rows_and_merged_cells_are_repeated(self) -> None:
        merged = '<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + word_paragraph("经济") + "</w:tc>"
        goes_on = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
        cells = [
            f"<w:tc>{word_paragraph(text)}</w:tc>" for text in ("类别", "指标", "数值", "产值", "1", "税收", "2|3")
        ]
        rows = ["".join(cells[:3]), merged + "".join(cells[3:5]), goes_on + "".join(cells[5:7])]
        body = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
        expected = "| 类别 | 指标 | 数值 |\n| 经济 | 产值 | 1 |\n| 经济 | 税收 | 2／3 |\n"
        assert read("docx", build_docx(body)).text == expected

    def test_a_box_around_prose_is_no_table(self) -> None:
        assert read("docx", build_docx(word_table([["第一段。\n"], ["第二段。"]]))).text == "第一段。\n第二段。\n"

    def test_footnotes_stand_behind_the_text_as_an_explanation_of_words(self) -> None:
        notes = (
            f'<w:footnotes {WORD}><w:footnote w:id="2">{word_paragraph("指连续3年的平均。")}</w:footnote></w:footnotes>'
        )
        body = '<w:p><w:r><w:t>年均增长9%</w:t><w:footnoteReference w:id="2"/><w:t>。</w:t></w:r></w:p>'
        found = read("docx", build_docx(body, {"word/footnotes.xml": notes}))
        assert found.text == "年均增长9%。\n注释\n1. 指连续3年的平均。\n"


class TestTables:
    @pytest.mark.parametrize("kind", ["docx", "html", "csv", "xlsx"])
    def test_figures_of_a_table_become_facts(self, tmp_path: Path, kind: str) -> None:
        contents = {
            "docx": lambda: build_docx(word_table(TABLE)),
            "html": lambda: f"<html><body><table>{_html_rows(TABLE)}</table></body></html>".encode(),
            "csv": lambda: "\n".join(",".join(row) for row in TABLE).encode("gb18030"),
            "xlsx": lambda: _workbook(tmp_path, TABLE),
        }
        path = tmp_path / f"t.{kind}"
        path.write_bytes(contents[kind]())
        (analysis,) = pipeline.extract(path, report_date="2023-01").analyses
        assert [(fact.text, str(fact.value), fact.unit, fact.indicator, fact.period) for fact in analysis.facts] == [
            ("40", "40", "家", "高新技术企业", "2021"),
            ("47", "47", "家", "高新技术企业", "2022"),
            ("1.2", "120000000.0", "元", "研发经费", "2021"),
            ("1.5", "150000000.0", "元", "研发经费", "2022"),
        ]

    def test_a_pdf_table_is_put_together_from_its_cells(self) -> None:
        page = [(90.0 + 150 * column, 700.0 - 30 * row, cell) for row, cells in enumerate(TABLE) for column, cell in
                enumerate(cells)]  # fmt: skip
        text = read("pdf", build_pdf([[(90.0, 740.0, "主要指标完成情况"), *page]])).text
        assert text == "主要指标完成情况\n" + "".join(f"| {' | '.join(row)} |\n" for row in TABLE)

    def test_numbers_are_written_as_the_sheet_shows_them(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        shown = [("0.0%", 0.0525, "5.2%"), ("0.00", 1.5, "1.50"), ("#,##0", 12345.0, "12345"), ("General", 0.1, "0.1")]
        sheet.append(["指标", *(str(2020 + number) for number in range(len(shown)))])
        sheet.append(["数值", *(value for _, value, _ in shown)])
        for number, (number_format, _, _) in enumerate(shown, 2):
            sheet.cell(2, number).number_format = number_format
        hidden = book.create_sheet("隐藏")
        hidden.append(["不读", "1"])
        hidden.sheet_state = "hidden"
        book.save(tmp_path / "a.xlsx")
        text = read("xlsx", (tmp_path / "a.xlsx").read_bytes()).text
        assert text.split("\n")[1] == "| 数值 | " + " | ".join(text for _, _, text in shown) + " |"
        assert "不读" not in text


def _html_rows(rows: list[list[str]]) -> str:
    return "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)


def _workbook(folder: Path, rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([float(cell) if cell.replace(".", "").isdigit() else cell for cell in row])
    book.save(folder / "made")
    return (folder / "made").read_bytes()


class TestDoc:
    @pytest.mark.parametrize(
        ("table", "expected"),
        [
            (
                "指标\x07\x072021\x072022\x07\x07企业\x07家\x0740\x0747\x07\x07",
                "| 指标 |  | 2021 | 2022 |\n| 企业 | 家 | 40 | 47 |\n",
            ),
            ("甲\x07乙\x07\x07丙\x07丁\x07\x07", "| 甲 | 乙 |\n| 丙 | 丁 |\n"),
            ("甲\x07乙\r二\x07\x07丙\x07丁\x07\x07", "| 甲 | 乙 二 |\n| 丙 | 丁 |\n"),
            ("合并\x07\x07丙\x07丁\x07\x07戊\x07己\x07\x07", "合并\n| 丙 | 丁 |\n| 戊 | 己 |\n"),
        ],
    )
    def test_tables(self, table: str, expected: str) -> None:
        assert read("doc", render_doc(["前文。", table + "后文。"])).text == f"前文。\n{expected}后文。\n"

    def test_codes_of_fields_are_dropped_and_their_results_stay(self) -> None:
        assert read("doc", render_doc(['见\x13 HYPERLINK "http://a.example" \x14附件\x15。'])).text == "见附件。\n"

    def test_doc_notes_stand_behind_the_text(self) -> None:
        content = render_doc(
            ["高新技术企业达到47\x02家。", "人才\x02增加。"],
            foot=["指认定的企业。\r按年底统计。", "见\x13 PAGEREF a \x14附件\x15。"],
            heads="页眉\r",
            end=["来源：年报。"],
        )
        notes = "注释\n1. 指认定的企业。 按年底统计。\n2. 见附件。\n3. 来源：年报。\n"
        assert read("doc", content).text == f"高新技术企业达到47家。\n人才增加。\n{notes}"

    @pytest.mark.parametrize("mark", ["\\footnote", "\\*\\footnote", "\n\\footnote\\ftnalt"])
    def test_rtf_notes_stand_behind_the_text(self, mark: str) -> None:
        def write(text: str) -> str:
            return render_rtf([text]).decode("ascii").partition("\\uc1 ")[2].partition("\\par")[0]

        note = f"{{{mark} {{\\super\\chftn}} {write('指认定的企业')}{{\\b {write('（含')}\\}}{write('）。')}}}}}"
        second = f"{{{mark} {write('来源：年报。')}}}"
        head = "{\\rtf1\\ansi\\ansicpg936\\uc1 "
        page = f"{head}{write('企业达到47')}{{\\super\\chftn}}{note}{write('家')}{second}{write('。')}\\par\n}}"
        assert (
            read("rtf", page.encode("ascii")).text
            == "企业达到47家。\n注释\n1. 指认定的企业（含}）。\n2. 来源：年报。\n"
        )

    def test_rtf_notes_of_a_code_page(self) -> None:
        note = "".join(f"\\'{byte:02x}" for byte in "说明".encode("gb18030"))
        page = f"{{\\rtf1\\ansi\\ansicpg936 abc{{\\footnotex no}}{{\\footnote {note}}}\\par\n}}"
        assert read("rtf", page.encode("ascii")).text.endswith("注释\n1. 说明\n")


class TestHtml:
    def test_site_chrome_is_gone(self) -> None:
        text = read("html", render_html(PROSE * 3)).text
        assert text.count("高新技术企业") == 3
        assert not [word for word in ("新闻标题", "当前位置", "分享", "版权", "100家") if word in text]

    def test_a_page_laid_out_by_tables(self) -> None:
        page = (
            "<head><title>云溪市科技工作总结-云溪市人民政府门户网站</title></head><body>"
            "<table><tr><td><a href=a>首页</a> | <a href=b>政务公开</a></td></tr></table><table><tr>"
            '<td class="left"><ul><li><a href="1">通知公告</a></li></ul></td>'
            "<td><table><tr><td>云溪市科技工作总结</td></tr>"
            f"<tr><td><div><font>　　{PROSE[1]}<br>　　二、平台</font>"
            "<p><span>建成</span><span>3个，</span>投用2个。</p>"
            f"<table>{_html_rows(TABLE)}</table></div></td></tr></table></td></tr></table>"
            "<div>主办：云溪市人民政府办公室　备案号：京备12345678号</div></body>"
        )
        assert read("html", f"<html>{page}</html>".encode()).text.splitlines() == [
            "云溪市科技工作总结",
            PROSE[1],
            "二、平台",
            "建成3个，投用2个。",
            *(f"| {' | '.join(row)} |" for row in TABLE),
        ]

    def test_a_report_in_two_parts_is_whole(self) -> None:
        parts = f"<div>{PROSE[1] * 8}</div><div>另一部分，只有一句。</div><table>{_html_rows(TABLE)}</table>"
        text = read("html", f"<html><body><div><div>{parts}</div></div></body></html>".encode()).text
        assert text.splitlines()[1:] == ["另一部分，只有一句。", *(f"| {' | '.join(row)} |" for row in TABLE)]

    @pytest.mark.parametrize(("declared", "codec"), [("gb2312", "utf-8"), ("utf-8", "gb18030")])
    def test_a_charset_declared_wrong_is_told(self, declared: str, codec: str) -> None:
        page = f'<html><head><meta charset="{declared}"></head><body><p>{PROSE[1]}</p></body></html>'
        found = read("html", page.encode(codec))
        assert found.text.strip() == PROSE[1]
        assert found.notes == (f"declares the charset {declared} but is {codec}",)

    def test_what_the_head_tells(self, tmp_path: Path) -> None:
        page = (
            '<html><head><meta name="ArticleTitle" content="云溪市工作要点"><meta name="PubDate" '
            f'content="2021-03-05 09:00"></head><body><div><p>{PROSE[1]}</p></div></body></html>'
        )
        document = read_files(tmp_path, {"a.html": page.encode()})["a.html"]
        assert (document.title, document.report_date, document.report_date_source) == (
            "云溪市工作要点",
            "2021-03-05",
            "file",
        )


class TestNoteNumbers:
    @pytest.mark.parametrize(
        ("before", "raised", "text"),
        [
            ("达到47", "2", "达到47[2]家"),
            ("平台", "①", "平台[1]家"),
            ("新建3万m", "2", "新建3万m2家"),
            ("排放CO", "2", "排放CO2家"),
            ("注", "[3]", "注[3]家"),
            ("第", "甲", "第甲家"),
        ],
    )
    @pytest.mark.parametrize("kind", ["docx", "html"])
    def test_a_raised_number_joins_no_figure(self, kind: str, before: str, raised: str, text: str) -> None:
        run = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{raised}</w:t></w:r>'
        content = {
            "docx": build_docx(f"<w:p><w:r><w:t>{before}</w:t></w:r>{run}<w:r><w:t>家</w:t></w:r></w:p>"),
            "html": f"<html><body><p>{before}<sup>{raised}</sup>家</p></body></html>".encode(),
        }[kind]
        assert read(kind, content).text == text + "\n"

    def test_the_figure_is_whole(self, tmp_path: Path) -> None:
        page = "<html><body><p>高新技术企业达到47<sup>2</sup>家，增长9%<sup>3</sup>。</p></body></html>"
        (tmp_path / "a.html").write_text(page, encoding="utf-8")
        (analysis,) = pipeline.extract(tmp_path / "a.html", report_date="2023-01").analyses
        found = [(fact.text, fact.value, fact.unit) for fact in analysis.facts]
        assert found == [("47[2]家", 47, "家"), ("9%", 9, "%")]


class TestPdf:
    def test_running_heads_and_page_numbers_are_left_out(self) -> None:
        lines = [
            f"第{number}项工作进展顺利，全市完成投资{number}亿元，比上年有较大提高，各项任务都已落实。"
            for number in range(80)
        ]
        found = read("pdf", render_pdf(lines))
        assert found.text.splitlines() == lines
        assert max(place.page or 0 for place in found.places) > 3

    def test_each_sentence_has_its_page(self, tmp_path: Path) -> None:
        lines = [
            f"全市第{number}批新增企业{number}家，完成投资{number}亿元，同比增长{number}%，比计划多。"
            for number in range(1, 70)
        ]
        path = tmp_path / "a.pdf"
        path.write_bytes(render_pdf(lines))
        tables = pipeline.extract(path)
        pages = tables.sentences["page"].tolist()
        assert pages == sorted(pages)
        assert set(pages) == {1, 2, 3, 4, 5}
        box = tables._tables["places"].to_pylist()[0]
        assert 80 < box["left"] < box["right"] < 595
        assert 0 < box["top"] < box["bottom"] < 842


def test_each_sentence_has_its_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(render_docx(["总结报告", "新增3家。引进5家。", "", "建成2个。"]))
    frame = pipeline.extract(path).sentences
    assert frame["paragraph"].tolist() == [1, 2, 2, 4]
    assert frame["page"].isna().all()


class TestPictures:
    @pytest.mark.skipif(ocr.is_installed(), reason="the extra for OCR is installed")
    def test_without_the_extra_the_reason_tells_what_to_install(self, tmp_path: Path) -> None:
        document = read_files(tmp_path, {"a.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 50})["a.png"]
        assert document.status == "quarantined"
        assert "huibao[ocr]" in (document.reason or "")


class TestArchive:
    def test_every_file_in_it_is_a_report(self, tmp_path: Path) -> None:
        archive = build_zip({"甲/a.txt": "\n".join(PROSE), "b.docx": render_docx(PROSE[1:]), "c.exe": "x", ".d": "x"})
        documents = read_files(tmp_path, {"all.zip": archive})
        assert {path: document.status for path, document in documents.items()} == {
            "all.zip/甲/a.txt": "read",
            "all.zip/b.docx": "read",
            "all.zip/c.exe": "skipped",
        }
        assert documents["all.zip/b.docx"].doc_id == "all.zip/b"

    def test_names_in_gbk(self, tmp_path: Path) -> None:
        archive = bytearray(build_zip({"aaaa.txt": "\n".join(PROSE)}))
        name = "汇报".encode("gb18030")
        assert list(read_files(tmp_path, {"a.zip": bytes(archive.replace(b"aaaa", name))})) == ["a.zip/汇报.txt"]


def test_kind_is_told_by_the_content(tmp_path: Path) -> None:
    files = {
        "a.txt": render_docx(PROSE),
        "b.docx": render_pdf(PROSE),
        "c.pdf": render_html(PROSE),
        "d.wps": render_doc(PROSE),
    }
    documents = read_files(tmp_path, files)
    assert [document.format for document in documents.values()] == ["docx", "pdf", "html", "doc"]
    assert documents["b.docx"].notes == "is called .docx but is of the kind pdf"
    assert documents["d.wps"].notes is None
    assert zipfile.is_zipfile(tmp_path / "a.txt")
