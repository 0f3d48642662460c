"""Build the contract tables from the records of analyzed reports: the only place where stages' records are joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow as pa

from pipeline.organizations.link import Directory
from pipeline.pillars.names import build_names
from pipeline.publish.gathered import Gathered
from pipeline.publish.report import REPORT_TABLES, build_report_tables, report_schemas
from pipeline.records import Analysis, PillarName
from pipeline.resources.pillars import load_pillar_taxonomy
from pipeline.tables.contract import contract_tables
from pipeline.tables.integrity import check_integrity


def build_contract_tables(
    analyses: Iterable[Analysis],
    *,
    directory: Directory,
    pillars: Sequence[PillarName] | None = None,
    overrides: Path | None = None,
) -> dict[str, pa.Table]:
    """Build all contract tables, each sorted by its order, from analyzed reports in any order.

    `directory` tells what is known of the organizations that were found: the one that linked them; `pillars` are the
    labels of the scheme that sentences were classified by, ours where it is None. `overrides` is the folder of data
    files that took precedence over the packaged ones. Where the tables are too large for the memory, `ContractWriter`
    writes the same.

    Raises:
        TableError: records do not fit together, such as a sentence without a pillar label, or a key stands twice.
    """
    names = build_names(load_pillar_taxonomy(overrides=overrides)) if pillars is None else pillars
    labels = [name.pillar for name in names]
    schemas = report_schemas(labels)
    gathered = Gathered(directory, names, overrides=overrides)
    parts: dict[str, list[pa.Table]] = {name: [] for name in REPORT_TABLES}
    for analysis in sorted(analyses, key=lambda one: one.document.doc_id):
        tables = build_report_tables(analysis, directory=directory, schemas=schemas)
        gathered.add(tables)
        for name, found in parts.items():
            found.append(tables[name])
    joined = {name: _join(schemas[name].arrow_schema(), found) for name, found in parts.items()} | gathered.tables()
    ordered = {name: joined[name] for name in contract_tables(labels)}
    check_integrity(ordered, contract_tables(labels))
    return ordered


def _join(schema: pa.Schema, parts: list[pa.Table]) -> pa.Table:
    return pa.concat_tables(parts).combine_chunks() if parts else schema.empty_table()
