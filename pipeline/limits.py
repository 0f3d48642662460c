"""What one report may cost: a time and a memory that end its analysis and no other's; its faults are its own, too."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TypeVar

from pipeline.errors import ModelError, ReportError, ResourceError, StorageError
from pipeline.params import Params

ResultT = TypeVar("ResultT")
_RAISE = ("--max-seconds (limits.max_seconds)", "--max-memory (limits.max_memory_megabytes)")
_STATUS = Path("/proc/self/status")
_SPARE_SECONDS = 1.0
"""Beyond twice the limit, what does not heed it, since it never comes back to Python, is ended with its process."""


@dataclass(frozen=True, slots=True)
class ReportLimits:
    """What the analysis of one report may cost.

    seconds: for a report of up to 100,000 characters, and as much again for each further 100,000; megabytes: memory
    beyond what the process held before. 0: no limit. Where the system cannot limit (Windows; memory: macOS), none is
    kept.
    """

    seconds: float = 0
    megabytes: int = 0

    def seconds_for(self, characters: int) -> float:
        """Give the time for a report of this length."""
        return self.seconds * max(1.0, characters / 100_000)


NO_LIMITS = ReportLimits()


@dataclass(frozen=True, slots=True)
class GivenUp:
    """What there is of a report that could not be done: the reason, in one line."""

    reason: str


def find_limits(params: Params) -> ReportLimits:
    """Give the limits that parameters tell."""
    return ReportLimits(params.limits.max_seconds, params.limits.max_memory_megabytes)


def work_within(
    limits: ReportLimits, characters: int, work: Callable[[], ResultT], *, is_worker: bool = False
) -> ResultT | GivenUp:
    """Give the result of work on one report, or why there is none: it is beyond the limits, or shows a fault.

    Raises:
        ResourceError: a data file is wrong.
        ModelError: a trained model is missing.
        StorageError: the disk is full.
    """
    try:
        with limited(limits, characters, is_worker=is_worker):
            return work()
    except (ResourceError, ModelError, StorageError):  # not the fault of the report
        raise
    except ReportError as error:
        reason = str(error)
    except Exception as error:
        # Broad on purpose: what a fault in a rule raises cannot be foreseen, and one report out of thousands must not
        # lose the others. Nothing is hidden: the report is set aside with this reason, and the run tells.
        reason = f"internal error {type(error).__name__}: {error}"
    return GivenUp(" ".join(reason.split()))


@contextlib.contextmanager
def limited(limits: ReportLimits, characters: int, *, is_worker: bool = False) -> Iterator[None]:
    """Keep to the limits of one report. A worker process that cannot be stopped otherwise is ended.

    Raises:
        ReportError: it took too long or too much memory.
    """
    with _limited_time(limits.seconds_for(characters), is_worker=is_worker):
        try:
            with _limited_memory(limits.megabytes):
                yield
        except MemoryError as error:
            message = f"too large: more than {limits.megabytes} MB of memory; split it, or raise {_RAISE[1]}"
            raise ReportError(message) from error


@contextlib.contextmanager
def _limited_time(seconds: float, *, is_worker: bool) -> Iterator[None]:
    if not seconds or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _refuse)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        with _ended_after(2 * seconds + _SPARE_SECONDS) if is_worker else contextlib.nullcontext():
            yield
    except _TooSlowError as error:
        message = f"too slow: not done within {seconds:g} s; split it, or raise {_RAISE[0]}"
        raise ReportError(message) from error
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class _TooSlowError(Exception):
    """The alarm rang."""


def _refuse(_number: int, _frame: FrameType | None) -> None:
    raise _TooSlowError


@contextlib.contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """End the process after some time, also where it never comes back to Python."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


@contextlib.contextmanager
def _limited_memory(megabytes: int) -> Iterator[None]:
    try:
        import resource
    except ImportError:  # no such limits on this system
        yield
        return
    held = _held_bytes()
    if not megabytes or held is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = held + megabytes * 1024 * 1024
    allowed = [one for one in (soft, hard) if one != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min([limit, *allowed]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _held_bytes() -> int | None:
    """Give what this process holds of the memory that the limit counts; None where the system does not tell."""
    try:
        lines = _STATUS.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData:")), None)
