"""Training of the pillars' model: our own sentences in, the same bytes out."""

from __future__ import annotations

import csv
import shutil
from collections import Counter

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ResourceError
from pipeline.params import TrainPillarsParams
from pipeline.pillars.examples import ANY, read_examples, read_training
from pipeline.pillars.features import CueFinder, distinct_cues, find_ngrams, simplify
from pipeline.pillars.grammar import COMPOSED, compose_examples
from pipeline.pillars.model import load_model
from pipeline.pillars.ngrams import NgramFinder
from pipeline.pillars.outcome import build_plots
from pipeline.pillars.training import CandidateScore, Prediction, choose_candidate, train_pillars, write_composed
from pipeline.records import PILLARS
from pipeline.resources.pillars import load_pillar_taxonomy

PARAMS = TrainPillarsParams(folds=3)
PIECES = [
    "二、",
    "新增省级重点实验室",
    "12家",
    "，",
    "总数达36.5万",
    "育人才",
    "\n",
    " ",
    "𠀀",
    "“一",
    "高新技术企业",
    "$",
]


@pytest.fixture
def data(root):
    return root / "data" / "train" / "pillars"


def test_training_on_the_same_sentences_gives_the_same_bytes(data, tmp_path):
    examples = read_training([data])[::12]
    taxonomy = load_pillar_taxonomy()
    reports = [train_pillars(examples, tmp_path / name, PARAMS, taxonomy) for name in ("first", "second")]
    assert reports[0] == reports[1]
    assert len(reports[0].candidates) >= 3
    assert (tmp_path / "first/model.json").read_bytes() == (tmp_path / "second/model.json").read_bytes()
    assert load_model(tmp_path / "first").labels == tuple(sorted(PILLARS))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=5))
def test_the_model_reads_many_texts_at_a_time_as_the_features_say(texts):
    model = load_model()
    ngrams = {model.ngram(place): place for place in range(model.size)}
    finder = CueFinder(load_pillar_taxonomy())
    cues = [distinct_cues(found) for found in finder.find_all(texts)]
    assert cues == [finder.names(text) for text in texts]
    readings = model.read(texts, cues)
    assert len(readings.log_odds) == len(texts)
    for text, named, reading in zip(texts, cues, readings, strict=True):
        known = sorted(ngrams[ngram] for ngram in find_ngrams(simplify(text)) & ngrams.keys())
        assert reading.places == tuple(known)
        (alone,) = model.read([text], [named])
        assert reading.log_odds.tolist() == alone.log_odds.tolist()
        told = sum(model.cue_shares(named).values()) + model.shares(known, reading.norm).sum(axis=0)
        assert reading.log_odds - told == pytest.approx(model.bias)


def test_ngrams_are_found_in_many_lines_with_and_without_a_table(monkeypatch):
    ngrams = ["省级重", "省", "级重点", "重点实验", "重点", "𠀀省", "$"]
    lines = "^省级重点实验室$\n\n重点𠀀省𠀀\n级重 点省"
    expected = sorted(
        (number, place)
        for number, line in enumerate(lines.split("\n"))
        for place, ngram in enumerate(ngrams)
        if ngram in line
    )
    for largest in (1 << 22, 0):
        monkeypatch.setattr("pipeline.pillars.ngrams._LARGEST_TABLE", largest)
        numbers, places = NgramFinder(ngrams).find(lines)
        assert list(zip(numbers.tolist(), places.tolist(), strict=True)) == expected


def test_composed_sentences_are_what_the_grammar_composes(data, tmp_path):
    for name in ("templates.yaml", "slots.yaml"):
        shutil.copy(data / name, tmp_path / name)
    write_composed(tmp_path, TrainPillarsParams())
    assert (tmp_path / COMPOSED).read_bytes() == (data / COMPOSED).read_bytes()


def test_another_seed_composes_other_sentences(data):
    texts = [{example.text for example in compose_examples(data, seed=seed, rounds=2)} for seed in (1, 2)]
    assert texts[0] != texts[1]
    assert not [text for text in texts[0] if "{" in text]


def test_there_are_enough_sentences_of_every_pillar(data):
    written = [example for name in ("written", "near_misses") for example in read_examples(data / f"{name}.jsonl")]
    counts = Counter(example.pillar for example in written)
    assert set(counts) == {*PILLARS, ANY}
    assert min(counts.values()) >= 90
    assert len(written) >= 2400
    assert len(read_training([data])) >= 2500
    assert len({example.text for example in written}) == len(written)


@pytest.mark.parametrize("line", ["{", "[]", '{"text": "x"}', '{"text": 1, "pillar": "", "group": "", "section": ""}'])
def test_a_broken_training_line_is_refused_with_its_number(tmp_path, line):
    path = tmp_path / "written.jsonl"
    path.write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(ResourceError, match="line 1"):
        read_examples(path)


def test_a_pattern_with_an_unknown_slot_is_refused(tmp_path):
    (tmp_path / "templates.yaml").write_text("none: ['{nosuch}']\n", encoding="utf-8")
    (tmp_path / "slots.yaml").write_text("a: [b]\n", encoding="utf-8")
    with pytest.raises(ResourceError, match="nosuch"):
        compose_examples(tmp_path, seed=1)


@pytest.mark.parametrize(
    ("scores", "chosen"),
    [
        ({"first": (0.87, 0.016), "second": (0.871, 0.012), "third": (0.872, 0.05)}, "first"),
        ({"first": (0.87, 0.04), "second": (0.871, 0.012), "third": (0.872, 0.05)}, "second"),
        ({"first": (0.80, 0.01), "second": (0.85, 0.02), "third": (0.872, 0.05)}, "third"),
    ],
)
def test_the_best_calibrated_of_equally_good_candidates_is_chosen(scores, chosen):
    rated = {name: CandidateScore(macro_f1, macro_f1, ece, 1.0) for name, (macro_f1, ece) in scores.items()}
    assert choose_candidate(rated) == chosen


def test_what_dvc_plots_is_there(root):
    content = yaml.safe_load((root / "dvc.yaml").read_text(encoding="utf-8"))
    plots = [plot for item in content["plots"] for plot in item.values()]
    drawn = [plot for plot in plots if any("train_pillars" in path for path in plot["y"])]
    assert {plot["template"] for plot in drawn} == {"confusion", "bar_horizontal", "linear"}
    for plot in drawn:
        for path, columns in plot["y"].items():
            with (root / path).open(encoding="utf-8") as file:
                header = next(csv.reader(file))
            assert {plot["x"], *([columns] if isinstance(columns, str) else columns)} <= set(header)


def test_plots_and_scores_tell_of_the_same_sentences():
    rows = [("a", 0.9, "a"), ("a", 0.6, "b"), ("b", 0.8, "b"), ("b", 0.7, "b")]
    predictions = [
        Prediction("", pillar, {taken: share, "b" if taken == "a" else "a": 1 - share}) for pillar, share, taken in rows
    ]
    plots = build_plots(predictions)
    assert [tuple(row.values()) for row in plots["confusion"]] == [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]
    assert plots["per_pillar"] == [
        {"pillar": "a", "precision": 1.0, "recall": 0.5, "f1": 0.6667, "sentences": 2},
        {"pillar": "b", "precision": 0.6667, "recall": 1.0, "f1": 0.8, "sentences": 2},
    ]
    reliability = [(row["probability"], row["right"]) for row in plots["reliability"]]
    assert reliability == [(0.6, 0), (0.7, 1), (0.8, 1), (0.9, 1)]
    assert sum(row["sentences"] for row in plots["reliability"]) == len(rows)
