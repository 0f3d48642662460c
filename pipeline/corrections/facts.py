"""Corrections of facts: drop one, add one, set its fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import Any

from pipeline.corrections.results import (
    CONFIRMED,
    RULE,
    SURE,
    Placed,
    Result,
    Span,
    find_contradictions,
    overlaps,
    stale,
)
from pipeline.facts.measures import Deriver, fact_key
from pipeline.records import Document, Fact, PillarLabel, Section
from pipeline.resources.correction_fields import format_value, parse_value

_DERIVING = frozenset({"value", "unit", "kind", "indicator", "period"})
_NAMING = frozenset({"unit", "kind", "indicator"})
"""Fields that decide the indicator_id."""


@dataclass(slots=True)
class FactCorrector:
    """Holds the facts of one report while they are corrected."""

    document: Document
    sections: Mapping[str, Section]
    labels: Mapping[str, PillarLabel]
    deriver: Deriver
    facts: dict[Span, Fact]
    results: dict[Placed, Result] = field(default_factory=dict)
    added: set[Span] = field(default_factory=set)

    def correct(self, placed: Sequence[Placed]) -> None:
        """Apply all corrections of facts: drops first, then additions, then fields."""
        by_action: defaultdict[str, list[Placed]] = defaultdict(list)
        for item in placed:
            by_action[item.correction.action].append(item)
        for item in by_action["drop"]:
            self.results[item] = self._drop(item)
        for item in by_action["add"]:
            self.results[item] = self._add(item)
        by_span: defaultdict[Span, list[Placed]] = defaultdict(list)
        for item in by_action["set"]:
            by_span[item.span].append(item)
        for span, group in by_span.items():
            self._set(span, group)
        self._mend_parts()

    def _drop(self, item: Placed) -> Result:
        fact = self.facts.pop(item.span, None)
        return CONFIRMED if fact is None else Result("applied", before=_describe(fact))

    def _add(self, item: Placed) -> Result:
        if item.span in self.facts:
            return CONFIRMED
        replaced = [span for span in self.facts if overlaps(span, item.span)]
        before = "; ".join(_describe(self.facts.pop(span)) for span in sorted(replaced))
        self.facts[item.span] = self._empty_fact(item)
        self.added.add(item.span)
        return Result("applied", before=before or None)

    def _empty_fact(self, item: Placed) -> Fact:
        """Give a fact of which nothing is known but its place; the corrections that set its fields come with it."""
        sentence, (start, end) = item.place.sentence, item.span
        section = self.sections.get(sentence.section_id or "")
        label = self.labels.get(sentence.sentence_id)
        clean_start = sum(offset < start for offset in sentence.offsets)
        return Fact(
            fact_id=fact_key(self.document.doc_id, start, end, item.correction.text),
            doc_id=self.document.doc_id,
            sentence_id=sentence.sentence_id,
            char_start=start,
            char_end=end,
            text=item.correction.text,
            value=Decimal(0),
            value_max=None,
            unit="",
            bound="exact",
            kind="level",
            direction=None,
            indicator="",
            scope=None,
            status="actual",
            period=None,
            baseline=None,
            organizations=(),
            part_of=None,
            pillar=label.pillar_at(clean_start) if label else "none",
            section=section.path if section else None,
            sentence=sentence.clean,
            confidence=SURE,
            rule=RULE,
            corrected=True,
        )

    def _set(self, span: Span, group: list[Placed]) -> None:
        fact = self.facts.get(span)
        if fact is None:
            self.results |= dict.fromkeys(group, stale("no figure is found at this place any more"))
            return
        self.results |= find_contradictions(group)
        wanted: dict[str, Any] = {}
        for item in group:
            if item in self.results:
                continue
            name = item.correction.field or ""
            value = parse_value("fact", name, item.correction.value)
            if name == "part_of" and value is not None:
                value = self._find_whole(fact, value)
                if value is None:
                    self.results[item] = stale(f"no figure {item.correction.value} is found in its sentence")
                    continue
            wanted[name] = value
            is_new = span in self.added
            is_same = getattr(fact, name) == value and not is_new
            before = None if is_new else self._describe_field(fact, name)
            self.results[item] = CONFIRMED if is_same else Result("applied", before=before)
        self.facts[span] = self._change(fact, wanted, is_new=span in self.added)

    def _change(self, fact: Fact, wanted: Mapping[str, Any], *, is_new: bool) -> Fact:
        changed = {name for name, value in wanted.items() if getattr(fact, name) != value}
        if not changed and not is_new:
            return fact
        new = replace(fact, **wanted, confidence=SURE, rule=RULE, corrected=True)
        if not is_new and not changed & _DERIVING:
            return new
        derived = asdict(self.deriver.derive(new.value, new.unit, new.kind, new.indicator, new.period))
        if "indicator_id" in wanted or not (is_new or changed & _NAMING):
            del derived["indicator_id"]
        return replace(new, **derived)

    def _find_whole(self, part: Fact, text: str) -> str | None:
        """Find the figure of a text in the sentence of a part: the nearest before it, else the nearest behind."""
        others = [
            fact
            for fact in self.facts.values()
            if fact.sentence_id == part.sentence_id and fact.text == text and fact.fact_id != part.fact_id
        ]
        others.sort(key=lambda fact: (fact.char_start > part.char_start, abs(fact.char_start - part.char_start)))
        return others[0].fact_id if others else None

    def _describe_field(self, fact: Fact, name: str) -> str | None:
        value = getattr(fact, name)
        if name == "part_of" and value is not None:
            return next((other.text for other in self.facts.values() if other.fact_id == value), None)
        return format_value(value)

    def _mend_parts(self) -> None:
        """A figure is no part of one that is not there any more."""
        ids = {fact.fact_id for fact in self.facts.values()}
        for span, fact in self.facts.items():
            if fact.part_of is not None and fact.part_of not in ids:
                self.facts[span] = replace(fact, part_of=None, corrected=True)


def _describe(fact: Fact) -> str:
    return f"{fact.indicator}: {fact.text}"
