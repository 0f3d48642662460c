"""Find the level that a change is of: 65家 for 增长62.5% in 高新技术企业达到65家，较2021年增长62.5%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.audit.subjects import Report, clean, period_key, year_key
from pipeline.records import Fact
from pipeline.resources.audit import AuditWords

_REACH = 5
"""A change stands at most so many figures behind its level."""
_ENDS = re.compile(r"[。；！？|\n]")
_TABLE = "table cell"
_LISTED = "respectively"
_CHANGED_TO = "changed to"
_NEAR_CELL = 80
_AFTER = 8
"""Characters behind a figure that may still say what it is (增长8%，同口径)."""
_COMPARED = re.compile(r"(?<!可)比|较|同期|同比|以来|[五四三两]年|累计")
"""Words that name what a change is against; without them it is the year before, or the level in the sentence."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A level and a change of it in one sentence, or one row of a table.

    start: the level that the sentence itself begins from (由…增加到…), else null; words: what stands between level and
    change, and behind.
    """

    level: Fact
    change: Fact
    start: Fact | None
    words: str

    @property
    def names_base(self) -> bool:
        """Tell whether the text names what the change is against."""
        return bool(_COMPARED.search(self.words.partition("\n")[0]))


def find_pairs(report: Report, words: AuditWords) -> Iterator[Pair]:
    """Give every change of a report with the level that it is of, where there is no doubt which one that is."""
    for index, change in enumerate(report.facts):
        if change.kind not in ("change", "ratio") or is_foreign(change) or change.value_max is not None:
            continue
        level = _find_level(report, index)
        if level is None:
            continue
        between = report.words_between(level, change)
        behind = clean(report.document.text[change.char_end : change.char_end + _AFTER])
        if not words.other_base.search(between):
            yield Pair(level, change, _find_start(report, level, words), f"{between}\n{behind}")


def is_foreign(fact: Fact) -> bool:
    """Tell whether a figure compares with somebody else or with a plan."""
    return fact.rule.startswith(("compared with others", "share of a plan"))


def is_guessed(fact: Fact) -> bool:
    """Tell whether the period of a figure is only what must have been before the one that follows."""
    return "unnamed" in fact.rule


def _find_level(report: Report, index: int) -> Fact | None:
    change = report.facts[index]
    if _TABLE in change.rule:
        return _find_cell(report, index)
    if _LISTED in change.rule:
        return _find_listed(report, index)
    return _find_before(report, index)


def _find_before(report: Report, index: int) -> Fact | None:
    """Give the level of the same subject that a change follows without any figure of another one between."""
    change = report.facts[index]
    for fact in reversed(report.facts[max(0, index - _REACH) : index]):
        if fact.sentence_id != change.sentence_id or report.subject(fact) != report.subject(change):
            return None
        if fact.kind in ("level", "share"):
            ended = _ENDS.search(report.words_between(fact, change))
            return fact if _fits(fact, change) and not ended else None
        if fact.kind not in ("change", "ratio", "rank") or _tell_alike(fact, change):
            return None
    return None


def _tell_alike(first: Fact, second: Fact) -> bool:
    """Tell whether two changes tell the same: 增长8%，力争增长9%."""
    return (first.kind, first.unit, first.baseline) == (second.kind, second.unit, second.baseline)


def _find_listed(report: Report, index: int) -> Fact | None:
    """Give the level that 分别 pairs with a change: the only one of the subject in the sentence."""
    change = report.facts[index]
    levels = [
        fact
        for fact in report.facts[max(0, index - 2 * _REACH) : index]
        if fact.sentence_id == change.sentence_id
        and fact.kind == "level"
        and _LISTED in fact.rule
        and report.subject(fact) == report.subject(change)
    ]
    if len(levels) != 1 or _ENDS.search(report.words_between(levels[0], change)):
        return None
    return levels[0] if _fits(levels[0], change) else None


def _find_cell(report: Report, index: int) -> Fact | None:
    change = report.facts[index]
    for fact in reversed(report.facts[max(0, index - _REACH) : index]):
        near = change.char_start - fact.char_end <= _NEAR_CELL
        if not near or report.subject(fact) != report.subject(change):
            return None
        if fact.kind in ("level", "share") and _TABLE in fact.rule and _fits(fact, change):
            return fact
    return None


def _find_start(report: Report, level: Fact, words: AuditWords) -> Fact | None:
    """Give the level from which the sentence says that this one was reached."""
    index = report.places_in_order[level.fact_id]
    if index == 0:
        return None
    start = report.facts[index - 1]
    if _CHANGED_TO not in level.rule and not words.reached.search(report.words_between(start, level)):
        return None
    is_start = (
        start.sentence_id == level.sentence_id
        and report.subject(start) == report.subject(level)
        and start.kind == level.kind
        and start.unit_base == level.unit_base
        and start.value_max is None
        and start.value > 0
        and period_key(start.period) != period_key(level.period)
        and not _ENDS.search(report.words_between(start, level))
    )
    return start if is_start else None


def _fits(level: Fact, change: Fact) -> bool:
    if level.value_max is not None or level.value <= 0 or level.status != change.status:
        return False
    same_period = period_key(level.period) == period_key(change.period)
    same_year = year_key(level.period) is not None and year_key(level.period) == year_key(change.period)
    return same_period or same_year or change.baseline == "avg"
