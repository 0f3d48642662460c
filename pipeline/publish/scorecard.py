"""The scorecard: of each report, pillar and indicator what was reached, what is aimed at, and how it grew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from pipeline.records import Fact
from pipeline.resources.whole_places import WholePlaces

_NONE = "none"
Row = dict[str, Any]


def build_scorecard(facts: Iterable[Fact], places: WholePlaces, region: str | None = None) -> list[Row]:
    """Build the rows of the scorecard from the facts of reports on one region; facts of no pillar are left out.

    One row a report, indicator, scope (`places` tells which mean all of the region) and kind of unit: the latest actual
    level, the nearest target, and the latest growth in percent (negative where it fell). The indicator is the same
    where `indicator_id` is, else where the words are. A target later than the actual counts before one that has passed.
    The pillar is that of the actual level, else of the target, else of the growth.
    """

    def subject(fact: Fact) -> tuple[str, ...]:
        scope = "" if places.hold(fact.scope, region) else fact.scope or ""
        return (fact.doc_id, fact.indicator_id or fact.indicator, scope)

    levels: defaultdict[tuple[str, ...], list[Fact]] = defaultdict(list)
    growths: defaultdict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in sorted(facts, key=lambda fact: (fact.doc_id, fact.char_start, fact.char_end)):
        if fact.kind == "level":
            levels[(*subject(fact), fact.unit_base or fact.unit)].append(fact)
        elif fact.kind == "change" and fact.unit == "%" and fact.status != "target":
            growths[subject(fact)].append(fact)
    rows: list[Row] = []
    for key, found in levels.items():
        # of several kinds of unit (36家, 5亿元) the first one said is what the growth is of
        grown = growths.pop(key[:-1], [])
        if _has_pillar(found) or _has_pillar(grown):
            rows.append(_build_row(found, grown))
    rows += [_build_row([], found) for found in growths.values() if _has_pillar(found)]
    return sorted((row for row in rows if row["pillar"] != _NONE), key=lambda row: (row["doc_id"], row["char_start"]))


def _has_pillar(facts: Iterable[Fact]) -> bool:
    return any(fact.pillar != _NONE for fact in facts)


def _build_row(levels: Sequence[Fact], growths: Sequence[Fact]) -> Row:
    actual = _latest([fact for fact in levels if fact.status != "target"])
    target = _nearest([fact for fact in levels if fact.status == "target"], actual)
    growth = _latest(growths)
    chosen = [fact for fact in (actual, target, growth) if fact is not None]
    shown = [fact for fact in (actual, target) if fact is not None]
    in_base = len({fact.unit for fact in shown}) > 1 and all(fact.value_base is not None for fact in shown)
    first = chosen[0]
    pillar = next((fact.pillar for fact in chosen if fact.pillar != _NONE), _NONE)
    value, aim = _value(actual, in_base=in_base), _value(target, in_base=in_base)
    return {
        "doc_id": first.doc_id,
        "char_start": min(fact.char_start for fact in (*levels, *growths)),
        "pillar": pillar,
        "indicator_id": first.indicator_id,
        "indicator": first.indicator,
        "scope": first.scope,
        "unit": (first.unit_base if in_base else first.unit) if shown else None,
        "actual": value,
        "actual_period": actual.period if actual else None,
        "target": aim,
        "target_bound": target.bound if target else None,
        "target_period": target.period if target else None,
        "growth": _growth(growth),
        "growth_period": growth.period if growth else None,
        "growth_baseline": growth.baseline if growth else None,
        "actual_fact": actual.fact_id if actual else None,
        "target_fact": target.fact_id if target else None,
        "growth_fact": growth.fact_id if growth else None,
    }


def _latest(facts: Sequence[Fact]) -> Fact | None:
    """Give the fact of the latest period; of several the whole before its parts, then the surest, then the first."""
    return max(facts, key=lambda fact: (fact.period_end or "", fact.part_of is None, fact.confidence), default=None)


def _nearest(targets: Sequence[Fact], actual: Fact | None) -> Fact | None:
    """Give the next target after the actual level, else the last one before it; one without a period comes last."""
    reached = (actual.period_end if actual else None) or ""
    ahead = [fact for fact in targets if fact.period_end is not None and fact.period_end > reached]
    if ahead:
        return min(ahead, key=lambda fact: (fact.period_end or "", fact.part_of is not None, -fact.confidence))
    return _latest(targets)


def _value(fact: Fact | None, *, in_base: bool) -> Decimal | None:
    if fact is None:
        return None
    return fact.value_base if in_base else fact.value


def _growth(fact: Fact | None) -> Decimal | None:
    if fact is None:
        return None
    return -fact.value if fact.direction == "down" else fact.value
