"""The scorecard: actual, target and growth of an indicator, side by side."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq

import pipeline
from pipeline.publish.scorecard import build_scorecard
from pipeline.records import Fact
from pipeline.resources.whole_places import load_whole_places
from pipeline.tables.scorecard import SCORECARD

PLACES = load_whole_places()
REPORT = """云溪市2023年科技创新工作情况汇报

一、2022年工作回顾
2022年底，全市高新技术企业达到47家，同比增长12.5%。全市新增创新平台3家、引进高层次人才20人。粮食总产量9.6亿斤。
技术合同成交额36亿元，比上年下降4%。
二、2023年工作打算
2023年，力争高新技术企业超过80家。
"""


def facts() -> tuple[Fact, ...]:
    return pipeline.extract(REPORT, report_date="2023-01").analyses[0].facts


def make_fact(number: int, **changes) -> Fact:
    return replace(facts()[0], **({"fact_id": f"f{number}", "char_start": number, "char_end": number + 1} | changes))


def test_actual_target_and_growth_stand_in_one_row():
    rows = {row["indicator_id"]: row for row in build_scorecard(facts(), PLACES)}
    firms = rows["high_tech_enterprise"]
    assert (firms["pillar"], firms["unit"], firms["scope"]) == ("enterprise", "家", "全市")
    assert (firms["actual"], firms["actual_period"]) == (47, "2022-12-31")
    assert (firms["target"], firms["target_bound"], firms["target_period"]) == (80, "min", "2023")
    assert (firms["growth"], firms["growth_baseline"]) == (Decimal("12.5"), "2021")
    contracts = next(row for row in rows.values() if "成交额" in row["indicator"])
    assert (contracts["pillar"], contracts["growth"], contracts["target"]) == ("cooperation", -4, None)


def test_facts_of_no_pillar_are_left_out():
    assert {row["pillar"] for row in build_scorecard(facts(), PLACES)} == {
        "enterprise",
        "platform",
        "talent",
        "cooperation",
    }
    assert build_scorecard([], PLACES) == []


def test_every_row_names_the_facts_that_it_shows():
    by_id = {fact.fact_id: fact for fact in facts()}
    for row in build_scorecard(facts(), PLACES):
        shown = [
            (row[name], by_id[row[f"{name}_fact"]].value) for name in ("actual", "target") if row[name] is not None
        ]
        assert all(value == fact_value for value, fact_value in shown)
        assert row["char_start"] in {fact.char_start for fact in by_id.values()}


def test_the_order_of_facts_does_not_matter():
    assert build_scorecard(reversed(facts()), PLACES) == build_scorecard(facts(), PLACES)


def test_the_latest_actual_and_the_next_target_count():
    levels = [
        make_fact(1, value=Decimal(40), period="2020", period_end="2020-12-31"),
        make_fact(2, value=Decimal(47), period="2022", period_end="2022-12-31"),
        make_fact(3, value=Decimal(90), status="target", period="2025", period_end="2025-12-31"),
        make_fact(4, value=Decimal(80), status="target", period="2023", period_end="2023-12-31"),
        make_fact(5, value=Decimal(60), status="target", period="2022", period_end="2022-12-31"),
    ]
    (row,) = build_scorecard(levels, PLACES)
    assert (row["actual_fact"], row["target_fact"]) == ("f2", "f4")


def test_areas_and_kinds_of_unit_stay_apart():
    levels = [
        make_fact(1),
        make_fact(2, scope=None, status="target"),
        make_fact(3, scope="临江新区"),
        make_fact(4, unit="元", unit_base="元", value_base=Decimal(5)),
    ]
    rows = build_scorecard(levels, PLACES)
    assert [(row["actual_fact"], row["target_fact"]) for row in rows] == [("f1", "f2"), ("f3", None), ("f4", None)]


def test_the_place_by_its_name_is_the_whole_place():
    levels = [
        make_fact(1),
        make_fact(2, scope="云溪市", status="target"),
        make_fact(3, scope="临江新区", status="target"),
    ]
    rows = build_scorecard(levels, PLACES, "云江省云溪市")
    assert [(row["actual_fact"], row["target_fact"]) for row in rows] == [("f1", "f2"), (None, "f3")]


def test_units_that_differ_are_compared_in_the_base_unit():
    levels = [
        make_fact(1, unit="公顷", unit_base="平方米", value=Decimal(2), value_base=Decimal(20000)),
        make_fact(2, unit="平方米", unit_base="平方米", value=Decimal(9), value_base=Decimal(9), status="target"),
    ]
    (row,) = build_scorecard(levels, PLACES)
    assert (row["unit"], row["actual"], row["target"]) == ("平方米", 20000, 9)


def test_it_is_published(tmp_path: Path):
    result = pipeline.extract(REPORT, report_date="2023-01")
    result.write(tmp_path)
    written = pq.read_table(tmp_path / "scorecard.parquet")
    assert tuple(written.column_names) == SCORECARD.column_names
    assert written.num_rows == len(result.scorecard) == len(build_scorecard(facts(), PLACES))
