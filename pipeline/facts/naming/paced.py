"""What a figure is of that follows a place, or a pace: 增速居全省第三，是上年的2倍: not the pace has doubled."""

from __future__ import annotations

from pipeline.facts.naming.phrases.heads import without_pace
from pipeline.facts.naming.state import Naming


def plain_head(naming: Naming, index: int) -> str:
    """Give the head that a share, a level or a growth behind the last figure is of: no pace, no size that was ranked.

    What follows the value of a pace itself (增速由5%提高到8%) is the pace's.
    """
    head = naming.memory.head
    if not index:
        return head
    before, frame = naming.frames[index - 1], naming.frames[index]
    if before.number.unit == frame.number.unit == "%" and naming.readings[index].kind == "level":
        return head
    if naming.readings[index - 1].kind == "rank":
        head = naming.memory.owned.get(head, head)
    return without_pace(head)
