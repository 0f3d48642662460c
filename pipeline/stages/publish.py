"""Stage `publish`: what all stages added, joined to the contract tables in data/processed/."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.cache.entries import pack_tables, unpack_tables
from pipeline.cache.store import hash_parts
from pipeline.organizations.link import load_directory
from pipeline.params import Params
from pipeline.publish import build_report_tables, report_schemas, writing_contract_tables
from pipeline.records import Analysis, Document, Fact, Mention, Number, PillarLabel, PillarName, Place
from pipeline.resources.user_lists import read_user_lists
from pipeline.stages.folders import processed_folder, read_records
from pipeline.stages.incremental import (
    SEGMENTED,
    Records,
    StagedReports,
    build_all,
    hash_tables,
    open_stage_shelf,
    segmented_of,
)
from pipeline.stages.report import StageReport

_READS = (*SEGMENTED, Mention, PillarLabel, Number, Fact, Place)


def run_publish(root: Path, params: Params) -> StageReport:
    """Write the contract tables."""
    pillars = read_records(root, PillarName)
    labels = [name.pillar for name in pillars]
    schemas = report_schemas(labels)
    directory = load_directory(user=read_user_lists(params.organizations))
    shelf = open_stage_shelf(root, "publish", params)
    chosen = params.publish
    with writing_contract_tables(
        processed_folder(root), directory=directory, pillars=pillars, formats=chosen.formats, labels=chosen.labels
    ) as writer:
        for parts in StagedReports(root, _READS).parts():
            key = hash_parts(hash_tables(parts), *labels)
            content = shelf.read(key)
            if content is None:
                analysis = _build_analysis(build_all(parts))
                content = pack_tables(build_report_tables(analysis, directory=directory, schemas=schemas))
                shelf.write(key, content)
            writer.add(unpack_tables(content, schemas))
    return StageReport("publish", writer.rows)


def _build_analysis(records: Records) -> Analysis:
    (document,) = records[Document]
    return Analysis(
        replace(document, places=tuple(records[Place])),
        segmented_of(records),
        mentions=tuple(records[Mention]),
        labels=tuple(records[PillarLabel]),
        numbers=tuple(records[Number]),
        facts=tuple(records[Fact]),
    )
