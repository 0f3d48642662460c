"""The hash of rows: the same rows give the same hash wherever they were cut from."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pyarrow as pa


def hash_table(table: pa.Table) -> bytes:
    """Give the hash of all rows of a table, in their order; how they lie in memory does not matter."""
    return RowHasher(table).hash(0, table.num_rows)


class RowHasher:
    """Hashes stretches of the rows of one table: each column is looked at once, not once for each stretch."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table
        batches = table.combine_chunks().to_batches()
        # of more batches than one, which texts beyond 2 GiB have, each stretch is put together by itself
        self._columns = [_Column(column) for column in batches[0].columns] if len(batches) == 1 else []

    def hash(self, start: int, stop: int) -> bytes:
        """Give the hash of the rows [start, stop)."""
        if start < stop and not self._columns:
            return hash_table(self._table.slice(start, stop - start))
        digest = hashlib.sha256((stop - start).to_bytes(8, "big"))
        for column in self._columns if start < stop else ():
            column.tell(digest, start, stop)
        return digest.digest()


class _Column:
    """The values of a column, to be told to a digest: which are null, the length of each, and what is in them."""

    def __init__(self, values: pa.Array) -> None:
        self._is_null = np.asarray(values.is_null().cast(pa.uint8())) if values.null_count else None
        self._bounds: np.ndarray | None = None
        self._lengths = np.empty(0, np.int32)
        self._items: _Column | None = None
        self._width = 1
        if pa.types.is_list(values.type):
            self._bounds = np.asarray(values.offsets)
            self._items = _Column(values.values)
        elif pa.types.is_string(values.type):
            _, offsets, content = values.buffers()
            self._bounds = np.frombuffer(offsets, np.int32)[values.offset : values.offset + len(values) + 1]
            self._content = memoryview(content or b"")
        else:
            plain = values.cast(pa.uint8()) if pa.types.is_boolean(values.type) else values
            self._width = plain.type.bit_width // 8
            self._content = _fixed_bytes(plain, self._width, self._is_null)
        if self._bounds is not None:
            self._lengths = np.diff(self._bounds)

    def tell(self, digest: Any, start: int, stop: int) -> None:
        """Tell the values [start, stop)."""
        has_nulls = self._is_null is not None and self._is_null[start:stop].any()
        digest.update(b"\1" if has_nulls else b"\0")
        if has_nulls and self._is_null is not None:
            digest.update(self._is_null[start:stop])
        if self._bounds is not None:
            digest.update(self._lengths[start:stop])
            start, stop = int(self._bounds[start]), int(self._bounds[stop])
        if self._items is not None:
            self._items.tell(digest, start, stop)
        else:
            digest.update(self._content[start * self._width : stop * self._width])


def _fixed_bytes(values: pa.Array, width: int, is_null: np.ndarray | None) -> memoryview:
    """Give the bytes of values of one width, zeros where one is null: what a null covers is left to chance."""
    content = values.buffers()[1]
    held = np.frombuffer(content or b"", np.uint8)[values.offset * width : (values.offset + len(values)) * width]
    if is_null is not None:
        held = held.copy()
        held.reshape(-1, width)[is_null.astype(bool)] = 0
    return held.data
