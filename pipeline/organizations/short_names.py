"""Short names that a report uses once it has named an organization in full: 华为技术有限公司 … 华为."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from pipeline.records import OrganizationType

_FORM = re.compile(r"(?:有限责任公司|有限公司|公司|集团|股份|控股|银行|科技|实业)$")
_TAIL = re.compile(r"(?:集团|公司|股份)$")
_SHORTENED = frozenset({"company", "institute", "platform", "university"})
_SHORTEST = 2

Named = tuple[str, OrganizationType]
"""Canonical name and type of a mention."""


def find_full_names(
    names: Iterable[Named], known: Collection[Named], without_place: Callable[[str], str]
) -> Mapping[Named, str]:
    """Give the full name of each short name that only one full name of the same report can stand behind.

    `known` are the names that the gazetteer has: they are nobody's short form. `without_place` cuts the place at the
    start of a name, which short names leave out (云溪泰丰智能控制股份有限公司 … 泰丰智能).
    """
    listed = list(dict.fromkeys(names))
    full_names = [(name, kind) for name, kind in listed if kind in _SHORTENED]
    found: dict[Named, str] = {}
    for short, kind in listed:
        if kind not in _SHORTENED or (short, kind) in known:
            continue
        core = _TAIL.sub("", short)
        # a place alone is no short name: 云溪 for 云溪水务有限公司
        if len(core) < _SHORTEST or not without_place(core):
            continue
        fits = [
            full
            for full, other in full_names
            if other == kind and len(full) > len(short) and _begins_with(full, core, without_place)
        ]
        if len(fits) == 1:
            found[short, kind] = fits[0]
    # a short name of a short name: 泰丰 … 泰丰智能 … 泰丰智能控制股份有限公司
    return {item: found.get((full, item[1]), full) for item, full in found.items()}


def _begins_with(full: str, core: str, without_place: Callable[[str], str]) -> bool:
    """Whether the full name of a firm or the like begins with `core`, behind its place or not."""
    if core not in full or not _FORM.search(full):
        return False
    return full.startswith(core) or without_place(full).startswith(core)
