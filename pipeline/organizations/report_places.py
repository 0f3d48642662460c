"""Places of the report itself, which its own rules or the model may take for short names of companies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace

from pipeline.organizations.projects import PLACES
from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.records import Document
from pipeline.resources.counties import Counties

FROM_WORDS = frozenset({"model", "list", "project", "memory", "suffix_company"})
"""Rules that tell a company by its words."""
_LONGEST_PLACE, _LONGEST_COUNTY = 3, 4
_LEGAL = ("公司", "集团", "银行", "厂", "矿")
"""What a firm is called by its county with: 岚江沣禾集团, 岚江禾口电厂."""
_OF_A_WORD = FROM_WORDS | {"gazetteer_context"}
_COUNTY_END = re.compile(r"(?<=..)(?:自治[县旗]|[市县区旗])$")
_PLACE_LEVELS = (
    "市",
    "县",
    "区",
    "州",
    "镇",
    "乡",
    "新城",
    "新区",
    "河",
    "江",
    "湖",
    "路",
    "港",
    "湾",
    "岛",
    "开发区",
    "大桥",
)


def drop_places_of_report(
    text: str, scan: Scan, candidates: list[Candidate], counties: Collection[str]
) -> list[Candidate]:
    """Drop short names that the report whose `text` it is has as places: 岚江 in a report on 岚江市.

    `counties` are those around the place that it is of, by their short names: a county of the same prefecture is no
    company, even where the report never says 县.
    """
    return [item for item in candidates if item.type != "company" or not _is_place(text, scan, item, counties)]


def _is_place(text: str, scan: Scan, item: Candidate, counties: Collection[str]) -> bool:
    name = scan.text[item.start : item.end]
    if item.rule in _OF_A_WORD and name in counties:
        return True
    return item.rule in FROM_WORDS and is_place_of_report(name, text)


def cut_counties(
    scan: Scan, candidates: list[Candidate], counties: Collection[str], vocabulary: Vocabulary
) -> list[Candidate]:
    """Let a firm begin behind the county of the report where it builds: 岚江|沣禾新材料, but 岚江核电 as it is."""
    return [
        replace(item, start=start) if (start := _behind_county(scan, item, counties, vocabulary)) else item
        for item in candidates
    ]


def _behind_county(scan: Scan, item: Candidate, counties: Collection[str], vocabulary: Vocabulary) -> int | None:
    """Give where the firm's own word begins behind one of `counties`; None where it has none, or is a legal name."""
    if item.type != "company" or item.rule not in FROM_WORDS or scan.text.endswith(_LEGAL, item.start, item.end):
        return None
    start = next(
        (
            place
            for place in range(item.start + 2, min(item.start + _LONGEST_COUNTY, item.end - 2) + 1)
            if scan.text[item.start : place] in counties
            # a segmenter joins what it does not know: 岚江沣|禾
            and (place in scan.bounds or not vocabulary.is_word(scan.token_at(place)))
        ),
        None,
    )
    if start is None or scan.text.startswith((*_PLACE_LEVELS, "新"), start):
        return None
    known = any(hit.end <= item.end and hit.type == "company" for hit in scan.names_at(start))
    if known or start not in scan.bounds:
        return start
    own, *rest = scan.parts(start, item.end)
    if len(own) == 1:  # single characters in a row are no words: 岚江|沣|禾
        return start if rest and len(rest[0]) == 1 else None
    usual = vocabulary.is_common(own) or vocabulary.is_used(own) or vocabulary.is_place(own)
    return None if usual or PLACES.match(scan.text, start) else start


def group_counties(counties: Counties) -> Mapping[str, frozenset[str]]:
    """Give the short names of counties (岚江 for 岚江县) by the digits of their prefecture, and of their province.

    With those of a province stand its prefectures, too.
    """
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for name, listed in counties.by_name.items():
        short = _COUNTY_END.sub("", name)
        if short != name:
            for county in listed:
                groups[county.code[:2]].add(short)
                groups[county.code[:4]].add(short)
                if county.parent.level == "prefecture":
                    groups[county.code[:2]].add(_COUNTY_END.sub("", county.parent.name))
    return {digits: frozenset(names) for digits, names in groups.items()}


def counties_around(document: Document, groups: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Give the short names of the counties of a report's prefecture, of its province where it is of no prefecture."""
    code = document.region_code or ""
    return groups.get(code[:2] if code.endswith("0000") else code[:4], frozenset())


def is_place_of_report(name: str, text: str) -> bool:
    """Whether the report has the name as a place, whatever is called after it."""
    if len(name) > _LONGEST_PLACE:
        return False
    place = text.find(name)
    while place >= 0:
        if text.startswith(_PLACE_LEVELS, place + len(name)):
            return True
        place = text.find(name, place + 1)
    return False
