"""Every difference from the annotation, with its cause: what to read to see why a figure is low."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.evaluate.gold import GoldFact, GoldReport, Span
from pipeline.evaluate.measures import compare_fact
from pipeline.evaluate.predicted import PredictedFact

_AROUND = 40


@dataclass(frozen=True, slots=True)
class Miss:
    """One difference. `context` is the text around it, the place itself between 【 and 】."""

    cause: str
    report: str
    char_start: int
    char_end: int
    expected: str
    got: str
    context: str


def find_fact_misses(report: GoldReport, found: dict[Span, PredictedFact]) -> list[Miss]:
    """Find figures that were missed, that are none, and fields that are wrong."""
    misses = []
    for span, gold in report.facts.items():
        predicted = found.get(span)
        if predicted is None:
            misses.append(_build(report, "quantity missed", span, expected=gold.text))
            continue
        right = compare_fact(predicted, gold)
        misses += [
            _build(
                report,
                f"{field} wrong",
                span,
                expected=_gold_cell(gold, field),
                got=_predicted_cell(predicted, field),
            )
            for field in right
            if not right[field]
        ]
        if predicted.organizations != gold.organizations:
            expected, got = (";".join(sorted(names)) for names in (gold.organizations, predicted.organizations))
            misses.append(_build(report, "organizations wrong", span, expected=expected, got=got))
    for span, predicted in found.items():
        if span not in report.facts:
            got = f"{_predicted_cell(predicted, 'value')} {predicted.cells['unit']} {predicted.cells['indicator']}"
            misses.append(_build(report, "quantity spurious", span, got=got))
    return misses


def find_link_misses(report: GoldReport, gold: set[tuple[Span, Span]], found: set[tuple[Span, Span]]) -> list[Miss]:
    """Find parts whose whole was missed or made up."""
    missed = [_build(report, "part_of missed", part, expected=_cut(report, whole)) for part, whole in gold - found]
    spurious = [_build(report, "part_of spurious", part, got=_cut(report, whole)) for part, whole in found - gold]
    return missed + spurious


def find_organization_misses(report: GoldReport, found: dict[Span, str]) -> list[Miss]:
    """Find mentions that were missed, that are none, or whose type is wrong."""
    gold = report.organizations
    missed = [_build(report, "organization missed", span, expected=gold[span]) for span in gold if span not in found]
    spurious = [_build(report, "organization spurious", span, got=found[span]) for span in found if span not in gold]
    typed = [
        _build(report, "organization type wrong", span, expected=kind, got=found[span])
        for span, kind in gold.items()
        if span in found and found[span] != kind
    ]
    return missed + spurious + typed


def find_pillar_miss(report: GoldReport, span: Span, *, expected: str, got: str) -> list[Miss]:
    """Find whether the pillar of one sentence is wrong; the cause names the confusion."""
    return [] if expected == got else [_build(report, f"pillar {expected} as {got}", span, expected=expected, got=got)]


def count_causes(misses: Iterable[Miss]) -> dict[str, int]:
    """Count misses by cause, the most frequent first."""
    return dict(sorted(Counter(miss.cause for miss in misses).items(), key=lambda item: (-item[1], item[0])))


def write_misses(misses: Iterable[Miss], path: Path) -> None:
    """Write misses as JSON lines, those of one cause together."""
    ordered = sorted(misses, key=lambda miss: (miss.cause, miss.report, miss.char_start, miss.char_end, miss.got))
    lines = [json.dumps(asdict(miss), ensure_ascii=False) for miss in ordered]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def _build(report: GoldReport, cause: str, span: Span, *, expected: str = "", got: str = "") -> Miss:
    start, end = max(span[0], 0), max(span[1], 0)
    before, after = report.text[max(0, start - _AROUND) : start], report.text[end : end + _AROUND]
    return Miss(
        cause=cause,
        report=report.name,
        char_start=span[0],
        char_end=span[1],
        expected=expected,
        got=got,
        context=f"{before}【{report.text[start:end]}】{after}".replace("\n", "⏎"),
    )


def _cut(report: GoldReport, span: Span) -> str:
    return report.text[span[0] : span[1]]


def _gold_cell(gold: GoldFact, field: str) -> str:
    return _value_cell(gold.value, gold.value_max) if field == "value" else str(getattr(gold, field))


def _predicted_cell(predicted: PredictedFact, field: str) -> str:
    return _value_cell(predicted.value, predicted.value_max) if field == "value" else predicted.cells[field]


def _value_cell(value: float | None, value_max: float | None) -> str:
    low = "" if value is None else f"{value:.15g}"
    return low if value_max is None else f"{low}..{value_max:.15g}"
