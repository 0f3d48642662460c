"""Names told by their last word (…有限公司, …大学, …技术创新中心), with what stands before it weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.organizations.begins import find_begin
from pipeline.organizations.local_parts import placed_centres
from pipeline.organizations.numbered import find_numbered
from pipeline.organizations.scan import Candidate, Hit, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.organizations.weigh import weigh_name
from pipeline.resources.organization_patterns import OrganizationPatterns
from pipeline.resources.pattern_ends import compile_ending

# 中国旅游集团20强 is a list of companies.
RANKING = re.compile(r"\d+强")
# So is 中国化工潜力园区十强, whatever part of it looks like a name.
_NATION = ("中国", "全国")
_LAST_WORDS = frozenset({"suffix", "zone"})
_RANKING_AHEAD = re.compile(r"[一-龥]{0,8}?(?:\d+|[百十])强")
# The suffix is only a part of another word: 公司制, 市场化, 学校门口.
_PART_OF_WORD = (
    r"(?<=热电)联[产供]|[生化业界系型类级式性者员家局部厅城圈群链]|所(?<=院所)|主体(?!工程|结构|建筑|大楼|封顶|完工|竣工|落成|建成|已|基本)|监管|准入|经济|秩序|体系|机制|规则|需求|份额|占有|价格|竞争|感染|门口|"
    r"周边|伍|队|布局|制度|产品|标准|技术|行业|路|街|站|线|桥|机场|采购市场|集群|(?:、?[一二三四五六七]中)+全|全会"
)
_NO_NAME_AFTER = re.compile(_PART_OF_WORD)
_COUNT_AFTER = (
    r"(?:[达至]到?|共|各|超过|超|突破)?(?:总数)?[\d一二两三四五六七八九十百几]{1,6}(?:余|多)?[个家所座项户](?!项目)"
)
_ENDS_NO_NAME = re.compile(rf"{RANKING.pattern}|{_PART_OF_WORD}|{_COUNT_AFTER}")
_COUNT_BEFORE = compile_ending(
    r"[\d一二两三四五六七八九十百几数多]余?多?[个家所座项户间条批](?:[省市国县区]家?级|重点|新型|新|高水平){0,2}$"
)
_NUMERALS = "一二三四五六七八九十百余多几数两0123456789"
_MASK = compile_ending(r"[*＊×Xx]$")
_TAIL_BRACKETS = re.compile(r"[(（](?![一二三四五]期|以下|下文|后文|简称)(?:[\u4e00-\u9fff]{2,6}|[A-Z]型)[)）]")
_PLACE_BRACKETS = re.compile(r"[（(](?![一二三四五六]期)[\u4e00-\u9fff]{2,3}[)）]")
_BRANCH = re.compile(
    r"(?:(?![在新老各与和的及等第开])[\u4e00-\u9fff]){2,4}?(?:分院|分所|分中心|分校|校区|院区|分公司|分行|支行|分会|分局)(?![院所域])"
)
_PARK_DISTRICT = re.compile(r"(?<=园)区")
_BRACKETED_CENTRE = re.compile(
    r"(?:转移|质检|检测|检验|测试|研究|研发|创新|服务|技术|计算|数据|孵化)[(（][\u4e00-\u9fff]{2,4}[)）](?P<last>中心)"
)
_MEASURES = frozenset("个家项所座户名条批次年月日级届块张部件种类片台辆套吨亩人")
_BRACKETED = frozenset({"company", "platform", "institute", "university"})
_LOCAL_NAME = 2
_COMPANY_PARKS = ("产业园", "工业园", "物流园", "产业园区", "工业园区", "物流园区")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAN_PAIR = re.compile(r"[\u4e00-\u9fff]{2}")
_JOINTS_AND_MARKS = frozenset("和与及等的在为将已、，。；")
_MARKS_AFTER = frozenset("、，。；：！？（）“”") | {"等"}
# What a daughter of a known group is called by, where nothing but a mark follows: 飞鹤|乳品, but not 一汽新能源项目.
_INDUSTRY = re.compile(r"新材料|新能源|(?:生物)?能源|化学|乳品|建材|资源|智能|动力|医疗|显示|纺织|贵金属")
_ACTS = ("获批", "获评", "荣获", "入选", "成为", "降本", "上市", "增资", "扩产", "公司")
"""What only a firm does: 青拓|特钢获批."""
_WHOLE_FIELDS = ("新材料", "新能源")
_FIRM_WORDS = frozenset({"公司", "集团", "热电", "重装", "重机", "客车", "银行", "股份", "控股"})
_BEFORE = 16
"""As many characters before a name are looked at."""
# 沣禾|科技园, 沣禾|文旅小镇: what is built, not who builds it
_OF_A_SITE = re.compile("[园城镇]|小镇|广场|大厦")
# What a known firm makes or lays out, and no name of its daughter: 比亚迪|电芯, 沣康|澜园.
_PRODUCT_ENDS = frozenset("芯池车膜箔板管桩杆园")
FIRM_BEHIND = re.compile(r"(?:集团)?公司(?![制法化])|集团(?![军化式])")
"""With what the name of a firm goes on, wherever it was taken to end: 沣禾钢铁|公司."""


def find_names(scan: Scan, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> list[Candidate]:
    """Find the names that end in a known suffix, in the order of the text; weak ones with a low confidence."""
    longest: dict[int, Hit] = {}
    for hit in scan.hits:  # of those that end together the first one is the longest
        if hit.role in _LAST_WORDS:
            longest.setdefault(hit.end, hit)
    for hit in (*_bracketed_centres(scan.text), *placed_centres(scan.text, vocabulary)):
        longest.setdefault(hit.end, hit)
    found = []
    for end in sorted(longest):
        item = _build(scan, longest[end], patterns, vocabulary)
        if item is not None:
            found.append(item)
    found += find_numbered(scan, patterns, vocabulary)
    return _drop_inner(found) if len(found) > 1 else found


def _bracketed_centres(text: str) -> Iterator[Hit]:
    """Find 中心 behind a place in brackets (某大学国家技术转移（临江）中心), where it is the last word of a name."""
    if "）中心" in text or ")中心" in text:
        for match in _BRACKETED_CENTRE.finditer(text):
            yield Hit(match.start("last"), match.end(), "suffix", "platform")


def branch_end(text: str, end: int) -> int:
    """Give where a known name ends with the branch behind it: 恒丰银行扬州分行, 一汽解放（青岛）, 某科技园区."""
    return _go_on(text, end, _PLACE_BRACKETS, _BRANCH, _PARK_DISTRICT)


def campus_end(text: str, end: int) -> int:
    """Give where the name of a school or hospital ends with its part behind it: 云溪医院|金山院区."""
    return _go_on(text, end, _BRANCH)


def _go_on(text: str, end: int, *patterns: re.Pattern[str]) -> int:
    """Give where the first expression that matches at `end` ends; `end` where none does."""
    return next((match.end() for pattern in patterns if (match := pattern.match(text, end))), end)


def firm_end(scan: Scan, end: int, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> int:
    """Give where a company's name ends whose group is known: 紫金铜业, 一汽锡柴, 五菱汽车公司."""
    if scan.text.startswith(_WHOLE_FIELDS, end - 2):
        return end + 1  # 三祥新材|料
    behind = scan.hits_at(end)
    known = [hit.end for hit in behind if hit.role == "gazetteer" and hit.type == "company" and hit.end in scan.bounds]
    if known:
        return max(known)  # 某集团|临江石化: its daughter
    firms = [
        hit.end
        for hit in behind
        if hit.role == "suffix"
        and hit.type == "company"
        and (_is_firm(scan.text[hit.start : hit.end], patterns) or _closes_item(scan, hit.end))
    ]
    if firms:
        last = max(firms)
        return end if _NO_NAME_AFTER.match(scan.text, last) or last not in scan.bounds else last
    industry = _INDUSTRY.match(scan.text, end)
    if industry and _closes_item(scan, industry.end()):
        return industry.end()  # 恒力|新材料
    local = end + _LOCAL_NAME
    if end not in scan.bounds or local not in scan.bounds or not _HAN_PAIR.match(scan.text, end):
        return end
    name = scan.text[end:local]
    if name[-1] in _PRODUCT_ENDS or name[0] in "在驻赴":
        return end  # 比亚迪|电芯, 华为|在衡设立
    parts = scan.parts(end, local)
    usual = vocabulary.is_word(name) or vocabulary.is_used(name)
    if usual or any(part in patterns.left_stops or part in _JOINTS_AND_MARKS for part in parts):
        return end
    # a name goes up to a mark or a verb; what an everyday noun follows may be a product
    after = scan.token_at(local) if local < len(scan.text) else ""
    return local if not after or after in _MARKS_AFTER or after in patterns.left_stops else end


