"""Name the organizations that a figure is directly about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.facts.frames import Frame
from pipeline.records import Mention, Sentence

_ACTORS = ("company", "university", "institute", "hospital", "school", "platform", "other")
_OPENERS = ("由", "其中", "如", "目前")
_NO_OWNER = ("等", "、", "和", "与", "项目", "落户", "落地")
"""Words behind a name that is one of several, or that something is done with."""
# 泰丰智能装备基地等12个项目: one of many things
_AMONG_OTHERS = re.compile(r"(?<![平高中初同均优对])等(?![级次候待])[^，；。]*$")
_BETWEEN_LIST = re.compile(r"^(?:、|和|与|及|等|集团|公司|以及)*$")


def find_actors(frame: Frame, clean: str, sentence: Sentence, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Give the surfaces of the organizations that are subject or owner of one figure, in order.

    Those are the names listed right before a count of organizations (A、B等8家企业), and a name that opens the clause
    of the figure. Government bodies report; they are named only where they open the figure's own clause.
    """
    if not mentions:
        return ()
    number = frame.number
    spans = []
    for mention in mentions:
        start, last = _place_of(mention.char_start, sentence), _place_of(mention.char_end - 1, sentence)
        if start is not None and last is not None and last < number.clean_start:
            spans.append((start, last + 1, mention))
    outer = [
        (start, end, mention)
        for start, end, mention in spans
        if not any(other[0] <= start and end <= other[1] and (start, end) != other[:2] for other in spans)
    ]
    listed = _listed_before(outer, clean, number.clean_start)
    if listed:
        return tuple(dict.fromkeys(mention.text for mention in listed))
    clause_start = _clause_start(clean, number.clean_start)
    for start, end, mention in outer:
        opens = start == clause_start or clean[clause_start:start] in _OPENERS
        owns = not (clean.startswith(_NO_OWNER, end) or _AMONG_OTHERS.search(clean, end, number.clean_start))
        if opens and owns and mention.type in _ACTORS:
            return (mention.text,)
    return ()


def _place_of(offset: int, sentence: Sentence) -> int | None:
    """Give where a raw character stands in the clean view; None where it was left out."""
    place = bisect_left(sentence.offsets, offset)
    return place if place < len(sentence.offsets) and sentence.offsets[place] == offset else None


def _listed_before(spans: list[tuple[int, int, Mention]], clean: str, place: int) -> list[Mention]:
    """Collect the names of the list that ends right before the number: A、B等 | 8家."""
    listed: list[Mention] = []
    position = place
    for start, end, mention in reversed(spans):
        if end > position or mention.type not in _ACTORS:
            continue
        if not _BETWEEN_LIST.match(clean[end:position]):
            break
        listed.append(mention)
        position = start
    return listed[::-1]


def _clause_start(clean: str, place: int) -> int:
    """Give where the clause of a number starts; a 、 or a second figure does not open a clause."""
    for index in range(place - 1, -1, -1):
        if clean[index] in "，；。：（":
            return index + 1
    return 0
