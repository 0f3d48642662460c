"""Which files of this package a module uses: the modules that it imports, directly or not, and their data files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
_DATA = PACKAGE / "resources" / "data"
_FROM = re.compile(r"^[ \t]*from (pipeline[\w.]*) import (\([^)]*\)|[^\n]*)", re.MULTILINE)
_IMPORT = re.compile(r"^[ \t]*import (pipeline[\w.]+)", re.MULTILINE)
_NAMED = re.compile(r'"(pipeline\.[\w.]+)"')
"""A module that is named in a text is started by its name, in a process of its own."""
_DATA_FILE = re.compile(r'"([^"\n/]+\.[a-z]+)"')


def find_modules(starts: Iterable[str]) -> list[str]:
    """Give the names of the modules that `starts` use, sorted, themselves included."""
    found: set[str] = set()
    pending = list(starts)
    while pending:
        module = pending.pop()
        if module not in found:
            found.add(module)
            pending.extend(_find_imports(module))
    return sorted(found)


def find_data_files(modules: Iterable[str]) -> list[str]:
    """Give the names of the data files in pipeline/resources/data that modules name, sorted."""
    names = {
        name
        for module in modules
        if module.startswith("pipeline.resources.")
        for name in _DATA_FILE.findall(_read(module))
        if (_DATA / name).is_file()
    }
    return sorted(names)


def module_path(module: str) -> Path:
    """Give the file of a module; of a package its __init__.py."""
    path = PACKAGE.parent.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@cache
def _find_imports(module: str) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(_iterate_imports(_read(module))) if _is_module(name))


def _iterate_imports(text: str) -> Iterator[str]:
    for package, names in _FROM.findall(text):
        for name in re.findall(r"(\w+)(?: as \w+)?", re.sub(r"#[^\n]*", "", names)):
            inner = f"{package}.{name}"
            yield inner if _is_module(inner) else package
    yield from _IMPORT.findall(text)
    yield from _NAMED.findall(text)


def _is_module(name: str) -> bool:
    return name in _all_modules()


@cache
def _all_modules() -> frozenset[str]:
    """Give the names of all modules of this package: quicker than a look for each name that may be one."""
    above = len(str(PACKAGE.parent)) + 1
    found = []
    for folder, _, files in os.walk(PACKAGE):
        package = folder[above:].replace(os.sep, ".")
        found += [f"{package}.{file.removesuffix('.py')}" for file in files if file.endswith(".py")]
    return frozenset(name.removesuffix(".__init__") for name in found)


@cache
def _read(module: str) -> str:
    return module_path(module).read_text(encoding="utf-8")
