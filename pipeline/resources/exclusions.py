"""Patterns of numbers that are no quantities: the loader of data/exclusions.yaml, with the names of places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pipeline.errors import ResourceError
from pipeline.records import REASONS, Reason
from pipeline.resources.files import read_yaml, resource_path
from pipeline.resources.numbered_places import numbered_places
from pipeline.resources.pattern_index import PatternIndex, compile_guarded

_NAME = "exclusions.yaml"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One pattern over clean text; every number inside a match is explained by `reason`."""

    reason: Reason
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Exclusions:
    """All exclusions in the order of their file, with an index that tells which can match in a text."""

    items: tuple[Exclusion, ...]
    index: PatternIndex

    def find_possible(self, text: str) -> list[Exclusion]:
        """Give the exclusions that can match in a text, in the order of the file."""
        return [self.items[number] for number in self.index.find_possible(text)]


def load_exclusions(*, overrides: Path | None = None) -> Exclusions:
    """Load exclusions.yaml in the order of the file; after them, the numerals in names of places.

    Raises:
        ResourceError: a reason is not of the closed list, a pattern does not compile or matches the empty string, or a
            file of places is wrong.
    """
    path = resource_path(_NAME, overrides)
    exclusions = []
    for reason, patterns in read_yaml(_NAME, overrides).items():
        if reason not in REASONS or not isinstance(patterns, list):
            message = f"{path}: {reason!r} must be one of {', '.join(REASONS)} with a list of patterns"
            raise ResourceError(message)
        exclusions += [Exclusion(cast(Reason, reason), _compile(pattern, path)) for pattern in patterns]
    exclusions.append(Exclusion("name", compile_guarded(numbered_places(overrides=overrides))))
    return Exclusions(tuple(exclusions), PatternIndex([item.pattern for item in exclusions]))


def _compile(pattern: object, path: Path) -> re.Pattern[str]:
    try:
        compiled = compile_guarded(str(pattern))
    except re.error as error:
        message = f"{path}: the pattern {pattern} does not compile ({error})"
        raise ResourceError(message) from error
    if compiled.match(""):
        message = f"{path}: the pattern {pattern} matches the empty string"
        raise ResourceError(message)
    return compiled
