"""The steps of the core on a doc: each takes what is there or computes it, and is loaded when it is first needed."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.components.carried import put_records, put_segmented, take_records, take_segmented
from pipeline.facts.build import FactBuilder, load_fact_builder
from pipeline.ingest.document import build_document
from pipeline.organizations.finder import OrganizationFinder, load_organization_finder
from pipeline.params import build_params
from pipeline.pillars import PillarClassifier, load_pillar_classifier
from pipeline.quantities import NumberFinder, load_number_finder
from pipeline.records import Document, Fact, Mention, Number, PillarLabel, Segmented
from pipeline.segment import Segmenter, load_segmenter

if TYPE_CHECKING:
    from spacy.tokens import Doc

METADATA = "huibao_metadata"
"""Extension with what is known of a report: doc_id, title, issuer, region, level, report_date."""


class Steps:
    """All steps with one set of parameters: sections of params.yaml, and a folder of data files over the packaged."""

    def __init__(self, params: dict[str, Any], resources: str | None) -> None:
        self._given = params, resources
        self._params = build_params(params, origin="component params")
        self._overrides = None if resources is None else Path(resources)

    def __reduce__(self) -> tuple[type[Steps], tuple[dict[str, Any], str | None]]:
        """Go to another process without what is loaded, which is loaded there when it is needed."""
        return Steps, self._given

    @functools.cached_property
    def segmenter(self) -> Segmenter:
        """The segmenter, loaded once."""
        return load_segmenter(self._params.segment, overrides=self._overrides)

    @functools.cached_property
    def organization_finder(self) -> OrganizationFinder:
        """The finder of organizations, loaded once."""
        return load_organization_finder(self._params.organizations, overrides=self._overrides)

    @functools.cached_property
    def pillar_classifier(self) -> PillarClassifier:
        """The classifier of pillars, loaded once."""
        return load_pillar_classifier(self._params.pillars, overrides=self._overrides)

    @functools.cached_property
    def number_finder(self) -> NumberFinder:
        """The finder of numbers, loaded once."""
        return load_number_finder(self._params.quantities, overrides=self._overrides)

    @functools.cached_property
    def fact_builder(self) -> FactBuilder:
        """The builder of facts, loaded once."""
        return load_fact_builder(self._params.facts, overrides=self._overrides)

    def load(self, name: str) -> None:
        """Load one step now, by the name of its property."""
        getattr(self, name)

    def segment(self, doc: Doc) -> Segmented:
        """Give regions, sections and sentences."""
        segmented = take_segmented(doc)
        if segmented is None:
            segmented = self.segmenter.segment(as_document(doc))
            put_segmented(doc, segmented)
        return segmented

    def find_organizations(self, doc: Doc) -> tuple[Mention, ...]:
        """Give mentions of organizations."""
        return _take_or(
            doc, "organizations", lambda: self.organization_finder.find(as_document(doc), self.segment(doc))
        )

    def classify_pillars(self, doc: Doc) -> tuple[PillarLabel, ...]:
        """Give the pillar of each sentence."""
        return _take_or(doc, "pillars", lambda: self.pillar_classifier.classify(as_document(doc), self.segment(doc)))

    def find_quantities(self, doc: Doc) -> tuple[Number, ...]:
        """Give the ledger of numbers."""
        return _take_or(doc, "quantities", lambda: self.number_finder.find(as_document(doc), self.segment(doc)))

    def build_facts(self, doc: Doc) -> tuple[Fact, ...]:
        """Give the facts."""
        return _take_or(
            doc,
            "facts",
            lambda: self.fact_builder.build(
                as_document(doc),
                self.segment(doc),
                self.find_organizations(doc),
                self.classify_pillars(doc),
                self.find_quantities(doc),
            ),
        )


def as_document(doc: Doc) -> Document:
    """Give the doc as a report. Line ends become LF and no character moves, so that offsets stay those of the doc."""
    # Of all line ends only CRLF is longer than the LF that it becomes.
    return build_document(doc.text.replace("\r\n", " \n"), **doc._.get(METADATA))


def _take_or(doc: Doc, step: str, compute: Callable[[], tuple[Any, ...]]) -> tuple[Any, ...]:
    records = take_records(doc, step)
    if records is None:
        records = compute()
        put_records(doc, step, records)
    return records
