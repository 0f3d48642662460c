"""Compare what is stated with what follows from other figures, and say the outcome in a sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pipeline.audit.intervals import Bound, Interval
from pipeline.records import Check, CheckKind, Doubt, Fact, Verdict

_PLACES = 4
_SAID: dict[Verdict, str] = {"consistent": "相符", "inconsistent": "不符", "cannot_tell": "无法判断"}
_WHY: dict[Doubt, str] = {
    "constant prices": "增速按不变价格计算",
    "revised figures": "基期数据可能经过修订",
    "comparable basis": "增速按同口径计算",
    "rounding": "差在末位取舍之内",
    "multiple of what": "“增长几倍”有两种读法",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is stated, what is expected of it, both in `unit`, and the way there in words (2022年65家÷2021年40家).

    should, says: expected and stated in words, where they are no plain values.
    """

    kind: CheckKind
    stated: Interval
    expected: Interval
    unit: str
    how: str
    should: str | None = None
    says: str | None = None


def judge(stated: Interval, expected: Interval, doubt: Doubt | None = None) -> tuple[Verdict, Doubt | None]:
    """Tell whether two intervals meet. Where they do not, `doubt` is why it cannot be told; null where it can.

    Where they would meet if digits had been cut off instead of rounded, that is the doubt.
    """
    if stated.meets(expected):
        return "consistent", None
    if doubt is not None:
        return "cannot_tell", doubt
    if stated.widened().meets(expected.widened()):
        return "cannot_tell", "rounding"
    return "inconsistent", None


def build_check(
    fact: Fact, used: Sequence[Fact], comparison: Comparison, outcome: tuple[Verdict, Doubt | None]
) -> Check:
    """Build the check of `fact` against the facts `used`, which need not name it."""
    verdict, doubt = outcome
    fact_ids = tuple(sorted({fact.fact_id, *(other.fact_id for other in used)}))
    stated, expected, kind = comparison.stated, comparison.expected, comparison.kind
    return Check(
        check_id=hash_id("c", kind, fact.fact_id, *fact_ids),
        doc_id=fact.doc_id,
        char_start=fact.char_start,
        char_end=fact.char_end,
        kind=kind,
        verdict=verdict,
        doubt=doubt,
        indicator=fact.indicator,
        unit=comparison.unit,
        stated=round_value(stated.value),
        expected=round_value(expected.value),
        tolerance=_tolerance(stated.tolerance, expected.tolerance),
        fact_id=fact.fact_id,
        fact_ids=fact_ids,
        message=_describe(fact, comparison, verdict, doubt),
    )


def _describe(fact: Fact, comparison: Comparison, verdict: Verdict, doubt: Doubt | None) -> str:
    should = comparison.should or f"应为{format_value(comparison.expected.value, comparison.unit)}"
    says = comparison.says or f"原文为{fact.text}"
    why = f"（{_WHY[doubt]}）" if doubt else ""
    return f"{fact.indicator}：{comparison.how}，{should}，{says}，{_SAID[verdict]}{why}。"


def _tolerance(first: Bound, second: Bound) -> Decimal | None:
    return None if first is None or second is None else round_value(first + second)


def hash_id(prefix: str, *parts: str) -> str:
    """Give an id made from what a row is about, so that it does not depend on what else is in the run."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}{digest[:15]}"


def round_value(value: Fraction, places: int = _PLACES) -> Decimal:
    """Give a fraction as a decimal of few places, rounded half to even."""
    scale = 10**places
    if scale % value.denominator == 0:  # as nearly all are: nothing to round, and no fraction to make
        return Decimal(value.numerator * (scale // value.denominator)).scaleb(-places)
    return Decimal(round(value * scale)).scaleb(-places)


def format_value(value: Fraction, unit: str) -> str:
    """Write a value as a reader would: 812.6亿元, 62.5%."""
    size = abs(value)
    for scale, word in ((10**8, "亿"), (10**4, "万")):
        if unit not in ("%", "百分点", "倍", "") and size >= scale:
            return _plain(value / scale) + word + unit
    return _plain(value) + unit


def _plain(value: Fraction) -> str:
    text = format(round_value(value, 2), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def label(fact: Fact) -> str:
    """Give a figure with its period: 2021年40家."""
    period = "" if "unnamed" in fact.rule else fact.period or ""
    return f"{period}年{fact.text}" if len(period) == len("2021") else f"{period} {fact.text}".strip()
