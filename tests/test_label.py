"""The loop with a label tool: out, changed by somebody, back in as corrections and training rows."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from cases_of import read_cases
from label_studio_server import FOLDER, run_server
from studio_person import export, label

import pipeline
from pipeline.cli.app import main
from pipeline.cli.label import load_figure_reader, read_items
from pipeline.errors import ResourceError
from pipeline.label.changes import Author, find_changes
from pipeline.label.items import Item, Labels, Region, choose_items
from pipeline.label.plain import format_conll, format_doccano
from pipeline.label.studio import build_task, parse_export, parse_results
from pipeline.label.training import format_organizations, format_pillars, mark_organizations
from pipeline.organizations.compose import parse_marked
from pipeline.pillars.examples import read_examples
from pipeline.resources.corrections import read_corrections

CASES = read_cases("label.yaml")
REPORT: str = CASES["report"]
AUTHOR = Author("李想", "2023-04-05", "looked at it")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "云屏.md").write_text(REPORT, encoding="utf-8")
    (folder / "metadata.csv").write_text("file,report_date\n云屏.md,2023-01\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory, reports: Path) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    pipeline.extract(reports).write(folder, formats=("parquet",))
    return folder


@pytest.fixture(scope="module")
def items(tables: Path) -> dict[str, Item]:
    return {item.text: item for item in read_items(tables)}


@pytest.fixture(scope="module")
def read_figure():
    return load_figure_reader()


def item_of(name: str, items: dict[str, Item]) -> Item:
    return items[CASES["sentences"][name]]


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return int(stopped.value.code or 0)


def test_an_item_holds_all_that_was_found(items: dict[str, Item]) -> None:
    item = item_of("firms", items)
    assert [item.text[region.start : region.end] for region in item.found.regions] == ["65家", "30家"]
    assert item.found.regions[0].fields["indicator"] == "高新技术企业"
    assert item.found.regions[0].fields["value"] == "65"
    assert {region.label for region in item_of("partners", items).found.regions} == {"fact", "university", "company"}


def test_the_least_sure_come_first(items: dict[str, Item]) -> None:
    chosen = choose_items(list(items.values()), uncertain=True)
    assert [item.score for item in chosen] == sorted(item.score for item in items.values())
    assert len(choose_items(list(items.values()), uncertain=True, limit=2)) == 2
    assert choose_items(list(items.values()), reports=["another"]) == []
    assert [item.text for item in choose_items(list(items.values()))] == list(items)


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_what_somebody_changes_becomes_corrections(items: dict[str, Item], read_figure: Any, case: Any) -> None:
    item = item_of(case["sentence"], items)
    task = build_task(item)
    said = label(task, case.get("edits", ()), case.get("pillar"))
    (annotated,) = parse_export(json.loads(json.dumps([export(task, said)])), "export.json")
    problems: list[str] = []
    found = find_changes(annotated, AUTHOR, read_figure, problems)
    assert [[one.text, one.target, one.action, one.field, one.value] for one in found] == case["corrections"]
    expected = case.get("problems", [])
    assert len(problems) == len(expected)
    assert all(wanted in problem for wanted, problem in zip(expected, problems, strict=True))
    for one in found:
        assert item.text[one.char_start - item.sentence_start : one.char_end - item.sentence_start] == one.text
        assert (one.who, one.day, one.why) == ("李想", "2023-04-05", "looked at it")


def test_the_configuration_knows_every_control_of_the_tasks(tables: Path, tmp_path: Path) -> None:
    assert run("label", "export", tables, "--out", tmp_path) == 0
    config = ElementTree.parse(tmp_path / "config.xml")
    controls = {tag.get("name"): tag for tag in config.iter() if tag.get("toName")}
    assert {tag.get("toName") for tag in controls.values()} == {"sentence"}
    tasks = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    results = [result for task in tasks for result in task["predictions"][0]["result"]]
    assert len(results) > 20
    for result in results:
        control = controls[result["from_name"]]
        assert control.tag.lower() == result["type"]
        value = result["value"]
        for choice in value.get("choices", value.get("labels", [])):
            assert choice in {tag.get("value") for tag in control}
    assert all(task["data"]["found"] == task["predictions"][0]["result"] for task in tasks)


def test_of_several_annotations_the_latest_counts_and_skipped_ones_do_not(items: dict[str, Item]) -> None:
    task = build_task(item_of("firms", items))
    first, second = label(task, [{"find": "65家", "delete": True}]), label(task)
    (both,) = parse_export([export(task, first, second)], "e")
    assert both.said is not None
    assert len(both.said.regions) == 2
    assert (both.who, both.day) == ("Label Studio user 7", "2023-04-02")
    (skipped,) = parse_export([export(task, first, cancelled=True)], "e")
    (untouched,) = parse_export([export(task)], "e")
    assert skipped.said is untouched.said is None


def test_a_region_whose_text_is_not_there_makes_its_task_unused(items: dict[str, Item], read_figure: Any) -> None:
    task = build_task(item_of("firms", items))
    said = label(task)
    said[0]["value"] = {"start": 0, "end": 3, "text": "65家", "labels": ["fact"]}
    (annotated,) = parse_export([export(task, said)], "e")
    problems: list[str] = []
    assert find_changes(annotated, AUTHOR, read_figure, problems) == []
    assert len(problems) == 1
    assert "does not stand where its offsets say" in problems[0]


def test_offsets_of_a_browser_are_code_points_again() -> None:
    text = "𬭊矿开采企业达65家"
    results = [
        {
            "id": "a",
            "from_name": "label",
            "type": "labels",
            "value": {"start": 8, "end": 11, "text": "65家", "labels": ["fact"]},
        }
    ]
    (labels, problems) = parse_results(text, results)
    assert (problems, [text[region.start : region.end] for region in labels.regions]) == ((), ["65家"])


@pytest.mark.parametrize("content", [{}, [1], [{"data": {}}], [{"data": {"text": "x", "found": 3}}]], ids=str)
def test_what_is_no_export_is_refused(content: Any) -> None:
    with pytest.raises(ResourceError, match=r"^export\.json"):
        parse_export(content, "export.json")


# Training rows


def test_labelled_sentences_train_pillars(items: dict[str, Item], tmp_path: Path) -> None:
    item = item_of("firms", items)
    path = tmp_path / "pillars.csv"
    path.write_text(format_pillars([(item, item.found)]), encoding="utf-8")
    path.write_text(format_pillars([(item, Labels("talent", ()))], path.read_text(encoding="utf-8")), encoding="utf-8")
    (example,) = read_examples(path)
    assert (example.text, example.pillar, example.group) == (item.text, "talent", "云屏")


def test_labelled_sentences_train_organizations(items: dict[str, Item]) -> None:
    item = item_of("partners", items)
    content = format_organizations([(item, item.found)])
    (line,) = content.splitlines()
    assert line.startswith("<u 云屏大学>与<c 远山新材料有限公司>共建实验室3个")
    example = parse_marked(line)
    assert [(example.text[start:end], kind) for start, end, kind in example.spans] == [
        ("云屏大学", "university"),
        ("远山新材料有限公司", "company"),
    ]
    again = format_organizations([(item, Labels(None, ()))], content)
    assert again == f"{item.text}\n"


def test_the_outer_name_is_marked_and_signs_that_mark_are_left_out() -> None:
    inner, outer = Region(0, 4, "university", {}), Region(0, 7, "platform", {})
    assert mark_organizations("云屏大学实验室", [outer, inner]) == "<p 云屏大学实验室>"
    assert mark_organizations("满意率>90%", []) is None
    assert mark_organizations("远山\n公司来了", [Region(0, 5, "company", {})]) == "<c 远山公司>来了"


# Simple formats


def test_doccano_and_conll_hold_the_same_spans(items: dict[str, Item]) -> None:
    item = item_of("partners", items)
    row = json.loads(format_doccano([item]))
    names = [row["text"][start:end] for start, end, _ in row["label"]]
    assert names == ["云屏大学", "远山新材料有限公司", "3个", "1.5亿元"]
    lines = format_conll([item]).splitlines()
    assert lines[:5] == ["云\tB-university", "屏\tI-university", "大\tI-university", "学\tI-university", "与\tO"]
    assert lines[-1] == ""
    assert "".join(line[0] for line in lines[:-1]) == item.text
    assert sum("\tB-" in line for line in lines) == 4


# The whole loop


def edit_export(folder: Path) -> list[dict[str, Any]]:
    """Label some tasks of an exported folder."""
    tasks = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
    by_text = {task["data"]["text"]: task for task in tasks}
    firms, partners = (by_text[CASES["sentences"][name]] for name in ("firms", "partners"))
    untouched = [task for task in tasks if task not in (firms, partners)]
    return [
        export(
            firms, label(firms, [{"find": "65家", "fields": {"status": "target"}}, {"find": "30家", "delete": True}])
        ),
        export(partners, label(partners, [{"find": "云屏大学", "fields": {"organization": "云屏理工大学"}}], "talent")),
        *(export(task) for task in untouched),
    ]


def check_loop(reports: Path, tmp_path: Path, exported: list[dict[str, Any]]) -> None:
    """Import an export and extract again: the tables say what people said, and nothing is left to say."""
    folder = tmp_path / "reports"
    shutil.copytree(reports, folder)
    (tmp_path / "export.json").write_text(json.dumps(exported), encoding="utf-8")
    arguments = ("--corrections", folder / "corrections.csv", "--training", tmp_path / "labelled")
    assert run("label", "import", tmp_path / "export.json", *arguments) == 0
    first = (folder / "corrections.csv").read_bytes()
    assert run("label", "import", tmp_path / "export.json", *arguments) == 0
    assert (folder / "corrections.csv").read_bytes() == first
    assert len(read_corrections([folder / "corrections.csv"])) == 4
    result = pipeline.extract(folder)
    assert set(result.corrections["status"]) == {"applied"}
    facts = result.facts.set_index("text")
    assert facts.loc["65家", "status"] == "target"
    assert "30家" not in facts.index
    assert facts.loc["3个", "pillar"] == "talent"
    assert "云屏理工大学" in set(result.organizations["name"])
    result.write(tmp_path / "again", formats=("csv",))
    for item in read_items(tmp_path / "again"):
        task = build_task(item)
        (annotated,) = parse_export([export(task, label(task))], "e")
        assert find_changes(annotated, AUTHOR, lambda _: {}, []) == []
    assert {example.pillar for example in read_examples(tmp_path / "labelled" / "pillars.csv")} >= {"talent"}
    assert "<u 云屏大学>" in (tmp_path / "labelled" / "organizations.txt").read_text(encoding="utf-8")


def test_the_loop_with_an_export_as_label_studio_writes_it(reports: Path, tables: Path, tmp_path: Path) -> None:
    assert run("label", "export", tables, "--out", tmp_path / "label", "--uncertain") == 0
    check_loop(reports, tmp_path, edit_export(tmp_path / "label"))


def test_what_cannot_be_used_is_told_and_the_rest_written(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("label", "export", tables, "--out", tmp_path / "label") == 0
    exported = edit_export(tmp_path / "label")
    exported[0]["annotations"][0]["result"] += label(
        {"data": exported[0]["data"], "predictions": [{"result": []}]}, [{"find": "2022年", "to": "fact"}]
    )
    (tmp_path / "export.json").write_text(json.dumps(exported), encoding="utf-8")
    assert run("label", "import", tmp_path / "export.json", "--corrections", tmp_path / "c.csv", "--who", "李想") == 3
    assert "2022年 is not added: indicator is not filled in" in capsys.readouterr().err
    assert {item.who for item in read_corrections([tmp_path / "c.csv"])} == {"李想"}


@pytest.mark.slow
@pytest.mark.skipif(FOLDER not in os.environ, reason="`make labelstudio` installs a Label Studio and runs this")
def test_the_loop_with_a_real_label_studio(reports: Path, tables: Path, tmp_path: Path) -> None:
    assert run("label", "export", tables, "--out", tmp_path / "label") == 0
    tasks = json.loads((tmp_path / "label" / "tasks.json").read_text(encoding="utf-8"))
    wanted = {task["data"]["text"]: task for task in edit_export(tmp_path / "label")}
    (tmp_path / "data").mkdir()
    with run_server(Path(os.environ[FOLDER]).resolve(), tmp_path / "data") as studio:
        project = studio.create_project((tmp_path / "label" / "config.xml").read_text(encoding="utf-8"), tasks)
        given = studio.read_tasks(project)
        assert [task["predictions"][0]["result"] for task in given] == [task["data"]["found"] for task in tasks]
        for task in given:
            for annotation in wanted[task["data"]["text"]]["annotations"]:
                studio.ask("POST", f"/api/tasks/{task['id']}/annotations/", {"result": annotation["result"]})
        exported = studio.export(project)
    assert len(exported) == len(tasks)
    check_loop(reports, tmp_path, exported)
