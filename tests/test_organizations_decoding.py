"""Reading a whole report at once with the model gives what crfsuite gives sentence by sentence."""

from __future__ import annotations

import zipfile

import numpy as np
import pycrfsuite
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ModelError
from pipeline.organizations.batch import Batch, offsets
from pipeline.organizations.character_rows import CharacterRows
from pipeline.organizations.compose import parse_marked
from pipeline.organizations.crfsuite_file import read_crfsuite
from pipeline.organizations.decoding import decode, find_best_labels, find_names
from pipeline.organizations.emissions import Emissions
from pipeline.organizations.features import build_features, list_tags
from pipeline.organizations.finder import load_rule_finder
from pipeline.organizations.silence import bound_sums
from pipeline.organizations.tagger import MODEL, Tagger
from pipeline.organizations.training import train_crfsuite
from pipeline.organizations.weights import average_weights, make_weights, read_weights, write_weights
from pipeline.params import TrainOrganizationsParams
from pipeline.resources.files import models_dir
from pipeline.segment.tokens import load_tokenizer

RULES = load_rule_finder()
TOKENIZE = load_tokenizer("jieba")
NAMELESS = (
    "坚持稳中求进工作总基调，全面完成年初确定的目标任务。",
    "城镇居民人均可支配收入增长8.7%，农村居民人均可支配收入增长9.4%。",
    "持续优化营商环境，",
    "①",
)
NAMED = (
    "云溪泰丰智能控制股份有限公司与江南大学签约。",
    "引进中科院沈阳自动化研究所、清河精密铸造有限公司等单位。",
    "市科技局牵头组建省海上风电技术创新中心。",
    "推动鑫沃、晟晋华利电子、瑞泽等12家企业技改，沣源等项目开工。",
)
MARKED = (
    "引进<c 云溪泰丰智能控制股份有限公司>和<c 沣源>等企业。",
    "<g 市科技局>与<u 江南大学>共建<p 省海上风电技术创新中心>。",
    "<i 清河自动化研究所>、<i 沙溪农科院>等院所参加，<c 瑞泽>扩产。",
    "全面完成年初确定的目标任务，增长8.5%。",
)
# Words of reports, signs that no model has seen, digits of other scripts, and what stands for the ends of a sentence.
SIGNS = "云溪市省局院公司大学等企业、，。和12３²½龘𝟙𠮷 a^$|"
PIECES = (*SIGNS, "科技局", "有限公司", "研究院", "实验室", "沣源", "等5家企业", *NAMELESS, *NAMED)
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)


