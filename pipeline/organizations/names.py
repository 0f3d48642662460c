"""Names told by their last word (…有限公司, …大学, …技术创新中心); the work is to find where they begin."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.organizations.scan import Candidate, Hit, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.resources.organization_patterns import OrganizationPatterns

_NAME_CHARACTER = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·&\-—“”]")
_NO_NAME_AFTER = re.compile(
    r"[生化业界系型类级式性者员家局部厅城圈群链]|主体|监管|准入|经济|秩序|体系|机制|规则|需求|份额|占有|价格|竞争|化|感染|门口|周边|布局|制度|产品|标准|技术|行业|路|街|站|线|桥|机场|采购市场"
)
_COUNT_AFTER = re.compile(
    r"(?:[达至]到?|共|各|超过|超|突破)?(?:总数)?[\d一二两三四五六七八九十百几]+(?:余|多)?[个家所座项户]"
)
_COUNT_BEFORE = re.compile(
    r"[\d一二两三四五六七八九十百几数多]+余?多?[个家所座项户间条批](?:[省市国县区]家?级|重点|新型|新|高水平)*$"
)
_FIELD_AFTER = re.compile(r"产业|行业|企业|基地|零售|消费|集群|项目|产品|制造|研发|领域|服务|工程|园|业")
_FIRM = frozenset(
    {
        "公司",
        "集团",
        "银行",
        "股份",
        "控股",
        "实业",
        "证券",
        "信托",
        "人寿",
        "事务所",
        "酒店",
        "宾馆",
        "百货",
        "商城",
        "电力",
    }
)
_MASK = re.compile(r"[*＊×Xx]{1,}$")
_BRACKETS = re.compile(r"[(（][^()（）]{1,8}[)）]$")
_TAIL_BRACKETS = re.compile(r"[(（][\u4e00-\u9fff]{2,6}(?:中心|分院|校区|基地)?[)）]")
_LONGEST = 26
_LEVELS = ("国家", "省", "市", "区", "县", "州", "自治区", "部", "盟", "旗")
_MEASURES = frozenset("个家项所座户名条批次年月日级届块张部件种类片台辆套吨亩人")
_ENDS_ITEM = frozenset({"university", "institute", "hospital", "platform", "government"})
_LOCAL = frozenset({"hospital", "school", "institute", "platform"})


@dataclass(frozen=True, slots=True)
class _Begin:
    start: int
    stopped_by: str
    """The token that ended the walk to the left, or an empty text at a mark."""


def find_names(scan: Scan, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> list[Candidate]:
    """Find the names that end in a known suffix, in the order of the text; weak ones with a low confidence."""
    longest: dict[int, Hit] = {}
    for hit in scan.hits:
        if hit.role in {"suffix", "zone"} and (hit.end not in longest or hit.start < longest[hit.end].start):
            longest[hit.end] = hit
    found = []
    for end in sorted(longest):
        candidate = _build(scan, longest[end], patterns, vocabulary)
        if candidate is not None:
            found.append(candidate)
    return _drop_inner(found)


def _build(scan: Scan, hit: Hit, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> Candidate | None:
    text, end = scan.text, hit.end
    if end not in scan.bounds and len(scan.text[hit.start : end]) < 3:
        return None
    if _NO_NAME_AFTER.match(text, end) or _COUNT_AFTER.match(text, end):
        return None
    begin = _walk_left(scan, hit.start, patterns)
    start = _skip_modifiers(scan, begin.start, hit.start, patterns)
    start = _start_at_owner(scan, start, hit)
    core = text[start : hit.start]
    if not core or _COUNT_BEFORE.search(text[:start]) or (hit.type == "school" and core.endswith("届")):
        return None
    if _MASK.search(text[:start]) and (len(core) < 2 or core.startswith(("大学", "学院", "医院", "公司"))):
        return None
    if begin.stopped_by[:1].isdigit() or (
        begin.stopped_by in _MEASURES
        and text[max(0, start - 4) : start - 1].strip("一二三四五六七八九十百余多几数两0123456789") == ""
    ):
        return None
    if _is_project(scan, start, hit):
        return None
    confidence = _confidence(scan, start, hit, patterns, vocabulary)
    if confidence == 0.0:
        return None
    tail = _TAIL_BRACKETS.match(text, end)
    if tail and hit.type in {"company", "platform", "institute", "university"}:
        end = tail.end()
    rule = "zone" if hit.role == "zone" else f"suffix_{hit.type}"
    return Candidate(start, end, hit.type, rule, confidence)


def _is_project(scan: Scan, start: int, hit: Hit) -> bool:
    """星巴克产业园 is what a company builds; the company is found by its name."""
    if not scan.text[hit.start : hit.end].endswith(("产业园", "工业园", "物流园", "产业园区")):
        return False
    return any(item.start == start and item.end == hit.start and item.type == "company" for item in scan.hits)


def _walk_left(scan: Scan, place: int, patterns: OrganizationPatterns) -> _Begin:
    start = place
    inside = scan.token_start(place) if place < len(scan.text) else place
    if inside < place and scan.text[inside:place] not in patterns.left_stops:
        start = inside
    while start > 0 and place - start < _LONGEST:
        bracket = _BRACKETS.search(scan.text, max(0, start - 10), start)
        if bracket and bracket.start() > 0 and _NAME_CHARACTER.match(scan.text[bracket.start() - 1]):
            start = bracket.start()
            continue
        token_start, token = next(scan.tokens_before(start))
        if token in "与及和" and (joined := _joined_start(scan, token_start, place, patterns)) is not None:
            return _Begin(joined, "")
        if token in patterns.left_stops or not all(_NAME_CHARACTER.match(sign) for sign in token) or token[0] in "“”":
            return _Begin(start, token)
        if token.isdigit() or (token[0].isdigit() and not token.isascii()):
            return _Begin(start, token)
        start = token_start
    return _Begin(start, "")


def _joined_start(scan: Scan, joint: int, place: int, patterns: OrganizationPatterns) -> int | None:
    """Give where a name begins that has 与, 及 or 和 inside (语音及语音信息处理国家工程实验室), else None.

    Both sides must be plain fields: no owner, level or suffix closes the left side, no name begins the right one.
    """
    if (
        place - joint < 3
        or any(hit.start == joint + 1 and hit.role in {"gazetteer", "context"} for hit in scan.hits)
        or any(hit.end == joint and (hit.role != "suffix" or hit.type in _ENDS_ITEM) for hit in scan.hits)
    ):
        return None
    if scan.text.startswith(_LEVELS, joint + 1):
        return None
    start = joint
    for token_start, token in scan.tokens_before(joint):
        if not all(_NAME_CHARACTER.match(sign) for sign in token) or token[0].isdigit():
            break
        if token in patterns.left_stops:
            break
        start = token_start
    left = scan.text[start:joint]
    opened = start == 0 or scan.text[start - 1] in "、，。；：（(“"
    return start if 2 <= len(left) <= 8 and (opened or len(left) <= 4) else None


def _skip_modifiers(scan: Scan, start: int, place: int, patterns: OrganizationPatterns) -> int:
    """Leave out generic words at the left end that cannot begin a name."""
    while start < place:
        token = scan.token_at(start)
        generic = token in patterns.generic_parts and token not in _LEVELS and len(token) > 1
        if not generic or start + len(token) >= place or not _begins_name(scan, start + len(token)):
            return start
        start += len(token)
    return start


def _begins_name(scan: Scan, start: int) -> bool:
    return any(
        hit.start == start and hit.role in {"gazetteer", "context"} for hit in scan.hits
    ) or scan.text.startswith(("国家", "省", "市", "中国"), start)


def _start_at_owner(scan: Scan, start: int, hit: Hit) -> int:
    """A known name inside the run begins the name, unless what stands before it belongs to the name."""
    for owner in scan.hits:
        if owner.role == "gazetteer" and start < owner.start < hit.start and owner.end - owner.start >= 3:
            before = scan.text[start : owner.start]
            if not before.endswith(("省", "市", "县", "区", "州", "（", "(")) and owner.end <= hit.end:
                return owner.start if len(before) > 2 else start
    return start


def _confidence(scan: Scan, start: int, hit: Hit, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> float:
    """Weigh what stands before the suffix: 0 for a generic noun, above 0.5 for a name."""
    text = scan.text
    suffix, core = text[hit.start : hit.end], text[start : hit.start]
    parts = _parts(scan, start, hit.start)
    if hit.role == "zone":
        return 0.85 if len(core) >= 2 and not all(part in patterns.left_stops for part in parts) else 0.0
    level = parts[0] in _LEVELS
    fields = [part for part in parts if part not in patterns.generic_parts and part not in _LEVELS]
    named = any(item.start == start and item.role in {"gazetteer", "context"} for item in scan.hits)
    place = vocabulary.is_place(parts[0])
    if not fields and not named:
        if level and hit.type in {"hospital", "school"} and core in _LEVELS:
            return 0.8
        if level and len(core) >= 3 and hit.type in _LOCAL and suffix not in {"学校", "工作站"}:
            return 0.6 if core not in patterns.generic_parts else 0.0
        return 0.0
    if suffix not in patterns.weak_suffixes:
        return 0.9 if named or place or len(core) >= 2 else 0.5
    if hit.type == "company" and _FIELD_AFTER.match(text, hit.end):
        return 0.2
    if hit.type == "company" and named and len(parts) > 2:
        return 0.45
    if hit.type == "company" and core in {"中国", "国际", "全国", "全球", "世界"} and suffix not in _FIRM:
        return 0.0
    if named or place:
        return 0.8 if hit.type != "company" or suffix in _FIRM else 0.55
    if level:
        return 0.75 if hit.type in _LOCAL else 0.6
    if hit.type == "company":
        unknown = any(not vocabulary.is_common(part) for part in parts)
        return 0.45 if unknown and len(core) <= 6 else 0.3
    return 0.55 if len(core) >= 4 and hit.type in {"platform", "institute"} else 0.35


def _parts(scan: Scan, start: int, end: int) -> list[str]:
    parts = []
    place = start
    while place < end:
        token = scan.token_at(place)
        parts.append(scan.text[place : min(end, place + len(token))])
        place += len(token)
    return parts


def _drop_inner(found: list[Candidate]) -> list[Candidate]:
    """Of names that begin at one place keep each; a weaker one inside a stronger one goes."""
    return [
        item
        for item in found
        if not any(
            other is not item
            and other.start <= item.start
            and item.end <= other.end
            and (other.start < item.start or item.confidence <= 0.6)
            and other.confidence >= item.confidence
            for other in found
        )
    ]
