"""Commands measured from outside: their seconds, those of the cores, and the memory of their largest process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
HUIBAO = (sys.executable, "-m", "pipeline.cli")


@dataclass(frozen=True)
class Spent:
    """What a command took. `core_seconds` are those of all its processes, `megabytes` those of the largest one."""

    seconds: float
    core_seconds: float
    megabytes: float


QUARANTINED = 3
"""How `huibao extract` ends where a file could not be read, and all others were."""


def run(command: Sequence[object], *, log: Path, good: Collection[int] = (0,)) -> Spent:
    """Run a command to its end, which is one of the `good` exit statuses.

    Raises:
        SystemExit: it failed; its last words are told.
    """
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen([*map(str, command)], cwd=ROOT, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in good:
        words = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        message = f"{' '.join(map(str, command))} failed with {process.returncode}:\n{words}"
        raise SystemExit(message)
    return Spent(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def extract(folder: Path, out: Path, *options: object, log: Path, may_quarantine: bool = False) -> Spent:
    """Run `huibao extract`, to Parquet."""
    command = [*HUIBAO, "extract", folder, "--out", out, "--format", "parquet", "--quiet", *options]
    return run(command, log=log, good=(0, QUARANTINED) if may_quarantine else (0,))
