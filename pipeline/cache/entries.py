"""What is in an entry: records as JSON, or tables as Arrow batches. Neither can run code when it is read."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from pipeline.tables.columns import TableSchema
from pipeline.tables.values import from_values, to_values

_CODEC = "zstd"
_SIZE = struct.Struct(">Q")
_PLAIN = _SIZE.pack(2**64 - 1)
"""Stands in place of a length before bytes that were left as they are."""


def pack_records(groups: Mapping[type[Any], Sequence[Any]]) -> bytes:
    """Give records of several types as bytes."""
    rows = {kind.__name__: to_values(records) for kind, records in groups.items()}
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return compress(text.encode("utf-8", "surrogatepass"))  # a report may hold half a surrogate pair


def unpack_records(content: bytes, kinds: Sequence[type[Any]]) -> dict[type[Any], tuple[Any, ...]]:
    """Give the records that `pack_records` packed, by type."""
    rows = json.loads(decompress(content))  # of bytes it takes half a surrogate pair, too
    return {kind: from_values(kind, rows[kind.__name__]) for kind in kinds}


def pack_tables(tables: Mapping[str, pa.Table], *, is_kept: bool = True) -> bytes:
    """Give tables as bytes; their schemas are not among them. What is not kept need not be short."""
    parts = []
    for table in tables.values():
        batches = table.combine_chunks().to_batches()
        content = batches[0].serialize().to_pybytes() if batches else b""
        parts += [_SIZE.pack(len(content)), content]
    return compress(b"".join(parts)) if is_kept else b"".join((_PLAIN, *parts))


def unpack_tables(content: bytes, schemas: Mapping[str, TableSchema]) -> dict[str, pa.Table]:
    """Give the tables that `pack_tables` packed; `schemas` are theirs, in the same order."""
    plain = pa.py_buffer(decompress(content))
    tables = {}
    start = 0
    for name, schema in schemas.items():
        arrow_schema = schema.arrow_schema()
        (size,) = _SIZE.unpack(plain.slice(start, _SIZE.size).to_pybytes())
        start += _SIZE.size
        batches = [pa.ipc.read_record_batch(plain.slice(start, size), arrow_schema)] if size else []
        tables[name] = pa.Table.from_batches(batches, arrow_schema)
        start += size
    return tables


def compress(content: bytes) -> bytes:
    """Give bytes shorter, with their length before them."""
    packed: bytes = pa.compress(content, codec=_CODEC, asbytes=True)
    return _SIZE.pack(len(content)) + packed


def decompress(content: bytes) -> bytes:
    """Give the bytes that `compress` made shorter, or that were left as they are."""
    if content.startswith(_PLAIN):
        return content[len(_PLAIN) :]
    (size,) = _SIZE.unpack(content[: _SIZE.size])
    plain: bytes = pa.decompress(content[_SIZE.size :], decompressed_size=size, codec=_CODEC, asbytes=True)
    return plain
