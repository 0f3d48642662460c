"""How many processes work on reports."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable

from pipeline.ingest.sources import Source

FEW_BYTES = 500_000
"""Files of no more than this are done before other processes have started."""


def choose_workers(workers: int | None, sources: Iterable[Source]) -> int:
    """Give the number of processes: the one asked for, else all cores, or this process alone for a few short files."""
    if workers is not None:
        return workers
    size = 0
    for source in sources:
        with contextlib.suppress(OSError):  # reading it tells
            size += source.file.stat().st_size
    return 1 if size <= FEW_BYTES else count_cores()


def count_cores() -> int:
    """Give the number of cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1
