"""The ledger of promises: each target with what a later report of the same place says was reached."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pipeline.audit.intervals import Interval
from pipeline.audit.pairs import is_foreign
from pipeline.audit.precision import in_unit_of, signed_interval
from pipeline.audit.subjects import Report, period_key
from pipeline.audit.verdicts import round_value
from pipeline.records import Fact, Promise, PromiseVerdict
from pipeline.resources.audit import AuditWords

_BEFORE, _AFTER = 24, 6
"""Characters before and behind a target that tell its tone."""
_LEAD = 40
"""Characters of a sentence in which 主要预期目标 stands."""
_PROMISED = ("level", "change", "share")
_PLACES = 10
_NEAREST = Fraction(1, 3)
"""An outcome of a level below this part of the promise, or above its inverse, is of another thing."""
_ABOUT = Fraction(5, 100)
"""What 左右 leaves open, of the value."""
_MARK = re.compile("[。；，、]")

Key = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An actual figure of a later report."""

    fact: Fact
    report: Report


def build_promises(reports: Sequence[Report], words: AuditWords) -> Iterator[Promise]:
    """Build a row for each target of the reports; what says the same twice in a report is one promise."""
    outcomes = _find_outcomes(reports)
    latest = _find_latest(reports)
    for report in reports:
        seen = set()
        for fact in report.facts:
            if fact.status != "target" or fact.kind not in _PROMISED or is_foreign(fact):
                continue
            key = _key(report, fact)
            meaning = (*key, fact.value_base, fact.value_max, fact.bound, fact.part_of is None)
            if meaning in seen:
                continue
            seen.add(meaning)
            found = _join(report, fact, outcomes.get((report.place or "", key), ()))
            yield _build_promise(report, fact, found, latest.get(report.place or "", 0), words)


def _find_outcomes(reports: Iterable[Report]) -> dict[tuple[str, Key], list[Outcome]]:
    """Give the actual figures by place and meaning, those of the earliest report first, in the order of the text."""
    found: defaultdict[tuple[str, Key], list[Outcome]] = defaultdict(list)
    for report in reports:
        if report.place is None or report.year is None:
            continue
        for fact in report.facts:
            if fact.status != "target" and fact.kind in _PROMISED and fact.indicator_id and not is_foreign(fact):
                found[report.place, _key(report, fact)].append(Outcome(fact, report))
    for outcomes in found.values():
        outcomes.sort(key=_preference)
    return found


def _preference(outcome: Outcome) -> tuple[object, ...]:
    fact = outcome.fact
    return (
        outcome.report.year,
        outcome.report.document.report_date or "",
        fact.status != "actual",
        fact.part_of is not None,
        outcome.report.document.doc_id,
        fact.char_start,  # what is said of the whole place comes first
    )


def _key(report: Report, fact: Fact) -> Key:
    """Give what a target and its outcome share: subject, period, and whether it is a level or a growth."""
    indicator = fact.indicator_id or fact.indicator
    kind = "change" if fact.kind == "change" else "level"
    baseline = fact.baseline or "" if kind == "change" else ""
    return (indicator, report.area(fact), kind, fact.unit_base or fact.unit, f"{period_key(fact.period)} {baseline}")


def _build_promise(
    report: Report,
    fact: Fact,
    found: Outcome | None,
    latest: int,
    words: AuditWords,
) -> Promise:
    nearby = _words_near(report, fact)
    aim: Literal["higher", "lower"] = "lower" if _aims_low(fact, nearby[0], words) else "higher"
    verdict: PromiseVerdict = "unknown" if _is_reported(report, fact, latest) else "open"
    outcome = difference = None
    if found is not None:
        reached, promised = signed_interval(found.fact), _promised(fact)
        verdict = _judge(fact, promised, reached, aim)
        outcome = round_value(in_unit_of(fact, reached).value, _PLACES)
        difference = round_value(in_unit_of(fact, reached.minus(promised)).value, _PLACES)
    return Promise(
        fact_id=fact.fact_id,
        doc_id=fact.doc_id,
        char_start=fact.char_start,
        main=bool(words.main_targets.search(f"{fact.section or ''}\n{_lead(fact.sentence)}")),
        tone=_tone(nearby, words),
        aim=aim,
        indicator=fact.indicator,
        indicator_id=fact.indicator_id,
        scope=fact.scope,
        kind=fact.kind,
        bound=fact.bound,
        unit=fact.unit,
        period=fact.period,
        promised=fact.value.copy_negate() if fact.direction == "down" else fact.value,
        promised_max=fact.value_max,
        verdict=verdict,
        outcome=outcome,
        outcome_period=found.fact.period if found else None,
        difference=difference,
        outcome_fact_id=found.fact.fact_id if found else None,
        outcome_doc_id=found.fact.doc_id if found else None,
    )


