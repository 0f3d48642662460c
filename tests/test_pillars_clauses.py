"""Facts of a sentence that mixes pillars: each has the pillar of its own clause."""

from __future__ import annotations

import pytest
from cases_of import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.params import PillarsParams
from pipeline.pillars import load_pillar_classifier
from pipeline.records import PILLARS, Document, Segmented
from tests.test_pillars import FIVE_PARTS, make_report, make_sentence

CASES = read_cases("clauses.yaml")
DOCUMENT = Document("青溪", "青溪.txt", "0", "txt", "")
CLASSIFIER = load_pillar_classifier(PillarsParams())
PIECES = [
    "高新技术企业47家",
    "引进人才20人",
    "增长12%",
    "粮食产量9亿斤",
    "建成实验室3家",
    "成果转化8项",
    "，",
    "、",
    "；",
    "。",
    "其中",
]


@pytest.mark.parametrize("case", [*CASES["mixed"], *CASES["whole"]], ids=lambda case: case["text"])
def test_each_fact_has_the_pillar_of_its_clause(case):
    facts = pipeline.extract(case["text"]).analyses[0].facts
    assert {fact.text: fact.pillar for fact in facts} == case["facts"]


def test_mixed_cases_mix_and_others_do_not():
    assert all(len(set(case["facts"].values())) > 1 for case in CASES["mixed"])
    assert all(len(set(case["facts"].values())) == 1 for case in CASES["whole"])


def test_a_part_holds_unless_a_clause_names_another_pillar_clearly():
    report = make_report(
        FIVE_PARTS | {"三、加快建平台，提升承载能力": ["新增平台12家，增长9%。", "获批实验室3家，引进高层次人才20名。"]}
    )
    labels = CLASSIFIER.classify(DOCUMENT, report)
    pairs = list(zip([sentence.clean for sentence in report.sentences], labels, strict=True))
    (first,) = [label for text, label in pairs if text.startswith("新增平台")]
    (second,) = [label for text, label in pairs if text.startswith("获批实验室")]
    assert (first.pillar, first.clause_pillars) == ("platform", ())
    assert (second.pillar, second.pillar_at(4)) == ("platform", "platform")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_clauses_cover_the_sentence_in_order(text):
    sentence = make_sentence(0, text)
    (label,) = CLASSIFIER.classify(DOCUMENT, Segmented((), (), (sentence,)))
    assert len(label.clause_ends) == len(label.clause_pillars)
    assert list(label.clause_ends) == sorted(set(label.clause_ends))
    assert set(label.clause_pillars) <= set(PILLARS)
    assert not label.clause_pillars or set(label.clause_pillars) != {label.pillar}
    if label.clause_ends:
        assert label.clause_ends[-1] == len(text)
    assert all(label.pillar_at(place) in (label.pillar, *label.clause_pillars) for place in range(len(text)))
