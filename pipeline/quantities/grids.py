"""Read tables that stand in the text: rows with `|` or tabs, and tables that lost their layout (one cell a line)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.quantities.numerals import parse_numeral
from pipeline.records import Sentence
from pipeline.resources.units import Units

_VALUE = re.compile(
    r"^(?P<bound>[＞>≥<＜≤约近超]|\*\*)?(?P<numeral>-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|"
    r"-?\d+(?:\.\d+)?)(?P<percent>%)?(?P<after>以上|左右|以内|以下)?$"
)
_EMPTY_CELL = re.compile(r"^(?:[-—–/]+|\*|无)?$")
_YEAR_LABEL = re.compile(
    r"^[（(]?(?:19|20)\d{2}年?(?:[（(]?(?:目标|预计|实际|完成|基期|规划|现状|年均|目标值|完成值|"
    r"实绩|计划)[值数]?[）)]?)?(?:年?[底末])?[）)]?$"
)
_UNIT_IN_LABEL = re.compile(r"[（(](?P<unit>[^（）()]{1,12})[）)]$")
_UNIT_HEAD = re.compile(r"^(?:计量)?单位$")
_GROWTH_LABEL = re.compile(r"(?:增长|增速|增幅|同比|比上年|±)")
_NOT_INDICATOR = re.compile(r"^(?:类别|指标|指标名称|序号|单位|项目|名称|备注|属性|分类|指标属性|约束性|预期性|合计)$")


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a table. Places are in the clean view of its sentence.

    unit is as the header writes it (亿元, %); column is the label of its column (2022年, 增长（%）).
    header_id is the sentence that holds the unit.
    """

    sentence_id: str
    start: int
    end: int
    indicator: str
    unit: str
    column: str
    header_id: str
    bound: str


def find_cells(sentences: Sequence[Sentence], units: Units) -> list[Cell]:
    """Find the figures of all tables of a document, in order."""
    return [*_find_row_cells(sentences, units), *_find_lost_cells(sentences, units)]


def cell_value(cell_text: str, unit: str, units: Units) -> tuple[Decimal, str] | None:
    """Read a cell with the unit of its header: (40.5, 亿元) -> (4050000000, 元). None for what is no number."""
    match = _VALUE.match(cell_text)
    if not match:
        return None
    value = parse_numeral(match["numeral"].lstrip("-"))
    value = -value if match["numeral"].startswith("-") else value
    scale_text, name = _split_unit(unit, units)
    if match["percent"]:
        scale_text, name = "", "%"
    return value * (parse_numeral(scale_text) if scale_text else 1), name


def _split_unit(label: str, units: Units) -> tuple[str, str]:
    """Split 万元/人年 into its scale and its canonical unit; an unknown unit is kept as written."""
    match = re.match(rf"^(?P<scale>[十百千万亿]*)(?P<unit>(?:{units.pattern})(?:/.+)?)$", label)
    if match and (not match["scale"] or units.find_unit(label) is None):
        found = units.find_unit(match["unit"])
        return match["scale"], found.unit if found else match["unit"]
    found = units.find_unit(label)
    return "", found.unit if found else label


def _is_unit(text: str, units: Units) -> bool:
    return text in ("%", "‰") or bool(re.match(rf"^[十百千万亿]*(?:{units.pattern})(?:/[^/]{{1,6}})?$", text))


def _split_row(clean: str) -> list[tuple[int, str]] | None:
    """Split a row into (place, cell), or None where the sentence is no row."""
    if clean.count("|") >= 2:
        separator = r"\|"
    elif "\t" in clean:
        separator = r"\t"
    else:
        return None
    cells, position = [], 0
    for piece in re.split(separator, clean):
        text = piece.strip(" *")
        cells.append((position + (piece.find(text) if text else 0), text))
        position += len(piece) + 1
    if separator == r"\|":
        cells = cells[1:] if cells and not cells[0][1] else cells
        cells = cells[:-1] if cells and not cells[-1][1] else cells
    return cells


def _find_row_cells(sentences: Sequence[Sentence], units: Units) -> list[Cell]:
    found: list[Cell] = []
    header: list[str] | None = None
    header_id = ""
    for sentence in sentences:
        row = _split_row(sentence.clean)
        if row is None:
            header = None
            continue
        texts = [text for _, text in row]
        if all(re.match(r"^:?-{2,}:?$", text) for text in texts if text):
            continue
        values = [index for index, text in enumerate(texts) if _VALUE.match(text) and not _YEAR_LABEL.match(text)]
        if header is None or not values:
            if len([text for text in texts if text]) >= 2:
                header, header_id = texts, sentence.sentence_id
            continue
        if len(texts) != len(header):
            continue
        found += _read_row(sentence, row, header, header_id, units)
    return found


