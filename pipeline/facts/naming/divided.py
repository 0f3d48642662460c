"""The rule for parts by kind and by place: 从产业分布看，电子信息68家 are of what was counted as a whole."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.facts import areas
from pipeline.facts.naming.phrases.verbs import leading_verb, strip_verb_and_total
from pipeline.facts.naming.state import Named, Naming, Words, remember
from pipeline.facts.parts.divisions import DIVIDED_BY
from pipeline.facts.parts.earlier import Earlier
from pipeline.facts.patterns import Patterns

_COUNTED = frozenset({"家", "个", "项", "件", "户", "所"})
_OTHERS = frozenset({"其他", "其它", "其余"})
# 电子信息, 新一代信息技术、新材料; but 上市企业 says itself what is counted
_KIND = re.compile(
    r"[\u4e00-\u9fffA-Z、]{2,12}(?<!企业)(?<!公司)(?<!机构)(?<!平台)(?<!中心)(?<!项目)(?<!园区)(?<!合作社)(?<!专利)(?<!产品)"
    r"(?<!商标)(?<![率量额数店厂站院校室户个以])"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,7}[县区市镇乡旗州]")


def counted_as_whole(earlier: Earlier, patterns: Patterns) -> Mapping[str, str]:
    """Give what a sentence has counted, by unit: its parts may come in the next ones.

    That is what there is (高新技术企业267家), rather than what was done after it (申报75家，公示61家).
    """
    found: dict[str, str] = {}
    done: dict[str, str] = {}
    for frame, fact in zip(earlier.frames, earlier.facts, strict=True):
        if fact.kind == "level" and fact.unit in _COUNTED and not frame.bracketed:
            things = done if leading_verb(fact.indicator, patterns) else found
            things[fact.unit] = fact.indicator
    return {**done, **found}


def name_divided(naming: Naming, index: int, words: Words) -> Named | None:
    """从区域分布看，青溪县48家: words that only say which part of the whole, or where it is."""
    frame = naming.frames[index]
    whole = _whole(naming, index) if frame.number.unit in _COUNTED and not frame.bracketed else ""
    if not whole:
        return None
    scope, kind = words.scope, words.before
    if kind and not scope and _PLACE.fullmatch(kind) and areas.is_area(kind, naming.patterns):
        scope, kind = kind, ""
    if not (kind or scope) or (kind and not _is_kind(naming, kind, whole)):
        return None
    indicator = kind + whole
    remember(naming, indicator)
    return Named(indicator, scope, "words before")


def _is_kind(naming: Naming, kind: str, whole: str) -> bool:
    if kind in _OTHERS:
        return True
    return bool(_KIND.fullmatch(kind)) and kind[-2:] != whole[-2:] and not leading_verb(kind, naming.patterns)


def _whole(naming: Naming, index: int) -> str:
    """Give what is divided: what was counted in the unit before the words that divide, or by the sentence before."""
    frame, frames = naming.frames[index], naming.frames
    if not ("看" in frame.before or "分" in frame.before):
        return ""
    openings = list(DIVIDED_BY.finditer(frame.before))
    if not openings:
        return ""
    for at in range(index - 1, -1, -1):
        number = frames[at].number
        before = number.clean_end <= openings[-1].start("by") and not frames[at].bracketed
        if before and number.unit == frame.number.unit and naming.readings[at].kind == "level":
            divided = openings[0].end() <= number.clean_start
            if not divided:
                return strip_verb_and_total(naming.memory.names[at], naming.patterns)
    return strip_verb_and_total(naming.divided.get(frame.number.unit or "", ""), naming.patterns)
