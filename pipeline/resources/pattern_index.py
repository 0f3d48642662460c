"""Where regular expressions cannot match, told from the characters of a text alone.

Most of the patterns of a data file need a character that a given sentence does not hold, and an expression of many
alternatives can begin at few places. Both are read off the parsed form of a pattern, so that whoever writes one need
not think of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

# Python parses patterns here; the public name of the module, sre_parse, is deprecated without a successor.
_parser: Any = import_module("re._parser")
_codes: Any = import_module("re._constants")

DIGIT = "\\d"
"""Stands for all decimal digits."""
_DIGIT = re.compile(DIGIT)
_TABLES = 3
"""So many needs of a pattern are looked at: the smallest sets; more of them hardly ever rule a pattern out."""
_LARGEST_RANGE = 256
_OTHER_SIGNS = re.IGNORECASE | re.LOCALE | re.ASCII
"""Flags under which a pattern matches other characters than those that are written in it."""

Needs = list[frozenset[str]]
"""Sets of characters; a text in which a pattern matches holds a character of each of them."""


class PatternIndex:
    """Tells which of its patterns can match in a text. It may name one that does not, and never leaves one out."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        """Read off what each pattern needs."""
        self._patterns = tuple(patterns)
        self._free = [0] * _TABLES
        self._masks: dict[str, list[int]] = {}
        for number, pattern in enumerate(self._patterns):
            needs = sorted(find_needs(pattern), key=len)[:_TABLES]
            for table in range(_TABLES):
                if table >= len(needs):
                    self._free[table] |= 1 << number
                    continue
                for sign in needs[table]:
                    self._masks.setdefault(sign, [0] * _TABLES)[table] |= 1 << number
        self._signs = frozenset(self._masks)

    def find_possible(self, text: str) -> list[int]:
        """Give the numbers of the patterns that can match in a text, in their order."""
        first, second, third = self._free
        masks = self._masks
        signs = self._signs.intersection(text)
        if _DIGIT.search(text) and DIGIT in masks:
            signs |= {DIGIT}
        for sign in signs:
            mask = masks[sign]
            first |= mask[0]
            second |= mask[1]
            third |= mask[2]
        return _set_bits(first & second & third)


def find_needs(pattern: re.Pattern[str]) -> Needs:
    """Give the sets of characters that a text must hold one of each of for a pattern to match in it."""
    if pattern.flags & _OTHER_SIGNS:
        return []
    return list(dict.fromkeys(_of_sequence(_parser.parse(pattern.pattern, pattern.flags))))


def compile_guarded(expression: str) -> re.Pattern[str]:
    """Compile an expression so that its alternatives are tried only where a character stands that one can begin with.

    What it matches stays the same. Python itself skips to the first character only where an expression begins with
    one or a set of them; what begins with alternatives, groups or repetitions it tries at every place of the text.
    """
    parsed = _parser.parse(expression)
    signs, may_be_empty = _first_of_sequence(parsed)
    skips_ahead = len(parsed) > 0 and parsed[0][0] in (_codes.LITERAL, _codes.IN)
    if skips_ahead or signs is None or may_be_empty or parsed.state.flags & _OTHER_SIGNS:
        return re.compile(expression)
    others = "".join(re.escape(sign) for sign in sorted(signs - {DIGIT}))
    digits = DIGIT if DIGIT in signs else ""
    return re.compile(f"(?=[{digits}{others}])(?:{expression})")


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
    if code in (_codes.AT, _codes.ASSERT, _codes.ASSERT_NOT):
        return frozenset(), True
    if code is _codes.LITERAL or code is _codes.IN:
        return _signs([(code, argument)] if code is _codes.LITERAL else argument) or None, False
    if code in (_codes.MAX_REPEAT, _codes.MIN_REPEAT, _codes.POSSESSIVE_REPEAT):
        first, may_be_empty = _first_of_sequence(argument[2])
        return first, may_be_empty or not argument[0]
    if code is _codes.SUBPATTERN:
        return _first_of_sequence(argument[3])
    if code is _codes.BRANCH:
        branches = [_first_of_sequence(branch) for branch in argument[1]]
        told = [first for first, _ in branches if first is not None]
        may_be_empty = any(empty for _, empty in branches)
        return (frozenset().union(*told) if len(told) == len(branches) else None), may_be_empty
    return None, False


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> Needs:
    return [need for code, argument in items for need in _of_item(code, argument)]


def _of_item(code: Any, argument: Any) -> Needs:
    if code is _codes.LITERAL:
        return [_signs([(code, argument)])]
    if code is _codes.IN:
        signs = _signs(argument)
        return [signs] if signs else []
    if code in (_codes.MAX_REPEAT, _codes.MIN_REPEAT, _codes.POSSESSIVE_REPEAT):
        least, _, repeated = argument
        return _of_sequence(repeated) if least else []
    if code is _codes.SUBPATTERN:
        return _of_sequence(argument[3])
    if code is _codes.ASSERT:  # what is looked for ahead or behind stands in the text, too
        return _of_sequence(argument[1])
    if code is _codes.BRANCH:
        branches = [_of_sequence(branch) for branch in argument[1]]
        return [frozenset().union(*(min(needs, key=len) for needs in branches))] if all(branches) else []
    return []


def _signs(items: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Give the characters of a set, with all digits as one; empty where they are too many, or not told."""
    signs: set[str] = set()
    for code, argument in items:
        if code is _codes.LITERAL:
            signs.add(chr(argument))
        elif code is _codes.RANGE and argument[1] - argument[0] < _LARGEST_RANGE:
            signs.update(map(chr, range(argument[0], argument[1] + 1)))
        elif code is _codes.CATEGORY and argument is _codes.CATEGORY_DIGIT:
            signs.add(DIGIT)
        else:
            return frozenset()
    return frozenset(DIGIT if sign.isdecimal() else sign for sign in signs)


def _set_bits(mask: int) -> list[int]:
    numbers = []
    while mask:
        lowest = mask & -mask
        numbers.append(lowest.bit_length() - 1)
        mask ^= lowest
    return numbers
