"""dvc.yaml tells all that a stage depends on, and DVC reruns just what a change touches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp
import pytest
import yaml

from pipeline.params import SHARED
from pipeline.stages import STAGES

ROOT = Path(__file__).parents[1]
DATA = ROOT / "pipeline" / "resources" / "data"
CORE_STAGES = ("segment", "organizations", "pillars", "quantities", "facts")


@cache
def import_graph() -> grimp.ImportGraph:
    return grimp.build_graph("pipeline", exclude_type_checking_imports=True, cache_dir=None)


def stages() -> dict:
    return yaml.safe_load((ROOT / "dvc.yaml").read_text(encoding="utf-8"))["stages"]


def used_files(stage: str) -> Iterator[str]:
    """Give the modules that the module of a stage imports, directly or not, and the data files that they name."""
    start = f"pipeline.stages.{stage}"
    for module in {start, *import_graph().find_upstream_modules(start)}:
        path = ROOT.joinpath(*module.split("."))
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        yield file.relative_to(ROOT).as_posix()
        if module.startswith("pipeline.resources."):
            for name in re.findall(r'"([^"\n]+\.[a-z]+)"', file.read_text(encoding="utf-8")):
                if (DATA / name).is_file():
                    yield (DATA / name).relative_to(ROOT).as_posix()


def is_covered(path: str, deps: list[str]) -> bool:
    return any(path == dep or path.startswith(f"{dep}/") for dep in deps)


@pytest.mark.parametrize("stage", STAGES)
def test_deps_cover_all_code_and_data_files_that_a_stage_uses(stage):
    deps = stages()[stage]["deps"]
    missing = sorted(path for path in used_files(stage) if not is_covered(path, deps))
    assert not missing, f"add to the deps of {stage} in dvc.yaml: {', '.join(missing)}"


@pytest.mark.parametrize("stage", STAGES)
def test_deps_name_no_code_that_a_stage_does_not_use(stage):
    used = list(used_files(stage))
    code = [dep for dep in stages()[stage]["deps"] if dep.startswith("pipeline/")]
    needless = [dep for dep in code if not any(is_covered(path, [dep]) for path in used)]
    assert not needless, f"take out of the deps of {stage} in dvc.yaml: {', '.join(needless)}"


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_depends_on_its_own_params_only(stage):
    others = {
        **dict.fromkeys(CORE_STAGES, SHARED),
        "evaluate": CORE_STAGES,  # it runs all of them on the annotated reports
        "corrections": ("facts", "organizations"),  # what is corrected gets its derived columns and its name anew
        # what the user's own gazetteer and indicators say; what an inconsistency costs
        "publish": ("organizations", "facts", "audit"),
    }
    assert sorted(stages()[stage]["params"]) == sorted([stage, *others.get(stage, ())])


def test_all_deps_exist_or_are_made_by_a_stage():
    made = [path for stage in stages().values() for out in stage["outs"] for path in out]
    deps = {dep for stage in stages().values() for dep in stage["deps"]}
    assert not sorted(dep for dep in deps if not (ROOT / dep).exists() and not is_covered(dep, made))


def test_nothing_is_kept_in_the_cache_of_dvc():
    outs = [out for stage in stages().values() for out in [*stage["outs"], *stage.get("metrics", [])]]
    assert all(settings["cache"] is False for out in outs for settings in out.values())
