"""Levels and sizes: put another one on what was named before."""

from __future__ import annotations

import re

from pipeline.facts.naming.phrases.verbs import leading_verb
from pipeline.facts.patterns import LEVEL_WORD, Patterns

_LEVEL_ONLY = re.compile(rf"^(?:[^，]{{0,2}}(?:新增|新获批|获批|培育|认定|创建))?(?P<level>{LEVEL_WORD})(?:的)?$")
_LEVEL_LEAD = re.compile(
    r"^(?:新增|新获批|获批|培育认定|认定|培育|创建|争创|新认定|入选|获评|建成|建有|"
    r"拥有)?(?P<level>国家级|省级以上|省级|市级以上|市级|县级以上|县级|区级|国家|自治区级)"
)
_LEVEL_AFTER = re.compile(
    r"^(?:累计|共|已)?(?:新增|新获批|获批|培育认定|认定|培育|创建|争创|新认定|入选|获评|建成|建有|"
    r"拥有|完成|实施|选派|引进|新建|设立|组建|建设)?"
)
_OF_ALL_KINDS = re.compile(r"^(?:各级各类|各级|各类)")
_CLASS = re.compile(
    r"(?P<base>(?:总?投资|产值|营收|收入|纳税|税收)?)(?:超过?|过)?[\d.十百千万亿]+元(?:[—至-][\d.十百千万亿]+元)?及?"
    r"(?:以[上下])?的?"
)
_PRIZE = re.compile(r"(?:[特一二三四]等|[金银铜])(?P<kind>[奖牌])")
_PRIZE_BEFORE = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:[特一二三四]等|[金银铜])(?P<kind>[奖牌])$")
_GRADE = re.compile(r"[特一二三四五甲乙丙][级类等]")
_GRADE_INSIDE = re.compile(r"(?<!等)[特一二三四五甲乙丙][级类等](?=[\u4e00-\u9fff]{2})")
_OVER = re.compile(r"(?:超过?|突破|过)[\d.十百千万亿]+元")
# 省级乡村振兴先进乡镇2个、示范村9个: titles that are given to places, or to others, in the same matter
_TITLE = r"(?:[三四五]?星级)?(?:示范性?|先进|特色|试点|重点|节点|样板|标杆|精品|模范|优秀)"
_PLACE_KIND = (
    r"(?:县（[市区、]+）|乡（镇）|镇（[街乡]）|县市|市县|县区|乡镇|镇街|[县市区乡镇]|村[屯社居]?|社区|街道|街区|小区)"
)
_TITLED = re.compile(
    rf"(?P<title>{_TITLE})(?:(?P<place>{_PLACE_KIND})|企业|单位|户|家庭|学校|合作社|家庭农场|项目|基地|园区)"
)
_TITLED_BEFORE = re.compile(
    rf"(?P<front>.{{2,}}?)(?P<title>{_TITLE})(?:(?P<place>{_PLACE_KIND})|[\u4e00-\u9fff]{{1,4}})"
)
_SAME_TITLE = ("示范", "标杆", "试点")
"""Titles that others than places share with those before them: 示范县, 示范企业."""


def is_level_only(phrase: str) -> bool:
    """Tell whether a phrase only names a level (国家级, 省级以上)."""
    return bool(_LEVEL_ONLY.match(phrase))


def combine_level(before: str, level: str) -> str:
    """Put another level on an indicator: (新增国家级高新技术企业, 省级) -> 新增省级高新技术企业."""
    match = _LEVEL_ONLY.match(level)
    word = match["level"] if match else level
    if word in ("国家", "省", "市", "自治区"):
        word += "级"
    found = _LEVEL_LEAD.match(before)
    if found:
        return before[: found.start("level")] + word + before[found.end("level") :]
    inside = re.search(LEVEL_WORD.replace("|国家|省|市|自治区)", ")"), before)
    if inside:
        return before[: inside.start()] + word + before[inside.end() :]
    verb = _LEVEL_AFTER.match(before)
    at = verb.end() if verb else 0
    return before[:at] + word + _OF_ALL_KINDS.sub("", before[at:])


def complete_like(before: str, noun: str) -> str:
    """Lend the front of what was named before to a noun like it; empty where it is not like it.

    (历史文化名镇, 名村) -> 历史文化名村; (营业收入超百亿元的企业, 超千亿元的企业) -> 营业收入超千亿元的企业.
    """
    if _GRADE.fullmatch(noun) and (graded := _GRADE_INSIDE.search(before)):
        return before[: graded.start()] + noun + before[graded.end() :]
    over, class_before = _OVER.match(noun), _OVER.search(before)
    if over and class_before:
        thing = before[class_before.end() :] if noun[over.end() :] in ("", "的") else ""
        return before[: class_before.start()] + noun.removesuffix("的" if thing else "") + thing
    if (prize := _PRIZE.fullmatch(noun)) and (won := _PRIZE_BEFORE.search(before)) and won["kind"] == prize["kind"]:
        return before[: won.start()] + noun
    if front := _front_of_title(before, noun):
        return front + noun
    kind = re.fullmatch(r"(?P<stem>[\u4e00-\u9fff]{0,2})[县乡镇村]", noun)
    place = re.fullmatch(r"(?P<front>.{2,}?)(?:乡镇|[县乡镇村])", before)
    alike = kind and place and place["front"].endswith(kind["stem"]) and before[-1] != noun[-1]
    return place["front"].removesuffix(kind["stem"]) + noun if kind and place and alike else ""


def _front_of_title(before: str, noun: str) -> str:
    """Give what stands before the title of one thing and holds for the next: 省级乡村振兴, 先进乡镇, 示范村."""
    titled = _TITLED.fullmatch(noun)
    first = _TITLED_BEFORE.fullmatch(before) if titled else None
    if titled is None or first is None:
        return ""
    same = any(title in titled["title"] and title in first["title"] for title in _SAME_TITLE)
    places = first["place"] and titled["place"]
    return first["front"] if places or (same and (first["place"] or before[-2:] == noun[-2:])) else ""


def combine_class(before: str, size: str, patterns: Patterns) -> str:
    """Put another size on a thing: (新开工亿元以上项目, 10亿元以上) -> 新开工10亿元以上项目."""
    if found := _CLASS.search(before):
        base = found["base"] if size[0] in "超过一二三四五六七八九十百千万亿0123456789" else ""
        return before[: found.start()] + base + size + before[found.end() :]
    verb = leading_verb(before, patterns)
    return verb + size + before[len(verb) :]
