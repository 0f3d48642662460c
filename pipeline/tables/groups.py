"""The rows of a table, cut by the value of a column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.tables.hashes import RowHasher


def find_bounds(table: pa.Table, column: str) -> dict[str, tuple[int, int]]:
    """Give for each value where its rows begin and end; rows of one value stand together, and none is null."""
    if not table.num_rows:
        return {}
    codes = table.column(column).combine_chunks().dictionary_encode()
    indices = codes.indices.to_numpy()
    starts = np.flatnonzero(np.diff(indices, prepend=-1))
    stops = np.append(starts[1:], len(indices))
    names = codes.dictionary.to_pylist()
    return {names[indices[start]]: (int(start), int(stop)) for start, stop in zip(starts, stops, strict=True)}


class Groups(Mapping[str, pa.Table]):
    """The rows of each value of a column, in their order; a value that is not there has none.

    Rows of one value need not stand together; a table that someone has sorted otherwise is put in order first.
    """

    def __init__(self, table: pa.Table, column: str) -> None:
        whole = table.filter(pc.is_valid(table.column(column))) if table.column(column).null_count else table
        bounds = find_bounds(whole, column)
        if sum(stop - start for start, stop in bounds.values()) < whole.num_rows:
            codes = whole.column(column).combine_chunks().dictionary_encode().indices.to_numpy()
            whole = whole.take(np.argsort(codes, kind="stable"))
            bounds = find_bounds(whole, column)
        self._table, self._bounds = whole, bounds

    def __getitem__(self, value: str) -> pa.Table:
        start, stop = self._bounds.get(value, (0, 0))
        return self._table.slice(start, stop - start)

    def hash(self, value: str) -> bytes:
        """Give the hash of the rows of a value."""
        return self._hasher.hash(*self._bounds.get(value, (0, 0)))

    @cached_property
    def _hasher(self) -> RowHasher:
        return RowHasher(self._table)

    def __iter__(self) -> Iterator[str]:
        return iter(self._bounds)

    def __len__(self) -> int:
        return len(self._bounds)
