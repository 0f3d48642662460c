"""Stage `facts`: what all stages before it found, bound to facts."""

from __future__ import annotations

from pathlib import Path

from pipeline.facts import load_fact_builder
from pipeline.params import Params
from pipeline.records import Fact, Mention, Number, PillarLabel
from pipeline.stages.folders import group_by_report, read_records, read_reports, read_segmented, write_records
from pipeline.stages.report import StageReport


def run_facts(root: Path, params: Params) -> StageReport:
    """Bind every quantity to what it means."""
    builder = load_fact_builder(params.facts)
    segmented = read_segmented(root)
    mentions = group_by_report(read_records(root, Mention))
    numbers = group_by_report(read_records(root, Number))
    labels = {label.sentence_id: label for label in read_records(root, PillarLabel)}
    facts = [
        fact
        for document in read_reports(root)
        for fact in builder.build(
            document,
            segmented[document.doc_id],
            mentions[document.doc_id],
            tuple(labels[sentence.sentence_id] for sentence in segmented[document.doc_id].sentences),
            numbers[document.doc_id],
        )
    ]
    write_records(root, "facts", {Fact: facts})
    return StageReport("facts", {"facts": len(facts)})
