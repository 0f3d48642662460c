"""Lists whose things commas part: 批发和零售业，住宿和餐饮业，体育和娱乐业收入分别增长9%、8%、7%."""

from __future__ import annotations

import re

from pipeline.facts.naming.phrases.shared_heads import lend, shared_head
from pipeline.facts.naming.phrases.trim import strip_lead
from pipeline.facts.naming.state import Naming

_ENDS = re.compile(r"[，；。：]")
_NAMES_SECTOR = re.compile(r"^[\u4e00-\u9fff、（）]{1,20}(?:业|服务|类|贸易|品)$")
# 分行业看，…: what may stand before the list
_SAYS_HOW = re.compile(r"(?:看|分|其中|中|来说|今年|全年|同时|此外)$")


def split_clauses(naming: Naming, index: int, noun: str, count: int) -> list[str] | None:
    """Split sectors or goods that commas part, as many as there are figures, of which the last names the measure."""
    clauses = [clause for clause in _ENDS.split(naming.frames[index].context) if clause]
    if len(clauses) < count - 1:
        return None
    before, names = clauses[: len(clauses) - count + 1], clauses[len(clauses) - count + 1 :]
    if any(not _SAYS_HOW.search(clause) for clause in before) or not all(map(_NAMES_SECTOR.match, names)):
        return None
    pieces = [strip_lead(names[0], naming.patterns), *names[1:], noun]
    head = shared_head(pieces)
    if not head or not _NAMES_SECTOR.match(noun.removesuffix(head)):
        return None
    if any(naming.patterns.flow.match(piece) or naming.patterns.predicate.search(piece) for piece in pieces[:-1]):
        return None
    return [lend(piece, head) for piece in pieces]
