"""Extraction into parts of tables, with a cluster that is this process: the rows of a run on one machine."""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import signal
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from mini import read_folder, write_reports

import pipeline
from pipeline.cli.publish import read_contract_tables
from pipeline.distribute import shards
from pipeline.distribute.dataset import build_shards, write_dataset
from pipeline.distribute.report_table import build_table_documents
from pipeline.distribute.shards import Staged, analyze_shard, analyze_staged
from pipeline.errors import TableError, UsageError
from pipeline.ingest.sources import find_sources
from pipeline.params import OrganizationsParams, Params
from pipeline.publish.report import REPORT_TABLES
from pipeline.records import Analysis, Document
from pipeline.tables.parts import read_parts
from pipeline.tables.published import read_published

FATAL = "3"
WORK = "一、企业培育\n{year}年，全市新增高新技术企业{count}家，青溪大学获批实验室{count}个，力争明年增长8%。\n"


class OneProcess:
    """Works on shards in this process, as if they had been sent elsewhere: nothing that cannot be pickled gets there.

    Every shard is begun `attempts` times; only the last attempt is finished.
    """

    cores = 2

    def __init__(self, attempts: int = 1) -> None:
        self.attempts = attempts

    def map(self, work, shards: Sequence) -> Iterator:
        for shard in shards:
            for attempt in range(self.attempts):
                again, sent = pickle.loads(pickle.dumps((work, shard)))
                result = pickle.loads(pickle.dumps(again(sent, attempt)))
            yield result

    def map_table(self, work, table: Path, parts: int) -> Iterator:
        rows = pq.read_table(table).sort_by("doc_id")
        size = -(-rows.num_rows // parts) or 1
        for start in range(0, rows.num_rows, size):
            yield pickle.loads(pickle.dumps(work))(iter(rows.slice(start, size).to_batches()), 0)


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Path:
    folder = write_reports(tmp_path_factory.mktemp("in") / "reports")
    for number in range(6):
        text = f"青溪市工作总结{number}\n" + WORK.format(year=2015 + number, count=20 + number)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    shutil.copy(folder / "0.txt", folder / "z_again.txt")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def local(reports):
    result = pipeline.extract(reports)
    return result._tables


@pytest.fixture(scope="module")
def dataset(reports, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("out") / "tables"
    write_dataset(OneProcess(), find_sources([reports]), out, Params(), parts=3)
    return out


def assert_same_rows(folder: Path, expected: dict) -> None:
    for name, table in read_contract_tables(folder).items():
        assert table.equals(expected[name]), name


def test_parts_hold_the_rows_of_one_machine_in_their_order(dataset, local):
    assert_same_rows(dataset, local)


def test_tables_of_reports_are_folders_of_parts_and_nothing_else_is_left(dataset):
    names = {path.name for path in dataset.iterdir()}
    assert {path.name for path in dataset.iterdir() if path.is_dir()} == {f"{name}.parquet" for name in REPORT_TABLES}
    assert names - {f"{name}.parquet" for name in REPORT_TABLES} == {
        *("data_dictionary.md", "indicators.parquet", "organizations.parquet", "periods.parquet", "pillars.parquet"),
        *("checks.parquet", "derived.parquet", "promises.parquet", "corrections.parquet"),
    }
    for name in REPORT_TABLES:
        parts = sorted(path.name for path in (dataset / f"{name}.parquet").iterdir())
        assert parts == ["part-000000.parquet", "part-000001.parquet", "part-000002.parquet"]


@pytest.mark.parametrize("parts", [None, 1, 40])
def test_the_number_of_parts_changes_no_row(reports, local, tmp_path, parts):
    told: list[str] = []
    found = write_dataset(OneProcess(), find_sources([reports]), tmp_path, Params(), parts=parts, tell=told.append)
    assert_same_rows(tmp_path, local)
    assert found.rows == {name: table.num_rows for name, table in local.items()}
    assert found.statuses == {"read": 9, "duplicate": 1, "quarantined": 1}
    assert [line.partition(":")[0] for line in told] == ["empty.txt"]
    assert found.numbers.total() == local["quantities"].num_rows
    assert found.numbers[None] == local["facts"].num_rows


def test_a_shard_that_is_done_twice_counts_once(reports, local, tmp_path):
    write_dataset(OneProcess(attempts=2), find_sources([reports]), tmp_path, Params(), parts=2)
    assert_same_rows(tmp_path, local)


def test_a_run_replaces_what_an_earlier_one_left(reports, local, tmp_path):
    pipeline.extract(reports).write(tmp_path, formats=("parquet", "csv", "xlsx", "duckdb"))
    for _ in range(2):
        write_dataset(OneProcess(), find_sources([reports]), tmp_path, Params(), parts=2)
        assert_same_rows(tmp_path, local)
    assert not [path.name for path in tmp_path.iterdir() if path.suffix not in (".parquet", ".md")]


def fail(document: Document, *, settings: shards.Settings) -> Analysis:
    """Stand for a cluster that is gone in the middle of a run."""
    if document.doc_id == FATAL:
        message = "the cluster is gone"
        raise RuntimeError(message)
    return analyze_staged(document, settings=settings)


def test_a_run_that_fails_leaves_the_old_tables(reports, dataset, tmp_path, monkeypatch):
    out = tmp_path / "tables"
    shutil.copytree(dataset, out)
    before = read_folder(out)
    monkeypatch.setattr(shards, "analyze_staged", fail)
    with pytest.raises(RuntimeError, match="the cluster is gone"):
        write_dataset(OneProcess(), find_sources([reports]), out, Params(), parts=2)
    assert read_folder(out) == before


def end_process(document: Document, *, settings: shards.Settings) -> Analysis:
    """Stand for a report that ends its process: a second attempt must not call this in the process of the shard."""
    if document.doc_id == FATAL:
        os.kill(os.getpid(), signal.SIGKILL)
    return analyze_staged(document, settings=settings)


class SecondAttempt(OneProcess):
    """Begins every shard of reports for the second time, as after the death of a worker."""

    def map(self, work, shards: Sequence) -> Iterator:
        attempt = int(work.func is analyze_shard)
        return (work(shard, attempt) for shard in shards)


def test_a_report_that_ends_its_process_again_is_quarantined_and_no_other(reports, tmp_path, monkeypatch):
    monkeypatch.setattr(shards, "analyze_staged", end_process)
    told: list[str] = []
    found = write_dataset(SecondAttempt(), find_sources([reports]), tmp_path, Params(), parts=1, tell=told.append)
    assert found.statuses == {"read": 8, "duplicate": 1, "quarantined": 2}
    assert [line.partition(":")[0] for line in told] == ["3.txt", "empty.txt"]


class Elsewhere(OneProcess):
    """Works in another folder than the driver."""

    def map(self, work, shards: Sequence) -> Iterator:
        with contextlib.chdir("/"):
            yield from super().map(work, shards)


def test_files_that_parameters_name_are_found_from_any_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.txt").write_text("去年，青溪飞鸟联盟新增成员12家。\n", encoding="utf-8")
    Path("own.csv").write_text("name,type,region,aliases\n青溪飞鸟联盟,other,青溪市,\n", encoding="utf-8")
    params = Params(organizations=OrganizationsParams(gazetteer="own.csv"))
    write_dataset(Elsewhere(), find_sources([Path("in")]), Path("out"), params)
    assert read_published(Path("out"), "organizations").column("name").to_pylist() == ["青溪飞鸟联盟"]


# Tables of reports


@pytest.fixture(scope="module")
def documents(reports, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    pipeline.extract(reports).write(folder)
    return folder / "documents.parquet"


def test_the_documents_of_a_run_give_its_tables_again(documents, local, tmp_path):
    write_dataset(OneProcess(), documents, tmp_path, Params(), parts=3)
    assert_same_rows(tmp_path, local)


def test_parts_of_documents_are_input_again(dataset, local, tmp_path):
    found = [document.doc_id for document in read_documents(dataset / "documents.parquet")]
    assert found == local["documents"].column("doc_id").to_pylist()
    write_dataset(OneProcess(), dataset / "documents.parquet", tmp_path, Params(), parts=2)
    assert_same_rows(tmp_path, local)


def read_documents(table: Path) -> list[Document]:
    batches = read_parts(table).to_batches(max_chunksize=4)
    return [document for batch in batches for document in build_table_documents(batch)]


def write_texts(path: Path, **columns: Iterable) -> Path:
    pq.write_table(pa.table({name: list(values) for name, values in columns.items()}), path)
    return path


def test_a_table_of_texts_is_read_with_what_it_tells(tmp_path):
    table = write_texts(
        tmp_path / "in.parquet",
        doc_id=["b", "a", "c", "d"],
        text=[WORK.format(year=2020, count=31), "去年，全市新增高新技术企业7家。", "  \n", None],
        report_date=[None, "2023-02", None, None],
        region=[None, "青溪市", None, None],
        loaded_at=[1, 2, 3, 4],
    )
    told: list[str] = []
    write_dataset(OneProcess(), table, tmp_path / "out", Params(), parts=2, tell=told.append)
    found = {row["doc_id"]: row for row in read_published(tmp_path / "out", "documents").to_pylist()}
    assert {name: row["status"] for name, row in found.items()} == {
        "a": "read",
        "b": "read",
        "c": "quarantined",
        "d": "quarantined",
    }
    assert (found["a"]["report_date"], found["a"]["region"]) == ("2023-02", "青溪市")
    (fact,) = (row for row in read_published(tmp_path / "out", "facts").to_pylist() if row["doc_id"] == "a")
    assert fact["period"] == "2022"
    assert len(told) == 2


def test_a_wrong_date_costs_one_report(tmp_path):
    table = write_texts(
        tmp_path / "in.parquet", doc_id=["a", "b"], text=["甲。", "乙。"], report_date=["2023-13", "2023"]
    )
    found = {document.doc_id: document for document in read_documents(table)}
    assert (found["a"].status, found["b"].status) == ("quarantined", "read")
    assert "2023-13" in found["a"].reason


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"doc_id": ["a"]}, "no column text"),
        ({"text": ["甲"]}, "no column doc_id"),
        ({"doc_id": [1], "text": ["甲"]}, "doc_id 1"),
    ],
)
def test_a_table_without_texts_is_refused(tmp_path, columns, message):
    with pytest.raises(UsageError, match=message):
        read_documents(write_texts(tmp_path / "in.parquet", **columns))