def _join(report: Report, fact: Fact, told: Sequence[Outcome]) -> Outcome | None:
    """Find the outcome of a target among what its place tells of the same subject and period."""
    if report.place is None or report.year is None or fact.indicator_id is None or fact.period is None:
        return None
    for outcome in told:
        later = outcome.report.year is not None and outcome.report.year > report.year
        if later and (outcome.fact.part_of is None) == (fact.part_of is None) and _is_plausible(fact, outcome.fact):
            return outcome
    return None


def _is_plausible(fact: Fact, outcome: Fact) -> bool:
    if fact.kind == "change":
        return True
    promised, reached = fact.value_base or fact.value, outcome.value_base or outcome.value
    return bool(promised) and _NEAREST <= Fraction(reached) / Fraction(promised) <= 1 / _NEAREST


def _find_latest(reports: Iterable[Report]) -> dict[str, int]:
    """Give of each place the year of its latest report."""
    latest: dict[str, int] = {}
    for report in reports:
        if report.place is not None and report.year is not None:
            latest[report.place] = max(report.year, latest.get(report.place, report.year))
    return latest


def _is_reported(report: Report, fact: Fact, latest: int) -> bool:
    """Tell whether a report of the place after the promised period is among the reports."""
    if report.place is None or fact.period_end is None or report.year is None:
        return False
    return latest > max(int(fact.period_end[:4]), report.year)


def _judge(fact: Fact, promised: Interval, outcome: Interval, aim: str) -> PromiseVerdict:
    """Tell whether a promise is kept: it is where the outcome is what was promised, as far as it is written.

    What was promised as a bound (以上, 不超过) is kept by any value beyond it, and never exceeded.
    """
    if promised.meets(outcome):
        return "kept"
    better = outcome.value < promised.value if aim == "lower" else outcome.value > promised.value
    if not better:
        return "missed"
    return "kept" if fact.bound in ("min", "max") else "exceeded"


def _promised(fact: Fact) -> Interval:
    """Give what keeps a promise. The digits of a promise are meant as written: 9.5% is less than 10%."""
    value = Fraction(fact.value)
    slack = abs(value) * _ABOUT if fact.bound == "approx" else Fraction(0)
    high = value if fact.value_max is None else Fraction(fact.value_max)
    interval = Interval(value - slack, value, high + slack)
    if fact.value_base:
        interval = interval.times(Fraction(fact.value_base) / value)
    return interval.negative() if fact.direction == "down" else interval


def _aims_low(fact: Fact, before: str, words: AuditWords) -> bool:
    if fact.kind == "change":
        return fact.direction == "down" or fact.bound == "max" or words.is_better_low(fact.indicator_id)
    if fact.bound in ("min", "max"):
        return fact.bound == "max"
    return words.is_better_low(fact.indicator_id) or bool(words.lowering.search(before))


def _words_near(report: Report, fact: Fact) -> tuple[str, str]:
    """Give the words of the clause before and behind a target."""
    text = report.document.text
    before = text[max(0, fact.char_start - _BEFORE) : fact.char_start]
    after = text[fact.char_end : fact.char_end + _AFTER]
    return _MARK.split(before)[-1], _MARK.split(after, 1)[0]


def _tone(nearby: tuple[str, str], words: AuditWords) -> tuple[str, ...]:
    before, after = nearby
    return tuple(dict.fromkeys((*words.tones_before.findall(before), *words.tones_after.findall(after))))


def _lead(sentence: str) -> str:
    """Give the beginning of a sentence, where 主要预期目标是 stands."""
    return sentence[:_LEAD]
