from __future__ import annotations

import copy
import csv
import importlib.util
import json
import math
import random
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.errors import TableError, UsageError
from pipeline.evaluate import (
    check_floors,
    compare_tables,
    count_causes,
    hash_gold,
    raise_floors,
    read_floors,
    read_gold,
    round_metrics,
    score_rows,
    score_tables,
    write_metrics,
    write_misses,
)
from pipeline.evaluate.__main__ import main
from pipeline.evaluate.ablation import main as run_ablation
from pipeline.evaluate.ablation import measure_ablation
from pipeline.evaluate.floors import FLOORED, Floors
from pipeline.evaluate.likeness import same_indicator, same_number, same_unit
from pipeline.evaluate.segmenters import main as run_segmenters

TEXT = "2022年，云溪市高新技术企业达47家，其中国家级18家，增长8.5%。\n加强人才引进。\n"


def gold_fact(text: str, **changes: Any) -> dict[str, Any]:
    start = TEXT.index(text)
    row: dict[str, Any] = {
        "t": "fact",
        "s": 0,
        "q": text,
        "start": start,
        "end": start + len(text),
        "value": 47,
        "unit": "家",
        "bound": "exact",
        "kind": "level",
        "dir": None,
        "indicator": "高新技术企业",
        "scope": "云溪市",
        "status": "actual",
        "time": "2022",
        "base": None,
        "orgs": [],
        "part_of": None,
    }
    return {**row, **changes}


def gold_rows() -> list[dict[str, Any]]:
    whole = gold_fact("47家")
    part = gold_fact("18家", value=18, indicator="国家级高新技术企业", part_of="0:47家")
    part["part_of_span"] = [whole["start"], whole["end"]]
    change = gold_fact("8.5%", value=8.5, unit="%", kind="change", dir="up", base="2021")
    end = TEXT.index("\n")
    return [
        whole,
        part,
        change,
        {"t": "org", "s": 0, "q": "云溪市", "type": "government", "start": 6, "end": 9},
        {"t": "pillar", "s": 0, "p": "enterprise", "start": 0, "end": end},
        {"t": "pillar", "s": 1, "p": "talent", "start": end + 1, "end": len(TEXT) - 1},
    ]


def write_gold(folder: Path, rows: list[dict[str, Any]], *, name: str = "云溪市2022") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / f"{name}.gold.jsonl").write_text(lines, encoding="utf-8")
    return folder


