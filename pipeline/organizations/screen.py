"""What the model and the weak rules may not claim: plain words, verbs inside a name, open brackets."""

from __future__ import annotations

from dataclasses import replace

from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.resources.organization_patterns import OrganizationPatterns

_TRUSTED = frozenset({"gazetteer", "gazetteer_context", "government", "government_list", "zone"})
_FIRM = ("公司", "集团", "银行", "酒店", "宾馆", "百货", "商城", "大学", "医院", "中学", "小学", "股份", "控股")
_OPEN, _CLOSED = "（(", "）)"


def screen_candidates(
    scan: Scan, candidates: list[Candidate], patterns: OrganizationPatterns, vocabulary: Vocabulary
) -> list[Candidate]:
    """Keep what may be a name, mended where only its ends are wrong."""
    kept = []
    for item in candidates:
        if item.rule in _TRUSTED:
            kept.append(item)
            continue
        mended = _mend(scan, item, patterns)
        if mended is not None and not _is_plain(scan, mended, vocabulary):
            kept.append(mended)
    return kept


def _mend(scan: Scan, item: Candidate, patterns: OrganizationPatterns) -> Candidate | None:
    start, end = item.start, item.end
    if any(sign in scan.text[start:end] for sign in "，。；：、！？*＊"):
        return None
    place = start
    while place < end:
        token = scan.token_at(place)
        if token in patterns.never_inside and place >= start:
            if place > item.start + 4:
                return None
            start = place + len(token)
        place += len(token)
    if end - start < 2:
        return None
    inside = scan.text[start:end]
    if sum(inside.count(sign) for sign in _OPEN) > sum(inside.count(sign) for sign in _CLOSED):
        if end < len(scan.text) and scan.text[end] in _CLOSED:
            end += 1
        else:
            return None
    return item if (start, end) == (item.start, item.end) else replace(item, start=start, end=end)


def _is_plain(scan: Scan, item: Candidate, vocabulary: Vocabulary) -> bool:
    """A company or platform made of nothing but words that every report uses."""
    text = scan.text[item.start : item.end]
    if item.type not in {"company", "platform", "other", "institute"}:
        return False
    if item.type == "company" and text.endswith(_FIRM):
        return False
    place = item.start
    while place < item.end:
        token = scan.token_at(place)[: item.end - place]
        if not vocabulary.is_plain(token) or (vocabulary.is_place(token) and item.type != "company"):
            return False
        place += len(token)
    return item.type == "company" or item.end - item.start < 7
