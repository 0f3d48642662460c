"""Which of the overlapping candidates become mentions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from pipeline.organizations.names import FIRM_BEHIND, branch_end, firm_end, is_cut_from_place
from pipeline.organizations.scan import Candidate, Hit, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.resources.organization_patterns import OrganizationPatterns

# Of two candidates of the same length and certainty the rule that stands first wins.
RULE_ORDER = (
    "gazetteer",
    "government",
    "zone",
    "suffix_university",
    "suffix_institute",
    "suffix_hospital",
    "suffix_platform",
    "suffix_school",
    "suffix_company",
    "suffix_other",
    "suffix_government",
    "government_list",
    "list",
    "called",
    "project",
    "gazetteer_context",
    "model",
    "memory",
)
OWNED = frozenset({"platform", "institute", "hospital", "university", "school", "other"})
OWNERS = frozenset({"company", "university", "institute", "hospital"})
_OWNER_RULES = frozenset({"list", "memory", "suffix_university", "suffix_institute", "suffix_hospital", "gazetteer"})
# A hospital may have another of its own, a group a power station or a mall.
_OWN_KIND = {
    "hospital": ("医院",),
    "company": ("电厂", "广场", "商城", "万象城", "万象汇", "天街", "仓街", "购物中心", "奥特莱斯"),
}
_ACADEMIES = ("科学院", "中科院", "农科院", "社科院", "林科院", "医科院", "水科院", "环科院")
_MAY_HOLD_PRODUCT = frozenset({"model", "suffix_company", "list"})
_GROUND = re.compile("[湾岛山湖河镇村乡]")
"""沣禾湾实验室 is called by a bay, and belongs to no firm."""
_SURE = 0.5
_SHORTEST_REST, _GARDENS = 2, "园苑"


def resolve_candidates(scan: Scan, candidates: Iterable[Candidate], *, min_confidence: float) -> list[Candidate]:
    """Keep the longest proper names, without overlaps but for a leading owner inside the name of what it owns.

    Of candidates that overlap the longest stays, then the surest, then the one whose rule stands first in
    `RULE_ORDER`. The model alone cannot swallow a government body.
    """
    sure = sorted((item for item in candidates if item.confidence >= min_confidence), key=_rank)
    if not sure:
        return []
    bodies = {item.start: item.end for item in sure if item.rule == "government"}
    taken = bytearray(len(scan.text))
    kept: list[Candidate] = []
    for item in sure:
        if any(taken[item.start : item.end]) or _swallows_body(item, bodies):
            continue
        taken[item.start : item.end] = b"\1" * (item.end - item.start)
        kept.append(item)
    owners = _find_owners(scan, kept, sure)
    return sorted((*kept, *owners), key=lambda item: (item.start, -item.end))


def prefer_known_owner(
    scan: Scan, candidates: Iterable[Candidate], patterns: OrganizationPatterns, vocabulary: Vocabulary
) -> list[Candidate]:
    """Of a company with a product behind it (盛虹储能, 博世汽车电子) keep the known company."""
    kept = []
    for item in candidates:
        known = (
            [
                hit
                for hit in scan.names_at(item.start)
                if hit.end < item.end and hit.type == "company" and not is_cut_from_place(scan, hit, vocabulary)
            ]
            if item.type == "company" and item.rule in _MAY_HOLD_PRODUCT
            else []
        )
        if known and not _is_whole(scan, item, known, patterns, vocabulary):
            longest = max(known, key=lambda hit: hit.end)
            kept.append(Candidate(longest.start, longest.end, "company", "gazetteer_context", item.confidence))
        else:
            kept.append(item)
    return kept


def _is_whole(
    scan: Scan, item: Candidate, known: Collection[Hit], patterns: OrganizationPatterns, vocabulary: Vocabulary
) -> bool:
    """Whether the name is one up to its end, and not only up to that of a known company at its start."""
    name = scan.text[item.start : item.end]
    if name.endswith((*patterns.company_endings, "）", ")")) or FIRM_BEHIND.match(scan.text, item.end):
        return True  # 建龙钢铁|公司 too
    longest = max(known, key=lambda hit: hit.end)
    if any(
        hit.end == item.end and hit.role == "suffix" and scan.text[hit.start : hit.end] not in patterns.weak_suffixes
        for hit in scan.hits_between(longest.end, item.end)
    ):
        return True  # 正大|清江制药
    rest = scan.parts(longest.end, item.end)
    unusual = not any(vocabulary.is_common(part) and len(part) > 1 for part in rest)
    long_enough = item.end - longest.end >= _SHORTEST_REST and scan.text[item.end - 1] not in _GARDENS
    if item.rule == "list" and unusual and long_enough:
        return True  # 吉利|路特斯
    return any(firm_end(scan, hit.end, patterns, vocabulary) == item.end for hit in known)


def _swallows_body(item: Candidate, bodies: Mapping[int, int]) -> bool:
    """Whether only the model says that a name goes beyond the government body inside it."""
    if item.rule != "model":
        return False
    inside = ((start, bodies[start]) for start in range(item.start, item.end) if start in bodies)
    return any(end <= item.end and (start, end) != (item.start, item.end) for start, end in inside)


def _find_owners(scan: Scan, kept: Iterable[Candidate], sure: Iterable[Candidate]) -> list[Candidate]:
    by_start: defaultdict[int, list[Candidate]] = defaultdict(list)
    for item in sure:
        if item.type in OWNERS and item.rule in _OWNER_RULES:
            by_start[item.start].append(item)
    owned = (item for item in kept if item.type in OWNED or _is_of_own_kind(scan, item))
    owners = (_find_owner(scan, item, by_start[item.start]) for item in owned)
    return [owner for owner in owners if owner is not None]


def _find_owner(scan: Scan, whole: Candidate, candidates: Iterable[Candidate]) -> Candidate | None:
    """Give the owner whose name begins the name of `whole` (保龄宝 in 保龄宝国家功能糖配料重点实验室)."""
    names = [
        Candidate(hit.start, hit.end, hit.type, "owner", whole.confidence)
        for hit in scan.names_at(whole.start)
        if hit.type in OWNERS and not _is_country_wide(scan, hit) and not _GROUND.match(scan.text, hit.end)
    ]
    if whole.type == "company":
        candidates = ()  # a group is known by name
    own_kind = _is_of_own_kind(scan, whole)
    inner = [
        item
        for item in (*candidates, *names)
        if item.end < whole.end - 1 and (item.type != whole.type or own_kind or item.type != "hospital")
    ]
    if not inner:
        return None
    owner = max(inner, key=lambda item: item.end)
    if _is_called_alike(scan, whole, owner):
        return None
    if branch_end(scan.text, owner.end) == whole.end:
        return None  # 某研究院辽宁分院 is the institute itself
    if whole.type == owner.type and not (own_kind or _is_founded(scan, whole, owner)):
        return None  # 中科院 does not own 中科院金属研究所, it is part of the name
    return Candidate(owner.start, owner.end, owner.type, "owner", min(0.9, owner.confidence))


def _is_of_own_kind(scan: Scan, whole: Candidate) -> bool:
    """Whether its owner may be of its own type: 市儿童医院南城医院, 某集团某地电厂."""
    return scan.text.endswith(_OWN_KIND.get(whole.type, ()), whole.start, whole.end)


def _is_founded(scan: Scan, whole: Candidate, owner: Candidate) -> bool:
    """Whether an institute has set up another one (云溪光机所砚州装备研究院); academies consist of theirs."""
    return (
        owner.type == "institute"
        and scan.text.endswith("研究院", whole.start, whole.end)
        and not scan.text.endswith(_ACADEMIES, owner.start, owner.end)
    )


def _is_called_alike(scan: Scan, whole: Candidate, owner: Candidate) -> bool:
    """Whether a school only bears the name of a university (清华中学); its own say so (清华附中, 清华大学附属小学)."""
    rest = scan.text[owner.end : whole.end]
    return whole.type == "school" and owner.type == "university" and rest in {"中学", "小学", "学校", "幼儿园"}


def _is_country_wide(scan: Scan, hit: Hit) -> bool:
    """中国电子 is a company, but not in 中国电子材料产业园."""
    return hit.role == "context" and scan.text.startswith("中国", hit.start)


def _rank(item: Candidate) -> tuple[float, float, int, int, int]:
    size = item.end - item.start if item.confidence >= _SURE else 0
    return -size, -round(item.confidence, 2), RULE_ORDER.index(item.rule), item.start, item.end
