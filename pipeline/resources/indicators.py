"""The catalog of indicators: the loader of data/indicators.csv and data/indicator_modifiers.csv."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from pipeline.errors import ResourceError
from pipeline.records import PILLARS, Measure
from pipeline.resources.files import read_rows, resource_path

_NAME = "indicators.csv"
_COLUMNS = ("indicator_id", "name", "aliases", "dimension", "measure", "pillar")
_MODIFIERS_NAME = "indicator_modifiers.csv"
_MODIFIER_COLUMNS = ("modifier_id", "name", "surfaces", "place", "measure", "dimension")
_PLACES = ("before", "after")
_MEASURES: tuple[str, ...] = get_args(Measure)
_ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of the catalog. `dimensions` are those that its levels may have; empty where any may be."""

    indicator_id: str
    name: str
    dimensions: tuple[str, ...]
    measure: Measure
    pillar: str | None


@dataclass(frozen=True, slots=True)
class Modifier:
    """Words that make another indicator of an indicator; an empty `modifier_id` changes nothing.

    `measure` and `dimensions` win over those of the indicator where they are given.
    """

    modifier_id: str
    name: str
    is_before: bool
    measure: Measure | None
    dimensions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """All that is known of indicators, by normalized surface."""

    indicators: Mapping[str, Indicator]
    """By id."""
    by_surface: Mapping[str, Indicator]
    before: Mapping[str, Modifier]
    after: Mapping[str, Modifier]


def normalize_phrase(phrase: str) -> str:
    """Give a phrase without blanks, quotation marks, 、 and 的, full-width letters and digits made plain."""
    return re.sub(r"[\s“”‘’\"'《》「」、的]", "", unicodedata.normalize("NFKC", phrase))


def load_indicators(*, overrides: Path | None = None) -> IndicatorWords:
    """Load the catalog and its modifiers.

    Raises:
        ResourceError: an id or a surface is wrong or stands twice, or a measure, place or pillar is unknown.
    """
    path = resource_path(_NAME, overrides)
    indicators: dict[str, Indicator] = {}
    literal: dict[str, Indicator] = {}
    composed: dict[str, Indicator] = {}
    clashes: list[tuple[str, bool, str]] = []
    for row in read_rows(_NAME, _COLUMNS, overrides):
        where = f"{path}: indicator {row['indicator_id']!r}"
        if not _ID.fullmatch(row["indicator_id"]) or row["indicator_id"] in indicators or not row["name"]:
            message = f"{where}: the id must be of a-z, 0-9 and _, stand once, and have a name"
            raise ResourceError(message)
        _check_choice(row["measure"], _MEASURES, where=where)
        _check_choice(row["pillar"], ("", *PILLARS), where=where)
        indicator = Indicator(
            row["indicator_id"],
            row["name"],
            tuple(item for item in row["dimension"].split("|") if item),
            _as_measure(row["measure"]) or "stock",
            row["pillar"] or None,
        )
        indicators[indicator.indicator_id] = indicator
        for surface, is_literal in _expand_all(f"{row['name']};{row['aliases']}"):
            target = literal if is_literal else composed
            other = target.setdefault(surface, indicator)
            if other is not indicator:
                clashes.append((surface, is_literal, f"{where}: {surface} is also an alias of {other.indicator_id}"))
    for surface, is_literal, problem in clashes:
        if is_literal or surface not in literal:
            message = f"{problem}; leave it in one of them, or write it out in one"
            raise ResourceError(message)
    by_surface = composed | literal
    before, after = _load_modifiers(overrides)
    return IndicatorWords(indicators, by_surface, before, after)


def _load_modifiers(overrides: Path | None) -> tuple[dict[str, Modifier], dict[str, Modifier]]:
    path = resource_path(_MODIFIERS_NAME, overrides)
    found: dict[str, dict[str, Modifier]] = {place: {} for place in _PLACES}
    for row in read_rows(_MODIFIERS_NAME, _MODIFIER_COLUMNS, overrides):
        where = f"{path}: modifier {row['modifier_id'] or row['surfaces'][:10]!r}"
        _check_choice(row["place"], _PLACES, where=where)
        _check_choice(row["measure"], ("", *_MEASURES), where=where)
        modifier = Modifier(
            row["modifier_id"],
            row["name"],
            row["place"] == "before",
            _as_measure(row["measure"]),
            tuple(item for item in row["dimension"].split("|") if item),
        )
        for surface, _ in _expand_all(row["surfaces"]):
            if found[row["place"]].setdefault(surface, modifier) is not modifier:
                message = f"{where}: {surface} stands twice; leave it in one row"
                raise ResourceError(message)
    return found["before"], found["after"]


def _expand_all(cell: str) -> Iterator[tuple[str, bool]]:
    """Give every surface of a cell, normalized, and whether it is written out; that one wins over one of brackets."""
    for written in cell.split(";"):
        for surface in _expand(normalize_phrase(written)):
            if surface:
                yield surface, "[" not in written


def _expand(written: str) -> Iterator[str]:
    """Give all readings of `[a|b|]c`: ac, bc, c."""
    parts = re.split(r"\[([^\]]*)\]", written)
    choices = [part.split("|") if number % 2 else [part] for number, part in enumerate(parts)]
    return ("".join(chosen) for chosen in itertools.product(*choices))


def _check_choice(value: str, choices: tuple[str, ...], *, where: str) -> None:
    if value not in choices:
        message = f"{where}: {value!r} is none of {', '.join(filter(None, choices))}"
        raise ResourceError(message)


def _as_measure(value: str) -> Measure | None:
    measures: dict[str, Measure] = {measure: measure for measure in get_args(Measure)}
    return measures.get(value)
