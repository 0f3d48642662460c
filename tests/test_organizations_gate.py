"""The gate before the model: where it says that the model finds nothing, the model finds nothing."""

from __future__ import annotations

import pytest

from pipeline.organizations import load_organization_finder
from pipeline.organizations.features import FeatureBuilder, may_hold_list
from pipeline.params import OrganizationsParams
from pipeline.segment.tokens import load_tokenizer

NAMELESS = (
    "坚持稳中求进工作总基调，全面完成年初确定的目标任务。",
    "城镇居民人均可支配收入增长8.5%，农村居民人均可支配收入增长9.2%。",
    "持续优化营商环境，",
    "①",
)
NAMED = (
    "云溪泰丰智能控制股份有限公司与江南大学签约。",
    "引进中科院沈阳自动化研究所、清河精密铸造有限公司等单位。",
    "市科技局牵头组建省海上风电技术创新中心。",
)


@pytest.fixture(scope="module")
def finder():
    return load_organization_finder(OrganizationsParams())


@pytest.fixture(scope="module")
def scan(finder):
    tokenize = load_tokenizer("jieba")
    return lambda text: finder.rules.scan(text, tokenize(text))


@pytest.fixture(scope="module")
def sentences(root):
    texts = [path.read_text(encoding="utf-8") for path in sorted((root / "data" / "gold").glob("*.txt"))]
    return [*NAMELESS, *NAMED, *(part for text in texts for part in text.replace("。", "。\n").split("\n") if part)]


def test_what_the_gate_calls_silent_the_model_leaves_empty(finder, scan, sentences):
    scans = [scan(text) for text in sentences]
    silent = finder.tagger.gate.find_silent(scans)
    assert sum(silent) > len(scans) / 2
    asked = [item for item, is_silent in zip(scans, silent, strict=True) if is_silent and not may_hold_list(item.text)]
    assert not [item.text for item in asked if finder.tagger.tag(item, [])]


def test_a_name_and_a_sentence_without_one_are_told_apart(finder, scan):
    assert finder.tagger.gate.find_silent([scan(text) for text in (*NAMELESS, NAMED[0])]) == [True] * 4 + [False]
    assert finder.tagger.gate.find_silent([scan(NAMED[0])]) == [False]
    assert finder.tagger.gate.find_silent([]) == []


def test_all_sentences_together_give_what_each_alone_gives(finder, scan, sentences):
    scans = [scan(text) for text in sentences]
    found = [finder.rules.find(item) for item in scans]
    alone = [finder.tagger.revise(item, own) for item, own in zip(scans, found, strict=True)]
    assert finder.tagger.revise_all(scans, found) == alone


def test_the_model_is_given_what_it_knows_of_all_features(finder, scan, sentences):
    known = finder.tagger.gate.names
    every, few = FeatureBuilder(finder.rules.vocabulary), FeatureBuilder(finder.rules.vocabulary, known)
    for text in sentences[:200]:
        scanned = scan(text)
        found = finder.rules.find(scanned)
        rows = every.build(scanned, found)
        assert len(rows) == len(text)
        assert few.build(scanned, found) == [[name for name in row if name in known] for row in rows]


def test_the_features_of_a_character(finder, scan):
    row = FeatureBuilder(finder.rules.vocabulary).build(scan("云溪12家"), [])[2]
    assert row[:7] == ["c0", "b溪", "a0", "B云溪", "A0家", "L溪0", "R00"]
    assert row[7:11] == ["r-", "r-kBm", "l-", "kBm"]
    assert row[11] == "w12"
    assert len(row) == 16
