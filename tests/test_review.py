"""The pages of reports: what is in them, and that nothing of a report can do anything there."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mini import METADATA, read_folder, write_reports

import pipeline
from pipeline.api import Extraction
from pipeline.distribute.reports import analyze_report
from pipeline.errors import ParamsError, TableError
from pipeline.ingest.document import build_document
from pipeline.params import Params, ReviewParams
from pipeline.records import ORGANIZATION_TYPES, REASONS
from pipeline.review import page_name, write_review
from pipeline.review.index_page import count_found
from pipeline.review.labels import column_titles, load_value_labels
from pipeline.review.marks import ReportRows, build_marks, build_rows, cut_reports
from pipeline.review.page import embed_json, escape, escape_prose
from pipeline.review.report_page import build_report_page
from pipeline.review.spans import split_at_marks
from pipeline.tables.contract import CONTRACT_TABLES
from pipeline.tables.published import read_published, read_published_rows

HOSTILE = (
    "<title>青溪市</title>2022年工作总结\n\n"
    "一、企业<script>document.title='hacked'</script>\n"
    "截至2022年底，😀𠮷全市高新技术企业达到47家，增长5.8%；</script><img src=x onerror=\"document.title='hacked'\">\n"
    "\"'&amp;<!-- 引进人才60名，\u202e倒写\u202c，\x00其中博士7名\u2028。--> ]]>投入1.5亿元。"
)


class TextOfPage(HTMLParser):
    """Gathers the text of the article, with a control picture as the character that its title names."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.marked: dict[str, str] = {}
        self._depth = 0
        self._open: list[tuple[str, str | None]] = []
        self._control: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "article":
            self._depth = 1
        if self._depth:
            self._open.append((tag, found.get("data-m")))
            if found.get("class") == "control":
                self._control = chr(int(str(found["title"])[2:], 16))

    def handle_endtag(self, tag: str) -> None:
        if self._depth:
            assert self._open.pop()[0] == tag
            self._depth = 0 if tag == "article" else 1

    def handle_data(self, data: str) -> None:
        if not self._depth:
            return
        if self._control:
            data, self._control = self._control, None
        self.text += data
        for indices in (indices for _, indices in self._open if indices):
            for index in indices.split():
                self.marked[index] = self.marked.get(index, "") + data


def parse_page(page: bytes) -> TextOfPage:
    parser = TextOfPage()
    parser.feed(page.decode())
    return parser


def data_of(page: bytes) -> dict[str, Any]:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', page.decode(), re.DOTALL)
    assert match
    return json.loads(match[1])


