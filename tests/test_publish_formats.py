"""The published files as the programs read them that people open them with: openpyxl, pandas, DuckDB, PostgreSQL."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mini import write_reports
from postgres_server import run_server

import pipeline
from pipeline.cli.app import main
from pipeline.errors import TableError
from pipeline.publish.cells import MAX_TEXT, SheetColumn, column_letters, table_cells
from pipeline.publish.postgres import load_database, order_tables
from pipeline.publish.spreadsheet import Sheet, write_spreadsheet
from pipeline.publish.sql import read_views
from pipeline.publish.workbook import sheet_columns, write_workbook
from pipeline.tables.columns import Column, ColumnType
from pipeline.tables.contract import CONTRACT_TABLES
from pipeline.tables.files import read_table

HOSTILE = '=HYPERLINK("http://evil","x")'
FORMATS = ("parquet", "csv", "xlsx", "duckdb")
SHEETS = [name for name in CONTRACT_TABLES if name != "places"]

Tables = Mapping[str, pa.Table]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports published in all formats; one of them tries to smuggle in formulas."""
    folder = tmp_path_factory.mktemp("published")
    reports = write_reports(folder / "in")
    (reports / "=1+1.txt").write_text(
        f"{HOSTILE}\n2022年，+cmd|' /C calc'!A0公司获批高新技术企业12家。\n@SUM(1)，新增专利30件。\n", encoding="utf-8"
    )
    (reports / "核对.txt").write_text("2022年，三次产业结构为8.2:45.6:46.2。\n", encoding="utf-8")
    pipeline.extract(reports).write(folder / "out", formats=FORMATS)
    return folder / "out"


@pytest.fixture(scope="module")
def tables(folder: Path) -> dict[str, pa.Table]:
    return {name: read_table(schema, folder / f"{name}.parquet") for name, schema in CONTRACT_TABLES.items()}


