"""What the audit of figures knows of indicators and words: the loader of data/audit.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.errors import ResourceError
from pipeline.resources.files import read_yaml, resource_path

_NAME = "audit.yaml"
_LISTS = (
    *("constant_prices", "constant_price_words", "revised", "headline", "lower_is_better", "higher_is_better"),
    *(
        "comparable",
        "reached",
        "other_base",
        "other_whole",
        "complete",
        "tones_before",
        "tones_after",
        "lowering",
        "main_targets",
    ),
)
_IDS = ("constant_prices", "revised", "headline", "lower_is_better", "higher_is_better")
_MAPPINGS = ("wholes", "ratios")


@dataclass(frozen=True, slots=True)
class AuditWords:
    """One field a list of audit.yaml; what each means stands in the file. Lists of words are patterns that find them.

    `constant_prices`, `revised`, `lower_is_better` and `higher_is_better` are ids of indicators, in which `*` stands
    for anything.
    """

    constant_prices: tuple[str, ...]
    revised: tuple[str, ...]
    lower_is_better: tuple[str, ...]
    higher_is_better: tuple[str, ...]
    headline: tuple[str, ...]
    wholes: Mapping[str, tuple[str, ...]]
    ratios: Mapping[str, tuple[str, ...]]
    constant_price_words: re.Pattern[str]
    comparable: re.Pattern[str]
    reached: re.Pattern[str]
    other_base: re.Pattern[str]
    other_whole: re.Pattern[str]
    complete: re.Pattern[str]
    tones_before: re.Pattern[str]
    tones_after: re.Pattern[str]
    lowering: re.Pattern[str]
    main_targets: re.Pattern[str]

    def is_in_constant_prices(self, indicator_id: str | None, indicator: str) -> bool:
        """Tell whether growth of an indicator is told in constant prices."""
        return _is_one_of(indicator_id, self.constant_prices) or bool(self.constant_price_words.search(indicator))

    def is_revised(self, indicator_id: str | None) -> bool:
        """Tell whether statisticians revise the levels of an indicator. One that is not in the catalog may be any."""
        return indicator_id is None or _is_one_of(indicator_id, self.revised)

    def is_better_low(self, indicator_id: str | None) -> bool:
        """Tell whether a fall of an indicator is what is hoped for."""
        return _is_one_of(indicator_id, self.lower_is_better) and not _is_one_of(indicator_id, self.higher_is_better)


def load_audit_words(*, overrides: Path | None = None) -> AuditWords:
    """Load audit.yaml.

    Raises:
        ResourceError: a list is missing, unknown, empty, or holds something else than words.
    """
    path = resource_path(_NAME, overrides)
    content = read_yaml(_NAME, overrides)
    names = {*_LISTS, *_MAPPINGS}
    if set(content) != names:
        message = f"{path}: the lists must be {', '.join(sorted(names))}; differing: {sorted(set(content) ^ names)}"
        raise ResourceError(message)
    lists = {name: _read_list(path, name, content[name]) for name in _LISTS}
    mappings = {name: _read_mapping(path, name, content[name]) for name in _MAPPINGS}
    patterns = {name: _find_any(words) for name, words in lists.items() if name not in _IDS}
    fields: dict[str, Any] = {**{name: lists[name] for name in _IDS}, **mappings, **patterns}
    return AuditWords(**fields)


def _read_list(path: Path, name: str, words: Any) -> tuple[str, ...]:
    if not isinstance(words, list) or not words or not all(isinstance(word, str) and word for word in words):
        message = f"{path}: {name} must be a list of words (quote what YAML reads as something else)"
        raise ResourceError(message)
    return tuple(words)


def _read_mapping(path: Path, name: str, mapping: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(mapping, dict) or not mapping:
        message = f"{path}: {name} must map the id of an indicator to a list of ids"
        raise ResourceError(message)
    return {str(key): _read_list(path, f"{name}.{key}", ids) for key, ids in mapping.items()}


def _find_any(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first)))


def _is_one_of(indicator_id: str | None, patterns: tuple[str, ...]) -> bool:
    return indicator_id is not None and _matches(indicator_id.partition(".")[0], patterns)


@lru_cache(maxsize=4096)
def _matches(base: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(base, pattern) for pattern in patterns)
