"""Stage `publish`: what all stages added, joined to the contract tables in data/processed/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.organizations.link import load_directory
from pipeline.params import Params
from pipeline.publish import build_contract_tables, write_contract_tables
from pipeline.records import (
    Analysis,
    Audit,
    Check,
    Derived,
    Document,
    Fact,
    Mention,
    Number,
    PillarLabel,
    PillarName,
    Place,
    Promise,
    Segmented,
)
from pipeline.resources.user_lists import read_user_lists
from pipeline.stages.folders import group_by_report, processed_folder, read_records, read_segmented
from pipeline.stages.report import StageReport


def run_publish(root: Path, params: Params) -> StageReport:
    """Write the contract tables."""
    pillars = read_records(root, PillarName)
    directory = load_directory(user=read_user_lists(params.organizations))
    audit = Audit(read_records(root, Check), read_records(root, Derived), read_records(root, Promise))
    tables = build_contract_tables(
        read_analyses(root), directory=directory, pillars=pillars, audit=audit, audit_params=params.audit
    )
    chosen = params.publish
    write_contract_tables(processed_folder(root), tables, formats=chosen.formats, labels=chosen.labels)
    return StageReport("publish", {name: table.num_rows for name, table in tables.items()})


def read_analyses(root: Path) -> Iterator[Analysis]:
    """Read for each report, also for those that were not read, what all stages found in it."""
    segmented = read_segmented(root)
    mentions = group_by_report(read_records(root, Mention))
    numbers = group_by_report(read_records(root, Number))
    facts = group_by_report(read_records(root, Fact))
    places = group_by_report(read_records(root, Place))
    labels = {label.sentence_id: label for label in read_records(root, PillarLabel)}
    for document in read_records(root, Document):
        found = segmented.get(document.doc_id, Segmented((), (), ()))
        yield Analysis(
            replace(document, places=places[document.doc_id]),
            found,
            mentions=mentions[document.doc_id],
            labels=tuple(labels[sentence.sentence_id] for sentence in found.sentences),
            numbers=numbers[document.doc_id],
            facts=facts[document.doc_id],
        )
