"""Phrases that weak rules or the model take for names, though they count things, name places or only describe."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.organizations.projects import PLACES
from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.resources.organization_patterns import OrganizationPatterns

# 三大交易中心, 第二家基金小镇, 县乡两级农信社: counted, not named.
_COUNTED = re.compile(
    r"综合性(?:大学|医院)|^综合性(?!国家)|^(?:一批|若干|几[个家所])|^一大[一二三四五六七八九]|[两三四五六七八九十]大(?![队道集])|第[一二三四五六七八九十]+[家个所座]|[两三四]级(?!甲|乙)|"
    r"^(?:\d+|[两三四五六七八九十])个|[百十]强|最[佳具美]|高能级|高精尖|这一"
)
# 住宅小区配套幼儿园, 省示范高中, 某市公立医院: any one of a class
_CLASS_OF = {
    "school": re.compile(r"小区|配套|配建|普通高中|薄弱|城镇|镇区|新一轮|品质|示范学校"),
    "hospital": re.compile(r"^[一二三]级|(?:公立|三甲|定点|研究型|股份制)医院$|^国家.{0,6}(?:区域医疗|医学)中心$"),
    "university": re.compile(r"型(?:综合)?大学|^国家示范.{0,4}学院"),
    # where goods are moved or crops are grown nothing is invented
    "platform": re.compile(
        r"(?:物流|农业|农产品|粮食|养殖|畜牧|循环经济)(?:产业|加工|现代|示范|国际|生态|综合){0,2}园区?$|"
        r"[和及].{0,4}保税物流中心"
    ),
}
_ACTS = re.compile(
    r"(?:正式|成功|已|全面)*(?:跻身|入选|获批|获评|荣获|成为|晋升|升级为|揭牌|挂牌|开园|运行|运营|被|步入)"
)
# What a company's name never goes before: 中国国际物流|节, 雁门农牧|交错带, 川黔电力|互济, 数实|融合.
_NO_COMPANY_AFTER = re.compile(
    r"融合|[一-龥]?(?:铁路|高铁|城际)|地区(?!总部)|特派|(?<!地)区(?!域)|节(?!能|水|电)|集散|药(?!业|厂|房)|交错|专用[道线]|互济|测量|卫生法|论坛|大会|大赛|[一-龥]{1,6}(?:博览会|交易会|洽谈会|展销会)|争霸|联赛|[两三四]市|等地|"
    r"城市群|一体化|区域(?!总部)|[一-龥]{0,2}(?:大通道|枢纽|走廊)|(?![上开入股])[一-龥]?市(?=[，。；、缔结])|(?:文化|体育)中心|"
    r"(?:智慧|创新)新?城|英才|副职|(?<=科技)(?:小镇|创新(?:基地|高地)|文化广场)|别墅|故居|的(?:良好|浓厚|社会)+(?:氛围|风尚|局面)"
)
# 国际海洋 and 中东欧国家 stand for no firm, whoever says so.
_WIDE_START = re.compile(r"国际|全国|世界|全球|海峡两岸|中东欧|东盟")
# Water and ground: what the model alone calls a company is none (云溪湾, 安平堤).
_GROUND_TAIL = re.compile(r".[一-龥](?:[湖堤渠河江湾滩峡]|(?<!宾)馆|航道|公路|铁路|大道|路|赛|航班|院校)$")
# What a town builds is no firm, whatever list it stands in: 棠溪水库, 引棠济潭二期, 棠三小.
_WORKS_TAIL = re.compile(
    r"(?:水库|水厂|供水|城际|景观|(?:奥体|体育|文化|会展)中心)$|^引.济.|^或|大所$|[一二三四五六七八九十][中小]$"
)
_FROM_LISTS = frozenset({"list", "model", "project"})
_JUDGED = frozenset({"model", "project"})
_TOLD = frozenset({"model", "memory"})
# 川滇黔桂, 京津冀三省: provinces beside each other, and how many they are.
_PROVINCES = re.compile(rf"(?!中..$)(?=.{{3}})(?:{PLACES.pattern})+(?:$|[两三四五]省)")
_SLOGAN = re.compile(r"(.).\1.\1|.有.力$")
"""沿山沿河沿路, 改有动力."""
_SHORT_LATIN = 3


def is_generic(
    scan: Scan, item: Candidate, parts: list[str], patterns: OrganizationPatterns, vocabulary: Vocabulary
) -> bool:
    """Whether the candidate counts, describes or places something instead of naming an organization."""
    text = scan.text[item.start : item.end]
    of_class = _CLASS_OF.get(item.type)
    if _COUNTED.search(text) or (
        of_class and of_class.search(text) and not _is_acting_park(scan, item, parts, vocabulary)
    ):
        return True
    if item.type != "company":
        return False
    if _NO_COMPANY_AFTER.match(scan.text, item.end):
        return True
    if item.rule in _FROM_LISTS and _WORKS_TAIL.search(text):
        return True
    if _SLOGAN.match(text) or _PROVINCES.match(text):
        return True
    if item.rule in _TOLD and (text.endswith("产业") or (text.endswith("建设") and vocabulary.is_place(parts[0]))):
        return True  # 清洁载能产业, 商河建设
    if item.rule not in _JUDGED or text.endswith(patterns.company_endings):
        return False
    if text.isascii() and len(text) <= _SHORT_LATIN:
        return True  # PPP, LNG
    if _GROUND_TAIL.search(text) or vocabulary.is_known_place(f"{text}区"):
        return True
    if item.rule != "model":
        return text[:2] in patterns.left_stops and len(text) > len(text[:2])
    return _WIDE_START.match(text) is not None and (_ends_like_a_firm(scan, item) or _is_ordinary(parts, vocabulary))


def _is_acting_park(scan: Scan, item: Candidate, parts: list[str], vocabulary: Vocabulary) -> bool:
    """Whether a park that a place names opens a clause which tells what became of it: 云川现代物流园跻身…."""
    return (
        item.type == "platform"
        and vocabulary.is_known_place(parts[0])
        and (not item.start or scan.text[item.start - 1] in "，。；：、")
        and _ACTS.match(scan.text, item.end) is not None
    )


def is_made_of_words(scan: Scan, item: Candidate, parts: list[str], vocabulary: Vocabulary) -> bool:
    """Whether what the model alone takes for a company is made of several ordinary words: 综合整治, 东大木业."""
    return (
        item.rule == "model"
        and item.type == "company"
        and len(parts) > 1
        and not _ends_like_a_firm(scan, item)
        and _is_ordinary(parts, vocabulary)
    )


def _is_ordinary(parts: list[str], vocabulary: Vocabulary) -> bool:
    # single characters in a row are no words: 禾|木|医疗
    coined = any(len(first) == len(second) == 1 for first, second in pairwise(parts))
    return not coined and all(vocabulary.is_common(part) for part in parts)


def _ends_like_a_firm(scan: Scan, item: Candidate) -> bool:
    hits = scan.hits_between(item.start + 1, item.end)
    return any(hit.end == item.end and hit.role == "suffix" and hit.type == "company" for hit in hits)
