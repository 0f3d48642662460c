"""Stage `organizations`: sentences to mentions of named organizations."""

from __future__ import annotations

from pathlib import Path

from pipeline.organizations import load_organization_finder
from pipeline.params import Params
from pipeline.records import Mention
from pipeline.stages.folders import read_reports, read_segmented, write_records
from pipeline.stages.report import StageReport


def run_organizations(root: Path, params: Params) -> StageReport:
    """Find the organizations in every report."""
    finder = load_organization_finder(params.organizations)
    segmented = read_segmented(root)
    mentions = [
        mention for document in read_reports(root) for mention in finder.find(document, segmented[document.doc_id])
    ]
    write_records(root, "organizations", {Mention: mentions})
    counts = {"mentions": len(mentions), "organizations": len({mention.org_id for mention in mentions})}
    return StageReport("organizations", counts)
