"""What is labelled: one sentence with everything that was found in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.ingest.text_hash import hash_text
from pipeline.records import CorrectionTarget
from pipeline.resources.correction_fields import format_value

Row = Mapping[str, Any]
FACT = "fact"
"""The label of a figure; all other labels are types of organizations."""
TEXT_FIELDS = (
    "indicator",
    "indicator_id",
    "value",
    "value_max",
    "unit",
    "scope",
    "period",
    "baseline",
    "organizations",
)
CHOICE_FIELDS = ("status", "kind", "bound", "direction")
FACT_FIELDS = (*TEXT_FIELDS, *CHOICE_FIELDS)
MENTION_FIELDS = ("organization",)


@dataclass(frozen=True, slots=True)
class Region:
    """A figure or a name in a sentence: `[start, end)` in the sentence, its label, and its fields where they say any.

    A field that is not there says nothing, as an empty one.
    """

    start: int
    end: int
    label: str
    fields: Mapping[str, str]

    @property
    def target(self) -> CorrectionTarget:
        """What it is a row of."""
        return "fact" if self.label == FACT else "mention"


@dataclass(frozen=True, slots=True)
class Labels:
    """What is said of a sentence: its pillar, and its regions in their order."""

    pillar: str | None
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence to label. `score` is how sure the least sure thing in it is; `about` tells where it stands."""

    doc_id: str
    document_hash: str
    sentence_hash: str
    sentence_start: int
    text: str
    about: str
    section: str
    score: float
    found: Labels


def build_items(
    documents: Iterable[Row],
    sentences: Iterable[Row],
    facts: Iterable[Row],
    mentions: Iterable[Row],
    names: Mapping[str, str],
) -> list[Item]:
    """Build one item a sentence from rows of the published tables; `names` are the names of organizations by org_id."""
    titles = {row["doc_id"]: (row["title"] or row["doc_id"], hash_text(row["text"])) for row in documents}
    found: defaultdict[str, list[tuple[Row, str]]] = defaultdict(list)
    for row in facts:
        found[row["sentence_id"]].append((row, FACT))
    for row in mentions:
        found[row["sentence_id"]].append((row, row["type"]))
    items = []
    for sentence in sentences:
        own = found[sentence["sentence_id"]]
        start = sentence["char_start"]
        regions = (
            Region(row["char_start"] - start, row["char_end"] - start, label, _fields(row, label, names))
            for row, label in own
        )
        title, document_hash = titles[sentence["doc_id"]]
        section = sentence["section"] or ""
        items.append(
            Item(
                doc_id=sentence["doc_id"],
                document_hash=document_hash,
                sentence_hash=hash_text(sentence["text"]),
                sentence_start=start,
                text=sentence["text"],
                about=" > ".join(filter(None, (title, section))),
                section=section,
                score=min([sentence["pillar_score"], *(row["confidence"] for row, _ in own)]),
                found=Labels(sentence["pillar"], sort_regions(regions)),
            )
        )
    return items


def choose_items(
    items: Sequence[Item], *, reports: Sequence[str] = (), limit: int | None = None, uncertain: bool = False
) -> list[Item]:
    """Choose items of some reports (all where none is named), the least sure first where asked, else as they stand."""
    chosen = [item for item in items if not reports or item.doc_id in reports]
    chosen.sort(key=lambda item: (item.score if uncertain else 0.0, item.doc_id, item.sentence_start))
    return chosen[:limit]


def sort_regions(regions: Iterable[Region]) -> tuple[Region, ...]:
    """Give regions by place, an outer one before what it holds."""
    return tuple(sorted(regions, key=lambda region: (region.start, -region.end, region.label)))


def outer_regions(labels: Labels) -> list[Region]:
    """Give the regions that lie in no other one and overlap none before them."""
    kept: list[Region] = []
    for region in labels.regions:
        if not kept or region.start >= kept[-1].end:
            kept.append(region)
    return kept


def _fields(row: Row, label: str, names: Mapping[str, str]) -> dict[str, str]:
    if label != FACT:
        return {"organization": names[row["org_id"]]}
    cells = {name: format_value(tuple(row[name]) if isinstance(row[name], list) else row[name]) for name in FACT_FIELDS}
    return {name: cell for name, cell in cells.items() if cell is not None}
