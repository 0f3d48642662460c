"""Gives each sentence its pillar: from the part it stands in, or from its words weighed with its headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import cast

from pipeline.params import PillarsParams
from pipeline.pillars.evidence import Evidence, explain
from pipeline.pillars.features import CueFinder
from pipeline.pillars.headings import AGAINST, SCIENCE, Context, HeadingReader
from pipeline.pillars.model import PillarModel, load_model
from pipeline.pillars.surroundings import build_surroundings
from pipeline.records import Document, Pillar, PillarLabel, Segmented, Sentence
from pipeline.resources.pillars import NONE, PillarTaxonomy, load_pillar_taxonomy

_WORD = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_ITEM = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十]{1,3}(?:是|要|[）)、])|\d{1,2}[.．、]|[—–-]{2,})")
_LONGEST_LEAD = 18
_LONGEST_ITEM = 36
_PART_SCORE = 0.95
_LEAST_LEAD = 0.6
_SECTIONS = 3
Lead = tuple[str, str]
"""The theme of the short sentence that opens a paragraph or an item, and that sentence."""


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
        surroundings = build_surroundings(document, segmented, self.headings)
        labels: list[PillarLabel] = []
        for _, group in groupby(segmented.sentences, key=lambda sentence: (sentence.kind, sentence.paragraph)):
            sentences = list(group)
            lead: Lead | None = None
            for sentence in sentences:
                if not _WORD.search(sentence.clean):
                    labels.append(_continue(sentence, labels))
                    continue
                leads = _is_lead(sentence, alone=sentence is sentences[-1])
                context = surroundings.context(sentence)
                label = self._label(sentence, context, None if leads else lead, science=surroundings.science)
                labels.append(label)
                if leads:
                    lead = self._read_lead(sentence, label)
        return tuple(labels)

    def _label(self, sentence: Sentence, context: Context, lead: Lead | None, *, science: bool) -> PillarLabel:
        evidence = self._read(sentence.clean)
        if context.part is not None:
            pillar, because = self._choose_part(sentence.clean, context.part, context.part_title, lead)
            score = max(evidence.probabilities()[pillar], _PART_SCORE)
        else:
            reasons = self._weigh(evidence, sentence, context, lead, science=science)
            probabilities = evidence.probabilities()
            pillar = max(probabilities, key=lambda key: probabilities[key])
            score, because = probabilities[pillar], reasons.get(pillar, "")
        if pillar != NONE and score < self.min_score:
            pillar, score, because = NONE, evidence.probabilities()[NONE], ""
        # PillarLabel.pillar is a Literal of today's pillars, while the taxonomy may name others
        return PillarLabel(
            sentence.sentence_id, cast("Pillar", pillar), round(score, 4), explain(evidence, pillar, because)
        )

    def _read(self, text: str) -> Evidence:
        """Read the words of a sentence; a pillar that the model does not know stands on its cues alone."""
        cues = self.cues.find(text)
        reading = self.model.read(text, cues)
        known = dict(zip(self.model.labels, map(float, reading.log_odds), strict=True))
        weights = self.taxonomy.weights
        log_odds = {key: known[key] for key in (NONE, *self.taxonomy.keys) if key in known}
        for key in self.taxonomy.keys:
            if key in known:
                continue
            strengths = [strength for _, owner, strength in cues if owner == key]
            bonus = weights.strong * strengths.count("strong") + weights.weak * strengths.count("weak")
            # one strong cue lifts it just over what the model, which never saw the pillar, takes the sentence for
            base = max(log_odds.values()) if "strong" in strengths else log_odds[NONE] + weights.unknown
            log_odds[key] = base + bonus
        return Evidence(log_odds, reading, self.model, tuple(cues))

    def _weigh(
        self, evidence: Evidence, sentence: Sentence, context: Context, lead: Lead | None, *, science: bool
    ) -> dict[str, str]:
        """Add what the context says to the log odds, and tell by pillar which heading spoke for it."""
        log_odds, weights = evidence.log_odds, self.taxonomy.weights
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
        if lead is not None:
            favor(*lead, weights.lead)
        for place, (theme, title) in enumerate(context.themes[:_SECTIONS]):
            favor(theme, title, weights.ancestor if place else weights.heading, 0.5 if place else 1.0)
        own = self.headings.pillar(sentence.clean) if sentence.kind == "heading" else None
        if own is not None:
            favor(own, sentence.clean, weights.heading)
        return reasons

    def _choose_part(self, text: str, part: str, title: str, lead: Lead | None) -> Lead:
        """Give the pillar of the part, unless an item of it (一是…) opens with the theme of another pillar."""
        own = self.headings.pillar(text) if _ITEM.match(text) and len(text) <= _LONGEST_ITEM else None
        if own is not None:
            return own, text
        if lead is not None and lead[0] in self.taxonomy.keys and _ITEM.match(lead[1]):
            return lead
        return part, title

    def _read_lead(self, sentence: Sentence, label: PillarLabel) -> Lead | None:
        theme = self.headings.theme(sentence.clean)
        if theme in (None, SCIENCE) and label.pillar != NONE and label.score >= _LEAST_LEAD:
            theme = label.pillar
        return None if theme is None else (theme, sentence.clean)


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
