"""What README, CONTRIBUTING and docs/ say is run or compared with what is there."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.cli.app import main
from pipeline.cli.commands import COMMANDS
from pipeline.tables.contract import CONTRACT_TABLES, FACTS
from pipeline.tables.decimals import format_decimal

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
SECTIONS = [
    "What it does",
    "Try it",
    "What you get",
    "How it works",
    "Use from Python",
    "Use in spaCy",
    "Your own reports",
    "Limits",
    "Development",
]


def find_blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def find_commands(text: str) -> list[str]:
    """All lines after a prompt in console blocks."""
    return [line[2:] for block in find_blocks(text, "console") for line in block.splitlines() if line.startswith("$ ")]


def find_section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def read_table(text: str) -> list[dict[str, str]]:
    """The first Markdown table of a text, one mapping a row."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    header, _, *rows = ([cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines)
    return [dict(zip(header, row, strict=True)) for row in rows]


def read_pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like the repository to the examples, without what they would overwrite."""
    for name in ("data/raw", "data/gold", "data/organizations"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "params.yaml", tmp_path)
    pipeline.extract(ROOT / "data" / "raw").write(tmp_path / "data" / "processed", formats=("parquet", "csv"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_huibao(arguments: list[str]) -> int:
    try:
        main(arguments)
    except SystemExit as exit_:
        return int(exit_.code or 0)
    return 0


# README


def test_sections_are_in_their_order() -> None:
    assert re.findall(r"^## (.+)$", README, re.MULTILINE) == SECTIONS


def test_the_example_is_what_comes_out() -> None:
    section = find_section("What it does")
    sentence = next(line.removeprefix("> ") for line in section.splitlines() if line.startswith("> "))
    date = re.search(r"`report_date` (\d{4}-\d\d)", section)
    assert date is not None
    shown = read_table(section)
    facts = pipeline.extract(sentence, report_date=date[1]).analyses[0].facts
    by_id = {fact.fact_id: fact.text for fact in facts}
    found = [
        {
            **{name: "" if getattr(fact, name, None) is None else str(getattr(fact, name)) for name in shown[0]},
            "value": format_decimal(fact.value),
            "part_of": by_id.get(fact.part_of or "", ""),
        }
        for fact in facts
    ]
    assert found == shown
    assert len(shown) >= 3


def test_all_columns_of_facts_are_told_in_their_order() -> None:
    told = [row["column"] for row in read_table(find_section("What you get"))]
    assert told == list(FACTS.column_names)


def test_all_tables_are_told() -> None:
    section = find_section("What you get")
    assert all(f"`{name}`" in section for name in CONTRACT_TABLES)


def test_every_command_is_told() -> None:
    missing = [command for command in COMMANDS if f"huibao {command}" not in README]
    assert missing == []


@pytest.mark.slow
def test_python_examples_run(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {}
    blocks = find_blocks(README, "python")
    assert len(blocks) >= 2
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)
    assert "Traceback" not in capsys.readouterr().err
    assert workplace.is_dir()


@pytest.mark.slow
def test_command_examples_run(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(workplace / "data" / "raw", workplace / "reports")
    commands = [shlex.split(command) for command in find_commands(README)]
    ours = [command[1:] for command in commands if command[0] == "huibao"]
    assert len(ours) >= 4
    for arguments in ours:
        if arguments[0] == "run":
            continue  # tests/test_stages.py runs the stages; here they would write over the repository's models
        assert run_huibao(arguments) == 0, f"{arguments}: {capsys.readouterr().err}"


# All pages


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        named = re.findall(r"(?:`|\$ )make ([a-z]+)", page.read_text(encoding="utf-8"))
        assert named or page.name != "README.md"
        assert set(named) <= targets, page.name


def test_extras_exist() -> None:
    extras = set(read_pyproject()["project"]["optional-dependencies"])
    named = re.findall(r"\.\[([a-z,]+)\]", README)
    assert named
    assert {name for group in named for name in group.split(",")} <= extras


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_paths_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if "://" not in link]
    paths = re.findall(r"`((?:pipeline|tests|docs|notebooks|models|data)/[\w./*-]+)`", text)
    made = ("data/processed", "data/train")  # made by a run, or filled by it
    absent = [link for link in links if not (page.parent / link).exists()]
    absent += [path for path in paths if not path.startswith(made) and not list(ROOT.glob(path.rstrip("/")))]
    assert absent == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_lines_are_short_and_plain(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()
    long = [line for line in lines if len(line) > 120 and not line.startswith(("|", ">"))]
    assert long == []


def test_architecture_shows_the_layers_that_are_checked() -> None:
    (contract,) = (item for item in read_pyproject()["tool"]["importlinter"]["contracts"] if item["type"] == "layers")
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    block = next(block for block in re.findall(r"^```\n(.*?)^```$", text, re.MULTILINE | re.DOTALL) if "cli" in block)
    shown = [re.split(r" {3,}", line)[0].strip() for line in block.splitlines()]
    assert [set(line.split(" | ")) for line in shown] == [set(line.split(" | ")) for line in contract["layers"]]


def test_the_changelog_tells_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## \[(.+?)\]", text, re.MULTILINE)
    assert headings[0] == "Unreleased" or headings[0] == read_pyproject()["project"]["version"]
    kinds = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
