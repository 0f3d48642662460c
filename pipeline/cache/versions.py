"""What tells that code, data files, models or parameters have changed while a process lives.

It looks at names, sizes and times, not at what is in the files, so that it takes no time: a fingerprint, which stands
for what is kept from run to run, must look into them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pipeline.cache.sources import PACKAGE
from pipeline.cache.store import hash_parts
from pipeline.params import USER_PATHS, Params
from pipeline.resources.files import Stamp, models_dir, stamp_of

_COMPILED = "__pycache__"
"""Python writes it while it loads what was changed before."""


def find_version(params: Params, *, overrides: Path | None = None) -> str:
    """Give another text whenever something has changed of what the stages are made from.

    `overrides` is the folder of data files that take precedence over the packaged ones.
    """
    named = (getattr(getattr(params, section), key) for section, keys in USER_PATHS.items() for key in keys)
    places = [PACKAGE, models_dir(), *([] if overrides is None else [overrides]), *map(Path, filter(None, named))]
    stamps = [stamp for place in places for stamp in _stamps(place)]
    return hash_parts(repr(params), repr(overrides), repr(stamps))[:16]


def _stamps(place: Path) -> Iterator[Stamp]:
    """Give the stamps of the files below a folder, or of one file."""
    if not place.is_dir():
        yield stamp_of(place)
        return
    for folder, below, names in os.walk(place):
        below[:] = sorted(name for name in below if name != _COMPILED)
        for name in sorted(names):
            yield stamp_of(Path(folder, name))
