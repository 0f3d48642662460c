"""Short and full names of departments: the loader of data/body_names.csv."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from pipeline.errors import ResourceError
from pipeline.resources.files import read_rows, resource_path

_NAME = "body_names.csv"
_COLUMNS = ("short", "full")


def load_body_names(overrides: Path | None = None) -> Mapping[str, str]:
    """Load the full name of each short name.

    Raises:
        ResourceError: a cell is empty, a short name stands twice, or a full name is a short one of another row.
    """
    path = resource_path(_NAME, overrides)
    names: dict[str, str] = {}
    for row in read_rows(_NAME, _COLUMNS, overrides):
        short, full = row["short"], row["full"]
        if not short or not full or short in names:
            message = f"{path}: {short or full!r} lacks a name or stands twice; write one row a short name"
            raise ResourceError(message)
        names[short] = full
    chained = sorted(full for full in names.values() if full in names)
    if chained:
        message = f"{path}: {chained[0]} is the full name of one row and the short name of another; keep one"
        raise ResourceError(message)
    return MappingProxyType(names)
