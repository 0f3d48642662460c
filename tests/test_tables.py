"""Schemas, records to tables and back, and files that are never half written."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import subprocess
import sys
import time
import types
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import StorageError, TableError
from pipeline.records import Fact, Mention, Number, PillarLabel, Sentence
from pipeline.tables.columns import Column, TableSchema
from pipeline.tables.contract import CONTRACT_TABLES, MENTIONS, SECTIONS
from pipeline.tables.decimals import fits_decimal, format_decimal
from pipeline.tables.files import read_table, write_files, write_table, write_tables
from pipeline.tables.rows import build_record_table, build_records, build_table, record_row, to_frame
from pipeline.tables.staged import STAGE_TABLES, STAGED_NUMBERS, StageTable, stage_tables
from pipeline.tables.staged import STAGED_FACTS as FACTS
from pipeline.tables.streams import TableStream
from pipeline.tables.threads import map_ahead

FORMATS = ("parquet", "csv", "jsonl")
COLUMN_TYPES = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "boolean",
    Decimal: "decimal",
    tuple[str, ...]: "texts",
    tuple[int, ...]: "integers",
}
# The columns of the contract, as design section 4 lists them, in order.
CONTRACT = {
    "facts": """fact_id doc_id sentence_id char_start char_end text value value_max unit bound kind direction indicator
        indicator_id scope status period period_start period_end baseline organizations part_of pillar section sentence
        confidence rule unit_base value_base dimension measure repeats counted whole_place corrected""",
    "mentions": "doc_id sentence_id char_start char_end text type org_id rule confidence",
    "sentences": "doc_id sentence_id char_start char_end text section pillar pillar_score pillar_cues page paragraph",
    "quantities": (
        "doc_id sentence_id char_start char_end text value value_max unit unit_start unit_end form fact_id reason"
    ),
    "documents": """doc_id path sha256 format encoding title issuer region region_code level report_date report_day
        report_year status reason duplicate_of title_source issuer_source region_source level_source
        report_date_source notes text""",
    "places": "doc_id char_start char_end page paragraph left top right bottom confidence",
    "sections": "section_id doc_id char_start char_end depth title path parent inferred",
    "organizations": "org_id name aliases type region credit_code in_gazetteer mentions documents",
    "indicators": "indicator_id name base_id dimensions measure pillar",
    "pillars": "pillar position name name_english definition",
    "periods": "period period_start period_end grain year",
    "fact_organizations": "fact_id org_id doc_id char_start char_end text",
    "scorecard": """doc_id char_start pillar indicator_id indicator scope unit actual actual_period target target_bound
        target_period growth growth_period growth_baseline actual_fact target_fact growth_fact""",
    "corrections": """correction_id report doc_id char_start char_end text target action field value before status note
        fact_id who day why""",
    "checks": """check_id doc_id char_start char_end kind verdict doubt indicator unit stated expected tolerance fact_id
        fact_ids message""",
    "derived": """derived_id doc_id char_start rule indicator indicator_id scope value value_low value_high unit period
        formula fact_ids""",
    "promises": """fact_id doc_id char_start main tone aim indicator indicator_id scope kind bound unit period promised
        promised_max verdict outcome outcome_period difference outcome_fact_id outcome_doc_id""",
}

texts = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=12)
decimals = st.integers(-(10**28) * 10**10 + 1, 10**28 * 10**10 - 1).map(lambda digits: Decimal(f"{digits}e-10"))


def column_texts(column: Column) -> st.SearchStrategy[str]:
    if column.pattern:
        return st.from_regex(re.compile(column.pattern, re.ASCII), fullmatch=True)
    return st.sampled_from(column.enum) if column.enum else texts


def column_values(column: Column) -> st.SearchStrategy[Any]:
    values: st.SearchStrategy[Any] = {
        "text": column_texts(column),
        "integer": st.integers(column.minimum or 0, 2**40),
        "number": st.floats(column.minimum, column.maximum, allow_nan=False, allow_infinity=False),
        "boolean": st.booleans(),
        "decimal": decimals,
        "texts": st.lists(texts, max_size=4).map(tuple),
        "integers": st.lists(st.integers(0, 2**40), max_size=4).map(tuple),
    }[column.type]
    return st.none() | values if column.nullable else values


def records(table: StageTable) -> st.SearchStrategy[list[Any]]:
    fields = {column.name: column_values(column) for column in table.schema.columns}
    return st.lists(st.builds(table.record, **fields), max_size=5)


def fact(**changes: Any) -> Fact:
    values: dict[str, Any] = {
        "fact_id": "f1",
        "doc_id": "a",
        "sentence_id": "a:0",
        "char_start": 4,
        "char_end": 7,
        "text": "47家",
        "value": Decimal("47.00"),
        "value_max": None,
        "unit": "家",
        "bound": "exact",
        "kind": "level",
        "direction": None,
        "indicator": "高新技术企业",
        "scope": None,
        "status": "actual",
        "period": "2022-12-31",
        "baseline": None,
        "organizations": ("云溪制药", "甲;乙\\丙"),
        "part_of": None,
        "pillar": "enterprise",
        "section": None,
        "sentence": "高企达47家，\n“很好”。",
        "confidence": 0.5,
        "rule": "level",
    }
    return Fact(**(values | changes))


class TestSchemas:
    def test_contract_columns(self) -> None:
        assert {name: table.column_names for name, table in CONTRACT_TABLES.items()} == {
            name: tuple(columns.split()) for name, columns in CONTRACT.items()
        }

    @pytest.mark.parametrize("table", STAGE_TABLES, ids=lambda table: f"{table.stage}.{table.name}")
    def test_stage_tables_have_the_fields_of_their_records(self, table: StageTable) -> None:
        hints = get_type_hints(table.record)
        for field in dataclasses.fields(table.record):
            if field.metadata.get("stored_apart"):
                del hints[field.name]
        assert sorted(table.schema.column_names) == sorted(hints)
        for column in table.schema.columns:
            hint = hints[column.name]
            nullable = isinstance(hint, types.UnionType) or type(None) in get_args(hint)
            assert column.nullable == nullable, column.name
            (kind,) = [part for part in get_args(hint) if part is not type(None)] if nullable else [hint]
            if get_origin(kind) is Literal:
                assert (column.type, column.enum) == ("text", get_args(kind))
            else:
                assert (column.type, column.enum) == (COLUMN_TYPES[kind], ()), column.name

    @pytest.mark.parametrize("schema", CONTRACT_TABLES.values(), ids=lambda schema: schema.name)
    def test_every_column_is_described_in_both_languages(self, schema: TableSchema) -> None:
        for column in schema.columns:
            assert re.search(r"[\u4e00-\u9fff]", column.chinese) or column.chinese.isascii(), column
            assert column.title
            assert column.description
        assert set(schema.key) | set(schema.order) <= set(schema.column_names)

    def test_tables_of_a_stage(self) -> None:
        assert list(stage_tables("segment")) == ["regions", "sections", "sentences", "set_aside"]
        assert stage_tables("publish") == {}


class TestDecimals:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            ("65", "65"),
            ("65.000000", "65"),
            ("33.3333", "33.3333"),
            ("1200000000000", "1200000000000"),
            ("1.2E+12", "1200000000000"),
            ("-0.50", "-0.5"),
            ("0E-10", "0"),
            ("-0", "0"),
            ("100", "100"),
        ],
    )
    def test_written_plainly(self, value: str, text: str) -> None:
        assert format_decimal(Decimal(value)) == text

    @given(decimals)
    def test_text_is_exact(self, value: Decimal) -> None:
        assert Decimal(format_decimal(value)) == value
        assert fits_decimal(value)

    @pytest.mark.parametrize(
        "value", ["1e28", "12345678901234567890123456789", "0.12345678901", "1e-11", "NaN", "Infinity"]
    )
    def test_what_does_not_fit_is_refused(self, value: str) -> None:
        assert not fits_decimal(Decimal(value))
        with pytest.raises(TableError, match=r"facts\.value, row 1: .* does not fit decimal\(38, 10\)"):
            build_record_table(FACTS, [fact(value=Decimal(value))])

    @pytest.mark.parametrize("value", ["9999999999999999999999999999.9999999999", "0.1" + 60 * "0", "0E+40", "0e-40"])
    def test_what_fits(self, value: str) -> None:
        assert fits_decimal(Decimal(value))
        (back,) = build_records(Fact, FACTS, build_record_table(FACTS, [fact(value=Decimal(value))]))
        assert back.value == Decimal(value)


class TestRows:
    @pytest.mark.parametrize("table", STAGE_TABLES, ids=lambda table: f"{table.stage}.{table.name}")
    @given(data=st.data())
    def test_round_trip(self, table: StageTable, data: st.DataObject) -> None:
        before = data.draw(records(table))
        arrow = build_record_table(table.schema, before, sort=False)
        assert arrow.schema == table.schema.arrow_schema()
        assert list(build_records(table.record, table.schema, arrow)) == before

    def test_sorted_by_the_order_of_the_table(self) -> None:
        facts = [fact(fact_id="3", doc_id="b"), fact(fact_id="2", char_start=9), fact(fact_id="1")]
        assert build_record_table(FACTS, facts).column("fact_id").to_pylist() == ["1", "2", "3"]

    def test_unknown_and_missing_columns_are_named(self) -> None:
        row = record_row(fact())
        with pytest.raises(TableError, match=r"row 2: table facts lacks the columns text, unit$"):
            build_table(FACTS, [row, {name: row[name] for name in row if name not in ("unit", "text")}])
        with pytest.raises(
            TableError, match=r"row 1: table facts lacks the column unit and does not know the column units$"
        ):
            build_table(FACTS, [{("units" if name == "unit" else name): value for name, value in row.items()}])

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"unit": None}, "column facts.unit, row 1: no value"),
            ({"unit": 3}, "facts.unit, row 1: 3 is of type int, expected text"),
            ({"value": 65.0}, "facts.value, row 1: 65.0 is of type float, expected decimal"),
            ({"char_start": True}, "facts.char_start, row 1: True is of type bool, expected integer"),
            ({"confidence": float("nan")}, "nan is not finite"),
            ({"kind": "sum"}, "'sum' is not one of level, change, share, rank, ratio"),
            ({"organizations": "甲"}, "expected texts"),
            ({"char_start": -1}, "facts.char_start, row 1: -1 is below 0"),
            ({"confidence": 1.5}, "facts.confidence, row 1: 1.5 is above 1"),
            ({"period": "2022年"}, "facts.period, row 1: '2022年' is not of the form"),
        ],
    )
    def test_wrong_values_are_named(self, changes: dict[str, Any], message: str) -> None:
        with pytest.raises(TableError, match=re.escape(message)):
            build_record_table(FACTS, [fact(**changes)])

    def test_table_of_another_type_is_refused(self) -> None:
        table = build_record_table(FACTS, [fact()])
        floats = table.set_column(6, "value", table.column("value").cast(pa.float64()))
        with pytest.raises(TableError, match=r"facts\.value is double, expected decimal"):
            build_records(Fact, FACTS, floats)
        nulls = table.set_column(8, "unit", pa.array([None], pa.string()))
        with pytest.raises(TableError, match=r"facts\.unit holds nulls"):
            build_records(Fact, FACTS, nulls)

    def test_frame(self) -> None:
        frame = to_frame(
            build_record_table(FACTS, [fact(), fact(fact_id="f2", value=Decimal("33.3333"), char_start=9)])
        )
        assert list(frame.columns) == list(FACTS.column_names)
        assert frame["value"].tolist() == [47.0, 33.3333]
        assert frame["value"].dtype == "float64"
        assert frame["organizations"][0] == ["云溪制药", "甲;乙\\丙"]
        assert pd.isna(frame["scope"][0])
        assert to_frame(build_record_table(FACTS, [])).empty


class TestFiles:
    @pytest.mark.parametrize("suffix", FORMATS)
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
    @given(data=st.data())
    def test_round_trip(self, tmp_path: Path, suffix: str, data: st.DataObject) -> None:
        path = tmp_path / f"table.{suffix}"
        for table in STAGE_TABLES:
            before = data.draw(records(table))
            write_table(table.schema, build_record_table(table.schema, before, sort=False), path)
            after = build_records(table.record, table.schema, read_table(table.schema, path))
            if suffix == "csv":
                # the two things that CSV cannot tell apart: empty text and null, no item and one empty item
                before = [blank_in_csv(record, table.schema) for record in before]
            assert list(after) == before

    def test_csv_is_what_spreadsheets_open(self, tmp_path: Path) -> None:
        path = tmp_path / "facts.csv"
        write_table(FACTS, build_record_table(FACTS, [fact()]), path)
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbffact_id,doc_id,")
        header, row = content.decode("utf-8-sig").split("\r\n", 1)
        assert header == ",".join(FACTS.column_names)
        assert ",47家,47,,家,exact,level,,高新技术企业," in row
        assert ",云溪制药;甲\\;乙\\\\丙," in row
        assert row.endswith(',"高企达47家，\n“很好”。",0.5,level,,,,,false\r\n')

    def test_json_lines_keep_all_digits(self, tmp_path: Path) -> None:
        path = tmp_path / "facts.jsonl"
        value = Decimal("1234567890123456789012345678.0123456789")
        write_table(FACTS, build_record_table(FACTS, [fact(value=value, sentence="甲\u2028乙")]), path)
        (line,) = path.read_text(encoding="utf-8").splitlines()
        assert f'"value": {value}, "value_max": null' in line
        row = json.loads(line)
        assert row["organizations"] == ["云溪制药", "甲;乙\\丙"]
        assert row["sentence"] == "甲\u2028乙"

    @pytest.mark.parametrize("suffix", FORMATS)
    def test_same_bytes_on_every_run(self, tmp_path: Path, suffix: str) -> None:
        facts = [fact(fact_id=str(number), char_start=number) for number in range(2000)]
        whole = build_record_table(FACTS, facts)
        pieces = pa.concat_tables([build_record_table(FACTS, facts[:700]), build_record_table(FACTS, facts[700:])])
        for name, table in (("a", whole), ("b", whole), ("c", pieces)):
            write_table(FACTS, table, tmp_path / f"{name}.{suffix}")
        assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1

    def test_parquet_is_compressed_with_zstd(self, tmp_path: Path) -> None:
        write_table(FACTS, build_record_table(FACTS, [fact()]), tmp_path / "facts.parquet")
        metadata = pq.ParquetFile(tmp_path / "facts.parquet").metadata
        assert metadata.row_group(0).column(0).compression == "ZSTD"

    @pytest.mark.parametrize(
        ("name", "content", "message"),
        [
            ("none.parquet", None, "table sections cannot be read (No such file or directory); run the stage"),
            ("t.parquet", b"PAR1 no parquet", "cannot be read as Parquet"),
            ("t.csv", b"section_id,doc_id\r\n", "table sections lacks the columns char_start"),
            ("t.csv", b"\xff\xff", "cannot be read as CSV"),
            ("t.csv", ",".join(SECTIONS.column_names).encode() + b"\r\na,b\r\n", "2 cells where 9 are expected"),
            ("t.csv", ",".join(SECTIONS.column_names).encode() + b"\r\na,b,x,2,1,t,p,,true\r\n", "char_start is 'x'"),
            ("t.csv", ",".join(SECTIONS.column_names).encode() + b"\r\na,b,1,2,1,t,p,,yes\r\n", "inferred is 'yes'"),
            ("t.jsonl", b"{}\n", "line 1: table sections lacks the columns"),
            ("t.jsonl", b"[]\n", "line 1: is no JSON object"),
            ("t.jsonl", b"{\n", "line 1: is no JSON"),
            ("t.xlsx", b"", "unknown table format '.xlsx'; use one of .parquet, .csv, .jsonl"),
        ],
    )
    def test_wrong_file_is_named(self, tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
        if content is not None:
            (tmp_path / name).write_bytes(content)
        with pytest.raises(TableError) as raised:
            read_table(SECTIONS, tmp_path / name)
        assert message in str(raised.value)
        assert name in str(raised.value)

    def test_parquet_of_another_table_is_refused(self, tmp_path: Path) -> None:
        write_table(FACTS, build_record_table(FACTS, [fact()]), tmp_path / "t.parquet")
        with pytest.raises(TableError, match="table mentions lacks the columns type, org_id"):
            read_table(MENTIONS, tmp_path / "t.parquet")


SCHEMAS = {**CONTRACT_TABLES, "facts": FACTS}
TABLES = {"facts": build_record_table(FACTS, [fact()]), "mentions": build_record_table(MENTIONS, [])}


class TestWholeOutput:
    def write(self, folder: Path, *formats: str, **tables: pa.Table) -> list[str]:
        paths = write_tables(folder, tables or TABLES, SCHEMAS, formats=formats, extra={"notes.md": b"n"})
        return [path.name for path in paths]

    def test_names_and_folder(self, tmp_path: Path) -> None:
        names = self.write(tmp_path / "new" / "out", *FORMATS)
        assert names == [*sorted(f"{name}.{suffix}" for name in TABLES for suffix in FORMATS), "notes.md"]
        assert sorted(path.name for path in (tmp_path / "new" / "out").iterdir()) == names

    def test_files_of_an_earlier_run_in_other_formats_go(self, tmp_path: Path) -> None:
        self.write(tmp_path, "csv", "jsonl")
        (tmp_path / "mine.csv").write_text("kept", encoding="utf-8")
        self.write(tmp_path, "parquet")
        assert sorted(path.name for path in tmp_path.iterdir()) == [
            "facts.parquet",
            "mentions.parquet",
            "mine.csv",
            "notes.md",
        ]

    @pytest.mark.parametrize("broken", ["write", "table", "format"])
    def test_a_run_that_breaks_off_leaves_the_old_output_whole(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
    ) -> None:
        self.write(tmp_path, "parquet")
        before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        changed = {"facts": build_record_table(FACTS, [fact(text="66家")]), "mentions": TABLES["mentions"]}
        if broken == "write":
            write_table = pq.ParquetWriter.write_table

            def fail_on_mentions(writer: pq.ParquetWriter, table: pa.Table) -> None:
                if "org_id" in table.column_names:
                    raise OSError(28, "No space left on device")
                write_table(writer, table)

            monkeypatch.setattr(pq.ParquetWriter, "write_table", fail_on_mentions)
        if broken == "table":
            changed["mentions"] = changed["facts"]
        with pytest.raises(StorageError if broken == "write" else TableError):
            self.write(tmp_path, "parquet", *(["xlsx"] if broken == "format" else []), **changed)
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before

    def test_what_a_killed_run_left_is_removed(self, tmp_path: Path) -> None:
        done = subprocess.Popen([sys.executable, "-c", ""])
        done.wait()
        left = tmp_path / f".mentions.csv.{done.pid}.partial"
        of_others = [tmp_path / f".mentions.csv.{os.getppid()}.partial", tmp_path / f".mine.csv.{done.pid}.partial"]
        for path in (left, *of_others):
            path.touch()
        self.write(tmp_path, "csv")
        assert not left.exists()
        assert all(path.exists() for path in of_others)

    def test_write_files(self, tmp_path: Path) -> None:
        write_files({tmp_path / "a": b"1", tmp_path / "b" / "c": b"2"})
        assert (tmp_path / "b" / "c").read_bytes() == b"2"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


class TestStreams:
    """A table that comes in pieces is written like one that comes whole."""

    @given(st.lists(st.integers(0, 40), max_size=8), st.integers(1, 30), st.integers(10, 3000))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
    def test_pieces_do_not_show(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pieces: list[int], rows: int, size: int
    ) -> None:
        monkeypatch.setattr("pipeline.tables.streams.GROUP_ROWS", rows)
        monkeypatch.setattr("pipeline.tables.streams.GROUP_BYTES", size)
        numbered = [fact(fact_id=f"f{number}", text="家" * (number % 7)) for number in range(sum(pieces))]
        table = build_record_table(FACTS, numbered, sort=False)
        for folder in (tmp_path / "whole", tmp_path / "pieces"):
            folder.mkdir(exist_ok=True)
        with TableStream(FACTS, {name: tmp_path / "whole" / name for name in FORMATS}) as stream:
            stream.append(table)
        with TableStream(FACTS, {name: tmp_path / "pieces" / name for name in FORMATS}) as stream:
            for number, piece in enumerate(pieces):
                stream.append(table.slice(sum(pieces[:number]), piece))
        for name in FORMATS:
            assert (tmp_path / "whole" / name).read_bytes() == (tmp_path / "pieces" / name).read_bytes()
        with pq.ParquetFile(tmp_path / "whole" / "parquet") as file:
            assert file.read(use_threads=False).to_pylist() == table.to_pylist()
            groups = [file.metadata.row_group(number).num_rows for number in range(file.metadata.num_row_groups)]
        assert all(0 < group <= rows for group in groups) or groups == [0]

    def test_a_small_table_is_one_group(self, tmp_path: Path) -> None:
        with TableStream(FACTS, {"parquet": tmp_path / "facts"}) as stream:
            for number in range(3):
                stream.append(build_record_table(FACTS, [fact(fact_id=f"f{number}")]))
        assert pq.read_metadata(tmp_path / "facts").num_row_groups == 1

    @pytest.mark.parametrize("rows", [2, 3, 9])  # the first group is the last one, or others come after it
    def test_a_group_that_cannot_be_written_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
    ) -> None:
        def fail(*_: Any) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("pipeline.tables.streams.GROUP_ROWS", 2)
        monkeypatch.setattr("pipeline.tables.streams.format_csv_rows", fail)
        table = build_record_table(FACTS, [fact(fact_id=f"f{number}") for number in range(rows)], sort=False)
        paths = {"parquet": tmp_path / "parquet", "csv": tmp_path / "csv"}

        def write() -> None:
            with TableStream(FACTS, paths) as stream:
                for number in range(rows):
                    stream.append(table.slice(number, 1))

        with pytest.raises(OSError, match="No space left"):
            write()


class TestMapAhead:
    """What threads make comes in the order in which it was asked for."""

    @given(st.lists(st.integers(0, 3), max_size=12))
    @settings(deadline=None)
    def test_in_order(self, pauses: list[int]) -> None:
        def pause(item: tuple[int, int]) -> int:
            time.sleep(item[1] / 1000)
            return item[0]

        assert list(map_ahead(pause, enumerate(pauses))) == list(range(len(pauses)))

    def test_a_slow_caller_has_three_waiting(self) -> None:
        taken: list[int] = []
        made = map_ahead(lambda item: item, (taken.append(number) or number for number in range(100)))
        for number in range(10):
            assert next(made) == number
            assert len(taken) == number + 3
        made.close()

    def test_an_error_comes_in_its_place(self) -> None:
        made = map_ahead(lambda item: 6 // item, [2, 3, 0, 1])
        assert [next(made), next(made)] == [3, 2]
        with pytest.raises(ZeroDivisionError):
            next(made)


def blank_in_csv(record: Any, schema: TableSchema) -> Any:
    changes: dict[str, Any] = {}
    for column in schema.columns:
        value = getattr(record, column.name)
        if (column.nullable and value == "") or value == ("",):
            changes[column.name] = () if value == ("",) else None
    return dataclasses.replace(record, **changes)


@pytest.mark.parametrize("record", [Sentence, Mention, PillarLabel, Number])
def test_every_record_of_a_stage_has_its_table(record: type[Any]) -> None:
    assert record in [table.record for table in STAGE_TABLES]


def test_numbers_of_the_ledger_keep_their_reason() -> None:
    number = Number("a", None, 0, 4, "2018", -1, -1, reason="date")
    assert build_records(Number, STAGED_NUMBERS, build_record_table(STAGED_NUMBERS, [number])) == (number,)
