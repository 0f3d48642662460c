"""Hospitals, schools and institutes that a number names: 市二院, 云大三院, 第一医院, 五中 beside a school, 38所."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.records import OrganizationType
from pipeline.resources.organization_patterns import OrganizationPatterns
from pipeline.resources.pattern_ends import compile_ending

_N = "[一二三四五六七八九十]"
_NUMBERED = re.compile(
    r"第(?:[一二三四五六七八九十]{1,3}|\d{1,3})(?:(?P<hospital>(?:人民|中医)?医院)|(?P<school>中学|小学|高级中学|实验小学))(?![生教部组])"
)
# 市二院 and 市二医院, as 市第二医院 is called for short, and 市立医院
_OF_A_LEVEL = re.compile(rf"[省市县区州](?:第?{_N}{{1,2}}(?:院(?![士校系内])|医院)|立医院)")
# 云大三院, 砚医一附院: the clinics of a university; not 扩大一院 and 两大三院
_OF_A_UNIVERSITY = re.compile(
    r"(?![最更很较扩强做壮两三四五六七八九十巨重特放加省市县区州的了等为对为])[\u4e00-\u9fff][医大]"
    rf"(?:附?{_N}|{_N}附)院(?![士校系内])"
)
# 市二技校, 县一幼
_SCHOOL_OF_A_LEVEL = re.compile(
    rf"[省市县区州]第?{_N}{{1,2}}(?:技校|职校|职中|职高|[小幼](?=[、，。；和与等]|[迁扩改新]建|新?校?园?[区建]|基本|$))"
)
# What only its place in a list tells to be a name: 改造五中、十二中和实验小学, 市中医院、二院、三院.
_IN_A_LIST = re.compile(
    rf"(?:(?<=[、，。；：和与成造入建善])|^){_N}{{1,3}}(?:[中小]|(?P<hospital>院))"
    r"(?=[、，。；和与等]|[迁扩改新]建|新?校[区园]|病房|综合楼|$)"
)
_SCHOOLS, _HOSPITALS = rf"(?:中学|小学|学校|附中|附小|{_N}[中小])", rf"(?:医院|保健院|卫生院|{_N}院)"
_BEFORE = {
    "school": compile_ending(rf"{_SCHOOLS}[、和与]$"),
    "hospital": compile_ending(rf"{_HOSPITALS}[、和与]$"),
}
_BEHIND = {
    "school": re.compile(rf"[、和与](?:(?![和与中小学])[\u4e00-\u9fff]){{0,6}}?{_SCHOOLS}"),
    "hospital": re.compile(rf"[、和与](?:(?![和与院])[\u4e00-\u9fff]){{0,6}}?{_HOSPITALS}"),
}
_LONGEST_NEIGHBOR = 5
_SESSIONS = ("届", "全会")
"""十九届三中、四中全会: sessions of a committee."""
# 砚州|三小: with the place that a primary school is told by
_OF_A_PLACE = re.compile(rf"{_N}{{1,3}}小(?=[、，。；和与等]|[迁扩改新]建|$)")
_SURE_NUMBER, _SURE_ITEM = 0.8, 0.75
_INSTITUTE_NUMBER = re.compile(r"(?:集团)?(?:公司)?第?[\d〇零一二三四五六七八九十]{2,4}(?:研究)?所")
_SURE_INSTITUTE = 0.9
_HAN = re.compile(r"[\u4e00-\u9fff]")


def find_numbered(scan: Scan, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> list[Candidate]:
    """Find all that a number names, whether a level, an owner, a place or a list tells whose it is."""
    text = scan.text
    found: list[Candidate] = []
    if "院" in text:
        found += _clinics(scan)
    if "第" in text:
        found += _ordinals(scan, patterns)
    if "所" in text:
        found += _institutes(scan)
    if "、" in text and not any(word in text for word in _SESSIONS):
        found += _items(text)
    if "小" in text:
        found += _primary_schools(scan, vocabulary)
    if any(sign in text for sign in "技职幼小"):
        found += (
            Candidate(*match.span(), "school", "suffix_school", _SURE_NUMBER)
            for match in _SCHOOL_OF_A_LEVEL.finditer(text)
            if match.start() in scan.bounds
        )
    return found


def _clinics(scan: Scan) -> Iterator[Candidate]:
    for match in _OF_A_LEVEL.finditer(scan.text):
        if match.start() in scan.bounds and match.end() in scan.bounds:
            yield Candidate(*match.span(), "hospital", "suffix_hospital", _SURE_NUMBER)
    for match in _OF_A_UNIVERSITY.finditer(scan.text):
        yield Candidate(*match.span(), "hospital", "suffix_hospital", _SURE_NUMBER)


def _ordinals(scan: Scan, patterns: OrganizationPatterns) -> Iterator[Candidate]:
    """Find the hospitals and schools without a level before their number (第一医院)."""
    for match in _NUMBERED.finditer(scan.text):
        before = scan.token_before(match.start())[1]
        if not before or before in patterns.left_stops or not _HAN.match(before[-1]):
            yield _named(match, _SURE_NUMBER)


def _institutes(scan: Scan) -> Iterator[Candidate]:
    """Find the institutes of a group that are told by their number (中国电科99所)."""
    for hit in scan.with_role("gazetteer"):
        if hit.type == "company" and (number := _INSTITUTE_NUMBER.match(scan.text, hit.end)):
            yield Candidate(hit.start, number.end(), "institute", "suffix_institute", _SURE_INSTITUTE)


def _items(text: str) -> Iterator[Candidate]:
    """Find what is called by its number alone, where one of its kind stands beside it."""
    for match in _IN_A_LIST.finditer(text):
        item = _named(match, _SURE_ITEM)
        near = text[max(0, item.start - _LONGEST_NEIGHBOR) : item.start]
        if _BEFORE[item.type].search(near) or _BEHIND[item.type].match(text, item.end):
            yield item


def _primary_schools(scan: Scan, vocabulary: Vocabulary) -> Iterator[Candidate]:
    for match in _OF_A_PLACE.finditer(scan.text):
        start, place = scan.token_before(match.start())
        if vocabulary.is_known_place(place):
            yield Candidate(start, match.end(), "school", "suffix_school", _SURE_NUMBER)


def _named(match: re.Match[str], confidence: float) -> Candidate:
    kind: OrganizationType = "hospital" if match.lastgroup == "hospital" else "school"
    return Candidate(*match.span(), kind, f"suffix_{kind}", confidence)
