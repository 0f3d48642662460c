"""Floors: figures that may rise and never fall without somebody saying so.

A floors file is JSON with one block a corpus: the corpus as a hash, and a floor for each figure by its dotted name.
`check_floors` tells what fell; `raise_floors` gives the block anew.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import TableError, UsageError

ROOM = 0.0005
"""A figure may be this much below its floor: floors are rounded, and one character of a sentence moves this much."""

FLOORED = (
    "quantity_span.f1",
    "value_unit.f1",
    "value_indicator.f1",
    "fact.f1",
    "fact_full.f1",
    "part_of.f1",
    "organization.f1",
    "organization_typed.f1",
    "pillar.accuracy",
    "pillar.macro_f1",
)
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Floors:
    """The floors of one corpus. `corpus` is its hash: other reports give other figures."""

    corpus: str
    figures: dict[str, float]


def read_floors(path: Path) -> dict[str, Floors]:
    """Read a floors file: one block of floors by name of the corpus.

    Raises:
        TableError: the file cannot be read, or is none.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {name: Floors(corpus=block["corpus"], figures=dict(block["figures"])) for name, block in content.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{path}: no floors file ({error!r}); expected {{NAME: {{corpus: HASH, figures: {{...}}}}}}"
        raise TableError(message) from error


def write_floors(floors: dict[str, Floors], path: Path) -> None:
    """Write a floors file, whole or not at all."""
    content = {name: asdict(block) for name, block in floors.items()}
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(f"{json.dumps(content, indent=2, sort_keys=True)}\n", encoding="utf-8", newline="\n")
    draft.replace(path)


def check_floors(metrics: dict[str, Any], floors: Floors, *, corpus: str) -> list[str]:
    """Tell what is wrong, one line a figure below its floor; nothing where all hold."""
    if corpus != floors.corpus:
        return [
            f"the annotated reports changed (hash {corpus[:12]}, floors were measured on {floors.corpus[:12]}); "
            "check the change, then set the floors anew with --allow-lower"
        ]
    return [
        f"{name} is {figure:.4f}, its floor is {floor:.4f}"
        for name, floor in sorted(floors.figures.items())
        if (figure := _figure(metrics, name)) < floor - ROOM
    ]


def raise_floors(metrics: dict[str, Any], old: Floors | None, *, corpus: str, allow_lower: bool = False) -> Floors:
    """Give the floors that `metrics` reach; each one stays where it is if it would fall.

    Raises:
        UsageError: the corpus is another one, and `allow_lower` was not given.
    """
    reached = {name: round(_figure(metrics, name), _DIGITS) for name in FLOORED}
    if old is None or allow_lower:
        return Floors(corpus=corpus, figures=reached)
    if corpus != old.corpus:
        message = "the annotated reports changed, so old and new figures cannot be compared; use --allow-lower"
        raise UsageError(message)
    return Floors(corpus=corpus, figures={name: max(reached[name], old.figures.get(name, 0.0)) for name in reached})


def _figure(metrics: dict[str, Any], name: str) -> float:
    found: Any = metrics
    for part in name.split("."):
        if not isinstance(found, dict) or part not in found:
            message = f"no figure {name!r} among the metrics"
            raise TableError(message)
        found = found[part]
    return float(found)
