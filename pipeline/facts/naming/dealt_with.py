"""Rates of what was dealt with (办理建议90件、提案80件，办复率100%): they are of all that was counted before them."""

from __future__ import annotations

import re

from pipeline.facts.frames import LIST_MARKS
from pipeline.facts.naming.phrases.verbs import leading_verb
from pipeline.facts.naming.state import Completed, Naming, Words

_RATE = r"(?:群众|代表|委员)?(?:按[时期])?(?:办[复结成]率|(?:基本)?满意[率度]|答复率|面商率|沟通率|见面率|走访率)"
_RATES = re.compile(rf"{_RATE}(?:[、和]{_RATE})*")
_DEALT_WITH = frozenset({"件", "条"})


def complete_dealt_with(naming: Naming, index: int, words: Words) -> Completed | None:
    """办理建议90件、提案80件，办复率100%: the rate is of both; so are two rates that share a figure."""
    if not index or naming.frames[index].number.unit != "%" or not _RATES.fullmatch(words.before):
        return None
    things = _counted(naming, index)
    verb = leading_verb(things[0], naming.patterns) if things else ""
    several = len(things) > 1 or re.search("[、和]", words.before)
    if not verb or not several or not all(thing.startswith(verb) and thing != verb for thing in things):
        return None
    owner = "、".join((things[0], *(thing.removeprefix(verb) for thing in things[1:])))
    return Completed(owner + words.before, "head combined")


def _counted(naming: Naming, index: int) -> list[str]:
    """Give what the figures right before a rate count, in their order; rates in between are passed over."""
    frames, names = naming.frames, naming.memory.names
    at = index - 1
    while at > 0 and frames[at].number.unit == "%" and frames[at].joint in (*LIST_MARKS, "，"):
        at -= 1
    if frames[at].number.unit not in _DEALT_WITH or frames[at + 1].joint not in (*LIST_MARKS, "，"):
        return []
    things = [names[at]]
    while at > 0 and frames[at].joint in (*LIST_MARKS, "，") and frames[at - 1].number.unit == frames[at].number.unit:
        at -= 1
        things.insert(0, names[at])
    verb = leading_verb(things[-1], naming.patterns)
    while len(things) > 1 and not things[0].startswith(verb):
        del things[0]  # 提请审议草案6件，办理建议90件、提案80件
    return things
