"""Overviews of runs, and what differs between two of them."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mini import write_reports

import pipeline
from pipeline.cli.app import main
from pipeline.runs import DIFFERENCES, compare_facts, compare_runs, read_overview
from pipeline.tables.contract import CONTRACT_TABLES
from pipeline.tables.files import read_table
from pipeline.tables.published import read_published, read_published_rows

EDITED = "白石镇2021.txt"


def fact(name: str, start: int = 0, **changed: Any) -> dict[str, Any]:
    row = {
        "fact_id": name,
        "doc_id": "a",
        "char_start": start,
        "char_end": start + 2,
        "text": name[:2],
        "value": Decimal(30),
        "indicator": "企业",
        "status": "actual",
        "period": "2022",
        "organizations": [],
        "part_of": None,
        "sentence": f"企业{name[:2]}",
    }
    return row | changed


def told(old: list[dict[str, Any]], new: list[dict[str, Any]], **options: Any) -> list[tuple[Any, ...]]:
    return [
        (difference.change, difference.shown["fact_id"], difference.columns)
        for difference in compare_facts(old, new, **options).differences
    ]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Tables of three reports, and of the same where one was edited at its beginning and one file is broken."""
    folder = tmp_path_factory.mktemp("runs")
    reports = write_reports(folder / "in")
    pipeline.extract(reports).write(folder / "old", formats=("parquet", "csv", "jsonl"))
    text = (reports / EDITED).read_text(encoding="gb18030")
    (reports / EDITED).write_text(text.replace("工作情况", "工作情况通报").replace("9家", "12家"), encoding="gb18030")
    (reports / "empty.txt").touch()
    pipeline.extract(reports).write(folder / "new", formats=("parquet", "csv"))
    return folder / "old", folder / "new"


@pytest.fixture
def huibao(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return int(stopped.value.code or 0), captured.out, captured.err

    return run


# Facts


def test_added_removed_and_changed_facts_are_told_apart() -> None:
    old = [fact("a1"), fact("b1", 10), fact("c1", 20)]
    new = [fact("a1"), fact("b1", 10, status="target", value=Decimal(31)), fact("d1", 30)]
    assert told(old, new) == [
        ("changed", "b1", ("value", "status")),
        ("removed", "c1", ()),
        ("added", "d1", ()),
    ]
    assert compare_facts(old, new).same == 1


def test_a_fact_behind_an_edit_is_moved_not_removed_and_added() -> None:
    assert told([fact("a1", 0)], [fact("a1-later", 9, sentence="企业a1")]) == [("moved", "a1-later", ())]
    assert told([fact("a1", 0)], [fact("a1-later", 9, sentence="企业a1", kind="x", period="2023")]) == [
        ("changed", "a1-later", ("period",))
    ]


def test_the_same_figure_twice_in_a_sentence_is_paired_in_order() -> None:
    twins = [fact("a1", 0, sentence="二"), fact("a1+", 5, sentence="二", period="2023")]
    later = [row | {"fact_id": f"{row['fact_id']}!", "char_start": row["char_start"] + 3} for row in twins]
    assert told(twins, later) == [("moved", "a1!", ()), ("moved", "a1+!", ())]


def test_a_figure_in_another_sentence_or_report_is_another_fact() -> None:
    for other in ({"sentence": "别处"}, {"doc_id": "b"}):
        assert {change for change, *_ in told([fact("a1")], [fact("a1-x", 9, **{"sentence": "企业a1"} | other)])} == {
            "removed",
            "added",
        }


def test_a_part_follows_its_whole_to_its_new_id() -> None:
    old = [fact("a1", 0), fact("b1", 5, part_of="a1")]
    new = [fact("a1-new", 3, sentence="企业a1"), fact("b1", 5, part_of="a1-new")]
    assert told(old, new) == [("moved", "a1-new", ())]
    assert told(old, [old[0], fact("b1", 5, part_of=None)]) == [("changed", "b1", ("part_of",))]


def test_ignored_columns_and_other_spellings_of_a_value_do_not_count() -> None:
    old, new = [fact("a1", value=Decimal("30"))], [fact("a1", value=Decimal("30.0000"), status="target")]
    assert told(old, new) == [("changed", "a1", ("status",))]
    assert told(old, new, ignored=("status",)) == []


@given(
    st.lists(st.integers(0, 12), unique=True),
    st.lists(st.integers(0, 12), unique=True),
    st.sets(st.integers(0, 12)),
)
def test_every_fact_of_both_runs_is_accounted_for(old: list[int], new: list[int], edited: set[int]) -> None:
    before = [fact(f"f{n}", n) for n in old]
    after = [fact(f"f{n}", n, period="2030" if n in edited else "2022") for n in new]
    comparison = compare_facts(before, after)
    counts = Counter(difference.change for difference in comparison.differences)
    assert comparison.same + counts["changed"] + counts["moved"] + counts["removed"] == len(old)
    assert comparison.same + counts["changed"] + counts["moved"] + counts["added"] == len(new)
    assert compare_facts(before, before).is_empty


# Runs


def test_two_runs_are_compared_with_their_reports(runs: tuple[Path, Path]) -> None:
    comparison = compare_runs(*runs)
    found = [(difference.change, difference.shown["text"]) for difference in comparison.differences]
    assert sorted(found) == [("added", "12家"), ("added", "3200万元"), ("removed", "3200万元"), ("removed", "9家")]
    assert comparison.documents == (("empty", None, "quarantined"),)
    assert comparison.same > 5


def test_the_format_of_the_tables_makes_no_difference(runs: tuple[Path, Path], tmp_path: Path) -> None:
    for name in CONTRACT_TABLES:
        (tmp_path / f"{name}.jsonl").write_bytes((runs[0] / f"{name}.jsonl").read_bytes())
    assert compare_runs(runs[0], tmp_path).is_empty
    assert compare_runs(tmp_path, runs[0]).is_empty


def test_columns_of_one_version_only_are_named_and_not_compared(runs: tuple[Path, Path], tmp_path: Path) -> None:
    facts = read_published(runs[0], "facts")
    older = facts.drop_columns(["measure"]).append_column("grade", pa.array(["甲"] * facts.num_rows))
    pq.write_table(older, tmp_path / "facts.parquet")
    pq.write_table(read_published(runs[0], "documents"), tmp_path / "documents.parquet")
    comparison = compare_runs(tmp_path, runs[0])
    assert (comparison.only_old, comparison.only_new) == (("grade",), ("measure",))
    assert comparison.is_empty


# Commands


def test_diff_tells_writes_and_exits_with_4(huibao: Any, runs: tuple[Path, Path], tmp_path: Path) -> None:
    for suffix in ("csv", "parquet", "jsonl"):
        out = tmp_path / "deep" / f"differences.{suffix}"
        status, said, complaints = huibao("diff", *runs, "--out", out)
        assert (status, complaints) == (4, "")
        assert "2 added, 2 removed, 0 changed, 0 moved" in said
        assert "report empty: not there -> quarantined" in said
        rows = read_table(DIFFERENCES, out).to_pylist()
        assert Counter(row["change"] for row in rows) == {"added": 2, "removed": 2}
        assert {row["text"] for row in rows} == {"9家", "12家", "3200万元"}


def test_diff_of_a_run_with_itself_exits_with_0(huibao: Any, runs: tuple[Path, Path]) -> None:
    status, said, complaints = huibao("diff", runs[0], runs[0])
    assert (status, complaints) == (0, "")
    assert "0 added, 0 removed, 0 changed, 0 moved" in said


def test_diff_names_the_columns_that_changed(huibao: Any, runs: tuple[Path, Path], tmp_path: Path) -> None:
    facts = read_published(runs[0], "facts")
    position = facts.column_names.index("confidence")
    less = pa.array([0.5] * facts.num_rows)
    pq.write_table(facts.set_column(position, "confidence", less), tmp_path / "facts.parquet")
    pq.write_table(read_published(runs[0], "documents"), tmp_path / "documents.parquet")
    status, said, _ = huibao("diff", runs[0], tmp_path, "--out", tmp_path / "d.csv")
    assert status == 4
    assert ["confidence", str(facts.num_rows), "changed"] in [line.split() for line in said.splitlines()]
    row = read_table(DIFFERENCES, tmp_path / "d.csv").to_pylist()[0]
    assert (row["change"], row["column"], row["new"]) == ("changed", "confidence", "0.5")
    assert huibao("diff", runs[0], tmp_path, "--ignore", "confidence")[0] == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--ignore", "colour"), "facts have no column 'colour'"),
        (("--out", "differences.xlsx"), "differences.xlsx: unknown format; end its name in one of .parquet"),
    ],
)
def test_diff_refuses_wrong_options(
    huibao: Any, runs: tuple[Path, Path], options: tuple[str, ...], message: str
) -> None:
    status, said, complaints = huibao("diff", *runs, *options)
    assert (status, said) == (2, "")
    assert message in complaints


