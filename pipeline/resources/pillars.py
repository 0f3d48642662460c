"""A scheme of pillars with their cue words, heading patterns and examples: the loader of pillars.yaml."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ResourceError
from pipeline.resources.files import read_yaml, resource_path

NONE = "none"
SCHEME_FILE = "pillars.yaml"
_TOP = ("pillars", "none", "neutral", "mixed_headings", "weights", "parts")
_PILLAR = ("name_zh", "name_en", "definition", "strong", "headings")
_PILLAR_EXTRAS = ("weak", "examples", "counter_examples")
_LATER_WEIGHTS = ("beside",)
"""Weights that a scheme may lack: it may have been written before there were any."""
_KEY = re.compile(r"[a-z][a-z_]*")
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class CueSet:
    """The cue phrases of one pillar, or those that speak against all, and the pattern of its headings."""

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    headings: re.Pattern[str] = _NEVER


@dataclass(frozen=True, slots=True)
class PillarDefinition:
    """One pillar: its key in the tables, its names, what it covers, and sentences that are and are not about it.

    A counter-example goes with the label that it has instead.
    """

    key: str
    name_zh: str
    name_en: str
    definition: str
    cues: CueSet
    examples: tuple[str, ...] = ()
    counter_examples: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ContextWeights:
    """How much context weighs, in log odds. What each one means stands in our pillars.yaml."""

    lead: float = 2.4
    heading: float = 2.6
    ancestor: float = 0.6
    mixed: float = 1.2
    against: float = 0.8
    report: float = 0.6
    beside: float = 1.0
    strong: float = 2.2
    weak: float = 0.8
    unknown: float = -4.0


@dataclass(frozen=True, slots=True)
class PillarTaxonomy:
    """All pillars in the order of the file, what speaks against them, and how context weighs."""

    pillars: tuple[PillarDefinition, ...]
    none: CueSet = CueSet()
    neutral: tuple[str, ...] = ()
    mixed_headings: re.Pattern[str] = _NEVER
    weights: ContextWeights = ContextWeights()
    parts: int = 3

    @property
    def keys(self) -> tuple[str, ...]:
        """Give the keys of the pillars."""
        return tuple(pillar.key for pillar in self.pillars)

    @property
    def labels(self) -> tuple[str, ...]:
        """Give all that a sentence may be labelled with: the keys, and last `none`."""
        return (*self.keys, NONE)

    @property
    def cue_sets(self) -> tuple[tuple[str, CueSet], ...]:
        """Give the cue set of each pillar, and last that of `none`."""
        return (*((pillar.key, pillar.cues) for pillar in self.pillars), (NONE, self.none))


def load_pillar_taxonomy(*, overrides: Path | None = None) -> PillarTaxonomy:
    """Load pillars.yaml; `overrides` is a folder whose file, if there, replaces the packaged one."""
    return read_pillar_taxonomy(resource_path(SCHEME_FILE, overrides))


def read_pillar_taxonomy(path: Path) -> PillarTaxonomy:
    """Read a scheme from a file of any name.

    Raises:
        ResourceError: a key is missing or unknown, a list is empty, a cue or example stands twice, or a pattern is
            none.
    """
    content = read_yaml(path.name, path.parent)
    _check_keys(content, _TOP[:1], f"{path}", more=_TOP[1:])
    pillars = content["pillars"]
    if not isinstance(pillars, dict) or not pillars:
        message = f"{path}: pillars must map keys to pillars"
        raise ResourceError(message)
    taxonomy = PillarTaxonomy(
        pillars=tuple(_build_pillar(key, values, f"{path}: pillars.{key}") for key, values in pillars.items()),
        none=_build_none(content["none"], f"{path}: none") if "none" in content else CueSet(),
        neutral=_read_optional(content, "neutral", f"{path}"),
        mixed_headings=_compile(content.get("mixed_headings"), f"{path}: mixed_headings"),
        weights=_build_weights(content["weights"], f"{path}: weights") if "weights" in content else ContextWeights(),
        parts=_read_parts(content.get("parts", 3), f"{path}"),
    )
    _check_owners(taxonomy, f"{path}")
    _check_examples(taxonomy, f"{path}")
    return taxonomy


def _build_pillar(key: Any, values: Any, where: str) -> PillarDefinition:
    if not isinstance(key, str) or not _KEY.fullmatch(key) or key == NONE:
        message = f"{where}: a pillar's key is of the letters a-z and _, and is not {NONE}"
        raise ResourceError(message)
    _check_keys(values, _PILLAR, where, more=_PILLAR_EXTRAS)
    for name in ("name_zh", "name_en", "definition"):
        if not isinstance(values[name], str) or not values[name].strip():
            message = f"{where}.{name} must be a text"
            raise ResourceError(message)
    return PillarDefinition(
        key,
        values["name_zh"],
        values["name_en"],
        values["definition"],
        _build_cues(values, where),
        _read_optional(values, "examples", where),
        _read_counter_examples(values.get("counter_examples", {}), f"{where}.counter_examples"),
    )


def _build_none(values: Any, where: str) -> CueSet:
    _check_keys(values, ("strong", "weak", "headings"), where)
    return _build_cues(values, where)


def _build_cues(values: dict[str, Any], where: str) -> CueSet:
    strong, weak = _read_words(values["strong"], f"{where}.strong"), _read_optional(values, "weak", where)
    both = sorted(set(strong) & set(weak))
    if both:
        message = f"{where}: both strong and weak: {', '.join(both)}"
        raise ResourceError(message)
    return CueSet(strong, weak, _compile(values["headings"], f"{where}.headings"))


def _build_weights(values: Any, where: str) -> ContextWeights:
    names = tuple(item.name for item in dataclasses.fields(ContextWeights) if item.name not in _LATER_WEIGHTS)
    _check_keys(values, names, where, more=_LATER_WEIGHTS)
    for name, value in values.items():
        if not isinstance(value, int | float) or isinstance(value, bool):
            message = f"{where}.{name} must be a number, found {value!r}"
            raise ResourceError(message)
    return ContextWeights(**{name: float(value) for name, value in values.items()})


def _read_parts(parts: Any, where: str) -> int:
    if not isinstance(parts, int) or isinstance(parts, bool) or parts < 2:
        message = f"{where}: parts must be a whole number from 2"
        raise ResourceError(message)
    return parts


def _compile(values: Any, where: str) -> re.Pattern[str]:
    if values is None:
        return _NEVER
    words = _read_words(values, where)
    try:
        return re.compile("|".join(f"(?:{word})" for word in words))
    except re.error as error:
        message = f"{where}: not a regular expression ({error})"
        raise ResourceError(message) from error


def _read_optional(values: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
    return _read_words(values[name], f"{where}.{name}") if name in values else ()


def _read_words(values: Any, where: str) -> tuple[str, ...]:
    if not isinstance(values, list) or not values or not all(isinstance(word, str) and word for word in values):
        message = f"{where} must be a list of words (quote what YAML reads as something else)"
        raise ResourceError(message)
    twice = sorted({word for word in values if values.count(word) > 1})
    if twice:
        message = f"{where} holds twice: {', '.join(twice)}"
        raise ResourceError(message)
    return tuple(values)


def _read_counter_examples(values: Any, where: str) -> tuple[tuple[str, str], ...]:
    texts = [*values, *values.values()] if isinstance(values, dict) else [None]
    if not all(isinstance(text, str) and text for text in texts):
        message = f"{where} must map sentences to the pillar that each is about, or to {NONE}"
        raise ResourceError(message)
    return tuple(values.items())


def _check_keys(values: Any, names: tuple[str, ...], where: str, more: tuple[str, ...] = ()) -> None:
    found = set(values) if isinstance(values, dict) else None
    if found is None or not set(names) <= found or not found <= {*names, *more}:
        shown = type(values).__name__ if found is None else sorted(map(str, found))
        may = f", and may be {', '.join(more)}" if more else ""
        message = f"{where}: the keys must be {', '.join(names)}{may}; found {shown}"
        raise ResourceError(message)


def _check_owners(taxonomy: PillarTaxonomy, where: str) -> None:
    owners: dict[str, str] = {}
    for key, cues in taxonomy.cue_sets:
        for word in cues.strong:
            if word in owners:
                message = f"{where}: {word} is a strong cue of both {owners[word]} and {key}"
                raise ResourceError(message)
            owners[word] = key


def _check_examples(taxonomy: PillarTaxonomy, where: str) -> None:
    labels: dict[str, str] = {}
    for pillar in taxonomy.pillars:
        for text, label in (*((text, pillar.key) for text in pillar.examples), *pillar.counter_examples):
            if label not in taxonomy.labels:
                message = f"{where}: pillars.{pillar.key}: {text}: {label!r} is none of {', '.join(taxonomy.labels)}"
                raise ResourceError(message)
            if labels.setdefault(text, label) != label:
                message = f"{where}: {text} is an example of both {labels[text]} and {label}"
                raise ResourceError(message)
