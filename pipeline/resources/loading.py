"""Loading much in less time, and keeping the garbage collector from looking again and again through what stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.resources.kept_patterns import patterns_kept

_MANY_OBJECTS = 50_000
"""What the stages make of a report or two; in memory it is little."""


@contextmanager
def loading_much() -> Iterator[None]:
    """Hold the garbage collector back, since what is loaded is no garbage, and take patterns that were kept."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        with patterns_kept():
            yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def collector_eased() -> Iterator[None]:
    """Ease the garbage collector for a while."""
    before = gc.get_threshold()
    ease_collector()
    try:
        yield
    finally:
        gc.set_threshold(*before)


def ease_collector() -> None:
    """Have the garbage collector work less often: records hold no cycles, and what is loaded is no garbage."""
    gc.set_threshold(_MANY_OBJECTS, *gc.get_threshold()[1:])
