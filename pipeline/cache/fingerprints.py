"""The fingerprint of a stage: one hash of all that decides what it finds in a report, but for the report.

That is its code with the data files and models that it reads, its parameters with the files that they name, and the
versions of Python and of the libraries.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

from pipeline.cache.sources import PACKAGE, find_data_files, find_modules, module_path
from pipeline.cache.store import hash_parts
from pipeline.params import Params
from pipeline.resources.files import models_dir, resource_path

_MODELS = {"segment": "pkuseg", "organizations": "organizations", "pillars": "pillars"}
_PARAMS = {"publish": ("organizations", "facts"), "corrections": ("facts", "organizations")}
"""Sections of other stages that a stage reads; its own tells publishing only how to write."""
_STARTS = {
    "organizations": "pipeline.organizations.finder",
    "facts": "pipeline.facts.build",
    "corrections": "pipeline.corrections.overlay",
    "publish": "pipeline.publish.report",  # what it makes of one report
}
"""What uses all that a stage uses, where its package imports nothing by itself."""
_READERS = PACKAGE / "ingest" / "readers"
_PAGES = PACKAGE / "review" / "data"
"""Templates, style, scripts and labels of the review pages."""
_ENTRIES = ("pipeline.records", "pipeline.cache.entries")
_DISTRIBUTION = "huibao"


def find_fingerprint(stage: str, params: Params, *, overrides: Path | None = None, root: Path | None = None) -> str:
    """Give the fingerprint of a stage.

    `overrides` is the folder of data files that take precedence over the packaged ones; files that parameters name are
    relative to `root`, or to the working folder.
    """
    modules = find_modules([*find_starts(stage), *_ENTRIES])
    parts = [stage, *_versions()]
    parts += [part for module in modules for part in (module, hash_file(module_path(module)))]
    for name in find_data_files(modules):
        parts += [name, hash_file(resource_path(name, overrides))]
    if stage == "review":
        parts += _hash_below(_PAGES)
    if stage in _MODELS:
        parts += _hash_below(models_dir() / _MODELS[stage])
    for section in _PARAMS.get(stage, (stage,)):
        parts += _describe_params(getattr(params, section), root or Path())
    return hash_parts(*parts)[:16]


def find_starts(stage: str) -> Sequence[str]:
    """Give the modules from which all code of a stage is found; see `find_modules`."""
    if stage == "ingest":  # it finds its readers by their names
        readers = [f"pipeline.ingest.readers.{file.stem}" for file in _READERS.glob("[!_]*.py")]
        return [*readers, "pipeline.ingest.document", "pipeline.ingest.duplicates"]
    return [_STARTS.get(stage, f"pipeline.{stage}")]


def _describe_params(section: Any, root: Path) -> Iterator[str]:
    """Give the parameters, and what is in the files and folders that they name."""
    for field in dataclasses.fields(section):
        if field.name == "raw":  # where the reports are says nothing about one of them
            continue
        value = getattr(section, field.name)
        if isinstance(value, str) and value and (root / value).exists():
            yield field.name  # what is in it counts, not where it lies
            yield from _hash_below(root / value)
        else:
            yield f"{field.name}={value!r}"


def _hash_below(path: Path) -> Sequence[str]:
    """Give names and hashes of the files below a folder, or of one file."""
    if not path.is_dir():
        return [hash_file(path)]
    files = sorted(file for file in path.rglob("*") if file.is_file())
    return [part for file in files for part in (file.relative_to(path).as_posix(), hash_file(file))]


def hash_file(path: Path) -> str:
    """Give the hash of what is in a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def _versions() -> tuple[str, ...]:
    """Give the versions of Python and of what the package requires, extras included, where they are installed."""
    found = [f"python {sys.version_info.major}.{sys.version_info.minor}"]
    try:
        required = requires(_DISTRIBUTION) or []
    except PackageNotFoundError:  # used from its sources
        return tuple(found)
    for name in sorted({re.split(r"[^\w.-]", one, maxsplit=1)[0] for one in required}):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} absent")
    return tuple(found)
