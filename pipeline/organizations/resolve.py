"""Which of the overlapping candidates become mentions."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.organizations.names import branch_end
from pipeline.organizations.scan import Candidate, Hit, Scan

# Of two candidates with the same certainty the rule that stands first wins.
RULE_ORDER = (
    "gazetteer", "government", "zone", "suffix_university", "suffix_institute", "suffix_hospital", "suffix_platform",
    "suffix_school", "suffix_company", "suffix_other", "suffix_government", "government_list", "list",
    "gazetteer_context", "model", "memory",
)  # fmt: skip
OWNED = frozenset({"platform", "institute", "hospital", "university", "school", "other"})
_FIRM = ("公司", "集团", "银行", "股份", "控股", "酒店", "电子", "证券", "分行", "支行", "厂", "）", ")")
_OWNERS = frozenset({"company", "university", "institute", "hospital"})


def resolve_candidates(scan: Scan, candidates: Iterable[Candidate], *, min_confidence: float) -> list[Candidate]:
    """Keep the longest proper names, without overlaps but for a leading owner inside the name of what it owns.

    A candidate that lies in a longer one yields to it; of two that cross, the surer one stays, then the longer one,
    then the one whose rule stands first in `RULE_ORDER`.
    """
    sure = [item for item in candidates if item.confidence >= min_confidence]
    sure.sort(key=_rank)
    kept: list[Candidate] = []
    bodies = [item for item in sure if item.rule == "government"]
    for item in sure:
        if item.rule == "model" and any(
            item.start <= body.start and body.end <= item.end and body.end - body.start < item.end - item.start
            for body in bodies
        ):
            continue
        if not any(item.start < other.end and other.start < item.end for other in kept):
            kept.append(item)
    owners = [owner for item in kept if (owner := find_owner(scan, item, sure)) is not None]
    return sorted((*kept, *owners), key=lambda item: (item.start, -item.end))


def prefer_known_owner(scan: Scan, candidates: list[Candidate]) -> list[Candidate]:
    """Of a company with a product behind it (盛虹储能, 博世汽车电子) keep the known company."""
    kept = []
    for item in candidates:
        if item.type == "company" and item.rule in {"model", "suffix_company", "list"}:
            rest = [
                hit
                for hit in scan.hits_at(item.start)
                if hit.end < item.end and hit.role in {"gazetteer", "context"} and hit.type == "company"
            ]
            if rest and not scan.text[item.start : item.end].endswith(_FIRM):
                longest = max(rest, key=lambda hit: hit.end)
                kept.append(Candidate(longest.start, longest.end, "company", "gazetteer_context", item.confidence))
                continue
        kept.append(item)
    return kept


def find_owner(scan: Scan, whole: Candidate, candidates: Iterable[Candidate]) -> Candidate | None:
    """Give the owner whose name begins the name of `whole` (保龄宝 in 保龄宝国家功能糖配料重点实验室)."""
    if whole.type not in OWNED:
        return None
    rest_after = [
        (item.end, item)
        for item in candidates
        if item.start == whole.start
        and item.end < whole.end - 1
        and item.type in _OWNERS
        and item.rule in {"list", "memory", "suffix_university", "suffix_institute", "gazetteer"}
    ]
    for hit in scan.hits_at(whole.start):
        if (
            hit.end < whole.end - 1
            and (hit.role == "gazetteer" or (hit.role == "context" and not _is_country_wide(scan, hit)))
            and hit.type in _OWNERS
        ):
            rest_after.append((hit.end, Candidate(hit.start, hit.end, hit.type, "owner", whole.confidence)))
    if not rest_after:
        return None
    end, owner = max(rest_after, key=lambda pair: pair[0])
    if branch_end(scan.text, end) == whole.end:
        return None  # 某研究院辽宁分院 is the institute itself
    if whole.type == owner.type and whole.type in {"university", "hospital"}:
        return None
    return Candidate(whole.start, end, owner.type, "owner", min(0.9, owner.confidence))


def _is_country_wide(scan: Scan, hit: Hit) -> bool:
    """中国电子 is a company, but not in 中国电子材料产业园."""
    return scan.text.startswith("中国", hit.start)


def _rank(item: Candidate) -> tuple[float, int, int, int, int]:
    rule = RULE_ORDER.index(item.rule) if item.rule in RULE_ORDER else len(RULE_ORDER)
    return (
        -(item.end - item.start) if item.confidence >= 0.5 else 0,
        -int(item.confidence * 100),
        rule,
        item.start,
        item.end,
    )
