"""The pillars with their cue words and heading patterns: the loader of data/pillars.yaml."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ResourceError
from pipeline.resources.files import read_yaml, resource_path

NONE = "none"
_NAME = "pillars.yaml"
_TOP = ("pillars", "none", "neutral", "science_headings", "weights", "parts")
_PILLAR = ("name_zh", "name_en", "definition", "strong", "weak", "headings")
_KEY = re.compile(r"[a-z][a-z_]*")


@dataclass(frozen=True, slots=True)
class CueSet:
    """The cue phrases of one pillar, or those that speak against all, and the pattern of its headings."""

    strong: tuple[str, ...]
    weak: tuple[str, ...]
    headings: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class PillarDefinition:
    """One pillar: its key in the tables, its names and what it covers."""

    key: str
    name_zh: str
    name_en: str
    definition: str
    cues: CueSet


@dataclass(frozen=True, slots=True)
class ContextWeights:
    """How much context weighs, in log odds. What each one means stands in the file."""

    lead: float
    heading: float
    ancestor: float
    science: float
    against: float
    report: float
    strong: float
    weak: float
    unknown: float


@dataclass(frozen=True, slots=True)
class PillarTaxonomy:
    """All pillars in the order of the file, what speaks against them, and how context weighs."""

    pillars: tuple[PillarDefinition, ...]
    none: CueSet
    neutral: tuple[str, ...]
    science_headings: re.Pattern[str]
    weights: ContextWeights
    parts: int

    @property
    def keys(self) -> tuple[str, ...]:
        """Give the keys of the pillars."""
        return tuple(pillar.key for pillar in self.pillars)

    @property
    def cue_sets(self) -> tuple[tuple[str, CueSet], ...]:
        """Give the cue set of each pillar, and last that of `none`."""
        return (*((pillar.key, pillar.cues) for pillar in self.pillars), (NONE, self.none))


def load_pillar_taxonomy(*, overrides: Path | None = None) -> PillarTaxonomy:
    """Load pillars.yaml.

    Raises:
        ResourceError: a key is missing or unknown, a list is empty, a cue stands twice, or a pattern is none.
    """
    path = resource_path(_NAME, overrides)
    content = read_yaml(_NAME, overrides)
    _check_keys(content, _TOP, f"{path}")
    pillars = content["pillars"]
    if not isinstance(pillars, dict) or not pillars:
        message = f"{path}: pillars must map keys to pillars"
        raise ResourceError(message)
    parts = content["parts"]
    if not isinstance(parts, int) or isinstance(parts, bool) or parts < 2:
        message = f"{path}: parts must be a whole number from 2"
        raise ResourceError(message)
    taxonomy = PillarTaxonomy(
        pillars=tuple(_build_pillar(key, values, f"{path}: pillars.{key}") for key, values in pillars.items()),
        none=_build_none(content["none"], f"{path}: none"),
        neutral=_read_words(content["neutral"], f"{path}: neutral"),
        science_headings=_compile(content["science_headings"], f"{path}: science_headings"),
        weights=_build_weights(content["weights"], f"{path}: weights"),
        parts=parts,
    )
    _check_owners(taxonomy, f"{path}")
    return taxonomy


def _build_pillar(key: Any, values: Any, where: str) -> PillarDefinition:
    if not isinstance(key, str) or not _KEY.fullmatch(key) or key == NONE:
        message = f"{where}: a pillar's key is of the letters a-z and _, and is not {NONE}"
        raise ResourceError(message)
    _check_keys(values, _PILLAR, where)
    for name in ("name_zh", "name_en", "definition"):
        if not isinstance(values[name], str) or not values[name].strip():
            message = f"{where}.{name} must be a text"
            raise ResourceError(message)
    return PillarDefinition(key, values["name_zh"], values["name_en"], values["definition"], _build_cues(values, where))


def _build_none(values: Any, where: str) -> CueSet:
    _check_keys(values, ("strong", "weak", "headings"), where)
    return _build_cues(values, where)


def _build_cues(values: dict[str, Any], where: str) -> CueSet:
    strong, weak = (_read_words(values[name], f"{where}.{name}") for name in ("strong", "weak"))
    both = sorted(set(strong) & set(weak))
    if both:
        message = f"{where}: both strong and weak: {', '.join(both)}"
        raise ResourceError(message)
    return CueSet(strong, weak, _compile(values["headings"], f"{where}.headings"))


def _build_weights(values: Any, where: str) -> ContextWeights:
    names = tuple(item.name for item in dataclasses.fields(ContextWeights))
    _check_keys(values, names, where)
    for name, value in values.items():
        if not isinstance(value, int | float) or isinstance(value, bool):
            message = f"{where}.{name} must be a number, found {value!r}"
            raise ResourceError(message)
    return ContextWeights(**{name: float(values[name]) for name in names})


def _compile(values: Any, where: str) -> re.Pattern[str]:
    words = _read_words(values, where)
    try:
        return re.compile("|".join(f"(?:{word})" for word in words))
    except re.error as error:
        message = f"{where}: not a regular expression ({error})"
        raise ResourceError(message) from error


def _read_words(values: Any, where: str) -> tuple[str, ...]:
    if not isinstance(values, list) or not values or not all(isinstance(word, str) and word for word in values):
        message = f"{where} must be a list of words (quote what YAML reads as something else)"
        raise ResourceError(message)
    twice = sorted({word for word in values if values.count(word) > 1})
    if twice:
        message = f"{where} holds twice: {', '.join(twice)}"
        raise ResourceError(message)
    return tuple(values)


def _check_keys(values: Any, names: tuple[str, ...], where: str) -> None:
    if not isinstance(values, dict) or set(values) != set(names):
        found = sorted(map(str, values)) if isinstance(values, dict) else type(values).__name__
        message = f"{where}: the keys must be {', '.join(names)}; found {found}"
        raise ResourceError(message)


def _check_owners(taxonomy: PillarTaxonomy, where: str) -> None:
    owners: dict[str, str] = {}
    for key, cues in taxonomy.cue_sets:
        for word in cues.strong:
            if word in owners:
                message = f"{where}: {word} is a strong cue of both {owners[word]} and {key}"
                raise ResourceError(message)
            owners[word] = key
