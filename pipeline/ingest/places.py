"""The place that a report is about, from its title, its delivery line and who delivers it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from pipeline.ingest.head_lines import HeadLines, make_plain
from pipeline.resources.counties import Counties
from pipeline.resources.regions import AdministrativeRegion, Regions

_WORK_REPORT = re.compile(r"政府\W{0,2}工作\W{0,2}报告")
_LEVEL_OF_ENDING = {"县": "county", "旗": "county", "区": "district"}
_NO_PLACE = re.compile(
    r"^[全我本各该市县区省]|^(?:经济|高新|技术|产业|工业|示范|开发|自贸|新|园)|(?:开发|高新|园|新|示范|保税|自治|地)区$|政府"
)
# 受市政府委托, 欢迎参加市政府新闻发布会: the verb before 市政府, no name of a place
_VERB_OF_PLACE = re.compile(
    r"(?:^[受经报向由请]|参加|出席|列席|欢迎|听取|感谢|根据|按照|贯彻|落实|执行|围绕|配合|接受|代表|通过)[省市县区旗]$"
)
_SIGN = r"[^\W\d_a-zA-Z在年月]"
_SMALLER = rf"(?:{_SIGN}{{1,7}}?[区县旗市]|{_SIGN}{{2,13}}自治[县旗])"
_GOVERNS = (
    r"(?:人民)?政府(?!网)|人民代表大会|第[\d一二三四五六七八九十]{1,5}届|(?:19|20)\d\d年"
    r"|(?:代|副)?(?:市|省|州|县|区|旗)长|(?:代|副)?主席|[本省市县区州旗]级(?:财政)?[预决]算|国民经济和社会发展"
)
_SPEAKS_FOR = re.compile(r"代表(省|市|自治区)(?:人民)?政府")
_ENOUGH, _BY_FAR = 3, 3
_OPENING = 800
"""Characters of prose in which the speaker says which government he speaks for."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place with what is sure of it. `name` is without its province, `region` with it where that is known."""

    name: str
    region: str
    code: str | None
    level: str | None


