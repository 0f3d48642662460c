"""Places of the report itself, which its own rules or the model may take for short names of companies."""

from __future__ import annotations

from pipeline.organizations.scan import Candidate, Scan

FROM_WORDS = frozenset({"model", "list", "project", "memory", "suffix_company"})
"""Rules that tell a company by its words."""
_LONGEST_PLACE = 3
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


def drop_places_of_report(text: str, scan: Scan, candidates: list[Candidate]) -> list[Candidate]:
    """Drop short names that the report whose `text` it is has as places: 岚江 in a report on 岚江市."""
    return [
        item
        for item in candidates
        if item.rule not in FROM_WORDS
        or item.type != "company"
        or not is_place_of_report(scan.text[item.start : item.end], text)
    ]


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
