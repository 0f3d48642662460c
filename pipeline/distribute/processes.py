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
from types import TracebackType
from typing import Generic, TypeVar

from pipeline.distribute.reports import quarantine
from pipeline.records import Analysis, Document

AHEAD = 4
"""Items in flight for each worker: enough to keep it busy, few enough to be held in memory."""
TWICE = "the process that read it was ended twice, from outside or out of memory"

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


class Workers(Generic[ItemT, ResultT]):
    """A pool of processes that work on items; they start with the first one. Use it as a context manager.

    Where a process is killed, nobody can tell which of the items in flight was to blame: each of them is done once
    more, alone, and for the one that ends its process again `give_up` gives the result.
    """

    def __init__(
        self, count: int, work: Callable[[ItemT], ResultT], *, give_up: Callable[[ItemT, str], ResultT]
    ) -> None:
        """`work` is what the processes run; it must be picklable. `give_up` gets an item and the reason."""
        self._count = count
        self._work = work
        self._give_up = give_up
        self._executor = _start(count)

    def __enter__(self) -> Workers[ItemT, ResultT]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # after an error nobody waits for what the processes are at
        self._executor.shutdown(wait=kind is None, cancel_futures=True)

    def start(self, prepare: Callable[[], object]) -> None:
        """Start the processes now, and have them prepare, which must be picklable, before their first item.

        What goes wrong there is told by the first item that needs it.
        """
        for _ in range(self._count):
            _submit(self._executor, _prepare, prepare)

    def map(
        self, items: Iterable[ItemT], *, look_up: Callable[[ItemT], ResultT | None] | None = None
    ) -> Iterator[ResultT]:
        """Give the results of items, in their order; those that `look_up` knows are not worked on."""
        remaining = iter(items)
        in_flight: deque[tuple[ItemT, Future[ResultT]]] = deque()
        while True:
            room = self._count * AHEAD - len(in_flight)
            in_flight.extend((item, self._find(item, look_up)) for item in islice(remaining, room))
            if not in_flight:
                return
            item, future = in_flight.popleft()
            try:
                result = future.result()
            except BrokenProcessPool:
                suspects = [(item, future), *in_flight]
                in_flight.clear()
                self._executor.shutdown(wait=False, cancel_futures=True)
                self._executor = _start(self._count)
                yield from self._work_alone(suspects)
                continue
            yield result

    def _find(self, item: ItemT, look_up: Callable[[ItemT], ResultT | None] | None) -> Future[ResultT]:
        known = look_up(item) if look_up is not None else None
        if known is None:
            return _submit(self._executor, self._work, item)
        future: Future[ResultT] = Future()
        future.set_result(known)
        return future

    def _work_alone(self, suspects: Iterable[tuple[ItemT, Future[ResultT]]]) -> Iterator[ResultT]:
        alone = _start(1)
        try:
            for item, future in suspects:
                if future.done() and not future.cancelled() and future.exception() is None:
                    yield future.result()
                    continue
                try:
                    result = _submit(alone, self._work, item).result()
                except BrokenProcessPool:
                    alone.shutdown(wait=False, cancel_futures=True)
                    alone = _start(1)
                    result = self._give_up(item, TWICE)
                yield result
        finally:
            alone.shutdown(wait=False, cancel_futures=True)


def analyze_in_processes(
    documents: Iterable[Document], analyze: Callable[[Document], Analysis], *, workers: int
) -> Iterator[Analysis]:
    """Analyze reports in `workers` processes; a report that ends its process twice is quarantined."""
    with Workers(workers, analyze, give_up=quarantine) as pool:
        yield from pool.map(documents)


def _start(count: int) -> ProcessPoolExecutor:
    # spawn: a forked copy of a process that runs threads may hang
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=_follow_parent)


def _prepare(prepare: Callable[[], object]) -> None:
    prepare()  # what it gives stays in this process


def _submit(executor: ProcessPoolExecutor, work: Callable[[ItemT], ResultT], item: ItemT) -> Future[ResultT]:
    """Hand over one item. Where the pool is broken already, the future says so."""
    try:
        with _interrupt_held():  # the first items start the processes
            return executor.submit(work, item)
    except BrokenProcessPool as error:
        broken: Future[ResultT] = Future()
        broken.set_exception(error)
        return broken


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
