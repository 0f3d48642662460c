from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import pipeline
from pipeline.api import Extraction
from pipeline.errors import HuibaoError, ParamsError, UsageError
from pipeline.params import FactsParams, Params
from pipeline.tables.contract import CONTRACT_TABLES

TEXT = "2022年底，全市高新技术企业达到47家，同比增长12.5%，其中国家级18家。\n"
FRAMES = (
    "facts",
    "mentions",
    "sentences",
    "quantities",
    "documents",
    "sections",
    "organizations",
    "fact_organizations",
)


@pytest.fixture(scope="module")
def result() -> Extraction:
    return pipeline.extract(TEXT, report_date="2023-01", title="云溪市科技创新工作情况汇报", region="云溪市")


def test_a_text_gives_facts(result: Extraction) -> None:
    facts = result.facts.set_index("text")
    assert list(facts.index) == ["47家", "12.5%", "18家"]
    assert facts.loc["47家", "value"] == 47
    assert facts.loc["47家", "unit"] == "家"
    assert facts.loc["47家", "period"] == "2022-12-31"
    assert facts.loc["12.5%", "kind"] == "change"
    assert facts.loc["18家", "part_of"] == facts.loc["47家", "fact_id"]
    assert all(TEXT[row.char_start : row.char_end] == row.text for row in result.facts.itertuples())


@pytest.mark.parametrize("name", FRAMES)
def test_every_table_is_a_frame_with_the_columns_of_the_contract(result: Extraction, name: str) -> None:
    frame = getattr(result, name)
    assert isinstance(frame, pd.DataFrame)
    assert tuple(frame.columns) == CONTRACT_TABLES[name].column_names
    assert getattr(result, name) is frame  # built once


@pytest.mark.parametrize("name", FRAMES)
def test_a_text_without_facts_gives_the_same_columns(name: str) -> None:
    assert tuple(getattr(pipeline.extract(""), name).columns) == CONTRACT_TABLES[name].column_names


def test_what_is_known_of_a_report_is_kept(result: Extraction) -> None:
    (document,) = result.documents.to_dict("records")
    assert document["title"] == "云溪市科技创新工作情况汇报"
    assert (document["region"], document["report_date"], document["status"]) == ("云溪市", "2023-01", "read")
    assert document["text"] == TEXT


def test_a_file_gives_the_facts_of_its_text(tmp_path: Path, result: Extraction) -> None:
    file = tmp_path / "云溪市.txt"
    file.write_bytes(TEXT.encode("gb18030"))
    found = pipeline.extract(file, report_date="2023-01", region="云溪市")
    columns = ["text", "value", "unit", "indicator", "kind", "status", "period", "baseline"]
    pd.testing.assert_frame_equal(found.facts[columns], result.facts[columns])
    assert list(found.facts["doc_id"].unique()) == ["云溪市"]


def test_a_folder_gives_all_its_reports(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.md").write_text(TEXT.replace("47", "70"), encoding="utf-8")
    (tmp_path / "c.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "d.txt").write_bytes(b"\x00\xff\xfe\x00" * 50)
    (tmp_path / "e.xyz").write_bytes(b"?")
    (tmp_path / "metadata.csv").write_text("file,report_date\na.txt,2023-01\n", encoding="utf-8")
    found = pipeline.extract(tmp_path)
    assert dict(zip(found.documents["doc_id"], found.documents["status"], strict=True)) == {
        "a": "read",
        "b": "read",
        "c": "duplicate",
        "d": "quarantined",
        "e.xyz": "skipped",
    }
    assert found.documents.set_index("doc_id").loc["a", "report_date"] == "2023-01"
    assert sorted(found.facts["doc_id"].unique()) == ["a", "b"]
    assert pipeline.extract([tmp_path / "a.txt", tmp_path / "b.md"]).facts["doc_id"].nunique() == 2


def test_metadata_of_one_report_is_refused_for_many(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{name}{TEXT}", encoding="utf-8")
    with pytest.raises(UsageError, match="for one report, not 2"):
        pipeline.extract(tmp_path, report_date="2023")


def test_the_name_of_a_file_is_not_taken_for_a_text(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    with pytest.raises(UsageError, match="is the name of a file"):
        pipeline.extract(str(file))
    assert pipeline.extract(str(file.with_name("b.txt"))).documents["status"].tolist() == ["read"]


@pytest.mark.parametrize("bad", ["2023/01", "2023-13", "23", "yesterday"])
def test_a_wrong_date_is_told(bad: str) -> None:
    with pytest.raises(HuibaoError, match=bad):
        pipeline.extract(TEXT, report_date=bad)


def test_params_in_every_form(tmp_path: Path) -> None:
    file = tmp_path / "params.yaml"
    file.write_text("facts:\n  min_confidence: 1.0\n", encoding="utf-8")
    strict = [
        Params(facts=FactsParams(min_confidence=1.0)),
        {"facts": {"min_confidence": 1.0}},
        file,
    ]
    counts = {len(pipeline.extract(TEXT, params=params).facts) for params in strict}
    assert len(counts) == 1
    assert counts.pop() < len(pipeline.extract(TEXT).facts)
    with pytest.raises(ParamsError, match="unknown section"):
        pipeline.extract(TEXT, params={"fact": {}})


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        pipeline.extract(tmp_path / "absent.txt")


def test_tables_are_written_as_by_the_command(tmp_path: Path, result: Extraction) -> None:
    paths = result.write(tmp_path / "out", formats=("parquet", "csv"))
    assert {path.name for path in paths} >= {"facts.parquet", "facts.csv", "documents.parquet"}
    assert (tmp_path / "out" / "facts.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    read = pd.read_parquet(tmp_path / "out" / "facts.parquet")
    assert list(read["text"]) == list(result.facts["text"])


def test_it_says_what_it_holds(result: Extraction) -> None:
    assert repr(result) == "<Extraction of 1 report(s): 3 fact(s)>"


@pytest.mark.slow
def test_workers_give_the_same(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(TEXT.replace("47", f"6{number}"), encoding="utf-8")
    pd.testing.assert_frame_equal(pipeline.extract(tmp_path).facts, pipeline.extract(tmp_path, workers=2).facts)


# The package itself


def test_public_names_are_sorted_and_there() -> None:
    assert pipeline.__all__ == sorted(pipeline.__all__)
    assert all(hasattr(pipeline, name) for name in pipeline.__all__)
    assert set(pipeline.__all__) <= set(dir(pipeline))
    with pytest.raises(AttributeError, match="no attribute 'extrct'"):
        pipeline.extrct  # noqa: B018  (reading it is the test)


def test_the_version_is_that_of_the_distribution() -> None:
    from importlib.metadata import version

    assert pipeline.__version__ == version("huibao")


def test_import_is_free() -> None:
    script = (
        "import sys, time; start = time.perf_counter(); import pipeline; took = time.perf_counter() - start;"
        "print(took < 0.3, *[name for name in ('pandas', 'spacy', 'numpy', 'pyarrow', 'jieba', 'yaml', 'typer') "
        "if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"]
