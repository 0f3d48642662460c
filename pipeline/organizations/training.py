"""Training of the model on composed sentences. The same data, parameters and code give the same bytes."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import pycrfsuite

from pipeline.organizations.compose import Example, compose_examples, read_slots, read_templates
from pipeline.organizations.crfsuite_file import read_crfsuite
from pipeline.organizations.features import build_features
from pipeline.organizations.finder import RuleFinder, load_rule_finder
from pipeline.organizations.scan import Scan
from pipeline.organizations.tagger import FEATURES_VERSION, META, MODEL, Tagger
from pipeline.organizations.weights import Weights, average_weights, read_weights, write_weights
from pipeline.params import TrainOrganizationsParams
from pipeline.resources.gazetteer import load_gazetteer

ROUNDS, HELD_OUT_ROUNDS, ADDED_TIMES = 16, 2, 4
TEMPLATES, SLOTS = "templates.txt", "slots.yaml"


@dataclass(frozen=True, slots=True)
class TrainingScore:
    """How many sentences were trained on, and strict-span scores on sentences whose names the training never saw."""

    sentences: int
    precision: float
    recall: float
    f1: float


def train_organizations(
    data_dir: Path,
    model_dir: Path,
    params: TrainOrganizationsParams,
    tokenize: Callable[[str], tuple[str, ...]],
    *,
    added: Sequence[Example] = (),
) -> TrainingScore:
    """Train the model on sentences composed from the files of `data_dir`, and write it into `model_dir`.

    It is the mean of several (`params.models`), each trained on sentences drawn with a seed of its own.

    `tokenize` cuts a sentence into words, as `segment` does. `added` are sentences that people labelled.
    """
    rules = load_rule_finder()
    compose = partial(
        compose_examples,
        read_templates(data_dir / TEMPLATES),
        read_slots(data_dir / SLOTS),
        load_gazetteer(),
    )

    def scan(text: str) -> Scan:
        return rules.scan(text, tokenize(text))

    def train(seed: int) -> tuple[int, Weights]:
        # each as often as it takes to be heard among patterns that are filled many times
        examples = [*compose(seed=seed, rounds=ROUNDS), *(list(added) * ADDED_TIMES)]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.crfsuite"
            train_crfsuite(examples, scan, rules, path, params)
            return len(examples), read_crfsuite(path)

    model_dir.mkdir(parents=True, exist_ok=True)
    trained = [train(params.seed + number) for number in range(params.models)]
    weights = average_weights([model for _, model in trained])
    write_weights(weights, model_dir / MODEL)
    held_out = compose(seed=params.seed, rounds=HELD_OUT_ROUNDS, held_out=True)
    score = _score(held_out, scan, rules, weights, sum(count for count, _ in trained))
    meta = {"features": FEATURES_VERSION, "params": asdict(params), "score": asdict(score)}
    (model_dir / META).write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")
    return score


def train_crfsuite(
    examples: Iterable[Example],
    scan: Callable[[str], Scan],
    rules: RuleFinder,
    path: Path,
    params: TrainOrganizationsParams,
) -> None:
    """Train on sentences with what the rules find in them, and write the model as crfsuite does."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(
        {"c1": params.c1, "c2": params.c2, "max_iterations": params.iterations, "feature.possible_transitions": True}
    )
    for example in examples:
        scanned = scan(example.text)
        trainer.append(build_features(scanned, rules.find(scanned), rules.vocabulary), _labels(example))
    trainer.train(str(path))


def _labels(example: Example) -> list[str]:
    labels = ["O"] * len(example.text)
    for start, end, kind in example.spans:
        labels[start:end] = [f"B-{kind}", *([f"I-{kind}"] * (end - start - 1))]
    return labels


def score_model(
    examples: Iterable[Example], model_dir: Path, tokenize: Callable[[str], tuple[str, ...]], *, trained_on: int = 0
) -> TrainingScore:
    """Score a trained model on sentences: strict spans of what it finds with the rules before it."""
    rules = load_rule_finder()
    weights = read_weights(model_dir / MODEL)
    return _score(examples, lambda text: rules.scan(text, tokenize(text)), rules, weights, trained_on)


def _score(
    examples: Iterable[Example], scan: Callable[[str], Scan], rules: RuleFinder, weights: Weights, trained_on: int
) -> TrainingScore:
    listed = list(examples)
    scans = [scan(example.text) for example in listed]
    tagged = Tagger(weights, rules.vocabulary).tag_all(scans, [rules.find(scanned) for scanned in scans])
    hit = predicted = gold = 0
    for example, found in zip(listed, tagged, strict=True):
        spans = {(start, end) for start, end, _ in example.spans}
        hit, predicted, gold = hit + len(spans & found.keys()), predicted + len(found), gold + len(spans)
    precision, recall = hit / max(1, predicted), hit / max(1, gold)
    f1 = 2 * hit / max(1, predicted + gold)
    return TrainingScore(trained_on, round(precision, 4), round(recall, 4), round(f1, 4))
