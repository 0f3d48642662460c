"""Load noise.yaml: what stands in a report's text without being the report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pipeline.errors import ResourceError
from pipeline.records import RegionKind
from pipeline.resources.files import read_yaml, resource_path
from pipeline.resources.pattern_index import PatternIndex

NAME = "noise.yaml"
_KINDS: tuple[RegionKind, ...] = get_args(RegionKind)


@dataclass(frozen=True, slots=True)
class NoisePattern:
    """A regular expression on the raw text, and the kind of region that its matches are."""

    kind: RegionKind
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Noise:
    """inside: looked for anywhere in a line; lines: match whole lines; glossary: matches the line that opens one.

    index: tells which of `inside` can match in a line.
    """

    inside: tuple[NoisePattern, ...]
    lines: tuple[NoisePattern, ...]
    glossary: re.Pattern[str]
    index: PatternIndex

    def find_possible(self, line: str) -> list[NoisePattern]:
        """Give the patterns of `inside` that can match in a line, in their order."""
        return [self.inside[number] for number in self.index.find_possible(line)]


def load_noise(*, overrides: Path | None = None) -> Noise:
    """Load the patterns.

    Raises:
        ResourceError: a section is missing or unknown, a kind is unknown, or a pattern does not compile.
    """
    content = read_yaml(NAME, overrides)
    path = resource_path(NAME, overrides)
    if set(content) != {"inside", "lines", "glossary"}:
        message = f"{path}: expected the sections inside, lines and glossary, found {', '.join(content)}"
        raise ResourceError(message)
    alternatives = "|".join(f"(?:{_compile(item, path).pattern})" for item in content["glossary"])
    inside = tuple(_read_pattern(item, path) for item in content["inside"])
    return Noise(
        inside=inside,
        lines=tuple(_read_pattern(item, path) for item in content["lines"]),
        glossary=re.compile(alternatives),
        index=PatternIndex([item.pattern for item in inside]),
    )


def _read_pattern(item: Any, path: Path) -> NoisePattern:
    if not isinstance(item, dict) or set(item) != {"kind", "pattern"} or item["kind"] not in _KINDS:
        message = f"{path}: expected a kind ({', '.join(_KINDS)}) and a pattern, found {item!r}"
        raise ResourceError(message)
    return NoisePattern(item["kind"], _compile(item["pattern"], path))


def _compile(pattern: Any, path: Path) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except (re.error, TypeError) as error:
        message = f"{path}: {pattern!r} is no regular expression ({error})"
        raise ResourceError(message) from error
