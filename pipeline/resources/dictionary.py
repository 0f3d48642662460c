"""Jieba's dictionary of words, read without its segmenter."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def load_dictionary() -> Mapping[str, tuple[int, str]]:
    """Give the frequency and the class of each word; read once in a process, since it takes a while."""
    fields = (files("jieba") / "dict.txt").read_text(encoding="utf-8").split()
    return dict(zip(fields[::3], zip(map(int, fields[1::3]), fields[2::3], strict=True), strict=True))
