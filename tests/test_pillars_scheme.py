"""A scheme of a user: other pillars, own sentences, one command to train, and tables that follow it."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import yaml
from mini import STAGES

import pipeline
from pipeline.cli.app import main
from pipeline.errors import ModelError, ResourceError, TableError
from pipeline.organizations.link import load_directory
from pipeline.params import Params, PillarsParams, ReviewParams
from pipeline.pillars import load_pillar_classifier
from pipeline.pillars.examples import join_examples, read_examples, read_training, scheme_examples
from pipeline.publish import build_contract_tables
from pipeline.resources.pillars import NONE, ContextWeights, load_pillar_taxonomy, read_pillar_taxonomy
from pipeline.review import write_review
from pipeline.stages import run_stage
from pipeline.tables.published import read_published_rows
from tests.test_pillars import classify

DIGITAL = Path(__file__).parent / "cases" / "digital"
PILLARS = ("network", "industry", "adoption", "governance", "data", "none")
REPORT = """数字云岭2024年工作总结

一、夯基础
全市累计建成5G基站4600座，增长12%。
二、全年工作
数据交易额达到3.6亿元。新增企业上云320家。地区生产总值完成216亿元。
网上可办率达到96%，建成数据中心3个。
"""


@pytest.fixture(scope="module")
def scheme(tmp_path_factory) -> Path:
    """The scheme of the tests, trained by the command."""
    out = tmp_path_factory.mktemp("schemes") / "digital"
    sentences = DIGITAL / "sentences.csv"
    arguments = ["--scheme", str(DIGITAL / "pillars.yaml"), "--sentences", str(sentences), "--out", str(out)]
    with pytest.raises(SystemExit, match="0"):
        main(["train", "pillars", *arguments])
    return out


@pytest.fixture(scope="module")
def tables(scheme, tmp_path_factory) -> Path:
    """The report above, extracted with that scheme by the command."""
    folder = tmp_path_factory.mktemp("extracted")
    report, out = folder / "云岭2024.txt", folder / "tables"
    report.write_text(REPORT, encoding="utf-8")
    formats = ["--format", "parquet", "--format", "csv"]
    with pytest.raises(SystemExit, match="0"):
        main(["extract", str(report), "--out", str(out), "--pillars", str(scheme), *formats])
    return out


def test_training_leaves_a_folder_that_holds_all(scheme):
    assert {path.name for path in scheme.iterdir()} == {"pillars.yaml", "model.json", "metrics.json", "plots"}
    metrics = json.loads((scheme / "metrics.json").read_text(encoding="utf-8"))
    assert set(metrics["per_pillar"]) == set(PILLARS)
    assert metrics["candidates"][metrics["chosen"]]["macro_f1"] >= 0.75
    assert {path.name for path in (scheme / "plots").iterdir()} == {
        "confusion.csv",
        "per_pillar.csv",
        "reliability.csv",
    }


@pytest.mark.parametrize(
    ("text", "pillar"),
    [
        ("县域5G基站总量达到1900座。", "network"),
        ("集成电路材料企业增至28家。", "industry"),
        ("新建成智能工厂9家。", "adoption"),
        ("政务服务事项全程网办率达到91%。", "governance"),
        ("公共数据授权运营累计收入460万元。", "data"),
        ("城区新建小学3所。", "none"),
        ("高新技术企业达到47家。", "none"),
    ],
)
def test_sentences_get_the_pillars_of_the_scheme(scheme, text, pillar):
    (label,) = classify(load_pillar_classifier(PillarsParams(scheme=str(scheme))), text)
    assert label.pillar == pillar
    assert text not in (DIGITAL / "sentences.csv").read_text(encoding="utf-8")


def test_the_tables_follow_the_scheme(tables):
    rows = pq.read_table(tables / "facts.parquet").to_pylist()
    assert [(row["text"], row["pillar"]) for row in rows] == [
        ("4600座", "network"),
        ("12%", "network"),
        ("3.6亿元", "data"),
        ("320家", "adoption"),
        ("216亿元", "none"),
        ("96%", "governance"),
        ("3个", "network"),
    ]
    for name in ("facts", "sentences"):
        field = pq.read_schema(tables / f"{name}.parquet").field("pillar")
        assert field.metadata[b"enum"].decode() == ";".join(PILLARS)


def test_the_description_of_the_tables_follows_the_scheme(tables):
    package = json.loads((tables / "datapackage.json").read_text(encoding="utf-8"))
    enums = [
        field["constraints"]["enum"]
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
        if field["name"] == "pillar" and resource["name"] in ("facts", "sentences")
    ]
    assert enums == [list(PILLARS), list(PILLARS)]
    dictionary = (tables / "data_dictionary.md").read_text(encoding="utf-8")
    assert f"One of: {', '.join(PILLARS)}." in dictionary
    assert "enterprise" not in dictionary


def test_other_commands_read_tables_of_another_scheme(tables, capsys):
    for path in tables.glob("*.parquet"):
        path.unlink()  # CSV is checked as it is read
    with pytest.raises(SystemExit, match="0"):
        main(["summary", str(tables)])
    shown = capsys.readouterr().out
    assert "governance" in shown
    assert "enterprise" not in shown


def test_review_pages_show_the_pillars_of_the_scheme(tables, tmp_path):
    write_review(tables, tmp_path, ReviewParams())
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    (told,) = re.findall(r"<title>([^<]*\d)</title>", index)
    names = {row["pillar"]: row["name"] for row in read_published_rows(tables, "pillars")}
    counts = Counter(row["pillar"] for row in read_published_rows(tables, "facts"))
    assert told == "，".join(f"{label} {counts[key]}" for key, label in names.items() if counts[key])
    assert len(set(re.findall(r'fill="(#\w+)"', index))) == len(counts)
    (page,) = (tmp_path / "reports").glob("*.html")
    assert all(label in page.read_text(encoding="utf-8") for label in names.values())
    assert "强企业" not in page.read_text(encoding="utf-8")


def test_stages_python_and_components_use_the_same_scheme(scheme, tmp_path):
    params = replace(Params(), pillars=PillarsParams(scheme="digital"))
    shutil.copytree(scheme, tmp_path / "digital")
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "a.txt").write_text(REPORT, encoding="utf-8")
    for stage in STAGES:
        run_stage(stage, tmp_path, params)
    published = pq.read_table(tmp_path / "data" / "processed" / "facts.parquet")
    found = pipeline.extract(tmp_path / "data" / "raw", params={"pillars": {"scheme": str(scheme)}}).facts
    assert found["pillar"].tolist() == published.column("pillar").to_pylist()
    assert set(found["pillar"]) == {"network", "data", "adoption", "none", "governance"}


def test_publishing_refuses_a_pillar_that_is_not_of_the_scheme(scheme):
    analyses = pipeline.extract(REPORT, params={"pillars": {"scheme": str(scheme)}}).analyses
    with pytest.raises(TableError, match="'network' is not one of"):
        build_contract_tables(analyses, directory=load_directory())


def test_a_folder_that_holds_no_scheme_is_told(tmp_path):
    with pytest.raises(ModelError, match=r"no pillars\.yaml in it.*huibao train pillars"):
        load_pillar_classifier(PillarsParams(scheme=str(tmp_path)))
    shutil.copy(DIGITAL / "pillars.yaml", tmp_path)
    with pytest.raises(ModelError, match=r"model\.json: no trained model"):
        load_pillar_classifier(PillarsParams(scheme=str(tmp_path)))
    shutil.copy(Path(__file__).parents[1] / "models" / "pillars" / "model.json", tmp_path)
    with pytest.raises(ModelError, match="trained for another scheme"):
        load_pillar_classifier(PillarsParams(scheme=str(tmp_path)))


def test_what_a_scheme_leaves_out_has_a_default():
    taxonomy = read_pillar_taxonomy(DIGITAL / "pillars.yaml")
    assert taxonomy.labels == PILLARS
    assert taxonomy.weights == ContextWeights() == load_pillar_taxonomy().weights
    assert not taxonomy.mixed_headings.search("科技创新")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"examples": ["甲", "甲"]}, "examples holds twice: 甲"),
        ({"examples": []}, "must be a list"),
        ({"counter_examples": {"甲": "space"}}, "'space' is none of"),
        ({"examples": ["甲"], "counter_examples": {"甲": NONE}}, "甲 is an example of both"),
        ({"counter_examples": ["甲"]}, "must map sentences"),
    ],
)
def test_wrong_examples_are_told(tmp_path, change, told):
    content = yaml.safe_load((DIGITAL / "pillars.yaml").read_text(encoding="utf-8"))
    content["pillars"]["network"] |= change
    (tmp_path / "mine.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ResourceError, match=told):
        read_pillar_taxonomy(tmp_path / "mine.yaml")


def test_our_own_scheme_says_what_it_means_and_the_classifier_agrees():
    taxonomy = load_pillar_taxonomy()
    assert all(len(pillar.examples) >= 2 and len(pillar.counter_examples) >= 2 for pillar in taxonomy.pillars)
    classifier = load_pillar_classifier(PillarsParams())
    examples = scheme_examples(taxonomy)
    labels = [classify(classifier, example.text)[0].pillar for example in examples]
    wrong = [(item.text, label) for item, label in zip(examples, labels, strict=True) if label != item.pillar]
    assert not wrong


def test_rows_that_nobody_labelled_are_left_out_and_the_last_label_counts(tmp_path):
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    first.write_text('\ufefftext,pillar,score\r\n甲,data,0.5\r\n乙,,0.4\r\n"丙，\n丁",none,0.1\r\n', encoding="utf-8")
    second.write_text("pillar,text\nnetwork,甲\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not read", encoding="utf-8")
    examples = read_training([tmp_path])
    assert [(item.text, item.pillar) for item in examples] == [("甲", "data"), ("丙，\n丁", "none"), ("甲", "network")]
    assert len({item.group for item in examples}) == 3
    joined = join_examples(read_pillar_taxonomy(DIGITAL / "pillars.yaml"), examples)
    assert [item.pillar for item in joined if item.text == "甲"] == ["network"]


@pytest.mark.parametrize(("name", "content"), [("a.csv", "a,b\n1,2\n"), ("a.txt", ""), ("a.csv", b"\xff")])
def test_files_of_no_sentences_are_told(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ResourceError, match=name):
        read_examples(path)
