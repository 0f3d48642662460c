"""Where a report speaks from: which province, city or district 省, 市 and 区 stand for in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.resources.regions import AdministrativeRegion, Regions

_MUNICIPAL = frozenset({"北京市", "天津市", "上海市", "重庆市"})
# The longer words first, so that the 区 of 自治区 closes no district.
_PLACE_END = re.compile(r"自治区|自治州|自治县|[省市区县州盟旗]")


@dataclass(frozen=True, slots=True)
class Home:
    """A place with those around it; None where it has none of that kind. `below` is a county or district."""

    province: str | None = None
    city: str | None = None
    below: str | None = None

    def place_of(self, level: str) -> str | None:
        """Give the place that `level` (省, 市, 区, 自治州 …) stands for, None where that cannot be told."""
        if level in {"省", "自治区"}:
            return self.province if self.province and self.province.endswith(level) else None
        if level == "市" and self.province in _MUNICIPAL:
            return self.province
        if self.below and _last_level(self.below) == level:
            return f"{self.city or self.province or ''}{self.below}"
        city = self.city if self.city not in _MUNICIPAL else None
        return city if city and city.endswith(level) and not city.endswith("自治区") else None

    @property
    def own(self) -> str | None:
        """The place itself, the lowest that is known."""
        if self.below:
            return f"{self.city or self.province or ''}{self.below}"
        return self.city or self.province

    def lies_in(self, region: str) -> bool:
        """Whether `region`, such as a province, holds this place."""
        around = (self.province, self.city, self.own, f"{self.province or ''}{self.city or ''}")
        return region in around


def find_home(region: str | None, code: str | None, regions: Regions) -> Home:
    """Take a region such as 内蒙古自治区呼伦贝尔市海拉尔区 apart; `code` tells the province of one that does not."""
    above, rest = split_place(region or "", regions)
    province = _province_of(above, code, regions)
    city = above.name if above is not None and above.level != "province" else None
    return Home(province, city, rest or None)


def split_place(text: str, regions: Regions) -> tuple[AdministrativeRegion | None, str]:
    """Split what begins with the name of a province or prefecture into that region and the rest."""
    found: AdministrativeRegion | None = None
    place = 0
    while match := re.compile(regions.pattern).match(text, place):
        region = regions.by_name[match[0]]
        if found is not None and region.parent != found.name:
            break
        found, place = region, match.end()
    return found, text[place:]


def _province_of(above: AdministrativeRegion | None, code: str | None, regions: Regions) -> str | None:
    if above is not None:
        return above.parent or above.name
    if code is None:
        return None
    provinces = (region for region in regions.by_name.values() if region.level == "province")
    return next((region.name for region in provinces if region.code[:2] == code[:2]), None)


def _last_level(place: str) -> str | None:
    ends = _PLACE_END.findall(place)
    return ends[-1] if ends and place.endswith(ends[-1]) else None
