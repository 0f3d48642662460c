"""Names told by where they stand: lists before 等8家企业, known short names that need company, projects."""

from __future__ import annotations

import re

from pipeline.organizations.begins import FUNCTION_WORDS, LEADING_VERBS
from pipeline.organizations.list_items import LONGEST_ITEM, kind_of_list, list_items
from pipeline.organizations.names import firm_end
from pipeline.organizations.projects import PUBLIC_WORK, ROAD_PHASE, opens_project
from pipeline.organizations.scan import Candidate, Hit, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.records import OrganizationType
from pipeline.resources.organization_patterns import OrganizationPatterns

_COUNT = r"(?:一?批|一大批|[一二两三四五六七八九十百几数多\d]+(?:余|多|大)?(?:家|户|个|所|批|名|强)?)?的?"
# any other words before the noun, but none that says that the list is one of industries
_ANY_MODIFIERS = (
    r"(?:(?!产业|行业|领域|项目|产品|指标|方[面式]|保护|政策|措施|[对为向给让将])[\u4e00-\u9fffA-Za-z0-9]){1,6}?"
)
# 甲、乙、丙3家企业
_FEW = r"[1-9两三四五六七八九十](?<![等第近超约增达到\d].)(?:(?<!1)|(?<=[12])\d)(?:家|户|所)"
_PLATFORM_TAIL = re.compile(r"(?:中心|基地|实验室|[园谷港院站坊]|平台|空间|孵化器|加速器)$")
_SHORTEST_PLATFORM = 5
_MALLS = ("综合体", "商业中心")
_MALL_TAIL = re.compile(r"(?:(?:购物|生活|商业|时代)?广场|购物中心|购物公园|[^新]城|新天地|天地|百货|国际|世界|汇)$")
_STATION = re.compile(r"车站|[站路街区]|人民|中央|体育|市民")
_SCHOLARLY = re.compile(r"等?(?:知名)?(?:高校|院校|大学|合作|共建)")
# 记住中央八项规定, 贯彻中央大政方针: whose rules or orders they are stands before them
_RULES = re.compile(
    r"“?[一二三四五六七八九十]{1,2}(?:项|条)规定|"
    r"(?<=[实彻行]..)的?(?:一系列|各项|重大|有关)?(?:决策|部署|政策措施|大政方针|方针政策|指示精神|宏观调控)"
)
# 省委和中央广场: a square, a business district
_CENTRAL_PLACE = re.compile("广场|商务|公园|大[街道]|厨房|空调|公馆|绿[轴地]|电视塔")
# 阿李科技二期、福浦一期, 龙江元盛主板上市: who builds or goes public stands before it
_PHASE = re.compile(
    r"(?:^|(?<=[、，。；：和与的]))(?P<name>[\u4e00-\u9fff]{2,6}?)(?=(?:项目)?[一二三四五六]期|成功上市|"
    r"(?:成功)?(?:登陆|在)?(?:主板|创业板|科创板|新三板|北交所|港交所|上交所|深交所|[AH]股)(?:成功)?(?:上市|挂牌))"
)
_PHASE_WORDS = re.compile("期(?<=[一二三四五六]期)|上市|挂牌")
"""Stands in whatever `_PHASE` matches."""
_PROJECTS = re.compile(
    r"等(?:一?批|[一二两三四五六七八九十\d]+个)?"
    r"(?:重大|重特大|重点|大|好|产业|工业|优质|标志性|引领性|高能级|[百千]?亿级|龙头|补链|强链|延链)*项目|等增资扩产"
)
_BROUGHT = ("引进", "招引", "引入", "签约", "引育")
# 甲、乙等星级酒店, 甲、乙两家酒店: whoever stands there is a house by name
_HOUSES = ("酒店",)
_JOINTS = ("、", "和", "与", "及")
_WORKS, _BARE_WORKS = re.compile("[钢水焦制炼造印化炭煤].{0,2}厂$"), 0.44
_KNOWN = 0.9
"""首钢、焦化厂等企业: a works beside a known firm needs no word of its own."""
_EXACT, _COUNTED = re.compile(r"等(?:\d{1,2}|[两三四五六七八九十])(?:家|户)"), 0.75
_SHORTEST_LIST, _LONGEST_OWNER, _UNUSUAL = 3, 5, 0.6
_SHORT_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z·]{2,10}")


