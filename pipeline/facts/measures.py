"""Stable keys and derived columns of a fact: ids, base unit, whether values may be summed."""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal

from pipeline.records import Kind, Measure, Number
from pipeline.resources.units import Units
from pipeline.tables.decimals import fits_decimal

_CUMULATIVE = re.compile(r"累计|^历年")
_RATE = re.compile(r"(?:率|比重|占比|比例|指数|强度|浓度|人均|均)")


def fact_key(doc_id: str, start: int, end: int, text: str) -> str:
    """Give the id of a fact: a hash of its document's id, its span and its text."""
    return hashlib.sha256(f"{doc_id}\x1f{start}\x1f{end}\x1f{text}".encode()).hexdigest()[:16]


def base_value(number: Number, units: Units) -> tuple[Decimal | None, str | None, str | None]:
    """Give value, unit and dimension in the base unit (公里 -> 米), or nulls for an unknown unit."""
    unit = units.find_unit(number.unit or "")
    if unit is None or number.value is None:
        return None, None, None
    value = number.value * unit.factor
    return (value if fits_decimal(value) else None), unit.base, unit.dimension


def measure_of(kind: Kind, indicator: str, unit: str, *, flow: bool, known: Measure | None = None) -> Measure:
    """Tell whether values of a fact may be summed over time (flow), or not (stock, cumulative, rate).

    `known` is what the catalog says of the indicator and its verb; without it, the words and `flow` (a verb of doing,
    or a period of several years) decide.
    """
    if kind != "level" or unit in ("%", "百分点", "倍", "位") or known == "rate":
        return "rate"
    if _CUMULATIVE.search(indicator):
        return "cumulative"
    if known is not None:
        return known
    if _RATE.search(indicator):
        return "rate"
    return "flow" if flow else "stock"
