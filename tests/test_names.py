"""One name an idea: a stage is called the same everywhere."""

from __future__ import annotations

import importlib
import inspect
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.cli.commands import COMMANDS
from pipeline.params import SHARED, Params, build_params, read_params
from pipeline.stages import STAGES
from pipeline.tables.staged import STAGE_TABLES

COMPONENTS = ("huibao_facts", "huibao_organizations", "huibao_pillars", "huibao_quantities", "huibao_segment")


def read_yaml(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_dvc_names_the_stages(root):
    assert set(read_yaml(root / "dvc.yaml")["stages"]) == set(STAGES)


def test_params_yaml_has_a_section_for_each_stage_and_those_that_they_share(root):
    assert list(read_yaml(root / "params.yaml")) == [*STAGES, *SHARED]


def test_params_yaml_states_the_defaults(root):
    params = read_params(root / "params.yaml")
    own = replace(params.organizations, gazetteer="", stop_list="")  # the repository has files for them
    overlay = replace(params.corrections, file="")
    assert replace(params, organizations=own, corrections=overlay) == Params()


def test_the_command_line_offers_the_stages():
    shown = CliRunner().invoke(app, ["run", "--help"], terminal_width=10_000).stdout
    assert f"One of {', '.join(STAGES)}." in shown


@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_is_a_module_with_one_function(stage):
    module = importlib.import_module(f"pipeline.stages.{stage}")
    run = getattr(module, f"run_{stage}")
    assert list(inspect.signature(run).parameters) == ["root", "params"]


def test_there_is_no_module_of_a_stage_that_is_none(root):
    modules = {path.stem for path in (root / "pipeline" / "stages").glob("*.py")}
    assert modules - set(STAGES) == {"__init__", "folders", "incremental", "report", "staged"}


def test_tables_belong_to_stages():
    assert {table.stage for table in STAGE_TABLES} <= set(STAGES)


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_runs_itself_and_owns_a_folder_or_models(root, stage):
    written = read_yaml(root / "dvc.yaml")["stages"][stage]
    paths = [path for out in [*written["outs"], *written.get("metrics", [])] for path in out]
    assert written["cmd"] == f"huibao run {stage}"
    assert stage in written["params"]
    if stage.startswith("train_"):
        assert paths[0] == f"models/{stage.removeprefix('train_')}"
        assert paths[1:] in ([], [f"metrics/{stage}.json"])
    elif stage == "publish":
        assert all(Path(path).parent == Path("data/processed") for path in paths)
    elif stage == "review":
        assert paths == ["data/processed/review"]
    elif stage == "evaluate":
        assert paths == ["data/processed/stages/evaluate", "metrics/evaluate.json"]
    else:
        assert paths == [f"data/processed/stages/{stage}"]


def test_commands_are_named_like_their_modules(root):
    others = {"__init__", "__main__", "app", "commands", "engines", "extracting"}
    modules = {path.stem for path in (root / "pipeline" / "cli").glob("*.py")} - others
    assert set(COMMANDS) == modules


def test_components_are_entry_points():
    registered = {point.name: point for point in entry_points(group="spacy_factories")}
    ours = {name for name in registered if name.startswith("huibao_")}
    assert ours == set(COMPONENTS)
    for name in ours:
        step = name.removeprefix("huibao_")
        assert registered[name].value == f"pipeline.components.{step}:make_{step}"


def test_every_section_of_params_refuses_an_unknown_key():
    for stage in STAGES:
        with pytest.raises(Exception, match="unknown key 'no_such_key'"):
            build_params({stage: {"no_such_key": 1}})
