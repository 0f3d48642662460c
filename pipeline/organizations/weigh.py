"""How sure it is that what ends in a known last word is a name: what stands before that word is weighed."""

from __future__ import annotations

import re

from pipeline.organizations.begins import LEVELS
from pipeline.organizations.scan import Hit, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.resources.organization_patterns import OrganizationPatterns
from pipeline.resources.pattern_ends import compile_ending

# An industry, not a company: 汽车产业, 兰州科技大市场.
_FIELD_AFTER = re.compile(
    r"产业|行业|企业|基地|零售|消费|集群|项目|产品|制造|研发(?!费|投|人|团)|领域|服务|工程|园|业|综合|[试示]|大?市场|运输|口岸|体系|合作|装备|总部|加工(?!厂)|重大专项|电池|零部件|配件"
)
# 省间 and 市内 are where something happens.
NOT_A_LEVEL = re.compile(
    r"[省市区县]（[省市区县、]+）|[省市区县州](?:间|内|外(?!经)|域|属|直(?!属)|级)|(?:国家|部|校|院)级|级"
)
_LOCAL = frozenset({"hospital", "school", "institute", "platform", "government"})
_SIDES = frozenset("东西南北")
_WIDE = frozenset({"中国", "国际", "全国", "全球", "世界"})
_OWNING = frozenset({"university", "institute", "hospital"})
# 省农科院 and 省歌舞剧院 need no word of their own: there is one at each level.
_ONE_OF_A_PROVINCE = ("农科院", "社科院", "林科院", "科学院", "剧院", "剧团", "乐团", "歌舞团", "出版社", "福利院")
_OWNED_LEVELS = frozenset({"国家", "省", "国家级", "省级"})
_FIRMS_OF_A_LEVEL, _SHORTEST_FIELD, _LEVEL_FIRM = ("公司", "集团"), 2, 0.75
_LONGEST_BRAND = 6
_OF_ONE_OWNER = frozenset({"实验室", "科技大市场", "科技要素市场"})
_CALLED_BY_A_WORD = frozenset({"university", "hospital"})
_LONGEST_NATIONAL = 4
_OF_ONE_PRODUCT = ("产品质量监督检验中心", "质量监督检验中心", "质量检验检测中心", "质检中心")
"""There is one in the country for each kind of goods: 国家石材产品质量监督检验中心."""
_COINED_FIRM, _COINED_OWNER = 0.72, 0.75
# A school may be called by any short word (文华中学) that tells no class of them.
_SCHOOL = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,3})(?:中学|小学|实验学校|外国语学校)")
_LISTED_OR_TO_BUILD = compile_ending(r"(?:[、和与]|建成|[新扩改迁续筹]建|引进|启动|完成)$")
_IN_LIST_OR_BUILT = re.compile(
    r"[、和与等（]|[\u4e00-\u9fff]{0,6}?(?:校区|分校|建设|建成|开工|竣工|[新扩改迁]建|投入|投用|启用|封顶|搬迁|招生|改造|开学)"
)


