"""Expressions that match at the end of a text only: not looked for where its last character rules them out."""

from __future__ import annotations

import re

from pipeline.resources.pattern_pairs import find_ends


class EndPattern:
    """An expression that ends in `$`, with the characters that a match can end with.

    Python tries such an expression at every place of a text. Most texts end with another character.
    """

    __slots__ = ("_compiled", "_digits", "_ends", "pattern")

    def __init__(self, compiled: re.Pattern[str], ends: frozenset[str]) -> None:
        """Keep a compiled expression with its ends (`find_ends`)."""
        self.pattern = compiled.pattern
        self._compiled = compiled
        self._ends = ends
        self._digits = any(map(str.isdecimal, ends))  # of other scripts, too

    def search(self, text: str) -> re.Match[str] | None:
        """Find the match at the end of a text, like `re.Pattern.search`."""
        last = text[-1:]
        return self._compiled.search(text) if last in self._ends or (self._digits and last.isdecimal()) else None

    def match(self, text: str) -> re.Match[str] | None:
        """Match a text from its beginning to its end, like `re.Pattern.match`."""
        last = text[-1:]
        return self._compiled.match(text) if last in self._ends or (self._digits and last.isdecimal()) else None

    def sub(self, repl: str, text: str) -> str:
        """Replace the match at the end of a text, like `re.Pattern.sub`."""
        last = text[-1:]
        return self._compiled.sub(repl, text) if last in self._ends or (self._digits and last.isdecimal()) else text


def compile_ending(expression: str) -> EndPattern:
    """Compile an expression that ends in `$`.

    Raises:
        ValueError: it may match elsewhere, or what it ends with is not told by the expression.
    """
    compiled = re.compile(expression)
    ends = find_ends(expression)
    if ends is None:
        message = f"the end of {expression} is not told; compile it with re.compile"
        raise ValueError(message)
    return EndPattern(compiled, ends)
