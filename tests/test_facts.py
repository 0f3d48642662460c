"""Facts: what each figure of a sentence means, in every way to say it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from cases_of import build_document, each_surface, read_cases, read_marks

from pipeline.evaluate.likeness import same_indicator, same_number, same_unit
from pipeline.facts.build import load_fact_builder
from pipeline.params import Params
from pipeline.quantities import load_number_finder
from pipeline.records import Fact, Mention
from pipeline.segment import load_segmenter

CASES = read_cases("facts.yaml")
Build = Callable[..., tuple[Fact, ...]]


@pytest.fixture(scope="module")
def build() -> Build:
    """Build the facts of a sentence inside one of the reports; of organizations only the companies given are known."""
    params = Params()
    segmenter = load_segmenter(params.segment)
    finder = load_number_finder(params.quantities)
    builder = load_fact_builder(params.facts)

    def build_in(text: str, report: str, companies: Sequence[str] = ()) -> tuple[Fact, ...]:
        given = CASES["reports"][report]
        document = build_document("\n".join([*given["above"], text]), report_date=given["report_date"])
        document = replace(document, region=given.get("region"))
        segmented = segmenter.segment(document)
        start = len(document.text) - len(text)
        numbers = finder.find(document, segmented)
        mentions = [
            Mention(document.doc_id, sentence.sentence_id, at, at + len(name), name, "company", name, "given", 1.0)
            for name in companies
            for at in [document.text.index(name, start)]
            for sentence in segmented.sentences
            if sentence.char_start <= at < sentence.char_end
        ]
        facts = builder.build(document, segmented, mentions, (), numbers)
        return tuple(fact for fact in facts if fact.char_start >= start)

    return build_in


def differences(fact: Fact, meaning: dict[str, object], facts: tuple[Fact, ...]) -> dict[str, tuple[object, object]]:
    """Give the fields that differ, as (expected, got)."""
    wrong: dict[str, tuple[object, object]] = {}
    for name, expected in meaning.items():
        got = getattr(fact, name)
        if name == "indicator":
            right = any(same_indicator(got, one) for one in (expected if isinstance(expected, list) else [expected]))
        elif name in ("value", "value_max"):
            right = same_number(None if got is None else float(got), expected)
        elif name == "unit":
            right = same_unit(got, expected)
        elif name == "part_of":
            right = got == (None if expected is None else facts[expected].fact_id)
        else:
            right = got == expected
        if not right:
            wrong[name] = (expected, got)
    return wrong


@pytest.mark.parametrize(
    ("report", "means", "surface"),
    [
        case
        for group, meanings in CASES["figures"].items()
        for meaning in meanings
        for case in each_surface(meaning["surfaces"], meaning.get("in", "review"), meaning["means"], id_=group)
    ],
)
def test_a_figure_means_the_same_in_every_way_to_say_it(build, report, means, surface):
    marked = read_marks(surface)
    facts = build(marked.text, report)
    assert [fact.text for fact in facts] == [marked.text[start:end] for start, end in marked.spans]
    expected = means if isinstance(means, list) else [means]
    wrong = [differences(fact, meaning, facts) for fact, meaning in zip(facts, expected, strict=True)]
    assert not any(wrong), wrong


@pytest.mark.parametrize("case", CASES["companies"], ids=lambda case: case["text"])
def test_a_figure_of_a_company_is_its_own(build, case):
    marked = read_marks(case["text"])
    facts = build(marked.text, "review", case["names"])
    assert [fact.text for fact in facts] == [marked.text[start:end] for start, end in marked.spans]
    wrong = [differences(fact, meaning, facts) for fact, meaning in zip(facts, case["means"], strict=True)]
    assert not any(wrong), wrong


@pytest.mark.parametrize("text", CASES["nothing"])
def test_a_sentence_that_measures_nothing_gives_no_fact(build, text):
    assert [fact.text for fact in build(text, "review")] == []
