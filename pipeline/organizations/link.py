"""From the name as written to one organization: its canonical name and a stable id."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from pipeline.records import OrganizationType

_LEVEL = re.compile(r"^(?:我)?(自治区|自治州|自治县|[省市区县州盟旗])(?=.)")
# The longer words first, so that the 区 of 自治区 closes no district.
_PLACE_END = re.compile(r"自治区|自治州|自治县|[省市区县州盟旗]")
_LOCAL = frozenset({"government", "other", "hospital", "school"})
_BRACKETS = str.maketrans("()", "（）")


def link_organization(
    surface: str, kind: OrganizationType, canonical: dict[str, str], *, region: str | None = None
) -> str:
    """Give the id of the organization that `surface` names in a report of `region`."""
    return organization_id(canonical_name(surface, kind, canonical, region=region), kind)


def canonical_name(
    surface: str, kind: OrganizationType, canonical: dict[str, str], *, region: str | None = None
) -> str:
    """Give the full name: the gazetteer's, or for a body of a level (市科技局) the one with its place."""
    name = normalize_name(surface)
    known = canonical.get(name) or canonical.get(surface)
    if known is not None:
        return known
    level = _LEVEL.match(name)
    if level is None or region is None or kind not in _LOCAL:
        return name
    place = _place(region, level[1])
    return place + name[level.end() :] if place is not None else name


def organization_id(name: str, kind: OrganizationType) -> str:
    """Give an id that depends on nothing but name and type."""
    return "org-" + hashlib.sha256(f"{kind}\0{name}".encode()).hexdigest()[:12]


def normalize_name(surface: str) -> str:
    """Write one name in one way: no blanks or line ends, plain digits and letters, Chinese brackets."""
    compact = "".join(unicodedata.normalize("NFKC", surface).split())
    return compact.translate(_BRACKETS)


def _place(region: str, level: str) -> str | None:
    """Cut a region such as 内蒙古呼伦贝尔市海拉尔区 after its part of `level`."""
    municipal = re.match(r"(?:北京|天津|上海|重庆)市", region)
    if level == "市" and municipal:
        return municipal[0]
    ends = [
        found.end()
        for found in _PLACE_END.finditer(region)
        if found[0].endswith(level) and (level != "区" or found[0] == "区")
    ]
    if not ends:
        return None
    return region[: ends[0] if level == "省" else ends[-1]]
