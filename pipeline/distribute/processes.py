"""Reports spread over processes of this machine: results in the order of the reports, whatever dies on the way."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import resource_tracker

from pipeline.distribute.reports import quarantine
from pipeline.records import Analysis, Document

Analyze = Callable[[Document], Analysis]
"""What the processes run; it must be picklable."""

AHEAD = 4
"""Reports in flight for each worker: enough to keep it busy, few enough to be held in memory."""


class Workers:
    """A pool of processes that can be started anew after one of them was killed."""

    def __init__(self, count: int, analyze: Analyze) -> None:
        self._count = count
        self._analyze = analyze
        self._executor = self._start()

    def submit(self, document: Document) -> Future[Analysis]:
        """Hand over one report. Where the pool is broken already, the future says so."""
        try:
            with _interrupt_held():  # the first report starts the processes
                return self._executor.submit(self._analyze, document)
        except BrokenProcessPool as error:
            broken: Future[Analysis] = Future()
            broken.set_exception(error)
            return broken

    def restart(self) -> None:
        """Replace the processes."""
        self.stop()
        self._executor = self._start()

    def stop(self) -> None:
        """Let the processes go; reports that wait are dropped."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _start(self) -> ProcessPoolExecutor:
        # spawn: a forked copy of a process that runs threads may hang
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._count, mp_context=context, initializer=_follow_parent)


def analyze_in_processes(documents: Iterable[Document], analyze: Analyze, *, workers: int) -> Iterator[Analysis]:
    """Analyze reports in `workers` processes.

    Where a process is killed, nobody can tell which of the reports in flight was to blame: each of them is done once
    more, alone, and the one that ends its process again is quarantined.
    """
    remaining = iter(documents)
    pool = Workers(workers, analyze)
    in_flight: deque[tuple[Document, Future[Analysis]]] = deque()
    try:
        while True:
            room = workers * AHEAD - len(in_flight)
            in_flight.extend((document, pool.submit(document)) for document in islice(remaining, room))
            if not in_flight:
                return
            document, future = in_flight.popleft()
            try:
                analysis = future.result()
            except BrokenProcessPool:
                suspects = [(document, future), *in_flight]
                in_flight.clear()
                pool.restart()
                yield from _analyze_alone(suspects, analyze)
                continue
            yield analysis
    finally:
        pool.stop()


def _analyze_alone(suspects: Iterable[tuple[Document, Future[Analysis]]], analyze: Analyze) -> Iterator[Analysis]:
    alone = Workers(1, analyze)
    try:
        for document, future in suspects:
            if future.done() and not future.cancelled() and future.exception() is None:
                yield future.result()
                continue
            try:
                analysis = alone.submit(document).result()
            except BrokenProcessPool:
                alone.restart()
                analysis = quarantine(
                    document, "the process that read it was ended twice, from outside or out of memory"
                )
            yield analysis
    finally:
        alone.stop()


@contextmanager
def _interrupt_held() -> Iterator[None]:
    """Hold Ctrl-C back: a process that starts now is born deaf to it, and tells nothing while it still imports."""
    resource_tracker.ensure_running()  # it lets signals through when it starts, so it starts before
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _follow_parent() -> None:
    """Leave Ctrl-C to the parent, which gets it too and stops its workers; and end when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)
