"""Intervals of exact fractions: what the written digits of a figure leave open, and arithmetic on it.

A bound that is null is infinite. Nothing is rounded, so that a verdict never depends on the scale of the figures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

Bound = Fraction | None


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, both included, with the `value` that is written."""

    low: Bound
    value: Fraction
    high: Bound

    @property
    def tolerance(self) -> Bound:
        """Give how far a value may lie from the written one; null where there is no limit."""
        if self.low is None or self.high is None:
            return None
        return max(self.value - self.low, self.high - self.value)

    @property
    def is_positive(self) -> bool:
        """Tell whether every value in it is above zero."""
        return self.low is not None and self.low > 0

    def meets(self, other: Interval) -> bool:
        """Tell whether a value lies in both."""
        return _not_above(self.low, other.high) and _not_above(other.low, self.high)

    def widened(self) -> Interval:
        """Give the interval twice as wide: what digits that were cut off, not rounded, leave open."""
        low = None if self.low is None else 2 * self.low - self.value
        high = None if self.high is None else 2 * self.high - self.value
        return Interval(low, self.value, high)

    def negative(self) -> Interval:
        """Give the interval of the values with the other sign."""
        return Interval(_negated(self.high), -self.value, _negated(self.low))

    def plus(self, other: Interval) -> Interval:
        """Give the interval of sums."""
        return Interval(_sum(self.low, other.low), self.value + other.value, _sum(self.high, other.high))

    def minus(self, other: Interval) -> Interval:
        """Give the interval of differences."""
        return self.plus(other.negative())

    def times(self, factor: Fraction) -> Interval:
        """Give the interval of the values times a factor that is not negative."""
        return self.mapped(lambda value: value * factor)

    def mapped(self, rising: Callable[[Fraction], Fraction]) -> Interval:
        """Give the interval of `rising` values; the function must never fall."""
        low = None if self.low is None else rising(self.low)
        high = None if self.high is None else rising(self.high)
        return Interval(low, rising(self.value), high)

    def over(self, other: Interval) -> Interval:
        """Give the interval of quotients of values that are not negative; the other one must be positive."""
        least = max(self.low or Fraction(0), Fraction(0))
        low = Fraction(0) if other.high is None else least / other.high
        high = None if self.high is None or not other.low else self.high / other.low
        return Interval(low, self.value / other.value, high)


def exactly(value: Fraction | int) -> Interval:
    """Give the interval of a single value."""
    number = Fraction(value)
    return Interval(number, number, number)


def _not_above(low: Bound, high: Bound) -> bool:
    return low is None or high is None or low <= high


def _negated(bound: Bound) -> Bound:
    return None if bound is None else -bound


def _sum(first: Bound, second: Bound) -> Bound:
    return None if first is None or second is None else first + second
