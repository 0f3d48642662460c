"""What every indicator of the catalog is called comes back whole from the phrases that reports put it into."""

from __future__ import annotations

import pytest
from stock import read_indicators, read_lines

UNITS = {
    "currency": "亿元",
    "share": "%",
    "people": "万人",
    "length": "公里",
    "area": "万亩",
    "mass": "万吨",
    "volume": "万立方米",
}
# Per phrase, how many of all names may come back cut: those that begin like an adverb (主要污染物) or end like a place
# (示范区), and names of one character. The numbers may only fall.
PHRASES = {
    "{name}居全省第4位。": 23,
    "{name}位居全市第4。": 23,
    "{name}增长4.5%。": 18,
    "全市{name}达到{level}。": 33,
    "{name}由{level}增加到{level}。": 16,
    "预计全年{name}突破{level}。": 17,
    "力争{name}达到{level}以上。": 17,
}


def name_and_unit() -> list[tuple[str, str]]:
    """Each indicator once, by the name that the catalog gives it."""
    return [
        (name, UNITS.get(item.dimensions[0] if item.dimensions else "", "%" if item.measure == "rate" else "个"))
        for name, item in read_indicators().items()
    ]


@pytest.mark.parametrize("phrase", PHRASES)
def test_names_of_the_catalog_come_back_whole(phrase: str) -> None:
    names = name_and_unit()
    lines = [phrase.format(name=name, level=f"45{unit}") for name, unit in names]
    cut = [
        line
        for (name, _), line, facts in zip(names, lines, read_lines(lines), strict=True)
        if [fact.indicator for fact in facts][:1] != [name]
    ]
    assert len(names) > 1500
    assert len(cut) <= PHRASES[phrase], cut