def test_stats_counts_what_the_tables_hold(huibao: Any, runs: tuple[Path, Path]) -> None:
    facts = read_published_rows(runs[1], "facts")
    overview = read_overview(runs[1])
    assert overview.fact_count == len(facts)
    for column in ("status", "pillar", "kind"):
        assert overview.facts[column] == Counter(row[column] for row in facts)
    assert overview.confident == sum(row["confidence"] >= 0.9 for row in facts)
    assert sum(overview.reasons.values()) + len(facts) == overview.numbers
    assert overview.documents == {"read": 3, "quarantined": 1}
    status, said, complaints = huibao("stats", runs[1])
    assert (status, complaints) == (0, "")
    lines = [line.split() for line in said.splitlines()]
    assert ["facts", str(len(facts))] in lines
    assert ["reports", "3"] in lines
    assert "  empty.txt: quarantined: empty: the file has no bytes" in said
    figures = json.loads(huibao("stats", runs[1], "--json")[1])
    assert figures["fact_count"] == len(facts)
    assert figures["shares"]["confidence >= 0.9"] == round(overview.confident / len(facts), 4)


def test_stats_of_nothing_divides_by_nothing(huibao: Any, tmp_path: Path) -> None:
    for name in CONTRACT_TABLES:
        pq.write_table(CONTRACT_TABLES[name].arrow_schema().empty_table(), tmp_path / f"{name}.parquet")
    status, said, _ = huibao("stats", tmp_path)
    assert status == 0
    assert ["numbers", "unexplained", "-"] in [line.split() for line in said.splitlines()]


def test_stats_of_a_folder_without_tables_says_what_to_do(huibao: Any, tmp_path: Path) -> None:
    status, _, complaints = huibao("stats", tmp_path)
    assert status == 1
    assert f"{tmp_path}: no table documents; write it with" in complaints
