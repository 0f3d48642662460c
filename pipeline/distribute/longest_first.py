"""Which of many items to begin first, where several processes share them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

ItemT = TypeVar("ItemT")


def enumerate_longest_first(
    items: Iterable[ItemT], weigh: Callable[[ItemT], int] | None, stretch: int
) -> Iterator[tuple[int, ItemT]]:
    """Number items, and give those of each stretch of so many with the longest first; of equal ones the first."""
    numbered = enumerate(items)
    while chunk := list(islice(numbered, stretch)):
        if weigh is not None:
            chunk.sort(key=lambda pair: -weigh(pair[1]))
        yield from chunk
