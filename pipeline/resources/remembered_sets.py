"""Many expressions are compiled in less time where each set of characters is looked at once.

For every place of every expression where a set like all Han stands, Python goes through its characters one by one (3.11
to 3.13). Our expressions hold the same sets again and again: a fifth of the time in which all stages are loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

_COMPILER: Any = import_module("re._compiler")
_LOOK_AT = "_optimize_charset"
"""Writes the same set in a quicker form, and changes nothing else: what it gives can be given again."""


@contextmanager
def sets_remembered() -> Iterator[None]:
    """Have Python remember, while expressions are compiled, what it made of a set. They come out the same."""
    look_at = getattr(_COMPILER, _LOOK_AT, None)
    if look_at is None:  # this Python has another way
        yield
        return
    seen: dict[tuple[Any, ...], Any] = {}

    def remember(charset: list[Any], *case: Any) -> Any:
        if any(case):  # upper and lower case count as the same: nearly none of ours
            return look_at(charset, *case)
        key = tuple(charset)
        if key not in seen:
            seen[key] = look_at(charset)
        return seen[key]

    setattr(_COMPILER, _LOOK_AT, remember)
    try:
        yield
    finally:
        setattr(_COMPILER, _LOOK_AT, look_at)
