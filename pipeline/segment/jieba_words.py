"""Jieba's words, cut in Rust where that gives the same.

rjieba has the dictionary and the model of jieba and is fifteen times as fast. It differs from jieba in what it takes
for one run of text and in how it cuts Latin words with a mark between them (2016-2020): runs with such are left to
jieba itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Any

import rjieba

from pipeline.resources.dictionary import load_dictionary
from pipeline.segment.cut_texts import CutTexts

# As jieba has them: runs are cut by dictionary and model, any other character is a word of its own.
_RUN = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+")
# rjieba takes more into a run: all of it is rare, and among what is left out here, as are surrogates, which it refuses.
_USUAL = "\x00-\u33ff\u4e00-\u9fd5\ufb00-\uffff"
_ALL_USUAL = re.compile(f"[{_USUAL}]*")
_UNUSUAL = re.compile(f"[^{_USUAL}]")
_LEFT_TO_JIEBA = re.compile(
    r"[-_+#&.](?<=[A-Za-z0-9].)(?=[A-Za-z0-9])(?:(?<!\.)|(?![0-9])|(?<![0-9]\.)|[0-9]+[A-Za-z.])"
)


def cut_words(text: str) -> tuple[str, ...]:
    """Give the words that `jieba.cut` with its own dictionary would give; joined, they are the text."""
    return cut_texts((text,)).words()[0]


def cut_texts(texts: Sequence[str]) -> CutTexts:
    """Cut texts into words, each as `jieba.cut` would."""
    cut = CutTexts(texts, _cut_in_rust)
    for start, end in _find_runs_left(cut.text):
        cut.cut(start, _cut_by_jieba(cut.text[start:end]))
    return cut


def _find_runs_left(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of the runs that are left to jieba."""
    done = 0
    for mark in _LEFT_TO_JIEBA.finditer(text):
        if mark.start() < done:
            continue
        line_start = text.rfind("\n", done, mark.start()) + 1
        for run in _RUN.finditer(text, max(line_start, done)):
            done = run.end()
            if done > mark.start():
                yield run.span()
                break


def _cut_in_rust(text: str) -> list[str]:
    if _ALL_USUAL.fullmatch(text):
        return rjieba.cut(text)
    words = rjieba.cut(_UNUSUAL.sub("，", text))
    return [text[start:end] for start, end in pairwise(accumulate(map(len, words), initial=0))]


def load_jieba() -> Callable[[str], tuple[str, ...]]:
    """Load jieba itself, without a user dictionary."""
    segmenter = _build_jieba()
    # Jieba's own initialize() would write and later trust a cache file in the folder for temporary files.
    segmenter.FREQ, segmenter.total = segmenter.gen_pfdict(segmenter.get_dict_file())
    return lambda text: tuple(segmenter.cut(text))


def _cut_by_jieba(run: str) -> list[str]:
    """Cut a run with jieba, which takes a second to load its dictionary: for one run it needs only the words in it."""
    find, (most, total) = load_dictionary().find, _measure_dictionary()
    segmenter = _build_jieba()
    pieces = (run[start:end] for start in range(len(run)) for end in range(start + 1, min(start + most, len(run)) + 1))
    # A piece that is no word counts 0 there, as the beginning of a word does.
    segmenter.FREQ = {piece: (find(piece) or (0, ""))[0] for piece in pieces}
    segmenter.total = total
    return list(segmenter.cut(run))


def _build_jieba() -> Any:
    from jieba import Tokenizer

    segmenter: Any = Tokenizer()
    segmenter.initialized = True
    return segmenter


@cache
def _measure_dictionary() -> tuple[int, int]:
    return load_dictionary().measure()
