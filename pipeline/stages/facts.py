"""Stage `facts`: what all stages before it found, bound to facts."""

from __future__ import annotations

from pathlib import Path

from pipeline.facts.build import load_fact_builder
from pipeline.params import Params
from pipeline.records import Document, Fact, Mention, Number, PillarLabel
from pipeline.stages.incremental import Work, run_on_each
from pipeline.stages.report import StageReport
from pipeline.stages.staged import SEGMENTED, Records, segmented_of


def run_facts(root: Path, params: Params) -> StageReport:
    """Bind every quantity to what it means."""
    problems: list[str] = []

    def load() -> Work:
        builder = load_fact_builder(params.facts)

        def work(document: Document, found: Records) -> Records:
            parts = (tuple(found[kind]) for kind in (Mention, PillarLabel, Number))
            return {Fact: builder.build(document, segmented_of(found), *parts)}

        return work

    reads = (*SEGMENTED, Mention, PillarLabel, Number)
    facts = 0
    for tables in run_on_each(root, "facts", params, reads=reads, load=load, tell=problems.append):
        facts += tables["facts"].num_rows
    return StageReport("facts", {"facts": facts}, tuple(problems))
