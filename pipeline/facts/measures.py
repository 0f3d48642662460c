"""Stable keys and derived columns of a fact: ids, base unit, whether values may be summed."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.facts.catalog import Catalog
from pipeline.facts.dating.calendar import bounds_of
from pipeline.frozen import frozen
from pipeline.records import Kind, Measure
from pipeline.resources.units import Units
from pipeline.tables.decimals import fits_decimal

_RATE = re.compile(r"(?:率|比重|占比|比例|指数|强度|浓度|人均|均)")


def fact_key(doc_id: str, start: int, end: int, text: str) -> str:
    """Give the id of a fact: a hash of its document's id, its span and its text."""
    return hashlib.sha256(f"{doc_id}\x1f{start}\x1f{end}\x1f{text}".encode()).hexdigest()[:16]


@frozen
class Derived:
    """The columns of a fact that follow from others of it; named like them."""

    indicator_id: str | None
    period_start: str | None
    period_end: str | None
    unit_base: str | None
    value_base: Decimal | None
    dimension: str | None
    measure: Measure


@dataclass(frozen=True, slots=True)
class Deriver:
    """Knows the units, the catalog of indicators and the verbs of doing (`flow`) that derived columns come from."""

    units: Units
    catalog: Catalog
    flow: re.Pattern[str]

    def derive(self, value: Decimal, unit: str, kind: Kind, indicator: str, period: str | None) -> Derived:
        """Give the derived columns of a fact with these fields."""
        first, last = bounds_of(period)
        value_base, unit_base, dimension = base_value(value, unit, self.units)
        match = self.catalog.find_fitting(indicator, kind, dimension)
        flow = bool(self.flow.match(indicator)) or "/" in (period or "")
        measure = measure_of(kind, indicator, unit, flow=flow, known=match.measure if match else None)
        indicator_id = match.indicator_id if match else None
        return Derived(indicator_id, first, last, unit_base, value_base, dimension, measure)


def base_value(value: Decimal, unit: str, units: Units) -> tuple[Decimal | None, str | None, str | None]:
    """Give value, unit and dimension in the base unit (公里 -> 米), or nulls for an unknown unit."""
    known = units.find_unit(unit)
    if known is None:
        return None, None, None
    in_base = value * known.factor
    return (in_base if fits_decimal(in_base) else None), known.base, known.dimension


def measure_of(kind: Kind, indicator: str, unit: str, *, flow: bool, known: Measure | None = None) -> Measure:
    """Tell whether values of a fact may be summed over time (flow), or not (stock, cumulative, rate).

    `known` is what the catalog says of the indicator and its verb; without it, the words and `flow` (a verb of doing,
    or a period of several years) decide.
    """
    if kind != "level" or unit in ("%", "百分点", "倍", "位") or known == "rate":
        return "rate"
    if "累计" in indicator or indicator.startswith("历年"):
        return "cumulative"
    if known is not None:
        return known
    if _RATE.search(indicator):
        return "rate"
    return "flow" if flow else "stock"
