"""Parks and schools that a word of their own names: 沣岚湾科技城, 棠汇中学."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary

_PARKS = ("园", "园区", "科技城", "科学城", "孵化器", "众创空间", "加速器")
_SCHOOLS = ("中学", "小学", "高中", "学校")
_OWN_WORD = re.compile(r"[\u4e00-\u9fff]{2,4}")
# 碳基新|材料 is cut wrong, 甲等县域 is a list
_NO_NAME = re.compile("等|基新")
_DOUBTED, _ENOUGH, _SHORTEST = 0.2, 0.55, 2


def support_own_words(scan: Scan, found: list[Candidate], vocabulary: Vocabulary) -> list[Candidate]:
    """Raise the parks and schools that begin with a word of their own, where no firm is known to build them."""
    unsure = [item for item in found if _DOUBTED <= item.confidence < _ENOUGH and _is_park_or_school(scan.text, item)]
    if not unsure:
        return found
    sure = [item for item in found if item.confidence >= _ENOUGH]
    raised = {
        item
        for item in unsure
        if _is_own(scan, item, vocabulary)
        and not any(other.start < item.end and item.start < other.end for other in sure)
    }
    return [replace(item, confidence=_ENOUGH) if item in raised else item for item in found] if raised else found


def _is_park_or_school(text: str, item: Candidate) -> bool:
    if item.rule == "suffix_platform":
        return text.endswith(_PARKS, item.start, item.end)
    return item.rule == "suffix_school" and text.endswith(_SCHOOLS, item.start, item.end)


def _is_own(scan: Scan, item: Candidate, vocabulary: Vocabulary) -> bool:
    """Whether the first word is none of the dictionary's, but for short ones that reports do not use."""
    first, *rest = scan.parts(item.start, item.end)
    if len(first) == 1 and rest and len(rest[0]) == 1:
        first += rest[0]  # 沣|汇
    if (
        not _OWN_WORD.fullmatch(first)
        or vocabulary.is_common(first)
        or _NO_NAME.search(scan.text, item.start, item.end)
    ):
        return False
    return not vocabulary.is_word(first) or (len(first) == _SHORTEST and not vocabulary.is_used(first))
