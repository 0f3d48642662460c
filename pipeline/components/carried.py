"""What components leave on a doc for those after them: the records of the core, written as plain values.

Plain values, since a doc must survive `to_bytes`, a DocBin and the way between processes. They stand in
`doc.user_data["huibao"]`, one entry a step; every record is the list of its fields, in order.
"""

from __future__ import annotations

import functools
from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

from pipeline.records import Fact, Mention, Number, PillarLabel, Region, Section, Segmented, Sentence
from pipeline.tables.decimals import format_decimal

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KEY = "huibao"
_RECORDS: dict[str, type[Any]] = {"organizations": Mention, "pillars": PillarLabel, "quantities": Number, "facts": Fact}
_KINDS = {kind.__name__: kind for kind in (Region, Section, Sentence, *_RECORDS.values())}
Record = TypeVar("Record")


def put_segmented(doc: Doc, segmented: Segmented) -> None:
    """Leave regions, sections and sentences on the doc."""
    groups = (segmented.regions, segmented.sections, segmented.sentences)
    _entries(doc)["segment"] = [[_write(record) for record in group] for group in groups]


def take_segmented(doc: Doc) -> Segmented | None:
    """Take regions, sections and sentences from the doc, where a component left them."""
    groups = _entries(doc).get("segment")
    if groups is None:
        return None
    regions, sections, sentences = groups
    return Segmented(
        regions=tuple(_read(Region, values) for values in regions),
        sections=tuple(_read(Section, values) for values in sections),
        sentences=tuple(_read(Sentence, values) for values in sentences),
    )


def put_records(doc: Doc, step: str, records: tuple[Any, ...]) -> None:
    """Leave the records of a step on the doc."""
    _entries(doc)[step] = [_write(record) for record in records]


def take_records(doc: Doc, step: str) -> tuple[Any, ...] | None:
    """Take the records of a step from the doc, where a component left them."""
    rows = _entries(doc).get(step)
    return None if rows is None else tuple(_read(_RECORDS[step], values) for values in rows)


def plain_rows(records: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Give records as dicts of plain values: decimals as plain digits, tuples as lists."""
    return [{name: _show(getattr(record, name)) for name in _decimals(type(record).__name__)} for record in records]


def _entries(doc: Doc) -> dict[str, Any]:
    entries: dict[str, Any] = doc.user_data.setdefault(_KEY, {})
    return entries


def _write(record: Any) -> list[Any]:
    return [_plain(getattr(record, name)) for name in _decimals(type(record).__name__)]


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _show(value: Any) -> Any:
    return format_decimal(value) if isinstance(value, Decimal) else _plain(value)


def _read(kind: type[Record], values: list[Any]) -> Record:
    pairs = zip(_decimals(kind.__name__).items(), values, strict=True)
    return kind(**{name: _rich(value, is_decimal=is_decimal) for (name, is_decimal), value in pairs})


def _rich(value: Any, *, is_decimal: bool) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return Decimal(value) if is_decimal and value is not None else value


@functools.cache
def _decimals(kind_name: str) -> dict[str, bool]:
    """Give the fields of a record, in order, and whether each holds a decimal."""
    kind = _KINDS[kind_name]
    hints = get_type_hints(kind)
    return {item.name: hints[item.name] in (Decimal, Decimal | None) for item in fields(kind)}
