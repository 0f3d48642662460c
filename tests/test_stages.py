"""The stages, one after the other in a repository of their own, against the engine that does all in one go."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from mini import STAGES, read_folder, write_reports

import pipeline
from pipeline.errors import ParamsError, ResourceError, TableError, UsageError
from pipeline.params import LimitsParams, Params, PublishParams, SegmentParams, TrainPkusegParams
from pipeline.quantities import load_number_finder
from pipeline.records import Document, Mention, Segmented
from pipeline.segment import load_segmenter
from pipeline.segment.training import SENTENCES, read_sentences, train_pkuseg
from pipeline.stages import run_stage
from pipeline.stages.folders import read_records
from pipeline.tables.contract import CONTRACT_TABLES

ROOT = Path(__file__).parents[1]
SLOW, FATAL = "青溪市2022年科技工作总结", "云岭县/2023"
PKUSEG = Params(segment=SegmentParams(segmenter="pkuseg"))


def run_all(root: Path, params: Params) -> None:
    for stage in STAGES:
        run_stage(stage, root, params)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with reports, one of which cannot be read, and what all stages made of them."""
    root = tmp_path_factory.mktemp("repository")
    write_reports(root / "data" / "raw")
    (root / "data" / "raw" / "empty.txt").touch()
    run_all(root, Params())
    return root


def test_stages_write_what_the_engine_finds(repository: Path, tmp_path: Path) -> None:
    written = read_folder(repository / "data" / "processed")
    tables = {name: content for name, content in written.items() if not name.startswith("stages/")}
    pipeline.extract(repository / "data" / "raw").write(tmp_path, formats=PublishParams().formats)
    assert without_database(tables) == without_database(read_folder(tmp_path))


