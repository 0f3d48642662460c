"""Build the facts of a report: every quantity bound to what it measures, when, where and against what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.facts.catalog import Catalog, load_own_catalog
from pipeline.facts.measures import Deriver
from pipeline.facts.patterns import Patterns, build_patterns, compile_quick
from pipeline.facts.reader import Reader
from pipeline.params import FactsParams
from pipeline.records import Document, Fact, Mention, Number, PillarLabel, Segmented
from pipeline.resources.cues import load_cues
from pipeline.resources.units import Units, load_units


@dataclass(frozen=True, slots=True)
class FactBuilder:
    """Binds the numbers of one document. Build it with `load_fact_builder`."""

    params: FactsParams
    patterns: Patterns
    units: Units
    catalog: Catalog

    @property
    def deriver(self) -> Deriver:
        """What gives a fact its derived columns."""
        return Deriver(self.units, self.catalog, self.patterns.flow)

    def build(
        self,
        document: Document,
        segmented: Segmented,
        mentions: Sequence[Mention],
        labels: Sequence[PillarLabel],
        numbers: Sequence[Number],
    ) -> tuple[Fact, ...]:
        """Build the facts of a document, sorted by place. Facts below `min_confidence` are left out.

        Args:
            document: the report; its date decides what 今年 and 目前 mean.
            segmented: its sections and sentences.
            mentions: organizations found in it.
            labels: the pillar of each sentence.
            numbers: the ledger; only rows without a reason become facts.
        """
        reader = Reader(
            document,
            segmented,
            mentions,
            labels,
            patterns=self.patterns,
            units=self.units,
            deriver=self.deriver,
        )
        facts = reader.read(numbers)
        kept = [fact for fact in facts if fact.confidence >= self.params.min_confidence]
        ids = {fact.fact_id for fact in kept}
        return tuple(
            fact if fact.part_of in ids or fact.part_of is None else replace(fact, part_of=None) for fact in kept
        )


def load_fact_builder(params: FactsParams, *, overrides: Path | None = None) -> FactBuilder:
    """Load cue words, units and indicators. `overrides` is a folder whose files replace the packaged ones."""
    return FactBuilder(
        params,
        build_patterns(load_cues(overrides=overrides), compile_quick),
        load_units(overrides=overrides),
        load_own_catalog(params, overrides=overrides),
    )
