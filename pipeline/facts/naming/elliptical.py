"""Complete the words before a figure by what went before them, where they leave something unsaid."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.facts.frames import LIST_MARKS
from pipeline.facts.naming import (
    aspects,
    bare_heads,
    bare_verbs,
    belongings,
    budgets,
    handled,
    money_spent,
    part_measures,
    per_head,
)
from pipeline.facts.naming.asking import Like, Table
from pipeline.facts.naming.phrases.heads import is_bare_head
from pipeline.facts.naming.phrases.levels import combine_class, complete_like
from pipeline.facts.naming.state import Completed, Named, Naming, Words
from pipeline.facts.naming.subjects import counted_before, is_part
from pipeline.facts.naming.wording import COUNT_UNITS
from pipeline.resources.pattern_ends import compile_ending

# …产业项目140个，其中20亿元以上13个: of the class only the size is said
_CLASS_ONLY = compile_ending(
    r"^(?P<class>(?:总?投资|投资额|年?产值|年?(?:主营业务|营业|销售)?收入|年?纳税|税收)?"
    r"(?:(?:超过?|过)[\d.十百千万亿]+元|[\d.十百千万亿]+元及?以[上下]))$"
)

_JOINTS = frozenset((*LIST_MARKS, "，"))


def complete_front(naming: Naming, index: int, words: Words) -> Completed | None:
    """Complete a noun that lacks the front part, or all but the threshold, of what was counted before it."""
    frame, head = naming.frames[index], counted_before(naming, index) or naming.memory.head
    if not head:
        return None
    over = frame.joint == "，" and words.before.startswith(("超", "过"))  # 超10亿元的企业20家，超百亿元的6家
    if (over or frame.joint in LIST_MARKS) and (like := complete_like(head, words.before)):
        return Completed(like, "head combined", whole=True)
    of_class = _CLASS_ONLY.match(words.before) if naming.memory.levels and frame.pre[-1:] != "的" else None
    whole = combine_class(head, of_class["class"], naming.patterns) if of_class else ""
    return Completed(whole, "head combined", whole=True) if whole else None


_LIKE_WORDS = ("kind", "unit", "noun", "joint", "part", "scope", "bare", "verb", "of", "several", "end")
"""What a figure and the words before it are like.

kind: of the statement; unit: 元, a word for all units of counts, or nothing; noun: whether words follow the figure;
joint: what parts it from the figure before, a mark of a list or ，; ； where one is among them; part: whether 其中
stands before it; scope: whether the words name an area; bare, verb: whether they are only a head (产值), only a verb
(竣工); of: whether 占 is among them; several: whether a mark of a list is; end: their last character, where rules are
for it.
"""
_COMPLETIONS: Table[Callable[[Naming, int, Words], Completed | Named | None]] = Table(
    _LIKE_WORDS,
    (bare_heads.complete_level, {"end": set("级家省市区上的")}),
    (part_measures.complete_part, {}),
    (per_head.complete_each, {"kind": {"level"}, "part": {False}, "joint": {*LIST_MARKS, "，"}}),
    (per_head.complete_spending, {"unit": {"元"}, "end": {"出"}, "scope": {False}}),
    (belongings.complete_belonging, {"end": set("业位数生师"), "scope": {False}}),
    (belongings.complete_training, {"end": {"训"}}),
    (handled.complete_rate_of_list, {"end": set("率度"), "scope": {False}}),
    (budgets.complete_flow, {"unit": {"元"}, "end": set("入出算"), "noun": {False}}),
    (bare_heads.keep_of_new_area, {"scope": {True}}),
    (bare_heads.keep_of_zone, {"scope": {True}}),
    (bare_heads.keep_arrived, {"bare": {True}, "end": {"金"}}),
    (bare_heads.keep_trade, {"end": {"口"}}),
    (money_spent.complete_money_spent, {"unit": {"元"}, "noun": {False}}),
    (bare_heads.keep_balance, {"end": {"额"}}),
    (bare_heads.complete_balance, {"end": set("款额")}),
    (bare_heads.complete_funds, {"unit": {"元"}, "end": {"金"}, "joint": {"，", "、"}, "part": {False}}),
    (bare_heads.complete_total_of_list, {"kind": {"rank"}, "end": set("量数")}),
    (bare_heads.keep_staff, {"end": set("员工")}),
    (bare_heads.keep_of_organization, {"bare": {True}}),
    (bare_heads.complete_bare_head, {"bare": {True}}),
    (aspects.complete_step, {"end": {"幅"}}),
    (aspects.complete_rate_of_deed, {"end": {"率"}, "part": {False}, "scope": {False}}),
    (aspects.complete_aspect, {"end": set("率额面积长度程地收付"), "part": {False}, "scope": {False}}),
    (bare_heads.complete_head_of_whole, {"of": {True}}),
    (bare_heads.complete_share_that_moves, {"of": {True}}),
    (bare_heads.complete_ratio_to, {"kind": {"share"}, "end": {"比"}}),
    (bare_heads.complete_gap, {"end": set("比差距")}),
    (bare_heads.complete_pair, {"several": {True}}),
    (bare_heads.name_contribution, {"end": {"率"}}),
    (bare_heads.name_share_away, {"kind": {"share"}, "end": set("比额重率")}),
    (bare_heads.complete_share_of_part, {"part": {True}, "end": set("比重")}),
    (bare_verbs.complete_not_yet, {"kind": {"level"}}),
    (bare_verbs.complete_gain, {"joint": {"，", "、"}}),
    (bare_verbs.complete_granted, {"end": {"权"}}),
    (bare_verbs.complete_verb_of_topic, {"verb": {True}, "joint": {"；"}}),
    (bare_verbs.complete_verb_of_work, {"verb": {True}}),
    (bare_verbs.complete_verb_of_clause, {"verb": {True}}),
    (bare_verbs.complete_verb, {"verb": {True}}),
    (bare_verbs.complete_other_verb, {"verb": {False}, "kind": {"level"}}),
    (complete_front, {"kind": {"level"}, "unit": {"of a count"}}),
    (bare_verbs.carry_verb, {"kind": {"level"}, "joint": set(LIST_MARKS)}),
    (bare_verbs.carry_verb_over_comma, {"kind": {"level"}, "joint": {"，"}, "noun": {False}, "part": {False}}),
    (bare_verbs.carry_verb_to_part, {"part": {True}}),
)
"""In order: the first that answers counts. `keep_` answers that the words stand for themselves."""
_ENDS = _COMPLETIONS.values_of("end")


def complete(naming: Naming, index: int, words: Words) -> Completed | Named:
    """Complete the words before a figure; `Named` where the figure is named in passing, without being remembered."""
    for completion in _COMPLETIONS[_like_words(naming, index, words)]:
        if (found := completion(naming, index, words)) is not None:
            return found
    return Completed(words.before)


def _like_words(naming: Naming, index: int, words: Words) -> Like:
    frame, before = naming.frames[index], words.before
    unit, joint, end = frame.number.unit or "", frame.joint, before[-1:]
    return (
        naming.readings[index].kind,
        "of a count" if unit in COUNT_UNITS else unit if unit == "元" else "",
        frame.post != "",
        joint if joint in _JOINTS else "；" if "；" in joint else "",
        is_part(frame),
        bool(words.scope),
        is_bare_head(before),
        bare_verbs.is_verb_only(before),
        "占" in before,
        "、" in before or "和" in before,
        end if end in _ENDS else "",
    )
