"""Learning from what people labelled: one command trains with it, and says what it changed on groups kept out."""

from __future__ import annotations

import csv
import json
import shutil
import zlib
from pathlib import Path

import pytest

import pipeline
from pipeline.cli.app import main
from pipeline.errors import ModelError, ResourceError
from pipeline.organizations.compose import read_marked

ROOT = Path(__file__).parents[1]
DIGITAL = Path(__file__).parent / "cases" / "digital"
TEMPLATES = (
    "引进{co}、{co}等{n}家企业。\n{dept}、{dept}联合印发通知。\n{uni}与{inst}共建{plat}。\n大力发展{ind}产业。\n"
)
# a word that no other sentence has: only a model that saw it in another group can tell what it is about
WORD = ("灵犀通全年受理{}件。", "各镇灵犀通办结{}件。", "灵犀通累计接入{}个部门。")
MARKED = (
    "引进<c 远山新材料>、<c 沙溪药业>等企业{}家。",
    "<u 云屏大学>与<i 青禾研究院>共建中试基地{}个。",
    "全市召开科技大会{}次。",
    "<g 云屏市科技局>印发通知{}份。",
)


def run(*arguments: object) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    assert not stopped.value.code


def write_sentences(path: Path, rows: list[tuple[str, str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([("text", "pillar", "group"), *rows])
    return path


def test_added_sentences_teach_what_the_old_ones_do_not_tell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [(text.format(10 + group), "governance", f"报告{group}") for group in range(8) for text in WORD]
    added = write_sentences(tmp_path / "pillars.csv", rows)
    common = ("--scheme", DIGITAL / "pillars.yaml", "--sentences", DIGITAL / "sentences.csv")
    run("train", "pillars", *common, "--add", added, "--out", tmp_path / "scheme")
    change = json.loads((tmp_path / "scheme" / "comparison.json").read_text(encoding="utf-8"))
    assert change["added"] == change["added_before"]["sentences"] == change["added_after"]["sentences"] == len(rows)
    assert change["added_after"]["accuracy"] >= change["added_before"]["accuracy"] + 0.3
    assert change["added_after"]["accuracy"] >= 0.9
    assert change["before"]["sentences"] == change["after"]["sentences"] > len(rows)
    assert change["mended"] - change["spoiled"] == pytest.approx(
        (change["after"]["accuracy"] - change["before"]["accuracy"]) * change["after"]["sentences"], abs=1
    )
    said = capsys.readouterr().out
    assert f"{len(rows)} sentences added or labelled anew" in said
    assert f"{change['mended']} sentences mended, {change['spoiled']} spoiled" in said


def test_without_added_sentences_there_is_nothing_to_compare(tmp_path: Path) -> None:
    common = ("--scheme", DIGITAL / "pillars.yaml", "--sentences", DIGITAL / "sentences.csv")
    run("train", "pillars", *common, "--out", tmp_path / "scheme")
    assert not (tmp_path / "scheme" / "comparison.json").exists()


def test_a_sentence_that_is_labelled_anew_counts_with_its_new_label(tmp_path: Path) -> None:
    with (DIGITAL / "sentences.csv").open(encoding="utf-8", newline="") as file:
        old = next(row for row in csv.DictReader(file) if row["pillar"] not in ("", "none"))
    added = write_sentences(tmp_path / "anew.csv", [(old["text"], "none", "报告")])
    common = ("--scheme", DIGITAL / "pillars.yaml", "--sentences", DIGITAL / "sentences.csv")
    run("train", "pillars", *common, "--add", added, "--out", tmp_path / "scheme")
    change = json.loads((tmp_path / "scheme" / "comparison.json").read_text(encoding="utf-8"))
    assert (change["added"], change["added_after"]["sentences"]) == (1, 1)
    assert change["added_before"]["accuracy"] == 0.0  # taught the other label, where it saw the sentence at all


@pytest.fixture(scope="module")
def patterns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few patterns and quick parameters, so that training takes no time."""
    folder = tmp_path_factory.mktemp("patterns")
    shutil.copy(ROOT / "data" / "train" / "organizations" / "slots.yaml", folder)
    (folder / "templates.txt").write_text(TEMPLATES, encoding="utf-8")
    (folder / "params.yaml").write_text("train_organizations:\n  iterations: 10\n  models: 1\n", encoding="utf-8")
    return folder


def test_marked_sentences_teach_organizations(
    patterns: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [text.format(number) for number in range(10, 15) for text in MARKED]
    (tmp_path / "organizations.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    common = ("--sentences", patterns, "--params", patterns / "params.yaml")
    run("train", "organizations", *common, "--add", tmp_path / "organizations.txt", "--out", tmp_path / "model")
    assert {path.name for path in (tmp_path / "model").iterdir()} == {"weights.npz", "meta.json", "comparison.json"}
    change = json.loads((tmp_path / "model" / "comparison.json").read_text(encoding="utf-8"))
    added = read_marked(tmp_path / "organizations.txt")
    kept_out = [example for example in added if zlib.crc32(example.text.encode()) % 5 == 0]
    assert change["added"] == len(lines)
    assert 0 < len(kept_out) == change["added_before"]["sentences"] == change["added_after"]["sentences"] < len(lines)
    assert change["composed_before"]["sentences"] == change["composed_after"]["sentences"] > 0
    assert "added sentences kept out" in capsys.readouterr().out
    text = "引进远山新材料、沙溪药业等企业12家。"
    found = pipeline.extract(text, params={"organizations": {"model": str(tmp_path / "model")}}).mentions
    assert {"远山新材料", "沙溪药业"} <= set(found["text"])
    with pytest.raises(ModelError, match=r"elsewhere.*cannot be read"):
        pipeline.extract(text, params={"organizations": {"model": str(tmp_path / "elsewhere")}})


def test_few_marked_sentences_tell_that_more_are_needed(
    patterns: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = next(number for number in range(99) if zlib.crc32(f"引进远山新材料{number}次。".encode()) % 5)
    path = tmp_path / "organizations.txt"
    path.write_text(f"# one line\n引进<c 远山新材料>{number}次。\n", encoding="utf-8")
    common = ("--sentences", patterns, "--params", patterns / "params.yaml")
    run("train", "organizations", *common, "--add", path, "--out", tmp_path / "model")
    assert "added sentences kept out: none; label more" in capsys.readouterr().out


@pytest.mark.parametrize("line", ["引进<x 远山>。", "引进<c 远山。", "引进{co}。"])
def test_a_mark_that_is_none_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "organizations.txt").write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(ResourceError, match="holds a sign that is no mark"):
        read_marked(tmp_path / "organizations.txt")


@pytest.mark.parametrize(
    "arguments",
    [
        ("pillars", "--out", "x"),
        ("organizations", "--out", "x", "--sentences", DIGITAL / "sentences.csv"),
        ("organizations", "--out", "x", "--sentences", DIGITAL, "--scheme", DIGITAL / "pillars.yaml"),
        ("towns", "--out", "x"),
    ],
    ids=str,
)
def test_what_does_not_go_together_is_refused(
    arguments: tuple[object, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["train", *map(str, arguments)])
    assert stopped.value.code == 2
    assert capsys.readouterr().err
