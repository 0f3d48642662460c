"""Government bodies by grammar: [place] level + body, and bodies named alone in a list of bodies."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.organizations.scan import Candidate, Hit, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.resources.organization_patterns import OrganizationPatterns
from pipeline.resources.pattern_ends import compile_ending

_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,3}(?<![查调惩难到各一多等])处(?![理置罚于在以长])")
# 市公安局|交警支队, 云溪县城管局|直属行政执法大队
_SQUAD = re.compile(r"(?:(?![和与及等在将为对组建的成])[\u4e00-\u9fff]){2,9}?(?:支队|大队|总队)(?![伍员长])")
_BUREAUS = tuple("局厅委")
_PARTY_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,4}办(?:公室)?(?=[、，。；：（）()和与牵会负]|$)")
_MEETING = re.compile(
    r"(?:第?[一二三四五六七八九十\d]+届)?(?:[一二三四五六七八九十\d]+次)?会议|第?[一二三四五六七八九十\d]+次(?:全体)?会议"
)
_GENERIC_BEFORE = re.compile(
    r"(?:各|全|两|跨|外|兄弟|其他|其它|有关|相关|多个|[\d一二三四五六七八九十几]+个?|[省市区县州盟旗乡镇])$"
)
# 省、市、县|政府, 市、县|政府: those of every place below
_LEVELS_BEFORE = compile_ending(r"[省市县区州]、$")
_BELOW = frozenset("县乡镇")
_LIST_MARK = compile_ending(r"(?:[、,，和与及或]|以及|牵头|责任单位[:：]|配合单位[:：]|单位[:：]|部门[:：]|[(（])$")
_RESPONSIBLE = re.compile(r"(?:责任|牵头|配合|承办|主办|协办|实施|参与|主管)(?:单位|部门|处室)[:：]")
_FUNCTION_WORDS = re.compile(r"(?:.*[已均也并可正再又即向与对由从经到报给请在和及为将使让被按我该据获])?")
_TERM = compile_ending(r"(?:自治[区州县]|[省市区县州盟旗])第?[一二三四五六七八九十]{1,3}届$")
# 中央督导组, 省委第七巡视组; 巡视组 alone names nobody.
_TEAM = re.compile(
    r"(?:中央|国务院|[省市县区州]委|自治区党委)(?:第[一二三四五六七八九十\d]{1,3}|(?:(?![和与及])[\u4e00-\u9fff]){2,6}?)?"
    r"(?:督导组|督察组|巡视组|巡察组|巡回指导组)|"
    # 国家统计局云溪调查队
    r"国家统计局(?:(?![和与及])[\u4e00-\u9fff]){2,8}?调查总?队"
)
_TEAM_END = re.compile("组(?<=[导察视]组)|调查总?队")
_LIST_OF_GROUPS = frozenset(
    ("工会", "共青团", "妇联", "文联", "科协", "侨联", "残联", "工商联", "社科联", "红十字会", "台联", "作协", "青联")
)
_BEHIND_ITEM = re.compile(r"[、，。；：和与及等]|工作|的?作用|$")
_JOINTS = ("、", "和", "与", "及")
_OPENS_LIST = compile_ending(r"(?:[，。；：]|支持|发挥|加强|重视)$")
_MONITORING = re.compile(r"(?:依法|民主|法律|工作)+监督|(?:法律|工作)、(?:法律|工作)监督")
_SUPERVISED = re.compile(r"接受(?:.{0,12}|[^，。；]{0,40}监督[、和与及])$")
_COUNTERS = ("公共资源交易中心", "政务服务中心", "行政服务中心", "行政审批中心", "行政投诉中心")
_ACTS = re.compile("组建|成立|挂牌|揭牌|启用|投入|正式|建成|基本建成|运行|压减|压缩|推行|实行|受理|办结|集中|实现")
# 商务部|外贸促进局, 国家体育总局|训练中心; not 财政部优化布局 and 教育部批准的公司.
_IN_BUREAU = r"(?:(?![和与及在将对为的省市县区])[\u4e00-\u9fff])"
_OWN_BUREAU = re.compile(
    r"(?!批准|批复|同意|授予|确定|命名|支持|统一|优化|部署|认可|指定|通报|表[扬彰]|公布|发布|会同|联合|派出|要求)"
    rf"(?:{_IN_BUREAU}{{2,3}}(?:中心|总院)|{_IN_BUREAU}{{2,6}}[省市县区]税务局|"
    rf"{_IN_BUREAU}{{2,7}}?(?:(?<![布格大全开结变新破棋政时])局|(?<!公)司))"
)
_OF_THE_STATE = tuple("部署局委")
_LONGEST_MARK = 5
_LONGEST_TERM = 8
_ALONE = 3
_PLACE_LENGTH = 9


def find_government(scan: Scan, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> list[Candidate]:
    """Find government bodies, in the order of the text."""
    found: list[Candidate] = []
    bodies: dict[int, Hit] = {}
    for hit in scan.with_role("body"):
        if _is_whole(scan, hit, patterns) and not _is_rejected(scan.text, hit, patterns):
            known = bodies.get(hit.start)
            if known is None or hit.end > known.end:
                bodies[hit.start] = hit
    teams = _find_teams(scan.text) if _TEAM_END.search(scan.text) else []
    if not bodies:
        return teams
    reach = 0
    for start in sorted(bodies):
        hit = bodies[start]
        if hit.end <= reach or (teams and any(team.start <= start < team.end for team in teams)):
            continue
        begin = _name_start(scan, start, patterns, vocabulary)
        if begin is None:
            begin = _place_start(scan, hit, patterns, vocabulary)
        rule, confidence = "government", 0.95
        if begin is None:
            first = max(0, start - _LONGEST_TERM)
            term = _TERM.search(scan.text[first:start])
            if term and not _MEETING.match(scan.text, hit.end):
                begin = first + term.start()
            elif (
                _stands_alone(scan, hit, found, patterns)
                or _is_alone_body(scan.text, hit, patterns)
                or _is_among_groups(scan, hit, bodies)
                or _is_acting(scan.text, hit)
                or _is_in_list(scan.text, hit, patterns)
            ):
                begin, rule, confidence = start, "government_list", 0.8
            else:
                continue
        end = _with_office(scan, hit)
        found.append(Candidate(begin, end, hit.type, rule, confidence))
        reach = end
    return sorted((*found, *teams), key=lambda item: item.start)


def own_bureau_end(scan: Scan, hit: Hit, patterns: OrganizationPatterns) -> int:
    """Give where the name ends that begins with a body of the state: of 商务部|投资促进局 behind its bureau."""
    bureau = _OWN_BUREAU.match(scan.text, hit.end) if scan.text.endswith(_OF_THE_STATE, 0, hit.end) else None
    if bureau is None or bureau.end() not in scan.bounds:
        return hit.end
    return hit.end if patterns.never_inside.intersection(scan.parts(*bureau.span())) else bureau.end()


def _find_teams(text: str) -> list[Candidate]:
    return [Candidate(*team.span(), "government", "government", 0.95) for team in _TEAM.finditer(text)]


def _is_whole(scan: Scan, hit: Hit, patterns: OrganizationPatterns) -> bool:
    if hit.end - hit.start >= _ALONE or hit.end in scan.bounds or _is_in_list(scan.text, hit, patterns):
        return True
    return scan.text[hit.start : hit.end] in {"人大", "政协"} and scan.text.startswith(
        ("代表", "委员", "常委"), hit.end
    )


def _is_rejected(text: str, hit: Hit, patterns: OrganizationPatterns) -> bool:
    body = text[hit.start : hit.end]
    if body == "府" and text.endswith("州", 0, hit.start):
        return True  # 州府 is a town
    if text.startswith(patterns.body_rejects.get(body, ()), hit.end):
        return True
    return body in {"人大", "政协"} and _MEETING.match(text, hit.end) is not None


def _name_start(scan: Scan, body_start: int, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> int | None:
    """Give where the body's full name begins, or None where no level stands before it."""
    text = scan.text
    if not text.endswith(patterns.levels, 0, body_start):
        return None
    level = next(word for word in patterns.levels if text.endswith(word, 0, body_start))
    level_start = body_start - len(level)
    token_start = scan.token_start(level_start)
    head = text[token_start:body_start]
    if text.endswith(patterns.false_levels, 0, body_start):
        return _own_level(scan, level_start, body_start, vocabulary)
    if token_start == level_start or len(head) > _PLACE_LENGTH:
        return _own_level(scan, level_start, body_start, vocabulary)
    if head[0] in "各全两本外跨":
        return None
    if not vocabulary.is_word(head) and not vocabulary.is_known_place(head):
        # jieba joins what it does not know: 已向省 in 已向省科技厅
        token_start += _FUNCTION_WORDS.match(head[: -len(level)]).end()  # type: ignore[union-attr]
    return _with_places(scan, token_start, patterns)


