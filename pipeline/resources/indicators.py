"""The catalog of indicators: the loader of data/indicators.csv and of a user's own indicators, which win."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import get_args

from pipeline.errors import ResourceError
from pipeline.records import PILLARS, Measure
from pipeline.resources.files import Stamp, read_numbered_rows, read_rows, resource_path, stamp_of
from pipeline.resources.units import NAME as UNITS
from pipeline.resources.units import load_units

_NAME = "indicators.csv"
_COLUMNS = ("indicator_id", "name", "aliases", "dimension", "measure", "pillar")
_RETIRED_NAME = "indicators_retired.csv"
_RETIRED_COLUMNS = ("indicator_id", "replaced_by")
_MEASURES: dict[str, Measure] = {measure: measure for measure in get_args(Measure)}
_ID = re.compile(r"[a-z][a-z0-9_]*")
_SAME = "="
_BRACKETS = re.compile(r"\[([^\]]*)\]")
_SILENT = re.compile(r"[\s“”‘’\"'《》「」、的]")
BARE = "number"
"""The dimension of a level that has no unit: an index (指数达到53.5)."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of the catalog. `dimensions`: of its levels, the main one first; empty where any may be."""

    indicator_id: str
    name: str
    dimensions: tuple[str, ...]
    measure: Measure
    pillar: str | None


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """All indicators: by id, and by each normalized surface."""

    indicators: Mapping[str, Indicator]
    by_surface: Mapping[str, Indicator]


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a catalog; `literal` are surfaces written out, `composed` those of brackets."""

    where: str
    indicator: Indicator
    literal: tuple[str, ...]
    composed: tuple[str, ...]


def normalize_phrase(phrase: str) -> str:
    """Give a phrase without blanks, quotation marks, 、 and 的, full-width letters and digits made plain."""
    return _SILENT.sub("", unicodedata.normalize("NFKC", phrase))


def load_indicators(*, overrides: Path | None = None, extra: Path | None = None) -> IndicatorWords:
    """Load the catalog.

    Args:
        overrides: a folder whose indicators.csv replaces the packaged one.
        extra: a CSV file of the same columns that is merged into it and wins: a new id is one more indicator; a known
            id gets the name, dimension, measure and pillar of the file and its aliases besides the old ones; and a
            surface of the file names the indicator of the file.

    Raises:
        ResourceError: tells file, line and reason: an id is wrong, retired or stands twice, a surface is one of two
            indicators, or a dimension, measure or pillar is unknown.
    """
    path = resource_path(_NAME, overrides)
    units = stamp_of(resource_path(UNITS, overrides))
    return _load_once(overrides, path, extra, (units, stamp_of(path), stamp_of(extra)))


@lru_cache(maxsize=2)  # facts and their tables ask for it
def _load_once(
    overrides: Path | None, own: Path, extra: Path | None, _stamps: tuple[Stamp, Stamp, Stamp]
) -> IndicatorWords:
    dimensions = {unit.dimension for unit in load_units(overrides=overrides).by_surface.values()} | {BARE}
    retired = {row["indicator_id"]: row["replaced_by"] for row in read_rows(_RETIRED_NAME, _RETIRED_COLUMNS)}
    indicators: dict[str, Indicator] = {}
    by_surface: dict[str, Indicator] = {}
    for path in filter(None, (own, extra)):
        rows = _read_catalog(path, dimensions, retired)
        indicators |= {row.indicator.indicator_id: row.indicator for row in rows}
        by_surface = {surface: indicators[item.indicator_id] for surface, item in by_surface.items()}
        by_surface |= _index_surfaces(rows)
    return IndicatorWords(indicators, by_surface)


def _read_catalog(path: Path, dimensions: set[str], retired: Mapping[str, str]) -> list[_Row]:
    rows: dict[str, _Row] = {}
    for line, cells in read_numbered_rows(path, _COLUMNS):
        where = f"{path}, line {line}"
        indicator_id = cells["indicator_id"]
        if not _ID.fullmatch(indicator_id) or not cells["name"]:
            message = f"{where}: {indicator_id!r} must be an id of a-z, 0-9 and _, with a name"
            raise ResourceError(message)
        if indicator_id in rows:
            message = f"{where}: {indicator_id} is also in {rows[indicator_id].where}; make one row of the two"
            raise ResourceError(message)
        if indicator_id in retired:
            message = f"{where}: {indicator_id} is retired and never used again; see {retired[indicator_id] or 'docs'}"
            raise ResourceError(message)
        rows[indicator_id] = _parse_row(where, cells, dimensions)
    return list(rows.values())


def _parse_row(where: str, cells: Mapping[str, str], dimensions: set[str]) -> _Row:
    parts = tuple(item for item in cells["dimension"].split("|") if item)
    for part in parts:
        check_choice(part, dimensions, where=f"{where}, dimension")
    check_choice(cells["measure"], _MEASURES, where=f"{where}, measure")
    check_choice(cells["pillar"], ("", *PILLARS), where=f"{where}, pillar")
    indicator = Indicator(
        cells["indicator_id"], cells["name"], parts, _MEASURES[cells["measure"]], cells["pillar"] or None
    )
    literal: list[str] = []
    composed: list[str] = []
    for written in f"{cells['name']};{cells['aliases']}".split(";"):
        (composed if "[" in written else literal).extend(expand_surfaces(written))
    return _Row(where, indicator, tuple(literal), tuple(composed))


def _index_surfaces(rows: list[_Row]) -> dict[str, Indicator]:
    """Give the indicator of each surface; one that is written out wins over one of brackets."""
    literal = _index([(row, row.literal) for row in rows], besides={})
    found = _index([(row, row.composed) for row in rows], besides=literal)
    found |= literal
    return found


def _index(rows: list[tuple[_Row, tuple[str, ...]]], *, besides: Mapping[str, Indicator]) -> dict[str, Indicator]:
    found: dict[str, Indicator] = {}
    for row, surfaces in rows:
        for surface in filter(found.__contains__, surfaces):
            if surface not in besides:
                message = (
                    f"{row.where}: {surface} is also an alias of {found[surface].indicator_id}; "
                    "leave it in one of them, or write it out in one"
                )
                raise ResourceError(message)
        found |= dict.fromkeys(surfaces, row.indicator)
    return found


def expand_surfaces(written: str) -> Iterator[str]:
    """Give every surface, normalized, that one entry of a cell stands for."""
    return filter(None, _expand(normalize_phrase(written.removeprefix(_SAME))))


def _expand(written: str) -> Iterator[str]:
    """Give all readings of `[a|b|]c`: ac, bc, c."""
    parts = _BRACKETS.split(written)
    choices = [part.split("|") if number % 2 else [part] for number, part in enumerate(parts)]
    return map("".join, itertools.product(*choices))


def check_choice(value: str, choices: Collection[str], *, where: str) -> None:
    """Refuse a value that is none of the choices; the message begins with `where`."""
    if value not in choices:
        message = f"{where}: {value!r} is none of {', '.join(sorted(filter(None, choices)))}"
        raise ResourceError(message)
