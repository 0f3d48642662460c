"""What an institution of the whole country calls its part in one place: 某实验室云溪基地, 国家技术转移云溪中心."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.organizations.scan import Hit
from pipeline.organizations.vocabulary import Vocabulary

_PART = re.compile(r"(?:(?![和与及的在为等])[\u4e00-\u9fff]){0,6}?(?:中心|基地)(?!城市|城区|站|线)")
_SIDES = ("北方", "南方", "东部", "中部", "西部", "东北", "西北", "华东", "华中", "华南", "华北", "西南")
_LONGEST_PLACE, _SHORTEST_PLACE = 4, 2
# 国家技术转移云溪中心, but not 大数据灾备中心
_PLACED = re.compile(
    r"(?:技术转移|技术创新|超级计算|医疗大数据|审查协作|应急救援)(?!中心)(?P<place>[\u4e00-\u9fff]{2,3})(?P<last>中心)"
)


def local_end(text: str, end: int, vocabulary: Vocabulary) -> int:
    """Give where the name of a platform ends with its part in a place behind it (云溪实验室|砚州基地)."""
    for size in range(_LONGEST_PLACE, _SHORTEST_PLACE - 1, -1):
        if _is_somewhere(text[end : end + size], vocabulary):
            part = _PART.match(text, end + size)
            return part.end() if part else end
    return end


def placed_centres(text: str, vocabulary: Vocabulary) -> Iterator[Hit]:
    """Find 中心 behind a place that stands inside the name, where it is the last word of one."""
    if "国家" in text and "中心" in text:
        for match in _PLACED.finditer(text):
            if _is_somewhere(match["place"], vocabulary):
                yield Hit(match.start("last"), match.end(), "suffix", "platform")


def _is_somewhere(word: str, vocabulary: Vocabulary) -> bool:
    return word in _SIDES or vocabulary.is_known_place(word)
