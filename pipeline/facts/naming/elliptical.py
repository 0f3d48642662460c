"""Complete the words before a figure by what went before them, where they leave something unsaid."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.facts.frames import LIST_MARKS
from pipeline.facts.naming import aspects, bare_heads, bare_verbs, belongings, handled, money_spent, part_measures
from pipeline.facts.naming.phrases.levels import combine_class, complete_like
from pipeline.facts.naming.state import Completed, Named, Naming, Words
from pipeline.facts.naming.subjects import counted_before
from pipeline.facts.naming.wording import COUNT_UNITS

# …产业项目140个，其中20亿元以上13个: of the class only the size is said
_CLASS_ONLY = re.compile(
    r"^(?P<class>(?:总?投资|投资额|年?产值|年?(?:主营业务|营业|销售)?收入|年?纳税|税收)?"
    r"(?:(?:超过?|过)[\d.十百千万亿]+元|[\d.十百千万亿]+元及?以[上下]))$"
)


def complete_front(naming: Naming, index: int, words: Words) -> Completed | None:
    """Complete a noun that lacks the front part, or all but the threshold, of what was counted before it."""
    frame = naming.frames[index]
    head = counted_before(naming, index) or naming.memory.head
    if naming.readings[index].kind != "level" or not head or frame.number.unit not in COUNT_UNITS:
        return None
    over = frame.joint == "，" and words.before.startswith(("超", "过"))  # 超10亿元的企业20家，超百亿元的6家
    if (over or frame.joint in LIST_MARKS) and (like := complete_like(head, words.before)):
        return Completed(like, "head combined", whole=True)
    of_class = _CLASS_ONLY.match(words.before) if naming.memory.levels and frame.pre[-1:] != "的" else None
    whole = combine_class(head, of_class["class"], naming.patterns) if of_class else ""
    return Completed(whole, "head combined", whole=True) if whole else None


_COMPLETIONS: tuple[Callable[[Naming, int, Words], Completed | Named | None], ...] = (
    bare_heads.complete_level,
    part_measures.complete_part,
    belongings.complete_belonging,
    belongings.complete_training,
    handled.complete_rate_of_list,
    bare_heads.keep_of_new_area,
    bare_heads.keep_of_zone,
    bare_heads.keep_arrived,
    bare_heads.keep_trade,
    money_spent.complete_money_spent,
    bare_heads.keep_balance,
    bare_heads.complete_balance,
    bare_heads.complete_total_of_list,
    bare_heads.keep_staff,
    bare_heads.keep_of_organization,
    bare_heads.complete_bare_head,
    aspects.complete_step,
    aspects.complete_aspect,
    bare_heads.complete_head_of_whole,
    bare_heads.complete_share_that_moves,
    bare_heads.complete_gap,
    bare_heads.complete_pair,
    bare_heads.name_contribution,
    bare_heads.name_share_away,
    bare_heads.complete_share_of_part,
    bare_verbs.complete_gain,
    bare_verbs.complete_granted,
    bare_verbs.complete_verb_of_topic,
    bare_verbs.complete_verb_of_work,
    bare_verbs.complete_verb_of_clause,
    bare_verbs.complete_verb,
    complete_front,
    bare_verbs.carry_verb,
    bare_verbs.carry_verb_to_part,
)
"""In order: the first that answers counts. `keep_` answers that the words stand for themselves."""


def complete(naming: Naming, index: int, words: Words) -> Completed | Named:
    """Complete the words before a figure; `Named` where the figure is named in passing, without being remembered."""
    for completion in _COMPLETIONS:
        if (found := completion(naming, index, words)) is not None:
            return found
    return Completed(words.before)
