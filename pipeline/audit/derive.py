"""Values that stated figures imply and the report leaves to its reader, with the formula and its inputs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pipeline.audit.bases import Prepared, base_period
from pipeline.audit.growth import Way, implied_level, stated_change, way_of
from pipeline.audit.intervals import Interval, exactly
from pipeline.audit.pairs import Pair
from pipeline.audit.precision import COUNTED, written_interval
from pipeline.audit.subjects import Report, period_key, year_key
from pipeline.audit.verdicts import hash_id, round_value
from pipeline.records import Derived, DerivedRule, Fact
from pipeline.resources.audit import AuditWords

_RULES: dict[Way, DerivedRule] = {
    "percent": "growth",
    "times_more": "growth",
    "times": "multiple",
    "amount": "change",
    "points": "change",
}


def derive_values(prepared: Prepared, words: AuditWords) -> Iterator[Derived]:
    """Give the levels that changes imply, and the parts that shares imply, where the report does not state them.

    A change in constant prices, or on a basis of its own, implies nothing.
    """
    report = prepared.report
    done: set[tuple[str, str | None]] = set()
    for pair in prepared.pairs:
        key = (pair.level.fact_id, period_key(pair.change.baseline))
        value = _derive_base(report, pair, words) if key not in done else None
        if value is not None:
            done.add(key)
            yield value
    for share in report.facts:
        whole = report.by_id.get(share.part_of or "")
        if share.kind == "share" and whole is not None and _is_share_of(report, share, whole):
            yield _derive_part(share, whole)


def _derive_base(report: Report, pair: Pair, words: AuditWords) -> Derived | None:
    level, change = pair.level, pair.change
    way = way_of(change, level)
    doubtful = words.comparable.search(pair.words) or (
        way not in ("amount", "points") and words.is_in_constant_prices(level.indicator_id, level.indicator)
    )
    if way is None or way == "times_more" or doubtful or change.baseline == "avg" or level.status == "target":
        return None
    period = base_period(pair)
    if year_key(period) is None or pair.start is not None or _is_stated(report, pair, period):
        return None
    value = implied_level(way, written_interval(level), _in_unit_of(level, change, way))
    if value is None or value.low is None or value.high is None or not value.is_positive:
        return None
    return _build(_RULES[way], level, _whole(value, level), period, _formula(way, pair), (level, change))


def _whole(value: Interval, level: Fact) -> Interval:
    """Give a count as the whole number that it must be, where one lies within its ends."""
    nearest = Fraction(round(value.value))
    fits = level.dimension in COUNTED and value.meets(exactly(nearest))
    return Interval(value.low, nearest, value.high) if fits else value


def _in_unit_of(level: Fact, change: Fact, way: Way) -> Interval:
    stated = stated_change(change, way)
    return stated.times(Fraction(level.value) / Fraction(level.value_base or 1)) if way == "amount" else stated


def _is_stated(report: Report, pair: Pair, wanted: str | None) -> bool:
    told = report.by_subject[report.subject(pair.level)]
    return any(fact.kind == pair.level.kind and period_key(fact.period) == wanted for fact in told)


def _formula(way: Way, pair: Pair) -> str:
    level, change = pair.level.text, pair.change.text
    sign = "+" if pair.change.direction == "down" else "-"
    if way in ("amount", "points"):
        return f"{level} {sign} {change}"
    return f"{level} ÷ {change}" if way == "times" else f"{level} ÷ (1 {'-' if sign == '+' else '+'} {change})"


def _is_share_of(report: Report, share: Fact, whole: Fact) -> bool:
    return (
        share.unit == "%"
        and share.value_max is None
        and whole.kind == "level"
        and whole.unit != "%"
        and whole.unit_base is not None
        and whole.sentence_id == share.sentence_id
        and whole.status == share.status != "target"
        and report.area(whole) == report.area(share)
        and period_key(whole.period) == period_key(share.period)
        # a part that is told itself needs no deriving
        and not any(fact.part_of == whole.fact_id and fact.kind == "level" for fact in report.facts)
    )


def _derive_part(share: Fact, whole: Fact) -> Derived:
    value = written_interval(whole)
    rate = written_interval(share).times(Fraction(1, 100))
    low = None if value.low is None or rate.low is None else value.low * rate.low
    high = None if value.high is None or rate.high is None else value.high * rate.high
    product = Interval(low, value.value * rate.value, high)
    return _build("share", share, product, whole.period, f"{whole.text} × {share.text}", (whole, share), whole.unit)


def _build(
    rule: DerivedRule,
    fact: Fact,
    value: Interval,
    period: str | None,
    formula: str,
    inputs: Sequence[Fact],
    unit: str | None = None,
) -> Derived:
    fact_ids = tuple(item.fact_id for item in inputs)
    return Derived(
        derived_id=hash_id("d", rule, *fact_ids),
        doc_id=fact.doc_id,
        char_start=fact.char_start,
        rule=rule,
        indicator=fact.indicator,
        indicator_id=fact.indicator_id,
        scope=fact.scope,
        value=round_value(value.value),
        value_low=None if value.low is None else round_value(value.low),
        value_high=None if value.high is None else round_value(value.high),
        unit=fact.unit if unit is None else unit,
        period=period,
        formula=formula,
        fact_ids=fact_ids,
    )
