"""Read tables that stand in the text: rows with `|` or tabs; `listed` reads those that lost their layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.quantities.cells import (
    EMPTY_CELL,
    YEAR_LABEL,
    Cell,
    CellText,
    HeaderUnit,
    cell_value,
    label_unit,
    read_cell_text,
    without_unit,
)
from pipeline.quantities.columns import AREA_LABEL, Column
from pipeline.quantities.headers import Header, Row, build_header, caption_unit, goes_on_header
from pipeline.quantities.listed import find_listed_cells
from pipeline.quantities.row_names import RowName, as_row_says, read_row_name
from pipeline.records import Sentence
from pipeline.resources.units import Units

__all__ = ["Cell", "find_cells"]

_AREA_HEAD = re.compile(
    r"^(?:县区|区县|县市区|县（市、区）|地区|区域|市县|市州|城市|乡镇|街镇|镇街|园区|开发区)(?:名称)?$"
)
# 产品名称 | 产量: the column says what is measured of the products that the rows name
_PRODUCT_HEAD = re.compile(r"^(?:主要)?(?:工业|农业)?(?:产品|商品|农产品|作物|品种)(?:名称|种类)?$")
_MEASURE = re.compile(
    r"^(?:本年|全年|实际)?(?P<measure>总?产量|总?产值|销售?量|销售额|库存量|播种面积|种植面积|进口额|出口额)$"
)
# 项目名称 | 总投资: the rows name things, each of which has an amount of its own
_THING_HEAD = re.compile(r"^(?:建设)?(?:项目|工程|企业|单位|园区|学校|医院|基金|课题|平台)名称$")
_AMOUNT = re.compile(r"(?:投资额?|金额|资金|经费|产值|收入|支出|税收|利润|面积|规模|人数|床位|余额|限额)$")
_TIME_HEAD = re.compile(r"^(?:年份|年度|时间|月份|时期)$")
_TIME_CELL = re.compile(r"^(?:(?:19|20)\d{2}年?(?:度|末|底)?|(?:(?:19|20)\d{2}年)?\d{1,2}(?:[-—~至]\d{1,2})?月)$")
_NO_NAME_HEAD = re.compile(
    r"^(?:(?:责任|牵头|承担|建设|实施|主管|主办|协办)(?:单位|部门)|负责人|联系人|(?:建设)?(?:地点|地址|性质|内容)|所在地|属性|备注)"
)
_NO_NAME = re.compile(r"^(?:[〔［\[(（][-\d.%]+[〕］\])）]|\d+|[\d.年月]+[-—~至][\d.年月]+|约束性|预期性)$")


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
    header: Header | None = None
    is_new = False
    for index, sentence in enumerate(sentences):
        row = _split_row(sentence.clean)
        if row is None:
            header = None
            continue
        texts = [text for _, text in row]
        if all(re.match(r"^:?-+:?$", text) for text in texts if text):
            continue
        values = [read_cell_text(text, units) for text in texts]
        if not any(values) or header is None:
            if len([text for text in texts if text]) < 2:
                continue
            if header is None or goes_on_header(header, row, is_new=is_new):
                above = header if header is not None and is_new else None
                header, is_new = build_header(sentences, index, row, above, units), True
            continue
        is_new = False
        if len(row) == len(header.row):
            for start, end in header.halves:
                found += _read_row(sentence, row[start:end], values[start:end], header.part(start, end), units)
    return found


@dataclass(frozen=True, slots=True)
class _About:
    """What holds for all cells of a row. head: the label of the column that its name stands in."""

    sentence: Sentence
    name: RowName
    unit: HeaderUnit | None
    head: str
    header: Header

    @property
    def by_area(self) -> bool:
        return bool(_AREA_HEAD.match(self.head))

    @property
    def period(self) -> str:
        """The period that the row is for, where the rows are years: 2018年."""
        if not (_TIME_HEAD.match(self.head) and _TIME_CELL.match(self.name.text)):
            return ""
        return self.name.text + ("年" if self.name.text.isdigit() else "")


def _read_row(
    sentence: Sentence, row: Row, values: Sequence[CellText | None], header: Header, units: Units
) -> list[Cell]:
    name_at = _find_name(row, values, header)
    if name_at is None:
        return []
    place, text = row[name_at]
    own_unit = label_unit(text, place, sentence, units)
    about = _About(
        sentence,
        read_row_name(without_unit(text) if own_unit else text),
        own_unit or header.unit_of_row(sentence, row),
        header.columns[name_at].label,
        header,
    )
    cells, amount = [], ""
    for index, ((place, _), value, column) in enumerate(zip(row, values, header.columns, strict=True)):
        amount = column.noun if column.role == "amount" else amount
        if value is not None and index not in (name_at, header.unit_column) and column.role != "none":
            cells.append(_build_cell(about, index, place, value, amount, units))
    return cells


def _build_cell(about: _About, index: int, place: int, value: CellText, amount: str, units: Units) -> Cell:
    """Build the cell of a figure; `amount` is what the last column of amounts up to it measures."""
    header = about.header
    column = as_row_says(header.columns[index], about.name, accrued=value.accrued, own=bool(value.own))
    signed = value.numeral.startswith("-") and column.role == "growth"  # a sign tells the direction
    numeral = value.numeral.lstrip("-") if signed else value.numeral
    unit = _unit_of(value, column, about.unit, header)
    number, unit_name = cell_value(numeral, _text_of(value, unit), units)
    if value.accrued and unit_name == "%" and about.name.text.endswith(("率", "比重", "比例")):
        unit_name = "百分点"  # what a rate of per cent moved by
    by_area = about.by_area
    if by_area or about.period:
        what = (
            amount + column.noun if column.role == "share" and column.noun.startswith("占") else column.noun or amount
        )
    else:
        name = about.name.grows if about.name.grows and column.role == "growth" else about.name.text
        what = _name_measure(name, about, index)
    area = column.label if header.has_areas and AREA_LABEL.match(column.label) else None
    return Cell(
        about.sentence.sentence_id,
        place + value.start + (1 if signed else 0),
        place + value.end,
        number,
        unit_name,
        what,
        unit if unit is not None and unit.span else None,
        (about.period or header.period_before(column)) + column.label,
        header.sentence.sentence_id,
        value.bound,
        scope=area or (about.name.text if by_area and not about.name.is_sum else None),
        moved="down" if about.name.falls and column.role == "growth" else value.moved,
        role=column.role,
        accrued=value.accrued,
        labels=header.labels,
        is_review=header.is_review,
        column_index=index,
        is_part=about.name.is_part,
    )


def _unit_of(value: CellText, column: Column, row_unit: HeaderUnit | None, header: Header) -> HeaderUnit | None:
    """Choose the unit of a cell: its own, that of its column, its row, or what is written above the table."""
    if value.percent or value.own:
        return None
    if column.unit is not None:
        return column.unit
    if column.role == "amount":
        return row_unit or caption_unit(header.caption, column)
    if row_unit is not None and (value.accrued or row_unit.text in ("%", "‰")):
        return row_unit
    return caption_unit(header.caption, column) or column.goes_without_saying


def _text_of(value: CellText, unit: HeaderUnit | None) -> str:
    return "%" if value.percent else value.own or (unit.text if unit else "")


def _name_measure(name: str, about: _About, index: int) -> str:
    """Name what a column measures of a product or thing: 水泥 under 产量 is 水泥产量, and so is its growth behind it.

    A name that says it (发电量) stays as it is, and so does the name of what is counted (税收收入 under 2022年执行数).
    """
    columns, column = about.header.columns, about.header.columns[index]
    if _PRODUCT_HEAD.match(about.head):
        if name.endswith(("量", "额", "产值", "面积")):
            return name
        upto = columns[: index + 1 if _MEASURE.match(column.noun) or column.role == "growth" else 0]
        measures = [found["measure"] for one in upto if (found := _MEASURE.match(one.noun))]
        return name + measures[-1] if measures else name
    measured = [one.noun for one in columns if one.role == "amount" and _AMOUNT.search(one.noun)]
    if column.noun not in measured or not (_THING_HEAD.match(about.head) or len(measured) > 1):
        return name
    return column.noun if about.name.is_sum else name + column.noun


def _find_name(row: Row, values: Sequence[CellText | None], header: Header) -> int | None:
    """Find the cell that names what the row is about: the last of several names before the figures, else the first."""
    if _TIME_HEAD.match(header.columns[0].label) and _TIME_CELL.match(row[0][1]):
        return 0
    names = [
        index
        for index, (_, text) in enumerate(row)
        if text
        and index != header.unit_column
        and header.columns[index].role != "none"
        and values[index] is None
        and not _NO_NAME.match(text)
        and not YEAR_LABEL.match(text)
        and not EMPTY_CELL.match(text)
        and not _NO_NAME_HEAD.match(header.columns[index].label)
    ]
    if not names:
        return None
    figures = (
        index
        for index, (value, column) in enumerate(zip(values, header.columns, strict=True))
        if value is not None and column.role != "none"
    )
    first_figure = next(figures, len(row))
    before = [index for index in names if index < first_figure]
    return before[-1] if before else names[0]
