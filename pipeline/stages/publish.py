"""Stage `publish`: joins what the stages before it left into the contract tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import pyarrow as pa

from pipeline.cache.entries import pack_tables, unpack_tables
from pipeline.cache.store import Shelf, hash_parts
from pipeline.facts.catalog import load_own_catalog
from pipeline.organizations.link import load_directory
from pipeline.params import Params
from pipeline.publish import build_audit_tables, build_report_tables, report_schemas, writing_contract_tables
from pipeline.records import (
    Analysis,
    Audit,
    Check,
    CorrectionOutcome,
    Derived,
    Fact,
    Mention,
    Number,
    PillarLabel,
    PillarName,
    Place,
    Promise,
)
from pipeline.resources.user_lists import read_user_lists
from pipeline.resources.whole_places import load_whole_places
from pipeline.stages.folders import processed_folder, read_records
from pipeline.stages.incremental import open_stage_shelf
from pipeline.stages.report import StageReport
from pipeline.stages.staged import SEGMENTED, StagedReports, build_all, build_analysis
from pipeline.tables.contract import contract_tables

_LAST = "corrections"
"""The stage whose mentions, labels, numbers and facts are published."""
_READS = (*SEGMENTED, Mention, PillarLabel, Number, Fact, Place, CorrectionOutcome)


def run_publish(root: Path, params: Params) -> StageReport:
    """Write the contract tables."""
    pillars = read_records(root, PillarName)
    labels = [name.pillar for name in pillars]
    schemas = report_schemas(labels)
    directory = load_directory(user=read_user_lists(params.organizations))
    places = load_whole_places()
    catalog = load_own_catalog(params.facts)
    shelf = open_stage_shelf(root, "publish", params)
    build = partial(build_report_tables, directory=directory, places=places, catalog=catalog, schemas=schemas)
    chosen = params.publish
    with writing_contract_tables(
        processed_folder(root),
        directory=directory,
        pillars=pillars,
        catalog=catalog,
        formats=chosen.formats,
        labels=chosen.labels,
    ) as writer:
        for tables in _tables_of_reports(root, shelf, labels, build):
            writer.add(tables)
        writer.end_reports()
        audit = build_audit_tables(_read_audit(root), contract_tables(labels))
        writer.conclude(audit, penalty=params.audit.penalty, absent=_read_absent(root))
    return StageReport("publish", writer.rows)


def _tables_of_reports(
    root: Path, shelf: Shelf, labels: Sequence[str], build: Callable[[Analysis], Mapping[str, pa.Table]]
) -> Iterator[Mapping[str, pa.Table]]:
    """Give the contract tables of each report; what the stages left is let go of with the last one."""
    schemas = report_schemas(labels)
    for parts in StagedReports(root, _READS, last=_LAST).parts():
        key = hash_parts(parts.hash(), *labels)
        content = shelf.read(key)
        if content is None:
            content = pack_tables(build(build_analysis(build_all(parts))))
            shelf.write(key, content)
        yield unpack_tables(content, schemas)


def _read_audit(root: Path) -> Audit:
    return Audit(read_records(root, Check), read_records(root, Derived), read_records(root, Promise))


def _read_absent(root: Path) -> list[CorrectionOutcome]:
    """Read the outcomes of corrections whose report is none of the run."""
    return [outcome for outcome in read_records(root, CorrectionOutcome) if outcome.doc_id is None]
