"""The ledger: every numeral of a text stands in it exactly once, and no figure has a value that is not written."""

from __future__ import annotations

from collections import Counter
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
from pipeline.facts import load_fact_builder
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
