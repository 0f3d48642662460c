"""Rules for figures that several indicators share (均)."""

from __future__ import annotations

from pipeline.facts.naming.phrases.coordination import join_indicators
from pipeline.facts.naming.state import Named, Naming, Words
from pipeline.facts.naming.wording import SHARED


def name_shared_rank(naming: Naming, index: int, words: Words) -> Named | None:
    """增速和总量均居全省第一: the rank is of all that this part of the sentence named."""
    rank = naming.readings[index].kind == "rank"
    if not rank or words.before or not SHARED.search(naming.frames[index].pre):
        return None
    return Named(join_indicators(naming.memory.levels) or naming.memory.head, words.scope, "shared")


def name_shared_change(naming: Naming, index: int, words: Words) -> Named | None:
    """分别完成8亿元和2亿元，均增长9%: the growth is that of the whole group."""
    memory, change = naming.memory, naming.readings[index].kind == "change"
    if not change or words.before or not SHARED.search(naming.frames[index].pre):
        return None
    if len(memory.group) <= 1:
        listed = _levels_before(naming, index)
        return Named(join_indicators(listed), words.scope, "shared") if len(listed) > 1 else None
    return Named(memory.whole_group or join_indicators(memory.group), words.scope, "shared")


def _levels_before(naming: Naming, index: int) -> list[str]:
    """甲收入达到80亿元，乙收入达到15亿元，均增长9%: what the figures before state that are of one unit."""
    first = index
    while (
        first
        and naming.readings[first - 1].kind == "level"
        and naming.frames[first - 1].part == naming.frames[index].part
    ):
        if first < index and naming.frames[first - 1].number.unit != naming.frames[first].number.unit:
            break
        first -= 1
    return list(dict.fromkeys(naming.memory.names[first:index]))
