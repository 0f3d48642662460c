"""The gazetteer: organizations known by name, with their other names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

from pipeline.errors import ResourceError
from pipeline.records import ORGANIZATION_TYPES, OrganizationType
from pipeline.resources.files import Stamp, read_numbered_rows, resource_path, stamp_of

FILE = "gazetteer.csv"
COLUMNS = ("name", "type")
OPTIONAL_COLUMNS = ("region", "aliases", "context_aliases", "credit_code")
_CODE_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE = re.compile(rf"[{_CODE_SIGNS}]{{18}}")


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One organization.

    `context_aliases` are names that are also ordinary words or places: they count only beside other evidence.
    The name itself may be among them. `credit_code` is its unified social credit code (GB 32100), where known.
    """

    name: str
    type: OrganizationType
    region: str | None
    aliases: tuple[str, ...]
    context_aliases: tuple[str, ...]
    credit_code: str | None = None

    def surfaces(self) -> tuple[tuple[str, bool], ...]:
        """Give every written form with whether it needs context."""
        plain = [(name, False) for name in (self.name, *self.aliases) if name not in self.context_aliases]
        return (*plain, *[(name, True) for name in self.context_aliases])

    def names(self) -> Iterable[str]:
        """Give every written form once, whether it needs context or not."""
        return dict.fromkeys((self.name, *self.aliases, *self.context_aliases))


def load_gazetteer(overrides: Path | None = None) -> tuple[GazetteerEntry, ...]:
    """Load the gazetteer, in the order of the file.

    Raises:
        ResourceError: as `read_gazetteer`.
    """
    return read_gazetteer(resource_path(FILE, overrides))


def read_gazetteer(path: Path) -> tuple[GazetteerEntry, ...]:
    """Read a file of the form of gazetteer.csv, in its order; all columns but name and type may be left out.

    Raises:
        ResourceError: names the file, the line and what is wrong: no name, an unknown type, a name of one character, a
            wrong credit code, or a name that another row has too (but aliases of organizations in different regions).
    """
    return _read_once(path, stamp_of(path))


@lru_cache(maxsize=4)  # several parts of the pipeline ask for it
def _read_once(path: Path, _stamp: Stamp) -> tuple[GazetteerEntry, ...]:
    owners: dict[str, list[GazetteerEntry]] = {}
    entries = []
    for number, row in read_numbered_rows(path, COLUMNS, optional=OPTIONAL_COLUMNS):
        entry = _build_entry(row)
        problem = entry if isinstance(entry, str) else _find_clash(entry, owners)
        if isinstance(entry, str) or problem:
            message = f"{path}, line {number}: {problem}"
            raise ResourceError(message)
        for surface in entry.names():
            owners.setdefault(surface, []).append(entry)
        entries.append(entry)
    return tuple(entries)


def check_entry(row: dict[str, str]) -> GazetteerEntry:
    """Build an entry from its cells by column; cells that are left out are empty.

    Raises:
        ResourceError: what is wrong with it.
    """
    entry = _build_entry(dict.fromkeys((*COLUMNS, *OPTIONAL_COLUMNS), "") | row)
    if isinstance(entry, str):
        raise ResourceError(entry)
    return entry


def merge_gazetteers(
    entries: Iterable[GazetteerEntry], preferred: Iterable[GazetteerEntry]
) -> tuple[GazetteerEntry, ...]:
    """Join two gazetteers; a name that `preferred` has too is taken from the entry of `entries`."""
    first = tuple(preferred)
    if not first:
        return tuple(entries)
    taken = {surface for entry in first for surface, _ in entry.surfaces()}
    merged = list(first)
    for entry in entries:
        kept = [surface for surface, _ in entry.surfaces() if surface not in taken]
        if len(kept) == len(entry.surfaces()):
            merged.append(entry)
        elif entry.name not in taken and kept:
            aliases = tuple(name for name in entry.aliases if name not in taken)
            context = tuple(name for name in entry.context_aliases if name not in taken)
            merged.append(GazetteerEntry(entry.name, entry.type, entry.region, aliases, context, entry.credit_code))
    return tuple(merged)


def _build_entry(row: dict[str, str]) -> GazetteerEntry | str:
    """Build an entry, or say what is wrong."""
    name, kind, code = row["name"], row["type"], row["credit_code"]
    if not name:
        return f"a row of type {kind!r} has no name; write the full name in the column name"
    if kind not in ORGANIZATION_TYPES:
        return f"{name} has type {kind!r}; choose one of {', '.join(ORGANIZATION_TYPES)}"
    if code and not is_credit_code(code):
        return f"{name} has the credit code {code}; it is no unified social credit code (18 signs, the last a checksum)"
    entry = GazetteerEntry(
        name=name,
        type=cast("OrganizationType", kind),
        region=row["region"] or None,
        aliases=_split(row["aliases"]),
        context_aliases=_split(row["context_aliases"]),
        credit_code=code or None,
    )
    short = next((surface for surface in entry.names() if len(surface) < 2), None)
    if short is not None:
        return f"{name} has the name {short!r}; one character is too short to be found"
    return entry


def is_credit_code(code: str) -> bool:
    """Whether `code` is built like a unified social credit code, with the right checksum."""
    if not _CODE.fullmatch(code):
        return False
    total = sum(_CODE_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:-1]))
    return _CODE_SIGNS[-total % 31] == code[-1]


def _find_clash(entry: GazetteerEntry, owners: dict[str, list[GazetteerEntry]]) -> str | None:
    for surface in filter(owners.__contains__, entry.names()):
        for other in owners[surface]:
            told_apart = entry.region and other.region and entry.region != other.region and entry.type == other.type
            if not told_apart or surface in {entry.name, other.name}:
                return (
                    f"{surface} stands for {other.name} and for {entry.name}; keep it in one row, or as an alias of "
                    "both with their regions"
                )
    return None


def _split(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, cell.split("|")))) if cell else ()
