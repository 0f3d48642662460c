"""Words that make another indicator of an indicator: the loader of data/indicator_modifiers.csv."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import get_args

from pipeline.errors import ResourceError
from pipeline.records import Measure
from pipeline.resources.files import Stamp, read_numbered_rows, resource_path, stamp_of
from pipeline.resources.indicators import check_choice, expand_surfaces

_NAME = "indicator_modifiers.csv"
_COLUMNS = ("modifier_id", "name", "surfaces", "place", "group", "applies", "measure", "dimension")
_PLACES = ("before", "after")
GROUPS = ("none", "done", "rank", "kind", "industry", "measured")
"""What a modifier says, in the order in which a composed name has them; `none` changes nothing."""
_MEASURES: dict[str, Measure] = {measure: measure for measure in get_args(Measure)}


@dataclass(frozen=True, slots=True)
class Modifier:
    """A word before or after an indicator; an empty `modifier_id` changes nothing.

    `applies`: dimensions and ids of the indicators that it may stand with, `*` for all; with `+`, besides those of an
    empty list. `measure` and `dimensions` win over those of the indicator where they are given.
    """

    modifier_id: str
    name: str
    group: str
    applies: tuple[str, ...]
    measure: Measure | None
    dimensions: tuple[str, ...]
    length: int = 0
    """Characters of the surface."""


@dataclass(frozen=True, slots=True)
class ModifierWords:
    """All modifiers by normalized surface, those that stand before an indicator and those that stand after it."""

    before: Mapping[str, Modifier]
    after: Mapping[str, Modifier]
    lengths_before: Mapping[str, tuple[int, ...]]
    """How long those of `before` are that begin with a character, the shortest first."""
    lengths_after: Mapping[str, tuple[int, ...]]
    """How long those of `after` are that end with a character, the shortest first."""


def load_modifiers(*, overrides: Path | None = None) -> ModifierWords:
    """Load the modifiers. `overrides` is a folder whose indicator_modifiers.csv replaces the packaged one.

    Raises:
        ResourceError: tells file, line and reason: a surface stands twice, two rows of an id differ in their name, or
            a place, group or measure is unknown.
    """
    path = resource_path(_NAME, overrides)
    return _load_once(path, stamp_of(path))


@lru_cache(maxsize=2)  # the same object for all that ask, so that what was found with it is found again
def _load_once(path: Path, _stamp: Stamp) -> ModifierWords:
    found: dict[str, dict[str, Modifier]] = {place: {} for place in _PLACES}
    rows: dict[tuple[str, str], int] = {}
    names: dict[str, str] = {}
    for line, row in read_numbered_rows(path, _COLUMNS):
        where = f"{path}, line {line}"
        check_choice(row["place"], _PLACES, where=where)
        check_choice(row["group"], GROUPS, where=where)
        check_choice(row["measure"], ("", *_MEASURES), where=where)
        if names.setdefault(row["modifier_id"], row["name"]) != row["name"]:
            message = f"{where}: {row['modifier_id']} is named {names[row['modifier_id']]} above; use one name"
            raise ResourceError(message)
        modifier = Modifier(
            row["modifier_id"],
            row["name"],
            row["group"],
            _split(row["applies"].replace("+", "+|")),
            _MEASURES.get(row["measure"]),
            _split(row["dimension"]),
        )
        surfaces = list(chain.from_iterable(map(expand_surfaces, row["surfaces"].split(";"))))
        by_length = {length: replace(modifier, length=length) for length in set(map(len, surfaces))}
        for surface in surfaces:
            if rows.setdefault((row["place"], surface), line) != line:
                message = f"{where}: {surface} stands twice; leave it in one row"
                raise ResourceError(message)
            found[row["place"]][surface] = by_length[len(surface)]
    before, after = found["before"], found["after"]
    return ModifierWords(
        before,
        after,
        _index_lengths((surface[:1], len(surface)) for surface in before),
        _index_lengths((surface[-1:], len(surface)) for surface in after),
    )


def _index_lengths(surfaces: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for sign, length in surfaces:
        lengths.setdefault(sign, set()).add(length)
    return {sign: tuple(sorted(found)) for sign, found in lengths.items()}


def _split(cell: str) -> tuple[str, ...]:
    return tuple(item for item in cell.split("|") if item)
