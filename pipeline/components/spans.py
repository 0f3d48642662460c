"""Write spans and plain values on a doc."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from pipeline.components.steps import METADATA

Place = tuple[int, int, str] | tuple[int, int, str, str]
"""Start and end in characters, a label, and what it is linked to."""


def set_spans(doc: Doc, key: str, places: Iterable[Place]) -> None:
    """Write span group `key`, each span widened to whole tokens."""
    spans = (_build_span(doc, *place) for place in places)
    doc.spans[key] = [span for span in spans if span is not None]


def set_entities(doc: Doc, spans: Iterable[Span]) -> None:
    """Make entities of spans: of nested ones the longest, and the entities of others where they do not overlap."""
    doc.set_ents(filter_spans([*filter_spans(spans), *doc.ents]))


def _build_span(doc: Doc, start: int, end: int, label: str, kb_id: str = "") -> Span | None:
    return doc.char_span(start, end, label=label, kb_id=kb_id, alignment_mode="expand")


def register_attributes(*names: str) -> None:
    """Make sure that docs have these lists, and the mapping of metadata."""
    defaults: dict[str, Any] = {METADATA: {}, **{name: [] for name in names}}
    for name, default in defaults.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