def perfect_tables(gold: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """The tables that a pipeline without a fault would publish for this annotation."""
    facts, mentions, sentences = [], [], []
    for name, rows in gold.items():
        for row in rows:
            place = {"doc_id": f"folder/{name}.txt", "char_start": row["start"], "char_end": row["end"]}
            if row["t"] == "fact":
                whole = row.get("part_of_span")
                facts.append(
                    {
                        **place,
                        "fact_id": f"{name}:{row['start']}:{row['end']}",
                        "part_of": f"{name}:{whole[0]}:{whole[1]}" if whole else None,
                        "value": row["value"],
                        "value_max": row.get("value_max"),
                        "unit": row["unit"],
                        "bound": row["bound"],
                        "kind": row["kind"],
                        "direction": row.get("dir"),
                        "indicator": row["indicator"],
                        "scope": row.get("scope"),
                        "status": row["status"],
                        "period": row.get("time"),
                        "baseline": row.get("base"),
                        "organizations": list(row.get("orgs") or []),
                    }
                )
            elif row["t"] == "org":
                mentions.append({**place, "type": row["type"]})
            elif row["t"] == "pillar":
                sentences.append({**place, "pillar": row["p"]})
    return {"facts": facts, "mentions": mentions, "sentences": sentences}


def write_tables(folder: Path, tables: dict[str, list[dict[str, Any]]]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture
def gold_dir(tmp_path: Path) -> Path:
    return write_gold(tmp_path / "gold", gold_rows())


@pytest.fixture
def tables() -> dict[str, list[dict[str, Any]]]:
    return perfect_tables({"云溪市2022": gold_rows()})


def score(gold_dir: Path, tables: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    return score_rows(read_gold(gold_dir), **tables).metrics


def test_perfect_tables_score_one_everywhere(gold_dir: Path, tables: dict[str, list[dict[str, Any]]]) -> None:
    metrics = score(gold_dir, tables)
    for measure in ("quantity_span", "value_unit", "value_indicator", "fact", "fact_full", "part_of", "organization"):
        assert metrics[measure]["f1"] == 1.0
    assert all(figures["accuracy"] == 1.0 for figures in metrics["fields"].values())
    assert metrics["fields"]["baseline"]["n"] == 1  # only the change has one
    assert metrics["pillar"]["accuracy"] == 1.0
    assert metrics["pillar"]["macro_f1"] == pytest.approx(2 / 6)  # two of the six pillars occur


def test_empty_tables_score_zero(gold_dir: Path) -> None:
    metrics = score(gold_dir, {"facts": [], "mentions": [], "sentences": []})
    assert metrics["fact"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "n": 3}
    assert metrics["fields"] == {}
    assert metrics["pillar"]["accuracy"] == 0.0


@pytest.mark.parametrize(
    ("field", "value", "first_broken", "still_whole"),
    [
        ("value", 66, "value_unit", "quantity_span"),
        ("value_max", 70, "value_unit", "quantity_span"),
        ("unit", "个", "value_unit", "quantity_span"),
        ("indicator", "高新技术产品", "value_indicator", "value_unit"),
        ("kind", "share", "fact", "value_indicator"),
        ("status", "target", "fact", "value_indicator"),
        ("period", "2021", "fact", "value_indicator"),
        ("bound", "min", "fact_full", "fact"),
        ("scope", None, "fact_full", "fact"),
    ],
)
def test_each_wrong_field_breaks_the_measure_that_asks_for_it(
    gold_dir: Path,
    tables: dict[str, list[dict[str, Any]]],
    field: str,
    value: object,
    first_broken: str,
    still_whole: str,
) -> None:
    tables["facts"][0][field] = value
    metrics = score(gold_dir, tables)
    assert metrics[first_broken]["f1"] == pytest.approx(2 / 3)
    assert metrics[still_whole]["f1"] == 1.0
    name = "value" if field == "value_max" else field
    assert metrics["fields"][name]["accuracy"] == pytest.approx(2 / 3)


@pytest.mark.parametrize("field", ["direction", "baseline"])
def test_fields_of_a_change_do_not_count_elsewhere(
    gold_dir: Path, tables: dict[str, list[dict[str, Any]]], field: str
) -> None:
    tables["facts"][0][field] = "2001"
    assert score(gold_dir, tables)["fact_full"]["f1"] == 1.0
    tables["facts"][2][field] = "2001"
    metrics = score(gold_dir, tables)
    assert metrics["fact_full"]["f1"] == pytest.approx(2 / 3)
    assert metrics["fields"][field] == {"accuracy": 0.0, "n": 1}


def test_saying_a_fact_twice_costs_precision(gold_dir: Path, tables: dict[str, list[dict[str, Any]]]) -> None:
    tables["facts"].append(dict(tables["facts"][0]))
    figures = score(gold_dir, tables)["fact"]
    assert (figures["p"], figures["r"]) == (0.75, 1.0)


def test_only_the_window_counts(tmp_path: Path, tables: dict[str, list[dict[str, Any]]]) -> None:
    window = {"t": "window", "start": 0, "end": TEXT.index("，其中")}
    rows = [window, gold_rows()[0]]
    metrics = score(write_gold(tmp_path / "gold", rows), tables)
    assert metrics["quantity_span"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "n": 1}
    assert metrics["organization"]["p"] == 0.0


def test_a_sentence_takes_the_pillar_that_covers_most_of_it(
    gold_dir: Path, tables: dict[str, list[dict[str, Any]]]
) -> None:
    first = tables["sentences"][0]
    tables["sentences"] = [
        {**first, "char_end": first["char_start"] + 3, "pillar": "none"},
        {**first, "char_start": first["char_start"] + 3},
    ]
    assert score(gold_dir, tables)["pillar"]["accuracy"] == 0.5  # the second sentence has none


def test_other_reports_in_the_tables_do_not_count(gold_dir: Path, tables: dict[str, list[dict[str, Any]]]) -> None:
    before = score(gold_dir, tables)
    tables["facts"].append({**tables["facts"][0], "doc_id": "elsewhere"})
    assert score(gold_dir, tables) == before


@pytest.mark.parametrize("suffix", ["parquet", "csv", "jsonl"])
def test_tables_are_read_in_every_format(
    tmp_path: Path, gold_dir: Path, tables: dict[str, list[dict[str, Any]]], suffix: str
) -> None:
    tables["facts"][0]["organizations"] = ["云溪市", "甲研究院"]
    folder = tmp_path / "tables"
    folder.mkdir()
    for name, rows in tables.items():
        path = folder / f"{name}.{suffix}"
        if suffix == "parquet":
            pyarrow = pytest.importorskip("pyarrow")
            pytest.importorskip("pyarrow.parquet").write_table(pyarrow.Table.from_pylist(rows), path)
        elif suffix == "jsonl":
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        else:
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.DictWriter(file, fieldnames=list(rows[0]))
                writer.writeheader()
                writer.writerows(
                    {key: ";".join(cell) if isinstance(cell, list) else cell for key, cell in row.items()}
                    for row in rows
                )
    metrics = score_tables(gold_dir, folder)
    assert metrics["fact_full"]["f1"] == 1.0
    assert metrics["fields"]["organizations"]["accuracy"] == pytest.approx(2 / 3)


def test_missing_columns_count_as_empty(gold_dir: Path, tables: dict[str, list[dict[str, Any]]]) -> None:
    tables["facts"] = [
        {key: row[key] for key in ("doc_id", "char_start", "char_end", "value")} for row in tables["facts"]
    ]
    metrics = score(gold_dir, tables)
    assert metrics["quantity_span"]["f1"] == 1.0
    assert metrics["value_unit"]["f1"] == 0.0


def test_leaving_out_reports(gold_dir: Path, tmp_path: Path, tables: dict[str, list[dict[str, Any]]]) -> None:
    write_gold(gold_dir, gold_rows(), name="second")
    folder = write_tables(tmp_path / "tables", tables)
    assert score_tables(gold_dir, folder)["fact"]["n"] == 6
    assert score_tables(gold_dir, folder, leave_out=("second",))["fact"]["f1"] == 1.0


@pytest.mark.parametrize(
    ("predicted", "gold", "same"),
    [
        (33.3333, 33.333333, True),
        (33.34, 33.3333, False),
        (1.2e12, 1.2e12, True),
        (1.2e12 + 1e7, 1.2e12, False),
        (None, 1.0, False),
        (1.0, None, False),
        (None, None, True),
        (65.5, 65.0, False),
    ],
)
def test_same_number(predicted: float | None, gold: float | None, same: bool) -> None:
    assert same_number(predicted, gold) is same


@pytest.mark.parametrize(
    ("predicted", "gold", "same"),
    [
        ("名", "人", True),
        ("千米", "公里", True),
        ("％", "%", True),
        ("百分点", "%", False),
        ("家", "个", False),
        ("", "", True),
    ],
)
def test_same_unit(predicted: str, gold: str, same: bool) -> None:
    assert same_unit(predicted, gold) is same


@pytest.mark.parametrize(
    ("predicted", "gold", "same"),
    [
        ("高新技术企业总数", "高新技术企业数", True),
        ("规模以上工业增加值", "规上工业增加值", True),
        ("“专精特新”中小企业", "专精特新中小企业", True),
        ("农村居民人均可支配收入", "城镇居民人均可支配收入", False),
        ("进口总额", "出口总额", False),
        ("第1批试点项目", "第2批试点项目", False),
        ("高新技术企业", "高新技术产业", True),  # the measure is on characters: 5 of 6 are shared
        ("高新技术产品产值", "技术合同成交额", False),
        ("", "高新技术企业", False),
    ],
)
def test_same_indicator(predicted: str, gold: str, same: bool) -> None:
    assert same_indicator(predicted, gold) is same
    assert same_indicator(gold, predicted) is same


def test_misses_are_told_by_cause(gold_dir: Path, tmp_path: Path, tables: dict[str, list[dict[str, Any]]]) -> None:
    facts = tables["facts"]
    facts[0]["period"] = "2021"
    facts[1]["char_end"] += 1
    tables["mentions"][0]["type"] = "company"
    tables["sentences"][1]["pillar"] = "platform"
    evaluation = compare_tables(gold_dir, write_tables(tmp_path / "tables", tables))
    assert count_causes(evaluation.misses) == {
        "organization type wrong": 1,
        "part_of missed": 1,
        "part_of spurious": 1,
        "period wrong": 1,
        "pillar talent as platform": 1,
        "quantity missed": 1,
        "quantity spurious": 1,
    }
    path = tmp_path / "out" / "misses.jsonl"
    write_misses(evaluation.misses, path)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [row["cause"] for row in rows] == sorted(row["cause"] for row in rows)
    period = next(row for row in rows if row["cause"] == "period wrong")
    assert (period["expected"], period["got"]) == ("2022", "2021")
    assert "达【47家】，其中" in period["context"]


def test_no_miss_where_all_is_right(gold_dir: Path, tables: dict[str, list[dict[str, Any]]]) -> None:
    assert score_rows(read_gold(gold_dir), **tables).misses == ()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"t": "fact", "start": 0, "end": 2, "q": "47家"}, "q is '47家', but the text has '20'"),
        ({"t": "org", "start": 5, "end": 999, "type": "company"}, "does not lie in the text"),
        ({"t": "org", "start": 5}, "integer start and end"),
        ({"t": "orgs", "start": 5, "end": 6}, "t is 'orgs'"),
    ],
)
def test_a_wrong_annotation_is_refused(tmp_path: Path, row: dict[str, Any], told: str) -> None:
    folder = write_gold(tmp_path / "gold", [row])
    with pytest.raises(TableError, match="line 1") as caught:
        read_gold(folder)
    assert told in str(caught.value)


