"""Corrections: read strictly, applied to the text that they mean and to no other, and never lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cases_of import build_document, read_cases
from correction_cases import build_correction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mini import STAGES, read_folder

import pipeline
from pipeline.cli.app import main
from pipeline.corrections.assign import assign_corrections
from pipeline.corrections.corrector import Corrector, load_corrector
from pipeline.corrections.overlay import Overlay, load_overlay
from pipeline.corrections.summary import describe_outcomes, list_problems
from pipeline.engine import Engine, load_engine
from pipeline.errors import ResourceError
from pipeline.ingest.text_hash import hash_text
from pipeline.organizations.link import load_directory
from pipeline.params import CorrectionsParams, Params
from pipeline.records import PILLARS, Analysis, Correction, Document
from pipeline.resources.corrections import COLUMNS, format_corrections, merge_corrections, read_corrections
from pipeline.stages import run_stage

CASES = read_cases("corrections.yaml")
REPORT: str = CASES["report"]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load_engine(Params())


@pytest.fixture(scope="module")
def analysis(engine: Engine) -> Analysis:
    return engine.analyze(build_document(REPORT, name="云屏", report_date="2023-01"))


@cache
def corrector() -> Corrector:
    return load_corrector(Params().facts, load_directory())


def overlay_of(corrections: list[Correction], documents: list[Document]) -> Overlay:
    return Overlay(assign_corrections(corrections, documents), corrector())


def correct(found: Analysis, corrections: list[Correction]) -> Analysis:
    (corrected,) = overlay_of(corrections, [found.document]).apply([found])
    return corrected


def shown(row: object, name: str, texts: Mapping[str, str]) -> Any:
    """Give a field as the cases write it: a decimal as text, the whole of a part by its figure."""
    value = getattr(row, name)
    if isinstance(value, Decimal):
        return str(value.normalize().__format__("f"))
    if name == "part_of":
        return texts.get(value)
    return list(value) if isinstance(value, tuple) else value


def check_rows(rows: tuple[Any, ...], expected: list[dict[str, Any]], texts: Mapping[str, str]) -> None:
    for wanted in expected:
        found = [row for row in rows if row.text == wanted["text"]]
        assert len(found) == 1, wanted["text"]
        assert {name: shown(found[0], name, texts) for name in wanted} == wanted


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_what_a_correction_does(engine: Engine, analysis: Analysis, case: dict[str, Any]) -> None:
    said = [build_correction(analysis, item, hashes=case.get("hashes", "both")) for item in case["corrections"]]
    now = build_document(case.get("now", REPORT), name=case.get("doc_id", "云屏"), report_date="2023-01")
    overlay = overlay_of(said, [now])
    (corrected,) = overlay.apply([engine.analyze(now)])
    for outcome, wanted in zip(
        (*corrected.corrections, *overlay.absent), case.get("outcomes", case.get("absent")), strict=True
    ):
        assert outcome.status == wanted["status"], outcome
        if "before" in wanted:
            assert outcome.before == wanted["before"]
        if "note" in wanted:
            assert (wanted["note"] or "") in (outcome.note or "")
            assert bool(outcome.note) == bool(wanted["note"])
        if "fact" in wanted:
            assert (outcome.fact_id is not None) == wanted["fact"]
        if outcome.status != "absent":
            assert outcome.status == "stale" or now.text[outcome.char_start : outcome.char_end] == outcome.text
    texts = {fact.fact_id: fact.text for fact in corrected.facts}
    check_rows(corrected.facts, case.get("facts", []), texts)
    check_rows(corrected.mentions, case.get("mentions", []), texts)
    check_rows(corrected.numbers, case.get("numbers", []), texts)
    names = {item.sentence_id: item.text for item in corrected.segmented.sentences}
    labels = {names[label.sentence_id]: label for label in corrected.labels}
    for wanted in case.get("sentences", []):
        assert {name: shown(labels[wanted["text"]], name, texts) for name in wanted if name != "text"} == {
            name: value for name, value in wanted.items() if name != "text"
        }
    there = {row.text for row in (*corrected.facts, *corrected.mentions)}
    assert not there & set(case.get("gone", []))
    check_ledger(corrected)


def check_ledger(corrected: Analysis) -> None:
    """Every fact has its number, and what has none has a reason."""
    numbers = {(number.char_start, number.char_end): number for number in corrected.numbers}
    assert len(numbers) == len(corrected.numbers)
    for fact in corrected.facts:
        number = numbers.pop((fact.char_start, fact.char_end))
        assert (number.unit, number.reason) == (fact.unit, None)
    assert all(number.reason for number in numbers.values())


def test_a_fact_forgets_a_dropped_organization_and_takes_the_one_in_its_place(analysis: Analysis) -> None:
    (fact,) = [item for item in analysis.facts if item.text == "1.5亿元"]
    named = replace(fact, organizations=("远山新材料有限公司",))
    found = replace(analysis, facts=tuple(named if item is fact else item for item in analysis.facts))
    drop = build_correction(analysis, {"mention": "远山新材料有限公司", "drop": ""})
    add = build_correction(analysis, {"mention": "远山新材料", "add": "company"})
    for said, names in (([drop], ()), ([drop, add], ("远山新材料",))):
        (after,) = [item for item in correct(found, said).facts if item.text == "1.5亿元"]
        assert (after.organizations, after.corrected) == (names, True)


def test_two_corrections_that_a_move_puts_on_one_place_do_not_fight(engine: Engine, analysis: Analysis) -> None:
    first = build_correction(analysis, {"fact": "120人", "set": "status", "value": "target"})
    moved = engine.analyze(build_document("序言\n" + REPORT, name="云屏", report_date="2023-01"))
    second = replace(build_correction(moved, {"fact": "120人", "set": "status", "value": "estimate"}), origin="b")
    corrected = correct(moved, [replace(first, origin="a"), second])
    assert [item.status for item in corrected.corrections] == ["applied", "stale"]
    assert corrected.corrections[1].note == "a says something else of the same field"


# Properties

SAYABLE = [
    {"fact": "65家", "set": "status", "value": "target"},
    {"fact": "65家", "set": "value", "value": "66"},
    {"fact": "65家", "set": "indicator", "value": "专利授权量"},
    {"fact": "65家", "set": "pillar", "value": "talent"},
    {"fact": "30家", "set": "part_of", "value": ""},
    {"fact": "30家", "set": "unit", "value": "人"},
    {"fact": "80家", "drop": "name"},
    {"fact": "120人", "set": "organizations", "value": "云屏大学;远山新材料有限公司"},
    {"fact": "1.5亿元", "set": "period", "value": "2021"},
    {"fact": "1.5亿元", "set": "indicator_id", "value": "own.indicator"},
    {"sentence": "全市引进高层次人才120人。", "set": "pillar", "value": "none"},
    {"mention": "云屏大学", "set": "type", "value": "institute"},
    {"mention": "云屏大学", "set": "organization", "value": "云屏理工大学"},
    {"mention": "远山新材料有限公司", "drop": ""},
    {"mention": "实验室", "add": "platform"},
]
ADDED = [
    {"fact": "12345678", "add": ""},
    {"fact": "12345678", "set": "indicator", "value": "专利授权量"},
    {"fact": "12345678", "set": "value", "value": "12345678"},
    {"fact": "12345678", "set": "unit", "value": "件"},
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.lists(st.sampled_from(SAYABLE), unique_by=str), added=st.booleans(), order=st.randoms())
def test_applied_twice_corrections_give_what_they_give_once(
    analysis: Analysis, chosen: list[dict[str, str]], added: bool, order: Any
) -> None:
    said = [build_correction(analysis, item) for item in [*chosen, *(ADDED if added else [])]]
    once = correct(analysis, said)
    twice = correct(once, said)
    assert replace(twice, corrections=()) == replace(once, corrections=())
    assert {item.status for item in twice.corrections} <= {"confirmed"}
    assert len(once.corrections) == len(said)
    shuffled = order.sample(said, len(said))
    assert replace(correct(analysis, shuffled), corrections=()) == replace(once, corrections=())
    check_ledger(once)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.lists(st.sampled_from([*SAYABLE, *ADDED]), unique_by=str), name=st.text(min_size=1, max_size=5))
def test_a_correction_for_another_report_never_touches_this_one(
    engine: Engine, analysis: Analysis, chosen: list[dict[str, str]], name: str
) -> None:
    other = engine.analyze(build_document(REPORT + "附注。\n", name=f"{name}/另一份", report_date="2023-01"))
    overlay = overlay_of([build_correction(analysis, item) for item in chosen], [other.document])
    assert list(overlay.apply([other])) == [other]
    assert [item.status for item in overlay.absent] == ["absent"] * len(chosen)


# The file


def write_line(path: Path, changes: Mapping[str, str], analysis: Analysis) -> Path:
    said = build_correction(analysis, {"fact": "65家", "set": "status", "value": "target"})
    (row,) = csv.DictReader(io.StringIO(format_corrections([said])))
    content = io.StringIO()
    writer = csv.DictWriter(content, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerow(row | changes)
    path.write_text(content.getvalue(), encoding="utf-8")
    return path


@pytest.mark.parametrize("line", CASES["lines"], ids=lambda line: line["error"])
def test_a_wrong_line_is_refused_with_its_number_and_the_reason(
    tmp_path: Path, analysis: Analysis, line: dict[str, Any]
) -> None:
    path = write_line(tmp_path / "corrections.csv", line["change"], analysis)
    with pytest.raises(ResourceError) as error:
        read_corrections([path])
    assert str(error.value).startswith(f"{path}, line 2: ")
    assert line["error"] in str(error.value)


def test_two_lines_that_say_something_of_the_same_are_refused(tmp_path: Path, analysis: Analysis) -> None:
    said = build_correction(analysis, {"fact": "65家", "set": "status", "value": "target"})
    path = tmp_path / "corrections.csv"
    path.write_text(format_corrections([said, replace(said, value="estimate")]), encoding="utf-8")
    with pytest.raises(ResourceError, match=r"line 3: says something of the same as .*line 2"):
        read_corrections([path])
    drop = build_correction(analysis, {"fact": "65家", "drop": ""})
    path.write_text(format_corrections([said, drop]), encoding="utf-8")
    with pytest.raises(ResourceError, match=r"line 2: sets a field of what .*line 3 drops"):
        read_corrections([path])


def test_an_unknown_pillar_is_refused_with_its_line(tmp_path: Path, analysis: Analysis) -> None:
    path = write_line(tmp_path / "corrections.csv", {"field": "pillar", "value": "sport"}, analysis)
    with pytest.raises(ResourceError, match=r"line 2: 'sport' is no pillar; use one of enterprise"):
        load_overlay(
            read_corrections([path]),
            [analysis.document],
            Params().facts,
            directory=corrector().directory,
            pillars=PILLARS,
        )


texts = st.text(alphabet=st.characters(exclude_categories=("Cs", "Co", "Cn")), min_size=1, max_size=12)


@given(text=texts, value=texts, why=texts.filter(lambda text: text.strip()))
def test_what_is_written_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str, value: str, why: str) -> None:
    said = Correction(
        *("云屏", None, "0" * 16, 3, 5, 5 + len(text), text, "fact", "set", "scope", value),
        *("李想", "2023-04-05", why, ""),
    )
    path = tmp_path_factory.mktemp("written") / "corrections.csv"
    path.write_bytes(format_corrections([said]).encode())
    (back,) = read_corrections([path])
    assert replace(back, origin="") == said


def test_new_corrections_replace_what_they_speak_of(analysis: Analysis) -> None:
    def say(**said: str) -> Correction:
        return build_correction(analysis, said)

    status, scope = (say(fact="65家", set=name, value=value) for name, value in (("status", "target"), ("scope", "")))
    drop = say(fact="65家", drop="")
    other = say(fact="120人", set="status", value="target")
    assert merge_corrections([status, scope, other], [replace(status, value="estimate")]) == [
        scope,
        other,
        replace(status, value="estimate"),
    ]
    assert merge_corrections([status, scope, other], [drop]) == [other, drop]
    assert merge_corrections([drop, other], [status]) == [other, status]


# Through the stages, the command line and Python


@pytest.fixture
def folder(tmp_path: Path, analysis: Analysis) -> Path:
    """An input folder with the report and corrections of it, one of them for another report."""
    raw = tmp_path / "data" / "raw"
    raw.mkdir(parents=True)
    (raw / "云屏.md").write_text(REPORT, encoding="utf-8")
    (raw / "metadata.csv").write_text("file,report_date\n云屏.md,2023-01\n", encoding="utf-8")
    said = [
        build_correction(analysis, {"fact": "65家", "set": "status", "value": "target"}),
        build_correction(analysis, {"mention": "远山新材料有限公司", "set": "organization", "value": "青禾控股集团"}),
        build_correction(analysis, {"fact": "80家", "drop": "name"}),
    ]
    elsewhere = replace(said[0], doc_id="别处", document_hash="f" * 16)
    (raw / "corrections.csv").write_text(format_corrections([*said, elsewhere]), encoding="utf-8")
    return raw


def test_stages_and_python_give_the_same_corrected_tables(folder: Path, tmp_path: Path) -> None:
    params = replace(Params(), corrections=CorrectionsParams("data/raw/corrections.csv"))
    reports = {stage: run_stage(stage, tmp_path, params) for stage in STAGES}
    assert reports["corrections"].counts == {"applied": 3, "confirmed": 0, "stale": 0, "absent": 1}
    assert reports["corrections"].problems == (
        "别处:42: absent correction (set fact status of 65家): no such report in this run",
    )
    extraction = pipeline.extract(folder)
    extraction.write(tmp_path / "out", formats=("parquet", "csv"))
    written, out = read_folder(tmp_path / "data" / "processed"), read_folder(tmp_path / "out")
    tables = [name for name in out if name.endswith((".parquet", ".csv"))]
    assert {name: written[name] for name in tables} == {name: out[name] for name in tables}
    assert sorted(extraction.corrections["status"]) == ["absent", "applied", "applied", "applied"]
    assert "青禾控股集团" in set(extraction.organizations["name"])
    facts = extraction.facts.set_index("text")
    assert (facts.loc["65家", "status"], bool(facts.loc["65家", "corrected"])) == ("target", True)
    assert "80家" not in facts.index


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return int(stopped.value.code or 0)


def test_the_command_line_corrects_and_tells(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, file = tmp_path / "out", folder / "corrections.csv"
    assert run("extract", folder, "--out", out) == 0
    said = capsys.readouterr()
    assert "4 corrections: 3 applied, 0 confirmed, 0 stale, 1 absent" in said.out
    assert "absent correction (set fact status of 65家)" in said.err
    result = pipeline.extract(folder)
    facts = result.facts.set_index("text")["fact_id"]
    (sentence,) = result.sentences.query("text == '全市引进高层次人才120人。'")["sentence_id"]
    mention = result.mentions.set_index("text").loc["云屏大学"]
    where = f"云屏:{mention['char_start']}-{mention['char_end']}"
    start = REPORT.index("12345678")
    about = ("--tables", out, "--file", file, "--who", "李想", "--why", "checked", "--day", "2023-04-05")
    assert run("corrections", "set", facts["120人"], "status=target", "scope=", *about) == 0
    assert run("corrections", "set", sentence, "pillar=cooperation", *about) == 0
    assert run("corrections", "set", where, "type=institute", *about) == 0
    assert run("corrections", "drop", facts["30家"], "--reason", "name", *about) == 0
    place = f"云屏:{start}-{start + 8}"
    assert run("corrections", "add", place, "indicator=专利授权量", "value=12345678", "unit=件", *about) == 0
    assert (
        run("corrections", "add", f"云屏:{mention['char_start']}-{mention['char_start'] + 2}", "type=other", *about)
        == 0
    )
    before = file.read_bytes()
    assert run("corrections", "set", facts["120人"], "status=done", *about) == 1
    assert run("corrections", "set", "0" * 16, "status=target", *about) == 2
    assert run("corrections", "set", facts["120人"], "status", *about) == 2
    assert run("corrections", "add", "云屏:99990-99999", "type=other", *about) == 2
    assert run("corrections", "set", "云屏:0-2", "type=other", *about) == 2
    assert file.read_bytes() == before
    capsys.readouterr()
    assert run("extract", folder, "--out", out, "--quiet") == 0
    assert run("corrections", "list", out, "--status", "applied") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3 + 2 + 1 + 1 + 1 + 4 + 1
    assert any("120人: set fact status actual -> target" in line for line in lines)
    assert run("summary", out) == 0
    assert "  applied             13" in capsys.readouterr().out


def test_what_people_corrected_is_told(analysis: Analysis) -> None:
    said = build_correction(analysis, {"fact": "联系电话", "set": "status", "value": "target"})
    outcomes = correct(analysis, [said]).corrections
    assert describe_outcomes(outcomes) == "1 corrections: 0 applied, 0 confirmed, 1 stale, 0 absent"
    (line,) = list_problems(outcomes)
    assert line.startswith(f"云屏:{said.char_start}: stale correction (set fact status of 联系电话): no figure")
    assert len(list(list_problems(outcomes * 30))) == 21


def test_a_report_that_was_not_read_tells_its_corrections_so(analysis: Analysis) -> None:
    said = build_correction(analysis, {"fact": "65家", "set": "status", "value": "target"})
    lost = replace(analysis.document, status="quarantined", reason="broken")
    overlay = overlay_of([said], [lost])
    assert [item.note for item in overlay.absent] == ["the report has the status quarantined"]


def test_hashes_are_of_the_text_alone() -> None:
    assert hash_text("高新技术企业47家") == hash_text("高新技术" + "企业47家")
    assert len(hash_text("")) == 16
