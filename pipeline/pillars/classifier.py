"""Gives each sentence its pillar: from the part it stands in, or from its words weighed with its headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np

from pipeline.errors import ModelError
from pipeline.params import PillarsParams
from pipeline.pillars.beside import BESIDE, WHERE, weigh_beside
from pipeline.pillars.calibration import softmax
from pipeline.pillars.clauses import NO_CLAUSES, Clause, find_asked, label_clauses, split_clauses
from pipeline.pillars.evidence import (
    PART,
    Effect,
    Evidence,
    Judgment,
    add_around,
    add_effects,
    find_heaviest,
    name_cues,
)
from pipeline.pillars.features import CueFinder
from pipeline.pillars.headings import AGAINST, MIXED, Context, HeadingReader
from pipeline.pillars.model import Floats, load_model
from pipeline.pillars.report import ITEM, Lead, Report, read_report
from pipeline.pillars.words import WordReader
from pipeline.records import Document, PillarLabel, Segmented, Sentence
from pipeline.resources.pillars import NONE, SCHEME_FILE, PillarTaxonomy, load_pillar_taxonomy

_DIGIT = re.compile(r"\d")
_LONGEST_ITEM = 36
_PART_SCORE = 0.95
_PART_WEIGHT = 1.5
"""A part weighs so many times what a heading does, for a clause that names another pillar."""
_LEAST_LEAD = 0.6
_SECTIONS = 3


class _Choice(NamedTuple):
    """The label of one row, before its clauses are labelled."""

    row: int
    pillar: str
    score: float
    because: str
    """Words around it that favor the label."""
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class PillarClassifier:
    """Labels the sentences of a report. Immutable; one may serve many threads."""

    taxonomy: PillarTaxonomy
    words: WordReader
    headings: HeadingReader
    min_score: float

    def classify(self, document: Document, segmented: Segmented) -> tuple[PillarLabel, ...]:
        """Give one label a sentence, in the order of the sentences."""
        return tuple([judgment.label for judgment in self.judge(document, segmented)])

    def judge(self, document: Document, segmented: Segmented) -> tuple[Judgment, ...]:
        """Give one label a sentence, in the order of the sentences, with what it was made from."""
        report = read_report(document, segmented, self.words, self.headings)
        self._read_leads(report)
        judged = self._judge(report)
        judgments: list[Judgment] = []
        row = 0
        for sentence in segmented.sentences:
            if row < len(report.sentences) and sentence is report.sentences[row]:
                judgments.append(judged[row])
                row += 1
            else:
                judgments.append(_continue(sentence, judgments))
        return tuple(judgments)

    def _read_leads(self, report: Report) -> None:
        """Tell what each lead opens with, from its words and what stands over it."""
        rows = sorted(report.leads)
        if rows:
            effects = [self._find_effects(report, row) for row in rows]
            for choice in self._choose(report, rows, effects, add_around(report.words, rows, effects)):
                report.leads[choice.row] = self._read_lead(report.sentences[choice.row], choice)

    def _judge(self, report: Report) -> list[Judgment]:
        """Judge the sentences of a report; the leads that they stand under are read."""
        rows = range(len(report.sentences))
        if not rows:
            return []
        effects = [self._find_effects(report, row) for row in rows]
        log_odds = add_around(report.words, rows, effects)
        none = report.words.labels.index(NONE)
        weights = self.taxonomy.weights.beside * weigh_beside(report.sentences, softmax(log_odds)[:, none])
        weights[[row for row, told in enumerate(effects) if _is_in_part(told)]] = 0.0
        log_odds[:, none] += weights
        effects = [
            (*told, Effect(BESIDE, WHERE, NONE, weight)) if weight else told
            for told, weight in zip(effects, weights.tolist(), strict=True)
        ]
        return self._build_judgments(report, self._choose(report, rows, effects, log_odds))

    def _choose(
        self, report: Report, rows: Sequence[int], effects: Sequence[tuple[Effect, ...]], log_odds: Floats
    ) -> list[_Choice]:
        """Choose the label of some sentences, given what stands around each, and the log odds with it."""
        shares = softmax(log_odds)
        best = shares.argmax(axis=1)
        scores = shares[np.arange(len(rows)), best].tolist()
        nones = shares[:, report.words.labels.index(NONE)].tolist()
        chosen: list[_Choice] = []
        for index, (row, column) in enumerate(zip(rows, best.tolist(), strict=True)):
            told, score = effects[index], scores[index]
            pillar = report.words.labels[column]
            if _is_in_part(told):  # it stands in the part of a pillar, whatever its words say
                pillar = told[0].label
                score = max(shares[index, report.words.labels.index(pillar)].item(), _PART_SCORE)
            if pillar != NONE and score < self.min_score:
                pillar, score = NONE, nones[index]
            because = "" if pillar == NONE else next((effect.title for effect in told if effect.label == pillar), "")
            chosen.append(_Choice(row, pillar, score, because, told))
        return chosen

    def _build_judgments(self, report: Report, chosen: Sequence[_Choice]) -> list[Judgment]:
        """Label clauses, too, and name what decided."""
        parts = {item.row: _split(report, item) for item in chosen}
        asked = {item.row: find_asked(parts[item.row], item.pillar) for item in chosen if parts[item.row]}
        texts = list(dict.fromkeys(chain.from_iterable(asked.values())))
        read = self.words.read(texts) if texts else None
        rows = {text: Evidence(read, row) for row, text in enumerate(texts)} if read else {}
        heaviest = find_heaviest(report.words, {item.row: item.pillar for item in chosen})
        judged: list[Judgment] = []
        for item in chosen:
            clauses = NO_CLAUSES
            if parts[item.row]:
                clauses = label_clauses(
                    parts[item.row],
                    item.pillar,
                    {text: add_effects(rows[text].log_odds, item.effects) for text in asked[item.row]},
                )
            sentence_id, score = report.sentences[item.row].sentence_id, round(item.score, 4)
            cues = name_cues(report.words.cues[item.row], item.pillar, item.because, heaviest.get(item.row, ()))
            label = PillarLabel(sentence_id, item.pillar, score, cues, clauses.ends, clauses.pillars)
            judged.append(Judgment(label, Evidence(report.words, item.row), item.effects))
        return judged

    def _find_effects(self, report: Report, row: int) -> tuple[Effect, ...]:
        """Tell what stands around a sentence; in a part of a pillar that is the part alone."""
        sentence, lead, opens = report.sentences[row], report.lead(row), row in report.leads
        place = (sentence.section_id, sentence.kind, lead)
        if place in report.weighed and sentence.kind == "body" and not opens:
            return report.weighed[place]
        context = report.surroundings.context(sentence)
        if context.part is not None:
            pillar, because = self._choose_part(sentence.clean, context.part, context.part_title, lead)
            return (Effect(PART, because, pillar, self.taxonomy.weights.heading * _PART_WEIGHT),)
        effects = self._weigh(context, lead, report.title)
        if sentence.kind == "heading" or (opens and context.on_theme):
            return (*effects, *self._weigh_itself(sentence.clean))
        report.weighed[place] = effects
        return effects

    def _weigh(self, context: Context, lead: Lead | None, title: str) -> tuple[Effect, ...]:
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
        return tuple(effects)

    def _weigh_itself(self, text: str) -> tuple[Effect, ...]:
        """Tell what the pillar adds that a heading or lead names, as the patterns of headings read it."""
        own = self.headings.pillar(text)
        return () if own is None else (Effect("itself", text, own, self.taxonomy.weights.heading),)

    def _choose_part(self, text: str, part: str, title: str, lead: Lead | None) -> Lead:
        """Give the pillar of the part, unless an item of it (一是…) opens with the theme of another pillar."""
        own = self.headings.pillar(text) if ITEM.match(text) and len(text) <= _LONGEST_ITEM else None
        if own is not None:
            return own, text
        if lead is not None and lead[0] in self.taxonomy.keys and ITEM.match(lead[1]):
            return lead
        return part, title

    def _read_lead(self, sentence: Sentence, choice: _Choice) -> Lead | None:
        theme = self.headings.theme(sentence.clean)
        if theme in (None, MIXED) and choice.pillar != NONE and choice.score >= _LEAST_LEAD:
            theme = choice.pillar
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
    known = tuple(key for key in (NONE, *taxonomy.keys) if key in model.labels)
    unknown = tuple(key for key in taxonomy.keys if key not in model.labels)
    words = WordReader(model, CueFinder(taxonomy), taxonomy.weights, known, unknown)
    return PillarClassifier(taxonomy, words, HeadingReader(taxonomy), params.min_score)


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


def _is_in_part(told: Sequence[Effect]) -> bool:
    return bool(told) and told[0].source == PART


def _split(report: Report, item: _Choice) -> tuple[Clause, ...]:
    """Split a sentence into the clauses that may have labels of their own; none where it has no cue."""
    found = report.words.found[item.row]
    return split_clauses(report.sentences[item.row].clean, found, item.pillar) if found else ()


def _continue(sentence: Sentence, judgments: Sequence[Judgment]) -> Judgment:
    """Label a sentence without words: a figure in a table belongs to the words before it."""
    if judgments and _DIGIT.search(sentence.clean):
        before = judgments[-1].label
        return Judgment(PillarLabel(sentence.sentence_id, before.pillar, before.score, before.cues))
    return Judgment(PillarLabel(sentence.sentence_id, NONE, 1.0))
