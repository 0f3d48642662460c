"""Stage `segment`: documents to regions, sections and sentences with tokens."""

from __future__ import annotations

from pathlib import Path

from pipeline.params import Params
from pipeline.records import Region, Section, Sentence
from pipeline.segment import load_segmenter
from pipeline.stages.folders import read_reports, write_records
from pipeline.stages.report import StageReport


def run_segment(root: Path, params: Params) -> StageReport:
    """Cut every report into sentences."""
    segmenter = load_segmenter(params.segment)
    segmented = [segmenter.segment(document) for document in read_reports(root)]
    sentences = [sentence for one in segmented for sentence in one.sentences]
    sections = [section for one in segmented for section in one.sections]
    regions = [region for one in segmented for region in one.regions]
    write_records(root, "segment", {Region: regions, Section: sections, Sentence: sentences})
    counts = {"reports": len(segmented), "sections": len(sections), "sentences": len(sentences)}
    return StageReport("segment", counts)
