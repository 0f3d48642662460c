"""What a process that is ours alone need not load."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from typing import Any

import pyarrow as pa

_PANDAS = "pandas"


class _NoPandas(MetaPathFinder):
    """Finds that pandas is not there."""

    def find_spec(self, fullname: str, *_: Any) -> None:
        if fullname == _PANDAS:
            message = "left out for a moment"
            raise ModuleNotFoundError(message, name=fullname)


def leave_pandas_out() -> None:
    """Have Arrow not load pandas with the first array of this process: it takes a third of a second.

    Arrow looks for pandas once, to know its types among what it makes arrays of, and goes on without it where it is
    not there. What asks Arrow for a data frame later loads it all the same. Not for a process in which others may make
    arrays out of pandas' types: those would be read value by value.
    """
    if _PANDAS in sys.modules:
        return
    absent = _NoPandas()
    sys.meta_path.insert(0, absent)
    try:
        pa.array([])
    finally:
        sys.meta_path.remove(absent)
