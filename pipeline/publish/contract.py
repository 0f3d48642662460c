"""Build the contract tables from the records of analyzed reports: the only place where stages' records are joined."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.audit import doubted_facts, load_auditor, lower_confidence
from pipeline.errors import TableError
from pipeline.facts.catalog import Catalog, load_catalog
from pipeline.organizations.link import Directory
from pipeline.params import AuditParams
from pipeline.pillars.names import build_names
from pipeline.publish.dimensions import build_indicator_rows, build_pillar_rows
from pipeline.publish.fact_organizations import build_fact_organizations
from pipeline.publish.facts import build_fact_rows
from pipeline.publish.organizations import OrganizationCounts
from pipeline.publish.periods import build_period_rows, first_day
from pipeline.publish.scorecard import build_scorecard
from pipeline.records import Analysis, Audit, CorrectionOutcome, Document, Fact, PillarName
from pipeline.resources.pillars import load_pillar_taxonomy
from pipeline.resources.whole_places import load_whole_places
from pipeline.tables.contract import CONTRACT_TABLES, contract_tables
from pipeline.tables.integrity import check_integrity
from pipeline.tables.rows import build_table, record_row

Rows = list[dict[str, Any]]
_NUMBER_COLUMNS = tuple(
    name for name in CONTRACT_TABLES["quantities"].column_names if name not in ("fact_id", "reason")
)
_read_number = attrgetter(*_NUMBER_COLUMNS)


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
    files that took precedence over the packaged ones.

    Raises:
        TableError: records do not fit together, such as a sentence without a pillar label, or a key stands twice.
    """
    rows: dict[str, Rows] = {name: [] for name in CONTRACT_TABLES}
    organizations = OrganizationCounts(directory)
    places = load_whole_places(overrides)
    told: list[tuple[Document, Sequence[Fact]]] = []
    for analysis in analyses:
        rows["documents"].append(_document_row(analysis.document))
        rows["places"].extend(map(record_row, analysis.document.places))
        rows["sections"].extend(map(record_row, analysis.segmented.sections))
        rows["sentences"].extend(_sentence_rows(analysis))
        rows["mentions"].extend(map(record_row, analysis.mentions))
        rows["quantities"].extend(_quantity_rows(analysis))
        rows["facts"].extend(build_fact_rows(analysis, places))
        rows["scorecard"].extend(build_scorecard(analysis.facts, places, analysis.document.region))
        rows["fact_organizations"].extend(build_fact_organizations(analysis))
        rows["corrections"].extend(map(record_row, analysis.corrections))
        organizations.add(analysis)
        if analysis.document.status == "read":
            told.append((analysis.document, analysis.facts))
    rows["corrections"].extend(map(record_row, absent))
    settings = audit_params or AuditParams()
    found = load_auditor(settings, overrides=overrides).audit(told) if audit is None else audit
    _add_audit(rows, found, settings)
    names = build_names(load_pillar_taxonomy(overrides=overrides)) if pillars is None else pillars
    labels = [name.pillar for name in names]
    rows["organizations"] = organizations.rows()
    rows["indicators"] = build_indicator_rows(
        rows["facts"], labels, load_catalog(overrides=overrides) if catalog is None else catalog
    )
    rows["pillars"] = build_pillar_rows(names)
    dated = (*rows["facts"], *rows["derived"])
    rows["periods"] = build_period_rows({row["period"] for row in dated if row["period"]})
    schemas = contract_tables(labels)
    tables = {name: build_table(schema, rows[name]) for name, schema in schemas.items()}
    check_integrity(tables, schemas)
    return tables


def _add_audit(rows: dict[str, Rows], audit: Audit, params: AuditParams) -> None:
    """Add the rows of the audit, and lower the confidence of the facts that an inconsistency involves."""
    rows["checks"] = list(map(record_row, audit.checks))
    rows["derived"] = list(map(record_row, audit.derived))
    rows["promises"] = list(map(record_row, audit.promises))
    doubted = doubted_facts(audit.checks)
    for row in rows["facts"]:
        row["confidence"] = lower_confidence(row["confidence"], row["fact_id"], doubted, params.penalty)


def _document_row(document: Document) -> dict[str, Any]:
    return record_row(document) | {"report_day": first_day(document.report_date)}


def _sentence_rows(analysis: Analysis) -> Rows:
    labels = {label.sentence_id: label for label in analysis.labels}
    paths = {section.section_id: section.path for section in analysis.segmented.sections}
    places = analysis.document.places
    starts = [place.char_start for place in places]
    rows = []
    for sentence in analysis.segmented.sentences:
        index = bisect_right(starts, sentence.char_start) - 1
        place = places[index] if index >= 0 else None
        label = labels.get(sentence.sentence_id)
        if label is None:
            message = f"sentence {sentence.sentence_id} has no pillar label; run the stage pillars again"
            raise TableError(message)
        rows.append(
            {
                "doc_id": sentence.doc_id,
                "sentence_id": sentence.sentence_id,
                "char_start": sentence.char_start,
                "char_end": sentence.char_end,
                "text": sentence.text,
                "section": paths.get(sentence.section_id) if sentence.section_id else None,
                "pillar": label.pillar,
                "pillar_score": label.score,
                "pillar_cues": label.cues,
                "page": place.page if place else None,
                "paragraph": place.paragraph if place else None,
            }
        )
    return rows


def _quantity_rows(analysis: Analysis) -> Rows:
    """Give the ledger, where every number has either its fact or a reason why it is none."""
    fact_ids = {(fact.char_start, fact.char_end): fact.fact_id for fact in analysis.facts}
    rows = []
    for number in analysis.numbers:
        fact_id = fact_ids.get((number.char_start, number.char_end))
        reason = None if fact_id else number.reason or "unexplained"
        own = zip(_NUMBER_COLUMNS, _read_number(number), strict=True)
        rows.append(dict(own, fact_id=fact_id, reason=reason))
    return rows
