"""Units of measure and counting words: the loader of data/units.csv."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pipeline.errors import ResourceError
from pipeline.resources.files import read_rows, resource_path

NAME = "units.csv"
_COLUMNS = ("surface", "unit", "dimension", "factor", "base", "not_before")


@dataclass(frozen=True, slots=True)
class Unit:
    """One surface of a unit. `factor` says how many `base` units one of it is."""

    surface: str
    unit: str
    dimension: str
    factor: Decimal
    base: str


@dataclass(frozen=True, slots=True)
class Units:
    """All units by surface, and a regular expression (longest surface first) that matches any one of them."""

    by_surface: Mapping[str, Unit]
    pattern: str

    def find_unit(self, surface: str) -> Unit | None:
        """Give the unit of a surface; a compound (元/平方米, 套（间）) is read by its first part."""
        found = self.by_surface.get(surface)
        if found is not None:
            return found
        head = self.by_surface.get(re.split(r"[/每（]", surface)[0])
        if head is None:
            return None
        tail = self._canonical_tail(surface[len(head.surface) :])
        return Unit(surface, head.unit + tail, f"{head.dimension} per unit", head.factor, head.base + tail)

    def _canonical_tail(self, tail: str) -> str:
        """Write what follows the first unit in one way: 每平方米 and /㎡ are /平方米."""
        per = re.fullmatch(r"(?:/|每)(?P<scale>[十百千万]*)(?P<unit>.+)", tail)
        if not per:
            return tail
        found = self.by_surface.get(per["unit"])
        is_symbol = found is not None and not re.search(r"[\u4e00-\u9fff]", per["unit"])
        return f"/{per['scale']}{found.unit if found and is_symbol else per['unit']}"


def load_units(*, overrides: Path | None = None) -> Units:
    """Load units.csv.

    Raises:
        ResourceError: a surface is empty or stands twice, or a factor is not a positive number.
    """
    by_surface: dict[str, Unit] = {}
    barred: dict[str, str] = {}
    path = resource_path(NAME, overrides)
    for row in read_rows(NAME, _COLUMNS, overrides):
        surface = row["surface"]
        if not surface or surface in by_surface:
            message = f"{path}: the surface {surface!r} is empty or stands twice"
            raise ResourceError(message)
        try:
            factor = Decimal(row["factor"])
        except InvalidOperation:
            factor = Decimal(0)
        if factor <= 0:
            message = f"{path}: the factor of {surface} is {row['factor']!r}; it must be a positive number"
            raise ResourceError(message)
        by_surface[surface] = Unit(surface, row["unit"], row["dimension"], factor, row["base"])
        barred[surface] = row["not_before"]
    return Units(by_surface, longest_of({surface: _not_before(surface, barred[surface]) for surface in by_surface}))


def _not_before(surface: str, barred: str) -> str:
    """A unit of Latin letters (and digits: m3) ends where the word ends; others not before a barred character.

    A step that is passed (突破40万人大关) is no word that the unit begins.
    """
    if surface[-1].isascii() and surface[-1].isalnum():
        return "(?![A-Za-z0-9])"
    step = "(?!大关)" if "大" in barred else ""
    return f"(?!{step}[{re.escape(barred)}])" if barred else ""


def longest_of(words: Mapping[str, str]) -> str:
    """Write an expression for any of the words, each with what must follow it, that tries longer ones first.

    Words that begin alike share their beginning, since Python tries alternatives one by one; single signs share a set.
    """
    alike: dict[str, list[str]] = {}
    for word in sorted(filter(None, words)):
        alike.setdefault(word[0], []).append(word)
    signs: dict[str, str] = {}
    ways = []
    for group in alike.values():
        start = _common_start(group[0], group[-1])
        if group == [start] and len(start) == 1:
            signs[words[start]] = signs.get(words[start], "") + re.escape(start)
        elif group == [start]:
            ways.append(re.escape(start) + words[start])
        else:
            ways.append(f"{re.escape(start)}(?:{longest_of({word[len(start) :]: words[word] for word in group})})")
    sets = [f"[{members}]{end}" for end, members in signs.items()]
    return "|".join([*sets, *ways, *([words[""]] if "" in words else [])])


def _common_start(one: str, other: str) -> str:
    length = next((place for place, (sign, its) in enumerate(zip(one, other, strict=False)) if sign != its), len(one))
    return one[:length]
