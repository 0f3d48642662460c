"""Decide from its neighborhood whether a number with a unit measures something, and if not, why.

Each check gets the clean sentence and the span and answers with a reason or None; the first reason counts.
"""

from __future__ import annotations

import re

from pipeline.quantities.durations import find_time_reason
from pipeline.quantities.thresholds import is_class_threshold
from pipeline.records import Reason

_REACHED = re.compile(
    r"(?:突破|超过?|过|达到?|近|接近|破|迈上|跨上|跨越|迈过|站上|跃上|登上|逾|冲刺|迈向|突|向|"
    r"首破|双破)(?:了)?$"
)
# 连续六年稳定在千亿元以上
_STAYS = re.compile(r"(?:稳定|保持|维持|稳)在$")
# 没有1家上市公司: says that there is none
_THERE_IS_NOT = re.compile(r"(?:没有|尚无|并无|仍无|还无|均无)(?:任何|过)?$")
_ONE = frozenset({"1", "一"})
_STATED_ONE = re.compile(
    r"(?:每个?[县市区乡镇村街道社区（）、]+(?:至少)?(?:建设|建成|新建|培育|打造|建)|仅此|仅有?|各|新增|获批|获评|新获批|新增加|又添|唯一)$"
)
# 新增国家级众创空间一个。
_COUNTED_ONE = re.compile(r"(?:新增|获批|获评|新建|建成|引进|落户|创建|入选|荣获|现有|共有|拥有)[^，。；]{2,}$")
_GREW = re.compile(r"(?:净增|新增|增加|增长|完成|实现|累计)$")
_CLAUSE_END = re.compile(r"^(?:[，。；、）！]|$)")
_AT_LEAST_SO_MANY = re.compile(r"^(?:以上|左右|以内|以下)(?=[，。；、）]|$)")


def find_reason(clean: str, start: int, end: int, *, dimension: str, unit: str, numeral: str) -> Reason | None:
    """Give the reason why `clean[start:end]` is no quantity, or None where it is one.

    Args:
        clean: the clean view of the sentence.
        start: where the number starts in it.
        end: where its unit ends.
        dimension: of the unit, as in units.csv.
        unit: the canonical unit.
        numeral: the numeral without the unit.
    """
    before, after = clean[:start], clean[end:]
    if numeral in _ONE and dimension == "count" and _THERE_IS_NOT.search(before):
        return "idiom"
    if dimension == "time":
        return find_time_reason(clean, before, after, unit)
    if dimension == "bandwidth" and re.match(r"^(?:光纤|宽带|以上|入户|接入|带宽|到户)", after):
        return "name"
    if dimension == "power" and re.match(
        r"^(?:级|等级)?(?:海上|陆上)?(?:风机|机组|风电机组|发电机组|变压器|直流|交流)", after
    ):
        return "size in a name"
    if dimension in ("voltage",) and not after.startswith("安"):
        return "size in a name"
    if is_class_threshold(before, after, numeral, dimension=dimension, unit=unit):
        return "threshold"
    if not numeral[0].isdigit() and not any(char.isdigit() or char in "一二两三四五六七八九" for char in numeral):
        return _scale_word_reason(before, after, dimension=dimension, numeral=numeral)
    if numeral == "一" and dimension not in ("multiple", "share") and not _STATED_ONE.search(before):
        counted = _COUNTED_ONE.search(before) and _CLAUSE_END.match(after)
        return None if counted else "idiom"
    return None


def _scale_word_reason(before: str, after: str, *, dimension: str, numeral: str) -> Reason | None:
    """A scale word alone (百场, 万余人次, 亿元) counts where it says about how many; 十 is a number like any other."""
    if re.search(r"(?:[几数]|(?<![迈跨登跃站攀])上)$", before) and numeral[0] in "十百千":
        return "idiom"  # 几十场, 数十个, 上百家
    if _REACHED.search(before) or _STAYS.search(before) or numeral[0] in "十廿卅拾":
        return None
    if dimension == "currency":
        stated = _AT_LEAST_SO_MANY.match(after) or (before.endswith("净增") and _CLAUSE_END.match(after))
        return None if stated and _GREW.search(before) else "threshold"
    return None if numeral[-1] in "余多" or _AT_LEAST_SO_MANY.match(after) else "idiom"
