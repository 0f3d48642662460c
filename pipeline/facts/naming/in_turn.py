"""Rules for lists of figures without words of their own: each takes one of what the figures before them were of."""

from __future__ import annotations

import re

from pipeline.facts.frames import LIST_MARKS
from pipeline.facts.kinds import COMPARED
from pipeline.facts.naming.groups import run_length, start_turns, take_turn
from pipeline.facts.naming.phrases.heads import combine_head, is_bare_head
from pipeline.facts.naming.state import Named, Naming, Words
from pipeline.facts.naming.wording import RESPECTIVE

_SEVERAL = re.compile(r"[、和与及]")
_BARE_WORDS = ("", "争取", "力争")
_PACES = ("增幅", "增速")


def compare_in_turn(naming: Naming, index: int, words: Words) -> Named | None:
    """投资增长5%、消费增长8%，分别高于全国2个、1个百分点: each with 全国; not 低于全国、全省0.7和1.2个百分点."""
    frame, reading, memory = naming.frames[index], naming.readings[index], naming.memory
    pace = words.before if words.before in _PACES else ""
    if reading.rule != COMPARED or not reading.foreign or words.before not in (*_BARE_WORDS, pace):
        return None
    if frame.is_next_of_list:
        goes_on = index and naming.readings[index - 1].rule == COMPARED and 0 < memory.turn < len(memory.group)
        return take_turn(naming, words.scope) if goes_on else None
    count = run_length(index, naming.frames)
    if count < 2 or _SEVERAL.search(frame.pre.lstrip("、")):
        return None
    before = memory.names[-count:]
    if len(before) < count or len(set(before)) < count or "；" in frame.joint:
        return None
    if not RESPECTIVE.search(frame.pre) and before != memory.group:
        return None
    start_turns(naming, [combine_head(thing, pace) for thing in before] if pace else before, "")
    return take_turn(naming, words.scope)


def head_in_turn(naming: Naming, index: int, words: Words) -> Named | None:
    """收购烤烟9万担、香料烟2万担，产值6亿元和1亿元: a bare head of each of as many things as stand right before."""
    frame, memory = naming.frames[index], naming.memory
    if words.after or not is_bare_head(words.before) or frame.joint != "，" or RESPECTIVE.search(frame.pre):
        return None
    count = run_length(index, naming.frames)
    before = memory.names[-count:]
    if count < 2 or len(set(before)) < count or not all(before) or naming.frames[index - 1].joint not in LIST_MARKS:
        return None
    if any(reading.kind != "level" for reading in naming.readings[index - count : index]):
        return None
    start_turns(naming, [combine_head(thing, words.before) for thing in before], "")
    return take_turn(naming, words.scope)


def grow_in_turn(naming: Naming, index: int, words: Words) -> Named | None:
    """城镇居民收入2万元，农村居民收入9000元，实际增长8%和9%: as many growths as levels stand right before them."""
    frame, reading, memory = naming.frames[index], naming.readings[index], naming.memory
    if words.before or words.after or reading.kind != "change" or reading.rule == COMPARED or "；" in frame.joint:
        return None
    count = run_length(index, naming.frames)
    if count < 2 or index < count or _SEVERAL.search(frame.pre.lstrip("、")) or RESPECTIVE.search(frame.pre):
        return None
    if any(naming.readings[at].kind != "change" for at in range(index, index + count)):
        return None
    before = memory.names[-count:]
    levels = all(naming.readings[at].kind == "level" for at in range(index - count, index))
    alone = index == count or naming.readings[index - count - 1].kind != "level"
    if not levels or not alone or not all(before) or len(set(before)) < count or memory.group == before:
        return None
    start_turns(naming, before, "")
    return take_turn(naming, words.scope)
