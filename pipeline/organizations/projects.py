"""Who builds it: the short name that opens a project (润格仓储物流园、腾龙年产3000套系统、领途电动车项目)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.organizations.begins import FUNCTION_WORDS
from pipeline.organizations.scan import Candidate, Scan
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.resources.organization_patterns import OrganizationPatterns

ITEM = re.compile(r"[^，。；：、！？“”《》（）()\s]+")
_UNIT = r"(?:万|亿)?(?:吨|千瓦|兆瓦|[GM]Wh?|台|辆|套|平方米|立方米|条|片|件|支|只|头|羽|平米|英寸)"
_AMOUNT = rf"(?:年产)?\d+(?:\.\d+)?{_UNIT}"
_THING = (
    r"(?:项目|基地|产业园|物流园|科技园|商贸城|商贸园|食品城|文旅城|家居城|综合体|工厂|产线|总部|技改|扩产|扩能|"
    r"[一二三四五]期|数据中心|研发中心|整车|园区)"
)
_BUILT = (
    rf".{{0,16}}?{_THING}(?:$|等|建成|开工|投产|竣工|签约|落户|落地|加快|启动|进展|实现|顺利|正式|投用|"
    r"投入|开业|上市|达产|试产|入选|和|与|及|[一二三四五]期)"
)
# 年产3万套, and 40万吨 of what only a plant makes; 压产, 再建 and 仍达 are no names.
_MADE = re.compile(r"年产|\d+(?:\.\d+)?万吨")
_NO_BRAND = re.compile("[再续扩压增仍约][一-龥]|.*[仍约产]")
_REST = re.compile(rf"{_AMOUNT}|{_BUILT}")
# An item that names neither a thing nor an amount is no project. Things are told by their rarer characters.
_SIGN_OF_THING = re.compile(
    "项目|基地|园(?<=产业园|物流园|科技园|商贸园)|园区|城(?<=商贸城|食品城|文旅城|家居城)|综合体|厂(?<=工厂)|线(?<=产线)|"
    "总部|改(?<=技改)|扩产|扩能|期(?<=[一二三四五]期)|中心(?<=数据中心|研发中心)|整车"
)
_SIGN_OF_AMOUNT = re.compile(rf"\d{_UNIT}")
# A road, a lake or a town is no company, whatever is built there.
GROUND = re.compile(
    r"[^，。；、]{0,3}?(?:路|街|大道|高速|铁路|高铁|隧道|立交|水库|水电站|电站|灌区|河|江|湖|海|港|岛|山|机场|车站|码头|口岸|"
    r"公园|景区|古城|古镇|小镇|社区|小区|乡|镇|村|县|市|区|州|省|学校|医院|广场|新城|片区|组团|客?专(?![业项家])|中央商务|线|段|桥|泵站|管网|污水|垃圾|合作|盆地|特高压|自由贸易|经贸|干旱|航道|高架|分水岭|不夜城|芙蓉园|国家文化公园|国际会议|会展|[一-龥]{2}馆)"
)
_GROUND_ENDS = frozenset("路街桥线站园区镇乡村湖河江山港岛")
# 渝黔, 中缅: two places.
PLACES = re.compile(
    "[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇藏陕甘青宁新中俄朝韩日缅老越泰印哈欧美德法英台港澳]{2,3}"
)
# 甲乙一期、丙丁二期等高速公路: two places, and the road between them.
ROAD_PHASE = re.compile(r"[一二三四五六]期[^。；，]{0,30}?等(?:\d+[个条])?(?:高速|公路|铁路|国道|省道)")
# An industry closes the name of a firm (利岚化学原药), unless it only tells of what kind a product is (智能电网).
FIRM = re.compile(
    r"(?:(?:药业|制药|酒业|石化|化工|科技|实业|集团|股份|控股|重工)(?![园城产])|"
    r"(?:新材料|新材(?!料)|硅材料|新能源|(?:生物)?能源|化学|高分子|(?:再生)?资源|黄金|乳品|建材|木业|石业|奶业|牧业|农牧|高科|高新)"
    r"(?!汽车|电池|加工|项目|产业|基地|生产|装备|设备|制造|技术|发电|包装|配套|科技|专业|研发|总部|综合|示范|储能|园)|"
    r"(?:食品|电子|生物|中药|医疗器械|医疗|智能装备|智能|显示|机器人|养殖|环保|光电|光学|电气|动力|精密|资讯|纺织)"
    r"(?=[年\d（(搬迁技]|[一二三四五六]期|$))"
)
# What stands behind a firm that opens the item of a list of projects: whatever is made there, but no ground.
_WORK = re.compile(
    rf"[^，。；：、]{{0,16}}?(?:{_THING}|(?:年产)?\d+(?:\.\d+)?(?:万|×)|[一二三四五六]期|等[^，。；：、等]{{0,10}}?项目)|"
    r"[^，。；：]{0,60}?等[^，。；：、等]{0,10}?项目"
)
# What a county builds, not a company.
PUBLIC_WORK = re.compile(
    r"水利|枢纽|航电|抽水|火电|热电|风电|光伏|供水|引水|防洪|排涝|输变电|变电|湿地|煤矿|遗址|文化|旅游|度假|景|公路|航线|整治|治理|修复|"
    r"保护|搬迁|安置|棚户|片区|大厦|体育|中学|小学|大学|学院|医院|养老|博物|书|剧|展览|会展|市民|客运|货运|互通|过江|通道|隧|大坝|堤|小镇|古镇|新城|公园|污水|污泥|商务区|楼|[二三四五]小|温泉|索道|风情|军事|非遗|矿(?![业机山])"
)
NO_BRAND_ENDS = _GROUND_ENDS | frozenset("要将须对与都")
_BURNT = ("垃圾", "生活垃圾", "污水")
"""What a firm burns or cleans, where its name is a known one: 光大|垃圾发电."""
_LONGEST_RUN, _CONFIDENCE, _MAKES_SO_MUCH = 5, 0.55, 0.75


def find_builders(scan: Scan, patterns: OrganizationPatterns, vocabulary: Vocabulary) -> list[Candidate]:
    """Find the runs of unusual words that open what is built; unsure, for the model to weigh."""
    found: list[Candidate] = []
    if not _may_be_built(scan.text, 0, len(scan.text)):
        return found
    for start, end in _items(scan, patterns):
        run = unusual_run(scan, start, end, vocabulary)
        if not 2 <= run - start <= _LONGEST_RUN or run == end or scan.text[run - 1] in _GROUND_ENDS:
            continue
        if GROUND.match(scan.text[run:end]) or ROAD_PHASE.match(scan.text, run):
            continue
        if _REST.match(scan.text[run:end]):
            sure = _MADE.match(scan.text, run) and not _NO_BRAND.match(scan.text, start, run)
            confidence = _MAKES_SO_MUCH if sure else _CONFIDENCE
            found.append(Candidate(start, run, "company", "project", confidence))
    return found


def opens_project(text: str, end: int) -> bool:
    """Whether what ends at `end` is followed by what a firm builds: …煤化工项目, …年产3万吨, …六代线、…等项目."""
    if text.startswith(_BURNT, end):
        return _WORK.match(text, end) is not None
    return _WORK.match(text, end) is not None and not GROUND.match(text, end) and not ROAD_PHASE.match(text, end)


def _items(scan: Scan, patterns: OrganizationPatterns) -> Iterator[tuple[int, int]]:
    """Give the items between marks, each without the verbs before its name (加快润格物流园建设)."""
    for match in ITEM.finditer(scan.text):
        start, end = match.span()
        if _may_be_built(scan.text, start, end):
            start = begin_of(scan, start, end, patterns)
            if start < end:
                yield start, end


def _may_be_built(text: str, start: int, end: int) -> bool:
    return (_SIGN_OF_THING.search(text, start, end) or _SIGN_OF_AMOUNT.search(text, start, end)) is not None


def begin_of(scan: Scan, start: int, end: int, patterns: OrganizationPatterns) -> int:
    """Give where an item begins without the verbs before its name."""
    place = start
    while place < end:
        token = scan.token_at(place)
        place += len(token)
        if token not in patterns.left_stops and token not in patterns.company_cues_before:
            break
        if len(token) > 1 or token in FUNCTION_WORDS:
            start = place
    return min(start, end)


def unusual_run(scan: Scan, start: int, end: int, vocabulary: Vocabulary) -> int:
    """Give where the words end that open an item and are no ordinary ones, nor places."""
    place = start
    while place < end:
        part = scan.part_at(place, end)
        usual = vocabulary.is_common(part) if len(part) > 1 else not "\u4e00" <= part <= "\u9fff"
        if usual or vocabulary.is_place(part) or part[0].isdigit():
            break
        place += len(part)
        if place - start > _LONGEST_RUN:
            break
    return place
