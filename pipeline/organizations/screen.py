"""What the model and the weak rules may not claim: plain words, places, industries, phrases with verbs inside."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.organizations.begins import FUNCTION_WORDS, LEADING_VERBS, LEVELS
from pipeline.organizations.generic import is_generic
from pipeline.organizations.joints import cut_further, cut_joint
from pipeline.organizations.local_parts import local_end
from pipeline.organizations.names import FIRM_BEHIND, campus_end, is_ranking, tail_end
from pipeline.organizations.plain import is_known, is_plain, is_vouched
from pipeline.organizations.report_places import FROM_WORDS
from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.organizations.weigh import NOT_A_LEVEL
from pipeline.resources.organization_patterns import OrganizationPatterns

_TRUSTED = frozenset({"gazetteer", "gazetteer_context", "government", "government_list", "zone"})
# 兴电子 in 促化工、兴电子 and 投硬科技: a verb of one character with what it is done to.
_VERB_FIRST = frozenset("促稳强兴扩优育引投占抓攻补延拓建")
_CLOSED = "）)"
_BRANCHING = frozenset({"university", "hospital", "institute", "school", "platform"})
# 甲汽车、乙玻璃产业集群 lists industries too, without 等.
_CLUSTERS = re.compile(r"(?<=、)[^，。；：、]{0,8}(?:产业集群|特色产业(?!小镇|园|基地|项目))")
# Where another list ends: firms closed by 等企业 stand before the industries that they are in.
_OTHER_LIST = re.compile(r"(?<![平高同对相均优初中])等")
_MARKS = frozenset("，。；：、！？*＊")
_JOINTS = frozenset({"和", "与", "及", "以及"})
# A、B等产业 lists industries; A、B等产业龙头企业 lists companies, A、B等项目填补产业空白 what they build.
_INDUSTRIES = re.compile(
    r"等(?:(?!企业|公司|项目)[^，。；、等]){0,10}?"
    r"(?:产业|集群|行业|领域|业态|产品|品类|制造业|服务业)(?!龙头|化|项目|基地|园|链|骨干|重点)"
)
# 贵阳科技大厦 is a building, 翠峦绿色食品加工 an industry.
_INDUSTRY_AFTER = re.compile(r"产业(?!园|基地|项目)|行业|零售|消费|集群|综合[^体]|大?市场|口岸|体系|加工|大厦|园区")
# 晶硅光伏产业产值: what is measured is an industry
_BY_FORM = frozenset({"model", "suffix_company"})
_OF_INDUSTRY = re.compile(r"产业(?:总?产值|增加值|集群|规模|营收|营业收入)")
# 省级创新平台, 省重点实验室 and 市科技创新平台 are classes, 国家自然科学基金 is money.
_CLASS = re.compile(
    r"(?:国家|省|市|县|区|州|[省市部国]部?家?级(?:以上|及以上)?)(?:重点|工程|联合|企业|博士后|院士|专家){0,2}"
    r"(?:实验室|(?:技术)?研究中心|技术中心|技术创新中心|(?:科研)?工作站|孵化器|众创空间)$|"
    r"[省市县区]级?(?:科技|创新|中试|孵化|研发|产业|双创){1,3}(?:平台|基地|载体)$|"
    r"(?:国家|省|市)?(?:自然|社会|哲学社会)科学(?:联合)?基金$|"
    r"国家(?!大学)[\u4e00-\u9fff]{2,10}(?:科技园区|产业园区?)$|"
    r".*(?:基层|公安|社区|农村|乡镇|城区|枫桥式|全[省市县区州])派出所$|"
    r"[省市县区](?:特色|示范性?|优质|标准化)[\u4e00-\u9fff]*(?:学校|高中|小学|幼儿园|医院)$"
)
_NEVER_JOINED = frozenset({"company", "school", "hospital", "university"})
_OF_ONE_FIELD = ("园", "园区", "平台")
"""Unlike a laboratory (材料和制造国家实验室) none of them is called by two fields."""
_LIST_REACH = 80
# What opens a project and ends like this is a place: 五缘湾, 东澳岛南.
_PLACE_ENDS = frozenset("湾岛滩洲峡沟坪坝嘴寨屯东南西北藏")
_LOOSE = frozenset({"model", "project", "list"})
"""Rules that may take in what stands before a name."""
_WITH_VERB, _VOUCHED, _COINED = 3, 0.55, 0.9
_HOME_SIZES, _SHORTEST_ABROAD = (5, 4, 3, 2), 2
_ANY_FIRM, _FIRM_SIZE = ("公司", "集团"), 2
_DO_WELL = ("抓好", "做好", "用好", "建好", "办好")


def screen_candidates(
    scan: Scan, candidates: list[Candidate], patterns: OrganizationPatterns, vocabulary: Vocabulary
) -> list[Candidate]:
    """Keep what may be a name, mended where only its ends are wrong."""
    kept = []
    plain: list[Candidate] = []
    for item in candidates:
        if scan.text[item.start : item.end] in patterns.no_names:
            continue
        if item.rule in _TRUSTED:
            kept.append(item)
            continue
        mended = _mend(scan, item, patterns, vocabulary)
        if mended is None or scan.text[mended.start : mended.end] in patterns.no_names:
            continue
        if is_known(scan, mended):
            kept.append(_retype(scan, mended))
        elif _may_be_name(scan, mended, patterns, vocabulary):
            (plain if is_plain(scan, mended, patterns, vocabulary) else kept).append(_retype(scan, mended))
    vouched = [item for item in plain if is_vouched(scan, item, kept, patterns)]
    return kept + [replace(item, confidence=max(item.confidence, _VOUCHED)) for item in vouched]


def _retype(scan: Scan, item: Candidate) -> Candidate:
    """中国声谷 and 北斗云谷 are parks, though built like a company's short name."""
    is_valley = item.rule == "model" and item.type == "company" and scan.text[item.end - 1] == "谷"
    return replace(item, type="platform") if is_valley else item


