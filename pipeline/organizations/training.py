"""Training of the model, and the composing of its sentences."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import jieba
import pycrfsuite

from pipeline.organizations.compose import Example, compose_examples, read_examples, read_slots, read_templates
from pipeline.organizations.features import build_features
from pipeline.organizations.finder import RuleFinder, load_rule_finder
from pipeline.organizations.tagger import FEATURES_VERSION, META, MODEL, Tagger
from pipeline.params import TrainOrganizationsParams
from pipeline.resources.gazetteer import load_gazetteer

ROUNDS, HELD_OUT_ROUNDS = 16, 2
TRAIN, HELD_OUT = "train.jsonl", "held_out.jsonl"


@dataclass(frozen=True, slots=True)
class TrainingScore:
    """Strict-span scores on sentences whose names were never seen in training."""

    sentences: int
    precision: float
    recall: float
    f1: float


def write_training_sentences(folder: Path, params: TrainOrganizationsParams) -> None:
    """Compose train.jsonl and held_out.jsonl from templates.txt and slots.yaml in `folder`."""
    templates, slots = read_templates(folder / "templates.txt"), read_slots(folder / "slots.yaml")
    entries = load_gazetteer()
    for name, rounds, held_out in ((TRAIN, ROUNDS, False), (HELD_OUT, HELD_OUT_ROUNDS, True)):
        examples = compose_examples(templates, slots, entries, seed=params.seed, rounds=rounds, held_out=held_out)
        lines = "".join(f"{example.to_json()}\n" for example in examples)
        (folder / name).write_text(lines, encoding="utf-8")


def train_organizations(files: Sequence[Path], model_dir: Path, params: TrainOrganizationsParams) -> TrainingScore | None:
    """Train the model on JSON lines of sentences and write it to `model_dir`; the same input gives the same bytes.

    A file called held_out.jsonl is not trained on but scored.
    """
    rules = load_rule_finder()
    segment = _segmenter()
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(
        {"c1": params.c1, "c2": params.c2, "max_iterations": params.iterations, "feature.possible_transitions": True}
    )
    count = 0
    for path in files:
        if path.name == HELD_OUT:
            continue
        for example in read_examples(path):
            scan = rules.scan(example.text, segment(example.text))
            rows = build_features(scan, rules.find(scan), rules.vocabulary)
            trainer.append(rows, _labels(example))
            count += 1
    model_dir.mkdir(parents=True, exist_ok=True)
    trainer.train(str(model_dir / MODEL))
    held_out = [path for path in files if path.name == HELD_OUT]
    score = _score(model_dir / MODEL, held_out, rules) if held_out else None
    meta = {
        "features": FEATURES_VERSION,
        "sentences": count,
        "c1": params.c1,
        "c2": params.c2,
        "iterations": params.iterations,
        "held_out": None if score is None else {"sentences": score.sentences, "f1": round(score.f1, 4)},
    }
    (model_dir / META).write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")
    return score


class _segmenter:  # noqa: N801
    """jieba with a dictionary state of its own."""

    def __init__(self) -> None:
        jieba.setLogLevel(60)
        self._tokenizer = jieba.Tokenizer()

    def __call__(self, text: str) -> tuple[str, ...]:
        return tuple(self._tokenizer.lcut(text))


def _labels(example: Example) -> list[str]:
    labels = ["O"] * len(example.text)
    for start, end, kind in example.spans:
        labels[start:end] = [f"B-{kind}", *([f"I-{kind}"] * (end - start - 1))]
    return labels


def _score(model: Path, files: Iterable[Path], rules: RuleFinder) -> TrainingScore:
    tagger = Tagger(model, rules.vocabulary)
    segment = _segmenter()
    hit = predicted = gold = sentences = 0
    for path in files:
        for example in read_examples(path):
            scan = rules.scan(example.text, segment(example.text))
            spans = {(start, end) for start, end, _ in example.spans}
            found = set(tagger.tag(scan, rules.find(scan)))
            hit, predicted, gold, sentences = hit + len(spans & found), predicted + len(found), gold + len(spans), sentences + 1
    precision, recall = hit / max(1, predicted), hit / max(1, gold)
    return TrainingScore(sentences, precision, recall, 2 * precision * recall / max(1e-9, precision + recall))