def rows_of(text: str, **lists: list[dict[str, Any]]) -> ReportRows:
    document = {"doc_id": "a", "title": "报告", "path": "a.txt", "status": "read", "text": text}
    names = ("facts", "mentions", "quantities", "sentences", "sections")
    return ReportRows(document, *(tuple(lists.get(name, ())) for name in names))


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of four small reports, one of them hostile, and of a file that cannot be read."""
    folder = write_reports(tmp_path_factory.mktemp("review") / "in")
    (folder / "empty.txt").touch()
    out = folder.parent / "tables"
    # as text, since a file with such characters would be set aside
    document = build_document(HOSTILE, doc_id="hostile", title=HOSTILE.splitlines()[0], report_date="2023-01")
    analyses = (*pipeline.extract(folder).analyses, analyze_report(document, params=Params(), overrides=None))
    Extraction(analyses).write(out, formats=("parquet", "csv", "jsonl"))
    return out


@pytest.fixture(scope="module")
def pages(tables: Path) -> Path:
    out = tables.parent / "pages"
    write_review(tables, out, ReviewParams())
    return out


# Pieces


@given(
    st.integers(0, 40),
    st.lists(st.tuples(st.integers(-5, 45), st.integers(-5, 45)), max_size=12),
)
def test_pieces_make_up_the_text_and_know_their_marks(length: int, spans: list[tuple[int, int]]) -> None:
    pieces = split_at_marks(spans, 0, length)
    assert [offset for piece in pieces for offset in range(piece.start, piece.end)] == list(range(length))
    for piece in pieces:
        assert piece.start < piece.end
        for offset in range(piece.start, piece.end):
            over = tuple(index for index, (start, end) in enumerate(spans) if start <= offset < end)
            assert piece.marks == over


def test_neighbors_with_the_same_marks_are_one_piece() -> None:
    assert [(piece.start, piece.end) for piece in split_at_marks([(2, 4)], 0, 9)] == [(0, 2), (2, 4), (4, 9)]


# Marks


def test_marks_are_in_the_order_of_the_text_and_take_the_pillar_of_their_sentence() -> None:
    rows = rows_of(
        "东渡大学第5医院30家",
        facts=[{"fact_id": "f", "char_start": 8, "char_end": 11, "sentence_id": "s", "pillar": "talent"}],
        mentions=[{"char_start": 0, "char_end": 8, "sentence_id": "s"}],
        quantities=[
            {"char_start": 4, "char_end": 6, "sentence_id": "s", "fact_id": None},
            {"char_start": 8, "char_end": 11, "sentence_id": "s", "fact_id": "f"},
            {"char_start": 0, "char_end": 1, "sentence_id": None, "fact_id": None},
        ],
        sentences=[{"sentence_id": "s", "pillar": "platform"}],
    )
    found = [(mark.kind, mark.start, mark.pillar) for mark in build_marks(rows)]
    assert found == [
        ("organization", 0, "platform"),
        ("number", 0, None),
        ("number", 4, "platform"),
        ("fact", 8, "talent"),
    ]


# Escaping


@given(st.text())
def test_escaped_text_is_text_again_and_holds_no_markup(text: str) -> None:
    page = f'<article id="text">{escape_prose(text)}</article>'.encode("utf-8", "strict")
    assert parse_page(page).text == text
    assert not re.search("[<>\"']", escape(text))


@given(st.recursive(st.text() | st.none() | st.integers(), st.lists, max_leaves=6))
def test_embedded_json_cannot_end_its_script(content: Any) -> None:
    embedded = embed_json(content)
    assert not re.search("[<>&\u2028\u2029]", embedded)
    assert json.loads(embedded) == content


# Pages


def test_a_page_holds_the_whole_text_and_each_mark_stands_on_its_characters(tables: Path, pages: Path) -> None:
    documents = [row for row in read_published_rows(tables, "documents") if row["status"] == "read"]
    assert len(documents) == 4
    for document in documents:
        page = (pages / "reports" / page_name(document["doc_id"])).read_bytes()
        parsed, data = parse_page(page), data_of(page)
        assert parsed.text == document["text"]
        for index, (kind, _, values) in enumerate(data["marks"]):
            names = [name for name, *_ in data["columns"][kind]]
            assert parsed.marked[str(index)] == values[names.index("text")]
        assert {kind for kind, *_ in data["marks"]} >= {"fact", "number"}


def test_every_fact_and_mention_and_excluded_number_is_marked(tables: Path, pages: Path) -> None:
    marks = [kind for path in (pages / "reports").glob("*.html") for kind, *_ in data_of(path.read_bytes())["marks"]]
    assert marks.count("fact") == read_published(tables, "facts").num_rows > 5
    assert marks.count("organization") == read_published(tables, "mentions").num_rows > 0
    excluded = [row for row in read_published_rows(tables, "quantities") if row["fact_id"] is None]
    assert marks.count("number") == len(excluded) > 0


def test_nothing_of_a_report_becomes_markup(pages: Path) -> None:
    page = (pages / "reports" / page_name("hostile")).read_text(encoding="utf-8")
    assert len(re.findall("<script", page)) == 2
    assert len(re.findall("</script>", page)) == 2
    assert "<img" not in page
    assert "<title>&lt;title&gt;" in page
    assert "\x00" not in page
    assert "\u202e" not in page.split('id="data"')[0]


def test_pages_run_their_own_script_only_and_load_nothing(pages: Path) -> None:
    for path in pages.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        for tag, directive in (("script", "script-src"), ("style", "style-src")):
            (inline,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
            digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
            assert f"{directive} 'sha256-{digest}'" in page
        assert "default-src 'none'" in page
        assert not re.search(r"""(?:src|href)=["']?(?:https?:|//)|@import|url\(""", page.split('id="data"')[0])


