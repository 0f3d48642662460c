"""Scopes that mean the whole place that a report is about: the loader of data/whole_places.csv."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ResourceError
from pipeline.resources.files import read_rows, resource_path

_NAME = "whole_places.csv"
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class WholePlaces:
    """The words for the whole place that reports (全市, 我省)."""

    words: frozenset[str]

    def hold(self, scope: str | None, region: str | None) -> bool:
        """Tell whether a figure of this scope is one of all of `region`, the place that the report is about."""
        if not scope or scope in self.words:
            return True
        return region is not None and len(scope) >= _SHORTEST_NAME and region.endswith(scope)


def load_whole_places(overrides: Path | None = None) -> WholePlaces:
    """Load whole_places.csv.

    Raises:
        ResourceError: a scope is empty or stands twice.
    """
    scopes = [row["scope"] for row in read_rows(_NAME, ("scope",), overrides)]
    twice = sorted({scope for scope in scopes if not scope or scopes.count(scope) > 1})
    if twice:
        message = f"{resource_path(_NAME, overrides)}: {twice[0]!r} is empty or stands twice; write each scope once"
        raise ResourceError(message)
    return WholePlaces(frozenset(scopes))
