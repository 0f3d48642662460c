"""A user's own lists: organizations that are always found, and words in which none may be found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ResourceError
from pipeline.params import OrganizationsParams
from pipeline.resources.gazetteer import GazetteerEntry, read_gazetteer


@dataclass(frozen=True, slots=True)
class UserLists:
    """The entries and stop words of a user, both empty where there are none."""

    entries: tuple[GazetteerEntry, ...] = ()
    stops: tuple[str, ...] = ()


def read_user_lists(params: OrganizationsParams) -> UserLists:
    """Read the files that the parameters name.

    Raises:
        ResourceError: a file cannot be read, a line is wrong, or a name stands in both files.
    """
    entries = read_gazetteer(Path(params.gazetteer)) if params.gazetteer else ()
    stops = read_stop_list(Path(params.stop_list)) if params.stop_list else ()
    both = sorted({surface for entry in entries for surface, _ in entry.surfaces()} & set(stops))
    if both:
        message = f"{params.stop_list}: {both[0]} stands in {params.gazetteer} too; keep it in one of them"
        raise ResourceError(message)
    return UserLists(entries, stops)


def read_stop_list(path: Path) -> tuple[str, ...]:
    """Read a stop list: one name a line, `#` starts a comment line.

    Raises:
        ResourceError: names the file, the line and what is wrong: more than a name, or a name of one character.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: cannot be read as UTF-8 text ({error})"
        raise ResourceError(message) from error
    names: dict[str, None] = {}
    for number, line in enumerate(lines, 1):
        name = line.strip()
        if not name or name.startswith("#"):
            continue
        if len(name) < 2 or any(sign in name for sign in ",，;；\t"):
            message = f"{path}, line {number}: {name!r} is no name; write one name of two characters or more a line"
            raise ResourceError(message)
        names[name] = None
    return tuple(names)
