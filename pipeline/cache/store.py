"""A folder of entries, each found by its key. An entry is whole or it is not there.

An entry begins with a checksum over its key and its content: one that was cut, changed or put in another's place is
noticed and counts as missing. It is written beside its place and moved there, so that processes may write at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pipeline.tables.disk import full_disk_told, is_running

CACHE_FOLDER = ".huibao-cache"
KEPT = 4
"""Of a stage, the entries of so many versions of code, data files and parameters are kept, the last used ones."""
_PASSING = ".huibao-passing-"
_TAG = "CACHEDIR.TAG"
_TAG_CONTENT = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by huibao; it may be deleted at any time.\n"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The entries of one stage, of one version of all that it uses. `is_passing`: they are gone after the run."""

    folder: Path
    is_passing: bool = False

    def read(self, key: str) -> bytes | None:
        """Give the content of an entry; None where it is missing or not what was written."""
        try:
            stored = self._place(key).read_bytes()
        except OSError:
            return None
        size = hashlib.sha256().digest_size
        content = stored[size:]
        return content if stored[:size] == _checksum(key, content) else None

    def write(self, key: str, content: bytes) -> None:
        """Put an entry in its place.

        Raises:
            StorageError: the disk is full.
        """
        place = self._place(key)
        hidden = place.with_name(f".{key}.{os.getpid()}.partial")
        with full_disk_told():
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                hidden.write_bytes(_checksum(key, content) + content)
                hidden.replace(place)
            except OSError:
                hidden.unlink(missing_ok=True)
                raise

    def has(self, count: int) -> bool:
        """Tell whether there are so many entries, of whatever keys."""
        return sum(1 for _ in islice(self.folder.glob("*/[!.]*"), count)) == count

    def _place(self, key: str) -> Path:
        return self.folder / key[0] / key


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of shelves."""

    folder: Path
    is_passing: bool = False

    def open_shelf(self, stage: str, fingerprint: str) -> Shelf:
        """Give the shelf of a stage for a version of all that it uses; shelves unused for long are removed.

        Raises:
            StorageError: the disk is full.
        """
        with full_disk_told():
            shelf = self.folder / stage / fingerprint
            shelf.mkdir(parents=True, exist_ok=True)
            os.utime(shelf)
            self._tell_what_it_is()
        others = sorted((self.folder / stage).iterdir(), key=lambda other: (-other.stat().st_mtime_ns, other.name))
        for other in others[KEPT:]:
            shutil.rmtree(other, ignore_errors=True)
        return Shelf(shelf, self.is_passing)

    def _tell_what_it_is(self) -> None:
        """Have git and backups pass over the folder."""
        for name, content in ((_TAG, _TAG_CONTENT), (".gitignore", "*\n")):
            if not (self.folder / name).exists():
                (self.folder / name).write_text(content, encoding="utf-8")


@contextlib.contextmanager
def passing_store(folder: Path) -> Iterator[Store]:
    """Give a store inside `folder` that is gone at the end: a run without a cache must leave texts somewhere, too.

    Raises:
        StorageError: the disk is full.
    """
    for left in folder.glob(f"{_PASSING}*"):
        process = left.name.removeprefix(_PASSING)
        if process.isdecimal() and not is_running(int(process)):
            shutil.rmtree(left, ignore_errors=True)
    passing = folder / f"{_PASSING}{os.getpid()}"
    try:
        yield Store(passing, is_passing=True)
    finally:
        shutil.rmtree(passing, ignore_errors=True)


def hash_parts(*parts: str | bytes) -> str:
    """Give one hash for several parts; where one ends and the next begins matters."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()[:40]


def _checksum(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\0" + content).digest()
