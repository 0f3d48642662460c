"""Find the level that a change starts from: in its sentence, in its report, or in an earlier report of the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.audit.pairs import Pair, find_pairs, is_guessed
from pipeline.audit.subjects import Report, Subject, period_key, span_years, year_key
from pipeline.records import Fact
from pipeline.resources.audit import AuditWords

Levels = Mapping[Subject, Sequence[Fact]]
AVERAGE = "avg"


@dataclass(frozen=True, slots=True)
class Base:
    """The level that a change starts from, how many years before, and whether an earlier report tells it.

    years: of a yearly average, else null.
    """

    level: Fact
    years: int | None = None
    elsewhere: bool = False
    in_sentence: bool = False


@dataclass(frozen=True)
class Prepared:
    """A report with what more than one check asks of it."""

    report: Report
    words: AuditWords

    @cached_property
    def pairs(self) -> Sequence[Pair]:
        """Its changes with their levels."""
        return tuple(find_pairs(self.report, self.words))

    @cached_property
    def levels(self) -> Levels:
        """Its levels by what they are of."""
        return group_levels(self.report)


def group_levels(report: Report) -> Levels:
    """Group the levels of a report that are known to be of their period by what they are of."""
    return {
        subject: [fact for fact in facts if fact.kind in ("level", "share") and not is_guessed(fact)]
        for subject, facts in report.by_subject.items()
    }


def find_base(report: Report, pair: Pair, here: Levels, before: Sequence[Levels]) -> Base | None:
    """Give the base of a change where just one level may be it.

    `here` are the levels of the report, `before` those of earlier reports of the place, the latest first.
    """
    if pair.start is not None:
        return _base_in_sentence(pair, pair.start)
    wanted = base_period(pair)
    if wanted is None:
        return None
    subject = report.subject(pair.level)
    told = _told(here, subject, pair.level, wanted)
    if told:
        return _only(told, pair)
    for levels in before:
        told = _told(levels, subject, pair.level, wanted)
        if told:
            return _only(told, pair, elsewhere=True)
    return None


def _base_in_sentence(pair: Pair, start: Fact) -> Base | None:
    change, level = pair.change, pair.level
    if change.baseline == AVERAGE:
        span, first, last = span_years(change.period), year_key(start.period), year_key(level.period)
        counted = span[1] - span[0] + 1 if span else None
        told = last - first if first and last and not is_guessed(start) else None
        if counted and told and counted != told:
            return None
        years = told or counted
        return Base(start, years=years, in_sentence=True) if years else None
    named = pair.names_base and not is_guessed(start)
    if pair.names_base and (not named or period_key(change.baseline) != period_key(start.period)):
        return None  # 由6.2亿元增至18.6亿元，比上年增长12%: another base
    return Base(start, in_sentence=True)


def base_period(pair: Pair) -> str | None:
    """Give the period that a change starts from, a year as such; null where that is not known for sure."""
    change, level = pair.change, pair.level
    last = year_key(level.period)
    if change.baseline == AVERAGE:
        span = span_years(change.period)
        return str(span[0] - 1) if span and last == span[1] else None
    base = year_key(change.baseline)
    if last is None:
        # 1-11月 against a whole year would compare what cannot be compared
        return None if base is not None and level.measure != "stock" else period_key(change.baseline)
    if base is not None and base != last - 1 and not pair.names_base:
        return None
    return period_key(change.baseline)


def _told(levels: Levels, subject: Subject, level: Fact, wanted: str) -> list[Fact]:
    return [fact for fact in levels.get(subject, ()) if _is_base(fact, level, wanted)]


def _only(told: Sequence[Fact], pair: Pair, *, elsewhere: bool = False) -> Base | None:
    if len({fact.value_base for fact in told}) > 1:
        return None  # which of them, nobody can tell
    first = told[0]
    years = None
    if pair.change.baseline == AVERAGE:
        years = (year_key(pair.level.period) or 0) - (year_key(first.period) or 0)
    return Base(first, years, elsewhere, in_sentence=first.sentence_id == pair.level.sentence_id)


def _is_base(fact: Fact, level: Fact, wanted: str) -> bool:
    return (
        fact.fact_id != level.fact_id
        and period_key(fact.period) == wanted
        and fact.kind == level.kind
        and fact.unit_base == level.unit_base
        and fact.unit_base is not None
        and fact.value > 0
        and fact.value_max is None
        and fact.status != "target"
    )
