"""Names made of nothing but ordinary words: which of them are none, and which a list vouches for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.organizations.begins import LEVELS
from pipeline.organizations.generic import is_made_of_words
from pipeline.organizations.report_places import FROM_WORDS
from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.organizations.weigh import is_school_of_a_word
from pipeline.resources.organization_patterns import OrganizationPatterns

_WIDE = frozenset({"国家", "中国", "全国", "中央"})
# Bodies and schools have a name of their own, a place or a level; words of any kind make only a phrase.
_NEEDS_NAME = ("委员会", "指挥部", "领导小组", "理事会", "学校", "幼儿园", "中学", "小学", "高中", "专班")
_FIRM_OF_A_PLACE = ("集团", "银行", "农商行", "有限公司")
_CENTRAL = "中心医院"
_NUMBER = re.compile("第|[一二三四五六七八九十]{1,3}[中小院]$")
_LONGEST_PHRASE = 8
_MODEL_IS_SURE = 0.95
_VOUCHED, _SURE, _DOUBTED, _SHORT = 0.75, 0.9, 0.3, 3
"""As sure the model must be of a company of plain words, and of the one beside it in a list."""
_PHASE = re.compile(r"(?:项目)?[一二三四五六]期")
"""What only who builds has behind it."""


def is_known(scan: Scan, item: Candidate) -> bool:
    """Whether the gazetteer has the name as it stands."""
    return any(hit.end == item.end for hit in scan.names_at(item.start))


def is_plain(scan: Scan, item: Candidate, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> bool:
    """A name of nothing but words that every report uses, without a place or a level; or a company that is a place.

    Not for a name that the gazetteer has (`is_known`).
    """
    text, parts = scan.text[item.start : item.end], scan.parts(item.start, item.end)
    if is_made_of_words(scan, item, parts, vocabulary):
        return True
    if item.type == "company":
        if vocabulary.is_known_place(text) or _is_called_a_place(text):
            return True
        if (
            len(parts) > 2
            and item.confidence >= _MODEL_IS_SURE
            and any(len(first) == len(second) == 1 for first, second in pairwise(parts))
        ):
            return False  # single characters in a row are no words: 中|新|钢铁
        if len(parts) == 1 and vocabulary.is_common(text) and (vocabulary.is_used(text) or text[-1] == "业"):
            return True
    elif scan.names_at(item.start):
        return False  # 中科院|海洋研究院
    if item.type == "university" or parts[0] in LEVELS or parts[0] in _WIDE:
        return False
    if len(parts) > 1 and text.endswith(_FIRM_OF_A_PLACE) and vocabulary.is_known_place(parts[0]):
        return False  # 深圳人才集团
    if len(parts) > 1 and text.endswith(patterns.company_endings):
        parts = parts[:-1]
        if (
            len(parts) == 1
            and len(parts[0]) == 2
            and not (parts[0] in patterns.generic_parts or parts[0] in patterns.left_stops)
        ):
            return False  # 江南集团: a firm may be called by any short word
    if item.type in {"hospital", "school"} and (_NUMBER.match(text) or text.removesuffix(_CENTRAL) in LEVELS):
        return False  # 第一医院, 二中, 市中心|医院
    if item.type == "school" and is_school_of_a_word(scan, item.start, item.end, patterns):
        return False
    if item.type in {"platform", "institute", "other"} and len(text) > _LONGEST_PHRASE and not text.endswith("平台"):
        return False
    known = vocabulary.is_common if text.endswith(_NEEDS_NAME) else vocabulary.is_plain
    return all(
        (known(part) or part in patterns.generic_parts) and (item.type == "company" or not vocabulary.is_place(part))
        for part in parts
    )


def _is_called_a_place(text: str) -> bool:
    return text[-1] in "省市县区州盟旗镇乡村" and not text.endswith("超市")


def is_vouched(scan: Scan, item: Candidate, kept: Sequence[Candidate], patterns: OrganizationPatterns) -> bool:
    """Whether the model is sure of a company called by plain words that builds in phases, or stands beside another."""
    text = scan.text[item.start : item.end]
    short = item.rule == "list" and item.end - item.start <= _SHORT and item.confidence >= _DOUBTED
    if item.type != "company" or item.rule not in FROM_WORDS or (item.confidence < _VOUCHED and not short):
        return False
    if patterns.generic_parts.issuperset(scan.parts(item.start, item.end)) or text.endswith(("银行", "基金")):
        return False  # 国有商业银行 is a class
    if _is_called_a_place(text):
        return False
    if item.confidence >= _VOUCHED and len(text) > _SHORT and _PHASE.match(scan.text, item.end):
        return True  # 诚信化工|二期
    before, behind = scan.text[: item.start][-1:], scan.text[item.end : item.end + 1]
    least = _VOUCHED if item.confidence >= _VOUCHED else _SURE
    return any(
        (other.end == item.start - 1 and before == "、") or (other.start == item.end + 1 and behind == "、")
        for other in kept
        if other.type == "company" and other.confidence >= least
    )
