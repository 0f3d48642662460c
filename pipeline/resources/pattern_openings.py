"""Expressions that match at the beginning of a text only: not tried where its first character rules them all out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pipeline.resources.pattern_index import DIGIT, find_starts
from pipeline.resources.pattern_signs import codes, parse


class Openings:
    """Expressions that begin with `^`, with the characters that a text must begin with for one of them to match."""

    __slots__ = ("_digits", "_starts")

    def __init__(self, *patterns: re.Pattern[str]) -> None:
        """Read off what the patterns begin with.

        Raises:
            ValueError: one of them may match elsewhere, or does not tell what it begins with.
        """
        starts: set[str] = set()
        for pattern in patterns:
            found = find_starts(pattern)
            if found is None or not _is_anchored(parse(pattern.pattern, pattern.flags)):
                message = f"the beginning of {pattern.pattern} is not told"
                raise ValueError(message)
            starts |= found
        self._starts = frozenset(starts)
        self._digits = DIGIT in starts

    def may_match(self, text: str) -> bool:
        """Tell whether one of the expressions may match in a text; where it is False, none does."""
        first = text[:1]
        return first in self._starts or (self._digits and first.isdecimal())


def find_openings(*patterns: re.Pattern[str]) -> frozenset[str]:
    """Give the characters of which a text begins with one where one of the patterns matches at its beginning.

    Raises:
        ValueError: a pattern does not tell them.
    """
    found: set[str] = set()
    for pattern in patterns:
        starts = find_starts(pattern)
        if starts is None or DIGIT in starts:
            message = f"{pattern.pattern} does not tell what it begins with"
            raise ValueError(message)
        found |= starts
    return frozenset(found)


def _is_anchored(items: Sequence[tuple[Any, Any]]) -> bool:
    """Tell whether a sequence matches at the beginning of a text only."""
    code, argument = items[0]
    if code is codes.SUBPATTERN:
        return _is_anchored(argument[3])
    if code is codes.BRANCH:
        return all(map(_is_anchored, argument[1]))
    return code is codes.AT and argument in (codes.AT_BEGINNING, codes.AT_BEGINNING_STRING)
