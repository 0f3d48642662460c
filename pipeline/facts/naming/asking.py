"""Tables of rules: which of them a figure is asked of, told from what the figure is like.

Most rules are for few figures: ranks, shares, money. Asking each of them about each figure would take longer than what
all of them do where they answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple, TypeVar

from pipeline.facts.naming.state import Naming

RuleT = TypeVar("RuleT", bound=Callable[..., object])
LikeT = TypeVar("LikeT", bound=NamedTuple)

_UNITS = frozenset({"%", "百分点", "元", "美元"})
"""Units that rules are for; all others are alike."""


class Like(NamedTuple):
    """What a figure is like as it is stated."""

    kind: str
    stated: str
    """The rule that told the kind."""
    form: str
    """Of the number."""
    unit: str
    """One of those that rules are for, or an empty string."""
    noun: bool
    """Whether words follow it, up to a mark."""
    joint: bool
    """Whether marks part it from the figure before."""
    bracketed: bool
    runs_on: bool
    last: bool
    """Whether it is the last figure of the sentence."""


def like_of(naming: Naming, index: int) -> Like:
    """Tell what a figure is like."""
    frame, reading = naming.frames[index], naming.readings[index]
    number, unit = frame.number, frame.number.unit or ""
    return Like(
        reading.kind,
        reading.rule,
        number.form,
        unit if unit in _UNITS else "",
        frame.post != "",
        frame.joint != "",
        frame.bracketed,
        frame.runs_on,
        index + 1 == len(naming.frames),
    )


class Table(dict[LikeT, tuple[RuleT, ...]]):
    """Rules in their order, each with what a figure must be like for it to answer.

    What is said beside a rule is what it needs, not all that it looks at: where it is not so, the rule gives None.
    `table[like]` gives the rules that a figure is asked of; they are found when the first figure of its like comes.
    """

    def __init__(self, like: type[LikeT], *rules: tuple[RuleT, dict[str, Collection[object]]]) -> None:
        """Keep rules; of each, by fields of `like`, the values that a figure may have there (none named: any)."""
        unknown = {name for _, needs in rules for name in needs} - set(like._fields)
        if unknown:
            message = f"{like.__name__} has no fields {sorted(unknown)}"
            raise ValueError(message)
        super().__init__()
        self._rules = rules

    def __missing__(self, like: LikeT) -> tuple[RuleT, ...]:
        """Find the rules for figures of one more like."""
        self[like] = found = tuple(
            rule for rule, needs in self._rules if all(getattr(like, name) in of for name, of in needs.items())
        )
        return found
