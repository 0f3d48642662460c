"""Amounts that are given: 分别给予9万元、6万元、3万元奖励; or to whom they go: 对新建企业给予9万元奖励."""

from __future__ import annotations

import re

from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.kinds import NOT_A_NOUN
from pipeline.facts.naming.phrases.following import read_noun_after
from pipeline.facts.naming.state import Named, Naming, remember
from pipeline.resources.pattern_ends import compile_ending

# 分别给予法定代表人3万元、6万元奖励: to whom it goes may stand between
_GIVES = compile_ending(
    r"(?:给予|给与|予以)(?:[\u4e00-\u9fff]{0,8}(?:人|企业|单位|团队|个人|农户|合作社|机构|流入方|流出方|学校|乡镇|村))?"
    r"(?:一次性|分档|最高|每[家户人个亩]?每?[年月]?|不超过|不低于|至少|约|近|各)*$"
)
# 对首次认定的高企给予20万元奖励: for whom it is
_GIVEN = re.compile(
    r"^对(?P<whom>[\u4e00-\u9fff“”]{2,16}?)(?:分别|再|可|将|每家|一次性)*给予(?:一次性|最高|不超过|不低于|单个|每家)*$"
)
_AWARD = re.compile(r"(?:一次性)?(?:奖励|补助|资助|补贴|奖补|奖金)(?:资金)?")
_NO_NOUN = ("", *LIST_MARKS)


def name_given(naming: Naming, index: int) -> Named | None:
    """分别给予9万元、6万元、3万元奖励: the noun behind the last amount is what all of them are."""
    frames = naming.frames
    first = last = index
    while first and frames[first].is_next_of_list and frames[first - 1].post in _NO_NOUN:
        first -= 1
    if not _GIVES.search(frames[first].pre):
        return None
    while frames[last].post in _NO_NOUN and last + 1 < len(frames) and frames[last + 1].is_next_of_list:
        last += 1
    post = frames[last].post
    alike = all(frame.number.unit == frames[index].number.unit for frame in frames[first : last + 1])
    noun = "" if last == index or not alike or NOT_A_NOUN.match(post) else read_noun_after(post, naming.patterns)
    if not noun:
        return None
    remember(naming, noun)
    return Named(noun, None, "words after")


def award_for(frame: Frame, noun: str) -> str:
    """Give for whom the amount of a figure is and what it is, where both are told; else empty."""
    whom = _GIVEN.search(frame.pre) if frame.number.unit == "元" else None
    return whom["whom"] + noun if whom and _AWARD.fullmatch(noun) else ""
