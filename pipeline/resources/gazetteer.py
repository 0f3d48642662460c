"""The gazetteer: organizations known by name, with their other names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pipeline.errors import ResourceError
from pipeline.records import ORGANIZATION_TYPES, OrganizationType
from pipeline.resources.files import read_rows, resource_path

FILE = "gazetteer.csv"
COLUMNS = ("name", "type", "region", "aliases", "context_aliases")


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One organization.

    `context_aliases` are names that are also ordinary words or places: they count only beside other evidence.
    The name itself may be among them.
    """

    name: str
    type: OrganizationType
    region: str | None
    aliases: tuple[str, ...]
    context_aliases: tuple[str, ...]

    def surfaces(self) -> tuple[tuple[str, bool], ...]:
        """Give every written form with whether it needs context."""
        plain = tuple(item for item in (self.name, *self.aliases) if item not in self.context_aliases)
        return (*((item, False) for item in plain), *((item, True) for item in self.context_aliases))


def load_gazetteer(overrides: Path | None = None) -> tuple[GazetteerEntry, ...]:
    """Load the gazetteer, in the order of the file.

    Raises:
        ResourceError: a row has no name, an unknown type, a name of one character or a name that another row has.
    """
    path = resource_path(FILE, overrides)
    owners: dict[str, str] = {}
    entries = []
    for row in read_rows(FILE, COLUMNS, overrides):
        name, kind = row["name"], row["type"]
        if not name:
            message = f"{path}: a row of type {kind!r} has no name; write the full name in the first column"
            raise ResourceError(message)
        if kind not in ORGANIZATION_TYPES:
            message = f"{path}: {name} has type {kind!r}; choose one of {', '.join(ORGANIZATION_TYPES)}"
            raise ResourceError(message)
        entry = GazetteerEntry(
            name=name,
            type=cast("OrganizationType", kind),
            region=row["region"] or None,
            aliases=_split(row["aliases"]),
            context_aliases=_split(row["context_aliases"]),
        )
        for surface, _ in entry.surfaces():
            if len(surface) < 2:
                message = f"{path}: {name} has the name {surface!r}; one character is too short to be found"
                raise ResourceError(message)
            if surface in owners:
                message = f"{path}: {surface} stands for {owners[surface]} and for {name}; keep it in one row"
                raise ResourceError(message)
            owners[surface] = name
        entries.append(entry)
    return tuple(entries)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split("|") if item.strip())
