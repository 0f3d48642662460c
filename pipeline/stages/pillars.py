"""Stage `pillars`: sentences to their pillars."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from pipeline.params import Params
from pipeline.pillars import build_names, load_pillar_classifier, load_scheme
from pipeline.records import Document, PillarLabel, PillarName
from pipeline.stages.folders import stage_folder
from pipeline.stages.incremental import Work, run_on_each
from pipeline.stages.report import StageReport
from pipeline.stages.staged import SEGMENTED, Records, segmented_of
from pipeline.tables.files import write_table
from pipeline.tables.rows import build_record_table
from pipeline.tables.staged import table_of


def run_pillars(root: Path, params: Params) -> StageReport:
    """Classify every sentence."""
    own = params.pillars
    problems: list[str] = []

    def load() -> Work:
        classifier = load_pillar_classifier(own)

        def work(document: Document, found: Records) -> Records:
            return {PillarLabel: classifier.classify(document, segmented_of(found))}

        return work

    counts: Counter[str] = Counter()
    for tables in run_on_each(root, "pillars", params, reads=SEGMENTED, load=load, tell=problems.append):
        counts.update(tables["labels"].column("pillar").to_pylist())
    names = table_of(PillarName).schema
    # in the order of the scheme, not of the keys
    rows = build_record_table(names, build_names(load_scheme(own)), sort=False)
    write_table(names, rows, stage_folder(root, "pillars") / f"{names.name}.parquet")
    named = counts.total() - counts["none"]
    return StageReport("pillars", {"sentences": counts.total(), "sentences in a pillar": named}, tuple(problems))
