"""The ledger: every numeral of a text stands in it exactly once, and no figure has a value that is not written."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from cases_of import build_document
from hypothesis import given, settings
from ledger_scan import scan_numerals
from numeral_reader import NoNumeral, read_surface
from report_grammar import ANY_TEXT, FIGURE, REPORT

import pipeline
from pipeline.facts.build import load_fact_builder
from pipeline.params import Params
from pipeline.quantities import load_number_finder
from pipeline.records import REASONS, Document, Fact, Number
from pipeline.segment import load_segmenter

PARAMS = Params()
SEGMENTER = load_segmenter(PARAMS.segment)
FINDER = load_number_finder(PARAMS.quantities)
BUILDER = load_fact_builder(PARAMS.facts)
RAW = Path(__file__).parents[1] / "data" / "raw"
MOST_UNEXPLAINED = 0.01


def read(text: str) -> tuple[Document, tuple[Number, ...], tuple[Fact, ...]]:
    document = build_document(text, report_date="2023-01")
    segmented = SEGMENTER.segment(document)
    numbers = FINDER.find(document, segmented)
    return document, numbers, BUILDER.build(document, segmented, (), (), numbers)


def check_ledger(text: str, numbers: tuple[Number, ...]) -> None:
    for number in numbers:
        assert text[number.char_start : number.char_end] == number.text
        assert (number.value is None) == (number.reason is not None), number
        assert number.reason is None or number.reason in REASONS
    for left, right in pairwise(numbers):
        assert left.char_end <= right.char_start, (left.text, right.text)
    for start, end in scan_numerals(text):
        touching = [number for number in numbers if number.char_start < end and start < number.char_end]
        assert len(touching) == 1, (text[start:end], start, [one.text for one in touching])
        assert touching[0].char_start <= start
        assert end <= touching[0].char_end, (text[start:end], touching[0].text)


def check_values(text: str, facts: tuple[Fact, ...], numbers: tuple[Number, ...]) -> None:
    apart = {
        (number.char_start, number.char_end): text[number.unit_start : number.unit_end]
        for number in numbers
        if number.unit_start is not None
    }
    for fact in facts:
        span = (fact.char_start, fact.char_end)
        value, value_max = read_surface(text[slice(*span)], apart.get(span, ""))
        context = (text[max(0, span[0] - 20) : span[1] + 20], fact.text, apart.get(span), fact.value, value)
        # the sign of 增长-3% is a word of change and stands before the figure
        assert same(abs(fact.value), abs(value)), context
        assert (fact.value_max is None) == (value_max is None), context
        assert value_max is None or same(fact.value_max, value_max), (context, fact.value_max, value_max)


def same(left: Decimal | None, right: Decimal) -> bool:
    return left is not None and abs(left - right) <= Decimal("0.0001")


@settings(max_examples=300, deadline=None)
@given(text=ANY_TEXT)
def test_every_numeral_of_any_text_stands_in_the_ledger_exactly_once(text: str) -> None:
    document, numbers, _ = read(text)
    check_ledger(document.text, numbers)


@settings(max_examples=150, deadline=None)
@given(text=REPORT)
def test_every_numeral_of_a_report_stands_in_the_ledger_exactly_once(text: str) -> None:
    document, numbers, _ = read(text)
    check_ledger(document.text, numbers)


@settings(max_examples=150, deadline=None)
@given(text=REPORT)
def test_every_value_of_a_report_is_written_in_it(text: str) -> None:
    document, numbers, facts = read(text)
    check_values(document.text, facts, numbers)


@settings(max_examples=200, deadline=None)
@given(figure=FIGURE)
def test_the_second_reader_reads_every_figure(figure: str) -> None:
    value, _ = read_surface(figure.split(":")[0])
    assert value >= 0


@pytest.mark.parametrize("surface", ["", "家", "**家", "若干"])
def test_the_second_reader_refuses_what_is_no_figure(surface: str) -> None:
    with pytest.raises(NoNumeral):
        read_surface(surface)


@pytest.fixture(scope="module")
def shipped() -> tuple[pipeline.records.Analysis, ...]:
    return tuple(pipeline.extract(RAW).analyses)


def test_the_shipped_reports_are_accounted_for(shipped) -> None:
    reasons: Counter[str | None] = Counter()
    for analysis in shipped:
        check_ledger(analysis.document.text, analysis.numbers)
        check_values(analysis.document.text, analysis.facts, analysis.numbers)
        reasons.update(number.reason for number in analysis.numbers)
    assert reasons["unexplained"] <= MOST_UNEXPLAINED * reasons.total()


@pytest.mark.shared
def test_the_reports_in_shared_are_accounted_for(shared) -> None:
    reasons: Counter[str | None] = Counter()
    for path in sorted((shared / "gold" / "dev").glob("*.txt")):
        document, numbers, facts = read(path.read_text(encoding="utf-8"))
        check_ledger(document.text, numbers)
        check_values(document.text, facts, numbers)
        reasons.update(number.reason for number in numbers)
    assert reasons["unexplained"] <= MOST_UNEXPLAINED * reasons.total()


SENTENCE = "全市高新技术企业达到47家，其中国家级18家。"


def test_a_ledger_that_lacks_a_numeral_or_has_one_twice_is_caught() -> None:
    document, numbers, _ = read(SENTENCE)
    check_ledger(document.text, numbers)
    with pytest.raises(AssertionError):
        check_ledger(document.text, numbers[1:])
    with pytest.raises(AssertionError):
        check_ledger(document.text, (numbers[0], *numbers))


def test_a_value_that_is_not_written_is_caught() -> None:
    document, numbers, facts = read(SENTENCE)
    check_values(document.text, facts, numbers)
    with pytest.raises(AssertionError):
        check_values(document.text, (replace(facts[0], value=Decimal(56)), *facts[1:]), numbers)
    with pytest.raises(AssertionError):
        check_values(document.text, (replace(facts[0], value_max=Decimal(65)), *facts[1:]), numbers)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("| 指标 | 总量（亿元） | 增长（%） |\n|---|---|---|\n| 生产总值 | 21.4 | 6.5 |", ["亿元", "%"]),
        ("| 指标 | 单位 | 2021年 |\n|---|---|---|\n| 生产总值 | 万元 | 214000 |", ["万元"]),
        ("| 指标 | 2021年 |\n|---|---|\n| 生产总值（亿元） | 21.4 |", ["亿元"]),
        ("单位：亿元\n\n| 指标 | 2021年 |\n|---|---|\n| 生产总值 | 21.4 |", ["亿元"]),
        ("指标名称\n2021年\n2022年\n生产总值（亿元）\n20.1\n21.4", ["亿元", "亿元"]),
        ("县区\n常住人口（万人）\n城镇化率（%）\n云岭县\n120\n45.5", ["万人", "%"]),
        ("存款、贷款余额分别为2600、1861.5亿元。", ["亿元"]),
        ("工业和服务业占比分别提高1.5和4.5个百分点。", ["个百分点"]),
    ],
)
def test_a_figure_tells_where_its_unit_stands_apart(text: str, units: list[str]) -> None:
    document, numbers, facts = read(text)
    apart = [number for number in numbers if number.reason is None and number.unit_start is not None]
    assert [document.text[number.unit_start : number.unit_end] for number in apart] == units
    check_values(document.text, facts, numbers)
