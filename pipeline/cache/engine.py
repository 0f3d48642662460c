"""The engine with a cache: of each report just those stages work whose result is not kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.cache.entries import pack_records, unpack_records
from pipeline.cache.store import Shelf, hash_parts
from pipeline.engine import Engine
from pipeline.facts.build import FactBuilder, load_fact_builder
from pipeline.organizations.finder import OrganizationFinder, load_organization_finder
from pipeline.params import Params
from pipeline.pillars import PillarClassifier, load_pillar_classifier
from pipeline.quantities import NumberFinder, load_number_finder
from pipeline.records import (
    Analysis,
    Document,
    Fact,
    Mention,
    Number,
    PillarLabel,
    Region,
    Section,
    Segmented,
    Sentence,
    empty_analysis,
)
from pipeline.resources.loading import loading_much
from pipeline.segment import Segmenter, load_segmenter

KINDS: Mapping[str, tuple[type[Any], ...]] = {
    "segment": (Region, Section, Sentence),
    "organizations": (Mention,),
    "pillars": (PillarLabel,),
    "quantities": (Number,),
    "facts": (Fact,),
}
"""The stages, in their order, with the records that each adds."""


class CachedEngine:
    """Finds everything in one report, like `Engine`, and keeps what each stage found.

    The key of a result is made from what the stages before it found, not from their code: a change that makes no
    difference to a report ends there. Stages are loaded when they first have something to do.
    """

    def __init__(
        self,
        params: Params,
        shelves: Mapping[str, Shelf],
        *,
        overrides: Path | None = None,
        loaded: Engine | None = None,
    ) -> None:
        """`shelves` are those of the stages; for `overrides` see `load_engine`. `loaded`: stages need no loading."""
        if loaded is not None:
            self._segmenter = loaded.segmenter
            self._finder = loaded.organization_finder
            self._classifier = loaded.pillar_classifier
            self._number_finder = loaded.number_finder
            self._fact_builder = loaded.fact_builder
        self._params = params
        self._shelves = shelves
        self._overrides = overrides

    def analyze(self, document: Document) -> Analysis:
        """Find everything in one report; see `Engine.analyze`.

        Raises:
            StorageError: the disk is full.
            ResourceError: a data file is wrong.
            ModelError: a trained model is missing.
        """
        if document.status != "read":
            return empty_analysis(document)
        own = hash_parts(pack_records({Document: [document]}))
        found = _Found(self._shelves)
        found.add("segment", hash_parts(own), lambda: self._segment(document))
        after = hash_parts(own, found.hashes["segment"])
        found.add("organizations", after, lambda: [self._finder.find(document, found.segmented)])
        found.add("pillars", after, lambda: [self._classifier.classify(document, found.segmented)])
        found.add("quantities", after, lambda: [self._number_finder.find(document, found.segmented)])
        found.add("facts", hash_parts(after, *found.hashes.values()), lambda: self._build_facts(document, found))
        return Analysis(
            document,
            found.segmented,
            mentions=found[Mention],
            labels=found[PillarLabel],
            numbers=found[Number],
            facts=found[Fact],
        )

    def _segment(self, document: Document) -> Sequence[Sequence[Any]]:
        segmented = self._segmenter.segment(document)
        return [segmented.regions, segmented.sections, segmented.sentences]

    def _build_facts(self, document: Document, found: _Found) -> Sequence[Sequence[Any]]:
        return [self._fact_builder.build(document, found.segmented, found[Mention], found[PillarLabel], found[Number])]

    @cached_property
    def _segmenter(self) -> Segmenter:
        with loading_much():
            return load_segmenter(self._params.segment, overrides=self._overrides)

    @cached_property
    def _finder(self) -> OrganizationFinder:
        with loading_much():
            return load_organization_finder(self._params.organizations, overrides=self._overrides)

    @cached_property
    def _classifier(self) -> PillarClassifier:
        with loading_much():
            return load_pillar_classifier(self._params.pillars, overrides=self._overrides)

    @cached_property
    def _number_finder(self) -> NumberFinder:
        with loading_much():
            return load_number_finder(self._params.quantities, overrides=self._overrides)

    @cached_property
    def _fact_builder(self) -> FactBuilder:
        with loading_much():
            return load_fact_builder(self._params.facts, overrides=self._overrides)


class _Found:
    """What stages found in one report, taken from the shelves or just made; unpacked when it is asked for."""

    def __init__(self, shelves: Mapping[str, Shelf]) -> None:
        self.hashes: dict[str, str] = {}
        self._shelves = shelves
        self._packed: dict[type[Any], tuple[str, bytes]] = {}
        self._records: dict[type[Any], tuple[Any, ...]] = {}

    def add(self, stage: str, key: str, work: Callable[[], Sequence[Sequence[Any]]]) -> None:
        """Take the records of a stage from its shelf, or have it `work` and put them there."""
        kinds = KINDS[stage]
        content = self._shelves[stage].read(key)
        if content is None:
            records = dict(zip(kinds, map(tuple, work()), strict=True))
            content = pack_records(records)
            self._shelves[stage].write(key, content)
            self._records |= records
        self._packed |= dict.fromkeys(kinds, (stage, content))
        self.hashes[stage] = hash_parts(content)

    def __getitem__(self, kind: type[Any]) -> tuple[Any, ...]:
        if kind not in self._records:
            stage, content = self._packed[kind]
            self._records |= unpack_records(content, KINDS[stage])
        return self._records[kind]

    @property
    def segmented(self) -> Segmented:
        return Segmented(self[Region], self[Section], self[Sentence])