class Contexts:
    """Compiled rules of context."""

    def __init__(self, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> None:
        heads = "|".join(map(re.escape, patterns.list_heads))
        modifiers = "|".join(map(re.escape, patterns.list_modifiers))
        named = rf"(?:(?:{modifiers})的?){{0,3}}(?P<head>{heads})"
        # 平等, 高等: no list ends there. It begins with a character, so that Python skips to it; so does the next one.
        self._list_end = re.compile(
            rf"等(?<![平高同对相均优初]等)(?:{_COUNT}{named}|{_COUNT}{_ANY_MODIFIERS}(?P<other>{heads}))"
        )
        self._counted_end = re.compile(rf"{_FEW}{named}")
        self._after = re.compile("|".join(map(re.escape, patterns.company_cues_after)))
        self._patterns = patterns
        self._vocabulary = vocabulary

    def find(self, scan: Scan, certain: list[Candidate]) -> list[Candidate]:
        """Find the names that only their context tells."""
        found = self._in_lists(scan)
        if _PHASE_WORDS.search(scan.text):
            found += self._before_phases(scan)
        if "等" in scan.text:
            found += self._in_project_lists(scan)
        short = [hit for hit in scan.with_role("context") if hit.start in scan.bounds and hit.end in scan.bounds]
        if not short:
            return found
        anchors = {item.start for item in (*certain, *found) if item.confidence > 0.5}
        ends = {item.end for item in (*certain, *found) if item.confidence > 0.5}
        found += [
            Candidate(hit.start, self._whole_end(scan, hit), hit.type, "gazetteer_context", 0.75)
            for hit in short
            if self._has_context(scan, hit, anchors, ends)
        ]
        return found

    def _whole_end(self, scan: Scan, hit: Hit) -> int:
        return firm_end(scan, hit.end, self._patterns, self._vocabulary) if hit.type == "company" else hit.end

    def _has_context(self, scan: Scan, hit: Hit, starts: set[int], ends: set[int]) -> bool:
        text = scan.text
        end = self._whole_end(scan, hit)
        if hit.type == "government":
            if _CENTRAL_PLACE.match(text, end):
                return False
            if _RULES.match(text, end):
                return True
        if text.startswith(_JOINTS, end) and end + 1 in starts:
            return True
        if text.endswith(_JOINTS, 0, hit.start) and hit.start - 1 in ends:
            return True
        if hit.type == "company":
            if hit.end - hit.start <= 1:
                return False
            before = scan.token_before(hit.start)[1]
            opens = not before or before in "，,、；。"
            if self._after.match(text, hit.end) and (opens or before in self._patterns.company_cues_before):
                return True
            opens = opens or before in self._patterns.left_stops or self._vocabulary.is_known_place(before)
            if not opens or text[hit.start : hit.end] in self._patterns.mostly_words:
                return False
            return opens_project(text, hit.end)
        return hit.type in {"university", "institute"} and _SCHOLARLY.match(text, hit.end) is not None

    def _in_lists(self, scan: Scan) -> list[Candidate]:
        found: list[Candidate] = []
        if "等" in scan.text:
            for match in self._list_end.finditer(scan.text):
                head = match["head"] or match["other"]
                if head.endswith(_MALLS):
                    found += self._malls(scan, list_items(scan, match.start()))
                else:
                    found += self._in_list(scan, match.start(), kind_of_list(head), houses=head.endswith(_HOUSES))
        if "、" not in scan.text:
            return found
        for match in self._counted_end.finditer(scan.text):
            if "、" in scan.text[max(0, match.start() - LONGEST_ITEM) : match.start()]:
                found += self._in_list(scan, match.start(), kind_of_list(match["head"]))
        return found

    def _in_list(self, scan: Scan, end: int, kind: OrganizationType | None, *, houses: bool = False) -> list[Candidate]:
        """Find the names in the list that ends at `end`; one name vouches for the others, unless they are plain."""
        if kind is None:
            return []
        items = list_items(scan, end)
        if kind == "company" and any(self._is_industry(scan, *item) for item in items):
            return []  # 军工、农牧业等企业
        if kind == "platform":
            return self._platforms(scan, items)
        proper = [self._weigh(scan, *item) for item in items]
        support = max((weight for weight, _ in proper), default=0.0)
        if kind == "company" and (houses or _EXACT.match(scan.text, end)):
            # so many firms, each by name
            proper = [(_COUNTED if weight >= _UNUSUAL else weight, start) for weight, start in proper]
        found = []
        for (_, stop), (weight, start) in zip(items, proper, strict=True):
            confidence = weight if weight >= 0.6 else 0.55 if weight >= 0.4 and support >= 0.7 else weight * 0.8
            if confidence >= 0.3 and (weight != _BARE_WORKS or support >= _KNOWN):
                found.append(Candidate(start, stop, kind, "list", confidence))
        return found

    def _platforms(self, scan: Scan, items: list[tuple[int, int]]) -> list[Candidate]:
        """Find in 甲中心、乙基地等平台 what ends like one and holds a word of its own."""
        found = []
        for start, end in items:
            begin = self._strip_left(scan, start, end)
            if end - begin < _SHORTEST_PLATFORM or not _PLATFORM_TAIL.search(scan.text[begin:end]):
                continue
            if any(not self._vocabulary.is_common(part) for part in scan.parts(begin, end)):
                found.append(Candidate(begin, end, "platform", "list", 0.75))
        return found

    def _malls(self, scan: Scan, items: list[tuple[int, int]]) -> list[Candidate]:
        """Find in 甲广场、乙城等商业综合体 what is called like one, with a word of its own before that."""
        found = []
        for start, end in items:
            begin = self._strip_left(scan, start, end)
            tail = _MALL_TAIL.search(scan.text, begin, end)
            if tail is None or any(hit.end == end for hit in scan.names_at(begin)):
                continue
            own = scan.parts(begin, tail.start())
            if (
                len(own)
                and not all(map(self._vocabulary.is_common, own))
                and not _STATION.search(scan.text, begin, end)
            ):
                found.append(Candidate(begin, end, "company", "list", 0.75))
        return found

    def _is_industry(self, scan: Scan, start: int, end: int) -> bool:
        start = self._strip_left(scan, start, end)
        return scan.text.endswith("业", start, end) and all(map(self._vocabulary.is_common, scan.parts(start, end)))

    def _before_phases(self, scan: Scan) -> list[Candidate]:
        """Find who builds in phases, where the name is no ordinary word (机场二期 is a building site)."""
        found: list[Candidate] = []
        for match in _PHASE.finditer(scan.text):
            weight, start = self._weigh(scan, match.start("name"), match.end("name"))
            if ROAD_PHASE.match(scan.text, match.end("name")):
                continue
            first = scan.parts(start, match.end("name"))[:1]
            if weight >= _UNUSUAL and first and not self._is_ground(first[0], match["name"]):
                found.append(Candidate(start, match.end("name"), "company", "list", 0.6))
        return found

    def _is_ground(self, first: str, name: str) -> bool:
        """Tell whether a road, or a thing that begins with an ordinary word, is built in phases."""
        return name[-1] in "路桥线站园区镇村湖河道馆城场渠速" or (len(first) > 1 and self._vocabulary.is_common(first))

    def _in_project_lists(self, scan: Scan) -> list[Candidate]:
        """Find the names in 甲、乙、丙等一批项目: a list of short names only, most of them no ordinary words."""
        found: list[Candidate] = []
        for match in _PROJECTS.finditer(scan.text):
            items = list_items(scan, match.start())
            proper = [self._weigh(scan, *item) for item in items]
            if any(stop - start > _LONGEST_OWNER for (_, stop), (_, start) in zip(items, proper, strict=True)):
                continue
            unusual = sum(weight >= _UNUSUAL for weight, _ in proper)
            # one name or two may be places as well: for the model to weigh
            brought = scan.text.startswith(_BROUGHT, max(0, proper[0][1] - 2)) if proper else False
            confidence = 0.75 if brought else 0.6 if len(items) >= _SHORTEST_LIST else 0.55
            if 2 * unusual > len(items):
                found += [
                    Candidate(start, stop, "company", "list", confidence)
                    for (_, stop), (weight, start) in zip(items, proper, strict=True)
                    if weight >= _UNUSUAL and not PUBLIC_WORK.search(scan.text, start, stop)
                ]
        return found

    def _weigh(self, scan: Scan, start: int, end: int) -> tuple[float, int]:
        """Tell how much an item of a list looks like a short name, and where the name begins."""
        start = self._strip_left(scan, start, end)
        text = scan.text[start:end]
        if not _SHORT_NAME.fullmatch(text) or text in self._patterns.generic_parts:
            return 0.0, start
        if any(hit.end == end for hit in scan.names_at(start)):
            return 0.95, start
        tokens = scan.parts(start, end)
        odd = [token for token in tokens if not self._vocabulary.is_common(token) or len(token) == 1]
        if not odd:
            if _WORKS.search(text):
                return _BARE_WORKS, start
            return (0.45 if len(tokens) >= 2 else 0.2), start
        suffix = next(
            (
                hit
                for hit in scan.hits_between(start, end)
                if hit.role == "suffix" and hit.end == end and hit.start > start
            ),
            None,
        )
        return (0.75 if suffix else 0.65 if len(text) <= 5 else 0.5), start

    def _strip_left(self, scan: Scan, start: int, end: int) -> int:
        cue = start + 2  # 引|进士|桦集丰: the segmenter may cut a verb in two
        if cue not in scan.bounds and cue + 2 <= end and scan.text[start:cue] in self._patterns.company_cues_before:
            return cue
        if leading := LEADING_VERBS.match(scan.text, start, end):
            start = leading.end()
        place = start
        best = start
        while place < end:
            token = scan.token_at(place)
            place += len(token)
            if token not in self._patterns.left_stops and token not in self._patterns.company_cues_before:
                continue
            if place < end and (len(token) > 1 or token in FUNCTION_WORDS):  # but 亿 begins 亿赞普
                best = place
        return best
