"""The finder: gazetteer, rules and model over every sentence of a report, then what the report itself vouches for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.organizations.contexts import Contexts
from pipeline.organizations.government import find_government
from pipeline.organizations.lexicon import Lexicon
from pipeline.organizations.link import link_organization
from pipeline.organizations.memory import find_remembered
from pipeline.organizations.names import RANKING, branch_end, find_names
from pipeline.organizations.resolve import prefer_known_owner, resolve_candidates
from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.screen import screen_candidates
from pipeline.organizations.tagger import Tagger, load_tagger
from pipeline.organizations.vocabulary import Vocabulary, load_vocabulary
from pipeline.params import OrganizationsParams
from pipeline.records import Document, Mention, Segmented, Sentence
from pipeline.resources.gazetteer import load_gazetteer
from pipeline.resources.organization_patterns import OrganizationPatterns, load_organization_patterns

_SHORT = 3


@dataclass(frozen=True, slots=True)
class RuleFinder:
    """Candidates by gazetteer and rules; the model reads them as features."""

    lexicon: Lexicon
    patterns: OrganizationPatterns
    vocabulary: Vocabulary
    contexts: Contexts

    def scan(self, text: str, tokens: tuple[str, ...]) -> Scan:
        """Look up what all rules need."""
        return Scan(text, tokens, self.lexicon.find(text))

    def find(self, scan: Scan) -> list[Candidate]:
        """Find every candidate, unsure ones too."""
        if not scan.hits and "等" not in scan.text and "期" not in scan.text:
            return []
        certain = _gazetteer(scan)
        certain += find_government(scan, self.patterns, self.vocabulary)
        certain += find_names(scan, self.patterns, self.vocabulary)
        return certain + self.contexts.find(scan, certain)


@dataclass(frozen=True, slots=True)
class OrganizationFinder:
    """Finds the named organizations of a report. Immutable; `find` is pure."""

    rules: RuleFinder
    tagger: Tagger | None
    min_confidence: float

    def find(self, document: Document, segmented: Segmented) -> tuple[Mention, ...]:
        """Find the mentions, sorted by place, an outer one before what it holds."""
        sentences = [item for item in segmented.sentences if item.kind != "outline" and item.clean]
        scans = [self.rules.scan(item.clean, item.tokens) for item in sentences]
        candidates = [self._candidates(scan) for scan in scans]
        remembered = find_remembered(scans, candidates, self.rules.lexicon.canonical, self.rules.vocabulary)
        mentions = [
            self._mention(document, sentence, item)
            for sentence, scan, found, more in zip(sentences, scans, candidates, remembered, strict=True)
            for item in resolve_candidates(scan, (*found, *more), min_confidence=self.min_confidence)
        ]
        return tuple(sorted(mentions, key=lambda item: (item.char_start, -item.char_end)))

    def _candidates(self, scan: Scan) -> list[Candidate]:
        """Give the candidates of one sentence, by rules and by the model."""
        found = self.rules.find(scan)
        if self.tagger is not None:
            found = self.tagger.revise(scan, found)
        found = prefer_known_owner(scan, found, self.rules.patterns)
        return screen_candidates(scan, found, self.rules.patterns, self.rules.vocabulary)

    def _mention(self, document: Document, sentence: Sentence, item: Candidate) -> Mention:
        start, end = sentence.raw_span(item.start, item.end)
        surface = sentence.clean[item.start : item.end]
        return Mention(
            doc_id=document.doc_id,
            sentence_id=sentence.sentence_id,
            char_start=start,
            char_end=end,
            text=document.text[start:end],
            type=item.type,
            org_id=link_organization(surface, item.type, self.rules.lexicon.canonical, region=document.region),
            rule=item.rule,
            confidence=round(item.confidence, 4),
        )


def load_rule_finder(overrides: Path | None = None) -> RuleFinder:
    """Load gazetteer and patterns."""
    patterns = load_organization_patterns(overrides)
    vocabulary = load_vocabulary(overrides)
    return RuleFinder(
        lexicon=Lexicon(load_gazetteer(overrides), patterns),
        patterns=patterns,
        vocabulary=vocabulary,
        contexts=Contexts(patterns, vocabulary),
    )


def load_organization_finder(params: OrganizationsParams, *, overrides: Path | None = None) -> OrganizationFinder:
    """Load the finder; the model only where `params.use_model` asks for it."""
    rules = load_rule_finder(overrides)
    tagger = load_tagger(rules.vocabulary) if params.use_model else None
    return OrganizationFinder(rules, tagger, params.min_confidence)


def _gazetteer(scan: Scan) -> list[Candidate]:
    """Names of the gazetteer, with a place in brackets behind; a short one only where it fills whole words."""
    return [
        Candidate(hit.start, branch_end(scan.text, hit.end), hit.type, "gazetteer", 0.95)
        for hit in scan.with_role("gazetteer")
        if (hit.end - hit.start > _SHORT or (hit.start in scan.bounds and hit.end in scan.bounds))
        and not RANKING.match(scan.text, hit.end)
    ]