def test_missing_gold_and_tables_are_told(tmp_path: Path, gold_dir: Path) -> None:
    with pytest.raises(TableError, match="no annotated report"):
        read_gold(tmp_path)
    with pytest.raises(TableError, match="no table facts"):
        score_tables(gold_dir, tmp_path)
    (gold_dir / "云溪市2022.txt").unlink()
    with pytest.raises(TableError, match="must both be readable"):
        read_gold(gold_dir)


def test_metrics_file_is_sorted_rounded_and_stable(tmp_path: Path) -> None:
    path = tmp_path / "new" / "metrics.json"
    write_metrics({"fact": {"r": 2 / 3, "f1": 0.5, "n": 3}, "a": 1}, path)
    content = path.read_bytes()
    assert list(json.loads(content)) == ["a", "fact"]
    assert json.loads(content)["fact"] == {"f1": 0.5, "n": 3, "r": 0.6667}
    write_metrics({"a": 1, "fact": {"n": 3, "f1": 0.5, "r": 2 / 3}}, path)
    assert path.read_bytes() == content


# Floors


def figures(value: float) -> dict[str, Any]:
    metrics: dict[str, Any] = {}
    for name in FLOORED:
        measure, figure = name.split(".")
        metrics.setdefault(measure, {})[figure] = value
    return metrics


