"""Stage `pillars`: sentences to their pillars."""

from __future__ import annotations

from pathlib import Path

from pipeline.params import Params
from pipeline.pillars import build_names, load_pillar_classifier
from pipeline.records import PillarLabel, PillarName
from pipeline.stages.folders import read_reports, read_segmented, write_records
from pipeline.stages.report import StageReport


def run_pillars(root: Path, params: Params) -> StageReport:
    """Classify every sentence."""
    classifier = load_pillar_classifier(params.pillars)
    segmented = read_segmented(root)
    labels = [
        label for document in read_reports(root) for label in classifier.classify(document, segmented[document.doc_id])
    ]
    write_records(root, "pillars", {PillarName: build_names(classifier.taxonomy), PillarLabel: labels})
    named = sum(label.pillar != "none" for label in labels)
    return StageReport("pillars", {"sentences": len(labels), "sentences in a pillar": named})
