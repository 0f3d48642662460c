"""Figures of well-known statistics, of which a place has just one a year: what they must have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from pipeline.audit.growth import expected_change
from pipeline.audit.intervals import Interval
from pipeline.audit.pairs import is_foreign, is_guessed
from pipeline.audit.precision import in_unit_of, signed_interval, written_interval
from pipeline.audit.subjects import Report, clean, period_key, year_key
from pipeline.audit.sums import check_sum
from pipeline.audit.verdicts import Comparison, build_check, format_value, judge, label
from pipeline.records import Check, Fact
from pipeline.resources.audit import AuditWords

_LISTED = "respectively"
_NEAR = 12
"""Characters around a figure that may say that it is on a basis of its own."""
_ALIKE = Fraction(5, 4)
"""Levels further apart are hardly meant to be the same."""
_CLOSE = 1
"""Growths further apart, in points, are hardly meant to be the same."""
_WHOLE_PERCENT = Fraction(100)

Moment = tuple[str, str, str, str]
"""Kind, period with baseline and area of a figure, and whether it is a target."""


def check_headlines(report: Report, words: AuditWords) -> Iterator[Check]:
    """Check each well-known statistic of a report against itself, its parts, and what it is a ratio of."""
    told = _find_headlines(report, words)
    for found in told.values():
        yield from _check_restated(found)
    only = {key: found[0] for key, found in told.items() if len({fact.value for fact in found}) == 1}
    for (indicator, moment), fact in only.items():
        kind = moment[0]
        if kind == "level" and indicator in words.ratios:
            yield from _check_ratio(fact, [only.get((name, moment)) for name in words.ratios[indicator]])
        parts = [only.get((name, moment)) for name in words.wholes.get(indicator, ())]
        known = [part for part in parts if part is not None]
        if known and len(known) == len(parts) and len({part.unit_base for part in (fact, *known)}) == 1:
            yield check_sum(fact, known) if kind == "level" else _check_mixture(fact, known)


def _find_headlines(report: Report, words: AuditWords) -> dict[tuple[str, Moment], list[Fact]]:
    found: defaultdict[tuple[str, Moment], list[Fact]] = defaultdict(list)
    for fact in report.facts:
        if not _is_well_known(fact, words) or not _is_plain(report, fact, words):
            continue
        kind = "change" if fact.kind == "change" else "level"
        period = f"{period_key(fact.period)} {fact.baseline or ''}"
        moment = (kind, period, report.area(fact), "target" if fact.status == "target" else "told")
        found[str(fact.indicator_id), moment].append(fact)
    return found


def _is_well_known(fact: Fact, words: AuditWords) -> bool:
    """Tell whether a place has just one value of it a year: a statistic of the list, or any rate of the catalog."""
    name = fact.indicator_id or "."
    return name in words.headline or ("." not in name and fact.unit == "%" and fact.kind in ("level", "share"))


def _is_plain(report: Report, fact: Fact, words: AuditWords) -> bool:
    """Tell whether a figure is a whole year's, of the whole place, and a growth on no basis of its own."""
    return (
        fact.kind in ("level", "share", "change")
        and (fact.kind != "change" or (fact.unit == "%" and fact.baseline is not None))
        and not is_foreign(fact)
        and not is_guessed(fact)
        and fact.value_max is None
        and (fact.unit_base is not None or not fact.unit)
        and year_key(fact.period) is not None
        and report.area(fact) == ""
        and not fact.organizations
        and (fact.kind != "change" or words.comparable.search(_words_around(report, fact)) is None)
    )


def _words_around(report: Report, fact: Fact) -> str:
    return clean(report.document.text[max(0, fact.char_start - _NEAR) : fact.char_end + _NEAR])


def _check_restated(told: Sequence[Fact]) -> Iterator[Check]:
    """Check a figure that is told again against the first time."""
    first = told[0]
    for fact in told[1:]:
        if _LISTED in fact.rule and fact.kind == "change":
            continue  # what a list shares may make it one of a part of the place
        if fact.sentence_id == first.sentence_id or fact.unit_base != first.unit_base:
            continue
        stated, expected = signed_interval(fact), signed_interval(first)
        bounds = {fact.bound, first.bound}  # 控制在7‰以内 is a limit for all the years of a plan
        if "exact" not in bounds or "max" in bounds or not _may_be_same(stated.value, expected.value, fact):
            continue
        how = f"前文为{label(first)}"
        comparison = Comparison("restated", in_unit_of(fact, stated), in_unit_of(fact, expected), fact.unit, how)
        yield build_check(fact, (first,), comparison, judge(stated, expected))


def _may_be_same(first: Fraction, second: Fraction, fact: Fact) -> bool:
    if fact.kind == "change":
        return abs(first - second) <= _CLOSE
    return second / _ALIKE <= first <= second * _ALIKE


def _check_ratio(fact: Fact, of: Sequence[Fact | None]) -> Iterator[Check]:
    """Check 税收占比, 城镇化率 and the like against the two levels that they are a ratio of."""
    part, whole = of
    if part is None or whole is None or part.unit_base != whole.unit_base:
        return
    value, limit = written_interval(part, base=True), written_interval(whole, base=True)
    if not limit.is_positive or not value.is_positive:
        return
    expected = expected_change("times", limit, value)
    if fact.unit == "%":
        expected = expected.times(_WHOLE_PERCENT)
    stated = written_interval(fact)
    comparison = Comparison("share", stated, expected, fact.unit, f"{label(part)}÷{label(whole)}")
    yield build_check(fact, (part, whole), comparison, judge(stated, expected))


def _check_mixture(whole: Fact, parts: Sequence[Fact]) -> Check:
    """The growth of a whole lies between the least and the greatest of its parts."""
    growths = sorted(map(signed_interval, parts), key=_value)
    least, most = growths[0], growths[-1]
    stated = signed_interval(whole)
    expected = min(max(stated, least, key=_value), most, key=_value)
    told = "、".join(f"{part.indicator}{part.text}" for part in parts)
    ends = f"应在{format_value(least.value, '%')}到{format_value(most.value, '%')}之间"
    comparison = Comparison("parts_growth", stated, expected, "%", f"各部分增速为{told}", ends)
    return build_check(whole, parts, comparison, judge(stated, expected))


def _value(interval: Interval) -> Fraction:
    return interval.value
