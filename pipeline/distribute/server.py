"""The server that processes are forked from: it loads all stages once, and may begin before anything else is loaded."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import forkserver, resource_tracker
from pathlib import Path

from pipeline import preload
from pipeline.cache.versions import find_version
from pipeline.params import Params

MAY_FORK = sys.platform == "linux"
"""A forked copy of a process that runs threads may hang: it is forked from a server that runs none. Elsewhere than on
Linux, libraries of the system start threads of their own."""


def run_ahead(params: Params, *, overrides: Path | None, cache: Path | None) -> None:
    """Have the server load all stages while this process still imports what it needs itself.

    Where something lies in the `cache` already, perhaps nothing is to do: then it is for the pool to start it.
    """
    if MAY_FORK and (cache is None or not cache.exists()):
        run_server(partial(preload.load_stages, params, overrides, find_version(params, overrides=overrides)))


def run_server(prepare: Callable[[], object] | None) -> bool:
    """Have the server run that processes are forked from. It does not wait until the server is prepared.

    One that runs already is not prepared anew: then each process prepares on its own. False where there can be none:
    its socket lies in the folder for temporary files, which may be missing, full, or have too long a name.
    """
    forkserver.set_forkserver_preload([preload.__name__])
    with interrupt_held(), preload.told_to_servers(prepare):
        try:
            forkserver.ensure_running()
        except OSError:
            return False
    return True


@contextmanager
def interrupt_held() -> Iterator[None]:
    """Hold Ctrl-C back: a process that starts now is born deaf to it, and tells nothing while it still imports."""
    resource_tracker.ensure_running()  # it lets signals through when it starts, so it starts before
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
