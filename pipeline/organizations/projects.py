"""Who builds it: the short name that opens a project (润格仓储物流园、腾龙年产3000套系统、领途电动车项目)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.organizations.begins import FUNCTION_WORDS
from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.resources.organization_patterns import OrganizationPatterns

_ITEM = re.compile(r"[^，。；：、！？“”《》（）()\s]+")
_AMOUNT = (
    r"(?:年产)?\d+(?:\.\d+)?(?:万|亿)?(?:吨|千瓦|兆瓦|[GM]Wh?|台|辆|套|平方米|立方米|条|片|件|支|只|头|羽|平米|英寸)"
)
_THING = (
    r"(?:项目|基地|产业园|物流园|科技园|商贸城|商贸园|食品城|文旅城|家居城|综合体|工厂|生产线|总部|技改|扩产|扩能|"
    r"[一二三四五]期|数据中心|研发中心|整车|园区)"
)
_BUILT = (
    rf".{{0,16}}?{_THING}(?:$|等|建成|开工|投产|竣工|签约|落户|落地|加快|启动|进展|实现|顺利|正式|投用|"
    r"投入|开业|上市|达产|试产|入选|和|与|及|[一二三四五]期)"
)
_REST = re.compile(rf"{_AMOUNT}|{_BUILT}")
# An item that names neither is no project.
_SIGN = re.compile(rf"\d|{_THING}")
# A road, a lake or a town is no company, whatever is built there.
_GROUND = re.compile(
    r"[^，。；、]{0,3}?(?:路|街|大道|高速|铁路|高铁|隧道|立交|水库|水电站|电站|灌区|河|江|湖|海|港|岛|山|机场|车站|码头|口岸|"
    r"公园|景区|古城|古镇|小镇|社区|小区|乡|镇|村|县|市|区|州|省|学校|医院|广场|新城|片区|组团|线|段|桥|泵站|管网|污水|垃圾)"
)
_GROUND_ENDS = frozenset("路街桥线站园区镇乡村湖河江山港岛")
_LONGEST_RUN, _CONFIDENCE = 5, 0.55


def find_builders(scan: Scan, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> list[Candidate]:
    """Find the runs of unusual words that open what is built; unsure, for the model to weigh."""
    found = []
    for start, end in _items(scan, patterns):
        run = _unusual_run(scan, start, end, vocabulary)
        if not 2 <= run - start <= _LONGEST_RUN or run == end or scan.text[run - 1] in _GROUND_ENDS:
            continue
        if _GROUND.match(scan.text[run:end]):
            continue
        if _REST.match(scan.text[run:end]):
            found.append(Candidate(start, run, "company", "project", _CONFIDENCE))
    return found


def _items(scan: Scan, patterns: OrganizationPatterns) -> Iterator[tuple[int, int]]:
    """Give the items between marks, each without the verbs before its name (加快润格物流园建设)."""
    if not _SIGN.search(scan.text):
        return
    for match in _ITEM.finditer(scan.text):
        if not _SIGN.search(match[0]):
            continue
        start = place = match.start()
        while place < match.end():
            token = scan.token_at(place)
            place += len(token)
            if token not in patterns.left_stops and token not in patterns.company_cues_before:
                break
            if len(token) > 1 or token in FUNCTION_WORDS:
                start = place
        if start < match.end():
            yield start, match.end()


def _unusual_run(scan: Scan, start: int, end: int, vocabulary: Vocabulary) -> int:
    """Give where the words end that open an item and are no ordinary ones, nor places."""
    place = start
    for part in scan.parts(start, end):
        usual = vocabulary.is_common(part) if len(part) > 1 else not "\u4e00" <= part <= "\u9fff"
        if usual or vocabulary.is_place(part) or part[0].isdigit():
            break
        place += len(part)
        if place - start > _LONGEST_RUN:
            break
    return place
