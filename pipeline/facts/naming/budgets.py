"""The rule for what an assembly approved: 县人大常委会批准的收入调整预算为8亿元，实际完成9亿元."""

from __future__ import annotations

from pipeline.facts.naming.state import Named, Naming
from pipeline.facts.naming.words_before import clean_noun
from pipeline.resources.pattern_ends import compile_ending

_APPROVED = compile_ending(
    r"(?:人大|人代会|常委会|大会|会议|政府)(?:审查|审议)?(?:批准|通过|批复|确定)的(?P<of>[^，；。]{0,12}?)(?P<what>收入|支出)"
    r"(?P<plan>(?:年初|调整|变动)?(?:预算|计划)数?)?(?:为|是|达到?)?$"
)


def name_approved(naming: Naming, index: int) -> Named | None:
    """县人大常委会批准的收入调整预算为8亿元: of the account that the heading names, which goes on without the plan."""
    frame, memory = naming.frames[index], naming.memory
    approved = _APPROVED.search(frame.pre) if "的" in frame.pre else None
    if approved is None:
        return None
    scope, of = clean_noun(naming, approved["of"]) if approved["of"] else (None, "")
    budget = (of or ("" if memory.levels else memory.head)) + approved["what"]
    memory.head, memory.verb = budget, ""
    memory.levels.append(budget)
    return Named(budget + (approved["plan"] or ""), scope, "words before")
