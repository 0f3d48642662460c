"""Checks of changes: against the levels at both ends, in the sentence, the report or the one of the year before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from pipeline.audit.bases import AVERAGE, Base, Prepared, find_base
from pipeline.audit.growth import Way, average_growth, expected_change, implied_level, stated_change, way_of
from pipeline.audit.intervals import Interval
from pipeline.audit.pairs import Pair
from pipeline.audit.precision import in_unit_of, written_interval
from pipeline.audit.verdicts import Comparison, build_check, judge, label
from pipeline.records import Check, CheckKind, Doubt
from pipeline.resources.audit import AuditWords

_ADDITIVE: tuple[Way, ...] = ("amount", "points")
_NEAR = Fraction(3, 100)
"""A base that differs by no more than this share from what an earlier report said may have been revised."""


def check_changes(prepared: Prepared, earlier: Sequence[Prepared], words: AuditWords) -> Iterator[Check]:
    """Check every change of a report that stands beside its level.

    `earlier` are the reports of the place before it, the latest first.
    """
    pairs, before = prepared.pairs, [other.levels for other in earlier]
    for pair in pairs:
        base = find_base(prepared.report, pair, prepared.levels, before)
        if base is not None:
            yield from _check_pair(pair, base, words)
    yield from _check_twice(pairs, words)


def _check_pair(pair: Pair, base: Base, words: AuditWords) -> Iterator[Check]:
    level, change = pair.level, pair.change
    way = way_of(change, level)
    before, after = written_interval(base.level, base=True), written_interval(level, base=True)
    if way is None or (way not in _ADDITIVE and not before.is_positive):
        return
    stated = stated_change(change, way)
    if change.baseline == AVERAGE:
        if way != "percent" or not base.years or base.years < 0:
            return
        expected = average_growth(before, after, base.years)
    else:
        expected = expected_change(way, before, after)
    doubt = _find_doubt(pair, base, way, words) or _find_other_reading(way, before, after, stated)
    outcome = judge(stated, expected, doubt)
    if way == "amount":  # told in the unit of the change, not in the base unit
        stated, expected = in_unit_of(change, stated), in_unit_of(change, expected)
    how = f"{label(base.level)}{'（此前报告）' if base.elsewhere else ''}→{label(level)}"
    if change.baseline == AVERAGE:
        how += f"，{base.years}年平均"
    comparison = Comparison(_kind_of(pair, base, way), stated, expected, change.unit, how)
    yield build_check(change, (level, base.level), comparison, outcome)


def _kind_of(pair: Pair, base: Base, way: Way) -> CheckKind:
    if pair.change.baseline == AVERAGE:
        return "average_growth"
    if way == "points":
        return "percentage_points"
    return "from_to" if base.in_sentence else "level_growth"


def _check_twice(pairs: Sequence[Pair], words: AuditWords) -> Iterator[Check]:
    """净增42家，增长22.6%: two changes of one level from one base must imply the same base."""
    by_level: defaultdict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.change.baseline not in (None, AVERAGE):
            by_level[pair.level.fact_id, pair.change.baseline or ""].append(pair)
    for found in by_level.values():
        ways = {way_of(pair.change, pair.level): pair for pair in found}
        amount = ways.get("amount")
        for way in ("percent", "times_more"):
            if amount is not None and way in ways:
                yield from _check_two(amount, ways[way], way, words)


def _check_two(amount: Pair, other: Pair, way: Way, words: AuditWords) -> Iterator[Check]:
    level = other.level
    after = written_interval(level, base=True)
    before = implied_level("amount", after, stated_change(amount.change, "amount"))
    if before is None or not before.is_positive:
        return
    stated, expected = stated_change(other.change, way), expected_change(way, before, after)
    base = Base(level, in_sentence=True)
    doubt = (
        _find_doubt(other, base, way, words)
        or _find_doubt(amount, base, way, words)
        or _find_other_reading(way, before, after, stated)
    )
    verb = "减少" if amount.change.direction == "down" else "增加"
    how = f"{label(level)}，{verb}{amount.change.text}"
    comparison = Comparison("two_changes", stated, expected, other.change.unit, how)
    yield build_check(other.change, (level, amount.change), comparison, judge(stated, expected, doubt))


def _find_doubt(pair: Pair, base: Base, way: Way, words: AuditWords) -> Doubt | None:
    """Give why a change need not fit its levels although the report is right."""
    level, change = pair.level, pair.change
    if words.comparable.search(pair.words) or words.comparable.search(level.indicator):
        return "comparable basis"
    if way not in _ADDITIVE and words.is_in_constant_prices(level.indicator_id, level.indicator):
        return "constant prices"
    if not base.elsewhere:
        return None
    if words.is_revised(level.indicator_id) or base.level.status == "estimate":
        return "revised figures"
    implied = implied_level(way, written_interval(level, base=True), stated_change(change, way))
    start = Fraction(base.level.value_base or 0)
    near = Interval(start * (1 - _NEAR), start, start * (1 + _NEAR))
    return "revised figures" if way != "points" and implied is not None and implied.meets(near) else None


def _find_other_reading(way: Way, before: Interval, after: Interval, stated: Interval) -> Doubt | None:
    """增长2倍 is written of what became twice as much, too."""
    other: dict[Way, Way] = {"times_more": "times", "times": "times_more"}
    if way not in other:
        return None
    return "multiple of what" if expected_change(other[way], before, after).meets(stated) else None
