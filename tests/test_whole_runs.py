"""What is said of several reports at once is the same however a run is spread: corrections and the audit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from correction_cases import build_correction
from mini import read_folder
from test_dataset import OneProcess, assert_same_rows

import pipeline
from pipeline.cli import main
from pipeline.distribute.dataset import write_dataset
from pipeline.ingest.sources import find_sources
from pipeline.params import Params
from pipeline.records import Correction
from pipeline.resources.corrections import format_corrections, read_corrections

TEXTS = {
    "云溪县2021": "云溪县2021年政府工作报告\n2021年，全县完成税收收入20.0亿元，云溪县农机站新建大棚36座。\n",
    "云溪县2022": "云溪县2022年政府工作报告\n2022年，全县完成税收收入30.0亿元，比上年增加5.0亿元，增长50.0%。\n",
    "青溪县2022": "青溪县2022年政府工作报告\n2022年，全县完成税收收入31.0亿元，比上年增长6.0%，新增高新技术企业8家。\n",
}
METADATA = "file,region,level,report_date\n" + "".join(
    f"{name}.txt,{name[:3]},county,{int(name[3:]) + 1}-01\n" for name in TEXTS
)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in") / "reports"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "metadata.csv").write_text(METADATA, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def corrections(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    first, last = (pipeline.extract(reports).analyses[index] for index in (0, 2))
    rows = [
        build_correction(first, {"fact": "36座", "set": "status", "value": "target"}),
        build_correction(last, {"fact": "8家", "drop": "name"}),
    ]
    path = tmp_path_factory.mktemp("said") / "corrections.csv"
    path.write_text(format_corrections(rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def whole(reports: Path, corrections: Path) -> pipeline.Extraction:
    return pipeline.extract(reports, corrections=corrections)


def huibao(*arguments: object) -> int:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return int(stopped.value.code or 0)


def test_there_is_something_to_tell(whole: pipeline.Extraction) -> None:
    assert set(whole.corrections["status"]) == {"applied"}
    checks = whole.checks
    (doubted,) = checks[checks["verdict"] == "inconsistent"]["fact_ids"]
    facts = whole.facts.set_index("fact_id")["confidence"]
    sure = {fact.fact_id: fact.confidence for analysis in whole.analyses for fact in analysis.facts}
    assert {fact_id for fact_id, value in facts.items() if value < sure[fact_id]} == set(doubted)


@pytest.mark.parametrize("options", [("--workers", "1"), ("--workers", "2"), ("--no-cache",)])
def test_a_stream_writes_what_a_run_in_memory_writes(
    reports: Path, corrections: Path, whole: pipeline.Extraction, tmp_path: Path, options: Sequence[str]
) -> None:
    whole.write(tmp_path / "whole", formats=("parquet", "csv"))
    for _ in range(2):  # the second time from the cache
        arguments = (reports, "--out", tmp_path / "out", "--corrections", corrections, *options, "-q")
        assert huibao("extract", *arguments) == 0
        assert read_folder(tmp_path / "out") == read_folder(tmp_path / "whole")


def test_a_correction_that_is_taken_back_leaves_no_trace(reports: Path, corrections: Path, tmp_path: Path) -> None:
    assert huibao("extract", reports, "--out", tmp_path / "out", "--corrections", corrections, "-q") == 0
    assert huibao("extract", reports, "--out", tmp_path / "out", "-q") == 0
    pipeline.extract(reports).write(tmp_path / "whole", formats=("parquet", "csv"))
    assert read_folder(tmp_path / "out") == read_folder(tmp_path / "whole")


@pytest.mark.parametrize("parts", [1, 3])
def test_so_does_a_cluster(
    reports: Path, corrections: Path, whole: pipeline.Extraction, tmp_path: Path, parts: int
) -> None:
    said: tuple[Correction, ...] = read_corrections([corrections])
    found = write_dataset(
        OneProcess(attempts=2), find_sources([reports]), tmp_path, Params(), corrections=said, parts=parts
    )
    assert_same_rows(tmp_path, whole._tables)
    assert [outcome.status for outcome in found.outcomes] == ["applied", "applied"]