def tail_end(scan: Scan, start: int, end: int, patterns: OrganizationPatterns) -> int:
    """Give where a firm's name ends that goes on with its business: 沣禾|铝业, 沣禾|电子 before a mark or 等."""
    for hit in scan.hits_at(end):
        if hit.role != "suffix" or hit.type != "company" or hit.end not in scan.bounds:
            continue
        if _NO_NAME_AFTER.match(scan.text, hit.end) or _OF_A_SITE.match(scan.text, hit.end):
            continue
        whole = end - start == hit.end - end == _LOCAL_NAME and _closes_item(scan, hit.end)
        if whole or scan.text[end : hit.end] not in patterns.weak_suffixes:
            return hit.end
    return end


def _closes_item(scan: Scan, end: int) -> bool:
    """Whether the name ends at a mark or a joint: 某某电子和…, 某某油脂等项目; else it may be a product."""
    after = scan.token_at(end) if end < len(scan.text) else ""
    return after in _MARKS_AFTER or after in "和与" or scan.text.startswith(_ACTS, end)


def _is_firm(suffix: str, patterns: OrganizationPatterns) -> bool:
    if suffix in patterns.place_only_suffixes:
        return False
    return suffix not in patterns.weak_suffixes or suffix in _FIRM_WORDS


def _build(scan: Scan, hit: Hit, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> Candidate | None:
    if not _may_end_name(scan, hit):
        return None
    start, stopped_by = find_begin(scan, hit, patterns, vocabulary)
    if not _may_begin_name(scan, start, hit, stopped_by):
        return None
    if scan.text[hit.start : hit.end].endswith(_COMPANY_PARKS) and (owner := _builder(scan, start, hit, vocabulary)):
        return owner
    confidence = weigh_name(scan, start, hit, patterns, vocabulary)
    if confidence == 0.0:
        return None
    tail = _TAIL_BRACKETS.match(scan.text, hit.end) or _PARK_DISTRICT.match(scan.text, hit.end)
    end = tail.end() if tail and hit.type in _BRACKETED else hit.end
    rule = "zone" if hit.role == "zone" else f"suffix_{hit.type}"
    return Candidate(start, end, hit.type, rule, confidence)


def is_ranking(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` only begins the name of a list of the strongest."""
    ahead = _RANKING_AHEAD if text.startswith(_NATION, start) else RANKING
    return ahead.match(text, end) is not None


def _may_end_name(scan: Scan, hit: Hit) -> bool:
    text, end = scan.text, hit.end
    # a segmenter cuts 师|专升本
    cut = end - hit.start < 3 and end not in scan.bounds and not text.startswith("专升", end - 1)
    if cut or _ENDS_NO_NAME.match(text, end):
        return False
    return not text.startswith("中小学", hit.start - 1)


def _may_begin_name(scan: Scan, start: int, hit: Hit, stopped_by: str) -> bool:
    core = scan.text[start : hit.start]
    before = scan.text[max(0, start - _BEFORE) : start]
    if not core or _COUNT_BEFORE.search(before) or (hit.type == "school" and core.endswith("届")):
        return False
    if _MASK.search(before) and (len(core) < 2 or core.startswith(("大学", "学院", "医院", "公司"))):
        return False
    if stopped_by[:1].isdigit():
        return False
    return stopped_by not in _MEASURES or before[-4:-1].strip(_NUMERALS) != ""


def is_cut_from_place(scan: Scan, hit: Hit, vocabulary: Vocabulary) -> bool:
    """Whether a known name is only the front of a place: 海拉 in 海拉尔."""
    word = scan.token_at(hit.start)
    return len(word) > hit.end - hit.start and hit.end not in scan.bounds and vocabulary.is_known_place(word)


def _builder(scan: Scan, start: int, hit: Hit, vocabulary: Vocabulary) -> Candidate | None:
    """星巴克产业园 and 海尔智慧家电产业园 are what a company builds: give the company."""
    owners = [
        item
        for item in scan.names_at(start)
        if item.type == "company"
        and item.end <= hit.start
        and not is_cut_from_place(scan, item, vocabulary)
        # 中国电子 is a company, but not in 中国电子材料产业园
        and not (item.role == "context" and scan.text.startswith("中国", start))
    ]
    if not owners:
        return None
    end = max(item.end for item in owners)
    return Candidate(start, end, "company", "gazetteer_context", 0.75)


def _drop_inner(found: list[Candidate]) -> list[Candidate]:
    """Leave out a weak name that lies in a stronger one; names that begin at one place stay, each may be right."""
    kept = []
    for place, item in enumerate(found):
        # They are sorted by end, and none is longer than a few dozen characters.
        near = found[max(0, place - _BEFORE) : place + _BEFORE]
        if not any(_covers(other, item) for other in near):
            kept.append(item)
    return kept


def _covers(other: Candidate, item: Candidate) -> bool:
    return (
        other is not item
        and other.start <= item.start
        and item.end <= other.end
        and (other.start < item.start or item.confidence <= 0.6)
        and other.confidence >= item.confidence
    )
