"""Stage `audit`: the figures of all reports, held against each other, place by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.audit import Auditor, load_auditor, reporting_place
from pipeline.cache.store import hash_parts
from pipeline.params import Params
from pipeline.records import Check, Derived, Document, Fact, Promise
from pipeline.stages.folders import stage_folder
from pipeline.stages.incremental import keep_tables, open_stage_shelf
from pipeline.stages.report import StageReport
from pipeline.stages.staged import Parts, Records, StagedReports, build_all
from pipeline.tables.files import write_tables
from pipeline.tables.staged import stage_tables

_STAGE = "audit"
_WRITTEN = (Check, Derived, Promise)


def run_audit(root: Path, params: Params) -> StageReport:
    """Check figures, derive what they imply, and join promises to outcomes.

    Reports of other places tell nothing of a report: only a place whose reports have changed is audited again.
    """
    shelf = open_stage_shelf(root, _STAGE, params)

    @cache
    def load() -> Auditor:
        return load_auditor(params.audit)

    found: defaultdict[str, list[pa.Table]] = defaultdict(list)
    for reports in _group_by_place(StagedReports(root, (Fact,), last="corrections")):
        key = hash_parts(*(parts.hash() for parts in reports))
        tables = keep_tables(shelf, key, _STAGE, _WRITTEN, partial(_audit, load, reports))
        for name, table in tables.items():
            found[name].append(table)
    schemas = {name: table.schema for name, table in stage_tables(_STAGE).items()}
    joined = {
        name: pa.concat_tables([schema.arrow_schema().empty_table(), *found[name]]).sort_by(
            [(column, "ascending") for column in schema.order]
        )
        for name, schema in schemas.items()
    }
    write_tables(stage_folder(root, _STAGE), joined, schemas, formats=("parquet",))
    inconsistent = pc.sum(pc.equal(joined["checks"].column("verdict"), "inconsistent")).as_py() or 0
    counts = {name: table.num_rows for name, table in joined.items()}
    return StageReport(_STAGE, {"checks": counts.pop("checks"), "inconsistent": inconsistent} | counts)


def _group_by_place(reports: StagedReports) -> Sequence[Sequence[Parts]]:
    """Group the reports that were read by what reports of one place share; one without a place stands alone."""
    places: defaultdict[tuple[str, str], list[Parts]] = defaultdict(list)
    for parts in reports.parts(statuses=("read",)):
        ((doc_id, code, region),) = (
            tuple(row.values()) for row in parts[Document].select(["doc_id", "region_code", "region"]).to_pylist()
        )
        place = reporting_place(code, region)
        places[("place", place) if place is not None else ("report", doc_id)].append(parts)
    return list(places.values())


def _audit(load: Callable[[], Auditor], reports: Sequence[Parts]) -> Records:
    built = map(build_all, reports)
    audit = load().audit((records[Document][0], records[Fact]) for records in built)
    return {Check: audit.checks, Derived: audit.derived, Promise: audit.promises}
