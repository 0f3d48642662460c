"""Who builds what a list names (沣金石化PX、泓毅锂电池等项目): its items vouch for each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.organizations.projects import (
    FIRM,
    GROUND,
    ITEM,
    NO_BRAND_ENDS,
    PLACES,
    PUBLIC_WORK,
    ROAD_PHASE,
    begin_of,
    unusual_run,
)
from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.resources.organization_patterns import OrganizationPatterns

_END_OF_PROJECTS = r"等[^，。；：、等]{0,10}?项目"
_OF_PROJECTS = re.compile(rf"(?:^|(?<=[，。；：]))(?P<list>[^，。；：]*?){_END_OF_PROJECTS}")
# 甲一期、乙锂电池项目竣工投产; 开工建设甲药业、乙石业: lists that no 等 closes.
_DONE = (
    r"(?:建成|竣工|投产|试产|达产|投运|投用|开工|动工|奠基|签约|落户|落地|点火|封顶|并网|量产|投入运营|下线|上市|扩产)"
)
_OF_WORKS = re.compile(
    rf"(?:^|(?<=[，。；：]))(?P<list>(?=[^，。；：]*、)(?![^，。；：]*等)[^，。；：]{{6,}}?)"
    rf"(?:[^，。；：、]{{0,6}}项目|(?:均|已|相继|陆续|即将|正式|顺利|全面|加快|先后|成功|实现|竞相)*{_DONE}[^，。；：、]{{0,8}}(?=[，。；：]|$))"
)
# What stands in every text with such a list.
_HINT_OF_PROJECTS, _HINT_OF_WORKS = re.compile(_END_OF_PROJECTS), re.compile(f"项目|{_DONE}")
_BRAND, _INDUSTRY, _BARE = 2, 2, (3, 4)
_NO_BARE_ENDS = NO_BRAND_ENDS | frozenset("变库坝闸渠")
_STEP = re.compile(r"[一二三四五]期|工程|项目|技改|扩建|迁建|搬迁|[一二三四五六]厂")
_NEXT_STEP = re.compile(r"[一二三四五]期|技改|扩[建产能]|迁建|搬迁")
# What is built in steps, and no part of a name: 沣岚|广场一期.
_SITE = re.compile(
    r".?[园城厂楼库区店资质期]|[一二三四五六七八九十]|总部|基地|中心|广场|智慧|综合|整车|现代|国际|新型|高端|绿色|年产|重大|能力|产能|"
    r"设备|生产|产业|提升|改造|升级|增产|全面"
)
_LONGEST_RUN, _CONFIDENCE, _OF_SEVERAL, _SURE, _LIKELY = 5, 0.55, 0.72, 0.7, 0.45
_LONGEST_PROVINCE = 4
# What is done to whoever is named behind it, also in the middle of an item: 某某产业集群要积极推进|沣金粉末冶金.
_VERB = re.compile(
    r".*(?:推进|实施|抓好|引进|加快|建设|开工|新建|推动|促进|支持|培育|打造|投产|落户|签约|启动|亿元的|万元的)"
)
# 三直一快, 先矿后地, 四污, 市十中, 引江济巢, 陇电入鲁: no brand is made so.
_NO_BRAND = re.compile(
    r"[已市县区省州镇乡村先引各原某]|[一二三四五六七八九十两](?:[污水小中院期环站桥厂区]|.[一二三四五六七八九十两])|"
    r".电入|.*客专$|[一-龥]{1,3}族$|新文化|智慧|国际"
)
_STAINLESS = "不锈"
# 新 of 新材料 and 整 of 整车 belong to what is made.
_OF_PRODUCT = frozenset("新整高大全多超精纯半再")


def find_in_project_lists(
    scan: Scan, certain: Sequence[Candidate], patterns: OrganizationPatterns, vocabulary: Vocabulary
) -> list[Candidate]:
    """Find who builds: two items that a firm opens vouch for each other; a single one stays unsure.

    `certain` is what other rules found. A list that no 等 closes needs one of these: it may as well be one of roads.
    """
    found: list[Candidate] = []
    if "、" not in scan.text or not (scan.hits or certain or _HINT_OF_PROJECTS.search(scan.text)):
        return found
    companies = [item for item in certain if item.type == "company"]
    firms = {hit.start for hit in scan.hits if hit.is_name and hit.type == "company"}
    firms.update([item.start for item in companies if item.confidence >= _SURE])
    likely = {item.start for item in companies if item.confidence >= _LIKELY}
    for pattern, hint, least in ((_OF_PROJECTS, _HINT_OF_PROJECTS, 0), (_OF_WORKS, _HINT_OF_WORKS, 1)):
        if (least and not firms) or not hint.search(scan.text):
            continue
        for match in pattern.finditer(scan.text):
            own, known, heads = [], 0, 0
            bare: list[Candidate] = []
            for item in ITEM.finditer(scan.text, match.start("list"), match.end("list")):
                start = _begin(scan, item.start(), item.end(), patterns)
                if start in firms:
                    known, heads = known + 1, heads + 1
                    own += _find_alias(scan, start, item.end(), patterns)
                    continue
                own_word = _behind_province(scan, start, item.end(), patterns, vocabulary)
                end = _brand_end(scan, own_word, item.end(), vocabulary)
                known += start in likely
                heads += end is not None or start in likely
                if end is not None:
                    own.append(Candidate(start, end, "company", "project", _CONFIDENCE))
                elif _is_bare_name(scan, start, item.end(), vocabulary):
                    bare.append(Candidate(start, item.end(), "company", "project", _CONFIDENCE))
            if known < least:
                continue
            found += [replace(item, confidence=_OF_SEVERAL) for item in own] if heads > 1 else own
            found += bare if known else []
    return found


def _find_alias(scan: Scan, start: int, end: int, patterns: OrganizationPatterns) -> list[Candidate]:
    """Give the firm that opens an item by a name that is a word as well (大唐火电), where no ground follows."""
    hits = (hit for hit in scan.hits_at(start) if hit.role == "context" and hit.type == "company")
    return [
        Candidate(start, hit.end, "company", "gazetteer_context", _CONFIDENCE)
        for hit in hits
        if hit.end in scan.bounds
        and scan.text[start : hit.end] not in patterns.mostly_words
        and hit.end < end
        and not GROUND.match(scan.text[hit.end : end])
    ]


def _begin(scan: Scan, start: int, end: int, patterns: OrganizationPatterns) -> int:
    verb = _VERB.match(scan.text, start, end)
    if verb and verb.end() < end and verb.end() in scan.bounds:
        start = verb.end()
    return begin_of(scan, start, end, patterns)


def _behind_province(scan: Scan, start: int, end: int, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> int:
    """Give where a firm's own word begins that is called by its province too: 上海|沣星."""
    first = scan.parts(start, end)[0] if start < end else ""
    own = vocabulary.is_province(first) and len(first) < _LONGEST_PROVINCE and first not in patterns.homes_abroad
    return start + len(first) if own else start