def test_headings_are_told_from_paragraphs_that_begin_with_one() -> None:
    text = "一、企业\n正文30家\n（一）人才：引进人才60名，建成平台2个，投入资金1.5亿元。\n二、平台\n"
    starts = [text.index(mark) for mark in ("一、企", "（一）", "二、平")]
    sections = [
        {"char_start": start, "depth": depth, "title": title, "inferred": inferred}
        for start, depth, title, inferred in zip(
            starts, (1, 2, 5), ("企业", "人才", "平台"), (False, False, False), strict=True
        )
    ]
    page = build_report_page(rows_of(text, sections=sections), {"none": "其他"}, ReviewParams()).decode()
    assert '<p class="h1">一、企业' in page
    assert '<p class="h3">二、平台' in page
    assert "<p>（一）人才" in page


def test_the_same_tables_give_the_same_bytes_whatever_their_format(tables: Path, pages: Path, tmp_path: Path) -> None:
    for suffix in ("csv", "jsonl"):
        folder = tmp_path / suffix
        folder.mkdir()
        for name in CONTRACT_TABLES:
            (folder / f"{name}.{suffix}").write_bytes((tables / f"{name}.{suffix}").read_bytes())
        write_review(folder, tmp_path / f"{suffix}_pages", ReviewParams())
        assert read_folder(tmp_path / f"{suffix}_pages") == read_folder(pages)


def test_figures_that_do_not_fit_are_marked_and_listed(tmp_path: Path) -> None:
    text = "全市高新技术企业由2020年的40家增加到2022年的65家，增长{}%。2022年，全市三次产业结构为8.2:45.6:46.2。"
    for name, growth in (("right", "62.5"), ("wrong", "52.5")):
        pipeline.extract(text.format(growth), report_date="2023-01").write(tmp_path / name)
        write_review(tmp_path / name, tmp_path / f"{name}_pages", ReviewParams())
        (path,) = (tmp_path / f"{name}_pages" / "reports").iterdir()
        page, data = path.read_text(encoding="utf-8"), data_of(path.read_bytes())
        verdicts = [verdict for verdict, *_ in data["checks"]]
        index = (tmp_path / f"{name}_pages" / "index.html").read_text(encoding="utf-8")
        if name == "right":
            assert verdicts == ["consistent", "consistent"]
            assert 'class="fact actual conflict"' not in page
            assert "inconsistent checks</small><b>0</b>" in index
            continue
        assert verdicts == ["inconsistent", "consistent"]  # what does not fit comes first
        assert page.count('class="fact actual conflict"') == 3
        assert "inconsistent checks</small><b>1</b>" in index
        _, kind, fact, facts, message = data["checks"][0]
        assert (kind, len(facts), fact in facts) == ("from_to", 3, True)
        assert "应为62.5%，原文为52.5%，不符" in message


def test_a_check_shows_on_the_page_of_each_report_that_it_uses() -> None:
    rows: dict[str, list[dict[str, Any]]] = {
        "documents": [{"doc_id": name} for name in ("a", "b", "c")],
        # not in the order of the documents: someone has sorted the table
        "facts": [{"doc_id": name, "fact_id": fact} for name, fact in (("b", "g"), ("a", "f"), ("b", "h"))],
        "checks": [{"doc_id": "b", "fact_ids": ["f", "g"], "verdict": "inconsistent"}],
    }
    tables = {name: pa.Table.from_pylist(listed) for name, listed in rows.items()}
    empty = pa.table({"doc_id": pa.array([], pa.string())})
    others = dict.fromkeys(("mentions", "quantities", "sentences", "sections"), empty)
    found = [build_rows(parts) for parts in cut_reports(tables | others)]
    assert [[row["fact_id"] for row in one.facts] for one in found] == [["f"], ["g", "h"], []]
    assert [len(one.checks) for one in found] == [1, 1, 0]
    assert [one.conflicts() for one in found] == [frozenset({"f", "g"})] * 2 + [frozenset()]
    assert [count_found(one, ReviewParams()).inconsistent for one in found] == [0, 1, 0]


