"""What became of regular expressions is kept from one start to the next, beside the compiled modules.

Python keeps the compiled form of a module, but compiles the expressions in it anew whenever it is imported. With what
is read off ours (`pattern_index.py` and the like) that is more than half of the time in which all stages are loaded.

The file holds the code that Python made of each expression, and may be deleted at any time. It counts for the Python
and the code that it was written by, alone; one that is cut short or changed is written anew. Where compiled modules are
not written (`PYTHONDONTWRITEBYTECODE`, a folder that is not ours), neither is it.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import re
import sys
import threading
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, wraps
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, TypeVar

_COMPILER: Any = import_module("re._compiler")
_SRE: Any = import_module("_sre")
_LARGEST = 32 << 20
"""Bytes. A file that has become larger holds much that is no longer asked for, and is begun anew."""
_DIGEST = hashlib.sha256
_Key = tuple[str, str, int]
_Found = TypeVar("_Found")
_Subject = TypeVar("_Subject", str, re.Pattern[str])
_COMPILED = "compiled"


class PatternStore:
    """Code of expressions, and what is read off them, by what was asked, the expression and its flags."""

    def __init__(self, path: Path, stamp: bytes) -> None:
        """Keep in a file what is made by the code and the Python that `stamp` tells of; it is read when needed."""
        self._path = path
        self._stamp = stamp
        self._kept: dict[_Key, Any] | None = None
        self._has_more = False
        self._lock = threading.Lock()

    def recall(self, key: _Key, find: Callable[[], _Found]) -> _Found:
        """Give what is kept, or find and keep it: strings, numbers, None, and tuples, lists and frozen sets of them."""
        kept = self._kept
        if kept is None:
            kept = self._kept = self._read()
        if key in kept:
            known: _Found = kept[key]
            return known
        found = find()
        with self._lock:
            kept[key] = found
            self._has_more = True
        return found

    def write(self) -> None:
        """Write what is new, where that is allowed, and forget all: the file has it."""
        with self._lock:
            kept, self._kept = self._kept, None
            has_more, self._has_more = self._has_more, False
        if kept is None or not has_more or sys.dont_write_bytecode:
            return
        content = marshal.dumps(kept)
        beside = self._path.with_suffix(f".{os.getpid()}")
        try:
            self._path.parent.mkdir(exist_ok=True)
            beside.write_bytes(self._sign(content) + content)
            beside.replace(self._path)
        except OSError:  # like compiled modules: what cannot be kept is made again
            with suppress(OSError):
                beside.unlink()

    def _read(self) -> dict[_Key, Any]:
        try:
            content = self._path.read_bytes()
        except OSError:
            return {}
        size = _DIGEST().digest_size
        if len(content) > _LARGEST or content[:size] != self._sign(content[size:]):
            return {}
        kept: dict[_Key, Any] = marshal.loads(memoryview(content)[size:])
        return kept

    def _sign(self, content: bytes) -> bytes:
        return _DIGEST(self._stamp + content).digest()


def _compiles_as_known() -> bool:
    return hasattr(_COMPILER, "_code") and array("I").itemsize == _SRE.CODESIZE


class _Keeper:
    """Has Python look in a store for what it compiles, as long as anybody loads, in whichever thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._store: PatternStore | None = None
        self._compile: Any = None
        self._make_code: Any = None
        self._made = threading.local()

    def begin(self, store: PatternStore | None) -> None:
        with self._lock:
            self._users += 1
            if self._users == 1 and store is not None and _compiles_as_known():
                self._store = store
                self._compile, self._make_code = _COMPILER.compile, _COMPILER._code
                _COMPILER.compile, _COMPILER._code = self._compile_or_recall, self._make_and_note

    def end(self) -> None:
        with self._lock:
            self._users -= 1
            if self._users == 0 and self._store is not None:
                _COMPILER.compile, _COMPILER._code = self._compile, self._make_code
                self._store.write()
                self._store = None

    def recall(self, key: _Key, find: Callable[[], _Found]) -> _Found:
        store = self._store
        return find() if store is None else store.recall(key, find)

    def _compile_or_recall(self, expression: Any, flags: int = 0) -> Any:
        """Do what Python's own function does, which `re.compile` calls for what it does not know yet."""
        store = self._store
        if store is None or not isinstance(expression, str) or flags & re.DEBUG:
            return self._compile(expression, flags)
        all_flags, code, names = store.recall(
            (_COMPILED, expression, int(flags)), lambda: self._compile_anew(expression, flags)
        )
        groups = {name: number for number, name in enumerate(names) if name}
        return _SRE.compile(expression, all_flags, array("I", code).tolist(), len(names) - 1, groups, names)

    def _compile_anew(self, expression: str, flags: int) -> tuple[int, bytes, tuple[str | None, ...]]:
        """Give the flags that an expression has in the end, its code, and the names of its groups, from 0."""
        compiled: re.Pattern[str] = self._compile(expression, flags)
        numbers = {number: name for name, number in compiled.groupindex.items()}
        names = tuple(numbers.get(number) for number in range(compiled.groups + 1))
        return compiled.flags, array("I", self._made.code).tobytes(), names

    def _make_and_note(self, parsed: Any, flags: int) -> Any:
        self._made.code = self._make_code(parsed, flags)
        return self._made.code


_keeper = _Keeper()


def remembered(find: Callable[[_Subject], _Found]) -> Callable[[_Subject], _Found]:
    """Have what a function finds out about an expression kept, where patterns are kept just now."""

    @wraps(find)
    def find_or_recall(subject: _Subject) -> _Found:
        expression, flags = (subject, 0) if isinstance(subject, str) else (subject.pattern, subject.flags)
        return _keeper.recall((find.__qualname__, expression, flags), lambda: find(subject))

    return find_or_recall


@contextmanager
def patterns_kept(store: PatternStore | None = None) -> Iterator[None]:
    """Have Python take expressions that it compiles from a store, ours by default, and keep the others in it.

    They come out the same. Where this Python compiles in another way, nothing is kept.
    """
    _keeper.begin(store or _own_store())
    try:
        yield
    finally:
        _keeper.end()


@cache
def _own_store() -> PatternStore | None:
    """Give the store beside our compiled modules; None where this Python keeps none."""
    if sys.implementation.cache_tag is None:
        return None
    stamp = _DIGEST(f"{sys.version} {sys.byteorder} {_SRE.MAGIC}".encode())
    try:
        for path in sorted(Path(__file__).parent.glob("*pattern*.py")):
            stamp.update(path.read_bytes())
    except OSError:
        return None
    return PatternStore(Path(cache_from_source(__file__)).with_suffix(".bin"), stamp.digest())
