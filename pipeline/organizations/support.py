"""Names of a list that the model doubts, while it is sure of others in it: these vouch for those."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.tagger import UNSUPPORTED

_LIST = re.compile(r"(?:^|(?<=[，。；：]))(?P<list>[^，。；：]+)等[^，。；：、等]{0,10}?(?P<of>项目|企业|公司)")
_VERBS = 6
"""So many characters may stand before the first name of a list: 加快推进润格物流园."""
_RAISED = {"项目": frozenset({"project"})}
_RAISED_FIRMS = frozenset({"project", "list", "suffix_company", "model"})
_SURE, _DOUBTED, _ENOUGH = 0.75, 0.38, 0.55
_SHORTEST, _LONGEST = 2, 8
_ITEM_END = re.compile("[、，。；：]")
_NO_FIRM = re.compile(r"(?:高铁|机场|铁路|公司|高校|轿车|市场|系|县|[发拓]展.*)$")
# what only a firm has, with its figure right behind: 沣岚科技研发投入3.2亿元
_EARNED = re.compile(
    r"(?:研发投入|研发费用|营业收入|营收|产值|销售收入|新签订单)(?:已?达到?|突破|超过?|完成|实现|增长|下降)?\d"
)
_OPENS, _UNKNOWN = frozenset("，。；："), 0.3
_LEARNED = frozenset({"institute", "platform", "university"})
# 市中医院和口腔医院、康复医院新院区: of the town like the one beside them; 县医院、中医院 are those of every county
_OF_A_TOWN = re.compile(r"(?!市县)(?:[市省州]|[\u4e00-\u9fff]{2,4}市)(?!级)")
_SIBLING = re.compile(
    r"[、和与](?P<name>(?:中医|口腔|儿童|妇产|妇儿|妇女儿童|康复|肿瘤|胸科|眼科|传染病|精神病|中心|人民|中西医结合)医院|中医院|"
    r"妇幼保健院|急救中心|疾控中心|血液中心)(?=[、，。；和与等]|新?院区|[东西南北]院|异地|[迁改扩新续]建|新建|门诊|病房|综合楼|外科|内科|工程|项目|建设)"
)


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


def support_neighbors(scan: Scan, found: list[Candidate]) -> list[Candidate]:
    """Raise what is doubted right beside a sure name of its kind: 上海沣星 in 中国中车、华为、上海沣星等战略投资者."""
    doubted = [item for item in found if _DOUBTED <= item.confidence < _ENOUGH and _may_be_raised(scan.text, item)]
    if not doubted:
        return found
    sure = [item for item in found if item.confidence >= _ENOUGH]
    raised = {
        item
        for item in doubted
        if not any(item.overlaps(other) for other in sure)
        and any(other.confidence >= _SURE and _are_neighbors(scan.text, item, other) for other in sure)
    }
    return [replace(item, confidence=_ENOUGH) if item in raised else item for item in found] if raised else found


def _may_be_raised(text: str, item: Candidate) -> bool:
    if item.rule == "list":
        return item.type == "company" and _NO_FIRM.search(text, item.start, item.end) is None
    return item.type in _LEARNED and item.rule.startswith("suffix") and text[item.end - 1] not in "园区"


def support_openers(scan: Scan, found: list[Candidate]) -> list[Candidate]:
    """Raise what only the model sees, unsure by itself, where it opens an item beside one that a sure firm opens."""
    unsure = [item for item in found if item.rule == "model" and item.confidence == UNSUPPORTED]
    if not unsure:
        return found
    firms = {item.start for item in found if item.type == "company" and item.confidence >= _SURE}
    raised = {item for item in unsure if item.end in scan.bounds and _is_beside(scan.text, item, firms)}
    return [replace(item, confidence=_ENOUGH) if item in raised else item for item in found] if raised else found


def find_siblings(scan: Scan, found: list[Candidate]) -> list[Candidate]:
    """Find the hospitals that a list names without their town behind one with it: 市中医院和口腔医院."""
    own = []
    for item in found:
        named = item.type == "hospital" and item.confidence >= _SURE and _OF_A_TOWN.match(scan.text, item.start)
        place = item.end if named else len(scan.text)
        while sibling := _SIBLING.match(scan.text, place):
            own.append(Candidate(*sibling.span("name"), "hospital", "government_list", _ENOUGH))
            place = sibling.end()
    return own


def support_earners(scan: Scan, found: list[Candidate]) -> list[Candidate]:
    """Raise what ends like a firm and opens a clause that tells a figure which only a firm has."""
    return [
        replace(item, confidence=_ENOUGH)
        if item.rule == "suffix_company"
        and _UNKNOWN <= item.confidence < _ENOUGH
        and (not item.start or scan.text[item.start - 1] in _OPENS)
        and _EARNED.match(scan.text, item.end)
        else item
        for item in found
    ]


def _is_beside(text: str, item: Candidate, firms: Collection[int]) -> bool:
    """Whether the item of a list before or behind the one that `item` opens begins at one of `firms`."""
    behind = _ITEM_END.search(text, item.end)
    if behind and behind[0] == "、" and behind.end() in firms:
        return True
    if not text.endswith("、", 0, item.start):
        return False
    before = max(text.rfind(mark, 0, item.start - 1) for mark in "、，。；：") + 1
    return any(before <= place <= before + _VERBS for place in firms if place < item.start)


def _are_neighbors(text: str, one: Candidate, other: Candidate) -> bool:
    kinds = {one.type, other.type}
    if len(kinds) > 1 and not kinds <= _LEARNED:
        return False
    first, second = sorted((one, other), key=lambda item: item.start)
    return second.start == first.end + 1 and text[first.end] in "、和与"


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
