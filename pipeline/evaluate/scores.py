"""Score what was extracted against annotated reports."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.evaluate.gold import GoldFact, GoldReport, Span, read_gold
from pipeline.evaluate.measures import FACT_MEASURES, Tally, applies, compare_fact, score_pillars
from pipeline.evaluate.misses import (
    Miss,
    find_fact_misses,
    find_link_misses,
    find_organization_misses,
    find_pillar_miss,
)
from pipeline.evaluate.predicted import PredictedFact, PredictedReport, Row, build_predictions, read_tables

CONFIDENCES = (0.95, 0.9, 0.8, 0.7, 0.6, 0.0)
"""Lower ends of the classes of confidence whose facts are counted together."""
DIGITS = 4
"""Digits after the point in the metrics file."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures as nested mappings (see `pipeline.evaluate.measures`), and every difference behind them."""

    metrics: dict[str, Any]
    misses: tuple[Miss, ...]


@dataclass(slots=True)
class _Counts:
    tallies: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    right: Counter[str] = field(default_factory=Counter)
    compared: Counter[str] = field(default_factory=Counter)
    rated: list[tuple[float, bool]] = field(default_factory=list)
    """Confidence of each fact, and whether it is right in every field."""
    pillars: list[tuple[str, str]] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)


def score_tables(gold_dir: Path, tables_dir: Path, *, leave_out: Collection[str] = ()) -> dict[str, Any]:
    """Score published tables against a folder of annotated reports; see `compare_tables`."""
    return compare_tables(gold_dir, tables_dir, leave_out=leave_out).metrics


def compare_tables(gold_dir: Path, tables_dir: Path, *, leave_out: Collection[str] = ()) -> Evaluation:
    """Compare published tables with a folder of annotated reports, leaving out reports by name.

    Raises:
        TableError: a table or an annotation is missing or wrong.
    """
    gold = [report for report in read_gold(gold_dir) if report.name not in leave_out]
    return score_rows(gold, **read_tables(tables_dir))


def score_rows(
    gold: Sequence[GoldReport], *, facts: Iterable[Row], mentions: Iterable[Row], sentences: Iterable[Row]
) -> Evaluation:
    """Score rows of the three contract tables. Reports without annotation are not counted."""
    predictions = build_predictions(facts=facts, mentions=mentions, sentences=sentences)
    counts = _Counts()
    for report in gold:
        predicted = predictions.get(report.name, PredictedReport())
        _count_facts(report, predicted, counts)
        _count_organizations(report, predicted, counts)
        _count_pillars(report, predicted, counts)
    return Evaluation(metrics=_build_metrics(counts), misses=tuple(counts.misses))