def scan(text):
    return RULES.scan(text, TOKENIZE(text))


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A small model as crfsuite wrote it, and the weights that were read from it."""
    path = tmp_path_factory.mktemp("model") / "model.crfsuite"
    params = TrainOrganizationsParams(iterations=30)
    train_crfsuite([parse_marked(line) for line in MARKED], scan, RULES, path, params)
    crfsuite = pycrfsuite.Tagger()
    crfsuite.open(str(path))
    return crfsuite, read_crfsuite(path)


@pytest.fixture(scope="module")
def weights():
    return read_weights(models_dir() / "organizations" / MODEL)


@pytest.fixture(scope="module")
def sentences(root):
    gold = [path.read_text(encoding="utf-8") for path in sorted((root / "data" / "gold").glob("*.txt"))]
    return [*NAMELESS, *NAMED, *(part for text in gold for part in text.replace("。", "。\n").split("\n") if part)]


def decode_texts(weights, scans, found):
    """Give the labels and their probabilities, sentence by sentence; none for those in which nobody is named."""
    lines = CharacterRows([item.text for item in scans])
    factors = Emissions(weights, RULES.vocabulary).weigh(lines, scans, found)
    decoded = decode(factors, lines.first, lines.sizes, lines.find_breaks(), weights.transitions)
    names = ["O", *(f"{part}-{kind}" for part in "BI" for kind in weights.kinds)]
    given = {}
    for sentence, first in zip(decoded.sentences.tolist(), decoded.first.tolist(), strict=True):
        own = slice(first, first + len(scans[sentence].text))
        given[sentence] = ([names[label] for label in decoded.labels[own]], decoded.shares[own].tolist())
    return given


@settings(max_examples=40, deadline=None)
@given(lines=st.lists(texts, min_size=1, max_size=6))
def test_labels_and_probabilities_are_those_of_crfsuite(trained, lines):
    crfsuite, weights = trained
    scans = [scan(text) for text in lines]
    found = [RULES.find(item) for item in scans]
    given = decode_texts(weights, scans, found)
    for number, (item, own) in enumerate(zip(scans, found, strict=True)):
        expected = crfsuite.tag(build_features(item, own, RULES.vocabulary))
        labels, shares = given.get(number, (["O"] * len(item.text), []))
        assert labels == expected, item.text
        for place, share in enumerate(shares):
            assert share == pytest.approx(crfsuite.marginal(labels[place], place), abs=1e-9)


def test_the_model_in_git_adds_up_the_weights_of_the_features(weights, sentences):
    scans = [scan(text) for text in sentences]
    found = [RULES.find(item) for item in scans]
    lines = CharacterRows(sentences)
    gains = np.log(Emissions(weights, RULES.vocabulary).weigh(lines, scans, found))
    table = np.log(weights.make_factors())
    assert any(True for text in sentences for _ in list_tags(text))
    for item, own, first in zip(scans, found, lines.first.tolist(), strict=True):
        rows = build_features(item, own, RULES.vocabulary)
        expected = [table[[weights.rows.get(name, 0) for name in row]].sum(axis=0) for row in rows]
        np.testing.assert_allclose(gains[first : first + len(rows)], expected, atol=1e-9)


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    sizes=st.lists(st.integers(1, 30), min_size=1, max_size=6),
    kinds=st.integers(1, 3),
    strength=st.sampled_from([0.0, 0.3, 2.0, 8.0]),
)
def test_what_follows_from_probabilities_is_what_a_search_finds(seed, sizes, kinds, strength):
    chance = np.random.default_rng(seed)
    batch = Batch(np.array(sizes, np.int32))
    gains = np.zeros((sum(sizes), 2 * kinds + 1))
    gains[:, 1:] = chance.normal(-strength / 2, strength + 0.1, (sum(sizes), 2 * kinds))
    steps = chance.normal(0, strength + 0.1, (2 * kinds + 1,) * 2)
    breaks = np.flatnonzero(chance.random(sum(sizes)) < 0.2)
    decoded = decode(np.exp(gains), batch.first, batch.sizes, breaks, steps)
    searched = find_best_labels(batch, gains[batch.characters], steps)
    ordered = np.empty_like(searched)
    ordered[batch.characters] = searched
    heard = dict(zip(decoded.sentences.tolist(), decoded.first.tolist(), strict=True))
    for sentence, (first, size) in enumerate(zip(batch.first.tolist(), sizes, strict=True)):
        own = heard.get(sentence)
        labels = [0] * size if own is None else decoded.labels[own : own + size].tolist()
        assert labels == ordered[first : first + size].tolist()


@settings(max_examples=100, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    sizes=st.lists(st.integers(1, 12), min_size=1, max_size=4),
    strength=st.sampled_from([0.3, 2.0, 8.0]),
)
def test_no_sum_over_all_labelings_is_above_its_bound(seed, sizes, strength):
    chance = np.random.default_rng(seed)
    rows = sum(sizes)
    factors = np.exp(chance.normal(-strength / 2, strength, (rows, 5)))
    steps = np.exp(chance.normal(0, strength, (5, 5)))
    factors[:, 0] = steps[0, 0] = 1.0
    first = offsets(np.array(sizes, np.int32))
    exact = []
    for start, size in zip(first.tolist(), sizes, strict=True):
        state = factors[start]
        for row in factors[start + 1 : start + size]:
            state = (state @ steps) * row
        exact.append(state.sum())
    whole = bound_sums(factors, first, np.array(sizes), np.zeros(0, int), steps)
    assert whole == pytest.approx(exact)
    clauses = bound_sums(factors, first, np.array(sizes), np.flatnonzero(chance.random(rows) < 0.3), steps)
    assert (clauses >= np.array(exact) * (1 - 1e-9)).all()


def test_a_long_sentence_overflows_nothing():
    sizes = np.array([3000, 1], np.int32)
    factors = np.full((3001, 3), np.exp(130.0))
    factors[:, 0] = 1.0
    steps = np.array([[5.0, -4, -4], [-4, -4, 7.0], [-4, -4, 6.0]])
    decoded = decode(factors, offsets(sizes), sizes, np.array([7]), steps)
    assert decoded.labels.tolist() == [1, *([2] * 2999), 1]
    assert (decoded.shares[:3000] > 0.7).all()
    assert [name[:4] for name in find_names(decoded, 1)] == [(0, 0, 3000, 0), (1, 0, 1, 0)]


def test_all_sentences_together_give_what_each_alone_gives(weights, sentences):
    tagger = Tagger(weights, RULES.vocabulary)
    scans = [scan(text) for text in sentences]
    found = [RULES.find(item) for item in scans]
    together = tagger.tag_all(scans, found)
    assert 0 < sum(map(bool, together)) < len(scans)
    for item, own, spans in zip(scans, found, together, strict=True):
        alone = tagger.tag_all([item], [own])[0]
        assert [(place, kind) for place, (kind, _) in spans.items()] == [
            (place, kind) for place, (kind, _) in alone.items()
        ]
        assert [share for _, share in spans.values()] == pytest.approx([share for _, share in alone.values()])
    assert tagger.tag_all([], []) == []
    assert not any(tagger.tag_all([scan(text) for text in NAMELESS], [[]] * len(NAMELESS)))


def test_the_features_of_a_character():
    row = build_features(scan("云溪12家"), [], RULES.vocabulary)[2]
    assert row[:7] == ["c0", "b溪", "a0", "B云溪", "A0家", "L溪0", "R00"]
    assert row[7:11] == ["r-", "r-kBm", "l-", "kBm"]
    assert row[11] == "w12"
    assert len(row) == 16


def test_weights_come_back_as_they_were_written(weights, tmp_path):
    write_weights(weights, tmp_path / MODEL)
    again = read_weights(tmp_path / MODEL)
    assert (again.kinds, again.rows) == (weights.kinds, weights.rows)
    assert np.array_equal(again.scores, weights.scores)
    assert np.array_equal(again.transitions, weights.transitions)
    assert (tmp_path / MODEL).read_bytes() == (models_dir() / "organizations" / MODEL).read_bytes()


@pytest.mark.parametrize("file", sorted(models_dir().glob("*/weights.npz")), ids=lambda file: file.parent.name)
def test_no_python_writes_a_model_in_a_way_of_its_own(file):
    with zipfile.ZipFile(file) as archive:  # sizes of 64 bits, which `numpy.savez` asks for, would make it 45
        assert {member.extract_version for member in archive.infolist()} == {20}


def test_a_file_that_is_no_model_of_crfsuite_is_told(tmp_path):
    (tmp_path / "model").write_bytes(b"no model")
    with pytest.raises(ModelError, match="model of crfsuite"):
        read_crfsuite(tmp_path / "model")


def test_a_type_without_a_name_of_two_characters_is_told(tmp_path):
    examples = [parse_marked("引进<c 云溪泰丰>和<u 云>。"), parse_marked("引进<c 沣源>。")]
    train_crfsuite(examples, scan, RULES, tmp_path / "model", TrainOrganizationsParams(iterations=3))
    with pytest.raises(ModelError, match="of type university"):
        read_crfsuite(tmp_path / "model")


def test_a_model_that_knows_nothing_says_nothing():
    weights = make_weights({("c云", "O"): 1.0}, {("O", "O"): 2.0}, ["company"])
    scans = [scan(text) for text in (*NAMED, *NAMELESS)]
    assert Tagger(weights, RULES.vocabulary).tag_all(scans, [[]] * len(scans)) == [{}] * len(scans)


def test_the_mean_of_models_weighs_what_each_knows_and_leaves_out_what_weighs_next_to_nothing():
    one = make_weights({("c云", "B-company"): 2.0, ("c岭", "O"): 0.03}, {("O", "O"): 1.0}, ["company"])
    other = make_weights({("c云", "B-company"): 1.0, ("c沣", "B-company"): 4.0}, {("O", "O"): 3.0}, ["company"])
    mean = average_weights([one, other])
    assert list(mean.rows) == ["c云", "c沣"]
    assert mean.scores[:, 1].tolist() == [0.0, 1.5, 2.0]
    assert mean.transitions[0, 0] == 2.0
    assert not mean.scores[0].any()
