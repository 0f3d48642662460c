"""The star schema: keys that do not depend on the run, references that hold, and sums that count nothing twice."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import frictionless
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mini import write_reports

import pipeline
from pipeline.engine import load_engine
from pipeline.errors import ResourceError, TableError
from pipeline.facts.catalog import load_catalog
from pipeline.facts.dating.calendar import bounds_of
from pipeline.ingest.document import build_document
from pipeline.organizations.link import load_directory
from pipeline.publish import build_contract_tables
from pipeline.publish.dimensions import build_indicator_rows, find_indicators
from pipeline.publish.facts import build_fact_columns
from pipeline.publish.periods import as_date, first_day, grain_of
from pipeline.records import PILLARS, Analysis
from pipeline.resources.whole_places import load_whole_places
from pipeline.tables.contract import CONTRACT_TABLES
from pipeline.tables.files import read_table
from pipeline.tables.integrity import check_integrity

PLACES = load_whole_places()
CATALOG = load_catalog()
DIRECTORY = load_directory()
ENGINE = load_engine()
# empty for this report, or told by other reports of the place, too
NOT_ALONE = ("corrections", "organizations", "places", "checks", "derived", "promises")
REPORT = (
    "青溪市2022年科技创新工作总结\n"
    "2022年，全市高新技术企业达到86家，其中新增12家；技术合同成交额3.5亿元。\n"
    "一、企业\n"
    "2022年，全市高新技术企业达到86家，青溪大学签订技术合同20项。\n"
)
OTHER = "白石镇2021年工作情况\n截至2021年底，全镇规模以上企业9家，青溪大学派出专家3名。\n"


def analyze(doc_id: str, text: str) -> Analysis:
    return ENGINE.analyze(build_document(text, doc_id=doc_id, report_date="2023-01", region="青溪市"))


def build(*analyses: Analysis) -> dict[str, pa.Table]:
    return build_contract_tables(analyses, directory=DIRECTORY)


@pytest.fixture(scope="module")
def tables() -> dict[str, pa.Table]:
    return build(analyze("a", REPORT), analyze("b", OTHER))


class TestKeys:
    @pytest.mark.parametrize("name", [name for name in CONTRACT_TABLES if name not in NOT_ALONE])
    def test_a_report_gives_the_same_rows_whatever_else_is_in_the_run(
        self, tables: dict[str, pa.Table], name: str
    ) -> None:
        alone, together = (table[name].to_pylist() for table in (build(analyze("a", REPORT)), tables))
        assert alone
        assert [row for row in alone if row not in together] == []

    def test_an_organization_keeps_its_id(self, tables: dict[str, pa.Table]) -> None:
        alone = build(analyze("a", REPORT))["organizations"].column("org_id").to_pylist()
        assert alone
        assert set(alone) <= set(tables["organizations"].column("org_id").to_pylist())

    @pytest.mark.parametrize("schema", CONTRACT_TABLES.values(), ids=lambda schema: schema.name)
    def test_references_lead_to_the_key_of_a_table(self, schema) -> None:
        for reference in schema.references:
            assert reference.column in schema.column_names
            assert CONTRACT_TABLES[reference.table].key == (reference.key,)

    def test_every_id_of_another_table_is_a_reference(self) -> None:
        keys = {schema.key[0] for schema in CONTRACT_TABLES.values() if len(schema.key) == 1}
        for schema in CONTRACT_TABLES.values():
            told = {reference.column for reference in schema.references}
            assert {name for name in schema.column_names if name in keys} - set(schema.key) <= told, schema.name

    def test_a_key_that_stands_twice_is_named(self, tables: dict[str, pa.Table]) -> None:
        twice = tables | {"periods": pa.concat_tables([tables["periods"], tables["periods"]])}
        with pytest.raises(TableError, match=r"table periods: the key \d{4}\S* \(period\) stands twice"):
            check_integrity(twice, CONTRACT_TABLES)

    def test_a_reference_to_nothing_is_named(self, tables: dict[str, pa.Table]) -> None:
        lacking = tables | {"periods": tables["periods"].slice(0, 0)}
        with pytest.raises(TableError, match=r"facts\.period is '\d{4}\S*', which is no periods\.period"):
            check_integrity(lacking, CONTRACT_TABLES)


class TestWholePlaces:
    @pytest.mark.parametrize(
        ("scope", "region", "whole"),
        [
            (None, None, True),
            ("", "云溪市", True),
            ("全市", None, True),
            ("我县", "云岭县", True),
            ("云溪市", "云江省云溪市", True),
            ("云江省", "云江省云溪市", False),
            ("市", "云江省云溪市", False),
            ("全国", "云江省云溪市", False),
            ("临江新区", "云溪市", False),
            ("云溪市", None, False),
        ],
    )
    def test_scopes(self, scope: str | None, region: str | None, whole: bool) -> None:
        assert PLACES.hold(scope, region) is whole

    def test_facts_tell_it(self) -> None:
        text = "2022年，云溪市高新技术企业达到86家，临江新区高新技术企业达到12家，全市技术合同成交额3.5亿元。"
        facts = pipeline.extract(text, report_date="2023-01", region="云江省云溪市").facts
        assert list(facts["whole_place"]) == [True, False, True]

    @pytest.mark.parametrize("rows", ["全市\n全市\n", '""\n'])
    def test_a_wrong_row_is_refused(self, tmp_path: Path, rows: str) -> None:
        (tmp_path / "whole_places.csv").write_text(f"scope\n{rows}", encoding="utf-8")
        with pytest.raises(ResourceError, match=r"whole_places\.csv: '.*' is empty or stands twice"):
            load_whole_places(tmp_path)


class TestNothingIsCountedTwice:
    def test_parts_and_repetitions(self) -> None:
        columns = build_fact_columns(analyze("a", REPORT), PLACES)
        rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
        first, part, money, again, contracts = rows
        assert [row["text"] for row in rows] == ["86家", "12家", "3.5亿元", "86家", "20项"]
        assert part["part_of"] == first["fact_id"]
        assert again["repeats"] == first["fact_id"]
        assert [row["repeats"] for row in (first, part, money, contracts)] == [None] * 4
        assert [row["counted"] for row in rows] == [True, False, True, False, True]

    @pytest.mark.parametrize(
        "change",
        [{"period": "2021"}, {"scope": "全区"}, {"status": "target"}, {"kind": "change"}, {"bound": "min"}],
        ids=lambda change: next(iter(change)),
    )
    def test_a_fact_that_differs_is_no_repetition(self, change: dict[str, str]) -> None:
        analysis = analyze("a", REPORT)
        first, *_, again, _last = analysis.facts
        changed = replace(analysis, facts=(first, replace(again, **change)))
        assert build_fact_columns(changed, PLACES)["repeats"] == [None, None]

    def test_a_duplicate_report_has_no_facts(self, tmp_path: Path) -> None:
        for name in ("a", "b"):
            (tmp_path / f"{name}.txt").write_text(REPORT * 20, encoding="utf-8")
        found = pipeline.extract(tmp_path)
        assert sorted(found.documents["status"]) == ["duplicate", "read"]
        assert found.facts["doc_id"].nunique() == 1


class TestPeriods:
    @pytest.mark.parametrize(
        ("period", "grain", "first", "last"),
        [
            ("2022", "year", date(2022, 1, 1), date(2022, 12, 31)),
            ("2022-02", "month", date(2022, 2, 1), date(2022, 2, 28)),
            ("2022-12-31", "day", date(2022, 12, 31), date(2022, 12, 31)),
            ("2022-01/2022-03", "quarter", date(2022, 1, 1), date(2022, 3, 31)),
            ("2022-07/2022-12", "half_year", date(2022, 7, 1), date(2022, 12, 31)),
            ("2022-01/2022-05", "months", date(2022, 1, 1), date(2022, 5, 31)),
            ("2021-10/2022-03", "months", date(2021, 10, 1), date(2022, 3, 31)),
            ("2016/2020", "years", date(2016, 1, 1), date(2020, 12, 31)),
        ],
    )
    def test_grain_and_days(self, period: str, grain: str, first: date, last: date) -> None:
        assert grain_of(period) == grain
        assert tuple(map(as_date, bounds_of(period))) == (first, last)

    @given(st.dates(min_value=date(1000, 1, 1)))
    def test_a_day_is_itself(self, day: date) -> None:
        assert as_date(day.isoformat()) == first_day(day.isoformat()) == day
        assert first_day(day.isoformat()[:7]) == day.replace(day=1)

    def test_a_day_that_the_calendar_lacks(self) -> None:
        assert as_date("2023-02-30") == date(2023, 2, 28)
        assert as_date(None) is None

    def test_facts_and_documents_have_dates(self, tables: dict[str, pa.Table]) -> None:
        assert set(tables["documents"].column("report_day").to_pylist()) == {date(2023, 1, 1)}
        assert date(2022, 12, 31) in tables["facts"].column("period_end").to_pylist()
        frame = pipeline.extract(REPORT, report_date="2023-01").facts
        assert frame["period_start"].dt.year.eq(2022).all()


class TestIndicators:
    def test_an_indicator_that_the_catalog_does_not_have_keeps_its_words(self) -> None:
        own = {"indicator": "云溪指数", "indicator_id": "yunxi_index", "dimension": None, "measure": "rate"}
        facts = [replace(fact, **own) for fact in analyze("a", REPORT).facts[:1]]
        found = find_indicators(facts, CATALOG)
        row = {row["indicator_id"]: row for row in build_indicator_rows(found, PILLARS, CATALOG)}["yunxi_index"]
        assert (row["name"], row["base_id"], row["measure"]) == ("云溪指数", "yunxi_index", "rate")

    def test_an_indicator_of_a_users_file_has_its_name(self, tmp_path: Path) -> None:
        (tmp_path / "own.csv").write_text(
            "indicator_id,name,aliases,dimension,measure,pillar\ntea_house,茶馆,茶楼,count,stock,\n", encoding="utf-8"
        )
        params = {"facts": {"indicators": str(tmp_path / "own.csv")}}
        result = pipeline.extract("全市茶楼达到36家，新增茶楼5家。", report_date="2023-01", params=params)
        result.write(tmp_path / "out", formats=("parquet",))
        rows = read_table(CONTRACT_TABLES["indicators"], tmp_path / "out" / "indicators.parquet").to_pylist()
        named = {row["indicator_id"]: (row["name"], row["base_id"]) for row in rows if row["base_id"] == "tea_house"}
        assert named == {"tea_house": ("茶馆", "tea_house"), "tea_house.added": ("新增茶馆", "tea_house")}

    def test_the_name_is_that_of_the_catalog(self, tables: dict[str, pa.Table]) -> None:
        rows = {row["indicator_id"]: row for row in tables["indicators"].to_pylist()}
        for fact in tables["facts"].to_pylist():
            match = CATALOG.find_fitting(fact["indicator"], fact["kind"], fact["dimension"])
            assert match is None or rows[match.indicator_id]["name"] == match.name

    def test_facts_name_indicators_of_the_table(self, tables: dict[str, pa.Table]) -> None:
        rows = {row["indicator_id"]: row for row in tables["indicators"].to_pylist()}
        assert rows["high_tech_enterprise.added"]["base_id"] == "high_tech_enterprise"
        assert rows["high_tech_enterprise.added"]["measure"] == "flow"
        assert rows["high_tech_enterprise"]["measure"] == "stock"
        assert rows["high_tech_enterprise"]["pillar"] == "enterprise"


def test_pillars_are_told_in_their_order(tables: dict[str, pa.Table]) -> None:
    rows = tables["pillars"].to_pylist()
    assert [row["name"] for row in rows] == ["强企业", "聚要素", "建平台", "育人才", "促合作", "其他"]
    assert [row["position"] for row in rows] == list(range(1, 7))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    pipeline.extract(write_reports(folder / "in")).write(folder / "out", formats=("csv",))
    return folder / "out"


class TestDataPackage:
    def test_frictionless_finds_it_valid(self, folder: Path) -> None:
        report = frictionless.validate(str(folder / "datapackage.json"))
        assert report.valid, report.to_summary()
        assert report.stats["tasks"] == len(CONTRACT_TABLES)

    def test_frictionless_finds_what_is_wrong(self, folder: Path, tmp_path: Path) -> None:
        for path in folder.iterdir():
            (tmp_path / path.name).write_bytes(path.read_bytes())
        facts = (tmp_path / "facts.csv").read_text(encoding="utf-8-sig")
        (tmp_path / "facts.csv").write_text(facts.replace(",actual,", ",perhaps,", 1), encoding="utf-8")
        (tmp_path / "periods.csv").write_text("period,period_start,period_end,grain,year\r\n", encoding="utf-8")
        report = frictionless.validate(str(tmp_path / "datapackage.json"))
        assert {"constraint-error", "foreign-key"} <= {row[0] for row in report.flatten(["type"])}

    def test_it_tells_constraints_and_references(self, folder: Path) -> None:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        facts = next(resource for resource in package["resources"] if resource["name"] == "facts")
        fields = {field["name"]: field for field in facts["schema"]["fields"]}
        assert fields["confidence"]["constraints"] == {"minimum": 0, "maximum": 1, "required": True}
        assert fields["period_start"]["type"] == "date"
        assert fields["fact_id"]["constraints"] == {"required": True}
        references = {key["fields"][0]: key["reference"] for key in facts["schema"]["foreignKeys"]}
        assert references["doc_id"] == {"resource": "documents", "fields": ["doc_id"]}
        assert references["part_of"] == {"resource": "", "fields": ["fact_id"]}