def test_a_figure_below_its_floor_is_told() -> None:
    floors = raise_floors(figures(0.8), None, corpus="c")
    assert check_floors(figures(0.8), floors, corpus="c") == []
    assert check_floors(figures(0.7996), floors, corpus="c") == []
    fallen = {**figures(0.8), "fact": {"f1": 0.79}}
    assert check_floors(fallen, floors, corpus="c") == ["fact.f1 is 0.7900, its floor is 0.8000"]


def test_floors_rise_and_do_not_fall() -> None:
    old = raise_floors(figures(0.8), None, corpus="c")
    mixed = {**figures(0.9), "fact": {"f1": 0.7}}
    new = raise_floors(mixed, old, corpus="c")
    assert new.figures["fact.f1"] == 0.8
    assert new.figures["value_unit.f1"] == 0.9
    assert raise_floors(mixed, old, corpus="c", allow_lower=True).figures["fact.f1"] == 0.7


def test_floors_belong_to_their_corpus() -> None:
    old = raise_floors(figures(0.8), None, corpus="c")
    assert "changed" in check_floors(figures(0.9), old, corpus="other")[0]
    with pytest.raises(UsageError, match="cannot be compared"):
        raise_floors(figures(0.9), old, corpus="other")


def test_the_hash_follows_texts_and_annotations(gold_dir: Path) -> None:
    before = hash_gold(gold_dir)
    (gold_dir / "metadata.csv").write_text("file\n", encoding="utf-8")
    assert hash_gold(gold_dir) == before
    with (gold_dir / "云溪市2022.txt").open("a", encoding="utf-8") as file:
        file.write("。")
    assert hash_gold(gold_dir) != before