@pytest.mark.parametrize("parts", [1, 2])
@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"doc_id": ["a", "a"], "text": ["甲。", "乙。"]}, "2 reports are called a"),
        ({"doc_id": [], "text": []}, "no reports"),
    ],
)
def test_doc_ids_stand_once(tmp_path, columns, message, parts):
    table = write_texts(tmp_path / "in.parquet", **columns)
    with pytest.raises(UsageError, match=message):
        write_dataset(OneProcess(), table, tmp_path / "out", Params(), parts=parts)
    assert not list((tmp_path / "out").iterdir())


def test_documents_of_another_version_are_refused(documents, tmp_path):
    table = pq.read_table(documents).drop_columns("issuer_source")
    pq.write_table(table, tmp_path / "in.parquet")
    with pytest.raises(TableError, match="lacks the column issuer_source"):
        read_documents(tmp_path / "in.parquet")


# Shards and parts


def test_shards_are_cut_by_characters_and_in_the_order_of_doc_ids(tmp_path):
    staged = [
        Staged(tmp_path / "0", {"d": 10, "a": 1100}, (), ()),
        Staged(tmp_path / "1", {"b": 500, "c": 490}, (), ()),
    ]
    cut = build_shards(staged, 2)
    assert [(shard.first, shard.last) for shard in cut] == [("a", "a"), ("b", "d")]
    assert [[folder.name for folder in shard.folders] for shard in cut] == [["0"], ["0", "1"]]


def test_a_folder_without_parts_is_no_table(tmp_path):
    (tmp_path / "facts.parquet").mkdir()
    with pytest.raises(TableError, match="holds no part"):
        read_parts(tmp_path / "facts.parquet")