def without_database(files: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out the DuckDB file, whose bytes differ each time; tests/test_publish_formats.py compares what is in it."""
    assert "huibao.duckdb" in files
    return {name: content for name, content in files.items() if name != "huibao.duckdb"}


def test_stages_write_the_same_bytes_again(repository: Path) -> None:
    before = without_database(read_folder(repository / "data" / "processed"))
    run_all(repository, Params())
    assert without_database(read_folder(repository / "data" / "processed")) == before


def test_a_report_that_cannot_be_read_is_told_and_stops_nothing(repository: Path) -> None:
    report = run_stage("ingest", repository, Params())
    assert report.problems == ("empty.txt: empty: the file has no bytes",)
    assert report.describe() == "ingest: 4 files, 1 quarantined, 3 read"


class Faulty:
    """Finds what another finder finds, but takes too long for one report and shows a fault at another."""

    def __init__(self, finder: Any) -> None:
        self.finder = finder

    def find(self, document: Document, segmented: Segmented) -> Any:
        if document.doc_id == SLOW:
            time.sleep(60)
        if document.doc_id == FATAL:
            message = "no such word"
            raise KeyError(message)
        return self.finder.find(document, segmented)


def test_a_report_that_takes_too_much_is_set_aside_and_no_other(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "copy"
    shutil.copytree(repository, root)
    shutil.rmtree(root / ".huibao-cache")
    load = load_number_finder
    with monkeypatch.context() as patched:
        patched.setattr("pipeline.stages.quantities.load_number_finder", lambda params: Faulty(load(params)))
        limited = replace(Params(), limits=LimitsParams(max_seconds=1))
        reports = {stage: run_stage(stage, root, limited) for stage in STAGES}
    reasons = [
        "internal error KeyError: 'no such word'",
        "too slow: not done within 1 s; split it, or raise --max-seconds (limits.max_seconds)",
    ]
    assert [problem.partition(": ")[2] for problem in reports["quantities"].problems] == reasons
    tables, before = (one / "data" / "processed" for one in (root, repository))
    rows = {row["doc_id"]: row for row in pq.read_table(tables / "documents.parquet").to_pylist()}
    assert [rows[doc_id]["reason"] for doc_id in (FATAL, SLOW)] == reasons
    assert {rows[doc_id]["status"] for doc_id in (FATAL, SLOW)} == {"quarantined"}
    for name in ("facts", "mentions", "sentences", "quantities", "sections"):
        found, old = (pq.read_table(folder / f"{name}.parquet").to_pylist() for folder in (tables, before))
        assert found == [row for row in old if row["doc_id"] not in (FATAL, SLOW)]
        assert found or name in ("mentions", "sections")
    # it is tried again
    run_all(root, Params())
    assert without_database(read_folder(tables)) == without_database(read_folder(before))


def test_a_stage_without_the_one_before_it_says_which(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"ingest/documents\.parquet.*run the stage"):
        run_stage("segment", tmp_path, Params())


def test_an_unknown_stage_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown stage 'quantity'"):
        run_stage("quantity", tmp_path, Params())


def test_a_folder_without_reports_is_told(tmp_path: Path) -> None:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    with pytest.raises(UsageError, match="no reports"):
        run_stage("ingest", tmp_path, Params())


def test_formats_are_those_of_the_parameters(repository: Path, tmp_path: Path) -> None:
    shutil.copytree(repository, tmp_path / "copy")
    run_stage("publish", tmp_path / "copy", replace(Params(), publish=PublishParams(formats=("jsonl",))))
    names = {path.name for path in (tmp_path / "copy" / "data" / "processed").iterdir() if path.is_file()}
    assert names == {*(f"{name}.jsonl" for name in CONTRACT_TABLES), "data_dictionary.md", "datapackage.json"}
    with pytest.raises(ParamsError):
        PublishParams(formats=("xls",))
    with pytest.raises(ParamsError):
        PublishParams(labels="french")


def test_organizations_have_the_names_of_the_gazetteer() -> None:
    found = pipeline.extract("山大与云溪市科技局签约，山东大学专家3人到场。").organizations
    assert "山东大学" in set(found["name"])
    assert not found["name"].duplicated().any()


def test_both_segmenters_give_the_same_figures(repository: Path) -> None:
    columns = ["fact_id", "text", "value", "unit", "kind", "status", "period"]
    jieba = pipeline.extract(repository / "data" / "raw").facts[columns]
    pkuseg = pipeline.extract(repository / "data" / "raw", params=PKUSEG).facts[columns]
    assert jieba.equals(pkuseg)
    assert len(jieba) >= 10


@pytest.mark.parametrize("segmenter", ["jieba", "pkuseg"])
def test_tokens_joined_are_the_clean_text(repository: Path, segmenter: str) -> None:
    cutter = load_segmenter(SegmentParams(segmenter=segmenter))
    for analysis in pipeline.extract(repository / "data" / "raw").analyses:
        if analysis.document.status == "read":
            for sentence in cutter.segment(analysis.document).sentences:
                assert "".join(sentence.tokens) == sentence.clean


def test_records_come_back_as_the_engine_made_them(repository: Path) -> None:
    analyses = pipeline.extract(repository / "data" / "raw").analyses
    assert read_records(repository, Mention) == tuple(mention for one in analyses for mention in one.mentions)


# Training of pkuseg


def write_sentences(folder: Path, *, lines: int) -> Path:
    folder.mkdir(parents=True)
    first = (ROOT / "data" / "train" / "pkuseg" / SENTENCES).read_text(encoding="utf-8").splitlines()[:lines]
    (folder / SENTENCES).write_text("\n".join(first) + "\n", encoding="utf-8")
    return folder


def test_training_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    data = write_sentences(tmp_path / "data", lines=120)
    params = TrainPkusegParams(iterations=3)
    first = train_pkuseg(data, tmp_path / "first", params)
    second = train_pkuseg(data, tmp_path / "second", params)
    assert first == second
    assert read_folder(tmp_path / "first") == read_folder(tmp_path / "second")
    assert first.sentences == 108
    assert first.f1 > 0.6


def test_too_few_sentences_are_refused(tmp_path: Path) -> None:
    data = write_sentences(tmp_path / "data", lines=5)
    with pytest.raises(ResourceError, match="5 sentences are too few"):
        train_pkuseg(data, tmp_path / "model", TrainPkusegParams())
    with pytest.raises(ResourceError, match="cannot be read"):
        train_pkuseg(tmp_path / "absent", tmp_path / "model", TrainPkusegParams())


def test_the_training_sentences_are_many() -> None:
    sentences = read_sentences(ROOT / "data" / "train" / "pkuseg" / SENTENCES)
    assert len(sentences) >= 1500
    assert len(set(sentences)) == len(sentences)


def test_models_are_small() -> None:
    sizes = {
        folder.name: sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        for folder in (ROOT / "models").iterdir()
        if folder.is_dir()
    }
    assert {name: size for name, size in sizes.items() if size > 4_000_000} == {}
    assert sizes["pkuseg"] <= 2_000_000


@pytest.mark.slow
def test_the_model_in_git_is_what_the_stage_makes(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data" / "train" / "pkuseg", tmp_path / "data" / "train" / "pkuseg")
    report = run_stage("train_pkuseg", tmp_path, Params())
    assert report.stage == "train_pkuseg"
    assert read_folder(tmp_path / "models" / "pkuseg") == read_folder(ROOT / "models" / "pkuseg")
