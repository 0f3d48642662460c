"""The hash of rows: the same rows give the same hash wherever they were cut from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def hash_table(table: pa.Table) -> bytes:
    """Give the hash of the rows of a table, in their order; how they lie in memory does not matter."""
    digest = hashlib.sha256()
    for column in table.columns:
        array = column.combine_chunks()
        # of some chunks or none, depending on the version of pyarrow
        for part in array.chunks if isinstance(array, pa.ChunkedArray) else [array]:
            for content in _iterate_parts(part):
                digest.update(content)
    return digest.digest()


def _iterate_parts(array: pa.Array) -> Iterator[bytes | memoryview]:
    """Give what tells an array: its length, which values are null, and the others."""
    yield len(array).to_bytes(8, "big")
    yield np.packbits(array.is_null().to_numpy(zero_copy_only=False)).tobytes()
    values = array.drop_null()
    if pa.types.is_list(values.type):
        yield pc.list_value_length(values).to_numpy(zero_copy_only=False).tobytes()
        yield from _iterate_parts(values.flatten())
    elif pa.types.is_string(values.type):
        yield pc.binary_length(values).to_numpy(zero_copy_only=False).tobytes()
        _, offsets, content = values.buffers()
        if len(values) and content is not None:
            bounds = np.frombuffer(offsets, np.int32)[values.offset : values.offset + len(values) + 1]
            yield memoryview(content)[bounds[0] : bounds[-1]]
    elif pa.types.is_boolean(values.type):
        yield np.packbits(values.to_numpy(zero_copy_only=False)).tobytes()
    elif len(values):
        width = values.type.bit_width // 8
        yield memoryview(values.buffers()[1])[values.offset * width : (values.offset + len(values)) * width]
