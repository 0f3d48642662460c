"""Rule for people who found work: whose 转移就业 it is, the words before say (培训农村劳动力3万人，转移就业2万人)."""

from __future__ import annotations

import re

from pipeline.facts.naming.state import Named, Naming, Words, remember

_JOB = re.compile(r"(?:完成|实现|安置)?(?P<job>(?:转移|外出|公益(?:性)?岗位|灵活|就近|就地就近)+就业)(?:人口|人数)?")
_WORKERS = re.compile(
    r"(?P<who>(?:农村|城乡|农牧区)?(?:富余|剩余|贫困|脱贫)*劳动力|脱贫人口|脱贫群众|贫困人口|农牧民|农民工|高校毕业生|退役军人|残疾人)"
)
_NEAR = 40
"""How far before a figure those are who find work."""


def name_employment(naming: Naming, index: int, words: Words) -> Named | None:
    """培训农村劳动力3万人，转移就业2万人: those who were spoken of last before it in its part of the sentence."""
    said = words.before or words.after
    found = _JOB.fullmatch(said) if "就业" in said else None
    if found is None:
        return None
    near = naming.frames[index].before[-_NEAR:].rpartition("；")[2]
    who = list(_WORKERS.finditer(near))
    if not who:
        return None
    indicator = who[-1]["who"] + found["job"]
    remember(naming, indicator)
    return Named(indicator, words.scope, "words before" if words.before else "words after")
