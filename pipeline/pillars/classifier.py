"""Gives each sentence its pillar: from the part it stands in, or from its words weighed with its headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pipeline.errors import ModelError
from pipeline.params import PillarsParams
from pipeline.pillars.clauses import label_clauses
from pipeline.pillars.evidence import Effect, Evidence, Judgment, add_effects, name_cues, to_probabilities
from pipeline.pillars.features import Cue, CueFinder, distinct_cues
from pipeline.pillars.headings import AGAINST, MIXED, Context, HeadingReader
from pipeline.pillars.model import PillarModel, load_model
from pipeline.pillars.surroundings import build_surroundings
from pipeline.records import Document, PillarLabel, Segmented, Sentence
from pipeline.resources.pillars import NONE, SCHEME_FILE, PillarTaxonomy, load_pillar_taxonomy

_WORD = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_ITEM = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十]{1,3}(?:是|要|[）)、])|\d{1,2}[.．、]|[—–-]{2,})")
_LONGEST_LEAD = 18
_LONGEST_ITEM = 36
_PART_SCORE = 0.95
_PART_WEIGHT = 1.5
"""A part weighs so many times what a heading does, for a clause that names another pillar."""
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
    known: tuple[tuple[str, int], ...]
    """The labels of the scheme that the model knows, `none` first, each with its column in the model."""
    unknown: tuple[str, ...]
    """The pillars that it does not know."""

    def classify(self, document: Document, segmented: Segmented) -> tuple[PillarLabel, ...]:
        """Give one label a sentence, in the order of the sentences."""
        return tuple(judgment.label for judgment in self.judge(document, segmented))

    def judge(self, document: Document, segmented: Segmented) -> tuple[Judgment, ...]:
        """Give one label a sentence, in the order of the sentences, with what it was made from."""
        surroundings = build_surroundings(document, segmented, self.headings)
        title = (document.title or "") if surroundings.on_theme else ""
        judgments: list[Judgment] = []
        for _, group in groupby(segmented.sentences, key=lambda sentence: (sentence.kind, sentence.paragraph)):
            sentences = list(group)
            lead: Lead | None = None
            for sentence in sentences:
                if not _WORD.search(sentence.clean):
                    judgments.append(_continue(sentence, judgments))
                    continue
                leads = _is_lead(sentence, alone=sentence is sentences[-1])
                context = surroundings.context(sentence)
                judgments.append(self._judge(sentence, context, None if leads else lead, title))
                if leads:
                    lead = self._read_lead(sentence, judgments[-1].label)
        return tuple(judgments)

    def _judge(self, sentence: Sentence, context: Context, lead: Lead | None, title: str) -> Judgment:
        found = self.cues.find(sentence.clean)
        evidence = self._read(sentence.clean, distinct_cues(found))
        if context.part is not None:
            pillar, because = self._choose_part(sentence.clean, context.part, context.part_title, lead)
            effects: tuple[Effect, ...] = (
                Effect("part", because, pillar, self.taxonomy.weights.heading * _PART_WEIGHT),
            )
            probabilities = to_probabilities(evidence.log_odds)
            score = max(probabilities[pillar], _PART_SCORE)
        else:
            effects = tuple(self._weigh(sentence, context, lead, title))
            probabilities = to_probabilities(add_effects(evidence.log_odds, effects))
            pillar = max(probabilities, key=probabilities.__getitem__)
            score = probabilities[pillar]
            because = next((effect.title for effect in effects if effect.label == pillar != NONE), "")
        if pillar != NONE and score < self.min_score:
            pillar, score, because = NONE, probabilities[NONE], ""
        clauses = label_clauses(
            sentence.clean, found, pillar, lambda text: add_effects(self._read_clause(text).log_odds, effects)
        )
        label = PillarLabel(
            sentence.sentence_id,
            pillar,
            round(score, 4),
            name_cues(evidence, pillar, because),
            clauses.ends,
            clauses.pillars,
        )
        return Judgment(label, evidence, effects)

    def _read_clause(self, text: str) -> Evidence:
        return self._read(text, self.cues.names(text))

    def _read(self, text: str, cues: tuple[Cue, ...]) -> Evidence:
        """Read the words of a sentence; a pillar that the model does not know stands on its cues alone."""
        reading = self.model.read(text, cues)
        values = reading.log_odds.tolist()
        weights = self.taxonomy.weights
        log_odds = {key: values[column] for key, column in self.known}
        for key in self.unknown:
            strengths = [strength for _, owner, strength in cues if owner == key]
            bonus = weights.strong * strengths.count("strong") + weights.weak * strengths.count("weak")
            # one strong cue lifts it just over what the model, which never saw the pillar, takes the sentence for
            base = max(log_odds.values()) if "strong" in strengths else log_odds[NONE] + weights.unknown
            log_odds[key] = base + bonus
        return Evidence(log_odds, reading, self.model, cues)

    def _weigh(self, sentence: Sentence, context: Context, lead: Lead | None, title: str) -> list[Effect]:
        """Tell what the title, the lead and the headings around a sentence add to the log odds."""
        weights = self.taxonomy.weights
        effects: list[Effect] = []

        def favor(source: str, theme: str, words: str, weight: float, scale: float = 1.0) -> None:
            if theme == MIXED:
                effects.append(Effect(source, words, NONE, -weights.mixed * scale))
            elif theme == AGAINST:
                effects.append(Effect(source, words, NONE, weights.against * scale))
            else:
                effects.append(Effect(source, words, theme, weight))

        if title:
            effects.append(Effect("title", title, NONE, -weights.report))
        if lead is not None:
            favor("lead", *lead, weights.lead)
        for place, (theme, words) in enumerate(context.themes[:_SECTIONS]):
            if place:
                favor("section above", theme, words, weights.ancestor, 0.5)
            else:
                favor("section", theme, words, weights.heading)
        own = self.headings.pillar(sentence.clean) if sentence.kind == "heading" else None
        if own is not None:
            favor("itself", own, sentence.clean, weights.heading)
        return effects

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
        if theme in (None, MIXED) and label.pillar != NONE and label.score >= _LEAST_LEAD:
            theme = label.pillar
        return None if theme is None else (theme, sentence.clean)


def load_pillar_classifier(params: PillarsParams, *, overrides: Path | None = None) -> PillarClassifier:
    """Load taxonomy and model: those in the folder `params.scheme`, or ours where it is empty.

    `overrides` is a folder whose pillars.yaml, if there, replaces the packaged one; a pillar in it that the model was
    not trained on is found by its cues.

    Raises:
        ResourceError: the taxonomy is wrong.
        ModelError: the model is missing, of another version, or knows a pillar that the scheme does not have.
    """
    taxonomy = load_scheme(params, overrides=overrides)
    model = load_model(Path(params.scheme) if params.scheme else None)
    strange = sorted(set(model.labels) - set(taxonomy.labels)) if params.scheme else []
    if strange or NONE not in model.labels:
        message = f"{params.scheme}: the model was trained for another scheme (it knows {', '.join(model.labels)})"
        message += "; run `huibao train pillars` again"
        raise ModelError(message)
    known = tuple((key, model.labels.index(key)) for key in (NONE, *taxonomy.keys) if key in model.labels)
    unknown = tuple(key for key in taxonomy.keys if key not in model.labels)
    cues, headings = CueFinder(taxonomy), HeadingReader(taxonomy)
    return PillarClassifier(taxonomy, model, cues, headings, params.min_score, known, unknown)


def load_scheme(params: PillarsParams, *, overrides: Path | None = None) -> PillarTaxonomy:
    """Load the taxonomy alone, as `load_pillar_classifier` does.

    Raises:
        ResourceError: it is wrong.
        ModelError: `params.scheme` is no folder with a pillars.yaml.
    """
    if not params.scheme:
        return load_pillar_taxonomy(overrides=overrides)
    folder = Path(params.scheme)
    if not (folder / SCHEME_FILE).is_file():
        message = f"{folder}: no {SCHEME_FILE} in it; write the folder with `huibao train pillars --out {folder}`"
        raise ModelError(message)
    return load_pillar_taxonomy(overrides=folder)


def _is_lead(sentence: Sentence, *, alone: bool) -> bool:
    text = sentence.clean.strip()
    if sentence.kind != "body" or len(text) > _LONGEST_LEAD:
        return False
    return bool(_ITEM.match(text)) or (not alone and not _DIGIT.search(text) and "，" not in text)


def _continue(sentence: Sentence, judgments: Sequence[Judgment]) -> Judgment:
    """Label a sentence without words: a figure in a table belongs to the words before it."""
    if judgments and _DIGIT.search(sentence.clean):
        before = judgments[-1].label
        return Judgment(PillarLabel(sentence.sentence_id, before.pillar, before.score, before.cues))
    return Judgment(PillarLabel(sentence.sentence_id, NONE, 1.0))
