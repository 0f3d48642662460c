"""Records as lists of plain values, one a field, and back: what can be written as JSON or as MessagePack."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, get_origin, get_type_hints

RecordT = TypeVar("RecordT")
_LAYOUTS: dict[type[Any], _Layout] = {}


class _Layout(NamedTuple):
    """The fields of a record that are columns, and which of them hold tuples and which decimals, by position."""

    names: tuple[str, ...]
    get: Callable[[Any], tuple[Any, ...]]
    tuples: tuple[int, ...]
    decimals: tuple[int, ...]


def to_values(records: Iterable[Any]) -> list[list[Any]]:
    """Give each record as the list of its fields: tuples as lists, decimals as text; fields stored apart left out."""
    rows = []
    for record in records:
        layout = layout_of(type(record))
        row = list(layout.get(record))
        for place in layout.tuples:
            row[place] = list(row[place])
        for place in layout.decimals:
            row[place] = None if row[place] is None else str(row[place])
        rows.append(row)
    return rows


def from_values(kind: type[RecordT], rows: Iterable[Sequence[Any]]) -> tuple[RecordT, ...]:
    """Build records of one type from what `to_values` gave of them."""
    names, _, tuples, decimals = layout_of(kind)
    records = []
    for values in rows:
        row = list(values)
        for place in tuples:
            row[place] = tuple(row[place])
        for place in decimals:
            row[place] = None if row[place] is None else Decimal(row[place])
        records.append(kind(**dict(zip(names, row, strict=True))))
    return tuple(records)


def layout_of(kind: type[Any]) -> _Layout:
    """Give the layout of a type of records, which has two fields or more."""
    if kind not in _LAYOUTS:
        _LAYOUTS[kind] = _find_layout(kind)
    return _LAYOUTS[kind]


def _find_layout(kind: type[Any]) -> _Layout:
    hints = get_type_hints(kind)
    names = tuple(item.name for item in fields(kind) if not item.metadata.get("stored_apart"))
    return _Layout(
        names,
        attrgetter(*names),
        tuple(place for place, name in enumerate(names) if get_origin(hints[name]) is tuple),
        tuple(place for place, name in enumerate(names) if hints[name] in (Decimal, Decimal | None)),
    )
