"""The report that started the project, as it stands in ../shared: messy, and read right all the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.evaluate.likeness import same_unit
from pipeline.records import Analysis

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def analysis(shared: Path) -> Analysis:
    (one,) = pipeline.extract(shared / "gold" / "dev" / "d00_seed.txt").analyses
    return one


@pytest.fixture(scope="module")
def annotated(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "gold" / "dev" / "d00_seed.gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_all_figures_are_right_and_none_is_from_a_notice(analysis: Analysis, annotated: list[dict[str, Any]]) -> None:
    expected = sorted((row["start"], row["end"], row["value"], row["unit"]) for row in annotated if row["t"] == "fact")
    found = sorted((one.char_start, one.char_end, round(float(one.value), 4), one.unit) for one in analysis.facts)
    assert len(expected) == 18
    assert [figure[:3] for figure in found] == [figure[:3] for figure in expected]
    assert all(same_unit(ours[3], theirs[3]) for ours, theirs in zip(found, expected, strict=True))


def test_numbers_of_notices_are_in_the_ledger_with_their_reason(analysis: Analysis) -> None:
    reasons = {number.text: number.reason for number in analysis.numbers if number.sentence_id is None}
    assert {"114", "632", "2791", "1774"} <= set(reasons)
    assert set(reasons.values()) == {"page noise"}


@pytest.mark.parametrize("name", ["保龄宝", "禹王", "禹王制药", "通裕"])
def test_organizations_are_found(analysis: Analysis, name: str) -> None:
    found = [mention.text for mention in analysis.mentions]
    assert any(text.startswith(name) for text in found), found


def test_masks_are_no_numbers_and_no_names(analysis: Analysis) -> None:
    assert [fact.text for fact in analysis.facts if "*" in fact.text] == []
    assert [mention.text for mention in analysis.mentions if mention.text.strip("*市") == ""] == []


def test_words_broken_over_lines_are_joined(analysis: Analysis) -> None:
    clean = "".join(sentence.clean for sentence in analysis.segmented.sentences)
    assert "泰山产业领军人才工程" in clean
    text = analysis.document.text
    for sentence in analysis.segmented.sentences:
        assert text[sentence.char_start : sentence.char_end] == sentence.text


def test_the_heading_that_is_missing_is_inferred_from_the_outline(analysis: Analysis) -> None:
    (section,) = [one for one in analysis.segmented.sections if "全力聚要素" in one.title]
    assert section.inferred
    children = [one.title for one in analysis.segmented.sections if one.parent == section.section_id]
    assert "强化项目争取" in " ".join(children)


def test_every_sentence_of_the_body_is_in_the_pillar_of_its_part(
    analysis: Analysis, annotated: list[dict[str, Any]]
) -> None:
    labels = {label.sentence_id: label.pillar for label in analysis.labels}
    kinds = {sentence.sentence_id: sentence.kind for sentence in analysis.segmented.sentences}
    wrong = []
    for row in (row for row in annotated if row["t"] == "pillar"):
        for sentence in analysis.segmented.sentences:
            # a row that is mostly the notice of a site is annotated as such, also where words are left before it
            mostly = 2 * (sentence.char_end - sentence.char_start) > row["end"] - row["start"]
            inside = mostly and row["start"] <= sentence.char_start and sentence.char_end <= row["end"]
            if inside and kinds[sentence.sentence_id] != "outline" and labels[sentence.sentence_id] != row["p"]:
                wrong.append((sentence.text, labels[sentence.sentence_id], row["p"]))
    assert wrong == []
