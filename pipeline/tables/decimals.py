"""Decimal values in tables: which fit, and how they are written as text. Free of Arrow, so that any layer may ask."""

from __future__ import annotations

from decimal import Decimal

DECIMAL_DIGITS = 38
DECIMAL_PLACES = 10
"""Decimal columns are decimal(38, 10): below 10^28, to 10 places. What does not fit is refused, never rounded."""


def fits_decimal(value: Decimal) -> bool:
    """Tell whether a decimal column holds `value` without losing a digit."""
    whole, _, places = str(value).partition(".")
    are_digits = whole.isdecimal() and (not places or places.isdecimal())
    if are_digits and len(whole) <= DECIMAL_DIGITS - DECIMAL_PLACES and len(places) <= DECIMAL_PLACES:
        return True  # nearly all values, seen at once
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):  # infinite or no number
        return False
    if -exponent <= DECIMAL_PLACES and len(digits) + exponent <= DECIMAL_DIGITS - DECIMAL_PLACES:
        return True  # nearly all do, without a look at zeros at their end
    if not any(digits):
        return True
    significant = len(digits)
    if -exponent <= DECIMAL_PLACES and significant + exponent <= DECIMAL_DIGITS - DECIMAL_PLACES:
        return True
    while digits[significant - 1] == 0:
        significant, exponent = significant - 1, exponent + 1
    return -exponent <= DECIMAL_PLACES and significant + exponent <= DECIMAL_DIGITS - DECIMAL_PLACES


def format_decimal(value: Decimal) -> str:
    """Write a decimal in plain digits, without exponent or trailing zeros: 65, 33.3333, 1200000000000."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
