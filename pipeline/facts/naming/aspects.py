"""Completions of aspects (交付率, 作价金额): of what the sentence, or the clause before, speaks of."""

from __future__ import annotations

import re

from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.naming.phrases.aspects import is_aspect, is_step, without_rate
from pipeline.facts.naming.phrases.heads import combine_head, is_bare_head, thing_of
from pipeline.facts.naming.phrases.verbs import strip_verb_and_total
from pipeline.facts.naming.state import Completed, Naming, Words
from pipeline.facts.naming.subjects import context_thing, is_part
from pipeline.facts.naming.words_before import clean_noun

_CLAUSE_ENDS = re.compile(r"[，；。：]")
_REACHED = re.compile(r"^(?:完成|实现)(?=[\u4e00-\u9fff]{3})")
# 发车间隔8分钟，准点率…: a figure of its own; 二期建成，孵化面积…: a stage, of what the scope tells
_NO_OWNER = re.compile(r"\d(?:分钟|小时|秒|天|岁)$|^[一二三四五]期(?:工程|项目)?$")
# 签约项目50个、投资金额: of those that were signed
_CHOSEN = re.compile(r"新?(?:签约|开工)")
_SHORT_OF = ("短收", "超收")
"""What an income fell short of, or went beyond, its budget by: the income stays whole."""
_STEM = 2
"""How long the stem of an aspect is, which the thing may have too: 开工项目, 开工率."""


def complete_step(naming: Naming, index: int, words: Words) -> Completed | None:
    """固定资产投资下降13.3%，降幅收窄2个百分点: by how much what was named last moved."""
    frame, reading = naming.frames[index], naming.readings[index]
    moves = frame.number.unit == "百分点" and reading.kind == "change"
    if not is_step(words.before) or not (moves or reading.rule == "changed to") or _turns(frame, index):
        return None
    moved = _REACHED.sub("", naming.memory.head)
    indicator = moved + words.before
    naming.memory.owned[indicator] = moved
    return Completed(indicator, "head combined") if moved else None


def complete_aspect(naming: Naming, index: int, words: Words) -> Completed | None:
    """排查隐患1874条，化解率98.2%: an aspect is of what the sentence named before it."""
    if not is_aspect(words.before) or is_part(naming.frames[index]) or words.scope:
        return None
    owner = _owner(naming, index, words.before)
    if not owner or is_aspect(owner):
        return None
    indicator = _combine(owner, words.before)
    naming.memory.owned[indicator] = owner
    return Completed(indicator, "head combined")


def complete_rate_of_deed(naming: Naming, index: int, words: Words) -> Completed | None:
    """慢病患者规范管理900人，规范管理率77%: a rate of what the figure before says was done to them."""
    deed, head = words.before.removesuffix("率"), naming.memory.head
    near = index and naming.frames[index].joint in ("，", *LIST_MARKS) and not naming.frames[index].context
    if not near or words.scope or len(deed) <= _STEM or is_bare_head(words.before):
        return None
    owner = head.removesuffix(deed) if head.endswith(deed) else head.removeprefix(deed)
    if owner == head or len(owner) < _STEM:
        return None
    naming.memory.owned[owner + words.before] = owner
    return Completed(owner + words.before, "head combined")


def _owner(naming: Naming, index: int, aspect: str) -> str:
    """Tell whose an aspect is; empty where neither the clause before it nor the figure before it says."""
    frame, memory = naming.frames[index], naming.memory
    if _turns(frame, index):
        follows = frame.before.removesuffix(frame.pre).endswith("，")
        thing = clean_noun(naming, context_thing(naming, frame))[1] if follows else ""
        return "" if _NO_OWNER.search(thing) else thing
    near = index and frame.joint in (*LIST_MARKS, "，", "") and naming.readings[index - 1].kind != "share"
    if not near or not memory.head or is_bare_head(memory.head):
        return ""
    if owned := memory.owned.get(memory.head):
        return owned
    if not aspect.endswith(("率", "面")) and _CHOSEN.match(memory.head):
        return thing_of(memory.head)
    head = without_rate(memory.head) if frame.joint in LIST_MARKS or aspect.endswith("率") else memory.head
    return strip_verb_and_total(thing_of(head), naming.patterns).removeprefix("并")


def _turns(frame: Frame, index: int) -> bool:
    """Tell whether a clause without a figure stands between a figure and the one before it."""
    clauses = _CLAUSE_ENDS.split(frame.context)[1 if index else 0 :]
    return any(clauses)


def _combine(owner: str, aspect: str) -> str:
    if aspect in _SHORT_OF:
        return owner + aspect
    stem = aspect[:_STEM]
    if owner.endswith(stem):
        return owner + aspect.removeprefix(stem)
    return combine_head(owner.removeprefix(stem) or owner, aspect)
