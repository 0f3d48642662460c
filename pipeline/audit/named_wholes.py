"""Shares whose whole is named and told elsewhere: 取消120项，占行政审批事项的40%, after 300项行政审批事项."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from pipeline.audit.growth import expected_change
from pipeline.audit.pairs import is_guessed
from pipeline.audit.precision import written_interval
from pipeline.audit.subjects import Report, indicator_key, period_key
from pipeline.audit.verdicts import Comparison, build_check, judge, label
from pipeline.facts.catalog import Catalog
from pipeline.records import Check, Fact
from pipeline.resources.audit import AuditWords

_SHARE_OF = re.compile(
    r"^[，、（]?(?:约|已|仅)?占(?:到|了)?(?P<area>我?全?[省市县区州]|同期|当年|年度)?(?P<whole>[^，；、。占%\d]{2,18}?)的?"
    r"(?:比重|比例|份额)?(?:达到?|为|约|近|超过?|高达|提高到|提升到|上升到)*$"
)
_HUNDRED = Fraction(100)


def check_named_wholes(report: Report, words: AuditWords, catalog: Catalog) -> Iterator[Check]:
    """Check the shares that stand right behind their part and name a whole of which the report tells just one value."""
    levels: Mapping[str, Sequence[Fact]] | None = None
    for index, share in enumerate(report.facts):
        if index == 0 or share.kind != "share" or share.unit != "%" or share.value_max is not None:
            continue
        part = report.facts[index - 1]
        named = _SHARE_OF.match(report.words_between(part, share))
        if named is None or not _is_part(part, share) or is_guessed(share):
            continue
        levels = _group_levels(report) if levels is None else levels  # most reports never ask
        whole = _find_whole(report, part, _keys(named["whole"], part, catalog), levels)
        if whole is None or words.other_whole.search(named["whole"]):
            continue
        value, limit = written_interval(part, base=True), written_interval(whole, base=True)
        if limit.is_positive and value.is_positive:
            expected = expected_change("times", limit, value).times(_HUNDRED)
            stated = written_interval(share)
            comparison = Comparison("share", stated, expected, "%", f"{label(part)}÷{whole.indicator}{label(whole)}")
            yield build_check(share, (part, whole), comparison, judge(stated, expected))


def _group_levels(report: Report) -> Mapping[str, Sequence[Fact]]:
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in report.facts:
        if fact.kind == "level" and fact.value_max is None and not is_guessed(fact) and not fact.organizations:
            for key in {indicator_key(fact), _plain(fact.indicator)}:
                found[key].append(fact)
    return found


def _keys(named: str, part: Fact, catalog: Catalog) -> tuple[str, ...]:
    match = catalog.find_fitting(named, "level", part.dimension)
    return (match.indicator_id, _plain(named)) if match else (_plain(named),)


def _plain(words: str) -> str:
    return re.sub(r"总数$|数量$|总量$|总额$", "", words)


def _is_part(part: Fact, share: Fact) -> bool:
    return (
        part.kind == "level"
        and part.unit != "%"
        and part.unit_base is not None
        and part.value_max is None
        and part.sentence_id == share.sentence_id
        and part.status == share.status
    )


def _find_whole(report: Report, part: Fact, keys: Sequence[str], levels: Mapping[str, Sequence[Fact]]) -> Fact | None:
    for key in keys:
        told = [
            fact
            for fact in levels.get(key, ())
            if fact is not part
            and fact.unit_base == part.unit_base
            and period_key(fact.period) == period_key(part.period)
            and (fact.status == part.status or part.status == "actual")
            and report.area(fact) == ""
        ]
        if told:
            return told[0] if len({fact.value_base for fact in told}) == 1 else None
    return None
