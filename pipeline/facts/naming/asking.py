"""Tables of rules: which of them a figure is asked of, told from what the figure is like.

Most rules are for few figures: ranks, shares, money. Asking each of them about each figure would take longer than what
all of them do where they answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from typing import TypeVar

from pipeline.facts.kinds import COMPARED
from pipeline.facts.naming.state import Naming

RuleT = TypeVar("RuleT", bound=Callable[..., object])
Like = tuple[Hashable, ...]
"""What a figure is like: a value for each field of a table. Figures that are alike are asked the same rules."""

LIKE = ("kind", "stated", "form", "unit", "noun", "joint", "bracketed", "runs_on", "last")
"""The fields of what `like_of` tells: how a figure is stated.

kind: of the statement; stated, form, unit: the rule that told it, the form of the number and its unit, where rules are
for them; noun: whether words follow it, up to a mark; joint: whether marks part it from the figure before; last:
whether it is the last figure of the sentence; bracketed, runs_on: as of its frame.
"""
_STATED = frozenset({"share of a whole", "share, whole before", COMPARED})
_FORMS = frozenset({"ratio_part", "rank", "multiple", "medal"})
_UNITS = frozenset({"%", "百分点", "元", "美元"})


def like_of(naming: Naming, index: int) -> Like:
    """Tell what a figure is like as it is stated; the values are those of the fields LIKE."""
    frame, reading = naming.frames[index], naming.readings[index]
    number, stated = frame.number, reading.rule
    return (
        reading.kind,
        stated if stated in _STATED else "",
        number.form if number.form in _FORMS else "",
        number.unit if number.unit in _UNITS else "",
        frame.post != "",
        frame.joint != "",
        frame.bracketed,
        frame.runs_on,
        index + 1 == len(naming.frames),
    )


class Table(dict[Like, tuple[RuleT, ...]]):
    """Rules in their order, each with what a figure must be like for it to answer.

    What is said beside a rule is what it needs, not all that it looks at: where it is not so, the rule gives None.
    `table[like]` gives the rules that a figure is asked of; they are found when the first figure of its like comes.
    """

    def __init__(self, fields: tuple[str, ...], *rules: tuple[RuleT, dict[str, Collection[object]]]) -> None:
        """Keep rules; of each, by fields, the values that a figure may have there (none named: any)."""
        unknown = {name for _, needs in rules for name in needs} - set(fields)
        if unknown:
            message = f"a table of {', '.join(fields)} has no fields {sorted(unknown)}"
            raise ValueError(message)
        super().__init__()
        self._fields = fields
        self._rules = rules

    def values_of(self, field: str) -> frozenset[object]:
        """Give the values of a field that some rule needs; to the table all others are alike."""
        return frozenset(value for _, needs in self._rules for value in needs.get(field, ()))

    def __missing__(self, like: Like) -> tuple[RuleT, ...]:
        """Find the rules for figures of one more like."""
        values = dict(zip(self._fields, like, strict=True))
        self[like] = found = tuple(
            rule for rule, needs in self._rules if all(values[name] in of for name, of in needs.items())
        )
        return found
