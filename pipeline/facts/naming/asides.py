"""Brackets are asides: what they say is forgotten behind them, 平台86家（国家级9家），增长12%."""

from __future__ import annotations

from dataclasses import replace

from pipeline.facts.asides import aim_in_bracket, area_beside_bracket
from pipeline.facts.naming.state import Memory, Named, Naming


def follow_brackets(naming: Naming, index: int) -> None:
    """Keep what was said before a bracket that a figure opens, and go on with it where the next one is behind it."""
    memory, here = naming.memory, naming.frames[index].bracketed
    before = index > 0 and naming.frames[index - 1].bracketed
    if here and not before and index:
        group, scopes, levels = [*memory.group], [*memory.scopes], [*memory.levels]
        memory.outside = replace(memory, group=group, scopes=scopes, levels=levels)
    elif before and not here and memory.outside is not None:
        if memory.outside.head:
            _restore(memory, memory.outside)
        memory.outside = None


def _restore(memory: Memory, outside: Memory) -> None:
    memory.head, memory.last, memory.verb = outside.head, outside.last, outside.verb
    memory.group, memory.turn, memory.scopes = outside.group, outside.turn, outside.scopes
    memory.whole_group, memory.described, memory.whole = outside.whole_group, outside.described, outside.whole
    memory.levels, memory.measure, memory.measure_unit = outside.levels, outside.measure, outside.measure_unit


def name_aside(naming: Naming, index: int) -> Named | None:
    """成交额68亿元（任务60亿元）, 低于全省平均（2.4%）: the aim of what was named, or what it is elsewhere."""
    frame, head = naming.frames[index], naming.memory.head
    area = area_beside_bracket(frame) if head else None
    return Named(head, area, "carried") if head and (area or aim_in_bracket(frame)) else None
