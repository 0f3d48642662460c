"""What a change is between two levels, and what level a change implies: the arithmetic, on intervals."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Literal

from pipeline.audit.intervals import Interval, exactly
from pipeline.audit.precision import written_interval
from pipeline.records import Fact

Way = Literal["percent", "points", "amount", "times", "times_more"]
"""How a change is told: 增长8%, 提高2个百分点, 增加12家, 是…的3倍, 增长2倍."""
_HUNDRED = Fraction(100)
_ROOT_DIGITS = 40


def way_of(change: Fact, level: Fact) -> Way | None:
    """Tell how a change of this level is told; null where the two units do not fit."""
    is_rate = level.unit == "%"
    if change.kind == "ratio":
        return "times" if change.unit == "倍" and not is_rate else None
    if change.unit == "百分点":
        return "points" if is_rate else None
    if change.unit == "倍":
        return None if is_rate else "times_more"
    if change.unit == "%":
        return None if is_rate else "percent"
    return "amount" if change.unit_base == level.unit_base and change.unit_base is not None else None


def stated_change(change: Fact, way: Way) -> Interval:
    """Give what a change states, negative for a fall; an amount in the base unit."""
    stated = written_interval(change, base=way == "amount")
    return stated.negative() if change.direction == "down" else stated


def expected_change(way: Way, before: Interval, after: Interval) -> Interval:
    """Give the change from one level, which is positive, to another one, in the unit that `way` tells it in."""
    if way in ("amount", "points"):
        return after.minus(before)
    times = after.over(before)
    if way == "times":
        return times
    more = times.minus(exactly(1))
    return more if way == "times_more" else more.times(_HUNDRED)


def implied_level(way: Way, after: Interval, change: Interval) -> Interval | None:
    """Give the level before a change; null where it cannot be told, as after a fall by everything."""
    if way in ("amount", "points"):
        return after.minus(change)
    factor = growth_factor(way, change)
    return after.over(factor) if factor.is_positive else None


def growth_factor(way: Way, change: Interval) -> Interval:
    """Give by what a level is multiplied: 1.08 for 8%."""
    if way == "times":
        return change
    return (change if way == "times_more" else change.times(1 / _HUNDRED)).plus(exactly(1))


def average_growth(before: Interval, after: Interval, years: int) -> Interval:
    """Give the yearly growth in percent that leads from one level to another in so many years."""
    return after.over(before).mapped(lambda times: (_root(times, years) - 1) * _HUNDRED)


def _root(value: Fraction, degree: int) -> Fraction:
    """Give a root to 40 digits: the same on every machine, unlike that of binary numbers."""
    if value <= 0 or degree == 1:
        return max(value, Fraction(0))
    with localcontext() as context:
        context.prec = _ROOT_DIGITS
        decimal = Decimal(value.numerator) / Decimal(value.denominator)
        return Fraction(decimal ** (Decimal(1) / Decimal(degree)))
