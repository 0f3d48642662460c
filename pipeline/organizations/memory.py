"""What a report says once with strong evidence is found again elsewhere in it (通裕 after 通裕等8家企业)."""

from __future__ import annotations

import re

from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.organizations.joined import Joined
from pipeline.organizations.report_places import is_place_of_report
from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.records import OrganizationType

_SURE = 0.85
_SHORTEST, _LONGEST = 2, 14
_CONFIDENCE = 0.6
_REMEMBERED = frozenset({"company", "platform", "institute", "university"})
# A name that stands before these anywhere in a report is an industry (晶硅光伏产业), whatever one sentence says.
_INDUSTRY = re.compile(r"产业(?![园基集链城公股投控发新总研])|领域|行业|业(?![务绩主态内])")
# Water, ground and people of a place that a company may be called after: 东风渠, 采石古镇, 阿克塞330千伏.
_PLACE_BEHIND = re.compile(r"渠|矶|古镇|景区|塌陷|儿女|\d+千伏")
_TERM = re.compile(r"[A-Z]{2,4}")
_TAIL = re.compile(r"(?:集团|公司|股份|控股|集团公司|有限公司|股份有限公司|集团有限公司)$")


def find_remembered(
    joined: Joined,
    scans: list[Scan],
    candidates: list[list[Candidate]],
    canonical: dict[str, str],
    vocabulary: Vocabulary,
) -> list[list[Candidate]]:
    """Give for each sentence the names that other sentences of the report made sure of.

    A full name also vouches for its brand (铁牛 after 铁牛集团), and any name of an organization of the gazetteer for
    those of its names that need context.
    """
    names: dict[str, OrganizationType] = {}
    known: set[str] = set()
    for scan, found in zip(scans, candidates, strict=True):
        for item in found:
            if item.confidence < _SURE or item.type not in _REMEMBERED:
                continue
            name = scan.text[item.start : item.end]
            if name in canonical:
                known.add(canonical[name])
            if _SHORTEST <= len(name) <= _LONGEST and _is_odd(name, vocabulary):
                names.setdefault(name, item.type)
            brand = _TAIL.sub("", name) if item.type == "company" else ""
            if (
                2 <= len(brand) < len(name)
                and len(brand) <= 4
                and _is_odd(brand, vocabulary)
                and not is_place_of_report(brand, joined.text)
            ):
                names.setdefault(brand, item.type)
    remembered = _find_names(joined, scans, names)
    return [
        own + _aliases(scan, canonical, known, vocabulary) if known and "context" in scan.roles else own
        for scan, own in zip(scans, remembered, strict=True)
    ]


def _is_odd(name: str, vocabulary: Vocabulary) -> bool:
    # 蓝天 may be a firm in one sentence, and is none where the report tells of the sky
    return not vocabulary.is_common(name) and not vocabulary.is_place(name) and not vocabulary.is_plain(name)


def _find_names(joined: Joined, scans: list[Scan], names: dict[str, OrganizationType]) -> list[list[Candidate]]:
    """Find the names in each sentence, where they fill whole words."""
    found: list[list[Candidate]] = [[] for _ in scans]
    if not names:
        return found
    automaton = AhoCorasick(sorted(names), matchkind=MatchKind.LeftmostLongest)
    text = joined.text
    matches = [(start, end) for _, start, end in automaton.find_matches_as_indexes(text)]
    industries = {
        text[start:end] for start, end in matches if names[text[start:end]] == "company" and _INDUSTRY.match(text, end)
    }
    for start, end in matches:
        if text[start:end] in industries or _is_word_here(text, start, end):
            continue
        number = joined.number_at(start)
        first, bounds = joined.firsts[number], scans[number].bounds
        if start - first in bounds and end - first in bounds:
            kind = names[text[start:end]]
            found[number].append(Candidate(start - first, end - first, kind, "memory", _CONFIDENCE))
    return found


def _is_word_here(text: str, start: int, end: int) -> bool:
    """Whether what is elsewhere a name is a term (RCEP), a place or the start of a slogan (“阳光扶贫”) here."""
    if _TERM.fullmatch(text, start, end) or _PLACE_BEHIND.match(text, end):
        return True
    return text.startswith("“", start - 1) and start > 0 and not text.startswith("”", end)


def _aliases(scan: Scan, canonical: dict[str, str], known: set[str], vocabulary: Vocabulary) -> list[Candidate]:
    return [
        Candidate(hit.start, hit.end, hit.type, "memory", _CONFIDENCE)
        for hit in scan.with_role("context")
        if canonical.get(surface := scan.text[hit.start : hit.end]) in known
        and not vocabulary.is_known_place(surface)
        and hit.start in scan.bounds
        and hit.end in scan.bounds
    ]
