"""Stage `organizations`: sentences to mentions of named organizations."""

from __future__ import annotations

from pathlib import Path

from pipeline.organizations.finder import load_organization_finder
from pipeline.params import Params
from pipeline.records import Document, Mention
from pipeline.stages.incremental import Work, run_on_each
from pipeline.stages.report import StageReport
from pipeline.stages.staged import SEGMENTED, Records, segmented_of


def run_organizations(root: Path, params: Params) -> StageReport:
    """Find the organizations in every report."""
    problems: list[str] = []

    def load() -> Work:
        finder = load_organization_finder(params.organizations)

        def work(document: Document, found: Records) -> Records:
            return {Mention: finder.find(document, segmented_of(found))}

        return work

    mentions = 0
    organizations: set[str] = set()
    for tables in run_on_each(root, "organizations", params, reads=SEGMENTED, load=load, tell=problems.append):
        mentions += tables["mentions"].num_rows
        organizations.update(tables["mentions"].column("org_id").to_pylist())
    return StageReport("organizations", {"mentions": mentions, "organizations": len(organizations)}, tuple(problems))
