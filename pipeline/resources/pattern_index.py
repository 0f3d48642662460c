"""Where regular expressions cannot match, told from the characters of a text alone.

Most of the patterns of a data file need neighboring characters that a given sentence does not hold, and an expression
of many alternatives can begin at few places. Both are read off the parsed form of a pattern, so that whoever writes one
need not think of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation

from pipeline.resources.kept_patterns import remembered
from pipeline.resources.pattern_pairs import END, START, find_pairs
from pipeline.resources.pattern_signs import DIGIT, OTHER_SIGNS, codes, parse, read_signs

__all__ = ["DIGIT", "PatternIndex", "compile_guarded", "find_needs", "find_starts"]

_TABLES = 2
"""So many needs of a pattern are looked at: those that say most; more of them hardly ever rule a pattern out."""
_OTHER_DIGITS = re.compile(r"[^\D0-9]")
_ONLY_PLAIN_DIGITS = re.compile(r"[\x00-\u065f\u2000-\ua61f\uac00-\ufeff\uff1a-\uffff]*")
"""Where no digits of other scripts are: nearly all texts, told in a third of the time."""

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
            # nearly all texts that numbers are looked for in hold a digit
            needs = (
                find_pairs(pattern)[:_TABLES]
                or sorted(find_needs(pattern), key=lambda one: (DIGIT in one, len(one)))[:1]
            )
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
        framed = f"{START}{_with_plain_digits(text)}{END}"
        for number, _, _ in self._automaton.find_matches_as_indexes(framed, overlapping=True):
            found |= masks[number]
        return self._all_found(found)

    def find_possible_in(self, texts: Sequence[str]) -> dict[int, list[int]]:
        """Give the numbers of the patterns that can match in each text where any can: as one by one, but faster."""
        framed = f"{START}{_with_plain_digits(f'{END}{START}'.join(texts))}{END}"
        ends = list(accumulate([len(text) + 2 for text in texts]))
        free = self._all_found(self._free)
        found = dict.fromkeys(range(len(texts)) if free else (), self._free)
        for number, start, _ in self._automaton.find_matches_as_indexes(framed, overlapping=True):
            place = bisect_right(ends, start)
            found[place] = found.get(place, self._free) | self._masks[number]
        possible = {place: self._all_found(mask) for place, mask in found.items()}
        return {place: numbers for place, numbers in possible.items() if numbers}

    def _all_found(self, found: int) -> list[int]:
        """Give the patterns all of whose needs are among the found ones."""
        possible = (1 << self._count) - 1
        for table in range(_TABLES):
            possible &= found >> (table * self._count)
        return _set_bits(possible)


def _with_plain_digits(text: str) -> str:
    return text if _ONLY_PLAIN_DIGITS.fullmatch(text) else _OTHER_DIGITS.sub("0", text)


@remembered
def find_needs(pattern: re.Pattern[str]) -> Needs:
    """Give the sets of characters that a text must hold one of each of for a pattern to match in it."""
    if pattern.flags & OTHER_SIGNS:
        return []
    return list(dict.fromkeys(_of_sequence(parse(pattern.pattern, pattern.flags))))


def compile_guarded(expression: str) -> re.Pattern[str]:
    """Compile an expression so that its alternatives are tried only where two characters stand that one can begin with.

    What it matches stays the same. Python itself skips to the first character only where an expression begins with
    one or a set of them; what begins with alternatives, groups or repetitions it tries at every place of the text.
    """
    return re.compile(_guard(expression))


@remembered
def _guard(expression: str) -> str:
    """Write the guard before an expression, where one helps."""
    parsed = parse(expression)
    skips_ahead = len(parsed) > 0 and parsed[0][0] in (codes.LITERAL, codes.IN)
    if skips_ahead or parsed.state.flags & OTHER_SIGNS:
        return expression
    starts, may_be_empty = _starts_of_sequence(parsed)
    if not starts or may_be_empty:
        return expression
    return f"{_write_guard(starts)}(?:{expression})"


@remembered
def find_starts(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Give the characters that stand where a match of a pattern can begin; None where they are not told."""
    if pattern.flags & OTHER_SIGNS:
        return None
    starts, may_be_empty = _starts_of_sequence(parse(pattern.pattern, pattern.flags))
    return None if not starts or may_be_empty else frozenset(starts)


