"""Places of the report itself, which its own rules or the model may take for short names of companies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping

from pipeline.organizations.scan import Candidate, Scan
from pipeline.records import Document
from pipeline.resources.counties import Counties

FROM_WORDS = frozenset({"model", "list", "project", "memory", "suffix_company"})
"""Rules that tell a company by its words."""
_LONGEST_PLACE = 3
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


def group_counties(counties: Counties) -> Mapping[str, frozenset[str]]:
    """Give the short names of counties (岚江 for 岚江县) by the digits of their prefecture, and of their province."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for name, listed in counties.by_name.items():
        short = _COUNTY_END.sub("", name)
        if short != name:
            for county in listed:
                groups[county.code[:2]].add(short)
                groups[county.code[:4]].add(short)
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
