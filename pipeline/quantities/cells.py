"""The cells of tables in the text, and the units that their headers give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from pipeline.quantities.numerals import parse_numeral
from pipeline.records import Sentence
from pipeline.resources.units import Units

_NUMERAL = r"(?P<numeral>-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)(?P<percent>%)?"
_AFTER = r"(?P<after>(?:及)?以上|左右|(?:及)?以内|(?:及)?以下)?$"
CELL_VALUE = re.compile(rf"^(?P<bound>[＞>≥<＜≤约近超]|\*\*)?{_NUMERAL}{_AFTER}")
EMPTY_CELL = re.compile(r"^(?:[-—–/]+|[*…]+|\.{2,}|无)?$")
YEAR = re.compile(r"(?:19|20)\d{2}")
YEAR_LABEL = re.compile(
    r"^[（(]?(?:19|20)\d{2}年?(?:[（(]?(?:目标|预计|实际|完成|基期|规划|现状|年均|目标值|完成值|"
    r"实绩|计划|预算|调整预算|执行|预算执行|决算|快报|安排)[值数]?[）)]?)?(?:年?[底末])?[）)]?$"
)
_UNIT_IN_LABEL = re.compile(r"[（(](?P<bracketed>[^（）()]{1,12})[）)]$|(?<=[\u4e00-\u9fff±])(?P<bare>[%‰])$")
ColumnRole = Literal["amount", "growth", "of a plan", "of the year before", "share", "rank", "none"]
"""How the figures of a column are stated; those of `none` (序号, 建设年限) state nothing."""
_DOWN = ("下降", "减少", "降低", "降", "减", "↓")


@dataclass(frozen=True, slots=True)
class HeaderUnit:
    """A unit as a header writes it (亿元, %), and its span in the raw text; None where it only goes without saying."""

    text: str
    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class CellText:
    """What a cell holds: 增长7%左右. Places are in the text of the cell.

    own is a unit that it brings with it; accrued tells of brackets that mark what several years bring: 〔7.7〕.
    """

    start: int
    end: int
    numeral: str
    percent: bool
    own: str
    bound: str
    moved: str | None
    accrued: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a table. Places are in the clean view of its sentence.

    unit is what its header or row writes, None where the cell carries its own or has none; column is the label of its
    column with what stands above it (2022年, 2022年增长（%）); moved tells that the cell itself says up or down.
    header_id is the sentence that holds the header; column_index and is_part (其中：…) tie a part to its whole.
    """

    sentence_id: str
    start: int
    end: int
    value: Decimal
    unit_name: str
    indicator: str
    unit: HeaderUnit | None
    column: str
    header_id: str
    bound: str
    scope: str | None = None
    """The area that the row or the column is for."""
    moved: str | None = None
    role: ColumnRole = "amount"
    accrued: bool = False
    labels: tuple[str, ...] = ()
    """The labels of all columns, like `column`."""
    is_review: bool = False
    """True where the title says that the table tells what was reached."""
    column_index: int = -1
    is_part: bool = False


def read_cell_text(text: str, units: Units) -> CellText | None:
    """Read what a cell says: 412.6, 1.8万人, 增长7%左右, ＞8. None for anything but one figure, and for a date."""
    match = _cell_pattern(units.pattern).match(text)
    if match is None or YEAR_LABEL.match(text):
        return None
    own = match["own"] or ""
    known = units.find_unit(_split_unit(own, units)[1]) if own else None
    if known is not None and known.dimension == "time":
        return None
    words = match["moved"]
    end = match.end("own") if own else match.end("percent" if match["percent"] else "numeral")
    return CellText(
        match.start("numeral"),
        end,
        match["numeral"],
        bool(match["percent"]),
        own,
        (match["bound"] or "") + (match["near"] or "") + (match["after"] or ""),
        ("down" if words in _DOWN else "up") if words else None,
        bool(match["accrued"]),
    )


@lru_cache(maxsize=4)
def _cell_pattern(units_pattern: str) -> re.Pattern[str]:
    return re.compile(
        r"^(?P<bound>[＞>≥<＜≤约近超]|\*\*|不低于|不少于|不超过|不高于|突破)?"
        r"(?P<moved>增长|增加|提高|上升|上涨|增|下降|减少|降低|降|减|↑|↓|\+(?=\d))?(?P<near>约|近|超过?)?"
        rf"(?P<accrued>[〔［\[])?{_NUMERAL}(?P<own>[十百千万亿]*(?:{units_pattern}))?(?(accrued)[〕］\]]){_AFTER}"
    )


def cell_value(numeral: str, unit: str, units: Units) -> tuple[Decimal, str]:
    """Read a numeral with the unit of its header: (40.5, 亿元) -> (4050000000, 元)."""
    value = parse_numeral(numeral.lstrip("-"))
    value = -value if numeral.startswith("-") else value
    scale_text, name = _split_unit(unit, units)
    return value * (parse_numeral(scale_text) if scale_text else 1), name


def label_unit(label: str, place: int, sentence: Sentence, units: Units) -> HeaderUnit | None:
    """Find the unit in the brackets that a label ends with; `place` is where the label begins in the clean view."""
    match = _UNIT_IN_LABEL.search(label)
    group = "bare" if match and match["bare"] else "bracketed"
    if not match or not is_unit(match[group], units):
        return None
    return HeaderUnit(match[group], sentence.raw_span(place + match.start(group), place + match.end(group)))


def without_unit(label: str) -> str:
    """Leave out the unit that a label ends with: 总投资（万元）, 为预算%."""
    return _UNIT_IN_LABEL.sub("", label)


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