_Starts = dict[str, frozenset[str]]
"""Each sign that a match can begin with, and those that can stand behind it: `_OPEN` where it can be the last sign of
what is read, `_ANY` where they are not told."""
_OPEN, _ANY = "", "any"
_ENDS = frozenset((_OPEN,))
_MOST_GROUPS = 48
"""So many groups of signs that have the same ones behind them are told apart."""


def _write_guard(starts: _Starts) -> str:
    """Write what looks ahead for the first two signs of a match: for any of them, then for each with its own."""
    groups: dict[frozenset[str], list[str]] = {}
    for first, after in starts.items():
        is_told = _OPEN not in after and _ANY not in after
        groups.setdefault(after if is_told else frozenset(), []).append(first)
    guard = f"(?={_any_of(starts)}{_any_of(frozenset().union(*groups)) if frozenset() not in groups else ''})"
    if not 1 < len(groups) <= _MOST_GROUPS:
        return guard
    pairs = [f"{_any_of(firsts)}{_any_of(after) if after else ''}" for after, firsts in groups.items()]
    return f"{guard}(?={'|'.join(sorted(pairs))})"


def _any_of(signs: Collection[str]) -> str:
    """Write a set of signs."""
    written = sorted(sign for sign in signs if sign != DIGIT and not (DIGIT in signs and sign.isdecimal()))
    return f"[{DIGIT if DIGIT in signs else ''}{''.join(map(re.escape, written))}]"


def _starts_of_sequence(items: Iterable[tuple[Any, Any]]) -> tuple[_Starts | None, bool]:
    """Give what a match can begin with, None where it is not told, and whether it may be empty."""
    starts: _Starts = {}
    may_be_empty = True
    for code, argument in items:
        if not may_be_empty and not any(_OPEN in after for after in starts.values()):
            break  # two signs of each match are told; what follows tells no more
        following, is_optional = _starts_of_item(code, argument)
        if following is None and may_be_empty:
            return None, is_optional
        behind = frozenset((_ANY,) if following is None else following) | frozenset((_OPEN,) if is_optional else ())
        starts = {first: after - {_OPEN} | behind if _OPEN in after else after for first, after in starts.items()}
        starts = _unite(starts, following) if following and may_be_empty else starts
        may_be_empty = may_be_empty and is_optional
    return starts, may_be_empty


def _unite(one: _Starts, other: _Starts) -> _Starts:
    return one | {first: after | one.get(first, frozenset()) for first, after in other.items()}


def _starts_of_item(code: Any, argument: Any) -> tuple[_Starts | None, bool]:
    if code in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
        return {}, True
    if code is codes.LITERAL:
        return {chr(argument): _ENDS}, False
    if code is codes.IN:
        signs = read_signs(argument)
        signs |= frozenset("0123456789") if DIGIT in signs else frozenset()
        return dict.fromkeys(signs, _ENDS) or None, False
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, most, repeated = argument
        starts, may_be_empty = _starts_of_sequence(repeated)
        if starts is not None and most > 1:
            again = frozenset(starts)
            starts = {first: after | again if _OPEN in after else after for first, after in starts.items()}
        return starts, may_be_empty or not least
    if code is codes.SUBPATTERN:
        return _starts_of_sequence(argument[3])
    if code is codes.BRANCH:
        branches = [_starts_of_sequence(branch) for branch in argument[1]]
        joined: _Starts | None = {}
        for starts, _ in branches:
            joined = None if joined is None or starts is None else _unite(joined, starts)
        return joined, any(may_be_empty for _, may_be_empty in branches)
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
