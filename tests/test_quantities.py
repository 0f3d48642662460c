"""Quantities: which numbers of a sentence are figures, with which value and unit, and why the others are none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from cases_of import build_document, count_surfaces, each_surface, read_cases, read_marks

from pipeline.params import Params
from pipeline.quantities import NumberFinder, load_number_finder
from pipeline.records import REASONS, Number
from pipeline.resources.units import load_units
from pipeline.segment import Segmenter, load_segmenter

CASES = read_cases("quantities.yaml")


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return load_segmenter(Params().segment)


@pytest.fixture(scope="module")
def finder() -> NumberFinder:
    return load_number_finder(Params().quantities)


@pytest.fixture(scope="module")
def find(segmenter, finder):
    def find_in(text: str) -> tuple[Number, ...]:
        document = build_document(text)
        return finder.find(document, segmenter.segment(document))

    return find_in


def as_list(means):
    return means if isinstance(means, list) else [means]


@pytest.mark.parametrize(
    ("means", "surface"),
    [
        case
        for group, meanings in CASES["figures"].items()
        for meaning in meanings
        for case in each_surface(meaning["surfaces"], meaning["means"], id_=group)
    ],
)
def test_a_figure_has_its_value_and_unit_in_every_spelling(find, means, surface):
    marked = read_marks(surface)
    found = [number for number in find(marked.text) if number.reason is None]
    assert [number.text for number in found] == [marked.text[start:end] for start, end in marked.spans]
    assert [(number.char_start, number.char_end) for number in found] == list(marked.spans)
    expected = [
        (Decimal(str(one["value"])), Decimal(str(one["max"])) if "max" in one else None, one["unit"])
        for one in as_list(means)
    ]
    assert [(number.value, number.value_max, number.unit) for number in found] == expected


@pytest.mark.parametrize(
    ("reason", "surface"),
    [case for reason, surfaces in CASES["nothing"].items() for case in each_surface(surfaces, reason, id_=reason)],
)
def test_a_number_that_measures_nothing_has_its_reason(find, reason, surface):
    marked = read_marks(surface)
    found = find(marked.text)
    assert [number.text for number in found if number.reason is None] == []
    for start, end in marked.spans:
        inside = [number for number in found if number.char_start < end and start < number.char_end]
        assert {number.reason for number in inside} == {reason}, [(one.text, one.reason) for one in inside]


@pytest.mark.parametrize("surface", CASES["bold"])
def test_bold_type_is_no_mask(find, surface):
    found = find(surface)
    assert {number.reason for number in found} & {None, "masked"} == set()


# These are figures only in certain company: 缩短3天, but 历时3天; 举办3期培训, but 项目3期.
ONLY_WITH_OTHERS = ("time", "voltage")
ONLY_WITH_OTHER_WORDS = ("字", "期", "期次", "方", "英寸")
UNITS = [
    unit
    for unit in load_units().by_surface.values()
    if unit.dimension not in ONLY_WITH_OTHERS and unit.surface not in ONLY_WITH_OTHER_WORDS
]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.surface)
def test_every_unit_of_the_list_is_read_behind_a_numeral(find, unit):
    (number,) = [number for number in find(f"去年的总数达到12{unit.surface}。") if number.reason is None]
    assert number.text == f"12{unit.surface}"
    assert number.unit == unit.unit
    per_mille = unit.surface in ("‰", "千分点", "个千分点")
    assert number.value == (Decimal("1.2") if per_mille else 12)


def test_there_are_enough_cases_and_every_reason_is_one():
    figures, facts = count_surfaces(CASES["figures"]), count_surfaces(read_cases("facts.yaml")["figures"])
    assert sum(figures.values()) + sum(facts.values()) >= 600
    assert sum(len(surfaces) for surfaces in CASES["nothing"].values()) >= 200
    for group in ("ranges", "upper bounds", "approximations", "ratios", "tables", "respectively", "denials"):
        assert figures[group] + facts[group] >= 25, group
    assert set(CASES["nothing"]) <= set(REASONS)
