"""The rule for figures before their noun: what is counted, and the verb that says what was done with it."""

from __future__ import annotations

import re

from pipeline.facts import areas
from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.naming.described import name_described
from pipeline.facts.naming.phrases.following import read_noun_after
from pipeline.facts.naming.phrases.heads import is_bare_head
from pipeline.facts.naming.phrases.trim import last_of_names
from pipeline.facts.naming.phrases.verbs import last_verb, leading_verb
from pipeline.facts.naming.state import Named, Naming, Words
from pipeline.facts.naming.wording import BROUGHT, TRAILING

_OF_LIST = re.compile(r"等$")
_NAME_ENDS = re.compile(r"、|和|及")
_AREA = re.compile(r"^[\u4e00-\u9fff]{2,8}(?:区|城|市|县|镇|村|园|港)$")


def name_attributive(naming: Naming, index: int, words: Words) -> Named | None:
    """A figure before its noun: 建成12家数字车间, 25个示范村全部达标."""
    frame, memory = naming.frames[index], naming.memory
    scope, noun, after = words.scope, words.before, words.after
    if not after:
        return None
    head = BROUGHT.sub("", noun)
    if not head and frame.joint in LIST_MARKS and frame.number.unit == "元":
        head = memory.described
    if frame.post.startswith("的") and is_bare_head(head):
        named = last_of_names(frame.post.removeprefix("的"))
        # without what became of it
        thing = TRAILING.sub("", read_noun_after(frame.post, naming.patterns, runs_on=True))
        return name_described(naming, head, thing if named in ("", frame.post[1:]) else named, scope)
    if _OF_LIST.search(frame.pre) or _lists_as_many(naming, frame, noun):
        noun = leading_verb(noun, naming.patterns)  # 新开通甲至乙、丙等6条航线: of the list only the verb
    elif frame.pre.endswith("”") and len(after) <= 4:
        after = noun + after  # “七大清水工程”31个项目
    verb = last_verb(noun, naming.patterns)
    if verb and len(noun) <= 8:
        verb = re.sub(r"^(?:各级|中央|[省市区县])?(?:本级)?财政", "", noun)
    if not verb and frame.joint in LIST_MARKS and memory.verb and not noun:
        verb = memory.verb
    if not verb and noun and frame.pre.endswith("的") and len(noun) <= 10 and not _is_owned(naming, frame.pre):
        verb = noun  # 省对市考核的12项指标
    area = re.search(rf"{areas.SCOPE_WORD}$", noun) or _AREA.match(re.sub(r"^.{1,4}了(?=.{3})", "", noun))
    if not verb and area and scope is None and areas.is_area(area.group(), naming.patterns):
        scope = area.group()
    indicator = after if after.startswith(verb) else verb + after
    memory.head, memory.verb = indicator, verb
    memory.levels.append(indicator)
    return Named(indicator, scope, "words after")


def _lists_as_many(naming: Naming, frame: Frame, noun: str) -> bool:
    """建成甲站、乙站两座变电站: a verb and as many names as are counted."""
    # 智能设计与制造、氢能: 和 and 及 may be inside a name
    names = {len(_NAME_ENDS.split(noun)), noun.count("、") + 1}
    return max(names) > 1 and frame.number.value in names and bool(leading_verb(noun, naming.patterns))


def _is_owned(naming: Naming, words: str) -> bool:
    """甲电子和乙动力的3个项目获批: whose the things are is no part of the indicator."""
    return any(owner in words for owner in naming.owners)
