"""Companies told by what a clause says of them: who is named a firm of a kind, who buys whom, whose rights are sold."""

from __future__ import annotations

import re

from pipeline.organizations.begins import FUNCTION_WORDS
from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.resources.organization_patterns import OrganizationPatterns
from pipeline.resources.pattern_index import compile_guarded

# 甲、乙获评全国专精特新“小巨人”企业: whoever is named a firm is one.
_NAMED = re.compile(
    r"(?:^|(?<=[，。；：]))(?P<who>[\u4e00-\u9fffA-Za-z、]{2,40}?)(?:再次|成功|首次|双双|均|相继|分别|已|又)?"
    r"(?:荣获|获评|获批|获|入选|入围|跻身|成为|成长为|晋升为?|荣登|登上|迈入|列入|被评为|被认定为|被列为|荣膺|上榜)"
    r"[^，。；、]{0,26}?(?:企业|独角兽|单项冠军|小巨人|上市公司|示范工厂|智能工厂|\d强)"
    r"[”’]?(?:企业)?(?:名单|行列|榜单?|称号|之一|队伍|百强)?(?=[，。；、（]|$)"
)
# 甲集团收购乙米业; 甲产权转让, 乙破产重整.
_BOUGHT = re.compile(
    r"(?:收购|并购|兼并|控股|参股)(?!了?[一二两三四五六七八九十\d多]*[家户])了?(?P<whom>[\u4e00-\u9fff]{3,8})(?=[，。；、]|$)"
)
_SOLD = compile_guarded(
    r"(?:^|(?<=[，。；：、]))(?P<who>[\u4e00-\u9fff]{2,8})(?=产权转让|破产重[整组]|借壳上市|股权转让|整体上市|混改)"
)
_WORDS = compile_guarded("[获迈膺]|入[选围]|跻身|[成晋][为长升]|荣登|登上|列入|[评列定]为|上榜")
_DEALS = compile_guarded("购|兼并|[控参]股|转让|破产|上市|混改")
_OTHERS = re.compile(
    r"[省市县区州镇乡村园局院所校会队港]$|企业|公司$|项目|产品|品牌|产业|中心|基地|平台|工程|城市|我们|全部|经济|人$|家$|户$|者$|个$|技术|行业|"
    r"体系|系统|商标|景区|服务|大学|医院|学院|实验室|产值|收入|全国|等$|[其并还也将已]"
)
_CONFIDENCE, _LONGEST = 0.75, 8


def find_framed(scan: Scan, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> list[Candidate]:
    """Find the companies of these frames, in the order of the text."""
    found = []
    for match in _NAMED.finditer(scan.text) if _WORDS.search(scan.text) else ():
        found += _in_list(scan, match.start("who"), match.end("who"), patterns, vocabulary)
    if not _DEALS.search(scan.text):
        return found
    for pattern, group in ((_BOUGHT, "whom"), (_SOLD, "who")):
        for match in pattern.finditer(scan.text):
            found += _in_list(scan, match.start(group), match.end(group), patterns, vocabulary)
    return found


def _in_list(
    scan: Scan, start: int, end: int, patterns: OrganizationPatterns, vocabulary: Vocabulary
) -> list[Candidate]:
    """Give the items of a list of short names that are no ordinary words; every item must look like a name."""
    items = []
    place = start
    for name in re.split("[、和与]", scan.text[start:end]):
        items.append((place, place + len(name)))
        place += len(name) + 1
    if not all(_may_be_firm(scan, *item, patterns) for item in items):
        return []
    odd = [item for item in items if _is_odd(scan, *item, vocabulary)]
    return [Candidate(*item, "company", "list", _CONFIDENCE) for item in odd]


def _may_be_firm(scan: Scan, start: int, end: int, patterns: OrganizationPatterns) -> bool:
    text = scan.text[start:end]
    if not 2 <= len(text) <= _LONGEST or start not in scan.bounds or end not in scan.bounds or _OTHERS.search(text):
        return False
    # single characters count things as often as they name them: 缸|套
    words = (part for part in scan.parts(start, end) if len(part) > 1 or part in FUNCTION_WORDS)
    return not any(word in patterns.left_stops or word in patterns.never_inside for word in words)


def _is_odd(scan: Scan, start: int, end: int, vocabulary: Vocabulary) -> bool:
    parts = scan.parts(start, end)
    if vocabulary.is_known_place(scan.text[start:end]):
        return False
    return any(len(part) == 1 or not vocabulary.is_common(part) for part in parts)
