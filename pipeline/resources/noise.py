"""Load noise.yaml: what stands in a report's text without being the report."""

from __future__ import annotations

import re
from collections.abc import Sequence
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

    index: tells which of `inside` can match in a line; any_line: matches what any of `lines` does, None where they
    cannot be one expression.
    """

    inside: tuple[NoisePattern, ...]
    lines: tuple[NoisePattern, ...]
    glossary: re.Pattern[str]
    index: PatternIndex
    any_line: re.Pattern[str] | None

    def find_possible(self, lines: Sequence[str]) -> dict[int, list[NoisePattern]]:
        """Give the patterns of `inside` that can match in each line where any can, in their order."""
        possible = self.index.find_possible_in(lines)
        return {place: [self.inside[number] for number in numbers] for place, numbers in possible.items()}

    def line_kind(self, line: str) -> RegionKind | None:
        """Give the kind of region that a whole line is, None where it is none."""
        if self.any_line is not None and not self.any_line.fullmatch(line):
            return None
        return next((item.kind for item in self.lines if item.pattern.fullmatch(line)), None)


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
    lines = tuple(_read_pattern(item, path) for item in content["lines"])
    return Noise(
        inside=inside,
        lines=lines,
        glossary=re.compile(alternatives),
        index=PatternIndex([item.pattern for item in inside]),
        any_line=_compile_any([item.pattern for item in lines]),
    )


def _compile_any(patterns: Sequence[re.Pattern[str]]) -> re.Pattern[str] | None:
    """Make one expression of many, where none has groups or flags that would come to mean something else."""
    if any(pattern.groups or pattern.flags != re.UNICODE for pattern in patterns):
        return None
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern in patterns))


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
