"""Where regular expressions cannot match, told from the characters of a text alone.

Most of the patterns of a data file need neighboring characters that a given sentence does not hold, and an expression
of many alternatives can begin at few places. Both are read off the parsed form of a pattern, so that whoever writes one
need not think of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation

from pipeline.resources.pattern_pairs import END, START, find_pairs
from pipeline.resources.pattern_signs import DIGIT, OTHER_SIGNS, codes, parser, read_signs

__all__ = ["DIGIT", "PatternIndex", "compile_guarded", "find_needs", "find_starts"]

_TABLES = 2
"""So many needs of a pattern are looked at: those that say most; more of them hardly ever rule a pattern out."""
_OTHER_DIGITS = re.compile(r"[^\D0-9]")

Needs = list[frozenset[str]]
"""Sets of characters; a text in which a pattern matches holds a character of each of them."""


class PatternIndex:
    """Tells which of its patterns can match in a text. It may name one that does not, and never leaves one out."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        """Read off what each pattern needs."""
        self._count = len(patterns)
        self._free = 0
        masks: dict[str, int] = {}
        for number, pattern in enumerate(patterns):
            needs = find_pairs(pattern)[:_TABLES] or sorted(find_needs(pattern), key=len)[:1]
            for table in range(_TABLES):
                bit = 1 << (table * self._count + number)
                if table >= len(needs):
                    self._free |= bit
                    continue
                for sign in needs[table]:
                    for written in "0123456789" if sign == DIGIT else (sign,):
                        masks[written] = masks.get(written, 0) | bit
        self._masks = list(masks.values())
        self._automaton = AhoCorasick(list(masks), implementation=Implementation.ContiguousNFA)

    def find_possible(self, text: str) -> list[int]:
        """Give the numbers of the patterns that can match in a text, in their order."""
        masks, found = self._masks, self._free
        plain = _OTHER_DIGITS.sub("0", text)
        for number, _, _ in self._automaton.find_matches_as_indexes(f"{START}{plain}{END}", overlapping=True):
            found |= masks[number]
        possible = (1 << self._count) - 1
        for table in range(_TABLES):
            possible &= found >> (table * self._count)
        return _set_bits(possible)


def find_needs(pattern: re.Pattern[str]) -> Needs:
    """Give the sets of characters that a text must hold one of each of for a pattern to match in it."""
    if pattern.flags & OTHER_SIGNS:
        return []
    return list(dict.fromkeys(_of_sequence(parser.parse(pattern.pattern, pattern.flags))))


def compile_guarded(expression: str) -> re.Pattern[str]:
    """Compile an expression so that its alternatives are tried only where a character stands that one can begin with.

    What it matches stays the same. Python itself skips to the first character only where an expression begins with
    one or a set of them; what begins with alternatives, groups or repetitions it tries at every place of the text.
    """
    parsed = parser.parse(expression)
    signs, may_be_empty = _first_of_sequence(parsed)
    skips_ahead = len(parsed) > 0 and parsed[0][0] in (codes.LITERAL, codes.IN)
    if skips_ahead or signs is None or may_be_empty or parsed.state.flags & OTHER_SIGNS:
        return re.compile(expression)
    others = "".join(re.escape(sign) for sign in sorted(signs - {DIGIT}))
    digits = DIGIT if DIGIT in signs else ""
    return re.compile(f"(?=[{digits}{others}])(?:{expression})")


def find_starts(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Give the characters that stand where a match of a pattern can begin; None where they are not told."""
    if pattern.flags & OTHER_SIGNS:
        return None
    signs, may_be_empty = _first_of_sequence(parser.parse(pattern.pattern, pattern.flags))
    return None if may_be_empty else signs


def _first_of_sequence(items: Iterable[tuple[Any, Any]]) -> tuple[frozenset[str] | None, bool]:
    """Give the characters that a match can begin with, None where they are not told, and whether it may be empty."""
    signs: frozenset[str] = frozenset()
    for code, argument in items:
        first, may_be_empty = _first_of_item(code, argument)
        if first is None:
            return None, may_be_empty
        signs |= first
        if not may_be_empty:
            return signs, False
    return signs, True


def _first_of_item(code: Any, argument: Any) -> tuple[frozenset[str] | None, bool]:
    if code in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
        return frozenset(), True
    if code is codes.LITERAL or code is codes.IN:
        return _signs([(code, argument)] if code is codes.LITERAL else argument) or None, False
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        first, may_be_empty = _first_of_sequence(argument[2])
        return first, may_be_empty or not argument[0]
    if code is codes.SUBPATTERN:
        return _first_of_sequence(argument[3])
    if code is codes.BRANCH:
        branches = [_first_of_sequence(branch) for branch in argument[1]]
        told = [first for first, _ in branches if first is not None]
        may_be_empty = any(empty for _, empty in branches)
        return (frozenset().union(*told) if len(told) == len(branches) else None), may_be_empty
    return None, False


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> Needs:
    return [need for code, argument in items for need in _of_item(code, argument)]


def _of_item(code: Any, argument: Any) -> Needs:
    if code is codes.LITERAL:
        return [_signs([(code, argument)])]
    if code is codes.IN:
        signs = _signs(argument)
        return [signs] if signs else []
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, _, repeated = argument
        return _of_sequence(repeated) if least else []
    if code is codes.SUBPATTERN:
        return _of_sequence(argument[3])
    if code is codes.ASSERT:  # what is looked for ahead or behind stands in the text, too
        return _of_sequence(argument[1])
    if code is codes.BRANCH:
        branches = [_of_sequence(branch) for branch in argument[1]]
        return [frozenset().union(*(min(needs, key=len) for needs in branches))] if all(branches) else []
    return []


def _signs(items: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Give the characters of a set, with all digits as one; empty where they are too many, or not told."""
    return frozenset(DIGIT if sign.isdecimal() else sign for sign in read_signs(items))


def _set_bits(mask: int) -> list[int]:
    numbers = []
    while mask:
        lowest = mask & -mask
        numbers.append(lowest.bit_length() - 1)
        mask ^= lowest
    return numbers
