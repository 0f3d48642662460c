"""Gives each sentence its pillar: from the part it stands in, or from its words weighed with its headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import cast

from pipeline.params import PillarsParams
from pipeline.pillars.evidence import Evidence, explain
from pipeline.pillars.features import CueFinder
from pipeline.pillars.headings import AGAINST, SCIENCE, Context, HeadingReader, build_contexts, read_outline
from pipeline.pillars.model import PillarModel, load_model
from pipeline.records import Document, Pillar, PillarLabel, Segmented, Sentence
from pipeline.resources.pillars import NONE, PillarTaxonomy, load_pillar_taxonomy

_HAN_OR_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_ITEM = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十]{1,3}(?:是|要|[）)、])|\d{1,2}[.．、]|[—–-]{2,})")
_LONGEST_LEAD = 18
_PART_SCORE = 0.95
_LEAST_LEAD = 0.6


@dataclass(frozen=True, slots=True)
class PillarClassifier:
    """Labels the sentences of a report. Immutable; one may serve many threads."""

    taxonomy: PillarTaxonomy
    model: PillarModel
    cues: CueFinder
    headings: HeadingReader
    min_score: float

    def classify(self, document: Document, segmented: Segmented) -> tuple[PillarLabel, ...]:
        """Give one label a sentence, in the order of the sentences."""
        contexts = build_contexts(segmented.sections, self.headings)
        parents = {section.section_id: section.parent for section in segmented.sections}
        science = document.title is not None and self.headings.theme(document.title) not in (None, AGAINST)
        outline = self._read_outline(segmented.sentences)
        labels: list[PillarLabel] = []
        for _, group in groupby(segmented.sentences, key=lambda sentence: (sentence.kind, sentence.paragraph)):
            lead: tuple[str, str] | None = None
            sentences = list(group)
            for place, sentence in enumerate(sentences):
                if not _HAN_OR_LETTER.search(sentence.clean):
                    labels.append(_continue(sentence, labels))
                    continue
                own = sentence.section_id
                context = contexts.get(parents.get(own or "") if sentence.kind == "heading" else own, Context())
                if sentence.sentence_id in outline:
                    pillar, title = outline[sentence.sentence_id]
                    context = Context(part=pillar, part_title=title)
                elif sentence.kind == "heading":
                    full = contexts.get(own, Context())
                    context = Context(context.themes, full.part, full.part_title)
                leads = _is_lead(sentence, alone=place + 1 == len(sentences))
                label = self._label(sentence, context, None if leads else lead, science=science)
                labels.append(label)
                if leads:
                    lead = self._read_lead(sentence, label)
        return tuple(labels)

    def _label(
        self, sentence: Sentence, context: Context, lead: tuple[str, str] | None, *, science: bool
    ) -> PillarLabel:
        text = sentence.clean
        evidence = self._read(text)
        if context.part is not None:
            pillar, because = self._part_of(text, context, lead)
            score = max(evidence.probabilities()[pillar], _PART_SCORE)
            return PillarLabel(
                sentence.sentence_id, cast("Pillar", pillar), round(score, 4), explain(evidence, pillar, because)
            )
        reasons = self._weigh(evidence.log_odds, text, sentence.kind == "heading", context, lead, science=science)
        probabilities = evidence.probabilities()
        pillar = max(probabilities, key=lambda key: probabilities[key])
        if pillar != NONE and probabilities[pillar] < self.min_score:
            pillar = NONE
        cues = explain(evidence, pillar, reasons.get(pillar, ""))
        return PillarLabel(sentence.sentence_id, cast("Pillar", pillar), round(probabilities[pillar], 4), cues)

    def _read(self, text: str) -> Evidence:
        cues = self.cues.find(text)
        reading = self.model.read(text, cues)
        known = dict(zip(self.model.labels, map(float, reading.log_odds), strict=True))
        weights = self.taxonomy.weights
        log_odds = {NONE: known.get(NONE, 0.0)}
        for key in self.taxonomy.keys:
            if key in known:
                log_odds[key] = known[key]
            else:
                found = [strength for _, owner, strength in cues if owner == key]
                bonus = weights.strong * found.count("strong") + weights.weak * found.count("weak")
                log_odds[key] = log_odds[NONE] + weights.unknown + bonus
                if bonus >= weights.strong:
                    log_odds[key] = max(log_odds[key], *log_odds.values()) + weights.weak
        return Evidence(log_odds, reading, self.model, tuple(cues))

    def _weigh(
        self, log_odds: dict[str, float], text: str, heading: bool, context: Context, lead: tuple[str, str] | None,
        *, science: bool,
    ) -> dict[str, str]:  # fmt: skip
        """Add what the context says to the log odds, and tell by pillar which heading spoke for it."""
        weights = self.taxonomy.weights
        reasons: dict[str, str] = {}

        def favor(theme: str, title: str, weight: float, scale: float = 1.0) -> None:
            if theme == SCIENCE:
                log_odds[NONE] -= weights.science * scale
            elif theme == AGAINST:
                log_odds[NONE] += weights.against * scale
            elif theme in log_odds:
                log_odds[theme] += weight
                reasons.setdefault(theme, title)

        if science:
            log_odds[NONE] -= weights.report
        for place, (theme, title) in enumerate(context.themes[:3]):
            favor(theme, title, weights.ancestor if place else weights.heading, 0.5 if place else 1.0)
        if lead is not None:
            favor(lead[0], lead[1], weights.lead)
        own = self.headings.pillar(text) if heading else None
        if own is not None:
            favor(own, text, weights.heading)
        return reasons

    def _part_of(self, text: str, context: Context, lead: tuple[str, str] | None) -> tuple[str, str]:
        """Give the pillar of the part, unless an item of it (一是…) opens with the theme of another pillar."""
        own = self.headings.pillar(text) if _ITEM.match(text) and len(text) <= 2 * _LONGEST_LEAD else None
        if own is not None:
            return own, text
        if lead is not None and lead[0] in self.taxonomy.keys and _ITEM.match(lead[1]):
            return lead
        return context.part or NONE, context.part_title

    def _read_lead(self, sentence: Sentence, label: PillarLabel) -> tuple[str, str] | None:
        theme = self.headings.theme(sentence.clean)
        if theme in (None, SCIENCE) and label.pillar != NONE and label.score >= _LEAST_LEAD:
            theme = label.pillar
        return None if theme is None else (theme, sentence.clean)

    def _read_outline(self, sentences: Sequence[Sentence]) -> Mapping[str, tuple[str, str]]:
        lines = [sentence for sentence in sentences if sentence.kind == "outline"]
        tops = read_outline([line.clean for line in lines], self.headings)
        return {line.sentence_id: top for line, top in zip(lines, tops, strict=True) if top is not None}


def load_pillar_classifier(params: PillarsParams, *, overrides: Path | None = None) -> PillarClassifier:
    """Load taxonomy and model.

    `overrides` is a folder whose pillars.yaml, if there, replaces the packaged one; a pillar in it that the model was
    not trained on is found by its cues.

    Raises:
        ResourceError: the taxonomy is wrong.
        ModelError: the model is missing or of another version.
    """
    taxonomy = load_pillar_taxonomy(overrides=overrides)
    return PillarClassifier(taxonomy, load_model(), CueFinder(taxonomy), HeadingReader(taxonomy), params.min_score)


def _is_lead(sentence: Sentence, *, alone: bool) -> bool:
    text = sentence.clean.strip()
    if sentence.kind != "body" or len(text) > _LONGEST_LEAD:
        return False
    return bool(_ITEM.match(text)) or (not alone and not _DIGIT.search(text) and "，" not in text)


def _continue(sentence: Sentence, labels: Sequence[PillarLabel]) -> PillarLabel:
    """Label a sentence without words: a figure in a table belongs to the words before it."""
    if labels and _DIGIT.search(sentence.clean):
        before = labels[-1]
        return PillarLabel(sentence.sentence_id, before.pillar, before.score, before.cues)
    return PillarLabel(sentence.sentence_id, cast("Pillar", NONE), 1.0)
