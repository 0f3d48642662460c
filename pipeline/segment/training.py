"""Training of the pkuseg model on our own segmented sentences; the same sentences give the same bytes."""

from __future__ import annotations

import contextlib
import io
import random
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.errors import ResourceError
from pipeline.params import TrainPkusegParams
from pipeline.resources.arrays import write_arrays

SENTENCES = "sentences.txt"
FEATURES, WEIGHTS = "features.msgpack", "weights.npz"
_HELD_OUT = 10
"""Every tenth sentence is kept from the training and scored."""
_PLACES = 2
"""Decimal places of a weight: enough to cut the same words, and a file of a fifth of the size."""
_SEED = 7


@dataclass(frozen=True, slots=True)
class SegmenterScore:
    """How many sentences were trained on, and the share of words found again in those that were not."""

    sentences: int
    f1: float


def train_pkuseg(data_dir: Path, model_dir: Path, params: TrainPkusegParams) -> SegmenterScore:
    """Train the segmenter on the sentences of `data_dir`, and write it into `model_dir`.

    Raises:
        ResourceError: the sentences cannot be read.
    """
    sentences = read_sentences(data_dir / SENTENCES)
    held_out = sentences[::_HELD_OUT]
    trained_on = [words for number, words in enumerate(sentences) if number % _HELD_OUT]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        _write_sentences(trained_on, work / "train.txt")
        _write_sentences(held_out, work / "test.txt")
        _train(work, params.iterations)
        model_dir.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(work / "model" / FEATURES, model_dir / FEATURES)
        _write_weights(work / "model" / WEIGHTS, model_dir / WEIGHTS)
    return SegmenterScore(len(trained_on), score_words(held_out, model_dir))


def read_sentences(path: Path) -> list[tuple[str, ...]]:
    """Read segmented sentences, one a line, words set apart by blanks.

    Raises:
        ResourceError: the file cannot be read, or holds too few sentences to train on.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: cannot be read as UTF-8 text ({error})"
        raise ResourceError(message) from error
    sentences = [tuple(line.split()) for line in lines if line.strip()]
    if len(sentences) < 2 * _HELD_OUT:
        message = f"{path}: {len(sentences)} sentences are too few to train on; at least {2 * _HELD_OUT} are needed"
        raise ResourceError(message)
    return sentences


def score_words(sentences: list[tuple[str, ...]], model_dir: Path) -> float:
    """Give the F1 of the words that a model finds in sentences cut by hand or by rule."""
    from spacy_pkuseg import pkuseg

    segmenter = pkuseg(str(model_dir))
    hit = found = gold = 0
    for words in sentences:
        expected, got = _spans(words), _spans(segmenter.cut("".join(words)))
        hit, found, gold = hit + len(expected & got), found + len(got), gold + len(expected)
    return 2 * hit / max(1, found + gold)


def _train(work: Path, iterations: int) -> None:
    import spacy_pkuseg

    state = random.getstate()
    random.seed(_SEED)  # pkuseg shuffles its sentences with the generator that all of Python shares
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints a line for each word length and each iteration
            spacy_pkuseg.train(
                str(work / "train.txt"), str(work / "test.txt"), str(work / "model"), train_iter=iterations
            )
    finally:
        random.setstate(state)


def _write_weights(source: Path, target: Path) -> None:
    """Write the weights rounded and compressed, in the file format that pkuseg reads."""
    with np.load(source) as trained:
        sizes, weights = trained["sizes"], trained["w"]
    rounded = np.round(weights, _PLACES)
    write_arrays(target, {"sizes": sizes, "w": rounded + 0.0}, compressed=True)  # + 0.0 makes -0.0 to 0.0


def _write_sentences(sentences: list[tuple[str, ...]], path: Path) -> None:
    path.write_text("".join(f"{' '.join(words)}\n" for words in sentences), encoding="utf-8")


def _spans(words: Iterable[str]) -> set[tuple[int, int]]:
    return set(_iterate_spans(words))


def _iterate_spans(words: Iterable[str]) -> Iterator[tuple[int, int]]:
    place = 0
    for word in words:
        yield place, place + len(word)
        place += len(word)
