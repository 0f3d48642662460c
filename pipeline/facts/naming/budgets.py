"""Rules for accounts of a budget, whose 收入 and 支出 are said without the name of the account."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.facts.naming.state import Completed, Named, Naming, Words
from pipeline.facts.naming.words_before import clean_noun
from pipeline.resources.pattern_ends import compile_ending
from pipeline.resources.pattern_index import compile_guarded

_APPROVED = compile_ending(
    r"(?:人大|人代会|常委会|大会|会议|政府)(?:审查|审议)?(?:批准|通过|批复|确定)的(?P<of>[^，；。]{0,12}?)(?P<what>收入|支出)"
    r"(?P<plan>(?:年初|调整|变动)?(?:预算|计划)数?)?(?:为|是|达到?)?$"
)
# 政府性基金收入, 一般公共预算总支出: an account, with what went into it or out of it
_OF_ACCOUNT = compile_guarded(
    r"^(?P<account>(?:(?!占)[\u4e00-\u9fff]){0,16}?(?:(?<!财政)(?<!部门)预算|基金|国有资本经营)|财政)总?(?:收入|支出)"
)
_FLOWS = frozenset({"收入", "支出", "总收入", "总支出", "收入预算", "支出预算"})
# 加上上年结转2亿元，收入总计50亿元
_TOTAL = compile_ending(
    r"(?P<total>(?P<flow>收入|支出)(?:预算)?(?:总计|总量|合计))(?:预计|预期|拟|相应|安排|完成|为|约|达到?)*$"
)
_MONEY = frozenset({"元", "%", "百分点"})


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


def account_of(indicators: Sequence[str]) -> str:
    """Give the account that the last indicator of one names: 政府性基金 of 政府性基金收入."""
    found = next((match for name in reversed(indicators) if (match := _OF_ACCOUNT.match(name))), None)
    return found["account"] if found else ""


def name_account_total(naming: Naming, index: int) -> Named | None:
    """一般公共预算收入50亿元，加上上年结转2亿元，收入总计52亿元: the total is the account's, not of what was added."""
    frame = naming.frames[index]
    total = _TOTAL.search(frame.pre) if "总" in frame.pre or "合计" in frame.pre else None
    if total is None:
        return None
    scope, own = clean_noun(naming, frame.pre[: total.start("total")])
    account = own if _OF_ACCOUNT.match(own + total["flow"]) else account_of(naming.memory.names) or naming.account
    if not account or (own and own != account):
        return None
    return Named(account + total["total"], scope, "head combined")


def complete_flow(naming: Naming, index: int, words: Words) -> Completed | None:
    """政府性基金收入6亿元，加上调入资金1亿元；支出5亿元: the account's, as long as the sentence tells only money."""
    if words.before not in _FLOWS or any(frame.number.unit not in _MONEY for frame in naming.frames[:index]):
        return None
    account = account_of(naming.memory.names)
    if not index and not naming.frames[0].context:
        account = naming.account
    return Completed(account + words.before, "head combined") if account else None
