"""The rows of the contract tables that one report has: all but those of the dimensions, which reports share."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from pipeline.errors import TableError
from pipeline.facts.catalog import Catalog
from pipeline.organizations.link import Directory
from pipeline.publish.dimensions import REPORT_INDICATORS, find_indicators
from pipeline.publish.fact_organizations import build_fact_organizations
from pipeline.publish.facts import build_fact_columns
from pipeline.publish.organizations import ORGANIZATION_COUNTS, count_organizations
from pipeline.publish.periods import first_day
from pipeline.publish.scorecard import build_scorecard
from pipeline.records import Analysis, CorrectionOutcome, Document, Mention, Number, Place, Section
from pipeline.resources.whole_places import WholePlaces
from pipeline.tables.columns import Reference, TableSchema
from pipeline.tables.contract import contract_tables
from pipeline.tables.integrity import check_integrity
from pipeline.tables.rows import build_column_table, record_columns, record_row, row_columns

Columns = Mapping[str, Sequence[Any]]
_STAYS = frozenset({"clean_start", "clean_end", "plus"})
"""Fields of a number that are not published."""

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
    return own | {schema.name: schema for schema in (ORGANIZATION_COUNTS, REPORT_INDICATORS)}


def build_report_tables(
    analysis: Analysis,
    *,
    directory: Directory,
    places: WholePlaces,
    catalog: Catalog,
    schemas: Mapping[str, TableSchema],
) -> dict[str, pa.Table]:
    """Build the rows of one report, each table sorted by its order, and what it says of organizations and indicators.

    `schemas` are those of `report_schemas`; `places` tells which figures are of the whole place of the report,
    `catalog` is the one that named the facts.

    Raises:
        TableError: records do not fit together, such as a sentence without a pillar label, or a key stands twice.
    """
    scorecard = build_scorecard(analysis.facts, places, analysis.document.region)
    columns: dict[str, Columns] = {
        "documents": {name: [value] for name, value in _document_row(analysis.document).items()},
        "places": record_columns(Place, analysis.document.places),
        "sections": record_columns(Section, analysis.segmented.sections),
        "sentences": _sentence_columns(analysis),
        "mentions": record_columns(Mention, analysis.mentions),
        "quantities": _quantity_columns(analysis),
        "facts": build_fact_columns(analysis, places),
        "scorecard": row_columns(schemas["scorecard"], scorecard),
        "fact_organizations": row_columns(schemas["fact_organizations"], build_fact_organizations(analysis)),
        _CORRECTIONS: record_columns(CorrectionOutcome, analysis.corrections),
        ORGANIZATION_COUNTS.name: row_columns(ORGANIZATION_COUNTS, count_organizations(analysis, directory)),
        REPORT_INDICATORS.name: row_columns(REPORT_INDICATORS, find_indicators(analysis.facts, catalog)),
    }
    tables = {name: build_column_table(schema, columns[name]) for name, schema in schemas.items()}
    if not _fit_together(columns, schemas):
        check_integrity(tables, {name: _without_others(schema) for name, schema in schemas.items()})
    return tables


def _fit_together(columns: Mapping[str, Columns], schemas: Mapping[str, TableSchema]) -> bool:
    """Tell whether `check_integrity` has nothing to refuse: of the few rows of a report sets tell it sooner."""
    for name, schema in schemas.items():
        keys = [columns[name][column] for column in schema.key]
        distinct = set(keys[0]) if len(keys) == 1 else set(zip(*keys, strict=True))
        if len(distinct) < len(keys[0]):
            return False
        for reference in _own_references(schema):
            known = columns[reference.table][reference.key]
            if not {None, *known}.issuperset(columns[name][reference.column]):
                return False
    return True


def _without_others(schema: TableSchema) -> TableSchema:
    """Leave out references to other reports and to dimensions: of one report alone they lead nowhere yet."""
    return replace(schema, references=tuple(_own_references(schema)))


def _own_references(schema: TableSchema) -> Iterable[Reference]:
    return () if schema.name == "documents" else (one for one in schema.references if one.table in REPORT_TABLES)


def _document_row(document: Document) -> dict[str, Any]:
    return record_row(document) | {"report_day": first_day(document.report_date)}


def _sentence_columns(analysis: Analysis) -> Columns:
    sentences = analysis.segmented.sentences
    labels = {label.sentence_id: label for label in analysis.labels}
    lost = next((sentence for sentence in sentences if sentence.sentence_id not in labels), None)
    if lost is not None:
        message = f"sentence {lost.sentence_id} has no pillar label; run the stage pillars again"
        raise TableError(message)
    paths: dict[str | None, str] = {section.section_id: section.path for section in analysis.segmented.sections}
    own = [labels[sentence.sentence_id] for sentence in sentences]
    around = _places_of(analysis.document.places, [sentence.char_start for sentence in sentences])
    return {
        "doc_id": [sentence.doc_id for sentence in sentences],
        "sentence_id": [sentence.sentence_id for sentence in sentences],
        "char_start": [sentence.char_start for sentence in sentences],
        "char_end": [sentence.char_end for sentence in sentences],
        "text": [sentence.text for sentence in sentences],
        "section": [paths.get(sentence.section_id) for sentence in sentences],
        "pillar": [label.pillar for label in own],
        "pillar_score": [label.score for label in own],
        "pillar_cues": [label.cues for label in own],
        "page": [place.page if place else None for place in around],
        "paragraph": [place.paragraph if place else None for place in around],
    }


def _places_of(places: Sequence[Place], offsets: Sequence[int]) -> Sequence[Place | None]:
    """Give for each offset the place in the file that it stands in."""
    if not places:
        return [None] * len(offsets)
    starts = [place.char_start for place in places]
    indexes = [bisect_right(starts, offset) - 1 for offset in offsets]
    return [places[index] if index >= 0 else None for index in indexes]


def _quantity_columns(analysis: Analysis) -> Columns:
    """Give the ledger, where every number has either its fact or a reason why it is none."""
    columns = record_columns(Number, analysis.numbers)
    spans = zip(columns["char_start"], columns["char_end"], strict=True)
    facts = {(fact.char_start, fact.char_end): fact.fact_id for fact in analysis.facts}
    fact_ids = [facts.get(span) for span in spans]
    reasons = [
        None if fact_id else reason or "unexplained"
        for fact_id, reason in zip(fact_ids, columns["reason"], strict=True)
    ]
    published = {name: values for name, values in columns.items() if name not in _STAYS}
    return published | {"fact_id": fact_ids, "reason": reasons}
