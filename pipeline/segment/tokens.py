"""Cut clean text into words, with jieba's dictionary or with our own pkuseg model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.errors import ModelError
from pipeline.resources.files import models_dir
from pipeline.segment.cut_texts import CutTexts, put_together
from pipeline.segment.whole_words import WholeWords, load_whole_words

Marker = Callable[[CutTexts], None]
"""Marks the words of texts."""
_MODEL_FILES = ("features.msgpack", "weights.npz")


class Tokenizer:
    """A word segmenter with the gazetteer and the units as user dictionary."""

    def __init__(self, mark: Marker, whole_words: WholeWords) -> None:
        self._mark = mark
        self._whole_words = whole_words

    def __call__(self, text: str) -> tuple[str, ...]:
        """Cut one text; the tokens, joined, are the text."""
        return self.cut_all((text,))[0]

    def cut_all(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Cut many texts, as one after the other, but faster."""
        cut = put_together(texts)
        self._mark(cut)
        self._whole_words.join(cut)
        return cut.words()


def load_tokenizer(name: str, overrides: Path | None = None) -> Tokenizer:
    """Load the word segmenter `jieba` or `pkuseg`, either with the gazetteer and the units as user dictionary.

    Raises:
        ModelError: the trained model of pkuseg is missing.
        ResourceError: the gazetteer or the file of units is wrong.
    """
    return Tokenizer(_load_marker(name), load_whole_words(overrides))


def _load_marker(name: str) -> Marker:
    if name == "pkuseg":
        return _load_pkuseg(models_dir() / "pkuseg")
    from pipeline.segment.jieba_words import mark_words  # not before it is needed: it loads a dictionary

    return mark_words


def _load_pkuseg(folder: Path) -> Marker:
    missing = [name for name in _MODEL_FILES if not (folder / name).is_file()]
    if missing:
        message = f"{folder}: {', '.join(missing)} is missing; run `huibao run train_pkuseg` or restore it from git"
        raise ModelError(message)
    from spacy_pkuseg import pkuseg

    segmenter: Any = pkuseg(str(folder))

    def mark(cut: CutTexts) -> None:
        for start, end in pairwise(cut.bounds):
            _mark_one(cut, start, segmenter.cut(cut.text[start : end - 1]))

    return mark


def _mark_one(cut: CutTexts, place: int, words: Sequence[str]) -> None:
    """Mark the words of the text that begins at a place; pkuseg leaves blanks out, which are words of their own."""
    for word in words:
        start = cut.text.index(word, place)
        cut.starts[place] = cut.starts[start] = 1
        place = start + len(word)
    cut.starts[place] = 1
