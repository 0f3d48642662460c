"""The parsed form of a regular expression, and the characters that a part of it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from typing import Any

# Python parses patterns here; the public name of the module, sre_parse, is deprecated without a successor.
codes: Any = import_module("re._constants")
_parser: Any = import_module("re._parser")

DIGIT = "\\d"
"""Stands for all decimal digits."""
OTHER_SIGNS = re.IGNORECASE | re.LOCALE | re.ASCII
"""Flags under which a pattern matches other characters than those that are written in it."""
_LARGEST_RANGE = 256


@lru_cache(maxsize=1)  # what is asked of an expression is asked in one go
def parse(expression: str, flags: int = 0) -> Any:
    """Parse an expression; nobody may change what it gives.

    Raises:
        re.error: it is none.
    """
    return _parser.parse(expression, flags)


def read_signs(items: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    r"""Give the characters of a set, with DIGIT for `\d`; empty where they are too many, or not told."""
    signs: set[str] = set()
    for code, argument in items:
        if code is codes.LITERAL:
            signs.add(chr(argument))
        elif code is codes.RANGE and argument[1] - argument[0] < _LARGEST_RANGE:
            signs.update(map(chr, range(argument[0], argument[1] + 1)))
        elif code is codes.CATEGORY and argument is codes.CATEGORY_DIGIT:
            signs.add(DIGIT)
        else:
            return frozenset()
    return frozenset(signs)