def write_metrics(metrics: dict[str, Any], path: Path) -> None:
    """Write figures as JSON, sorted and rounded, for `dvc metrics show`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(round_metrics(metrics), ensure_ascii=False, indent=2, sort_keys=True)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def round_metrics(metrics: dict[str, Any]) -> dict[str, Any]:
    """Round all figures to `DIGITS` digits."""
    return {
        name: round_metrics(value)
        if isinstance(value, dict)
        else round(value, DIGITS)
        if isinstance(value, float)
        else value
        for name, value in metrics.items()
    }


def _count_facts(report: GoldReport, predicted: PredictedReport, counts: _Counts) -> None:
    rows = [fact for fact in predicted.facts if report.covers(fact.span)]
    found: dict[Span, PredictedFact] = {}
    for fact in rows:
        found.setdefault(fact.span, fact)
    for measure in FACT_MEASURES:
        # A second row for one place stays in the number of predictions: saying it twice costs precision.
        counts.tallies[measure].add(predicted=len(rows), gold=len(report.facts))
    counts.rated += [
        (fact.confidence, _is_full(fact, report.facts.get(fact.span))) for fact in rows if fact.confidence is not None
    ]
    for span, gold in report.facts.items():
        if span not in found:
            continue
        right = compare_fact(found[span], gold)
        for measure, fields in FACT_MEASURES.items():
            counts.tallies[measure].add(hit=all(right[name] for name in fields))
        compared = {name: right[name] for name in right if applies(name, gold)}
        compared["indicator_exact"] = found[span].cells["indicator"] == gold.indicator
        compared["organizations"] = found[span].organizations == gold.organizations
        counts.compared.update(compared.keys())
        counts.right.update(name for name, is_right in compared.items() if is_right)
    counts.misses += find_fact_misses(report, found)
    _count_links(report, rows, counts)


def _is_full(fact: PredictedFact, gold: GoldFact | None) -> bool:
    """Tell whether a fact is annotated and right in every field."""
    right = compare_fact(fact, gold) if gold else {}
    return bool(right) and all(right[name] for name in FACT_MEASURES["fact_full"])


def _count_links(report: GoldReport, rows: list[PredictedFact], counts: _Counts) -> None:
    places = {fact.fact_id: fact.span for fact in rows if fact.fact_id}
    gold = {(span, fact.part_of) for span, fact in report.facts.items() if fact.part_of is not None}
    found = {(fact.span, places[fact.part_of]) for fact in rows if fact.part_of in places}
    counts.tallies["part_of"].add(hit=len(gold & found), predicted=len(found), gold=len(gold))
    counts.misses += find_link_misses(report, gold, found)


def _count_organizations(report: GoldReport, predicted: PredictedReport, counts: _Counts) -> None:
    found = {span: kind for span, kind in predicted.organizations if report.covers(span)}
    gold = report.organizations
    shared = {"predicted": len(found), "gold": len(gold)}
    counts.tallies["organization"].add(hit=len(found.keys() & gold.keys()), **shared)
    counts.tallies["organization_typed"].add(hit=len(found.items() & gold.items()), **shared)
    counts.misses += find_organization_misses(report, found)


def _count_pillars(report: GoldReport, predicted: PredictedReport, counts: _Counts) -> None:
    for span, pillar in report.pillars:
        got = _covering_pillar(predicted.pillars, span)
        counts.pillars.append((pillar, got))
        counts.misses += find_pillar_miss(report, span, expected=pillar, got=got)


def _covering_pillar(sentences: Iterable[tuple[Span, str]], span: Span) -> str:
    """Give the pillar that covers most of `span`, `none` where nothing does.

    A tie goes to the pillar that comes first in the report.
    """
    covered: Counter[str] = Counter()
    for (start, end), pillar in sentences:
        covered[pillar] += max(0, min(end, span[1]) - max(start, span[0]))
    pillar, length = covered.most_common(1)[0] if covered else ("none", 0)
    return pillar if length else "none"


def _calibrate(rated: list[tuple[float, bool]]) -> dict[str, Any]:
    """Give for each class of confidence how many facts it has, and which share of them is right in every field."""
    classes: defaultdict[float, list[bool]] = defaultdict(list)
    for confidence, right in rated:
        classes[next((low for low in CONFIDENCES if confidence >= low), CONFIDENCES[-1])].append(right)
    sure = [right for confidence, right in rated if confidence >= 0.9]
    return {
        "sure": {"n": len(sure), "right": _share(sure), "share": len(sure) / len(rated)},
        **{f"from_{low}": {"n": len(classes[low]), "right": _share(classes[low])} for low in CONFIDENCES},
    }


def _share(right: list[bool]) -> float:
    return sum(right) / len(right) if right else 0.0


def _build_metrics(counts: _Counts) -> dict[str, Any]:
    names = (*FACT_MEASURES, "part_of", "organization", "organization_typed")
    metrics: dict[str, Any] = {name: counts.tallies[name].figures() for name in names}
    metrics["fields"] = {
        name: {"accuracy": counts.right[name] / counts.compared[name], "n": counts.compared[name]}
        for name in sorted(counts.compared)
    }
    if counts.rated:
        metrics["calibration"] = _calibrate(counts.rated)
    metrics["pillar"] = score_pillars(counts.pillars)
    return metrics
