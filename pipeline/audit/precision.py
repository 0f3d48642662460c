"""What a written figure leaves open: half a unit of its last digit, and an open side where it is only a bound."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from pipeline.audit.intervals import Interval
from pipeline.records import Fact

_NUMERAL = re.compile(r"\d[\d,]*(?:\.(?P<places>\d+))?")
_FRACTION = re.compile(r"分之|\d/\d")
_TENTHS = "成"
COUNTED = frozenset({"count", "people", "visits"})
"""Dimensions of what is counted one by one."""
_ABOUT = Fraction(5, 100)
"""What 约 leaves open, of the value; a last digit that is coarser leaves open more."""
_SAID = Fraction(10, 100)
"""What 三分之一 and 翻一番 leave open, of the value: nobody writes them to a digit."""
_FIVE_POINTS = 5


def written_interval(fact: Fact, *, base: bool = False) -> Interval:
    """Give the values that a fact may stand for, in its unit, or in the base unit of its dimension.

    A count that is written out (65家) is exact; 12.4万户 may be anything from 12.35 to 12.45. 余, 多, 以上 and 超过
    leave the upper side open, 以内 and 不足 the lower one, down to zero. A range is the range.
    """
    interval = _written(fact)
    if base and fact.value_base is not None and fact.value:
        return interval.times(Fraction(fact.value_base) / Fraction(fact.value))
    return interval


def signed_interval(fact: Fact) -> Interval:
    """Give the values that a fact may stand for in its base unit, below zero for a fall."""
    interval = written_interval(fact, base=True)
    return interval.negative() if fact.direction == "down" else interval


def in_unit_of(fact: Fact, interval: Interval) -> Interval:
    """Give an interval of base units in the unit of a fact."""
    return interval.times(Fraction(fact.value) / Fraction(fact.value_base)) if fact.value_base else interval


def _written(fact: Fact) -> Interval:
    value = Fraction(fact.value)
    slack = _slack(fact, value)
    if fact.value_max is not None:
        return Interval(value - slack, value, Fraction(fact.value_max) + slack)
    if fact.bound == "min":
        return Interval(value - slack, value, None)
    if fact.bound == "max":
        return Interval(min(Fraction(0), value), value, value + slack)
    if fact.bound == "approx":
        slack = max(slack, 2 * slack if slack else _last_digit(value) / 2, abs(value) * _ABOUT)
    return Interval(value - slack, value, value + slack)


def _slack(fact: Fact, value: Fraction) -> Fraction:
    text = unicodedata.normalize("NFKC", fact.text)
    if _FRACTION.search(text):
        return abs(value) * _SAID
    if text.endswith(_TENTHS):
        return Fraction(_FIVE_POINTS)
    match = _NUMERAL.search(text)
    if match is None:
        return Fraction(0) if fact.dimension in COUNTED else abs(value) * _SAID
    numeral = Fraction(Decimal(match[0].replace(",", "")))
    scale = abs(value / numeral) if numeral and value else Fraction(1)
    if scale == 1 and match["places"] is None and _is_counted(fact):
        return Fraction(0)
    return scale / Fraction(2 * 10 ** len(match["places"] or ""))


def _is_counted(fact: Fact) -> bool:
    return fact.dimension in COUNTED and fact.kind != "ratio"


def _last_digit(value: Fraction) -> Fraction:
    """Give what the last digit of a whole number that is not zero counts: 10 of 120, 1 of 65."""
    number, unit = abs(int(value)), 1
    while number and number % 10 == 0:
        number, unit = number // 10, unit * 10
    return Fraction(unit)
