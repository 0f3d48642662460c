"""Apply the corrections of one report to what the stages found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.corrections.assign import build_outcome
from pipeline.corrections.facts import FactCorrector
from pipeline.corrections.ledger import correct_ledger
from pipeline.corrections.mentions import MentionCorrector
from pipeline.corrections.place import LostError, build_places
from pipeline.corrections.results import CONFIRMED, RULE, SURE, Placed, Result, find_contradictions, stale
from pipeline.facts.build import load_fact_builder
from pipeline.facts.measures import Deriver
from pipeline.organizations.link import Directory
from pipeline.params import FactsParams
from pipeline.records import Analysis, Correction, CorrectionOutcome, Fact, PillarLabel


@dataclass(frozen=True, slots=True)
class Corrector:
    """Knows what a corrected row needs besides: derived columns of facts, names of organizations."""

    deriver: Deriver
    directory: Directory

    def correct(self, analysis: Analysis, corrections: Sequence[Correction]) -> Analysis:
        """Give an analysis with all its corrections applied that still mean the same text, and what became of each.

        Pillars of sentences come first, then organizations, then facts, so that what is said of a fact itself wins.
        Applied twice, corrections give what they give once.
        """
        if not corrections:
            return analysis
        if analysis.document.status != "read":
            note = f"the report has the status {analysis.document.status}"
            lost = tuple(build_outcome(item, Result("absent", note=note)) for item in corrections)
            return replace(analysis, corrections=lost)
        places = build_places(analysis.document, analysis.segmented.sentences)
        found: dict[Correction, Placed] = {}
        results: dict[Correction, Result] = {}
        for correction in corrections:
            try:
                found[correction] = Placed(correction, places.find(correction))
            except LostError as error:
                results[correction] = stale(str(error))
        corrected, done = self._apply(analysis, list(found.values()))
        results |= {item.correction: result for item, result in done.items()}
        fact_ids = {(fact.char_start, fact.char_end): fact.fact_id for fact in corrected.facts}
        outcomes = tuple(_outcome(item, found.get(item), results[item], analysis, fact_ids) for item in corrections)
        return replace(corrected, corrections=outcomes)

    def _apply(self, analysis: Analysis, placed: list[Placed]) -> tuple[Analysis, dict[Placed, Result]]:
        labels = {label.sentence_id: label for label in analysis.labels}
        facts = {(fact.char_start, fact.char_end): fact for fact in analysis.facts}
        before = dict(facts)
        results = _correct_pillars([item for item in placed if item.correction.target == "sentence"], labels, facts)
        mentions = MentionCorrector(
            self.directory,
            self.directory.home(analysis.document),
            {(mention.char_start, mention.char_end): mention for mention in analysis.mentions},
        )
        mentions.correct([item for item in placed if item.correction.target == "mention"])
        renamed = {span: mentions.rename(fact) for span, fact in facts.items()}
        own = FactCorrector(
            analysis.document,
            {section.section_id: section for section in analysis.segmented.sections},
            labels,
            self.deriver,
            renamed,
        )
        own.correct([item for item in placed if item.correction.target == "fact"])
        numbers = correct_ledger(analysis.numbers, own.facts, before, own.results, analysis.segmented.sentences)
        corrected = replace(
            analysis,
            mentions=tuple(
                sorted(mentions.mentions.values(), key=lambda mention: (mention.char_start, -mention.char_end))
            ),
            labels=tuple(labels[label.sentence_id] for label in analysis.labels),
            numbers=numbers,
            facts=tuple(sorted(own.facts.values(), key=lambda fact: (fact.char_start, fact.char_end))),
        )
        return corrected, results | mentions.results | own.results


def load_corrector(params: FactsParams, directory: Directory, *, overrides: Path | None = None) -> Corrector:
    """Load what corrected facts are made complete with: units, cue words and indicators, also of the user."""
    return Corrector(load_fact_builder(params, overrides=overrides).deriver, directory)


def _correct_pillars(
    placed: list[Placed], labels: dict[str, PillarLabel], facts: dict[tuple[int, int], Fact]
) -> dict[Placed, Result]:
    """Set pillars of sentences, in `labels` and in the facts that stand in them."""
    results: dict[Placed, Result] = {}
    by_sentence: dict[str, list[Placed]] = {}
    for item in placed:
        by_sentence.setdefault(item.place.sentence.sentence_id, []).append(item)
    for sentence_id, group in by_sentence.items():
        results |= find_contradictions(group)
        label = labels[sentence_id]
        for item in group:
            pillar = item.correction.value
            if item in results or pillar is None:
                continue
            results[item] = CONFIRMED if label.pillar == pillar else Result("applied", before=label.pillar)
            if label.pillar != pillar:
                labels[sentence_id] = PillarLabel(sentence_id, pillar, SURE, (RULE,))
                for span, fact in facts.items():
                    if fact.sentence_id == sentence_id and fact.pillar != pillar:
                        facts[span] = replace(fact, pillar=pillar, corrected=True)
    return results


def _outcome(
    correction: Correction,
    placed: Placed | None,
    result: Result,
    analysis: Analysis,
    fact_ids: dict[tuple[int, int], str],
) -> CorrectionOutcome:
    doc_id = analysis.document.doc_id
    notes = [result.note] if result.note else []
    if doc_id != correction.doc_id:
        notes.append(f"the report was {correction.doc_id}")
    if placed is None:
        return build_outcome(correction, replace(result, note="; ".join(notes)), doc_id=doc_id)
    if placed.place.is_moved:
        notes.append(f"its sentence has moved; it was at {correction.char_start}")
    is_fact = correction.target == "fact"
    return build_outcome(
        correction,
        replace(result, note="; ".join(notes) or None),
        doc_id=doc_id,
        span=placed.span,
        fact_id=fact_ids.get(placed.span) if is_fact else None,
    )
