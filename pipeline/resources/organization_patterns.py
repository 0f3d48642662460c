"""The grammar of organization names: levels, bodies, suffixes and the words around names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from pipeline.errors import ResourceError
from pipeline.records import ORGANIZATION_TYPES, OrganizationType
from pipeline.resources.files import read_yaml, resource_path

FILE = "organization_patterns.yaml"


@dataclass(frozen=True, slots=True)
class OrganizationPatterns:
    """See the comments of the data file for what each field means."""

    levels: tuple[str, ...]
    false_levels: tuple[str, ...]
    bodies: Mapping[str, OrganizationType]
    place_bodies: frozenset[str]
    body_rejects: Mapping[str, tuple[str, ...]]
    alone_bodies: frozenset[str]
    alone_rejects: tuple[str, ...]
    list_bodies: frozenset[str]
    zone_bodies: frozenset[str]
    suffixes: Mapping[str, OrganizationType]
    weak_suffixes: frozenset[str]
    place_only_suffixes: frozenset[str]
    company_endings: tuple[str, ...]
    left_stops: frozenset[str]
    inner_words: frozenset[str]
    business_words: frozenset[str]
    generic_parts: frozenset[str]
    school_classes: frozenset[str]
    list_heads: tuple[str, ...]
    list_modifiers: tuple[str, ...]
    company_cues_before: frozenset[str]
    company_cues_after: tuple[str, ...]
    mostly_words: frozenset[str]
    homes_abroad: frozenset[str]
    never_inside: frozenset[str]
    no_names: frozenset[str]


def load_organization_patterns(overrides: Path | None = None) -> OrganizationPatterns:
    """Load the patterns.

    Raises:
        ResourceError: a key is missing or unknown, a type is unknown, or a value is not a list of words.
    """
    content = read_yaml(FILE, overrides)
    path = str(resource_path(FILE, overrides))
    known = set(OrganizationPatterns.__dataclass_fields__)
    if set(content) != known:
        missing, unknown = sorted(known - set(content)), sorted(set(content) - known)
        message = f"{path}: missing keys {missing}, unknown keys {unknown}; the packaged file shows what is needed"
        raise ResourceError(message)
    rejects = content["body_rejects"]
    if not isinstance(rejects, dict):
        message = f"{path}: body_rejects must map a body to words that may not follow it"
        raise ResourceError(message)
    return OrganizationPatterns(
        levels=tuple(sorted(_words(content, "levels", path), key=lambda word: (-len(word), word))),
        false_levels=tuple(_words(content, "false_levels", path)),
        bodies=_typed(content, "bodies", path),
        place_bodies=frozenset(_words(content, "place_bodies", path)),
        body_rejects=MappingProxyType({str(key): _words(rejects, key, path) for key in rejects}),
        alone_bodies=frozenset(_words(content, "alone_bodies", path)),
        alone_rejects=_words(content, "alone_rejects", path),
        list_bodies=frozenset(_words(content, "list_bodies", path)),
        zone_bodies=frozenset(_words(content, "zone_bodies", path)),
        suffixes=_typed(content, "suffixes", path),
        weak_suffixes=frozenset(_words(content, "weak_suffixes", path)),
        place_only_suffixes=frozenset(_words(content, "place_only_suffixes", path)),
        company_endings=tuple(_words(content, "company_endings", path)),
        inner_words=frozenset(_words(content, "inner_words", path)),
        business_words=frozenset(_words(content, "business_words", path)),
        left_stops=frozenset(_words(content, "left_stops", path)),
        generic_parts=frozenset(_words(content, "generic_parts", path)),
        school_classes=frozenset(_words(content, "school_classes", path)),
        list_heads=_longest_first(_words(content, "list_heads", path)),
        list_modifiers=_longest_first(_words(content, "list_modifiers", path)),
        company_cues_before=frozenset(_words(content, "company_cues_before", path)),
        company_cues_after=_longest_first(_words(content, "company_cues_after", path)),
        mostly_words=frozenset(_words(content, "mostly_words", path)),
        homes_abroad=frozenset(_words(content, "homes_abroad", path)),
        never_inside=frozenset(_words(content, "never_inside", path)),
        no_names=frozenset(_words(content, "no_names", path)),
    )


def _words(content: dict[str, Any], key: str, path: str) -> tuple[str, ...]:
    value = content[key]
    if not isinstance(value, str):
        message = f"{path}: {key} must be words set apart by blanks, found {type(value).__name__}"
        raise ResourceError(message)
    return tuple(dict.fromkeys(value.split()))


def _typed(content: dict[str, Any], key: str, path: str) -> Mapping[str, OrganizationType]:
    groups = content[key]
    if not isinstance(groups, dict):
        message = f"{path}: {key} must map types to words"
        raise ResourceError(message)
    typed: dict[str, OrganizationType] = {}
    for kind in groups:
        if kind not in ORGANIZATION_TYPES:
            message = f"{path}: {key} has type {kind!r}; choose one of {', '.join(ORGANIZATION_TYPES)}"
            raise ResourceError(message)
        for word in _words(groups, kind, path):
            typed.setdefault(word, cast("OrganizationType", kind))
    return MappingProxyType(typed)


def _longest_first(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
