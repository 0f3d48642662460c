"""Work in threads beside the caller's, for what lets others work meanwhile: Arrow, DuckDB, compression."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")
_THREADS = 2


def map_ahead(make: Callable[[_Item], _Made], items: Iterable[_Item]) -> Iterator[_Made]:
    """Give `make(item)` of each item, in order; while the caller is at one, the next are made.

    However many items there are, no more than three results wait for the caller. An error of `make` is raised where its
    result would have come.
    """
    waiting: deque[Future[_Made]] = deque()
    with ThreadPoolExecutor(_THREADS) as threads:
        for item in items:
            waiting.append(threads.submit(make, item))
            if len(waiting) > _THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
