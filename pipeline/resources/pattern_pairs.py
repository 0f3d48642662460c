"""Pairs of neighboring characters that a text must hold for a regular expression to match in it.

Most sentences hold a digit and a 年 somewhere; in few of them the one stands right before the other. So pairs rule out
far more patterns than single characters do. Like these they are read off the parsed form of a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from pipeline.resources.kept_patterns import remembered
from pipeline.resources.pattern_signs import DIGIT, OTHER_SIGNS, codes, parse, read_signs

START, END = "\x02", "\x03"
"""What stands before the first and after the last character of a text, so that `^第` needs a pair, too."""
_DIGITS = "0123456789"
_MOST_PAIRS = 3000
"""Two sets with more combinations than that say too little."""
_DIGITS_WEIGH = 3
"""So much more often than other pairs do two digits stand beside each other."""
_OTHER_FLAGS = OTHER_SIGNS | re.MULTILINE

_Signs = frozenset[str] | None
"""A set of characters, None where they are not told."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is known of a piece of a pattern.

    needs: sets of pairs, of each of which a match holds one; first, last: what a match begins and ends with;
    may_be_empty: whether it may match nothing; before: where it always matches nothing, what stands before it;
    after: wherever it matches nothing, what stands behind it.
    """

    needs: tuple[frozenset[str], ...] = ()
    first: _Signs = None
    last: _Signs = None
    may_be_empty: bool = True
    before: _Signs = None
    after: _Signs = None

    @property
    def next(self) -> _Signs:
        """What stands at the place where it begins to match."""
        return self.after if self.may_be_empty else self.first


@remembered
def find_pairs(pattern: re.Pattern[str]) -> list[frozenset[str]]:
    """Give sets of pairs, of each of which a text holds one for a pattern to match in it; those that say most first.

    A text stands between START and END, and its digits are those of ASCII (another one counts as 0).
    """
    if pattern.flags & _OTHER_FLAGS:
        return []
    return sorted(dict.fromkeys(_read(parse(pattern.pattern, pattern.flags)).needs), key=_weigh)


def compile_hint(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """Compile an expression that finds something, quickly, in every text in which a pattern matches.

    Raises:
        ValueError: the pattern tells no pairs.
    """
    found = find_pairs(pattern)
    if not found:
        message = f"{pattern.pattern} tells no pairs of characters; look for it itself"
        raise ValueError(message)
    alone = {pair.strip(f"{START}{END}\n") for pair in found[0] if not {START, END, "\n"}.isdisjoint(pair)}
    before: dict[str, set[str]] = {}
    for first, second in map(tuple, found[0]):
        if first not in alone and second not in alone:
            before.setdefault(second, set()).add(first)
    seconds: dict[frozenset[str], set[str]] = {}
    for second, firsts in before.items():
        seconds.setdefault(frozenset(firsts), set()).add(second)
    begins = alone.union(*seconds)
    hints = [f"(?<={_any_of(firsts)}){_any_of(after)}" for firsts, after in seconds.items()]
    hints += [f"(?<={_any_of(alone)})"] if alone else []
    return re.compile(f"{_any_of(begins)}(?:{'|'.join(hints)})")


def _any_of(signs: Collection[str]) -> str:
    """Write a set of characters; 0 stands for digits of other scripts, too."""
    return f"[{''.join(re.escape(sign) for sign in sorted(signs))}{DIGIT if '0' in signs else ''}]"


@remembered
def find_ends(expression: str) -> frozenset[str] | None:
    """Give the characters of which a text must end with one for a match to be in it; None where none is told."""
    parsed = parse(expression)
    return None if parsed.state.flags & _OTHER_FLAGS else _ends_of(list(parsed))


def _ends_of(items: list[tuple[Any, Any]]) -> _Signs:
    if not items:
        return None
    code, argument = items[-1]
    if code is codes.AT and argument in (codes.AT_END, codes.AT_END_STRING):
        piece = _read(items[:-1])
        return None if piece.may_be_empty or piece.last is None else piece.last | {"\n"}
    if code is codes.SUBPATTERN and not argument[1]:
        return _ends_of(list(argument[3]))
    if code is codes.BRANCH:
        ends: _Signs = frozenset()
        for branch in argument[1]:
            ends = _join(ends, _ends_of(list(branch)))
        return ends
    return None


def _weigh(pairs: frozenset[str]) -> int:
    return len(pairs) + (_DIGITS_WEIGH - 1) * sum(map(str.isdigit, pairs))


def _combine(before: _Signs, after: _Signs) -> tuple[frozenset[str], ...]:
    if not before or not after or len(before) * len(after) > _MOST_PAIRS:
        return ()
    return (frozenset(map("".join, product(before, after))),)


def _join(one: _Signs, other: _Signs) -> _Signs:
    return None if one is None or other is None else one | other


def _read(items: Iterable[tuple[Any, Any]]) -> _Piece:
    """Read a sequence: what ends one piece stands right before what begins the next."""
    needs: list[frozenset[str]] = []
    first: _Signs = frozenset()
    last: _Signs = frozenset()
    before: _Signs = None
    after: _Signs = None
    may_be_empty, is_place = True, True
    for code, argument in items:
        if code is codes.AT:
            if argument in (codes.AT_BEGINNING, codes.AT_BEGINNING_STRING) and is_place:
                before = frozenset(START)
            elif argument in (codes.AT_END, codes.AT_END_STRING):
                after = frozenset((END, "\n"))
                needs += () if may_be_empty else _combine(last, after)
            continue
        if code is codes.ASSERT_NOT:
            continue
        if code is codes.ASSERT and argument[0] > 0:
            ahead = _read(argument[1])
            needs += ahead.needs
            if not may_be_empty and not ahead.may_be_empty:
                needs += _combine(last, ahead.first)
            continue
        piece = _read_item(code, argument)
        needs += piece.needs
        if piece.before is not None:
            before = piece.before
            continue
        needs += _combine(before, piece.next)
        needs += () if may_be_empty else _combine(last, piece.next)
        before, is_place = None, False
        first = _join(first, piece.first) if may_be_empty else first
        last = _join(last, piece.last) if piece.may_be_empty else piece.last
        may_be_empty = may_be_empty and piece.may_be_empty
    return _Piece(tuple(needs), first, last, may_be_empty, *((before, after) if is_place else ()))


def _read_item(code: Any, argument: Any) -> _Piece:
    if code is codes.LITERAL:
        return _read_literal(argument)
    if code is codes.IN:
        signs = _exact_signs(argument)
        return _Piece((), signs, signs, may_be_empty=False)
    if code is codes.NOT_LITERAL or code is codes.ANY:
        return _Piece(may_be_empty=False)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, _, repeated = argument
        piece = _read(repeated)
        needs = piece.needs if least else ()
        if least > 1 and not piece.may_be_empty:
            needs += _combine(piece.last, piece.first)
        return _Piece(needs, piece.first, piece.last, piece.may_be_empty or not least)
    if code is codes.SUBPATTERN:
        return _Piece() if argument[1] & _OTHER_FLAGS else _read(argument[3])
    if code is codes.ASSERT:  # what is looked for behind stands before what follows
        behind = _read(argument[1])
        return _Piece(behind.needs, before=None if behind.may_be_empty else behind.last)
    if code is codes.BRANCH:
        return _read_branches([_read(branch) for branch in argument[1]])
    return _Piece()


@cache  # most of what is read are literals, of a few thousand characters
def _read_literal(character: int) -> _Piece:
    signs = _exact_signs([(codes.LITERAL, character)])
    return _Piece((), signs, signs, may_be_empty=False)


def _read_branches(branches: list[_Piece]) -> _Piece:
    needs = [min(branch.needs, key=_weigh) for branch in branches if branch.needs]
    told = (frozenset[str]().union(*needs),) if len(needs) == len(branches) else ()
    return _Piece(
        told,
        _join_all(branch.first for branch in branches),
        _join_all(branch.last for branch in branches),
        any(branch.may_be_empty for branch in branches),
        _join_all(branch.before for branch in branches),
        _join_all(branch.next for branch in branches),
    )


def _join_all(sets: Iterable[_Signs]) -> _Signs:
    joined: _Signs = frozenset()
    for signs in sets:
        joined = _join(joined, signs)
    return joined


def _exact_signs(items: Iterable[tuple[Any, Any]]) -> _Signs:
    signs = read_signs(items)
    if not signs:
        return None
    plain = {sign if not sign.isdecimal() or sign in _DIGITS else "0" for sign in signs - {DIGIT}}
    return frozenset(plain | set(_DIGITS)) if DIGIT in signs else frozenset(plain)
