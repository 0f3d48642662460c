"""Write spans and plain values on a doc."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spacy.tokens import Doc

from pipeline.components.steps import METADATA

Place = tuple[int, int, str]
"""Start and end in characters, and a label."""


def set_spans(doc: Doc, key: str, places: Iterable[Place]) -> None:
    """Write span group `key`, each span widened to whole tokens."""
    spans = (doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in places)
    doc.spans[key] = [span for span in spans if span is not None]


def register_attributes(*names: str) -> None:
    """Make sure that docs have these lists, and the mapping of metadata."""
    defaults: dict[str, Any] = {METADATA: {}, **{name: [] for name in names}}
    for name, default in defaults.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
