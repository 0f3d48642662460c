"""What a row of a table is about: its name without list marks, notes and 其中."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.quantities.columns import Column, growth_of

_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|\d{1,2}[、．]|"
    r"\d{1,2}\.(?!\d)|[①-⑳]|[*—-]+)\s*"
)
_PART = re.compile(r"^(?:其中[：:]?|[#＃])\s*")
_NOTE = re.compile(r"(?:\[\^?\d{1,2}\]|[①-⑳]|（注\d{0,2}）|\*+)$")
# 单位GDP能耗降低, 二氧化碳排放下降率: how far what it names falls
_FALLS = re.compile(r"(?:累计|年均)?(?:降低|下降)(?:率|幅度|比例)?$")
_SUM = re.compile(r"^(?:合计|总计|小计|全部|总和)$")


@dataclass(frozen=True, slots=True)
class RowName:
    """The name of a row. is_part: it begins with 其中; grows: what grows or falls, where it names how far it does."""

    text: str
    is_part: bool
    grows: str | None
    falls: bool = False

    @property
    def is_sum(self) -> bool:
        """Tell whether the row only adds up those above it."""
        return bool(_SUM.match(self.text))


def read_row_name(text: str) -> RowName:
    """Read the name of a row: 一、税收收入, 其中：增值税, 地区生产总值增长."""
    bare = _MARK.sub("", text)
    name = _NOTE.sub("", _MARK.sub("", _PART.sub("", bare))) or text
    falls = _FALLS.search(name)
    if falls and falls.start():
        return RowName(name, bool(_PART.match(bare)), name[: falls.start()], falls=True)
    return RowName(name, bool(_PART.match(bare)), growth_of(name))


def as_row_says(column: Column, name: RowName, *, accrued: bool = False, own: bool = False) -> Column:
    """Let a row say how its amounts are stated: 地区生产总值增长 makes them growths, and so do brackets (〔7.7〕).

    accrued: the cell stands in brackets that mark what several years bring. own: it brings a unit with it.
    """
    if column.role == "amount" and ((name.grows is not None and not own) or accrued):
        return replace(column, role="growth")
    return column