def _mend(scan: Scan, item: Candidate, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> Candidate | None:
    """Cut off what cannot begin a name and close an open bracket; None where no name is left."""
    start, end = item.start, item.end
    if not _MARKS.isdisjoint(scan.text[start:end]):
        return None
    place = start
    for part in scan.parts(start, end):
        place += len(part)
        leads = item.rule == "model" and place - len(part) == start and _leads(part, patterns)
        if part in patterns.never_inside or leads:
            start = place
    first = scan.part_at(start, end) if start < end else ""
    start += _verb_length(scan.text, start, end, patterns)
    if first[:1] in FUNCTION_WORDS and item.rule in _LOOSE and not vocabulary.is_word(first):
        start += 1
    if item.type == "company" and item.rule in _LOOSE:
        start = _behind_home(scan, start, end, patterns)
    start = cut_joint(scan.text, start, end, item.rule)
    end = cut_further(scan.text, start, end)
    if end - start < 2:
        return None
    inside = scan.text[start:end]
    opened = inside.count("（") + inside.count("(")
    if opened > inside.count("）") + inside.count(")"):
        if not scan.text.startswith(tuple(_CLOSED), end):
            return None
        end += 1
    kind = item.type
    firm = FIRM_BEHIND.match(scan.text, end) if kind == "company" else None
    if firm:  # 五菱汽车|公司: the name goes on
        end = firm.end()
    elif kind == "company" and item.rule in _LOOSE:
        end = tail_end(scan, start, end, patterns)
    if kind in _BRANCHING and item.rule.startswith("suffix"):
        end = campus_end(scan.text, end)  # 云溪医院|金山院区
        if kind == "platform":
            end = local_end(scan.text, end, vocabulary)
    if scan.text[end - 1] in _CLOSED:  # 天穹信息（安徽）研究院: the name goes on behind the bracket
        suffix = max((hit for hit in scan.hits_at(end) if hit.role == "suffix"), key=lambda hit: hit.end, default=None)
        if suffix is not None:
            end, kind = suffix.end, suffix.type
    return item if (start, end) == (item.start, item.end) else replace(item, start=start, end=end, type=kind)


def _verb_length(text: str, start: int, end: int, patterns: OrganizationPatterns) -> int:
    """Give the length of a verb that a segmenter joined to the name: 做强|佛慈制药, 抓好|九旭中药."""
    if leading := LEADING_VERBS.match(text, start, end):
        return leading.end() - start
    if end - start > _WITH_VERB and text[start : start + 2] in patterns.never_inside:
        return 2
    return 1 if text.startswith(_DO_WELL, max(0, start - 1)) and end - start > 2 else 0


def _behind_home(scan: Scan, start: int, end: int, patterns: OrganizationPatterns) -> int:
    """Give where a firm's own name begins that is told to be from abroad: 瑞典|沣岚, but 荷兰银行 is one name."""
    # a segmenter may take 德国西门子 for one word
    home = next((size for size in _HOME_SIZES if scan.text[start : start + size] in patterns.homes_abroad), 0)
    behind = start + home + scan.text.startswith(" ", start + home)  # 韩国 SK
    rest = scan.text[behind:end]
    return behind if home and len(rest) >= _SHORTEST_ABROAD and rest not in patterns.suffixes else start


def _leads(part: str, patterns: OrganizationPatterns) -> bool:
    return part in patterns.left_stops and (len(part) > 1 or part in FUNCTION_WORDS)


def _may_be_name(scan: Scan, item: Candidate, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> bool:
    text = scan.text[item.start : item.end]
    parts = scan.parts(item.start, item.end)
    if is_ranking(scan.text, item.start, item.end):
        return False
    numbered = item.rule == "suffix_school"  # 五中 in a list of schools
    if text in patterns.suffixes and not numbered and not item.type == patterns.suffixes[text] == "company":
        return False  # 创客空间 is what anybody may have
    if NOT_A_LEVEL.match(text) or _CLASS.match(text):
        return False
    if text[:-_FIRM_SIZE] in patterns.homes_abroad and text.endswith(_ANY_FIRM):
        return False  # 美国公司
    if item.rule == "model" and not _is_formed(scan, item, parts, patterns):
        return False
    if _is_joined(scan, item, parts, vocabulary) or is_generic(scan, item, parts, patterns, vocabulary):
        return False
    if item.rule == "project" and text[-1] in _PLACE_ENDS:
        return False
    inner = parts[:-1]
    if item.type == "school" and inner and inner[0] not in LEVELS and patterns.generic_parts.issuperset(inner):
        return False  # 普惠性幼儿园
    if item.type == "company" and item.rule in FROM_WORDS and _is_verb_first(parts, vocabulary):
        # 建龙|钢铁公司 is known, and of 兴禾 in a list of projects the model is sure, too
        coined = item.rule == "project" and item.confidence >= _COINED
        if not coined and not scan.names_at(item.start):
            return False
    if item.type == "company" and item.rule in _BY_FORM and _OF_INDUSTRY.match(scan.text, item.end):
        return False
    if item.type == "company" and item.rule in FROM_WORDS and not text.endswith(patterns.company_endings):
        if _INDUSTRY_AFTER.match(scan.text, item.end) and vocabulary.is_place(parts[0]):
            return False
        if any(start <= item.start and item.end <= end for start, end in _industry_lists(scan.text)):
            return False
    return True


def _is_verb_first(parts: list[str], vocabulary: Vocabulary) -> bool:
    """Whether a verb of one character stands before ordinary words: 兴电子, 占电力."""
    behind = [part for part in (parts[0][1:], *parts[1:]) if part]
    return parts[0][0] in _VERB_FIRST and all(vocabulary.is_common(part) for part in behind)


def _is_joined(scan: Scan, item: Candidate, parts: list[str], vocabulary: Vocabulary) -> bool:
    """Whether two things are named; one character before 和 is a brand's (盛和酒业, also 上海|盛和)."""
    place = item.start
    brand = place + (len(parts[0]) if vocabulary.is_known_place(parts[0]) else 0)
    for part in parts:
        if part in _JOINTS and place - item.start > 1 and place - brand != 1:
            closed = any(hit.end == place and hit.role == "suffix" for hit in scan.hits_between(item.start, place))
            if item.type in _NEVER_JOINED or (item.rule == "model" and closed):
                return True
            if part == "和" and item.type == "platform" and scan.text.endswith(_OF_ONE_FIELD, item.start, item.end):
                return True
        place += len(part)
    return False


def _is_formed(scan: Scan, item: Candidate, parts: list[str], patterns: OrganizationPatterns) -> bool:
    """What only the model claims must be built like a name of its type."""
    if item.type == "company":
        return not all(part in patterns.generic_parts for part in parts)
    ends = [hit for hit in scan.hits_between(item.start, item.end) if hit.end == item.end]
    if any(hit.start == item.start and hit.role == "suffix" for hit in ends):
        return False  # 计算中心 is what anybody may have
    bracketed = scan.text[item.end - 1] in _CLOSED
    return bracketed or any(hit.role in {"suffix", "body", "zone"} for hit in ends)


def _industry_lists(text: str) -> list[tuple[int, int]]:
    """Give the spans of the lists whose closing noun says that they list industries or products."""
    spans = [
        (max(text.rfind(mark, 0, end.start()) for mark in "，。；：") + 1, end.end())
        for end in (_CLUSTERS.finditer(text) if "集群" in text or "特色产业" in text else ())
    ]
    if "等" not in text:
        return spans
    for end in _INDUSTRIES.finditer(text):
        reach = max(0, end.start() - _LIST_REACH)
        start = max(text.rfind(mark, reach, end.start()) for mark in "，。；：,;:")
        other = max((match.start() for match in _OTHER_LIST.finditer(text, reach, end.start())), default=-1)
        spans.append((max(start, other) + 1, end.start()))
    return spans
