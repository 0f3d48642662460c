"""What the model and the weak rules may not claim: plain words, places, industries, phrases with verbs inside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.organizations.names import RANKING
from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.resources.organization_patterns import OrganizationPatterns

_TRUSTED = frozenset({"gazetteer", "gazetteer_context", "government", "government_list", "zone"})
_FROM_WORDS = frozenset({"model", "list", "memory", "suffix_company"})
_OPEN, _CLOSED = "（(", "）)"
_MARKS = frozenset("，。；：、！？*＊")
_JOINTS = frozenset({"和", "与", "及", "以及"})
# A、B等产业 lists industries; A、B等产业龙头企业 lists companies.
_INDUSTRIES = re.compile(
    r"等[^，。；、等]{0,10}?(?:产业|集群|行业|领域|业态|产品|品类)(?!龙头|化|项目|基地|园|链|骨干|重点)"
)
_LEVEL_CLASS = re.compile(r"(?:国家|省|市|县|区|州|部|校|院)+级")
_LIST_REACH = 80


def screen_candidates(
    scan: Scan, candidates: list[Candidate], patterns: OrganizationPatterns, vocabulary: Vocabulary
) -> list[Candidate]:
    """Keep what may be a name, mended where only its ends are wrong."""
    industries = _industry_lists(scan.text)
    kept = []
    for item in candidates:
        if item.rule in _TRUSTED:
            kept.append(item)
            continue
        mended = _mend(scan, item, patterns)
        if mended is not None and _may_be_name(scan, mended, patterns, vocabulary, industries):
            kept.append(mended)
    return kept


def _mend(scan: Scan, item: Candidate, patterns: OrganizationPatterns) -> Candidate | None:
    """Cut off a verb at the left end and close an open bracket; None where that does not help."""
    start, end = item.start, item.end
    if not _MARKS.isdisjoint(scan.text[start:end]):
        return None
    place = start
    for part in scan.parts(start, end):
        if part in patterns.never_inside:
            if place > item.start + 4:
                return None
            start = place + len(part)
        place += len(part)
    if end - start < 2:
        return None
    inside = scan.text[start:end]
    if sum(inside.count(sign) for sign in _OPEN) > sum(inside.count(sign) for sign in _CLOSED):
        if not scan.text.startswith(tuple(_CLOSED), end):
            return None
        end += 1
    return item if (start, end) == (item.start, item.end) else replace(item, start=start, end=end)


def _may_be_name(
    scan: Scan,
    item: Candidate,
    patterns: OrganizationPatterns,
    vocabulary: Vocabulary,
    industries: Sequence[tuple[int, int]],
) -> bool:
    text = scan.text[item.start : item.end]
    parts = scan.parts(item.start, item.end)
    if any(hit.end == item.end and hit.role in {"gazetteer", "context"} for hit in scan.hits_at(item.start)):
        return True
    if RANKING.match(scan.text, item.end):
        return False
    if _LEVEL_CLASS.match(text):
        return False
    if item.rule == "model" and not _is_formed(scan, item, parts, patterns):
        return False
    if item.type == "company":
        if text.endswith(tuple(patterns.company_endings)):
            return any(part not in patterns.generic_parts for part in parts[:-1])
        if item.rule in _FROM_WORDS and any(start <= item.start and item.end <= end for start, end in industries):
            return False
    return not _is_plain(text, parts, item, vocabulary)


def _is_formed(scan: Scan, item: Candidate, parts: list[str], patterns: OrganizationPatterns) -> bool:
    """What only the model claims must be built like a name of its type."""
    if not _JOINTS.isdisjoint(parts):
        return False
    if item.type == "company":
        return not all(part in patterns.generic_parts for part in parts)
    ends = (hit for hit in scan.hits_between(item.start, item.end) if hit.end == item.end)
    bracketed = scan.text[item.end - 1] in _CLOSED
    return bracketed or any(hit.role in {"suffix", "body", "zone"} for hit in ends)


def _is_plain(text: str, parts: list[str], item: Candidate, vocabulary: Vocabulary) -> bool:
    """A company or platform made of nothing but words that every report uses, or a company that is a place."""
    if item.type not in {"company", "platform", "other", "institute"}:
        return False
    if item.type == "company":
        if vocabulary.is_known_place(text) or (text[-1] in "省市县区州盟旗镇乡村" and not text.endswith("超市")):
            return True
        if len(parts) == 1 and vocabulary.is_common(text):
            return True
    for part in parts:
        if not vocabulary.is_plain(part) or (vocabulary.is_place(part) and item.type != "company"):
            return False
    return item.type == "company" or len(text) < 7


def _industry_lists(text: str) -> list[tuple[int, int]]:
    """Give the spans of the lists whose closing noun says that they list industries or products."""
    spans = []
    for end in _INDUSTRIES.finditer(text):
        start = max(text.rfind(mark, max(0, end.start() - _LIST_REACH), end.start()) for mark in "，。；：,;:")
        spans.append((start + 1, end.start()))
    return spans
