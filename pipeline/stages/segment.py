"""Stage `segment`: documents to regions, sections and sentences with tokens."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from pipeline.params import Params
from pipeline.records import Document, Region, Section, Sentence
from pipeline.segment import load_segmenter
from pipeline.stages.incremental import Work, run_on_each
from pipeline.stages.report import StageReport
from pipeline.stages.staged import Records


def run_segment(root: Path, params: Params) -> StageReport:
    """Cut every report into sentences."""
    problems: list[str] = []

    def load() -> Work:
        segmenter = load_segmenter(params.segment)

        def work(document: Document, _found: Records) -> Records:
            segmented = segmenter.segment(document)
            return {Region: segmented.regions, Section: segmented.sections, Sentence: segmented.sentences}

        return work

    counts = Counter(reports=0, sections=0, sentences=0)
    for tables in run_on_each(root, "segment", params, reads=(), load=load, tell=problems.append):
        counts.update(reports=1, sections=tables["sections"].num_rows, sentences=tables["sentences"].num_rows)
    return StageReport("segment", counts, tuple(problems))
