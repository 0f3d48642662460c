"""Cut clean text into words, with jieba's dictionary or with our own pkuseg model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import ModelError
from pipeline.resources.files import models_dir
from pipeline.segment.cut_texts import CutTexts
from pipeline.segment.whole_words import WholeWords, load_whole_words

Cutter = Callable[[Sequence[str]], CutTexts]
"""Cuts texts into words."""
_MODEL_FILES = ("features.msgpack", "weights.npz")


class Tokenizer:
    """A word segmenter with the gazetteer and the units as user dictionary."""

    def __init__(self, cut: Cutter, whole_words: WholeWords) -> None:
        self._cut = cut
        self._whole_words = whole_words

    def __call__(self, text: str) -> tuple[str, ...]:
        """Cut one text; the tokens, joined, are the text."""
        return self.cut_all((text,))[0]

    def cut_all(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Cut many texts, as one after the other, but faster."""
        cut = self._cut(texts)
        self._whole_words.join(cut)
        return cut.words()


def load_tokenizer(name: str, overrides: Path | None = None) -> Tokenizer:
    """Load the word segmenter `jieba` or `pkuseg`, either with the gazetteer and the units as user dictionary.

    Raises:
        ModelError: the trained model of pkuseg is missing.
        ResourceError: the gazetteer or the file of units is wrong.
    """
    return Tokenizer(_load_cutter(name), load_whole_words(overrides))


def _load_cutter(name: str) -> Cutter:
    if name == "pkuseg":
        return _load_pkuseg(models_dir() / "pkuseg")
    from pipeline.segment.jieba_words import cut_texts  # not before it is needed: it loads a dictionary

    return cut_texts


def _load_pkuseg(folder: Path) -> Cutter:
    missing = [name for name in _MODEL_FILES if not (folder / name).is_file()]
    if missing:
        message = f"{folder}: {', '.join(missing)} is missing; run `huibao run train_pkuseg` or restore it from git"
        raise ModelError(message)
    from spacy_pkuseg import pkuseg

    segmenter: Any = pkuseg(str(folder))

    return lambda texts: CutTexts(texts, lambda text: _with_blanks(text, segmenter.cut(text)))


def _with_blanks(text: str, words: Sequence[str]) -> list[str]:
    """Give the words of a text with what pkuseg leaves out between them: blanks, which are words of their own."""
    pieces: list[str] = []
    place = 0
    for word in words:
        start = text.index(word, place)
        if start > place:
            pieces.append(text[place:start])
        pieces.append(word)
        place = start + len(word)
    return [*pieces, text[place:]] if place < len(text) else pieces
