"""From the name as written to one organization: its canonical name and a stable id."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from pipeline.organizations.homes import Home, find_home, split_place
from pipeline.records import Document, OrganizationType
from pipeline.resources.body_names import load_body_names
from pipeline.resources.gazetteer import GazetteerEntry, load_gazetteer, merge_gazetteers
from pipeline.resources.organization_patterns import load_organization_patterns
from pipeline.resources.regions import Regions, load_regions
from pipeline.resources.user_lists import UserLists

_LEVEL = re.compile(r"^(?:我|本)?(自治区|自治州|自治县|[省市区县州盟旗])(?=.)")
_PARTY = re.compile(r"(?<=[省市区县州盟旗])委(?!员会)")
_TERM = re.compile(r"(?<=[省市区县州盟旗])第?[一二三四五六七八九十]{1,3}届(?=人民)")
# A zone without its city's name is the one of the report's own city.
_ZONE = re.compile(
    r"(?:国家级?)?(?:高新|经开|经济(?:技术)?开发|高新技术产业开发|开发|综保|综合保税|保税|旅游度假|度假|自贸)区"
)
_BODIES = frozenset({"government", "other"})
_LOCAL = frozenset({*_BODIES, "hospital", "school"})
_OFFICE = r"(?=(?:[\u4e00-\u9fff]{2,3}[处科室])?$)"
_LEGAL = re.compile(r"(?:股份|集团|控股)?(?:有限责任公司|有限公司|公司)$|(?:集团|股份|控股)$")
_BRACKETS = str.maketrans("()", "（）")


class Directory:
    """All that is known of organizations by name: the gazetteer, the regions and the full names of bodies."""

    def __init__(
        self,
        entries: Iterable[GazetteerEntry],
        regions: Regions,
        body_names: Mapping[str, str],
        bodies: Collection[str],
    ) -> None:
        self._regions = regions
        self._bodies = frozenset(bodies)
        self._body_names = body_names
        shorts = "|".join(map(re.escape, sorted(body_names, key=lambda name: (-len(name), name))))
        self._short_body = re.compile(rf"(?P<short>{shorts}){_OFFICE}") if shorts else None
        self._places = _compile_places(regions)
        self._owners: defaultdict[str, list[GazetteerEntry]] = defaultdict(list)
        self._by_id: dict[str, GazetteerEntry] = {}
        for entry in entries:
            self._by_id.setdefault(organization_id(entry.name, entry.type), entry)
            for surface, _ in entry.surfaces():
                self._owners[normalize_name(surface)].append(entry)

    def name(self, surface: str, kind: OrganizationType, home: Home) -> str:
        """Give the full name of what `surface` names in a report from `home`.

        That is the gazetteer's, or for a body the one on its door with its place (省科技厅: 山东省科学技术厅).
        """
        name = normalize_name(surface)
        known = self._owner(name, kind, home) or (self._without_legal_form(name, home) if kind == "company" else None)
        if known is not None:
            return known.name
        if kind not in _LOCAL:
            return name
        placed = self._with_place(name, kind, home)
        return self._on_the_door(placed) if kind in _BODIES else placed

    def home(self, document: Document) -> Home:
        """Give where a report speaks from."""
        return find_home(document.region, document.region_code, self._regions)

    def entry(self, org_id: str) -> GazetteerEntry | None:
        """Give the entry of the gazetteer, where it has the organization."""
        return self._by_id.get(org_id)

    def without_place(self, name: str, home: Home) -> str:
        """Give a name without the places at its start, which a report from there leaves out; empty for a place."""
        own = home.below or ""
        for place in (own, own[:-1]):
            if len(place) > 1 and name.startswith(place):
                name = name[len(place) :]
        return self._places.sub("", name, count=1)

    def region(self, org_id: str, name: str) -> str | None:
        """Give where an organization is: what the gazetteer says, else the place that its name begins with."""
        entry = self.entry(org_id)
        if entry is not None and entry.region:
            return entry.region
        found, _ = split_place(name.removeprefix("中共"), self._regions)
        return found.full_name if found else None

    def _owner(self, name: str, kind: OrganizationType, home: Home) -> GazetteerEntry | None:
        """Give the one entry that has the name; of several the one whose region the report speaks from."""
        owners = self._owners.get(name, [])
        if len(owners) > 1:
            owners = [entry for entry in owners if entry.type == kind and home.lies_in(entry.region or "")]
        return owners[0] if len(owners) == 1 else None

    def _without_legal_form(self, name: str, home: Home) -> GazetteerEntry | None:
        """保龄宝公司 and 保龄宝集团 are 保龄宝."""
        while (core := _LEGAL.sub("", name)) != name and len(core) >= 2:
            owner = self._owner(core, "company", home)
            if owner is not None:
                return owner if owner.type == "company" else None
            name = core
        return None

    def _with_place(self, name: str, kind: OrganizationType, home: Home) -> str:
        party = "中共" if name.startswith("中共") else ""
        name = name.removeprefix("中共")
        name = _TERM.sub("", name)
        level = _LEVEL.match(name)
        if level is not None:
            place = home.place_of(level[1])
            return party + (place + name[level.end() :] if place is not None else name)
        region, rest = split_place(name, self._regions)
        if region is not None and rest:
            return party + region.name + rest if name[: -len(rest)].endswith(region.name) else party + name
        if kind in _BODIES and (name in self._bodies or _ZONE.match(name)):
            place = home.province if name.endswith("厅") else home.own
            return f"{party}{place or ''}{name}"
        if home.below and home.city and name.startswith(home.below):
            return party + home.city + name
        return party + name

    def _on_the_door(self, name: str) -> str:
        """Write out the short name of a body: 科技厅 is 科学技术厅, 市委 is 中共…市委."""
        if _PARTY.search(name):
            return f"中共{name.removeprefix('中共')}"
        short = self._short_body.search(name) if self._short_body else None
        if short is None:
            return name
        full = self._body_names[short["short"]]
        # 人民政府 ends in 政府 too
        if name.endswith(full, 0, short.end()):
            return name
        return name[: short.start()] + full + name[short.end() :]


def load_directory(overrides: Path | None = None, user: UserLists | None = None) -> Directory:
    """Load what is known of organizations, by the user first.

    Raises:
        ResourceError: a data file is wrong.
    """
    return Directory(
        merge_gazetteers(load_gazetteer(overrides), (user or UserLists()).entries),
        load_regions(overrides=overrides),
        load_body_names(overrides),
        load_organization_patterns(overrides).bodies,
    )


def _compile_places(regions: Regions) -> re.Pattern[str]:
    """Match regions at the start of a name, also without their 市 and 县."""
    names = {*regions.by_name, *(name[:-1] for name in regions.by_name if name[-1] in "市县" and len(name) > 2)}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(f"^(?:{'|'.join(map(re.escape, longest_first))})+")


@lru_cache(1 << 12)
def organization_id(name: str, kind: OrganizationType) -> str:
    """Give an id that depends on nothing but name and type."""
    return "org-" + hashlib.sha256(f"{kind}\0{name}".encode()).hexdigest()[:12]


def normalize_name(surface: str) -> str:
    """Write one name in one way: no blanks or line ends, plain digits and letters, Chinese brackets."""
    compact = "".join(unicodedata.normalize("NFKC", surface).split())
    return compact.translate(_BRACKETS)
