"""Simple formats of other label tools: JSON lines of doccano, and CoNLL columns, one character a line."""

from __future__ import annotations

import json
from collections.abc import Iterable

from pipeline.label.items import Item, outer_regions


def format_doccano(items: Iterable[Item]) -> str:
    """Give one JSON object a line: `text`, `label` as [start, end, label], and what else is known as metadata."""
    return "".join(
        json.dumps(
            {
                "text": item.text,
                "label": [[region.start, region.end, region.label] for region in item.found.regions],
                "pillar": item.found.pillar,
                "doc_id": item.doc_id,
                "sentence_start": item.sentence_start,
            },
            ensure_ascii=False,
        )
        + "\n"
        for item in items
    )


def format_conll(items: Iterable[Item]) -> str:
    """Give one character a line with its tag (B-company, I-company, O), an empty line after each sentence.

    Blanks and line ends are left out. Of regions in one another the outer one is tagged.
    """
    return "".join(_format_sentence(item) for item in items)


def _format_sentence(item: Item) -> str:
    tags = ["O"] * len(item.text)
    for region in outer_regions(item.found):
        inside = range(region.start, region.end)
        for place in inside:
            tags[place] = f"{'B' if place == region.start else 'I'}-{region.label}"
    lines = [f"{sign}\t{tag}\n" for sign, tag in zip(item.text, tags, strict=True) if not sign.isspace()]
    return "".join([*lines, "\n"])