@dataclass(frozen=True, slots=True)
class PlaceFinder:
    """Finds places by the regions and counties of the country, and by how a place is named before 政府 or 第三届."""

    regions: Regions
    counties: Counties

    def find_place(self, title: str | None, lines: HeadLines, prose: str, *, path: str = "") -> Place | None:
        """Find the place of a report; None where its lines name none, or several that do not lie in one another.

        `prose` is the text; where title and head lines are silent, its opening tells whom the speaker stands for.
        Which of several counties of one name is meant, the opening or the `path` of the file tells.
        """
        around = join_surroundings(title, lines, prose, path)
        places = [self._find_in_line(line, around) for line in (make_plain(title or ""), *lines.head)]
        found: Place | None = None
        for place in places:
            if place is None or (found is not None and found.region.endswith(place.name)):
                continue
            if found is None or place.region.startswith(found.region):
                found = place
            elif not found.region.startswith(place.region):
                return None
        if found is not None or any(places):
            return found
        spoken_for = re.search(rf"代表((?:{self.regions.pattern})+)(?:人民)?政府", prose[:_OPENING])
        return self._build_place(spoken_for[1], "", around) if spoken_for else self._find_most_named(prose)

    def _find_most_named(self, prose: str) -> Place | None:
        """Find the place that a speaker means who stands for 省人民政府: the one of that kind named most by far."""
        kind = _SPEAKS_FOR.search(prose[:_OPENING])
        if kind is None:
            return None
        counts: Counter[str] = Counter()
        for name in re.findall(self.regions.pattern, prose):
            region = self.regions.find_region(name)
            # 上海 and 北京 are what other cities' reports speak of too: a city counts by its whole name only
            is_named = kind[1] != "市" or name.endswith("市")
            if region is not None and region.name.endswith(kind[1]) and is_named:
                counts[region.name] += 1
        (first, most), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
        return self.parse_place(first) if most >= _ENOUGH and most >= _BY_FAR * second else None

    def find_place_in_name(self, stem: str) -> Place | None:
        """Find the place that the name of a file begins with, behind a number or year: 03_武威市-2021."""
        match = re.match(rf"[\d\W_年]*(?P<known>(?:{self.regions.pattern})+)?(?P<below>{_SMALLER})?", make_plain(stem))
        known, below = (match["known"] or "", match["below"] or "") if match else ("", "")
        place = self._build_place(known, below, stem) if below else None
        return place if place and place.code else self.parse_place(known)

    def parse_place(self, text: str) -> Place | None:
        """Read the name of a province or prefecture, with or without its province."""
        region = self.regions.find_region(text)
        return Place(region.name, region.full_name, region.code, region.level) if region else None

    def describe_place(self, text: str, *, around: str = "") -> Place | None:
        """Read the name of any place that a user gives; `around` tells which of several counties of one name it is.

        Of a county or district that no list knows at least the level is sure.
        """
        split = re.fullmatch(rf"(?P<known>(?:{self.regions.pattern})*)(?P<below>.*)", text, re.DOTALL)
        place = self.parse_place(text)
        if place is None and split and split["below"]:
            place = self._build_place(split["known"], split["below"], around)
        return place if place and (place.code or place.level) else None

    def _find_in_line(self, line: str, around: str) -> Place | None:
        known = re.search(rf"(?P<known>(?:{self.regions.pattern})+)(?P<below>{_SMALLER})?(?={_GOVERNS})", line)
        if known:
            below = known["below"] or ""
            place = self._build_place(known["known"], below, around)
            return place if place.code or not _NO_PLACE.search(below) else self._build_place(known["known"], "", around)
        opening = r"(?:^|[在\W_]|年度?|代表)(?:关于(?:(?:19|20)\d\d年度?)?)?"
        for smaller in re.finditer(rf"{opening}(?P<below>{_SMALLER})(?={_GOVERNS})", line):
            below = smaller["below"]
            if _VERB_OF_PLACE.search(below):
                continue
            is_county = self.counties.find_county(below, text=around) is not None
            if (is_county or not _NO_PLACE.search(below)) and not re.match(self.regions.pattern, below):
                return self._build_place("", below, around)
        return None

    def _build_place(self, known: str, below: str, around: str) -> Place:
        """Build the place `below`, which is a county, or else that which `known` names before it."""
        above = self._find_region(known)
        if above is not None and not below:
            return Place(above.name, above.full_name, above.code, above.level)
        county = self.counties.find_county(below, within=above, text=around)
        if county is not None:
            return Place(county.name, county.full_name, county.code, county.level)
        return Place(below, (above.full_name if above else "") + below, None, _LEVEL_OF_ENDING.get(below[-1:]))

    def _find_region(self, known: str) -> AdministrativeRegion | None:
        """Find the province or prefecture that names one after the other say; the last where they do not belong."""
        region = self.regions.find_region(known)
        if region is None and known:
            names = re.findall(self.regions.pattern, known)
            return self.regions.find_region(names[-1]) if names else None
        return region


def join_surroundings(title: str | None, lines: HeadLines, prose: str, path: str) -> str:
    """Join all that may tell which of several counties of one name is meant: title, opening, path of the file."""
    return "\n".join((title or "", *lines.head, prose[:_OPENING], path))


def find_issuer(title: str | None, place: Place | None, lines: HeadLines) -> str | None:
    """Find who reports: of a government work report the government of the place, else the signature at the end."""
    if place is not None and _WORK_REPORT.search(make_plain(title or "")):
        return f"{place.name}人民政府"
    ending = re.compile(r"[\u4e00-\u9fff]{2,24}(?:局|厅|委|委员会|办公室|人民政府|研究院|大学|管委会)")
    if len(lines.tail) >= 2 and re.search(r"\d日$|日$", lines.tail[-1]) and ending.fullmatch(lines.tail[-2]):
        return lines.tail[-2]
    return None
