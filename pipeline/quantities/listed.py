"""Tables that lost their layout: one cell a line, so that a row is its name followed by as many values as columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.quantities.cells import (
    CELL_VALUE,
    EMPTY_CELL,
    YEAR_LABEL,
    Cell,
    HeaderUnit,
    cell_value,
    is_unit,
    label_unit,
    without_unit,
)
from pipeline.quantities.columns import Column, read_column
from pipeline.quantities.headers import CAPTION_REACH, caption_unit, find_caption
from pipeline.quantities.row_names import as_row_says, read_row_name
from pipeline.records import Sentence
from pipeline.resources.units import Units

_MOST_SKIPPED = 3
_LONGEST_NAME = 40
_LONGEST_LABEL = 20
_BESIDE_YEARS = ("growth", "of a plan", "of the year before")


@dataclass(frozen=True, slots=True)
class _Table:
    """What stands above the rows. is_dated: the columns are years; header_ids: the sentences that hold the labels."""

    columns: tuple[Column, ...]
    header_ids: tuple[str, ...]
    caption: tuple[HeaderUnit, ...]
    is_dated: bool

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(column.label for column in self.columns)


@dataclass(frozen=True, slots=True)
class _Name:
    """The name of a row with its unit, and where the values of the row begin."""

    text: str
    unit: HeaderUnit | None
    values_at: int


def find_listed_cells(sentences: Sequence[Sentence], units: Units) -> list[Cell]:
    """Find tables of one cell a line: the labels of the columns, then a name and as many values, again and again.

    Labels are years (2021年, 2022年), with those of growths beside them, or names with a unit (常住人口（万人）); the
    unit of a row may stand behind its name in brackets or in a line of its own.
    """
    found: list[Cell] = []
    index = 0
    while index < len(sentences):
        table = _read_columns(sentences, index, units)
        if table is None:
            index += 1
            continue
        cells, end = _read_rows(sentences, index + len(table.columns), table, units)
        found += cells
        index = max(end, index + 1)
    return found


def _read_columns(sentences: Sequence[Sentence], start: int, units: Units) -> _Table | None:
    years = _count_while(sentences, start, _is_year)
    if years:
        count = years + _count_while(sentences, start + years, lambda one: _label_of(one, units).role in _BESIDE_YEARS)
    else:
        count = _count_while(sentences, start, lambda one: label_unit(one.clean, 0, one, units) is not None)
        if count < 2:  # a single name with a unit may be the row of a table with years as columns, or a heading
            return None
    heads = sentences[start : start + count]
    return _Table(
        tuple(_label_of(one, units) for one in heads),
        tuple(one.sentence_id for one in heads),
        find_caption(sentences[max(0, start - CAPTION_REACH) : start], units),
        bool(years),
    )


def _count_while(sentences: Sequence[Sentence], start: int, is_label: Callable[[Sentence], bool]) -> int:
    """Count the short lines from `start` on that are labels."""
    index = start
    while index < len(sentences) and len(sentences[index].clean) <= _LONGEST_LABEL and is_label(sentences[index]):
        index += 1
    return index - start


def _label_of(sentence: Sentence, units: Units) -> Column:
    return read_column(sentence.clean, "", 0, sentence, units)


def _is_year(sentence: Sentence) -> bool:
    return bool(YEAR_LABEL.match(sentence.clean))


def _read_rows(sentences: Sequence[Sentence], index: int, table: _Table, units: Units) -> tuple[list[Cell], int]:
    cells: list[Cell] = []
    skipped, width = 0, len(table.columns)
    while index < len(sentences) and skipped < _MOST_SKIPPED:
        sentence = sentences[index]
        name = _read_name(sentences, index, units)
        values = sentences[name.values_at : name.values_at + width]
        if not _is_name(sentence) or not _are_values(values, width):
            if len(sentence.clean) > _LONGEST_NAME or sentence.clean.endswith("。"):
                break
            index, skipped = index + 1, skipped + 1
            continue
        for at, item in enumerate(values):
            value = CELL_VALUE.match(item.clean)
            if value:
                cells.append(_build_cell(item, value, name, table, at, units))
        index, skipped = name.values_at + width, 0
    return cells, index


def _read_name(sentences: Sequence[Sentence], index: int, units: Units) -> _Name:
    sentence = sentences[index]
    unit = label_unit(sentence.clean, 0, sentence, units)
    if unit is not None:
        return _Name(without_unit(sentence.clean), unit, index + 1)
    following = sentences[index + 1] if index + 1 < len(sentences) else None
    if following is not None and is_unit(following.clean, units):
        span = following.raw_span(0, len(following.clean))
        return _Name(sentence.clean, HeaderUnit(following.clean, span), index + 2)
    return _Name(sentence.clean, None, index + 1)


def _is_name(sentence: Sentence) -> bool:
    clean = sentence.clean
    return len(clean) <= _LONGEST_NAME and not clean.endswith(("。", "；")) and not CELL_VALUE.match(clean)


def _are_values(values: Sequence[Sentence], count: int) -> bool:
    matches = [CELL_VALUE.match(item.clean) for item in values]
    complete = len(values) == count and all(
        match or EMPTY_CELL.match(item.clean) for match, item in zip(matches, values, strict=True)
    )
    return complete and any(matches)


def _build_cell(item: Sentence, value: re.Match[str], row: _Name, table: _Table, at: int, units: Units) -> Cell:
    """Years date the figures of a row; a column with a unit of its own names what is measured, the row for whom."""
    named = read_row_name(row.text)
    column = as_row_says(table.columns[at], named)
    by_name = table.is_dated or column.unit is None
    unit = None if value["percent"] else _unit_of(column, row, table)
    signed = value["numeral"].startswith("-") and column.role == "growth"
    text = "%" if value["percent"] else unit.text if unit else ""
    number, unit_name = cell_value(value["numeral"].lstrip("-") if signed else value["numeral"], text, units)
    what = named.grows if named.grows and column.role == "growth" else named.text
    return Cell(
        item.sentence_id,
        value.start("numeral") + (1 if signed else 0),
        value.end("percent" if value["percent"] else "numeral"),
        number,
        unit_name,
        what if by_name else column.noun,
        unit if unit is not None and unit.span else None,
        column.label,
        table.header_ids[at],
        (value["bound"] or "") + (value["after"] or ""),
        scope=None if by_name or named.is_sum else named.text,
        role=column.role,
        labels=table.labels,
        is_part=named.is_part,
        column_index=at,
    )


def _unit_of(column: Column, row: _Name, table: _Table) -> HeaderUnit | None:
    if column.unit is not None:
        return column.unit
    if column.role == "amount":
        return row.unit or caption_unit(table.caption, column)
    return caption_unit(table.caption, column) or column.goes_without_saying