def _place_start(scan: Scan, hit: Hit, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> int | None:
    """Give where a body begins that needs no level behind its place (临江海关), or None."""
    if scan.text[hit.start : hit.end] not in patterns.place_bodies:
        return None
    inside = scan.token_start(hit.start)
    start = inside if inside < hit.start else scan.token_before(hit.start)[0]
    return start if vocabulary.is_known_place(scan.text[start : hit.start]) else None


def _own_level(scan: Scan, level_start: int, body_start: int, vocabulary: Vocabulary) -> int | None:
    """A level word by itself (市科技局); not where it closes a generic word (各市, 县区)."""
    before = scan.text[max(0, level_start - 3) : level_start]
    token = scan.text[scan.token_start(level_start) : body_start]
    if token in {"我市", "我省", "我区", "我县"}:
        return level_start
    if scan.text.startswith("地区", level_start) and body_start - level_start == len("地区"):
        return None  # 长三角等|地区政府
    previous = scan.token_before(level_start) if level_start else None
    if previous and vocabulary.is_known_place(previous[1]) and not previous[1].startswith("各"):
        return _with_party(scan, previous[0])
    if _GENERIC_BEFORE.search(before):
        return None
    below = scan.text[level_start:body_start] in _BELOW and scan.text.startswith("政府", body_start)
    if below and _LEVELS_BEFORE.search(before):
        return None
    if previous and len(previous[1]) >= 2 and previous[1][-1] in "省市区县州盟旗":
        return _own_place(scan, previous, level_start)
    if token != scan.text[level_start:body_start] and scan.token_start(level_start) != level_start:
        return None
    return _with_party(scan, level_start)


def _with_party(scan: Scan, start: int) -> int:
    """Take in 中共 right before (中共临江市委)."""
    return start - 2 if scan.text.startswith("中共", start - 2) and start >= 2 else start


def _own_place(scan: Scan, previous: tuple[int, str], level_start: int) -> int | None:
    return (
        previous[0] if scan.text[level_start] != previous[1][-1] and previous[1][0] not in "各全两我本" else level_start
    )


def _with_places(scan: Scan, start: int, patterns: OrganizationPatterns) -> int:
    """Take in the higher places before (山东省 in 山东省德州市科技局) and 中共."""
    for token_start, token in scan.tokens_before(start):
        if token == "中共" or (
            len(token) >= 2
            and token[-1] in "省市区县州盟"
            and token not in patterns.false_levels
            and token[0] not in "全各我本两该"
        ):
            start = token_start
            continue
        break
    return start


def _stands_alone(scan: Scan, hit: Hit, found: list[Candidate], patterns: OrganizationPatterns) -> bool:
    """A body without a level counts in a list right after another body (市发改委、科技局; 商务部、贸发局)."""
    body = scan.text[hit.start : hit.end]
    before = scan.text[: hit.start]
    first = max(0, hit.start - _LONGEST_MARK)
    mark = _LIST_MARK.search(before[first:])
    if mark is None:
        return False
    follows_body = bool(found) and found[-1].end == first + mark.start()
    if body == "政协":
        return follows_body and not scan.text.startswith(("委员", "提案"), hit.end)
    if hit.end - hit.start < _ALONE:
        return False
    return (
        follows_body
        or _RESPONSIBLE.search(before) is not None
        or any(
            name.is_name and name.type == "government" and own_bureau_end(scan, name, patterns) == first + mark.start()
            for name in scan.hits_near(hit.start)
        )
    )


def _is_among_groups(scan: Scan, hit: Hit, bodies: Mapping[int, Hit]) -> bool:
    """工会、共青团、妇联等群团组织: each by its name, where one of them stands beside another."""
    text = scan.text
    if text[hit.start : hit.end] not in _LIST_OF_GROUPS or text.endswith("各", 0, hit.start):
        return False
    behind = next((bodies[place] for place in (hit.end + 1,) if place in bodies), None)
    if behind is not None and text[hit.end] in "、和与" and text[behind.start : behind.end] in _LIST_OF_GROUPS:
        return True
    return any(text.endswith(f"{group}{mark}", 0, hit.start) for group in _LIST_OF_GROUPS for mark in "、和与")


def _is_in_list(text: str, hit: Hit, patterns: OrganizationPatterns) -> bool:
    """档案、残联、地震等工作: a short name that stands for a body only, whatever else the list names."""
    if text[hit.start : hit.end] not in patterns.list_bodies or not _BEHIND_ITEM.match(text, hit.end):
        return False
    if text.endswith(_JOINTS, 0, hit.start):
        return True
    opens = not hit.start or _OPENS_LIST.search(text[max(0, hit.start - _LONGEST_MARK) : hit.start]) is not None
    return opens and text.startswith("、", hit.end)


def _is_alone_body(text: str, hit: Hit, patterns: OrganizationPatterns) -> bool:
    """接受人大、政协监督: bodies that reports name without their level."""
    body = text[hit.start : hit.end]
    if body not in patterns.alone_bodies or text.endswith(("全国", "各级", "各", "人民"), 0, hit.start):
        return False
    if body in {"人大", "政协"} and _SUPERVISED.search(text[: hit.start]) and _MONITORING.match(text, hit.end):
        return True
    return not text.startswith(patterns.alone_rejects, hit.end)


def _is_acting(text: str, hit: Hit) -> bool:
    """行政服务中心压减环节: the town's own one, where a clause says what it does."""
    return (
        text.startswith(_COUNTERS, hit.start)
        and (not hit.start or text[hit.start - 1] in "，。；")
        and _ACTS.match(text, hit.end) is not None
    )


def _with_office(scan: Scan, hit: Hit) -> int:
    if scan.text[hit.end - 1] == "委" and (bureau := _PARTY_OFFICE.match(scan.text, hit.end)):
        return bureau.end()
    if hit.end - hit.start >= _ALONE:
        office = _OFFICE.match(scan.text, hit.end)
        if office and office.end() in scan.bounds:
            return office.end()
        squad = _SQUAD.match(scan.text, hit.end) if scan.text.endswith(_BUREAUS, 0, hit.end) else None
        if squad:
            return squad.end()
    return hit.end
