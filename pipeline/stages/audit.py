"""Stage `audit`: the figures of all reports, held against each other."""

from __future__ import annotations

from pathlib import Path

from pipeline.audit import load_auditor
from pipeline.params import Params
from pipeline.records import Check, Derived, Fact, Promise
from pipeline.stages.folders import group_by_report, read_records, read_reports, write_records
from pipeline.stages.report import StageReport


def run_audit(root: Path, params: Params) -> StageReport:
    """Check figures, derive what they imply, and join promises to outcomes."""
    facts = group_by_report(read_records(root, Fact, "corrections"))
    reports = ((document, facts[document.doc_id]) for document in read_reports(root))
    audit = load_auditor(params.audit).audit(reports)
    write_records(root, "audit", {Check: audit.checks, Derived: audit.derived, Promise: audit.promises})
    inconsistent = sum(check.verdict == "inconsistent" for check in audit.checks)
    counts = {"checks": len(audit.checks), "inconsistent": inconsistent}
    return StageReport("audit", counts | {"derived": len(audit.derived), "promises": len(audit.promises)})
