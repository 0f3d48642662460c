"""The rows of the contract tables that one report has: all but those of the dimensions, which reports share."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

import pyarrow as pa

from pipeline.errors import TableError
from pipeline.organizations.link import Directory
from pipeline.publish.fact_organizations import build_fact_organizations
from pipeline.publish.facts import build_fact_rows
from pipeline.publish.organizations import ORGANIZATION_COUNTS, count_organizations
from pipeline.publish.periods import first_day
from pipeline.publish.scorecard import build_scorecard
from pipeline.records import Analysis, Document
from pipeline.resources.whole_places import WholePlaces
from pipeline.tables.columns import TableSchema
from pipeline.tables.contract import CONTRACT_TABLES, contract_tables
from pipeline.tables.integrity import check_integrity
from pipeline.tables.rows import build_table, record_row

Rows = list[dict[str, Any]]
_NUMBER_COLUMNS = tuple(
    name for name in CONTRACT_TABLES["quantities"].column_names if name not in ("fact_id", "reason")
)
_read_number = attrgetter(*_NUMBER_COLUMNS)

REPORT_TABLES = (
    "facts",
    "mentions",
    "sentences",
    "quantities",
    "documents",
    "places",
    "sections",
    "fact_organizations",
    "scorecard",
)
"""The contract tables whose rows are each of one report; all of them are sorted by doc_id first."""
_CORRECTIONS = "corrections"
"""Of one report too, but sorted by the report that a correction names."""


def report_schemas(pillars: Sequence[str]) -> dict[str, TableSchema]:
    """Give the schemas of what `build_report_tables` gives, for a scheme with these pillars."""
    schemas = contract_tables(pillars)
    own = {name: schemas[name] for name in (*REPORT_TABLES, _CORRECTIONS)}
    return own | {ORGANIZATION_COUNTS.name: ORGANIZATION_COUNTS}


def build_report_tables(
    analysis: Analysis, *, directory: Directory, places: WholePlaces, schemas: Mapping[str, TableSchema]
) -> dict[str, pa.Table]:
    """Build the rows of one report, each table sorted by its order, and what it says of organizations.

    `schemas` are those of `report_schemas`; `places` tells which figures are of the whole place of the report.

    Raises:
        TableError: records do not fit together, such as a sentence without a pillar label, or a key stands twice.
    """
    rows = {
        "documents": [_document_row(analysis.document)],
        "places": [record_row(place) for place in analysis.document.places],
        "sections": [record_row(section) for section in analysis.segmented.sections],
        "sentences": _sentence_rows(analysis),
        "mentions": [record_row(mention) for mention in analysis.mentions],
        "quantities": _quantity_rows(analysis),
        "facts": build_fact_rows(analysis, places),
        "scorecard": build_scorecard(analysis.facts, places, analysis.document.region),
        "fact_organizations": build_fact_organizations(analysis),
        _CORRECTIONS: [record_row(outcome) for outcome in analysis.corrections],
        ORGANIZATION_COUNTS.name: count_organizations(analysis, directory),
    }
    tables = {name: build_table(schema, rows[name]) for name, schema in schemas.items()}
    check_integrity(tables, {name: _without_others(schema) for name, schema in schemas.items()})
    return tables


def _without_others(schema: TableSchema) -> TableSchema:
    """Leave out references to other reports and to dimensions: of one report alone they lead nowhere yet."""
    own = tuple(
        reference for reference in schema.references if reference.table in REPORT_TABLES and schema.name != "documents"
    )
    return replace(schema, references=own)


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
