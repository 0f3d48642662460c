"""The ledger of numbers after facts were corrected: each number with what it is now."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.corrections.results import Placed, Result, Span, overlaps
from pipeline.records import Fact, Number, Sentence
from pipeline.resources.correction_fields import parse_reason


def correct_ledger(
    numbers: Sequence[Number],
    facts: Mapping[Span, Fact],
    before: Mapping[Span, Fact],
    results: Mapping[Placed, Result],
    sentences: Iterable[Sentence],
) -> tuple[Number, ...]:
    """Give the ledger that fits the corrected facts.

    A figure that was dropped has the reason that the correction states, one that was added or whose value or unit was
    set has a row that says so. `before` are the facts as they were.
    """
    by_span = {(number.char_start, number.char_end): number for number in numbers}
    by_id = {sentence.sentence_id: sentence for sentence in sentences}
    for span, fact in facts.items():
        old = before.get(span)
        if old is not None and _figure(old) == _figure(fact):
            continue
        for other in [other for other in by_span if overlaps(other, span) and other != span]:
            del by_span[other]
        by_span[span] = _number_of(fact, by_span.get(span), by_id[fact.sentence_id])
    for item, result in results.items():
        number = by_span.get(item.span)
        is_dropped = item.correction.action == "drop" and result.status == "applied"
        if is_dropped and number is not None and item.span not in facts:
            reason = parse_reason(item.correction.value)
            by_span[item.span] = replace(number, value=None, value_max=None, unit=None, reason=reason)  # type: ignore[arg-type]  # a checked literal
    return tuple(sorted(by_span.values(), key=lambda number: (number.char_start, number.char_end)))


def _figure(fact: Fact) -> tuple[object, ...]:
    return fact.value, fact.value_max, fact.unit


def _number_of(fact: Fact, number: Number | None, sentence: Sentence) -> Number:
    if number is None:
        start = bisect_left(sentence.offsets, fact.char_start)
        end = bisect_left(sentence.offsets, fact.char_end)
        number = Number(fact.doc_id, fact.sentence_id, fact.char_start, fact.char_end, fact.text, start, end)
    return replace(number, value=fact.value, value_max=fact.value_max, unit=fact.unit, reason=None)
