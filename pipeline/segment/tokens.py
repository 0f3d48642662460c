"""Cut clean text into words, with jieba's dictionary or with our own pkuseg model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.errors import ModelError
from pipeline.resources.files import models_dir
from pipeline.segment.whole_words import load_whole_words

Tokenizer = Callable[[str], tuple[str, ...]]
_MODEL_FILES = ("features.msgpack", "weights.npz")


def load_tokenizer(name: str, overrides: Path | None = None) -> Tokenizer:
    """Load the word segmenter `jieba` or `pkuseg`, either with the gazetteer and the units as user dictionary.

    The tokens of a text, joined, are the text.

    Raises:
        ModelError: the trained model of pkuseg is missing.
        ResourceError: the gazetteer or the file of units is wrong.
    """
    cut = load_bare_tokenizer(name)
    whole_words = load_whole_words(overrides)
    return lambda text: whole_words.join(text, cut(text)) if text else ()


def load_bare_tokenizer(name: str) -> Tokenizer:
    """Load a word segmenter without user dictionary, as it is.

    Raises:
        ModelError: the trained model of pkuseg is missing.
    """
    if name == "pkuseg":
        return _load_pkuseg(models_dir() / "pkuseg")
    from pipeline.segment.jieba_words import cut_words  # not before it is needed: it loads a dictionary

    return cut_words


def _load_pkuseg(folder: Path) -> Tokenizer:
    missing = [name for name in _MODEL_FILES if not (folder / name).is_file()]
    if missing:
        message = f"{folder}: {', '.join(missing)} is missing; run `huibao run train_pkuseg` or restore it from git"
        raise ModelError(message)
    from spacy_pkuseg import pkuseg

    segmenter: Any = pkuseg(str(folder))
    return lambda text: _align(text, segmenter.cut(text)) if text else ()


def _align(text: str, words: list[str]) -> tuple[str, ...]:
    """Pkuseg leaves blanks out; give them back as tokens of their own."""
    tokens: list[str] = []
    place = 0
    for word in words:
        start = text.find(word, place)
        if start > place:
            tokens.append(text[place:start])
        tokens.append(word)
        place = start + len(word)
    if place < len(text):
        tokens.append(text[place:])
    return tuple(tokens)
