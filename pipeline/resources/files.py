"""Find and read the data files. Loaders of single resources build on these three functions."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import ResourceError
from pipeline.strict_yaml import parse_yaml

CORRECTIONS_NAME = "corrections.csv"
"""A file of this name at the top of an input folder is no report: it holds corrections of the reports in it."""
_DATA = Path(__file__).parent / "data"
Stamp = tuple[str, int, int]
"""Path, time of the last change and size of a file."""


def resource_path(name: str, overrides: Path | None = None) -> Path:
    """Give the path of the data file `name`: the user's where `overrides` holds one, else the packaged one."""
    if overrides is not None and (overrides / name).is_file():
        return overrides / name
    return _DATA / name


def stamp_of(path: Path | None) -> Stamp:
    """Give what changes with the content of a file: a key for what was read from it once."""
    try:
        state = path.stat() if path is not None else None
    except OSError:
        state = None  # whoever reads it says what is wrong
    return (str(path), state.st_mtime_ns, state.st_size) if state is not None else (str(path), 0, 0)


def models_dir() -> Path:
    """Give the folder of trained models: inside the installed package, or at the top of the repository."""
    packaged = Path(__file__).parent.parent / "models"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "models"


def read_rows(name: str, columns: tuple[str, ...], overrides: Path | None = None) -> list[dict[str, str]]:
    """Read a CSV resource (UTF-8, header, `#` starts a comment line) as one mapping a row; cells are stripped.

    Raises:
        ResourceError: the file is missing, the header is not exactly `columns`, or a row has a wrong number of cells.
    """
    return [row for _, row in read_numbered_rows(resource_path(name, overrides), columns)]


def read_numbered_rows(
    path: Path, columns: tuple[str, ...], *, optional: tuple[str, ...] = ()
) -> list[tuple[int, dict[str, str]]]:
    """Read a CSV file like `read_rows`, each row with the number of its last line.

    Columns of `optional` may be left out of the header; their cells are then empty.

    Raises:
        ResourceError: the file is missing, the header has other columns, or a row has a wrong number of cells.
    """
    numbered = _read_lines(path)
    reader = csv.reader([line for _, line in numbered])
    header = tuple(next(reader, []))
    if tuple(name for name in header if name not in optional) != columns or len(set(header)) < len(header):
        message = f"{path}: the header must be {','.join(columns)}, found {','.join(header) or 'nothing'}"
        raise ResourceError(message)
    left_out = [name for name in optional if name not in header]
    names, blanks = (*header, *left_out), [""] * len(left_out)
    rows = []
    for cells in reader:
        number = numbered[reader.line_num - 1][0]
        if len(cells) != len(header):
            message = f"{path}, line {number}: {len(cells)} cells where {len(header)} are expected"
            raise ResourceError(message)
        rows.append((number, dict(zip(names, map(str.strip, cells + blanks), strict=True))))
    return rows


def read_header(path: Path) -> tuple[str, ...]:
    """Read the header of a CSV file; empty where there is none.

    Raises:
        ResourceError: the file cannot be read.
    """
    lines = [line for _, line in _read_lines(path)[:1]]
    return tuple(next(csv.reader(lines), []))


def _read_lines(path: Path) -> list[tuple[int, str]]:
    """Read the lines that are neither empty nor a comment, with their numbers from 1."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: cannot be read as UTF-8 text ({error})"
        raise ResourceError(message) from error
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]


def read_yaml(name: str, overrides: Path | None = None) -> dict[str, Any]:
    """Read a YAML resource, whose top level must be a mapping.

    Raises:
        ResourceError: the file is missing or is no such YAML.
    """
    path = resource_path(name, overrides)
    content = read_yaml_file(path)
    if not isinstance(content, dict):
        message = f"{path}: the top level must be a mapping"
        raise ResourceError(message)
    return content


def read_yaml_file(path: Path) -> Any:
    """Read a YAML file, whatever it holds.

    Raises:
        ResourceError: the file is missing or is no YAML, or a key stands twice in it.
    """
    try:
        return parse_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        message = f"{path}: cannot be read as YAML ({error})"
        raise ResourceError(message) from error
