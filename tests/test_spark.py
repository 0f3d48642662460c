"""Extraction on Spark: the rows of a run on one machine, also where a worker or an executor is killed on the way."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from mini import write_reports

import pipeline
from pipeline.cli.app import main
from pipeline.cli.publish import read_contract_tables

TESTS = Path(__file__).parent
SECONDS = 900
WORK = "一、企业培育\n{year}年，全市新增高新技术企业{count}家，青溪大学获批实验室{count}个，力争明年增长8%。\n"


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Path:
    folder = write_reports(tmp_path_factory.mktemp("in") / "reports")
    for number in range(6):
        text = f"青溪市工作总结{number}\n" + WORK.format(year=2015 + number, count=20 + number)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def local(reports):
    return pipeline.extract(reports)._tables


def run_on(master: str, reports: Path, out: Path, *runs: str) -> None:
    import pyspark

    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)]),
        "SPARK_HOME": str(Path(pyspark.__file__).parent),  # local-cluster starts its executors from there
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    command = [sys.executable, TESTS / "spark_runs.py", master, reports, out, *runs]
    done = subprocess.run(command, env=environment, cwd=out, capture_output=True, text=True, timeout=SECONDS)
    assert done.returncode == 0, done.stderr[-4000:]


@pytest.mark.slow
@pytest.mark.spark
@pytest.mark.parametrize(
    ("master", "runs"),
    [("local[2,4]", ("WORKER",)), ("local-cluster[2,1,1024]", ("CALM", "WORKER", "EXECUTOR"))],
)
def test_rows_are_those_of_one_machine_whatever_is_killed(reports, local, tmp_path, master, runs):
    run_on(master, reports, tmp_path, *runs)
    for run in map(str.lower, runs):
        assert (tmp_path / f"{run}.killed").exists() == (run != "calm")
        for name, table in read_contract_tables(tmp_path / run).items():
            assert table.equals(local[name]), f"{run}: {name}"


@pytest.mark.slow
@pytest.mark.spark
def test_a_table_of_reports_by_the_command_line(reports, local, tmp_path):
    pipeline.extract(reports).write(tmp_path / "in")
    options = ["--engine", "spark", "--master", "local[2,4]", "--conf", "spark.ui.enabled=false", "--parts", "2"]
    command = [sys.executable, "-m", "pipeline.cli", "extract", tmp_path / "in" / "documents.parquet", *options]
    environment = os.environ | {"PYTHONPATH": str(TESTS.parent), "SPARK_LOCAL_IP": "127.0.0.1"}
    done = subprocess.run(
        [*command, "--out", tmp_path / "out"], env=environment, capture_output=True, text=True, timeout=SECONDS
    )
    assert done.returncode == 0, done.stderr[-4000:]
    assert f"9 files (9 read), {local['facts'].num_rows} facts" in done.stdout
    for name, table in read_contract_tables(tmp_path / "out").items():
        assert table.equals(local[name]), name


# What can be told without Spark


def fails_with(capsys, *arguments: object) -> str:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    assert stopped.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--engine", "ray"), "unknown engine 'ray'"),
        (("--master", "local[2]"), "are for --engine spark"),
        (("--engine", "spark", "--format", "csv"), "`huibao publish`"),
        (("--engine", "spark", "--conf", "spark.executor.memory"), "must be KEY=VALUE"),
    ],
)
def test_wrong_options_are_told(reports, tmp_path, capsys, options, message):
    assert message in fails_with(capsys, "extract", reports, "--out", tmp_path / "out", *options)


def test_a_missing_java_is_told(reports, tmp_path, capsys, monkeypatch):
    if find_spec("pyspark") is None:
        pytest.skip("the extra spark is not installed")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    told = fails_with(capsys, "extract", reports, "--out", tmp_path / "out", "--engine", "spark")
    assert "needs Java 17 or newer" in told


def test_a_missing_pyspark_is_told(reports, tmp_path, capsys, monkeypatch):
    for name in ("pyspark", "pyspark.sql"):  # the second one may have been imported before
        monkeypatch.setitem(sys.modules, name, None)
    told = fails_with(capsys, "extract", reports, "--out", tmp_path / "out", "--engine", "spark")
    assert "pip install 'huibao[spark]'" in told


def test_a_run_of_one_machine_does_not_overwrite_parts(reports, tmp_path, capsys):
    (tmp_path / "out" / "facts.parquet").mkdir(parents=True)
    told = fails_with(capsys, "extract", reports, "--out", tmp_path / "out")
    assert "--engine spark wrote" in told
