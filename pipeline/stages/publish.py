"""Stage `publish`: what all stages added, joined to the contract tables in data/processed/."""

from __future__ import annotations

from pathlib import Path

from pipeline.facts.catalog import load_own_catalog
from pipeline.organizations.link import load_directory
from pipeline.params import Params
from pipeline.publish import build_contract_tables, write_contract_tables
from pipeline.records import Audit, Check, CorrectionOutcome, Derived, PillarName, Promise
from pipeline.resources.user_lists import read_user_lists
from pipeline.stages.folders import processed_folder, read_analyses, read_records
from pipeline.stages.report import StageReport

_LAST = "corrections"
"""The stage whose mentions, labels, numbers and facts are published."""


def run_publish(root: Path, params: Params) -> StageReport:
    """Write the contract tables."""
    pillars = read_records(root, PillarName)
    directory = load_directory(user=read_user_lists(params.organizations))
    catalog = load_own_catalog(params.facts)
    absent = [outcome for outcome in read_records(root, CorrectionOutcome) if outcome.doc_id is None]
    tables = build_contract_tables(
        read_analyses(root, _LAST),
        directory=directory,
        pillars=pillars,
        catalog=catalog,
        absent=absent,
        audit=Audit(read_records(root, Check), read_records(root, Derived), read_records(root, Promise)),
        audit_params=params.audit,
    )
    chosen = params.publish
    write_contract_tables(processed_folder(root), tables, formats=chosen.formats, labels=chosen.labels)
    return StageReport("publish", {name: table.num_rows for name, table in tables.items()})