def _read_row(
    sentence: Sentence, row: list[tuple[int, str]], header: list[str], header_id: str, units: Units
) -> list[Cell]:
    unit_column = next((index for index, label in enumerate(header) if _UNIT_HEAD.match(label)), None)
    names = [
        (index, text)
        for index, (_, text) in enumerate(row)
        if text
        and index != unit_column
        and not _VALUE.match(text)
        and not re.match(r"^\d+$", text)
        and not re.match(r"^(?:约束性|预期性)$", text)
    ]
    if not names:
        return []
    name = (
        names[-1][1]
        if len(names) > 1 and names[-1][0] < len(row) - 1 and not _EMPTY_CELL.match(names[-1][1])
        else names[0][1]
    )
    own_unit = _UNIT_IN_LABEL.search(name)
    row_unit = row[unit_column][1] if unit_column is not None else own_unit["unit"] if own_unit else ""
    indicator = name[: own_unit.start()] if own_unit and _is_unit(own_unit["unit"], units) else name
    cells = []
    for index, (place, text) in enumerate(row):
        value = _VALUE.match(text)
        if not value or header[index] in ("序号",) or index == unit_column:
            continue
        label = header[index]
        label_unit = _UNIT_IN_LABEL.search(label)
        unit = label_unit["unit"] if label_unit and (_is_unit(label_unit["unit"], units)) else row_unit
        start = place + value.start("numeral")
        if _GROWTH_LABEL.search(label) and value["numeral"].startswith("-"):
            start += 1  # the sign tells the direction of a change; the figure itself is without it
        cells.append(
            Cell(
                sentence.sentence_id,
                start,
                place + value.end("percent" if value["percent"] else "numeral"),
                indicator,
                unit,
                label,
                header_id,
                (value["bound"] or "") + (value["after"] or ""),
            )
        )
    return cells


def _find_lost_cells(sentences: Sequence[Sentence], units: Units) -> list[Cell]:
    """Find tables of one cell a line: labels with years, then an indicator with its unit, then as many values."""
    found: list[Cell] = []
    index = 0
    while index < len(sentences):
        years, after = _read_year_labels(sentences, index)
        if not years:
            index += 1
            continue
        cells, index = _read_lost_rows(sentences, after, years, units)
        found += cells
    return found


def _read_year_labels(sentences: Sequence[Sentence], index: int) -> tuple[list[str], int]:
    years = []
    while index < len(sentences) and _YEAR_LABEL.match(sentences[index].clean) and len(sentences[index].clean) <= 12:
        years.append(sentences[index].clean)
        index += 1
    return years, index


def _read_lost_rows(
    sentences: Sequence[Sentence], index: int, years: list[str], units: Units
) -> tuple[list[Cell], int]:
    cells: list[Cell] = []
    skipped = 0
    while index < len(sentences) and skipped < 3:
        clean = sentences[index].clean
        label_index = index
        unit = _UNIT_IN_LABEL.search(clean)
        name, row_unit = (clean[: unit.start()], unit["unit"]) if unit else (clean, "")
        values_at = index + 1
        if not row_unit and values_at < len(sentences) and _is_unit(sentences[values_at].clean, units):
            row_unit, values_at = sentences[values_at].clean, values_at + 1
        run = sentences[values_at : values_at + len(years)]
        complete = len(run) == len(years) and all(
            _VALUE.match(item.clean) or _EMPTY_CELL.match(item.clean) for item in run
        )
        is_name = len(clean) <= 40 and not clean.endswith(("。", "；")) and not _VALUE.match(clean)
        if not (is_name and complete and any(_VALUE.match(item.clean) for item in run)):
            if len(clean) > 40 or clean.endswith("。"):
                break
            index, skipped = index + 1, skipped + 1
            continue
        for item, label in zip(run, years, strict=True):
            value = _VALUE.match(item.clean)
            if value:
                end = value.end("percent") if value["percent"] else value.end("numeral")
                cells.append(
                    Cell(
                        item.sentence_id,
                        value.start("numeral"),
                        end,
                        name,
                        row_unit,
                        label,
                        sentences[label_index].sentence_id,
                        (value["bound"] or "") + (value["after"] or ""),
                    )
                )
        index, skipped = values_at + len(years), 0
    return cells, index
