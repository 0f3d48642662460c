"""Tables that lost their layout: one cell a line, so that a row is its name followed by as many values as columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.quantities.cells import (
    CELL_VALUE,
    EMPTY_CELL,
    YEAR_LABEL,
    Cell,
    HeaderUnit,
    cell_unit,
    is_unit,
    label_unit,
)
from pipeline.records import Sentence
from pipeline.resources.units import Units

_MOST_SKIPPED = 3
_LONGEST_NAME = 40
_LONGEST_LABEL = 20
_LAST_BRACKET = re.compile(r"[（(][^（(]*$")


@dataclass(frozen=True, slots=True)
class _Column:
    """The label of a column; its unit is that of all its values."""

    label: str
    unit: HeaderUnit | None
    header_id: str


def find_listed_cells(sentences: Sequence[Sentence], units: Units) -> list[Cell]:
    """Find tables of one cell a line: the labels of the columns, then a name and as many values, again and again.

    Labels are years (2021年, 2022年) or names with a unit (常住人口（万人）); the unit of a row may stand behind its
    name in brackets or in a line of its own.
    """
    found: list[Cell] = []
    index = 0
    while index < len(sentences):
        columns, after = _read_columns(sentences, index, units)
        if not columns:
            index += 1
            continue
        cells, end = _read_rows(sentences, after, columns, units)
        found += cells
        index = max(end, index + 1)
    return found


def _read_columns(sentences: Sequence[Sentence], index: int, units: Units) -> tuple[list[_Column], int]:
    columns: list[_Column] = []
    start = index
    while index < len(sentences) and _is_year(sentences[index]):
        columns.append(_Column(sentences[index].clean, None, sentences[index].sentence_id))
        index += 1
    if columns:
        return columns, index
    while index < len(sentences) and len(sentences[index].clean) <= _LONGEST_LABEL:
        sentence = sentences[index]
        unit = label_unit(sentence.clean, 0, sentence, units)
        if unit is None:
            break
        columns.append(_Column(sentence.clean, unit, sentence.sentence_id))
        index += 1
    # a single name with a unit may be the row of a table with years as columns, or a heading
    return (columns, index) if len(columns) >= 2 else ([], start)


def _is_year(sentence: Sentence) -> bool:
    return len(sentence.clean) <= 12 and bool(YEAR_LABEL.match(sentence.clean))


def _read_rows(
    sentences: Sequence[Sentence], index: int, columns: list[_Column], units: Units
) -> tuple[list[Cell], int]:
    cells: list[Cell] = []
    skipped = 0
    while index < len(sentences) and skipped < _MOST_SKIPPED:
        sentence = sentences[index]
        name, unit, values_at = _read_name(sentences, index, units)
        values = sentences[values_at : values_at + len(columns)]
        if not _is_name(sentence) or not _are_values(values, len(columns)):
            if len(sentence.clean) > _LONGEST_NAME or sentence.clean.endswith("。"):
                break
            index, skipped = index + 1, skipped + 1
            continue
        for item, column in zip(values, columns, strict=True):
            value = CELL_VALUE.match(item.clean)
            if value:
                cells.append(_build_cell(item, value, name, unit, column, sentence))
        index, skipped = values_at + len(columns), 0
    return cells, index


def _read_name(sentences: Sequence[Sentence], index: int, units: Units) -> tuple[str, HeaderUnit | None, int]:
    """Read the name of a row with its unit; give also where its values begin."""
    sentence = sentences[index]
    unit = label_unit(sentence.clean, 0, sentence, units)
    if unit is not None:
        return _LAST_BRACKET.sub("", sentence.clean), unit, index + 1
    following = sentences[index + 1] if index + 1 < len(sentences) else None
    if following is not None and is_unit(following.clean, units):
        span = following.raw_span(0, len(following.clean))
        return sentence.clean, HeaderUnit(following.clean, span), index + 2
    return sentence.clean, None, index + 1


def _is_name(sentence: Sentence) -> bool:
    clean = sentence.clean
    return len(clean) <= _LONGEST_NAME and not clean.endswith(("。", "；")) and not CELL_VALUE.match(clean)


def _are_values(values: Sequence[Sentence], count: int) -> bool:
    matches = [CELL_VALUE.match(item.clean) for item in values]
    complete = len(values) == count and all(
        match or EMPTY_CELL.match(item.clean) for match, item in zip(matches, values, strict=True)
    )
    return complete and any(matches)


def _build_cell(
    item: Sentence, value: re.Match[str], name: str, unit: HeaderUnit | None, column: _Column, header: Sentence
) -> Cell:
    """Years date the figures of a row; a column with a unit of its own names what is measured, the row for whom."""
    indicator = name if column.unit is None else _LAST_BRACKET.sub("", column.label)
    return Cell(
        item.sentence_id,
        value.start("numeral"),
        value.end("percent" if value["percent"] else "numeral"),
        indicator,
        cell_unit(column.unit or unit, value),
        column.label,
        header.sentence_id,
        (value["bound"] or "") + (value["after"] or ""),
        scope=None if column.unit is None else name,
    )
