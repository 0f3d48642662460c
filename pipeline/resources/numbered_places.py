"""Names of places with a numeral in them (七台河市, 六枝特区): one expression of them all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from pipeline.resources.counties import load_counties
from pipeline.resources.regions import load_regions

_NUMERALS = "一二两三四五六七八九十百千万"
_KIND = re.compile(r"(?:特区|新区|市|县|区|旗|省)$")
_LEAST_ALONE = 3
"""How long a name is at least that says the place without 市 or 县: 七台河, but not 三台."""


def numbered_places(*, overrides: Path | None = None) -> str:
    """Give the expression that matches a place of regions.csv or counties.csv with a numeral in its name.

    Short names need their 市, 县 or 区 behind them, and none may go on from a number: 3万山区群众, 一万州内农户.

    Raises:
        ResourceError: one of the two files is wrong.
    """
    regions = load_regions(overrides=overrides)
    known = {*regions.by_name, *load_counties(regions, overrides=overrides).by_name}
    names = sorted(_ways_to_say(known), key=lambda name: (-len(name), name))
    return rf"(?<![\d{_NUMERALS}.余多几数第])(?:{'|'.join(map(re.escape, names))})(?![级域道])"


def _ways_to_say(names: Iterable[str]) -> set[str]:
    full = {name for name in names if _KIND.search(name) and any(sign in _NUMERALS for sign in name)}
    return full | {stem for name in full if len(stem := _KIND.sub("", name)) >= _LEAST_ALONE}