def _brand_end(scan: Scan, start: int, end: int, vocabulary: Vocabulary) -> int | None:
    """Give where the name ends that opens `start:end`, with its industry (沣金石化 PX); None where none does."""
    run = _first_run(scan, start, end, vocabulary)
    brand, rest = scan.text[start:run], scan.text[run:end]
    if not 2 <= len(brand) <= _LONGEST_RUN or brand[-1] in NO_BRAND_ENDS or PLACES.fullmatch(brand):
        return None
    if _NO_BRAND.match(brand):
        return None
    if GROUND.match(rest) or PUBLIC_WORK.search(rest) or ROAD_PHASE.match(scan.text, run):
        return None
    if not rest:
        return None  # 国贸春天, 阿木塔: a street or a mountain as well
    if any(hit.end == end and hit.role == "suffix" and hit.type == "company" for hit in scan.hits_between(run, end)):
        return None  # told by its last word
    firm = FIRM.match(rest)
    if firm:
        return run + firm.end()
    # most names have four characters: 汇岚塑胶, also 汇岚塑胶|二期, but 布丝兰|服装
    whole = run + _INDUSTRY
    if len(brand) != _BRAND or _STEP.match(rest) or whole not in scan.bounds:
        return run
    return whole if whole == end or (_NEXT_STEP.match(scan.text, whole) and not _SITE.match(rest)) else run


def _is_bare_name(scan: Scan, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """Whether an item is one word that nobody knows (沣贝赫、佰沣钒钛 beside a known firm), and no road or lake."""
    name = scan.text[start:end]
    if len(name) not in _BARE or name[-1] in _NO_BARE_ENDS or PLACES.fullmatch(name) or _NO_BRAND.match(name):
        return False
    if start and scan.text[start - 1] in "对将把":  # the name begins with it: 对沣|鹅业
        return False
    return unusual_run(scan, start, end, vocabulary) == end and not PUBLIC_WORK.search(name) and not GROUND.match(name)


def _first_run(scan: Scan, start: int, end: int, vocabulary: Vocabulary) -> int:
    """Give where the words end that open an item and that nobody knows; behind the first one no known word belongs."""
    run = unusual_run(scan, start, end, vocabulary)
    place = start
    for number, part in enumerate(scan.parts(start, run)):
        known = part in _OF_PRODUCT if len(part) == 1 else vocabulary.is_word(part) or vocabulary.is_used(part)
        if number and (part.isascii() or (place - start > 1 and known)):
            break
        place += len(part)
    return place - len(_STAINLESS) if scan.text.endswith(_STAINLESS, start, place) else place
