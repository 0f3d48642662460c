"""Columns as plain text, a batch at a time: what a CSV file or a sheet shows of each value."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.tables.columns import Column
from pipeline.tables.decimals import format_decimal

_SIGN = re.compile(r"([\\;])")


def format_plain(column: Column, values: pa.Array) -> pa.Array:
    """Give the values of a column as texts, nulls kept.

    Decimals are plain digits, dates YYYY-MM-DD, booleans true or false; items of a list are joined by `;`, with a
    backslash before an item's own `;` or backslash.
    """
    match column.type:
        case "text":
            return values
        case "decimal":
            return _format_decimals(values)
        case "texts" | "integers":
            return _join_items(values)
        case _:
            return values.cast(pa.string())


def text_bytes(values: pa.Array) -> memoryview:
    """Give all texts of a column one after the other, in UTF-8, without a copy."""
    _, offsets, content = values.buffers()
    if not len(values) or content is None:
        return memoryview(b"")
    bounds = np.frombuffer(offsets, np.int32)[values.offset : values.offset + len(values) + 1]
    return memoryview(content)[bounds[0] : bounds[-1]]


def _format_decimals(values: pa.Array) -> pa.Array:
    written = values.cast(pa.string())
    plain = pc.utf8_rtrim(pc.utf8_rtrim(written, "0"), ".")
    is_tiny = pc.fill_null(pc.match_substring(written, "E"), False)  # zero and tiny values are written as 0E-10, 1E-7
    tiny = [format_decimal(value) for value in values.filter(is_tiny).to_pylist()]
    return pc.replace_with_mask(plain, is_tiny, pa.array(tiny, pa.string())) if tiny else plain


def _join_items(values: pa.Array) -> pa.Array:
    texts = values.cast(pa.list_(pa.string()))
    if not pc.any(pc.match_substring_regex(texts.flatten(), _SIGN.pattern)).as_py():  # nearly always
        return pc.binary_join(texts, ";")
    return pa.array(list(map(_join, texts.to_pylist())), pa.string())


def _join(items: list[str] | None) -> str | None:
    return None if items is None else ";".join(_SIGN.sub(r"\\\1", text) for text in items)
