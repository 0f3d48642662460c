"""Numbers that are no figures: what a pattern claims, and what is left when everything else is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from operator import attrgetter

from pipeline.frozen import frozen
from pipeline.quantities.numerals import HAN_NUMERALS
from pipeline.records import Reason, Sentence
from pipeline.resources.exclusions import Exclusions

_START = attrgetter("start")
_LARGE = re.compile(r"[一二两三五几数]?[十百千万]+[万亿]")
_FORMAL = re.compile(r"[壹贰叁肆伍陆柒捌玖拾佰仟俩仨]")
"""One of them alone is a word of its own: 水陆空, 队伍."""
_SCALED = re.compile(r"\d[十百千万亿]+$")
_LONGEST_SCALED = 4
_SHORT = 40
_HEADING_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}")


@frozen
class Claim:
    """A place in the clean view whose numbers are explained by one reason."""

    start: int
    end: int
    reason: Reason


def find_claims(clean: str, exclusions: Exclusions) -> list[Claim]:
    """Find what the patterns claim, sorted by start. A claim that begins inside a numeral is none."""
    claims = [
        Claim(match.start(), match.end(), exclusion.reason)
        for exclusion in exclusions.find_possible(clean)
        for match in exclusion.pattern.finditer(clean)
        if not _begins_inside_numeral(clean, match.start())
    ]
    return sorted(claims, key=_START)


def find_claim(claims: Sequence[Claim], start: int, end: int, *, whole: bool = False) -> Claim | None:
    """Give the first claim on `clean[start:end]`; where `whole`, it must cover all of it (第一 is not 一位...)."""
    for claim in claims:
        if claim.start >= end:
            return None
        covers = claim.start <= start and end <= claim.end
        if start < claim.end and (covers or not whole):
            return claim
    return None


def explain_run(sentence: Sentence, start: int, end: int, claims: Sequence[Claim]) -> Reason:
    """Give the reason for a run of numerals that is no figure."""
    claim = find_claim(claims, start, end)
    if claim is not None:
        return claim.reason
    run = sentence.clean[start:end]
    if sentence.clean.endswith("第", 0, start):
        return "ordinal"
    if sentence.clean.startswith("强", end):
        return "name"  # 8家企业入围河南企业100强
    if run[0].isdigit():
        is_mark = start == 0 and len(sentence.clean) <= _SHORT and _HEADING_NUMBER.fullmatch(run)
        return "list numbering" if is_mark and sentence.clean[-1] not in "。；" else "unexplained"
    if _LARGE.fullmatch(run):
        return "threshold"  # 千亿产业, 百万校友
    is_word = _in_word(sentence, start, end) or run == "一" or _FORMAL.fullmatch(run)
    return "idiom" if is_word else "unexplained"


def _begins_inside_numeral(clean: str, start: int) -> bool:
    if start == 0:
        return False
    here, before = clean[start], clean[start - 1]
    if here.isdigit():
        return before.isdigit() or (before in ".," and start > 1 and clean[start - 2].isdigit())
    if before == "点" and start > 1:
        before = clean[start - 2]  # 十三点七一万
    goes_on = here in HAN_NUMERALS and before in HAN_NUMERALS and before != "零"  # 清零一批
    # 70亿两个大关: the scale word belongs to the digits before it
    return goes_on and not _SCALED.search(clean[max(0, start - _LONGEST_SCALED) : start])


def _in_word(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether the word segmenter keeps the run inside a longer word (进一步, 零售)."""
    ends = list(accumulate(map(len, sentence.tokens)))
    index = next((number for number, place in enumerate(ends) if place > start), None)
    if index is None:
        return False
    first, last = ends[index] - len(sentence.tokens[index]), ends[index]
    return first <= start and end <= last and last - first > end - start
