"""The marks that open a heading or an item of a list: 一、 （一） 1. 第一章 一是 ——."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN = "[一二三四五六七八九十]{1,3}"
# From the outermost to the innermost; the number is the rank. Reports that use a mark otherwise are rare.
_STYLES: tuple[tuple[str, float, str], ...] = (
    ("chapter", 0.0, r"第[一二三四五六七八九十百]{1,4}(?:编|篇|部分|章)[：、]?"),
    ("section", 1.0, r"第[一二三四五六七八九十百]{1,4}节[：、]?"),
    ("han", 3.0, rf"{_HAN}(?:、|\.)"),
    ("han_paren", 4.0, rf"（{_HAN}）[、.]?"),
    ("arabic", 5.0, r"\d{1,2}(?:、|\.(?!\d))"),
    ("arabic_paren", 6.0, r"（\d{1,2}）[、.]?|\d{1,2}）|[①-⑳]"),
    ("dash", 6.5, r"——|--|[●■◆★▲•·○□◎]"),
    ("is", 7.0, rf"{_HAN}[是要]|第{_HAN}[，、：]"),
)
_MARK = re.compile("|".join(f"(?P<{name}>{pattern})" for name, _, pattern in _STYLES))
_SIGNS = re.compile(r"[\W_]+")
RANKS = {name: rank for name, rank, _ in _STYLES}
MARKDOWN_RANK = 2.0
"""Markdown headings stand above 一、; each further `#` adds a tenth."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at the beginning of a line: its style (a key of RANKS) and its length."""

    style: str
    length: int


def find_mark(clean: str) -> Mark | None:
    """Find the mark that a clean line begins with."""
    match = _MARK.match(clean)
    return Mark(match.lastgroup or "", match.end()) if match else None


def heading_key(clean: str) -> str:
    """Give a heading without its mark, punctuation and blanks: what an outline and the body have in common."""
    mark = find_mark(clean)
    return _SIGNS.sub("", clean[mark.length if mark else 0 :])
