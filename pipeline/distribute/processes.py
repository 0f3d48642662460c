"""Reports spread over processes of this machine: results in the order of the reports, whatever dies on the way."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext, suppress
from itertools import islice
from types import TracebackType
from typing import Any, Generic, TypeVar

from pipeline.distribute.longest_first import enumerate_longest_first
from pipeline.distribute.reports import quarantine
from pipeline.distribute.server import MAY_FORK, interrupt_held, run_server
from pipeline.records import Analysis, Document
from pipeline.resources.loading import ease_collector

AHEAD = 4
"""Items in flight for each worker: enough to keep it busy, few enough to be held in memory."""
STRETCH = 32
"""Among so many items for each worker the longest are begun first. Results of two stretches may wait in memory."""
_WAITS = (0.1, 0.5, 2.0)
"""Seconds until a killed server is gone for good and another one may be started: an item waits so often."""
TWICE = "the process that read it was ended twice, from outside or out of memory"

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


class Workers(Generic[ItemT, ResultT]):
    """A pool of processes that work on items; they start with the first one. Use it as a context manager.

    Where a process is killed, nobody can tell which of the items in flight was to blame: each of them is done once
    more, alone, and for the one that ends its process again `give_up` gives the result.
    """

    def __init__(
        self,
        count: int,
        work: Callable[[ItemT], ResultT],
        *,
        give_up: Callable[[ItemT, str], ResultT],
        prepare: Callable[[], object] | None = None,
    ) -> None:
        """`work` is what the processes run; it must be picklable. `give_up` gets an item and the reason.

        `prepare`, which must be picklable too, is called before the first item: where processes are forked from a
        server, there, from now on, so that they share what it leaves, and in each process. It must not start threads,
        and the second time it should find what the first one left. What goes wrong there is told by the first item
        that needs it.
        """
        self._count = count
        self._work = work
        self._give_up = give_up
        self._prepare = prepare
        self._may_fork = MAY_FORK
        self._executor = self._start(count)
        if prepare is not None and not self._is_forked:  # the first item would start them, but they take long
            self._submit(self._executor, _do_nothing, None)

    def __enter__(self) -> Workers[ItemT, ResultT]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # after an error nobody waits for what the processes are at
        self._executor.shutdown(wait=kind is None, cancel_futures=True)

    def map(
        self,
        items: Iterable[ItemT],
        *,
        look_up: Callable[[ItemT], ResultT | None] | None = None,
        weigh: Callable[[ItemT], int] | None = None,
        meanwhile: Callable[[ItemT], ResultT | None] | None = None,
    ) -> Iterator[ResultT]:
        """Give the results of items, in their order; those that `look_up` knows are not worked on.

        `meanwhile` is how this process works on the first items itself until the others are there; None leaves it.

        `weigh` tells how long an item is, in any unit: then long ones are begun before others, so that none is left
        over at the end while all other processes have nothing to do.
        """
        stretch = 1 if weigh is None else self._count * STRETCH
        remaining = enumerate_longest_first(items, weigh, stretch)
        in_flight: dict[int, tuple[ItemT, Future[ResultT]]] = {}
        given = 0
        if meanwhile is not None:
            in_flight.update(self._work_until_started(remaining, look_up, meanwhile))
        while True:
            at_work = [future for _, future in in_flight.values() if not future.done()]
            # the next result is always among those that are begun: the items before its stretch are all given
            room = min(self._count * AHEAD - len(at_work), max(self._count * AHEAD, 2 * stretch) - len(in_flight))
            for number, item in islice(remaining, max(0, room)):
                future = self._find(item, look_up)
                in_flight[number] = (item, future)
                at_work.append(future)
            if not in_flight:
                return
            if any(map(_is_lost, in_flight.values())):
                self._work_anew(in_flight)
            elif given in in_flight and in_flight[given][1].done():
                _, future = in_flight.pop(given)
                given += 1
                yield future.result()
            else:
                wait(at_work, return_when=FIRST_COMPLETED)

    def _work_until_started(
        self,
        items: Iterable[tuple[int, ItemT]],
        look_up: Callable[[ItemT], ResultT | None] | None,
        meanwhile: Callable[[ItemT], ResultT | None],
    ) -> Iterator[tuple[int, tuple[ItemT, Future[ResultT]]]]:
        """Work here on numbered items as long as the server prepares: whoever asks it for a process must wait."""
        asking = threading.Thread(target=self._submit, args=(self._executor, _do_nothing, None), daemon=True)
        asking.start()
        for number, item in items:
            yield number, (item, self._find(item, look_up, meanwhile))
            if not asking.is_alive():  # nor is it where the item was handed over, which waits for it
                return

    def _work_anew(self, in_flight: dict[int, tuple[ItemT, Future[ResultT]]]) -> None:
        """Put the results of items that were lost with the pool in their places."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._start(self._count)
        lost = [(number, item) for number, (item, future) in in_flight.items() if not _is_found(future)]
        results = self._work_alone(item for _, item in lost)
        for (number, item), result in zip(lost, results, strict=True):
            in_flight[number] = (item, _found(result))

    def _find(self, item: ItemT, *finders: Callable[[ItemT], ResultT | None] | None) -> Future[ResultT]:
        """Give the result of the first finder that has one; where none has, hand the item over."""
        for find in finders:
            if find is not None and (known := find(item)) is not None:
                return _found(known)
        return self._submit(self._executor, self._work, item)

    def _work_alone(self, suspects: Iterable[ItemT]) -> Iterator[ResultT]:
        alone = self._start(1)
        try:
            for item in suspects:
                for pause in _WAITS:
                    try:
                        result = self._submit(alone, self._work, item).result()
                        break
                    except BrokenProcessPool as error:
                        alone.shutdown(wait=False, cancel_futures=True)
                        time.sleep(pause)
                        alone = self._start(1)
                        if not isinstance(error, _ServerLostError):
                            result = self._give_up(item, TWICE)
                            break
                else:
                    result = self._give_up(item, TWICE)
                yield result
        finally:
            alone.shutdown(wait=False, cancel_futures=True)

    def _start(self, count: int) -> ProcessPoolExecutor:
        self._is_forked = self._may_fork and run_server(self._prepare)
        context = multiprocessing.get_context("forkserver" if self._is_forked else "spawn")
        return ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(self._prepare,))

    def _submit(self, executor: ProcessPoolExecutor, work: Callable[[Any], Any], item: object) -> Future[Any]:
        """Hand over one item. Where the pool is broken already, the future says so."""
        try:
            # the first items start the processes; forked ones are deaf like their server, which may still prepare
            with nullcontext() if self._is_forked else interrupt_held():
                return executor.submit(work, item)
        except (EOFError, ConnectionError) as error:
            return _broken(_ServerLostError(str(error)))
        except FileNotFoundError as error:
            if not self._is_forked:
                raise
            self._may_fork = False  # somebody removed the socket of the server, which runs on
            return _broken(_ServerLostError(str(error)))
        except BrokenProcessPool as error:
            return _broken(error)


