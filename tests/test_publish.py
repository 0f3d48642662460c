"""Records of all stages to the contract tables, in a folder that the scorer and data tools read."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.errors import TableError
from pipeline.ingest.document import build_document
from pipeline.organizations.link import load_directory, organization_id
from pipeline.publish import (
    build_contract_tables,
    format_data_dictionary,
    format_datapackage,
    write_contract_tables,
)
from pipeline.records import (
    Analysis,
    Fact,
    Mention,
    Number,
    PillarLabel,
    Section,
    Segmented,
    Sentence,
    empty_analysis,
)
from pipeline.tables.contract import CONTRACT_TABLES
from pipeline.tables.files import read_table

TEXT = "一、平台\n2022年，云溪制药建成实验室30—50家。\n"
START = TEXT.index("30")
DIRECTORY = load_directory()


def build(analyses: Iterable[Analysis]) -> dict[str, pa.Table]:
    return build_contract_tables(analyses, directory=DIRECTORY)


def analysis(doc_id: str = "a") -> Analysis:
    heading = Sentence(f"{doc_id}:0", doc_id, 0, 4, "一、平台", "一、平台", (0, 1, 2, 3), "heading", 0, f"{doc_id}:s1")
    body = TEXT[5:-1]
    offsets = tuple(range(5, 5 + len(body)))
    prose = Sentence(f"{doc_id}:1", doc_id, 5, 5 + len(body), body, body, offsets, "body", 1, f"{doc_id}:s1")
    place = (doc_id, f"{doc_id}:1")
    values = (Decimal(30), Decimal(50), "家")
    return Analysis(
        document=build_document(TEXT, doc_id=doc_id),
        segmented=Segmented((), (Section(f"{doc_id}:s1", doc_id, 0, len(TEXT), 1, "平台", "平台"),), (heading, prose)),
        mentions=(Mention(*place, 11, 15, "云溪制药", "company", "yunxi", "pattern", 0.9),),
        labels=(PillarLabel(f"{doc_id}:0", "platform", 0.75), PillarLabel(f"{doc_id}:1", "platform", 0.5, ("实验室",))),
        numbers=(
            Number(*place, 5, 9, "2022", 0, 4, reason="date"),
            Number(*place, START, START + 6, "30—50家", 15, 21, *values),
            Number(doc_id, None, 0, 1, "一", -1, -1, Decimal(1), None, "个"),
        ),
        facts=(
            Fact(
                fact_id=f"{doc_id}-f1",
                doc_id=doc_id,
                sentence_id=f"{doc_id}:1",
                char_start=START,
                char_end=START + 6,
                text="30—50家",
                value=Decimal(30),
                value_max=Decimal(50),
                unit="家",
                bound="exact",
                kind="level",
                direction=None,
                indicator="实验室",
                scope=None,
                status="actual",
                period="2022",
                baseline=None,
                organizations=("云溪制药",),
                part_of=None,
                pillar="platform",
                section="平台",
                sentence=body,
                confidence=0.8,
                rule="level",
            ),
        ),
    )


def rows(table: pa.Table, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in table.select(list(columns)).to_pylist()]


class TestContractTables:
    def test_sentences_are_joined_with_section_and_pillar(self) -> None:
        table = build([analysis()])["sentences"]
        assert rows(table, "sentence_id", "section", "pillar", "pillar_score") == [
            ("a:0", "平台", "platform", 0.75),
            ("a:1", "平台", "platform", 0.5),
        ]

    def test_every_number_has_its_fact_or_a_reason(self) -> None:
        table = build([analysis()])["quantities"]
        assert rows(table, "text", "fact_id", "reason") == [
            ("一", None, "unexplained"),
            ("2022", None, "date"),
            ("30—50家", "a-f1", None),
        ]

    def test_organizations_are_counted_over_all_reports(self) -> None:
        nested = replace(analysis("b").mentions[0], text="云溪制药集团", char_end=17)
        second = replace(analysis("b"), mentions=(*analysis("b").mentions, nested))
        table = build([analysis(), second])["organizations"]
        assert rows(table, "org_id", "name", "aliases", "type", "in_gazetteer", "mentions", "documents") == [
            ("yunxi", "云溪制药", ["云溪制药集团"], "company", False, 3, 2)
        ]

    def test_body_of_a_level_is_called_with_its_place(self) -> None:
        org_id = organization_id("德州市科学技术局", "government")
        mention = replace(analysis().mentions[0], text="市科技局", type="government", org_id=org_id)
        in_city = replace(
            analysis(), document=build_document(TEXT, doc_id="a", region="山东省德州市"), mentions=(mention,)
        )
        assert rows(build([in_city])["organizations"], "name", "aliases", "region") == [
            ("德州市科学技术局", ["市科技局"], "山东省德州市")
        ]

    def test_a_short_name_is_an_alias_of_the_full_one(self) -> None:
        full = replace(analysis().mentions[0], text="云溪制药有限公司", org_id="x")
        full = replace(full, org_id=organization_id(full.text, "company"))
        shorts = [replace(full, text="云溪制药", char_start=start, char_end=start + 4) for start in (20, 30)]
        table = build([replace(analysis(), mentions=(full, *shorts))])["organizations"]
        assert rows(table, "name", "aliases", "mentions") == [("云溪制药有限公司", ["云溪制药"], 3)]

    def test_what_the_gazetteer_tells(self, tmp_path: Path) -> None:
        row = "云溪制药有限公司,company,云溪市,云溪制药,914403001922038216"
        (tmp_path / "gazetteer.csv").write_text(f"name,type,region,aliases,credit_code\n{row}\n", encoding="utf-8")
        mention = replace(analysis().mentions[0], org_id=organization_id("云溪制药有限公司", "company"))
        tables = build_contract_tables([replace(analysis(), mentions=(mention,))], directory=load_directory(tmp_path))
        assert rows(tables["organizations"], "name", "aliases", "region", "credit_code", "in_gazetteer") == [
            ("云溪制药有限公司", ["云溪制药"], "云溪市", "914403001922038216", True)
        ]

    def test_facts_are_linked_to_the_mention_that_names_their_organization(self) -> None:
        elsewhere = replace(analysis().mentions[0], sentence_id="a:0", char_start=0, char_end=4)
        both = replace(analysis(), mentions=(elsewhere, *analysis().mentions))
        columns = ("fact_id", "org_id", "doc_id", "char_start", "char_end", "text")
        assert rows(build([both])["fact_organizations"], *columns) == [("a-f1", "yunxi", "a", 11, 15, "云溪制药")]
        assert build([replace(analysis(), mentions=())])["fact_organizations"].num_rows == 0

    def test_of_equally_frequent_names_the_longest(self) -> None:
        nested = replace(analysis().mentions[0], text="云溪制药集团", char_end=17)
        both = replace(analysis(), mentions=(*analysis().mentions, nested))
        assert rows(build([both])["organizations"], "name") == [("云溪制药集团",)]

    def test_order_of_reports_does_not_matter(self) -> None:
        reports = [analysis("b"), analysis("a"), analysis("a/c")]
        tables = build(reports)
        backwards = build(reversed(reports))
        assert all(tables[name].equals(backwards[name]) for name in CONTRACT_TABLES)
        assert tables["facts"].column("doc_id").to_pylist() == ["a", "a/c", "b"]

    def test_reports_that_were_not_read_are_documents_only(self) -> None:
        document = replace(build_document("", doc_id="z"), status="quarantined", reason="empty")
        tables = build([empty_analysis(document)])
        of_reports = {name: table.num_rows for name, table in tables.items() if name not in ("indicators", "pillars")}
        assert {name: rows for name, rows in of_reports.items() if rows} == {"documents": 1}

    def test_sentence_without_label_is_refused(self) -> None:
        with pytest.raises(TableError, match="sentence a:1 has no pillar label"):
            build([replace(analysis(), labels=analysis().labels[:1])])

    def test_facts_of_one_report_must_fit_together(self) -> None:
        (fact,) = analysis().facts
        later = replace(fact, char_start=fact.char_end, char_end=fact.char_end + 1)
        with pytest.raises(TableError, match=r"table facts: the key a-f1 \(fact_id\) stands twice"):
            build([replace(analysis(), facts=(fact, later))])
        with pytest.raises(TableError, match=r"facts\.part_of is 'none', which is no facts\.fact_id"):
            build([replace(analysis(), facts=(replace(fact, part_of="none"),))])

    def test_every_span_is_the_text(self) -> None:
        tables = build([analysis()])
        for name in ("facts", "mentions", "sentences", "quantities"):
            for row in tables[name].to_pylist():
                assert TEXT[row["char_start"] : row["char_end"]].startswith(row["text"]), name


class TestFolder:
    @pytest.mark.parametrize("format_name", ["parquet", "csv", "jsonl"])
    def test_written_tables_read_back(self, tmp_path: Path, format_name: str) -> None:
        tables = build([analysis()])
        paths = write_contract_tables(tmp_path, tables, formats=(format_name,))
        assert [path.name for path in paths] == sorted(
            [*(f"{name}.{format_name}" for name in CONTRACT_TABLES), "data_dictionary.md", "datapackage.json"]
        )
        for name, schema in CONTRACT_TABLES.items():
            assert read_table(schema, tmp_path / f"{name}.{format_name}").equals(tables[name])

    @pytest.mark.shared
    @pytest.mark.parametrize("format_name", ["parquet", "csv", "jsonl"])
    def test_the_scorer_reads_every_format(self, tmp_path: Path, shared: Path, format_name: str) -> None:
        gold = tmp_path / "gold"
        gold.mkdir()
        (gold / "a.txt").write_text(TEXT, encoding="utf-8")
        span = {"start": START, "end": START + 6}
        annotated = [
            {"t": "fact", **span, "s": 1, "q": "30—50家", "value": 30, "value_max": 50, "unit": "家", "bound": "exact"}
            | {"kind": "level", "dir": None, "indicator": "实验室", "scope": None, "status": "actual", "time": "2022"}
            | {"base": None, "orgs": ["云溪制药"], "part_of": None},
            {"t": "org", "start": 11, "end": 15, "s": 1, "q": "云溪制药", "type": "company"},
            {"t": "pillar", "start": 5, "end": 28, "s": 1, "p": "platform"},
        ]
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in annotated)
        (gold / "a.gold.jsonl").write_text(lines, encoding="utf-8")
        write_contract_tables(tmp_path / "out", build([analysis()]), formats=(format_name,))
        done = subprocess.run(
            [sys.executable, shared / "gold" / "score.py", gold, tmp_path / "out", "--json"],
            capture_output=True,
            check=True,
        )
        report = json.loads(done.stdout)
        assert [report[name]["f1"] for name in ("value_unit", "fact", "fact_full", "organization_typed")] == [1.0] * 4
        assert report["fields"]["organizations"]["accuracy"] == 1.0
        assert report["pillar"]["accuracy"] == 1.0


class TestDescription:
    def test_dictionary_has_every_column(self) -> None:
        dictionary = format_data_dictionary()
        for schema in CONTRACT_TABLES.values():
            assert f"## {schema.name} {schema.chinese}\n" in dictionary
            for column in schema.columns:
                assert f"| {column.name} | {column.chinese} | {column.type} |" in dictionary

    @pytest.mark.parametrize(
        ("formats", "path"),
        [(("parquet", "csv"), "facts.csv"), (("jsonl",), "facts.jsonl"), (("parquet",), "facts.parquet")],
    )
    def test_datapackage_describes_the_files_that_are_there(self, formats: tuple[str, ...], path: str) -> None:
        package = json.loads(format_datapackage(formats))
        assert [resource["name"] for resource in package["resources"]] == list(CONTRACT_TABLES)
        facts = package["resources"][0]
        assert facts["path"] == path
        fields = {field["name"]: field for field in facts["schema"]["fields"]}
        assert list(fields) == list(CONTRACT_TABLES["facts"].column_names)
        assert fields["value"]["type"] == "number"
        assert fields["value"]["constraints"] == {"required": True}
        assert "constraints" not in fields["scope"]
        assert fields["kind"]["constraints"]["enum"] == ["level", "change", "share", "rank", "ratio"]
        assert facts["schema"]["primaryKey"] == ["fact_id"]
