"""Names of a list that the model doubts, while it is sure of others in it: these vouch for those."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.organizations.scan import Candidate, Scan

_LIST = re.compile(r"(?:^|(?<=[，。；：]))(?P<list>[^，。；：]+)等[^，。；：、等]{0,10}?(?P<of>项目|企业|公司)")
_VERBS = 6
"""So many characters may stand before the first name of a list: 加快推进润格物流园."""
_RAISED = {"项目": frozenset({"project"})}
_RAISED_FIRMS = frozenset({"project", "list", "suffix_company", "model"})
_SURE, _DOUBTED, _ENOUGH = 0.75, 0.38, 0.55
_SHORTEST, _LONGEST = 2, 8


def support_lists(scan: Scan, found: list[Candidate]) -> list[Candidate]:
    """Raise what is doubted where at least half the list may be companies, and one of them surely is."""
    if "等" not in scan.text or not found:
        return found
    raised: set[int] = set()
    for match in _LIST.finditer(scan.text):
        heads = list(_heads(match, found))
        best = [max((found[number].confidence for number in head), default=0.0) for head in heads]
        if len(heads) > 1 and max(best) >= _SURE and 2 * sum(value >= _DOUBTED for value in best) >= len(best):
            raised.update(_to_raise(heads, best, found, _RAISED.get(match["of"], _RAISED_FIRMS)))
    if not raised:
        return found
    return [replace(item, confidence=_ENOUGH) if number in raised else item for number, item in enumerate(found)]


def _heads(match: re.Match[str], found: list[Candidate]) -> Iterator[list[int]]:
    """Give for each item of the list the companies that may begin it."""
    start = match.start("list")
    for item in match["list"].split("、"):
        reach = start + (_VERBS if start == match.start("list") else 0)
        yield [
            number
            for number, candidate in enumerate(found)
            if start <= candidate.start <= reach and candidate.end <= start + len(item) and candidate.type == "company"
        ]
        start += len(item) + 1


def _to_raise(
    heads: list[list[int]], best: list[float], found: list[Candidate], rules: frozenset[str]
) -> Iterator[int]:
    for head, value in zip(heads, best, strict=True):
        if _DOUBTED <= value < _ENOUGH:
            surest = max(head, key=lambda number: found[number].confidence)
            item = found[surest]
            if item.rule in rules and _SHORTEST <= item.end - item.start <= _LONGEST:
                yield surest
