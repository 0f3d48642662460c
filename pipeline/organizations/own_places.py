"""Places that a report tells of itself: they belong to the name of a body whole, also where no dictionary has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.records import Document
from pipeline.resources.organization_patterns import OrganizationPatterns

_PLACE = re.compile(r"[\u4e00-\u9fff]{2,5}?(?:自治[区州县旗]|[省市县区州盟旗])")
_AT_FRONT = re.compile(r"(?:关于|中共|——)?(?P<place>[\u4e00-\u9fff]{2,3}?[市县区旗州])")
# 在全市…, 加快城市…: what else ends like a place
_NO_PLACE = re.compile(r"[全各我本该两跨在的和与及等由向对从以把将被让使受为]")
_SHORTEST = 2
_WIDENED = frozenset({"government", "government_list", "suffix_government"})
# 受县人民政府委托, 经商市财政局: no name begins so
_VERB = re.compile(
    r"(?:受|[共办答]{0,2}复|经?商请?|会商|[报提]请|报经?|呈|遵照?|据|并)(?=[省市县区州盟旗](?![省市县区州盟旗])[\u4e00-\u9fff]{2})"
)


def find_own_places(document: Document, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Give the places that the region of a report consists of, and the one that its title begins with."""
    places = dict.fromkeys(_PLACE.findall(document.region or ""))
    title = document.title or next((line.strip() for line in document.text.splitlines() if line.strip()), "")
    front = None if "。" in title else _AT_FRONT.match(title)
    if front and not _is_no_place(front["place"], patterns, vocabulary):
        places.setdefault(front["place"])
    return tuple(places)


def _is_no_place(name: str, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> bool:
    ordinary = vocabulary.is_common(name[:-1]) and vocabulary.is_word(name[:-1])
    return bool(_NO_PLACE.search(name)) or name.endswith(patterns.false_levels) or ordinary


def mend_starts(scan: Scan, candidates: list[Candidate], places: Sequence[str]) -> list[Candidate]:
    """Let names begin where they do: with the whole of the report's own place, those of bodies behind a verb."""
    if not candidates:
        return candidates
    spans = find_spans(scan.text, places)
    short = find_spans(scan.text, [place[:-1] for place in places if len(place) > _SHORTEST])
    mended = []
    for item in candidates:
        begin, widens = item.start, short
        if item.type == "government" and item.rule in _WIDENED:
            verb = _VERB.match(scan.text, item.start, item.end)
            begin, widens = verb.end() if verb else item.start, spans
        begin = next((start for start, end in widens if start < begin < end < item.end), begin)
        mended.append(replace(item, start=begin) if begin != item.start else item)
    return mended


def drop_inside(spans: Sequence[tuple[int, int]], found: list[Candidate]) -> list[Candidate]:
    """Drop what lies inside of the report's own place: 康宁 is no company in 康宁市第二医院, if that is the place."""
    if not spans:
        return found
    return [item for item in found if not any(start <= item.start and item.end <= end for start, end in spans)]


def find_spans(text: str, places: Sequence[str]) -> list[tuple[int, int]]:
    """Find places in a text, each as often as it stands there."""
    spans = []
    for place in places:
        start = text.find(place)
        while start >= 0:
            spans.append((start, start + len(place)))
            start = text.find(place, start + 1)
    return spans
