"""Labelled sentences as training rows: of pillars for `huibao train pillars`, of organizations as marked sentences."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from pipeline.label.items import FACT, Item, Labels, Region
from pipeline.organizations.compose import TYPE_OF_LETTER, parse_marked

PILLARS_FILE, ORGANIZATIONS_FILE = "pillars.csv", "organizations.txt"
PILLAR_COLUMNS = ("text", "pillar", "section", "group")
_LETTERS = {kind: letter for letter, kind in TYPE_OF_LETTER.items()}
_UNMARKABLE = "<>{}#"
"""Signs that mean something in a marked sentence: one that holds any is left out."""


def format_pillars(labelled: Iterable[tuple[Item, Labels]], old: str = "") -> str:
    """Give the CSV of labelled sentences, after those of an older file but for the ones labelled anew.

    The sentences of one report are one group, so that a model is never scored on a report that it was trained on.
    """
    rows = {row["text"]: row for row in csv.DictReader(io.StringIO(old, newline=""))}
    for item, said in labelled:
        text = _on_one_line(item.text)
        if said.pillar is not None and text:
            rows.pop(text, None)
            cells = (text, said.pillar, item.section.rpartition(" > ")[2], item.doc_id)
            rows[text] = dict(zip(PILLAR_COLUMNS, cells, strict=True))
    content = io.StringIO(newline="")
    writer = csv.DictWriter(content, PILLAR_COLUMNS, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows.values())
    return content.getvalue()


def format_organizations(labelled: Iterable[tuple[Item, Labels]], old: str = "") -> str:
    """Give sentences with their organizations marked, one a line, as data/train/organizations has them.

    Sentences of an older file stay, but for the ones labelled anew. Of names in one another the outer one is marked.
    """
    lines = {parse_marked(line).text: line for line in old.splitlines() if line.strip()}
    for item, said in labelled:
        marked = mark_organizations(item.text, said.regions)
        if marked is not None:
            text = parse_marked(marked).text
            lines.pop(text, None)
            lines[text] = marked
    return "".join(f"{line}\n" for line in lines.values())


def mark_organizations(text: str, regions: Sequence[Region]) -> str | None:
    """Mark the organizations of a sentence (`<c 云溪制药>与…`); None where it is empty or holds signs that mark."""
    if not text.strip() or any(sign in text for sign in _UNMARKABLE):
        return None
    pieces: list[str] = []
    place = 0
    for region in regions:
        if region.label == FACT or region.start < place:
            continue
        name = _squeeze(text[region.start : region.end])
        pieces += [_squeeze(text[place : region.start]), f"<{_LETTERS[region.label]} {name}>"]  # type: ignore[index]  # a type
        place = region.end
    return "".join([*pieces, _squeeze(text[place:])])


def _squeeze(text: str) -> str:
    """Leave out blanks, as the clean view of Chinese text does."""
    return "".join(text.split())


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
