"""The cells of tables in the text, and the units that their headers give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.quantities.numerals import parse_numeral
from pipeline.records import Sentence
from pipeline.resources.units import Units

CELL_VALUE = re.compile(
    r"^(?P<bound>[＞>≥<＜≤约近超]|\*\*)?(?P<numeral>-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|"
    r"-?\d+(?:\.\d+)?)(?P<percent>%)?(?P<after>以上|左右|以内|以下)?$"
)
EMPTY_CELL = re.compile(r"^(?:[-—–/]+|\*|无)?$")
YEAR_LABEL = re.compile(
    r"^[（(]?(?:19|20)\d{2}年?(?:[（(]?(?:目标|预计|实际|完成|基期|规划|现状|年均|目标值|完成值|"
    r"实绩|计划)[值数]?[）)]?)?(?:年?[底末])?[）)]?$"
)
_UNIT_IN_LABEL = re.compile(r"[（(](?P<unit>[^（）()]{1,12})[）)]$")


@dataclass(frozen=True, slots=True)
class HeaderUnit:
    """A unit as a header writes it (亿元, %), and its span in the raw text."""

    text: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a table. Places are in the clean view of its sentence.

    unit is that of its header, None where the cell carries its own or has none; column is the label of its column
    (2022年, 增长（%）). header_id is the sentence that holds the header.
    """

    sentence_id: str
    start: int
    end: int
    indicator: str
    unit: HeaderUnit | None
    column: str
    header_id: str
    bound: str
    scope: str | None = None
    """The area that the row is for, where the column names what is measured."""


def cell_value(cell_text: str, unit: str, units: Units) -> tuple[Decimal, str] | None:
    """Read a cell with the unit of its header: (40.5, 亿元) -> (4050000000, 元). None for what is no number."""
    match = CELL_VALUE.match(cell_text)
    if not match:
        return None
    value = parse_numeral(match["numeral"].lstrip("-"))
    value = -value if match["numeral"].startswith("-") else value
    scale_text, name = _split_unit(unit, units)
    if match["percent"]:
        scale_text, name = "", "%"
    return value * (parse_numeral(scale_text) if scale_text else 1), name


def cell_unit(unit: HeaderUnit | None, value: re.Match[str]) -> HeaderUnit | None:
    """Give the unit that a cell takes from its header: none where it has a percent sign of its own."""
    return None if value["percent"] else unit


def label_unit(label: str, place: int, sentence: Sentence, units: Units) -> HeaderUnit | None:
    """Find the unit in the brackets that a label ends with; `place` is where the label begins in the clean view."""
    match = _UNIT_IN_LABEL.search(label)
    if not match or not is_unit(match["unit"], units):
        return None
    return HeaderUnit(match["unit"], sentence.raw_span(place + match.start("unit"), place + match.end("unit")))


def is_unit(text: str, units: Units) -> bool:
    """Tell whether a text is a unit and nothing else, scale words included: 亿元, 万元/人年, %."""
    return text in ("%", "‰") or bool(re.match(rf"^[十百千万亿]*(?:{units.pattern})(?:/[^/]{{1,6}})?$", text))


def _split_unit(label: str, units: Units) -> tuple[str, str]:
    """Split 万元/人年 into its scale and its canonical unit; an unknown unit is kept as written."""
    match = re.match(rf"^(?P<scale>[十百千万亿]*)(?P<unit>(?:{units.pattern})(?:/.+)?)$", label)
    if match and (not match["scale"] or units.find_unit(label) is None):
        found = units.find_unit(match["unit"])
        return match["scale"], found.unit if found else match["unit"]
    found = units.find_unit(label)
    return "", found.unit if found else label