def test_pages_of_an_earlier_run_are_removed_and_other_files_stay(tables: Path, pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "pages"
    (out / "reports").mkdir(parents=True)
    (out / "reports" / "gone-00000000.html").touch()
    (out / "notes.txt").touch()
    write_review(tables, out, ReviewParams())
    (out / "notes.txt").unlink()
    assert read_folder(out) == read_folder(pages)


def test_names_of_pages_are_safe_short_and_different() -> None:
    ids = ["云岭县/2023", "云岭县_2023", "../../etc/passwd", "a b?c#d", "汇" * 300, "汇" * 301, "CON", "."]
    names = [page_name(doc_id) for doc_id in ids]
    assert len(set(names)) == len(names)
    for name in names:
        assert re.fullmatch(r"[\w-]+\.html", name)
        assert len(name.encode()) <= 255


def test_the_index_lists_all_files_and_leads_to_all_pages(tables: Path, pages: Path) -> None:
    index = (pages / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'<a href="(reports/[^"]+)"', index)
    assert len(links) == len(list((pages / "reports").glob("*.html"))) == 4
    assert index.count("<tr") == 1 + read_published(tables, "documents").num_rows
    assert 'class="unread"' in index
    assert "the file has no bytes" in index


def test_columns_that_a_later_version_adds_are_shown(tables: Path, tmp_path: Path) -> None:
    for name in CONTRACT_TABLES:
        table = read_published(tables, name)
        if name == "facts":
            table = table.append_column("grade", pa.array(["甲等"] * table.num_rows))
        pq.write_table(table, tmp_path / f"{name}.parquet")
    write_review(tmp_path, tmp_path / "pages", ReviewParams())
    page = (tmp_path / "pages" / "reports" / page_name("hostile")).read_bytes()
    assert ["grade", "grade", ""] in data_of(page)["columns"]["fact"]
    assert "甲等" in page.decode()


def test_every_value_of_the_contract_has_a_label() -> None:
    labels = load_value_labels()
    for values, column in ((ORGANIZATION_TYPES, "type"), (REASONS, "reason")):
        assert set(labels[column]) == set(values)
    for column, name in (("kind", "check_kind"), ("verdict", "verdict")):
        enum = next(item.enum for item in CONTRACT_TABLES["checks"].columns if item.name == column)
        assert set(labels[name]) == set(enum)
    for column in CONTRACT_TABLES["facts"].columns:
        if column.enum and column.name != "pillar":  # the table of pillars names those
            assert set(labels[column.name]) == set(column.enum), column.name
    assert column_titles("facts", "value")[0] == "数值"


def test_params_refuse_levels_in_the_wrong_order() -> None:
    with pytest.raises(ParamsError, match=r"review\.doubtful is 0\.95"):
        ReviewParams(doubtful=0.95)
    with pytest.raises(ParamsError, match=r"review\.confident is 1\.5"):
        ReviewParams(confident=1.5)


# Reading tables as they are


def test_tables_of_another_version_are_read_with_their_columns(tables: Path, tmp_path: Path) -> None:
    lines = (tables / "facts.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)
    rows = "".join(f"x,{line}" for line in lines[1:] if not line.startswith('"'))
    (tmp_path / "facts.csv").write_text(f"grade,{lines[0]}{rows}", encoding="utf-8", newline="")
    found = read_published(tmp_path, "facts")
    assert found.column_names[:2] == ["grade", "fact_id"]
    assert set(found.column("grade").to_pylist()) == {"x"}
    assert found.schema.field("value") == dataclasses.replace(CONTRACT_TABLES["facts"]).arrow_schema().field("value")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("facts.parquet", b"PAR1", "cannot be read"),
        ("facts.jsonl", b"{not json}\n", "is no JSON"),
        ("facts.csv", METADATA.encode("utf-16"), "facts"),
        ("other.csv", b"", "no table facts; write it with"),
    ],
)
def test_damaged_tables_are_told(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TableError, match=message):
        read_published(tmp_path, "facts")
