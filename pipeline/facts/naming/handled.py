"""Rates of requests that were handled: 办理代表建议90件、委员提案60件，办结率、满意率均为100% is of both."""

from __future__ import annotations

import re

from pipeline.facts.frames import LIST_MARKS
from pipeline.facts.naming.phrases.coordination import join_indicators
from pipeline.facts.naming.phrases.verbs import leading_verb
from pipeline.facts.naming.state import Completed, Naming, Words

_RATE = (
    r"(?:按[时期])?"
    r"(?:(?:办复|办结|办成|答复|回复|采纳|落实|面商|见面|走访|沟通|(?:满意(?:或|和))?(?:基本)?满意)率|满意度)"
)
_RATES = re.compile(rf"{_RATE}(?:[、和]{_RATE})*")
# 90件建议和60件提案全部办结，满意率100%: says of the same that they are done
_ALL_DONE = re.compile(r"(?:[^，；。]*(?:全部|均已|已全部|如期|按[时期])(?:办结|办复|办理完毕|答复|反馈))?，?")
_REQUEST = re.compile(r"建议|提案|议案|意见|诉求|投诉|信访|来[信访电]|留言")
_UNIT = "件"


def complete_rate_of_list(naming: Naming, index: int, words: Words) -> Completed | None:
    """办理代表建议90件、委员提案60件，办结率100%: a rate behind a list of requests is of all of them."""
    if not words.before.endswith(("率", "度")) or words.scope or not _RATES.fullmatch(words.before):
        return None
    owner = naming.memory.owned.get(naming.memory.head, "") if index else ""
    if not owner or naming.frames[index - 1].number.unit == _UNIT:
        owner = _requests(naming, index)
    if not owner:
        return None
    indicator = owner + words.before
    naming.memory.owned[indicator] = owner
    return Completed(indicator, "head combined", whole=True)


def _requests(naming: Naming, index: int) -> str:
    """Give the requests that are counted right before a figure, joined; empty where there are none."""
    last, context = index - 1, naming.frames[index].context
    if last < 0 or not _is_request(naming, last) or "；" in naming.frames[index].joint:
        return ""
    if not _ALL_DONE.fullmatch(context.removeprefix(naming.frames[last].post)):
        return ""
    first = last
    while first and naming.frames[first].joint in (*LIST_MARKS, "，") and _is_request(naming, first - 1):
        first -= 1
    names = naming.memory.names[first:index]
    return join_indicators([names[0], *(name.removeprefix(leading_verb(name, naming.patterns)) for name in names[1:])])


def _is_request(naming: Naming, index: int) -> bool:
    return naming.frames[index].number.unit == _UNIT and bool(_REQUEST.search(naming.memory.names[index]))
