"""Parks and schools that a word of their own names (沣岚湾科技城, 棠汇中学), world bodies, what its deeds tell."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary

_PARKS = ("园", "园区", "科技城", "科学城", "孵化器", "众创空间", "加速器")
_SCHOOLS = ("中学", "小学", "高中", "学校")
_OWN_WORD = re.compile(r"[\u4e00-\u9fff]{2,4}")
# 碳基新|材料 is cut wrong, 甲等县域 is a list
_NO_NAME = re.compile("等|基新")
_DOUBTED, _ENOUGH, _SHORTEST = 0.2, 0.55, 2
# 甲研究院等6个国家级平台, 甲产业园获评…: an example of its class, or one that something happens to by itself
_ONE = re.compile(
    r"等\d{1,3}[余多]?[个家所][^，。；、]{0,12}?(?:平台|机构|院所|载体|园区|中心)|获批|入选|获评|揭牌|成为|被(?:认定|评|列)为"
)
_SPECIFIC, _MEMBERS, _OPENS = 0.38, frozenset({"suffix_platform", "suffix_institute"}), frozenset("，。；、")
# what a firm runs, and not what it makes: 砚岚创新中心, but 砚岚产业园 is told by its firm
_RUN = ("创新中心", "研发中心", "研究中心", "技术中心", "研究院", "研究所", "实验室", "工作站")
_SURE = 0.7
# 中国砚谷 is a park where it is no aim and no title
_VALLEY = re.compile(
    r"(?<![造创获为成])(?<![造创获为成]“)中国[\u4e00-\u9fff]{1,2}谷(?![物底地城]|小镇|”?(?:之称|称号|品牌|美誉))"
)
_IS_VALLEY = 0.8
_RULES = _MEMBERS | {"suffix_school"}
# 中意砚湖产业园, 粤澳（临江）创新园: called by the two countries or provinces that build it; 中日等产业园 are several
_PAIR = re.compile(
    r"(?:中(?!加[快强大]|西部|新[建增型]|老[年旧])[德英法意俄日韩新以瑞荷丹芬白匈捷波奥西哈乌马印泰缅越老柬埃沙阿澳美加巴]|"
    r"(?!苏宁)[粤桂琼苏沪浙闽鲁皖川渝京津冀黔滇藏陕甘疆宁湘赣][港澳台桂黔滇川渝藏疆青宁甘陕]|苏[沪浙皖])"
    r"(?:[（(][\u4e00-\u9fff·—]{2,12}[）)])?(?:(?!产业园|[和与及的在为等将了已])[\u4e00-\u9fff]){0,12}?"
    r"(?:产业园|科技园|创新园|合作园|创业园|软件园|生态园|工业园)(?:区(?!域))?"
)
_IS_PAIR = 0.8
_WORLD_LAST = re.compile("会(?<=联合会|理事会|促进会)|[协学]会|联盟|合作组织")
_WORLD = re.compile(
    r"(?:世界|国际|全球|亚洲|亚太)(?!专业|友好|金融|友人|机构|知名|重要|主要|各类|有关|行业|级|性|商|化)"
    r"(?:(?![和与及等的在将了为对]|会议|大会|博览会|展会|论坛)[\u4e00-\u9fff]){2,10}?"
    r"(?:联合会|协会|理事会|学会|联盟|促进会|合作组织)(?![制会员]|[\u4e00-\u9fff]{2,6}(?:中心|基地|分会))"
)
_IS_WORLD_BODY = 0.8


def find_world_bodies(text: str) -> list[Candidate]:
    """Find associations of the whole world (国际绣艺协会), but no class of them (国际金融组织, 国际专业协会)."""
    if not _WORLD_LAST.search(text):
        return []
    return [Candidate(*match.span(), "other", "suffix_other", _IS_WORLD_BODY) for match in _WORLD.finditer(text)]


def find_valleys(text: str) -> list[Candidate]:
    """Find the parks that are called a valley of the country."""
    if "谷" not in text:
        return []
    return [Candidate(*match.span(), "platform", "suffix_platform", _IS_VALLEY) for match in _VALLEY.finditer(text)]


def find_pairs(scan: Scan) -> list[Candidate]:
    """Find the parks that are called by two countries or provinces (中意砚湖产业园)."""
    if "园" not in scan.text:
        return []
    return [
        Candidate(*match.span(), "platform", "suffix_platform", _IS_PAIR)
        for match in _PAIR.finditer(scan.text)
        if match.start() in scan.bounds
    ]


def support_own_words(scan: Scan, found: list[Candidate], vocabulary: Vocabulary) -> list[Candidate]:
    """Raise what begins with a word of its own or does what only one of its kind does, where no firm is there."""
    unsure = [item for item in found if _DOUBTED <= item.confidence < _ENOUGH and item.rule in _RULES]
    if not unsure:
        return found
    sure = [item for item in found if item.confidence >= _ENOUGH]
    firms = {item.start: item for item in sure if item.type == "company" and item.confidence >= _SURE}
    raised = {item for item in unsure if item.start in firms and scan.text.endswith(_RUN, item.start, item.end)}
    owners = [replace(firms[item.start], rule="list") for item in raised]  # a list's names may own
    raised |= {
        item
        for item in unsure
        if (_is_one(scan.text, item) or (_is_park_or_school(scan.text, item) and _is_own(scan, item, vocabulary)))
        and not any(item.overlaps(other) for other in sure)
    }
    if not raised:
        return found
    return [*(replace(item, confidence=_ENOUGH) if item in raised else item for item in found), *owners]


def _is_park_or_school(text: str, item: Candidate) -> bool:
    if item.rule == "suffix_platform":
        return text.endswith(_PARKS, item.start, item.end)
    return item.rule == "suffix_school" and text.endswith(_SCHOOLS, item.start, item.end)


def _is_one(text: str, item: Candidate) -> bool:
    """Whether a specific institution opens an item and is an example of its class, or the subject of a verb."""
    opens = not item.start or text[item.start - 1] in _OPENS
    return opens and item.confidence >= _SPECIFIC and item.rule in _MEMBERS and _ONE.match(text, item.end) is not None


def _is_own(scan: Scan, item: Candidate, vocabulary: Vocabulary) -> bool:
    """Whether the first word is none of the dictionary's, but for short ones that reports do not use."""
    first, *rest = scan.parts(item.start, item.end)
    if len(first) == 1 and rest and len(rest[0]) == 1:
        first += rest[0]  # 沣|汇
    if (
        not _OWN_WORD.fullmatch(first)
        or vocabulary.is_common(first)
        or _NO_NAME.search(scan.text, item.start, item.end)
    ):
        return False
    return not vocabulary.is_word(first) or (len(first) == _SHORTEST and not vocabulary.is_used(first))
