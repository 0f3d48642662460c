"""Many expressions are compiled in less time where each set of characters is looked at once.

For every place of every expression where a set like all Han stands, Python goes through its characters one by one (3.11
to 3.13). Our expressions hold the same sets again and again: a fifth of the time in which all stages are loaded.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

_COMPILER: Any = import_module("re._compiler")
_LOOK_AT = "_optimize_charset"
"""Writes a set in a quicker form, and changes nothing else: what it gave once can be given again."""


class _Memory:
    """What Python made of sets, as long as anybody compiles, in whichever thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._look_at: Any = None
        self._seen: dict[tuple[Any, ...], Any] = {}

    def begin(self) -> None:
        with self._lock:
            self._users += 1
            if self._users == 1:
                self._look_at = getattr(_COMPILER, _LOOK_AT, None)
                if self._look_at is not None:  # else this Python has another way
                    setattr(_COMPILER, _LOOK_AT, self._remember)

    def end(self) -> None:
        with self._lock:
            self._users -= 1
            if self._users == 0:
                if self._look_at is not None:
                    setattr(_COMPILER, _LOOK_AT, self._look_at)
                self._seen.clear()

    def _remember(self, charset: list[Any], *case: Any, **more: Any) -> Any:
        if any(case) or more:  # upper and lower case count as the same: nearly none of ours
            return self._look_at(charset, *case, **more)
        key = tuple(charset)
        found = self._seen.get(key)
        if found is None:
            found = self._seen[key] = self._look_at(charset)
        return found


_memory = _Memory()


@contextmanager
def sets_remembered() -> Iterator[None]:
    """Have Python remember, while expressions are compiled, what it made of a set. They come out the same."""
    _memory.begin()
    try:
        yield
    finally:
        _memory.end()
