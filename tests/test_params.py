"""Files of a user's own that the parameters name, from whatever folder a command is started in."""

from __future__ import annotations

from pathlib import Path

import pytest
from mini import STAGES, write_reports
from typer.testing import CliRunner

import pipeline
from pipeline.cli.app import app
from pipeline.params import FactsParams, OrganizationsParams, Params, PillarsParams, load_params, locate_files
from pipeline.tables.contract import CONTRACT_TABLES
from pipeline.tables.files import read_table

OWN = Params(
    organizations=OrganizationsParams(gazetteer="own/names.csv", stop_list="own/stops.txt"),
    pillars=PillarsParams(scheme="own/scheme"),
    facts=FactsParams(indicators="own/indicators.csv"),
)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose params.yaml names files that lie beside it."""
    root = tmp_path / "repository"
    write_reports(root / "data" / "raw")
    (root / "own").mkdir()
    (root / "own" / "names.csv").write_text("name,type,region,aliases\n灯塔社,other,,\n", encoding="utf-8")
    (root / "own" / "stops.txt").write_text("远山新材料\n", encoding="utf-8")
    row = "own_firms,自家企业,高新技术企业[数|总数|],count,stock,"
    (root / "own" / "indicators.csv").write_text(
        f"indicator_id,name,aliases,dimension,measure,pillar\n{row}\n", encoding="utf-8"
    )
    lists = "organizations: {gazetteer: own/names.csv, stop_list: own/stops.txt}"
    (root / "params.yaml").write_text(f"{lists}\nfacts: {{indicators: own/indicators.csv}}\n", encoding="utf-8")
    return root


def indicator_ids(tables: Path) -> set[str]:
    facts = read_table(CONTRACT_TABLES["facts"], tables / "facts.parquet")
    return {name for name in facts.column("indicator_id").to_pylist() if name}


def test_paths_are_taken_from_the_folder(tmp_path: Path) -> None:
    located = locate_files(OWN, tmp_path)
    assert located.organizations.gazetteer == str(tmp_path / "own" / "names.csv")
    assert located.organizations.stop_list == str(tmp_path / "own" / "stops.txt")
    assert located.pillars.scheme == str(tmp_path / "own" / "scheme")
    assert located.facts.indicators == str(tmp_path / "own" / "indicators.csv")


def test_what_is_absolute_or_left_out_stays(tmp_path: Path) -> None:
    assert locate_files(Params(), tmp_path) == Params()
    located = locate_files(OWN, tmp_path)
    assert locate_files(located, Path("elsewhere")) == located


def test_without_a_file_there_are_the_defaults() -> None:
    assert load_params(None) == Params()


def test_stages_find_them_below_the_root(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for stage in STAGES:
        result = CliRunner().invoke(app, ["run", stage, "--root", "repository"], catch_exceptions=False)
        assert result.exit_code == 0
    assert "own_firms" in indicator_ids(repository / "data" / "processed")


def test_a_command_finds_them_beside_the_parameters(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.parent)
    arguments = ["extract", "repository/data/raw", "--out", "out", "--format", "parquet"]
    result = CliRunner().invoke(app, [*arguments, "--params", "repository/params.yaml"], catch_exceptions=False)
    assert result.exit_code == 0
    assert "own_firms" in indicator_ids(tmp_path / "out")


def test_a_path_of_the_command_line_is_taken_from_where_one_is(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.csv").write_text(
        (repository / "own" / "indicators.csv").read_text(encoding="utf-8").replace("own_firms", "my_firms"),
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    arguments = ["extract", "repository/data/raw", "--out", "out", "--format", "parquet", "--indicators", "mine.csv"]
    result = CliRunner().invoke(app, [*arguments, "--params", "repository/params.yaml"], catch_exceptions=False)
    assert result.exit_code == 0
    assert "my_firms" in indicator_ids(tmp_path / "out")


def test_python_finds_them_beside_the_parameters(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository.parent)
    result = pipeline.extract(Path("repository/data/raw"), params=Path("repository/params.yaml"))
    assert "own_firms" in set(result.facts["indicator_id"])
