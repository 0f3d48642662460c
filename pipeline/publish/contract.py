"""Build the contract tables from the records of analyzed reports, all in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow as pa

from pipeline.audit import load_auditor
from pipeline.facts.catalog import Catalog, load_catalog
from pipeline.organizations.link import Directory
from pipeline.params import AuditParams
from pipeline.pillars.names import build_names
from pipeline.publish.audited import build_audit_tables, doubted_facts, lower_confidences
from pipeline.publish.gathered import Gathered
from pipeline.publish.report import REPORT_TABLES, build_report_tables, report_schemas
from pipeline.records import Analysis, Audit, CorrectionOutcome, Document, Fact, PillarName
from pipeline.resources.pillars import load_pillar_taxonomy
from pipeline.resources.whole_places import load_whole_places
from pipeline.tables.contract import contract_tables
from pipeline.tables.integrity import check_integrity


def build_contract_tables(
    analyses: Iterable[Analysis],
    *,
    directory: Directory,
    pillars: Sequence[PillarName] | None = None,
    catalog: Catalog | None = None,
    absent: Iterable[CorrectionOutcome] = (),
    audit: Audit | None = None,
    audit_params: AuditParams | None = None,
    overrides: Path | None = None,
) -> dict[str, pa.Table]:
    """Build all contract tables, each sorted by its order, from analyzed reports in any order.

    `directory` tells what is known of the organizations that were found: the one that linked them; `pillars` are the
    labels of the scheme that sentences were classified by, `catalog` is the one that named the facts: ours where they
    are None. `absent` are the outcomes of corrections whose report is none of these. `audit` is what the figures tell
    of each other; where it is None, they are audited here, with `audit_params`. `overrides` is the folder of data
    files that took precedence over the packaged ones. Where the tables are too large for the memory, `ContractWriter`
    writes the same.

    Raises:
        TableError: records do not fit together, such as a sentence without a pillar label, or a key stands twice.
    """
    names = build_names(load_pillar_taxonomy(overrides=overrides)) if pillars is None else pillars
    labels = [name.pillar for name in names]
    schemas = report_schemas(labels)
    gathered = Gathered()
    places = load_whole_places(overrides)
    named = load_catalog(overrides=overrides) if catalog is None else catalog
    parts: dict[str, list[pa.Table]] = {name: [] for name in REPORT_TABLES}
    told: list[tuple[Document, Sequence[Fact]]] = []
    for analysis in sorted(analyses, key=lambda one: one.document.doc_id):
        tables = build_report_tables(analysis, directory=directory, places=places, catalog=named, schemas=schemas)
        gathered.add(tables)
        for name, found in parts.items():
            found.append(tables[name])
        if analysis.document.status == "read":
            told.append((analysis.document, analysis.facts))
    settings = audit_params or AuditParams()
    held = load_auditor(settings, overrides=overrides).audit(told) if audit is None else audit
    audited = build_audit_tables(held, contract_tables(labels))
    joined = {name: _join(schemas[name].arrow_schema(), found) for name, found in parts.items()}
    joined["facts"] = lower_confidences(joined["facts"], doubted_facts(audited["checks"]), settings.penalty)
    joined |= gathered.tables(directory, names, catalog=named, audit=audited, absent=absent)
    ordered = {name: joined[name] for name in contract_tables(labels)}
    check_integrity(ordered, contract_tables(labels))
    return ordered


def _join(schema: pa.Schema, parts: list[pa.Table]) -> pa.Table:
    return pa.concat_tables(parts).combine_chunks() if parts else schema.empty_table()
