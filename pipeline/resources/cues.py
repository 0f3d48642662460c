"""Words that tell what a figure means: the loader of data/cues.yaml."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ResourceError
from pipeline.resources.files import read_yaml, resource_path

_NAME = "cues.yaml"


@dataclass(frozen=True, slots=True)
class Cues:
    """One tuple of words a list of cues.yaml, longest first. What each list means stands in the file."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    compared: tuple[str, ...]
    reach: tuple[str, ...]
    lead: tuple[str, ...]
    flow: tuple[str, ...]
    deeds: tuple[str, ...]
    predicate: tuple[str, ...]
    min_before: tuple[str, ...]
    max_before: tuple[str, ...]
    approx_before: tuple[str, ...]
    min_after: tuple[str, ...]
    max_after: tuple[str, ...]
    approx_after: tuple[str, ...]
    target: tuple[str, ...]
    estimate: tuple[str, ...]
    review_headings: tuple[str, ...]
    plan_headings: tuple[str, ...]
    no_place: tuple[str, ...]


def load_cues(*, overrides: Path | None = None) -> Cues:
    """Load cues.yaml.

    Raises:
        ResourceError: a list is missing, unknown, empty, or holds something else than words.
    """
    path = resource_path(_NAME, overrides)
    content = read_yaml(_NAME, overrides)
    names = [item.name for item in dataclasses.fields(Cues)]
    if set(content) != set(names):
        message = f"{path}: the lists must be {', '.join(names)}; differing: {sorted(set(content) ^ set(names))}"
        raise ResourceError(message)
    for name, words in content.items():
        if not isinstance(words, list) or not words or not all(isinstance(word, str) and word for word in words):
            message = f"{path}: {name} must be a list of words (quote what YAML reads as something else)"
            raise ResourceError(message)
    return Cues(**{name: tuple(sorted(set(content[name]), key=lambda word: (-len(word), word))) for name in names})


def any_of(words: tuple[str, ...]) -> str:
    """Give a regular expression (no group) that matches any of the words, longest first."""
    return "(?:" + "|".join(map(re.escape, words)) + ")"