def test_the_floors_command(
    gold_dir: Path, tmp_path: Path, tables: dict[str, list[dict[str, Any]]], capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.json"
    good = write_tables(tmp_path / "good", tables)
    worse_tables = copy.deepcopy(tables)
    worse_tables["facts"][0]["value"] = 1
    worse = write_tables(tmp_path / "worse", worse_tables)
    options = ["--floors", str(floors), "--name", "own"]
    assert main([str(gold_dir), str(good), *options]) == 1
    assert "no floors for 'own' yet" in capsys.readouterr().err
    assert main([str(gold_dir), str(good), *options, "--raise"]) == 0
    assert main([str(gold_dir), str(good), *options]) == 0
    kept = floors.read_bytes()
    assert main([str(gold_dir), str(worse), *options]) == 1
    assert "value_unit.f1 is 0.6667, its floor is 1.0000" in capsys.readouterr().err
    assert main([str(gold_dir), str(worse), *options, "--raise"]) == 1
    assert floors.read_bytes() == kept
    assert main([str(gold_dir), str(worse), *options, "--raise", "--allow-lower"]) == 0
    assert read_floors(floors)["own"].figures["value_unit.f1"] == pytest.approx(0.6667)
    assert main([str(tmp_path), str(good), *options]) == 2
    assert "no annotated report" in capsys.readouterr().err


def test_a_wrong_floors_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text('{"own": {}}', encoding="utf-8")
    with pytest.raises(TableError, match="no floors file"):
        read_floors(path)
    with pytest.raises(TableError, match="no figure 'fact"):
        check_floors({}, Floors(corpus="c", figures={"fact.f1": 0.5}), corpus="c")


# The floors of this repository

FLOORS_FILE = Path(__file__).with_name("floors.json")
ASKED_FOR = {"value_unit.f1": 0.95, "fact.f1": 0.5, "organization.f1": 0.55, "pillar.macro_f1": 0.55}
CORPORA = [
    pytest.param("gold", marks=pytest.mark.slow),
    pytest.param("shared", marks=[pytest.mark.slow, pytest.mark.shared]),
]


@pytest.mark.parametrize("name", CORPORA)
def test_no_figure_is_below_its_floor(root: Path, shared: Path, tmp_path: Path, name: str) -> None:
    folder = root / "data" / "gold" if name == "gold" else shared / "gold" / "dev"
    pipeline.extract(folder).write(tmp_path)
    metrics = score_tables(folder, tmp_path)
    assert check_floors(metrics, read_floors(FLOORS_FILE)[name], corpus=hash_gold(folder)) == []


@pytest.mark.parametrize("name", ["gold", "shared"])
def test_no_floor_is_lower_than_what_was_asked_for(name: str) -> None:
    floors = read_floors(FLOORS_FILE)[name].figures
    assert sorted(floors) == sorted(FLOORED)
    assert {figure: floors[figure] for figure in ASKED_FOR if floors[figure] < ASKED_FOR[figure]} == {}


def test_our_own_annotated_reports_are_many_enough(root: Path) -> None:
    reports = read_gold(root / "data" / "gold")
    assert len(reports) >= 7
    assert sum(len(report.facts) for report in reports) >= 150
    assert all(report.pillars and report.window is None for report in reports)


# The same measures as the scorer that judges us


def load_reference(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("reference_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spoil(tables: dict[str, list[dict[str, Any]]], *, seed: int) -> dict[str, list[dict[str, Any]]]:
    """Make about a third of all rows wrong, in every way that a pipeline can be wrong."""
    chance = random.Random(seed)
    spoiled: dict[str, list[dict[str, Any]]] = {name: [] for name in tables}
    texts = sorted({str(row["indicator"]) for row in tables["facts"]})
    for name, rows in tables.items():
        for row in rows:
            copied = dict(row)
            if chance.random() < 0.35:
                field = chance.choice(sorted(copied))
                other = chance.choice(rows)
                copied[field] = chance.choice([other[field], None, "", math.nan, other[field]])
                if field == "indicator":
                    cut = chance.randrange(1, 4)
                    copied[field] = chance.choice([row[field][cut:], row[field][:-cut], chance.choice(texts)])
                elif field in ("char_start", "char_end"):
                    copied[field] = row[field] + chance.choice([-1, 1, 2])
                elif field == "value" and row["value"] is not None:
                    copied[field] = row["value"] * chance.choice([1, 1.00005, 10])
            if chance.random() > 0.05:
                spoiled[name].append(copied)
            if chance.random() < 0.03:
                spoiled[name].append(dict(copied))
    return spoiled


def assert_same_figures(ours: Any, theirs: Any, where: str = "") -> None:
    if isinstance(theirs, dict):
        assert ours.keys() == theirs.keys(), where
        for name in theirs:
            assert_same_figures(ours[name], theirs[name], f"{where}.{name}")
    else:
        assert ours == pytest.approx(theirs, abs=1e-9), where


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(6))
def test_figures_are_those_of_the_reference_scorer(shared: Path, seed: int) -> None:
    reference = load_reference(shared / "gold" / "score.py")
    gold = reference.read_gold(shared / "gold" / "dev")
    tables = perfect_tables(gold)
    if seed:
        tables = spoil(tables, seed=seed)
    expected, _ = reference.score(
        gold, *(reference.by_doc(tables[name]) for name in ("facts", "mentions", "sentences"))
    )
    evaluation = score_rows(read_gold(shared / "gold" / "dev"), **tables)
    assert_same_figures(evaluation.metrics, expected)
    assert (evaluation.metrics["fact_full"]["f1"] == 1.0) is (seed == 0)
    assert round_metrics(evaluation.metrics).keys() == expected.keys()


# What each part of the finder of organizations adds


def test_the_ablation_takes_away_parts_and_known_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "江南大学与云溪制药股份有限公司签约。\n"
    rows = [
        {"t": "org", "q": "江南大学", "type": "university", "start": 0, "end": 4},
        {"t": "org", "q": "云溪制药股份有限公司", "type": "company", "start": 5, "end": 15},
    ]
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a.gold.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    table = measure_ablation(tmp_path)
    recalls = {name: [figures["r"] for figures in settings.values()] for name, settings in table.items()}
    assert recalls["whole"][:2] == [0.5, 1.0]
    assert recalls["without_known"][0] == 0.0
    assert run_ablation([str(tmp_path)]) == 0
    assert "without_known  gazetteer" in capsys.readouterr().out
    assert run_ablation([str(tmp_path), "--leave-out", "a"]) == 0
    assert run_ablation([str(tmp_path / "absent")]) == 2


def test_segmenters_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("江南大学落户。\n", encoding="utf-8")
    row = {"t": "org", "q": "江南大学", "type": "university", "start": 0, "end": 4}
    (tmp_path / "a.gold.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert run_segmenters([str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1 reports, 7 characters"
    assert sum("F1 1.0000" in line for line in lines) == 6
    assert run_segmenters([str(tmp_path / "absent")]) == 2
