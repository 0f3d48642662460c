"""When a predicted field counts as the annotated one.

Numbers may differ by rounding, units by spelling, indicators by a few words, as long as these do not say the contrary
(rural for urban, import for export). Everything else must be equal.
"""

from __future__ import annotations

import math

ALIKE = 0.8
"""Least F1 over the longest common subsequence of two indicators."""

_UNITS = {
    "％": "%",
    "個": "个",
    "个百分点": "百分点",
    "人民币": "元",
    "元人民币": "元",
    "平米": "平方米",
    "m2": "平方米",
    "km": "公里",
    "千米": "公里",
    "kw": "千瓦",
    "kwh": "千瓦时",
    "度": "千瓦时",
    "位次": "位",
    "名": "人",
    "1": "",
}
_CONTRASTS = (
    ("城镇", "农村", "城乡", "农民"),
    ("存款", "贷款", "存贷款"),
    ("第一产业", "第二产业", "第三产业"),
    ("国家级", "省级", "市级"),
    ("进口", "出口", "进出口"),
    ("收入", "支出"),
    ("新增", "累计"),
    ("产业数字化", "数字产业化"),
    ("工业", "农业", "服务业"),
    ("上升", "下降"),
)
_EMPTY_WORDS = str.maketrans("", "", " 　的了“”\"'《》、，,（）()和与及\n")


def same_number(predicted: float | None, gold: float | None) -> bool:
    """Tell whether two values are the same, with more room for a fraction such as 33.3333 (三分之一)."""
    if predicted is None or gold is None:
        return predicted is None and gold is None
    cut_off = round(gold, 2) != gold and abs(gold) < 1e4
    return math.isclose(predicted, gold, rel_tol=1e-4 if cut_off else 1e-6, abs_tol=1e-9)


def same_unit(predicted: str, gold: str) -> bool:
    """Tell whether two units are the same, however written."""
    return _normalize_unit(predicted) == _normalize_unit(gold)


def same_indicator(predicted: str, gold: str) -> bool:
    """Tell whether two indicators name the same thing."""
    left, right = predicted.translate(_EMPTY_WORDS), gold.translate(_EMPTY_WORDS)
    if not left or not right or _digits(left) != _digits(right):
        return False
    if any(_named(words, left) != _named(words, right) for words in _CONTRASTS):
        return False
    return 2 * _common_length(left, right) / (len(left) + len(right)) >= ALIKE


def _normalize_unit(unit: str) -> str:
    lowered = unit.lower()
    return _UNITS.get(lowered, lowered)


def _digits(text: str) -> list[str]:
    return [character for character in text if character.isdigit()]


def _named(words: tuple[str, ...], text: str) -> set[str]:
    return {word for word in words if word in text}


def _common_length(left: str, right: str) -> int:
    """Give the length of the longest common subsequence."""
    above = [0] * (len(right) + 1)
    for character in left:
        row = [0]
        for column, other in enumerate(right):
            row.append(above[column] + 1 if character == other else max(above[column + 1], row[column]))
        above = row
    return above[-1]
