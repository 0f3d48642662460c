"""Counties and districts with their GB/T 2260 codes, today's and former ones: the loader of data/counties.csv."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.errors import ResourceError
from pipeline.resources.files import Stamp, read_numbered_rows, resource_path, stamp_of
from pipeline.resources.regions import AdministrativeRegion, Regions

_NAME = "counties.csv"
_COLUMNS = ("name", "code", "until")
_DISTRICT = re.compile(r"(?<![林特])区$")
_ONLY_BELOW = frozenset({"城区", "郊区", "矿区", "新区", "市区"})
"""Names that are words: they name a county only right behind the city that it belongs to."""


@dataclass(frozen=True, slots=True)
class County:
    """One county or district; `parent` is its prefecture, or its province, `until` the last year of a former one."""

    name: str
    code: str
    until: int | None
    parent: AdministrativeRegion

    @property
    def full_name(self) -> str:
        """Name with province and prefecture before it: 贵州省贵阳市云岩区."""
        return self.parent.full_name + self.name

    @property
    def level(self) -> str:
        """`district` for what a city is made of, else `county`: counties, banners, cities of their rank."""
        return "district" if _DISTRICT.search(self.name) else "county"


@dataclass(frozen=True, slots=True)
class Counties:
    """All counties by name; a name may be that of several."""

    by_name: Mapping[str, tuple[County, ...]]

    def find_county(self, name: str, *, within: AdministrativeRegion | None = None, text: str = "") -> County | None:
        """Find the county of this name, None where there is none or several may be meant.

        `within` is the province or prefecture that is named before it. Without it, `text` decides between several:
        the one whose prefecture, or else whose province, is the only one named there.
        """
        named = self.by_name.get(name, ())
        if within is not None:
            return _only(county for county in named if county.code.startswith(_stem(within.code)))
        if name in _ONLY_BELOW:
            return None
        in_text = [county for county in named if county.parent.name in text]
        in_province = [county for county in named if (county.parent.parent or county.parent.name) in text]
        return _only(named) or _only(in_text) or _only(in_province)


def load_counties(regions: Regions, *, overrides: Path | None = None) -> Counties:
    """Load counties.csv.

    Raises:
        ResourceError: names the line: a code is no six digits, lies in no province of `regions` or stands twice with
            one name, the name is no county's, or `until` is no year.
    """
    path = resource_path(_NAME, overrides)
    return _read_once(path, stamp_of(path), regions)


@lru_cache(maxsize=2)  # several parts of the pipeline ask for it
def _read_once(path: Path, _stamp: Stamp, regions: Regions) -> Counties:
    above = {_stem(region.code): region for region in regions.by_name.values() if region.level != "county"}
    by_name: dict[str, list[County]] = defaultdict(list)
    known: set[tuple[str, str]] = set()
    for number, row in read_numbered_rows(path, _COLUMNS):
        name, code, until = row["name"], row["code"], row["until"]
        parent = above.get(code[:4]) or above.get(code[:2])
        problem = _find_problem(name, code, until, parent, known)
        if problem or parent is None:
            message = f"{path}, line {number}: {name or 'a row without name'}: {problem}"
            raise ResourceError(message)
        known.add((name, code))
        by_name[name].append(County(name, code, int(until) if until else None, parent))
    return Counties({name: tuple(counties) for name, counties in by_name.items()})


def _find_problem(
    name: str, code: str, until: str, parent: AdministrativeRegion | None, known: set[tuple[str, str]]
) -> str | None:
    if len(name) < 2 or name[-1] not in "市县区旗":
        return "the name must end with 市, 县, 区 or 旗"
    if not (len(code) == 6 and code.isascii() and code.isdigit()) or code.endswith("00"):
        return f"the code {code!r} is not the six digits of a county"
    if parent is None:
        return f"the code {code} lies in no province of regions.csv"
    if until and not (until.isascii() and until.isdigit() and len(until) == 4):
        return f"until {until!r} is no year; leave it empty for what is there today"
    return f"stands twice with the code {code}" if (name, code) in known else None


def _stem(code: str) -> str:
    """Give the digits that a province or prefecture shares with all that lies in it."""
    return code[:2] if code.endswith("0000") else code[:4]


def _only(counties: Iterable[County]) -> County | None:
    """Give the only county of today; of former ones the only one, where there is none of today."""
    found = sorted(counties, key=lambda county: county.until is not None)
    today = [county for county in found if county.until is None] or found
    return today[0] if len(today) == 1 else None
