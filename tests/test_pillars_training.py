"""Training of the pillars' model: our own sentences in, the same bytes out."""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter

import numpy as np
import pytest
import yaml

from pipeline.errors import ResourceError
from pipeline.params import TrainPillarsParams
from pipeline.pillars.examples import ANY, read_examples, read_training
from pipeline.pillars.features import CueFinder, find_ngrams, simplify
from pipeline.pillars.grammar import COMPOSED, compose_examples
from pipeline.pillars.model import load_model
from pipeline.pillars.outcome import build_plots
from pipeline.pillars.training import CandidateScore, Prediction, choose_candidate, train_pillars, write_composed
from pipeline.records import PILLARS
from pipeline.resources.pillars import load_pillar_taxonomy

PARAMS = TrainPillarsParams(folds=3)


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


def test_the_model_reads_in_one_pass_what_the_features_say(root):
    model = load_model()
    table = json.loads((root / "models/pillars/model.json").read_text(encoding="utf-8"))["ngrams"]
    text = "二、新增省级重点实验室12家，总数达到36.5家。"
    reading = model.read(text, CueFinder(load_pillar_taxonomy()).names(text))
    assert {model.ngram(place) for place in reading.places} == find_ngrams(simplify(text)) & set(table)
    assert np.isfinite(reading.log_odds).all()


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