@pytest.fixture(scope="module")
def workbook(folder: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(folder / "huibao.xlsx")


@pytest.fixture(scope="module")
def described(folder: Path) -> dict[str, list[str]]:
    """What datapackage.json says that each table has."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {item["name"]: [field["name"] for field in item["schema"]["fields"]] for item in package["resources"]}


class TestEveryFileIsAsDescribed:
    def test_dictionary(self, folder: Path, described: Mapping[str, list[str]]) -> None:
        text = (folder / "data_dictionary.md").read_text(encoding="utf-8")
        sections = {section.split()[0]: section for section in text.split("\n## ")[1:]}
        told = {name: re.findall(r"^\| (\w+) \| \S", section, re.MULTILINE)[1:] for name, section in sections.items()}
        assert told == described

    def test_parquet_and_csv(self, folder: Path, described: Mapping[str, list[str]]) -> None:
        assert {path.stem: pq.read_schema(path).names for path in folder.glob("*.parquet")} == described
        assert {path.stem: list(pd.read_csv(path, nrows=0).columns) for path in folder.glob("*.csv")} == described

    def test_excel(self, workbook: openpyxl.Workbook, described: Mapping[str, list[str]]) -> None:
        shown = {name: [cell.value for cell in workbook[name][1]] for name in SHEETS}
        assert shown.pop("facts") == ["evidence", *described["facts"]]
        assert shown.pop("documents") == [name for name in described["documents"] if name != "text"]
        assert shown == {name: described[name] for name in shown}
        rows = workbook["dictionary"].iter_rows(min_row=2, max_col=2, values_only=True)
        assert set(rows) == {
            (name, column) for name in SHEETS for column in described[name] if (name, column) != ("documents", "text")
        }

    def test_duckdb(self, database: duckdb.DuckDBPyConnection, described: Mapping[str, list[str]]) -> None:
        names = [row[0] for row in database.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        shown = {name: [column[0] for column in database.table(name).description] for name in names}
        assert shown == described


def as_shown(value: Any) -> Any:
    """Give a value as a sheet holds it."""
    if isinstance(value, list):
        return ";".join(value) or None
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return value if value != "" else None


class TestWorkbook:
    def test_sheets(self, workbook: openpyxl.Workbook) -> None:
        assert set(workbook.sheetnames) == {*SHEETS, "dictionary"}
        assert workbook.sheetnames[:2] == ["facts", "sentences"]

    @pytest.mark.parametrize("name", SHEETS)
    def test_a_sheet_holds_the_table(self, workbook: openpyxl.Workbook, tables: Tables, name: str) -> None:
        sheet = workbook[name]
        offset = 1 if name == "facts" else 0
        columns = [column.name for column in sheet_columns(CONTRACT_TABLES[name])]
        header, *rows = ([cell.value for cell in row][offset:] for row in sheet.iter_rows())
        assert header == columns
        assert rows == [[as_shown(row[name]) for name in columns] for row in tables[name].to_pylist()]

    @pytest.mark.parametrize("name", SHEETS)
    def test_the_header_stays_and_filters(self, workbook: openpyxl.Workbook, name: str) -> None:
        sheet = workbook[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}{sheet.max_row}"
        assert sheet["A1"].font.bold

    def test_only_our_links_are_formulas(self, workbook: openpyxl.Workbook) -> None:
        for sheet in workbook:
            for row in sheet.iter_rows():
                for cell in row:
                    is_link = sheet.title == "facts" and cell.column == 1 and cell.row > 1
                    assert (cell.data_type == "f") == is_link, (sheet.title, cell.coordinate, cell.value)
        texts = [cell.value for row in workbook["sentences"].iter_rows() for cell in row]
        assert HOSTILE in texts
        assert "=1+1" in [row[0].value for row in workbook["documents"].iter_rows()]

    def test_a_link_leads_to_the_sentence_of_the_fact(self, workbook: openpyxl.Workbook, tables: Tables) -> None:
        facts = tables["facts"].to_pylist()
        assert facts
        for number, fact in enumerate(facts, 2):
            formula = workbook["facts"].cell(number, 1).value
            row = int(formula.removeprefix("=HYPERLINK(\"#'sentences'!A").removesuffix('","open")'))
            assert workbook["sentences"].cell(row, 2).value == fact["sentence_id"]

    def test_values_are_typed(self, folder: Path) -> None:
        frame = pd.read_excel(folder / "huibao.xlsx", sheet_name="facts")
        assert frame["value"].dtype.kind in "if"
        assert frame["period_end"].dtype.kind == "M"
        assert frame["counted"].dtype.kind == "b"

    def test_chinese_labels(self, tables: Tables, tmp_path: Path) -> None:
        write_workbook(tmp_path / "w.xlsx", tables, CONTRACT_TABLES, labels="chinese")
        book = openpyxl.load_workbook(tmp_path / "w.xlsx")
        assert book.sheetnames[:3] == ["指标事实", "句子", "指标目录"]
        titles = [cell.value for cell in book["指标事实"][1]]
        assert titles == ["原文链接", *(column.chinese for column in CONTRACT_TABLES["facts"].columns)]
        assert book["指标事实"]["A2"].value.startswith("=HYPERLINK(\"#'句子'!A")

    @pytest.mark.parametrize("schema", CONTRACT_TABLES.values(), ids=lambda schema: schema.name)
    def test_no_two_columns_have_one_title(self, schema) -> None:
        titles = [column.chinese for column in schema.columns]
        assert len(set(titles)) == len(titles)

    def test_the_same_bytes_again(self, tables: Tables, folder: Path, tmp_path: Path) -> None:
        write_workbook(tmp_path / "w.xlsx", tables, CONTRACT_TABLES)
        assert (tmp_path / "w.xlsx").read_bytes() == (folder / "huibao.xlsx").read_bytes()

    def test_a_long_table_goes_on_in_another_sheet(self, tables: Tables, tmp_path: Path) -> None:
        write_workbook(tmp_path / "w.xlsx", tables, CONTRACT_TABLES, max_rows=4)
        book = openpyxl.load_workbook(tmp_path / "w.xlsx")
        sentences = tables["sentences"].num_rows
        assert f"sentences {-(-sentences // 4)}" in book.sheetnames
        fact = tables["facts"].to_pylist()[5]
        assert book["facts 2"]["B3"].value == fact["fact_id"]
        place, _, row = book["facts 2"]["A3"].value.removeprefix('=HYPERLINK("#').partition("!A")
        assert book[place.strip("'")].cell(int(row.split('"')[0]), 2).value == fact["sentence_id"]


def write_cells(path: Path, kind: ColumnType, values: list[Any], arrow_type: pa.DataType) -> list[Any]:
    column = Column("v", kind, "v", "v", "v", nullable=True)
    cells = table_cells(column, pa.chunked_array([pa.array(values, arrow_type)]))
    write_spreadsheet(path, [Sheet("s", (SheetColumn("v", 10, cells), SheetColumn("w", 10, cells)), len(values))])
    sheet = openpyxl.load_workbook(path)["s"]
    return [sheet.cell(row, 2).value for row in range(2, len(values) + 2)]


class TestCells:
    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40), min_size=1))
    def test_any_text_comes_back(self, tmp_path_factory: pytest.TempPathFactory, values: list[str]) -> None:
        path = tmp_path_factory.mktemp("cells") / "t.xlsx"
        shown = write_cells(path, "text", values, pa.string())
        assert [openpyxl.utils.escape.unescape(value) for value in shown] == values

    @pytest.mark.parametrize(
        "text", ["a\x0bb", "a\rb\n", "_x0041_", "<b>&\"'", "\ufffe", " 前后 ", "=1", "-1", "@a", "\t", "\n后", "前 "]
    )
    def test_odd_text_comes_back(self, tmp_path: Path, text: str) -> None:
        (shown,) = write_cells(tmp_path / "t.xlsx", "text", [text], pa.string())
        assert openpyxl.utils.escape.unescape(shown) == text

    @pytest.mark.parametrize("character", ["字", "😀"])
    def test_a_text_that_no_cell_can_hold_is_cut(self, tmp_path: Path, character: str) -> None:
        (shown,) = write_cells(tmp_path / "t.xlsx", "text", [character * 40_000], pa.string())
        assert shown.endswith(f"{character}…")
        assert MAX_TEXT - 1 <= len(shown.encode("utf-16-le")) // 2 <= MAX_TEXT

    def test_days_before_1900_are_texts(self, tmp_path: Path) -> None:
        days = [date(1840, 6, 1), date(1900, 2, 28), date(1900, 3, 1), None]
        shown = write_cells(tmp_path / "t.xlsx", "date", days, pa.date32())
        assert shown == ["1840-06-01", "1900-02-28", datetime(1900, 3, 1), None]

    def test_numbers(self, tmp_path: Path) -> None:
        values = [Decimal(0), Decimal("0.0000001"), Decimal("1200000000000"), Decimal("-33.3333"), None]
        shown = write_cells(tmp_path / "t.xlsx", "decimal", values, pa.decimal128(38, 10))
        assert shown == [0, 1e-7, 1200000000000, -33.3333, None]

    @pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
    def test_letters_of_columns(self, index: int, letters: str) -> None:
        assert column_letters(index) == letters


@pytest.fixture(scope="module")
def database(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(folder / "huibao.duckdb"), read_only=True) as connection:
        yield connection


class TestDuckDB:
    @pytest.mark.parametrize("name", CONTRACT_TABLES)
    def test_a_table_holds_the_same_as_parquet(
        self, database: duckdb.DuckDBPyConnection, tables: Tables, name: str
    ) -> None:
        schema = CONTRACT_TABLES[name]
        cursor = database.execute(f'SELECT * FROM "{name}"')
        assert tuple(column[0] for column in cursor.description) == schema.column_names
        rows = [dict(zip(schema.column_names, row, strict=True)) for row in cursor.fetchall()]
        assert rows == tables[name].to_pylist()

    def test_meanings_are_comments(self, database: duckdb.DuckDBPyConnection) -> None:
        query = "SELECT comment FROM duckdb_columns() WHERE table_name = 'facts' AND column_name = 'counted'"
        assert database.execute(query).fetchone()[0].startswith("计入合计: False for a part")

    @pytest.mark.parametrize("view", read_views(), ids=lambda view: view.name)
    def test_views(self, database: duckdb.DuckDBPyConnection, view) -> None:
        assert database.execute(f"SELECT count(*) FROM {view.name}").fetchone()[0] > 0

    def test_every_fact_is_in_its_view_once(self, database: duckdb.DuckDBPyConnection, tables: Tables) -> None:
        found = [row[0] for row in database.execute("SELECT fact_id FROM v_facts ORDER BY fact_id").fetchall()]
        assert found == sorted(tables["facts"].column("fact_id").to_pylist())

    def test_all_sentences_and_rows_of_the_scorecard_are_shown(
        self, database: duckdb.DuckDBPyConnection, tables: Tables
    ) -> None:
        total = database.execute("SELECT sum(sentences) FROM v_pillars").fetchone()[0]
        assert total == tables["sentences"].num_rows
        assert database.execute("SELECT count(*) FROM v_scorecard").fetchone()[0] == tables["scorecard"].num_rows


def test_a_target_meets_its_outcome(tmp_path: Path) -> None:
    plan = "青溪市2022年政府工作报告\n2022年，力争新增高新技术企业20家，一般公共预算收入增长6%。\n"
    review = "青溪市2023年政府工作报告\n2022年，全市新增高新技术企业25家，一般公共预算收入增长4.5%。\n"
    for name, text in (("2022", plan), ("2023", review)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "metadata.csv").write_text(
        "file,region,report_date\n2022.txt,青溪市,2022-01\n2023.txt,青溪市,2023-01\n", encoding="utf-8"
    )
    pipeline.extract(tmp_path).write(tmp_path / "out", formats=("duckdb",))
    with duckdb.connect(str(tmp_path / "out" / "huibao.duckdb"), read_only=True) as connection:
        query = "SELECT figure, outcome_figure, outcome_ratio FROM v_promises ORDER BY promised DESC"
        assert connection.execute(query).fetchall() == [("20家", "25家", 1.25), ("6%", "4.5%", 0.75)]


@pytest.mark.parametrize("broken", ["workbook", "database"])
def test_a_file_of_all_tables_that_fails_leaves_the_old_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], broken: str
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    formats = [argument for name in FORMATS for argument in ("--format", name)]
    call = ["extract", str(write_reports(tmp_path / "in")), "--out", str(tmp_path / "out"), "-q", "--no-cache"]
    with pytest.raises(SystemExit) as stopped:
        main([*call, *formats])
    assert not stopped.value.code
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    monkeypatch.setattr(f"pipeline.publish.folder._write_{broken}_file", fail)
    with pytest.raises(SystemExit) as stopped:
        main([*call, *formats])
    assert stopped.value.code == 1
    assert "disk is full" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_files_of_an_earlier_run_go(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "out")
    pipeline.extract("全市高新技术企业47家。").write(tmp_path / "out", formats=("jsonl",))
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".jsonl", ".json", ".md"}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with run_server() as url:
        yield url


@pytest.fixture
def loaded(server: str, tables: Tables) -> Iterator[psycopg.Connection[Any]]:
    load_database(server, tables, CONTRACT_TABLES)
    with psycopg.connect(server, autocommit=True) as connection:
        yield connection
        connection.execute("DROP SCHEMA IF EXISTS huibao CASCADE")


def count(connection: psycopg.Connection[Any], name: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {name}").fetchone()
    assert row is not None
    return int(row[0])


def without_sentences(tables: Tables) -> dict[str, pa.Table]:
    """Give tables that cannot be loaded: the sentences that facts stand in are gone."""
    return {**tables, "sentences": tables["sentences"].slice(0, 0)}


@pytest.mark.postgres
class TestPostgres:
    @pytest.mark.parametrize("name", CONTRACT_TABLES)
    def test_a_table_holds_the_same_as_parquet(
        self, loaded: psycopg.Connection[Any], tables: Tables, name: str
    ) -> None:
        schema = CONTRACT_TABLES[name]
        texts = {column.name for column in schema.columns if column.type == "text"}
        key = ", ".join(f'"{column}" COLLATE "C"' if column in texts else column for column in schema.order)
        cursor = loaded.execute(f'SELECT * FROM huibao."{name}" ORDER BY {key}')
        assert cursor.description is not None
        assert tuple(column.name for column in cursor.description) == schema.column_names
        rows = [dict(zip(schema.column_names, row, strict=True)) for row in cursor.fetchall()]
        assert rows == tables[name].to_pylist()

    def test_loading_again_replaces_the_rows(
        self, loaded: psycopg.Connection[Any], server: str, tables: Tables
    ) -> None:
        rows = load_database(server, tables, CONTRACT_TABLES)
        assert rows == {name: table.num_rows for name, table in tables.items()}
        assert {name: count(loaded, f"huibao.{name}") for name in tables} == rows

    def test_what_others_made_of_it_stays(self, loaded: psycopg.Connection[Any], server: str, tables: Tables) -> None:
        loaded.execute("CREATE VIEW public.mine AS SELECT fact_id FROM huibao.facts")
        load_database(server, tables, CONTRACT_TABLES)
        assert count(loaded, "public.mine") == tables["facts"].num_rows

    def test_a_load_that_fails_leaves_the_old_rows(
        self, loaded: psycopg.Connection[Any], server: str, tables: Tables
    ) -> None:
        with pytest.raises(TableError, match=r"schema huibao: .*violates foreign key.*nothing was changed"):
            load_database(server, without_sentences(tables), CONTRACT_TABLES)
        assert {name: count(loaded, f"huibao.{name}") for name in tables} == {
            name: table.num_rows for name, table in tables.items()
        }

    def test_another_layout_is_made_anew(self, loaded: psycopg.Connection[Any], server: str, tables: Tables) -> None:
        changed = CONTRACT_TABLES | {"periods": replace(CONTRACT_TABLES["periods"], chinese="期间")}
        load_database(server, tables, changed)
        query = "SELECT obj_description('huibao.periods'::regclass)"
        assert loaded.execute(query).fetchone()[0].startswith("期间")

    def test_views(self, loaded: psycopg.Connection[Any], folder: Path) -> None:
        with duckdb.connect(str(folder / "huibao.duckdb"), read_only=True) as connection:
            for view in read_views():
                theirs = connection.execute(f"SELECT * FROM {view.name}").fetchall()
                ours = loaded.execute(f"SELECT * FROM huibao.{view.name}").fetchall()
                assert sorted(map(repr, ours)) == sorted(map(repr, theirs)), view.name

    def test_keys_and_references_are_there(self, loaded: psycopg.Connection[Any]) -> None:
        query = "SELECT contype, count(*) FROM pg_constraint WHERE connamespace = 'huibao'::regnamespace GROUP BY 1"
        found = dict(loaded.execute(query).fetchall())
        references = sum(len(schema.references) for schema in CONTRACT_TABLES.values())
        assert found == {"p": len(CONTRACT_TABLES), "f": references}

    def test_tables_of_somebody_else_are_left_alone(self, server: str, tables: Tables) -> None:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("CREATE SCHEMA theirs")
            connection.execute("CREATE TABLE theirs.facts (fact_id TEXT)")
            with pytest.raises(TableError, match="schema theirs: has facts, which huibao did not make"):
                load_database(server, tables, CONTRACT_TABLES, schema="theirs")
            assert count(connection, "theirs.facts") == 0

    def test_a_character_that_it_cannot_hold(self, server: str, tables: Tables) -> None:
        documents = tables["documents"].to_pylist()
        nul = pa.array([f"a\0{row['text']}" for row in documents], pa.string())
        index = CONTRACT_TABLES["documents"].column_names.index("text")
        changed = {**tables, "documents": tables["documents"].set_column(index, "text", nul)}
        load_database(server, changed, CONTRACT_TABLES, schema="nul")
        with psycopg.connect(server) as connection:
            texts = {row[0] for row in connection.execute("SELECT text FROM nul.documents").fetchall()}
        assert texts == {f"a\ufffd{row['text']}" for row in documents}

    def test_the_command(self, server: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as stopped:
            main(["publish", str(folder), "--postgres", server, "--schema", "mine"])
        assert not stopped.value.code
        assert capsys.readouterr().out.endswith(f"rows in {len(CONTRACT_TABLES)} tables are in schema mine\n")
        with psycopg.connect(server) as connection:
            assert count(connection, "mine.v_facts") > 0


def test_no_server_is_told(tables: Tables, tmp_path: Path) -> None:
    with pytest.raises(TableError, match="nothing was changed"):
        load_database(f"postgresql://nobody@/none?host={tmp_path}", tables, CONTRACT_TABLES)


def test_tables_are_loaded_after_those_that_they_refer_to() -> None:
    ordered = order_tables(CONTRACT_TABLES)
    assert sorted(ordered) == sorted(CONTRACT_TABLES)
    for name, schema in CONTRACT_TABLES.items():
        assert all(ordered.index(reference.table) <= ordered.index(name) for reference in schema.references)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "nothing to do: give --postgres URL, or --out DIR"),
        (["--out", "{folder}"], "is the folder of the tables themselves"),
        (["--out", "{new}", "--format", "xls"], "unknown format 'xls'"),
        (["--out", "{new}", "--labels", "french"], "unknown labels 'french'"),
    ],
)
def test_a_wrong_call_is_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    places = {"folder": folder, "new": tmp_path / "new"}
    with pytest.raises(SystemExit) as stopped:
        main(["publish", str(folder), *(argument.format(**places) for argument in arguments)])
    assert stopped.value.code == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_the_command_writes_other_formats(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["publish", str(folder), "--out", str(tmp_path), "--labels", "chinese"])
    assert not stopped.value.code
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data_dictionary.md", "huibao.xlsx"]
