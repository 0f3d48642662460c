"""Commands measured from outside: their seconds, those of the cores, and the memory of their largest process."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_SET_CHILD_SUBREAPER = 36
HUIBAO = (sys.executable, "-m", "pipeline.cli")
_TO_PARQUET = ("--format", "parquet", "--quiet")


@dataclass(frozen=True)
class Spent:
    """What a command took. `core_seconds` are those of all its processes, `megabytes` those of the largest one."""

    seconds: float
    core_seconds: float
    megabytes: float


QUARANTINED = 3
"""How `huibao extract` ends where a file could not be read, and all others were."""


def run(command: Sequence[object], *, log: Path, good: Collection[int] = (0,), cores: int | None = None) -> Spent:
    """Run a command to its end, which is one of the `good` exit statuses. On Linux it may use so many `cores`, or all.

    Raises:
        SystemExit: it failed; its last words are told.
    """
    _adopt_orphans()
    with log.open("wb") as output:
        started = time.perf_counter()
        with _on_cores(cores):
            process = subprocess.Popen([*map(str, command)], cwd=ROOT, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    usages = [usage, *_wait_for_orphans()]
    if process.returncode not in good:
        words = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        message = f"{' '.join(map(str, command))} failed with {process.returncode}:\n{words}"
        raise SystemExit(message)
    core_seconds = sum(one.ru_utime + one.ru_stime for one in usages)
    return Spent(seconds, core_seconds, max(one.ru_maxrss for one in usages) / 1024)


@contextmanager
def _on_cores(count: int | None) -> Iterator[None]:
    """Let processes that start meanwhile use so many cores: threads of a single process would use others, too."""
    if count is None or not hasattr(os, "sched_setaffinity"):
        yield
        return
    usable = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(usable)[:count])
    try:
        yield
    finally:
        os.sched_setaffinity(0, usable)


def _adopt_orphans() -> None:
    """Be told what processes took that nobody waits for: the server that workers are forked from ends on its own."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _wait_for_orphans() -> Iterator[resource.struct_rusage]:
    while True:
        try:
            yield os.wait4(-1, 0)[2]
        except ChildProcessError:  # there are no more
            return


def extract(
    folder: Path, out: Path, *options: object, log: Path, workers: int = 1, may_quarantine: bool = False
) -> Spent:
    """Run `huibao extract`, to Parquet, with as many cores as it has workers."""
    command = [*HUIBAO, "extract", folder, "--out", out, *_TO_PARQUET, "--workers", workers, *options]
    return run(command, log=log, good=(0, QUARANTINED) if may_quarantine else (0,), cores=workers)
