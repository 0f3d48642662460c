"""What is installed from a wheel works without the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from mini import read_folder, write_reports

BUILT_FROM = ("pipeline", "models", "pyproject.toml", "setup.py", "MANIFEST.in", "README.md")

pytestmark = pytest.mark.slow


def run_python(*arguments: str | Path, cwd: Path, path: Path | None = None) -> str:
    env = {**os.environ, "PYTHONPATH": str(path or "")}
    done = subprocess.run([sys.executable, *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory) -> Path:
    """The wheel, built from a copy of what the repository holds, with the setuptools of the environment."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in BUILT_FROM:
        if (root / name).is_dir():
            shutil.copytree(root / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(root / name, source / name)
    options = ("--no-deps", "--no-build-isolation", "--no-index", "--quiet")
    run_python("-m", "pip", "wheel", *options, "--wheel-dir", target, source, cwd=source)
    (built,) = target.glob("huibao-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """A folder with the wheel unpacked, as an installer leaves it."""
    target = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def test_the_wheel_carries_models_and_data_files(root, wheel):
    held = set(zipfile.ZipFile(wheel).namelist())
    models = {path.relative_to(root).as_posix() for path in (root / "models").rglob("[!.]*") if path.is_file()}
    data = {path.relative_to(root).as_posix() for path in (root / "pipeline").rglob("data/*") if path.is_file()}
    assert models
    assert data
    assert {f"pipeline/{model}" for model in models} <= held
    assert data <= held
    assert "pipeline/py.typed" in held


def test_the_wheel_carries_nothing_else(wheel):
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"pipeline"}


def test_an_installed_wheel_writes_what_the_repository_writes(root, installed, tmp_path):
    reports = write_reports(tmp_path / "in")
    where = run_python("-c", "import pipeline; print(pipeline.__file__)", cwd=tmp_path, path=installed)
    assert Path(where.strip()).is_relative_to(installed)
    extract = ("-m", "pipeline.cli", "extract", reports, "--out")
    run_python(*extract, tmp_path / "ours", cwd=tmp_path, path=installed)
    run_python(*extract, tmp_path / "theirs", cwd=root)
    assert read_folder(tmp_path / "ours") == read_folder(tmp_path / "theirs")


def test_components_of_an_installed_wheel_are_found(installed, tmp_path):
    code = (
        "import spacy, pipeline\n"
        "nlp = spacy.blank('zh')\n"
        "nlp.add_pipe('huibao_facts')\n"
        "doc = nlp('2022年，全市高新技术企业达到47家。')\n"
        "print(pipeline.__file__, *(span.text for span in doc.spans['huibao_facts']))\n"
    )
    where, *figures = run_python("-c", code, cwd=tmp_path, path=installed).split()
    assert Path(where).is_relative_to(installed)
    assert figures == ["47家"]
