"""Read tables that stand in the text: rows with `|` or tabs; `listed` reads those that lost their layout."""

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
    cell_value,
    is_unit,
    label_unit,
)
from pipeline.quantities.listed import find_listed_cells
from pipeline.records import Sentence
from pipeline.resources.units import Units

__all__ = ["Cell", "cell_value", "find_cells"]

Row = list[tuple[int, str]]
_UNIT_HEAD = re.compile(r"^(?:计量)?单位$")
_CAPTION = re.compile(r"单位[:：][ \u3000]*(?P<units>[^\s，。；）)（(|]{1,20})[）)\]】\s|]*$")
_CAPTION_REACH = 3
_GROWTH_LABEL = re.compile(r"(?:增长|增速|增幅|同比|比上年|±)")
_AREA_HEAD = re.compile(
    r"^(?:县区|区县|县市区|县（市、区）|地区|区域|市县|市州|城市|乡镇|街镇|镇街|园区|开发区)(?:名称)?$"
)
# 产品名称 | 产量: the column says what is measured of the products that the rows name
_PRODUCT_HEAD = re.compile(r"^(?:主要)?(?:工业|农业)?(?:产品|商品|农产品|作物|品种)(?:名称|种类)?$")
_MEASURE_HEAD = re.compile(
    r"^(?:(?:19|20)\d{2}年|本年|全年|实际)?(?P<measure>总?产量|总?产值|销售?量|销售额|库存量|播种面积|种植面积|进口额|出口额)(?:（|$)"
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_ATTRIBUTE = re.compile(r"^(?:约束性|预期性)$")


@dataclass(frozen=True, slots=True)
class _Header:
    """The header row of a table, with the units that its caption gives, and the header row above it where there is one.

    years: what the row above says of each column, where that is a year: 2022年 over 总量 and 增长.
    """

    sentence: Sentence
    row: Row
    caption: tuple[HeaderUnit, ...]
    years: tuple[str, ...] = ()

    @property
    def labels(self) -> list[str]:
        return [text for _, text in self.row]

    @property
    def columns(self) -> list[str]:
        """Give the labels with the years that stand above them."""
        years = self.years or ("",) * len(self.row)
        return [label if _YEAR.search(label) else year + label for year, label in zip(years, self.labels, strict=True)]

    def find_years_for(self, row: Row) -> tuple[str, ...]:
        """Give the years of this row for a header row right below it; merged cells repeat theirs."""
        if len(row) != len(self.row):
            return ()
        return tuple(label if _YEAR.search(label) else "" for label in self.columns)


def find_cells(sentences: Sequence[Sentence], units: Units) -> list[Cell]:
    """Find the figures of all tables of a document, in order."""
    return [*_find_row_cells(sentences, units), *find_listed_cells(sentences, units)]


def _split_row(clean: str) -> Row | None:
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
    header: _Header | None = None
    is_new = False
    for index, sentence in enumerate(sentences):
        row = _split_row(sentence.clean)
        if row is None:
            header = None
            continue
        texts = [text for _, text in row]
        if all(re.match(r"^:?-+:?$", text) for text in texts if text):
            continue
        has_values = any(CELL_VALUE.match(text) and not YEAR_LABEL.match(text) for text in texts)
        if header is None or not has_values:
            if len([text for text in texts if text]) >= 2:
                years = header.find_years_for(row) if header is not None and is_new else ()
                caption = _find_caption(sentences[max(0, index - _CAPTION_REACH) : index], units)
                header, is_new = _Header(sentence, row, caption, years), True
            continue
        is_new = False
        if len(texts) == len(header.row):
            found += _read_row(sentence, row, header, units)
    return found


def _find_caption(sentences: Sequence[Sentence], units: Units) -> tuple[HeaderUnit, ...]:
    """Find `单位：亿元` or `单位：亿元、%` in the lines above a table, which may be a row of its own in it."""
    for sentence in reversed(sentences):
        match = _CAPTION.search(sentence.clean)
        if match is None:
            continue
        parts = [(match.start("units") + part.start(), part[0]) for part in re.finditer("[^、]+", match["units"])]
        if all(is_unit(text, units) for _, text in parts):
            return tuple(HeaderUnit(text, sentence.raw_span(place, place + len(text))) for place, text in parts)
    return ()


def _caption_unit(caption: Sequence[HeaderUnit], label: str) -> HeaderUnit | None:
    """Give the unit of a column: of two in the caption the per cent are those of growth; None where it is not sure."""
    if len(caption) < 2:
        return caption[0] if caption else None
    is_growth = bool(_GROWTH_LABEL.search(label))
    fitting = [unit for unit in caption if (unit.text in ("%", "‰")) == is_growth]
    return fitting[0] if len(fitting) == 1 else None


def _read_row(sentence: Sentence, row: Row, header: _Header, units: Units) -> list[Cell]:
    labels = header.labels
    unit_column = next((index for index, label in enumerate(labels) if _UNIT_HEAD.match(label)), None)
    named = _name_cell(row, unit_column)
    if named is None:
        return []
    place, name = named
    own_unit = label_unit(name, place, sentence, units)
    row_unit = own_unit
    if unit_column is not None and row[unit_column][1]:
        start, text = row[unit_column]
        row_unit = HeaderUnit(text, sentence.raw_span(start, start + len(text)))
    cells = []
    for index, (place, text) in enumerate(row):
        value = CELL_VALUE.match(text)
        if not value or index == unit_column or labels[index] == "序号":
            continue
        start = place + value.start("numeral")
        if _GROWTH_LABEL.search(labels[index]) and value["numeral"].startswith("-"):
            start += 1  # the sign tells the direction of a change; the figure itself is without it
        column_unit = label_unit(labels[index], header.row[index][0], header.sentence, units)
        by_area = bool(_AREA_HEAD.match(labels[0])) and not YEAR_LABEL.match(labels[index])
        what = labels[index] if by_area else name
        what = re.sub(r"（[^（]*$", "", what) if (column_unit if by_area else own_unit) else what
        cells.append(
            Cell(
                sentence.sentence_id,
                start,
                place + value.end("percent" if value["percent"] else "numeral"),
                what if by_area else _with_measure(what, labels, index),
                cell_unit(column_unit or row_unit or _caption_unit(header.caption, labels[index]), value),
                header.columns[index],
                header.sentence.sentence_id,
                (value["bound"] or "") + (value["after"] or ""),
                scope=name if by_area else None,
            )
        )
    return cells


def _with_measure(name: str, labels: Sequence[str], index: int) -> str:
    """Name what a column measures of a product: 水泥 under 产量 is 水泥产量, and so is its growth in the column behind.

    A name that says it (发电量) stays as it is.
    """
    if not _PRODUCT_HEAD.match(labels[0]) or name.endswith(("量", "额", "产值", "面积")):
        return name
    upto = index + 1 if _MEASURE_HEAD.match(labels[index]) or _GROWTH_LABEL.match(labels[index]) else 0
    measures = [found["measure"] for label in labels[:upto] if (found := _MEASURE_HEAD.match(label))]
    return name + measures[-1] if measures else name


def _name_cell(row: Row, unit_column: int | None) -> tuple[int, str] | None:
    """Give the cell that names what the row is about: the last of several names before the figures, else the first."""
    names = [
        (index, place, text)
        for index, (place, text) in enumerate(row)
        if text
        and index != unit_column
        and not CELL_VALUE.match(text)
        and not re.match(r"^\d+$", text)
        and not _ATTRIBUTE.match(text)
    ]
    if not names:
        return None
    index, place, text = names[-1]
    if len(names) > 1 and index < len(row) - 1 and not EMPTY_CELL.match(text):
        return place, text
    return names[0][1:]
