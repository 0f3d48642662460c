"""What all worker processes need is loaded once, in the server that they are forked from.

The server runs `__import__` of this module before it forks anything, and the variable says what to call. It must stay
a process of one thread, or what it forks may hang; so nothing that is called there may import pyarrow.
"""

from __future__ import annotations

import base64
import contextlib
import gc
import os
import pickle
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from pipeline.params import Params
from pipeline.resources.loading import loading_much

if TYPE_CHECKING:
    from pipeline.engine import Engine

_VARIABLE = "HUIBAO_PREPARE"
_ONE_THREAD = "OPENBLAS_NUM_THREADS"


@contextlib.contextmanager
def told_to_servers(prepare: Callable[[], object] | None) -> Iterator[None]:
    """Have a server that starts meanwhile call `prepare`, which must be picklable, if any, before it forks."""
    os.environ[_VARIABLE] = base64.b64encode(pickle.dumps(prepare)).decode("ascii")
    try:
        yield
    finally:
        del os.environ[_VARIABLE]


def load_stages(params: Params, overrides: Path | None, version: str = "") -> Engine:
    """Load all stages, or take those that this process was forked with; see `load_engine_once`."""
    with loading_much():  # modules that compile expressions, too
        from pipeline.engine import load_engine_once  # who tells the server to call this need not have loaded them

        return load_engine_once(params, overrides=overrides, version=version)


def _prepare_as_told() -> None:
    told = os.environ.pop(_VARIABLE, None)
    if told is None:  # imported by any other process
        return
    os.environ[_ONE_THREAD] = "1"  # before NumPy is loaded
    # Broad on purpose: what goes wrong here goes wrong in the processes too, and there it is told
    with contextlib.suppress(Exception):
        prepare = pickle.loads(base64.b64decode(told))
        if prepare is not None:
            prepare()
    gc.freeze()  # a collection would write to pages that processes share
    sys.excepthook = _tell_of_fault


def _tell_of_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say nothing where a process finds that what asked for it has ended, while the server still prepared."""
    if not isinstance(error, (EOFError, FileNotFoundError)):
        sys.__excepthook__(kind, error, trace)


_prepare_as_told()
