"""Checks of parts: none above its whole, all together the whole, shares that fit both."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from functools import reduce
from itertools import pairwise

from pipeline.audit.growth import expected_change
from pipeline.audit.intervals import Interval, exactly
from pipeline.audit.precision import in_unit_of, written_interval
from pipeline.audit.subjects import Report, period_key
from pipeline.audit.sums import check_sum
from pipeline.audit.verdicts import Comparison, build_check, format_value, judge, label
from pipeline.records import Check, Fact
from pipeline.resources.audit import AuditWords

_HUNDRED = 100
_OF_WHICH = "其中"
_ENDS = re.compile(r"[。；！？|\n]")
_SECTOR_SHARES = ("primary_industry_share", "secondary_industry_share", "tertiary_industry_share")
_CHAIN_GAP = 3
"""Characters between two numbers of a chain."""
_LISTED_GAP = 12
"""Two figures that are no further apart are of one list."""
_SHARE_OF_WHOLE = re.compile(
    r"^[，、（]?(?:已|仅|约)?(?:占|占比|占总数的|占总量的|占全部的|比重|占比重)(?:高)?(?:达到?|为|了|到|约|近|超过?|至|升至|提高到)*$"
)
_SHARE_OF_AREA = re.compile(r"占(?:到|了)?(?P<area>[^，；。的占]{1,6}?)(?:总数|总量)?的?(?:约|近|超过?)?\**$")


def check_parts(report: Report, words: AuditWords) -> Iterator[Check]:
    """Check the parts, shares and chains of a report."""
    yield from _check_parts_of_wholes(report, words)
    yield from _check_chains(report)
    for index, fact in enumerate(report.facts):
        if fact.kind == "share":
            yield from _check_share(report, index)


def _check_parts_of_wholes(report: Report, words: AuditWords) -> Iterator[Check]:
    parts: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in report.facts:
        whole = report.by_id.get(fact.part_of or "")
        if whole is not None and _is_part(report, fact, whole):
            parts[whole.fact_id].append(fact)
    for whole_id, found in parts.items():
        whole = report.by_id[whole_id]
        for part in found:
            yield _check_part(part, whole)
        if len(found) > 1 and words.complete.search(report.words_between(whole, found[0])):
            yield check_sum(whole, found)


def _is_part(report: Report, part: Fact, whole: Fact) -> bool:
    """Tell whether a figure stands in the list that 其中 opens behind its whole, without doubt which whole that is."""
    is_possible = (
        _are_alike(part, whole)
        and report.area(part) == report.area(whole)
        and part.sentence_id == whole.sentence_id
        and whole.char_end <= part.char_start
    )
    if not is_possible:
        return False
    between = report.words_between(whole, part)
    inside = [fact for fact in report.facts if whole.char_end <= fact.char_start < part.char_start]
    return (
        _OF_WHICH in between
        and not _ENDS.search(between)
        and all(fact.part_of == whole.fact_id and fact.kind == "level" for fact in inside)
        and not _is_listed(report, whole)
    )


def _is_listed(report: Report, whole: Fact) -> bool:
    """Tell whether another figure of the unit stands right before a whole, as in 120个项目开工、60个竣工."""
    index = report.places_in_order[whole.fact_id]
    before = report.facts[index - 1] if index else None
    return (
        before is not None
        and before.sentence_id == whole.sentence_id
        and before.unit_base == whole.unit_base
        and whole.char_start - before.char_end <= _LISTED_GAP
    )


def _are_alike(part: Fact, whole: Fact) -> bool:
    return (
        part.kind == whole.kind == "level"
        and part.unit_base is not None
        and part.unit_base == whole.unit_base
        and part.unit != "%"
        and part.status == whole.status
        and period_key(part.period) == period_key(whole.period)
    )


def _check_part(part: Fact, whole: Fact) -> Check:
    limit, value = written_interval(whole, base=True), written_interval(part, base=True)
    at_most = Interval(min(Fraction(0), value.value), limit.value, limit.high)
    should = f"应不超过{whole.text}"
    stated, expected = in_unit_of(part, value), in_unit_of(part, limit)
    comparison = Comparison("part_whole", stated, expected, part.unit, f"总量为{label(whole)}", should)
    return build_check(part, (whole,), comparison, judge(value, at_most))


def _check_chains(report: Report) -> Iterator[Check]:
    """11.5:47.3:41.2 must make up a hundred."""
    for index in range(len(report.facts) - 2):
        if report.facts[index].indicator_id != _SECTOR_SHARES[0]:
            continue
        chain = report.facts[index : index + 3]
        if tuple(fact.indicator_id for fact in chain) != _SECTOR_SHARES:
            continue
        if any(after.char_start - before.char_end > _CHAIN_GAP for before, after in pairwise(chain)):
            continue
        total = reduce(Interval.plus, map(written_interval, chain))
        how = "：".join(fact.text for fact in chain) + "各项之和"
        hundred = exactly(_HUNDRED)
        says = f"得{format_value(total.value, '%')}"
        comparison = Comparison("ratio_chain", total, hundred, "%", how, says=says)
        yield build_check(chain[0], chain, comparison, judge(total, hundred))


def _check_share(report: Report, index: int) -> Iterator[Check]:
    share = report.facts[index]
    found = _find_part_and_whole(report, index) or _find_areas(report, index)
    if found is None or share.unit != "%":
        return
    part, whole = found
    value, limit = written_interval(part, base=True), written_interval(whole, base=True)
    if not limit.is_positive or value.value < 0:
        return
    expected = expected_change("times", limit, value).times(Fraction(_HUNDRED))
    stated = written_interval(share)
    how = f"{part.text}÷{whole.text}"
    yield build_check(share, found, Comparison("share", stated, expected, "%", how), judge(stated, expected))


def _find_part_and_whole(report: Report, index: int) -> tuple[Fact, Fact] | None:
    """396家，其中民营企业371家，占比93.7%: the share stands right behind its part."""
    if index == 0:
        return None
    share, part = report.facts[index], report.facts[index - 1]
    whole = report.by_id.get(part.part_of or "")
    if whole is None or not _is_part(report, part, whole) or part.sentence_id != share.sentence_id:
        return None
    if not _SHARE_OF_WHOLE.match(report.words_between(part, share)):
        return None
    return part, whole


def _find_areas(report: Report, index: int) -> tuple[Fact, Fact] | None:
    """6项（全市共18项），占到全市的三分之一: the whole is the same indicator of the area that is named."""
    share = report.facts[index]
    near = [fact for fact in report.facts[max(0, index - 3) : index] if fact.sentence_id == share.sentence_id]
    if not near:
        return None
    # a masked name is written as **, so that marks of emphasis stay
    between = re.sub(r"\s", "", report.document.text[near[-1].char_end : share.char_start])
    named = _SHARE_OF_AREA.search(between)
    if named is None:
        return None
    wholes = [fact for fact in near if fact.scope == named["area"]]
    if len(wholes) != 1:
        return None
    parts = [
        fact
        for fact in near
        if fact.scope != wholes[0].scope and fact.indicator == wholes[0].indicator and _are_alike(fact, wholes[0])
    ]
    return (parts[0], wholes[0]) if len(parts) == 1 else None
