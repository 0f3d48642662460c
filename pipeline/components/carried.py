"""What components leave on a doc for those after them: the records of the core, written as plain values.

Plain values, since a doc must survive `to_bytes`, a DocBin and the way between processes. They stand in
`doc.user_data["huibao"]`, one entry a step; every record is the list of its fields, in order.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pipeline.records import Fact, Mention, Number, PillarLabel, Region, Section, Segmented, Sentence
from pipeline.tables.decimals import format_decimal
from pipeline.tables.values import from_values, layout_of, to_values

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KEY = "huibao"
_RECORDS: dict[str, type[Any]] = {"organizations": Mention, "pillars": PillarLabel, "quantities": Number, "facts": Fact}


def put_segmented(doc: Doc, segmented: Segmented) -> None:
    """Leave regions, sections and sentences on the doc."""
    groups = (segmented.regions, segmented.sections, segmented.sentences)
    _entries(doc)["segment"] = [to_values(group) for group in groups]


def take_segmented(doc: Doc) -> Segmented | None:
    """Take regions, sections and sentences from the doc, where a component left them."""
    groups = _entries(doc).get("segment")
    if groups is None:
        return None
    regions, sections, sentences = groups
    return Segmented(
        regions=from_values(Region, regions),
        sections=from_values(Section, sections),
        sentences=from_values(Sentence, sentences),
    )


def put_records(doc: Doc, step: str, records: tuple[Any, ...]) -> None:
    """Leave the records of a step on the doc."""
    _entries(doc)[step] = to_values(records)


def take_records(doc: Doc, step: str) -> tuple[Any, ...] | None:
    """Take the records of a step from the doc, where a component left them."""
    rows = _entries(doc).get(step)
    return None if rows is None else from_values(_RECORDS[step], rows)


def plain_rows(records: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Give records as dicts of plain values: decimals as plain digits, tuples as lists."""
    return [{name: _show(getattr(record, name)) for name in layout_of(type(record)).names} for record in records]


def _entries(doc: Doc) -> dict[str, Any]:
    entries: dict[str, Any] = doc.user_data.setdefault(_KEY, {})
    return entries


def _show(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format_decimal(value)
    return list(value) if isinstance(value, tuple) else value
