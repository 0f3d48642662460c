"""Columns as plain text, a batch at a time: what a CSV file or a sheet shows of each value."""

from __future__ import annotations

import re
from typing import Any

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
            return pa.array([_join(items) for items in values.to_pylist()], pa.string())
        case _:
            return values.cast(pa.string())


def _format_decimals(values: pa.Array) -> pa.Array:
    written = values.cast(pa.string())
    if pc.any(pc.match_substring(written, "E")).as_py():  # zero and tiny values are written as 0E-10, 1E-7
        exact = [None if value is None else format_decimal(value) for value in values.to_pylist()]
        return pa.array(exact, pa.string())
    return pc.utf8_rtrim(pc.utf8_rtrim(written, "0"), ".")


def _join(items: list[Any] | None) -> str | None:
    if items is None:
        return None
    texts = list(map(str, items))
    joined = ";".join(texts)
    if "\\" not in joined and joined.count(";") == max(len(texts) - 1, 0):  # nearly always: no item holds such a sign
        return joined
    return ";".join(_SIGN.sub(r"\\\1", text) for text in texts)