def analyze_in_processes(
    documents: Iterable[Document], analyze: Callable[[Document], Analysis], *, workers: int
) -> Iterator[Analysis]:
    """Analyze reports in `workers` processes; a report that ends its process twice is quarantined."""
    with Workers(workers, analyze, give_up=quarantine) as pool:
        yield from pool.map(documents)


def _begin(prepare: Callable[[], object] | None) -> None:
    _follow_parent()
    ease_collector()
    if prepare is not None:
        # Broad on purpose: an item that needs what is missing tells why, and it is the place to tell
        with suppress(Exception):
            prepare()


def _do_nothing(_item: object) -> None:
    """Be an item that starts the processes."""


def _found(result: ResultT) -> Future[ResultT]:
    future: Future[ResultT] = Future()
    future.set_result(result)
    return future


def _is_found(future: Future[Any]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _is_lost(begun: tuple[object, Future[Any]]) -> bool:
    _, future = begun
    return future.done() and not future.cancelled() and isinstance(future.exception(), BrokenProcessPool)


def _broken(error: BrokenProcessPool) -> Future[Any]:
    broken: Future[Any] = Future()
    broken.set_exception(error)
    return broken


class _ServerLostError(BrokenProcessPool):
    """The server was killed, for which no item is to blame."""


def _follow_parent() -> None:
    """Leave Ctrl-C to the parent, which gets it too and stops its workers; and end when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)
