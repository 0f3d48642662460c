"""Companies told by what a clause says of them: who is named a firm of a kind, who buys whom, whose rights are sold."""

from __future__ import annotations

import re
from collections.abc import Collection

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
# 甲、乙成功上市; 以甲、乙为龙头; 支持甲扩产; 甲营业收入突破…: only firms do so.
_HAN = r"[\u4e00-\u9fff]"
_DOES = compile_guarded(
    r"(?:^|(?<=[，。；：]))(?:推动|支持|促进|帮助|力促|加快|确保|力争|助力)?(?P<who>[\u4e00-\u9fffA-Za-z、]{2,40}?)"
    r"(?:等\d{1,2}[家户]企业)?(?:成功|顺利|相继|分别|正式|即将|加快|尽快|陆续|双双|首发)*"
    r"(?:(?:在[主创科新北港上深境香美纳区][^，。；、]{1,8}|登陆[^，。；、]{1,8}|主板|创业板|科创板|北交所|新三板|[AHB]股|整体|挂牌|过会)*上市(?![公后企])|"
    r"(?:增资)?扩产|增资(?!金)|股改|破产重整|营业收入|主营业务收入|营收(?!额)|新签订单)"
)
_LEADS = compile_guarded(
    r"以(?P<who>[\u4e00-\u9fffA-Za-z、和]{2,40}?)(?:等\d{0,2}[家户]?(?:企业)?)?为(?:龙头|链主|领军)"
)
# What a sentence holds in which `_NAMED` matches. Each alternative begins with a character: Python skips to these.
_WORDS = re.compile("获|迈|膺|入[选围]|跻身|成[为长升]|晋[为长升]|荣登|登上|列[入为]|评为|定为|上榜")
_KINDS = re.compile(r"企业|独角兽|单项冠军|小巨人|上市公司|示范工厂|智能工厂|强(?<=\d强)")
# 以沣河为龙头, 以城区店为龙头: no firm leads here.
_NO_LEADER = re.compile(r"[岛河湖江山海湾城路港店](?:[、和]|$)|治理|[央民国]企")
_BUSINESS = re.compile("上市|IPO|扩产|增资|股改|破产|营业收入|营收|订单|龙头|链主|领军")
_DEALS = re.compile("购|兼并|控股|参股|转让|破产|上市|混改")
_ANY = re.compile("|".join((_WORDS.pattern, _BUSINESS.pattern, _DEALS.pattern)))
_OTHERS = re.compile(
    r"[省市县区州镇乡村园局院所校会队港]$|企业|公司$|项目|产品|品牌|产业|中心|基地|平台|工程|城市|我们|全部|经济|人$|家$|户$|者$|个$|技术|行业|"
    r"体系|系统|商标|景区|服务|大学|医院|学院|实验室|产值|收入|全国|等$|更多|疫苗|激素|[药厂牌矿禽]$|(?:运输|加工|利用|生产|研发|IPO)$|都要|[亩户人地年月日平]均$|[其并还也将已每]"
)
_CONFIDENCE, _LONGEST = 0.75, 8


def find_framed(scan: Scan, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> list[Candidate]:
    """Find the companies of these frames, in the order of the text."""
    found: list[Candidate] = []
    if not _ANY.search(scan.text):
        return found
    for match in _NAMED.finditer(scan.text) if _WORDS.search(scan.text) and _KINDS.search(scan.text) else ():
        found += _in_list(scan, match.start("who"), match.end("who"), patterns, vocabulary)
    for pattern, free in ((_DOES, False), (_LEADS, True)) if _BUSINESS.search(scan.text) else ():
        for match in pattern.finditer(scan.text):
            if free and _NO_LEADER.search(match["who"]):
                continue
            found += _in_list(scan, match.start("who"), match.end("who"), patterns, vocabulary, free=free)
    if not _DEALS.search(scan.text):
        return found
    for pattern, group in ((_BOUGHT, "whom"), (_SOLD, "who")):
        for match in pattern.finditer(scan.text):
            found += _in_list(scan, match.start(group), match.end(group), patterns, vocabulary)
    return found


def _in_list(
    scan: Scan, start: int, end: int, patterns: OrganizationPatterns, vocabulary: Vocabulary, *, free: bool = False
) -> list[Candidate]:
    """Give the items of a list of short names that are no ordinary words; every item must look like a name.

    `free` lets the list begin and end inside words: 以沣|山为 is cut 以沣山|为 where nobody knows 沣山.
    """
    items = []
    place = start
    for name in re.split("[、和与]", scan.text[start:end]):
        items.append((place, place + len(name)))
        place += len(name) + 1
    loose = {start, end} if free else set()
    if not all(_may_be_firm(scan, *item, patterns, loose) for item in items):
        return []
    odd = [item for item in items if _is_odd(scan, *item, vocabulary)]
    return [Candidate(*item, "company", "list", _CONFIDENCE) for item in odd]


def _may_be_firm(scan: Scan, start: int, end: int, patterns: OrganizationPatterns, loose: Collection[int]) -> bool:
    text = scan.text[start:end]
    if not 2 <= len(text) <= _LONGEST or _OTHERS.search(text):
        return False
    if any(place not in scan.bounds and place not in loose for place in (start, end)):
        return False
    # single characters count things as often as they name them: 缸|套
    words = (part for part in scan.parts(start, end) if len(part) > 1 or part in FUNCTION_WORDS)
    return not any(word in patterns.left_stops or word in patterns.never_inside for word in words)


def _is_odd(scan: Scan, start: int, end: int, vocabulary: Vocabulary) -> bool:
    parts = scan.parts(start, end)
    if any(hit.role == "context" and hit.end == end and hit.type == "company" for hit in scan.hits_at(start)):
        return True
    if vocabulary.is_known_place(scan.text[start:end]):
        return False
    return any(len(part) == 1 or not vocabulary.is_common(part) for part in parts)
