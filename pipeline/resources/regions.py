"""Provinces and prefectures with their GB/T 2260 codes: the loader of data/regions.csv."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.errors import ResourceError
from pipeline.resources.files import Stamp, read_numbered_rows, resource_path, stamp_of

_NAME = "regions.csv"
_COLUMNS = ("name", "code", "level", "parent", "short")
_LEVELS = ("province", "city", "county")


@dataclass(frozen=True, slots=True)
class AdministrativeRegion:
    """One province, prefecture or county. `parent` is the name of its province, empty for a province."""

    name: str
    code: str
    level: str
    parent: str
    short: str

    @property
    def full_name(self) -> str:
        """Name with the province before it: 贵州省贵阳市."""
        return self.parent + self.name


@dataclass(frozen=True, slots=True, eq=False)
class Regions:
    """All regions by name and short name, and a regular expression that matches any of them, longest first.

    Two are equal only if they are one object: what is made of a file of regions is remembered by it.
    """

    by_name: Mapping[str, AdministrativeRegion]
    pattern: str

    def find_region(self, text: str) -> AdministrativeRegion | None:
        """Find the region that `text` as a whole names: 武威市, 甘肃省武威市, 甘肃武威市 or 广西; else None."""
        region = self.by_name.get(text)
        if region is not None:
            return region
        for length in range(2, len(text) - 1):
            parent, child = self.by_name.get(text[:length]), self.by_name.get(text[length:])
            if parent is not None and child is not None and child.parent == parent.name:
                return child
        return None


def load_regions(*, overrides: Path | None = None) -> Regions:
    """Load regions.csv.

    Raises:
        ResourceError: a name stands twice, a code is no six digits, or a level or parent is unknown.
    """
    path = resource_path(_NAME, overrides)
    return _read_once(path, stamp_of(path))


@lru_cache(maxsize=2)  # several parts of the pipeline ask for it
def _read_once(path: Path, _stamp: Stamp) -> Regions:
    names: dict[str, AdministrativeRegion] = {}
    by_name: dict[str, AdministrativeRegion] = {}
    for _, row in read_numbered_rows(path, _COLUMNS):
        region = AdministrativeRegion(**row)
        problem = _find_problem(region, names)
        if problem:
            message = f"{path}: {region.name or 'a row without name'}: {problem}"
            raise ResourceError(message)
        names[region.name] = by_name[region.name] = region
        if region.short:
            by_name.setdefault(region.short, region)
    longest_first = sorted(by_name, key=lambda name: (-len(name), name))
    return Regions(by_name, "|".join(map(re.escape, longest_first)))


def _find_problem(region: AdministrativeRegion, known: Mapping[str, AdministrativeRegion]) -> str | None:
    if not region.name or region.name in known:
        return "the name is empty or stands twice"
    if not re.fullmatch(r"[1-9]\d{5}", region.code):
        return f"the code {region.code!r} is not six digits"
    if region.level not in _LEVELS:
        return f"the level {region.level!r} is unknown; use one of {', '.join(_LEVELS)}"
    if region.parent and region.parent not in known:
        return f"its parent {region.parent} does not stand above it"
    return None
