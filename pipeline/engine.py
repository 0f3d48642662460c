"""One report in, everything that the stages find in it out: the core of all stages, loaded once.

The stages of DVC call the same loaders one by one; a test holds both to the same result.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.facts.build import FactBuilder, load_fact_builder
from pipeline.organizations.finder import OrganizationFinder, load_organization_finder
from pipeline.params import Params
from pipeline.pillars import PillarClassifier, load_pillar_classifier
from pipeline.quantities import NumberFinder, load_number_finder
from pipeline.records import Analysis, Document, empty_analysis
from pipeline.resources.loading import loading_much
from pipeline.segment import Segmenter, load_segmenter

__all__ = ["Analysis", "Engine", "load_engine", "load_engine_once"]


@dataclass(frozen=True, slots=True)
class Engine:
    """The loaded parts of the pipeline, in the order in which they work."""

    segmenter: Segmenter
    organization_finder: OrganizationFinder
    pillar_classifier: PillarClassifier
    number_finder: NumberFinder
    fact_builder: FactBuilder

    def analyze(self, document: Document) -> Analysis:
        """Find everything in one report. A report that was not read, or is a duplicate, gives an empty analysis."""
        if document.status != "read":
            return empty_analysis(document)
        segmented = self.segmenter.segment(document)
        mentions = self.organization_finder.find(document, segmented)
        labels = self.pillar_classifier.classify(document, segmented)
        numbers = self.number_finder.find(document, segmented)
        facts = self.fact_builder.build(document, segmented, mentions, labels, numbers)
        return Analysis(document, segmented, mentions, labels, numbers, facts)


def load_engine(params: Params | None = None, *, overrides: Path | None = None) -> Engine:
    """Load resources and models for `params` (the defaults where it is None).

    `overrides` is a folder whose data files take precedence over the packaged ones.

    Raises:
        ResourceError: a data file is wrong.
        ModelError: a trained model is missing.
    """
    params = params or Params()
    with loading_much():
        return Engine(
            segmenter=load_segmenter(params.segment, overrides=overrides),
            organization_finder=load_organization_finder(params.organizations, overrides=overrides),
            pillar_classifier=load_pillar_classifier(params.pillars, overrides=overrides),
            number_finder=load_number_finder(params.quantities, overrides=overrides),
            fact_builder=load_fact_builder(params.facts, overrides=overrides),
        )


@lru_cache(maxsize=1)
def load_engine_once(
    params: Params,
    *,
    overrides: Path | None = None,
    version: str = "",  # noqa: ARG001 -- part of what an engine is found again by
) -> Engine:
    """Load an engine when this process first needs it; one that it was forked with need not be loaded again.

    `version` stands for the code and data files that it is made from, where they may change while a process lives.
    """
    return load_engine(params, overrides=overrides)