def weigh_name(scan: Scan, start: int, hit: Hit, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> float:
    """Weigh what stands before the suffix: 0 for a generic noun, above 0.5 for a name."""
    suffix, core = scan.text[hit.start : hit.end], scan.text[start : hit.start]
    parts = scan.parts(start, hit.start)
    named = bool(scan.names_at(start))
    if hit.role == "zone":
        return 0.85 if len(core) >= 2 and not all(part in patterns.left_stops for part in parts) else 0.0
    if (NOT_A_LEVEL.match(core) and not named) or (hit.type == "university" and core.endswith("国家")):
        return 0.0  # 云大国家大学|科技园
    if suffix in patterns.place_only_suffixes:
        return 0.8 if len(parts) == 1 and (vocabulary.is_known_place(core) or core in LEVELS) else 0.0
    if not named and all(part in patterns.generic_parts or part in LEVELS for part in parts):
        return _level_confidence(parts[0], core, suffix, hit, patterns)
    if suffix not in patterns.weak_suffixes:
        return 0.9 if len(core) >= 2 else 0.5
    if parts[0] in _SIDES and len(parts) > 1:
        parts = parts[1:]  # 西|太湖
    place = vocabulary.is_place(parts[0])
    coined = not place and not vocabulary.is_common(parts[0]) and parts[0] not in LEVELS
    if hit.type == "platform" and coined and any(part in _OWNED_LEVELS for part in parts[1:]):
        return _COINED_OWNER  # 鼎沃新材国家企业技术中心
    if any(part[-1] == "级" and part in patterns.generic_parts for part in parts):
        return 0.35  # 高新区省级大学科技园 tells what is wanted
    if hit.type == "company":
        return _company_confidence(scan, hit, parts, patterns, vocabulary, sure=named or place)
    in_brackets = hit.type == "institute" and core.endswith(("）", ")"))  # 鼎沃新材（临江）研究院
    if named or place or in_brackets or (hit.type == "platform" and _has_owner(scan, start, hit)):
        return 0.8
    # jieba joins what it does not know: 省沣能 in 省沣能投资平台
    joined = hit.type == "platform" and core[0] in "省市" and not vocabulary.is_word(parts[0])
    if parts[0] in LEVELS or joined:
        # 国家汽车质量监督检验中心 is the only one of its field
        specific = parts[0] != "国家" or len(core) > _LONGEST_NATIONAL or suffix.endswith(_OF_ONE_PRODUCT)
        return 0.75 if hit.type in _LOCAL and specific else 0.6
    if coined and (suffix in _OF_ONE_OWNER or hit.type in _CALLED_BY_A_WORD):
        return _COINED_OWNER  # 栖山实验室, 沣汇大学
    if hit.type == "school" and is_school_of_a_word(scan, start, hit.end, patterns):
        return _COINED_OWNER
    return 0.55 if len(core) >= 4 and hit.type in {"platform", "institute"} else 0.35


def is_school_of_a_word(scan: Scan, start: int, end: int, patterns: OrganizationPatterns) -> bool:
    """Whether a short word that tells no class of schools calls one that is built or listed: 扩建文华中学."""
    school = _SCHOOL.fullmatch(scan.text, start, end)
    if school is None or not (
        _IN_LIST_OR_BUILT.match(scan.text, end) or _LISTED_OR_TO_BUILD.search(scan.text[max(0, start - 2) : start])
    ):
        return False
    words = {school["word"], *scan.parts(start, school.end("word"))}
    return not any(words & known for known in (patterns.school_classes, patterns.generic_parts, patterns.left_stops))


def _has_owner(scan: Scan, start: int, hit: Hit) -> bool:
    """Whether a university, institute or hospital stands inside: 云溪医科大学药理重点实验室."""
    inside = scan.hits_between(start + 1, hit.start)
    return any(
        item.role == "suffix" and item.type in _OWNING and item.end < hit.start and len(scan.parts(start, item.end)) > 1
        for item in inside
    )


def _level_confidence(first: str, core: str, suffix: str, hit: Hit, patterns: OrganizationPatterns) -> float:
    """Weigh a name without a word of its own: 市一中 and 省大数据中心 name one thing, 重点实验室 does not."""
    if first not in LEVELS or (core in patterns.generic_parts and core not in LEVELS):
        return 0.0
    if core == first:
        return 0.8 if hit.type in {"hospital", "school"} or suffix.endswith(_ONE_OF_A_PROVINCE) else 0.0
    if suffix in _FIRMS_OF_A_LEVEL and first != "国家" and len(core) - len(first) >= _SHORTEST_FIELD:
        return _LEVEL_FIRM  # 省交通集团
    return 0.6 if len(core) >= 3 and hit.type in _LOCAL and suffix not in {"学校", "工作站"} else 0.0


def _company_confidence(
    scan: Scan, hit: Hit, parts: list[str], patterns: OrganizationPatterns, vocabulary: Vocabulary, *, sure: bool
) -> float:
    """Weigh a company whose last word is an industry as well (盛和酒业, 智网科技)."""
    suffix = scan.text[hit.start : hit.end]
    firm = suffix in patterns.company_endings
    if not firm and _FIELD_AFTER.match(scan.text, hit.end):
        return 0.2
    if len(parts) == 1 and parts[0] in _WIDE and not firm:
        return 0.0
    if scan.text.startswith("杯", hit.end):
        return 0.8  # who pays for the cup: 莲湖汽车杯
    if sure and (firm or len(parts) <= 2):
        return 0.8 if firm else 0.55
    if sure or parts[0] in LEVELS:
        return 0.6 if parts[0] in LEVELS and firm else 0.45
    unknown = any(not vocabulary.is_common(part) for part in parts)
    if not unknown or sum(map(len, parts)) > _LONGEST_BRAND:
        return 0.3
    begin = parts[0][:2]
    verb = begin in patterns.left_stops or begin in patterns.business_words
    return _COINED_FIRM if firm and not verb else 0.45
