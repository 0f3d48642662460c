"""What a correction may say: the fields of each kind of row, and which values they take."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from types import MappingProxyType
from typing import Any, get_args

from pipeline.records import ORGANIZATION_TYPES, REASONS, Bound, CorrectionTarget, Direction, Kind, Status
from pipeline.tables.decimals import fits_decimal, format_decimal
from pipeline.tables.dimensions import PERIOD_PATTERN

Parse = Callable[[str], Any]
"""Gives the value that a cell says, or raises ValueError with the reason why it says none."""
REQUIRED_TO_ADD = ("indicator", "value", "unit")
"""Fields that come with a fact that is added; all others have a value that says nothing of their own."""


def parse_value(target: CorrectionTarget, field: str, cell: str | None) -> Any:
    """Give the value of a field as records hold it. An empty cell (None) is null, or an empty list or unit.

    Raises:
        ValueError: tells why the cell is none.
    """
    known = FIELDS[target]
    if field not in known:
        message = f"field {field!r} is none of {', '.join(known)}"
        raise ValueError(message)
    return known[field](cell or "")


def format_value(value: Any) -> str | None:
    """Write a value as a cell of corrections.csv has it; null for what is written as an empty cell."""
    if value is None:
        return None
    if isinstance(value, Decimal):
        return format_decimal(value)
    if isinstance(value, tuple):
        return ";".join(re.sub(r"([\\;])", r"\\\1", item) for item in value) or None
    return str(value) or None


def parse_reason(cell: str | None) -> str:
    """Give the reason that the ledger states for a figure that is dropped.

    Raises:
        ValueError: it is none of the closed list.
    """
    return str(_one_of(REASONS, cell)) if cell else "correction"


def parse_organization_type(cell: str | None) -> str:
    """Give the type of an organization that is added.

    Raises:
        ValueError: it is none.
    """
    return str(_one_of(ORGANIZATION_TYPES, cell or ""))


def _one_of(choices: tuple[str, ...], cell: str) -> str:
    if cell not in choices:
        message = f"{cell!r} is none of {', '.join(choices)}"
        raise ValueError(message)
    return cell


def _maybe(parse: Parse, cell: str) -> Any:
    return parse(cell) if cell else None


def _text(cell: str) -> str:
    if not cell:
        message = "a value is needed"
        raise ValueError(message)
    return cell


def _decimal(cell: str) -> Decimal:
    try:
        value = Decimal(cell)
    except InvalidOperation:
        value = Decimal("NaN")
    if not re.fullmatch(r"-?\d+(\.\d+)?", cell) or not fits_decimal(value):
        message = f"{cell!r} is no number in plain digits (1.2万 is 12000)"
        raise ValueError(message)
    return value


def _texts(cell: str) -> tuple[str, ...]:
    items = re.findall(r"((?:[^\\;]|\\.)+)", cell)
    return tuple(re.sub(r"\\(.)", r"\1", item).strip() for item in items)


def _period(cell: str) -> str:
    problem = f"{cell!r} is no period such as 2018, 2018-03, 2022-12-31 or 2011/2015"
    if not re.fullmatch(PERIOD_PATTERN, cell):
        raise ValueError(problem)
    first, last = (cell.split("/") * 2)[:2]
    try:
        in_order = date.fromisoformat(first + "-01-01"[len(first) - 4 :]) <= date.fromisoformat(
            last + "-01-01"[len(last) - 4 :]
        )
    except ValueError as error:
        raise ValueError(problem) from error
    if not in_order:
        message = f"{cell!r} ends before it begins"
        raise ValueError(message)
    return cell


def _plain(cell: str) -> str:
    return cell


_maybe_text = partial(_maybe, _text)
FIELDS: Mapping[CorrectionTarget, Mapping[str, Parse]] = MappingProxyType(
    {
        "fact": {
            "value": _decimal,
            "value_max": partial(_maybe, _decimal),
            "unit": _plain,
            "bound": partial(_one_of, get_args(Bound)),
            "kind": partial(_one_of, get_args(Kind)),
            "direction": partial(_maybe, partial(_one_of, get_args(Direction))),
            "indicator": _text,
            "indicator_id": _maybe_text,
            "scope": _maybe_text,
            "status": partial(_one_of, get_args(Status)),
            "period": partial(_maybe, _period),
            "baseline": _maybe_text,
            "organizations": _texts,
            "part_of": _maybe_text,
            "pillar": _text,
        },
        "mention": {"type": partial(_one_of, ORGANIZATION_TYPES), "organization": _text},
        "sentence": {"pillar": _text},
    }
)
"""The fields that may be set of each kind of row, with what reads their cells. part_of names a figure (86家)."""
