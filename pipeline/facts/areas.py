"""Areas as reports name them: which words are one, and how it is split off the front of a phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.facts.patterns import Patterns
from pipeline.records import Document

WHOLE_WORD = (
    r"(?:全[市县]城区|(?<![安健])全[市省县州盟旗镇乡]|(?<!健)全区(?!域)|我[市省区县州盟旗国镇]|"
    r"(?<![资成基根剧])本(?:市(?!场)|省)|全自治区)"
)
"""The region that the report is about: it holds until another area is named."""
_PART_WORD = (
    r"(?:自治区本级|[省市区县州]本级|市域(?!内(?:就诊|住院|转诊)|铁路|轨道|快[线轨]|医|治理|副中心)|全域(?!旅游|土地|绿化|灌溉|推行|推进|推广|开展|综合|节水|公园)|"
    r"中心城区|主城区|[老新旧远]城区|(?<![越龙鄂雨涪])城区|市区(?!两级|联动|级)|市辖区|"
    r"市直(?!部门|单位|机关|各|学校|公立|医院)|市级层面|全系统|全厅|(?<![展革作])全局|全委)"
)
"""A part of it, or its own offices: it holds for what the words around it say."""
SCOPE_WORD = rf"(?:{WHOLE_WORD}|{_PART_WORD})"
_ECONOMY = (
    r"(?:地区|国内)?生产总值|GDP|工业(?:总产值|增加值)|规模以上|财政(?:总)?收入|一般公共预算|固定资产投资|招商引资"
)
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|"
    "贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|台湾|香港|澳门"
)
_OF_A_PROVINCE = (
    rf"(?=完成|实现|{_ECONOMY}|城镇(?:居民|登记|化率)|城乡居民|农村居民|农[牧]?民人均|居民人均|居民消费|"
    r"社会消费品|进出口|外贸进出口|个体工商户|私营企业|民营经济|常住人口|总人口|粮食总产|(?:地方)?财政(?:一般|支出|收入|总))"
)
# 自治区对教育的投入, 自治区财政安排
_AUTONOMOUS = r"自治区(?=对[^，；]{1,12}的?(?:投入|支持|补助|投资|扶持)|财政(?!厅|局|部)|本级|安排|投入|下达|设立|筹集)"
# 云岭工业园区已注册项目: what comes to a park, or is made there; 四大园区, 重点园区 are named by no name
_PARK_NAME = (
    r"(?![全各每省市县]|国家|[一二三四五六七八九十两]大|重点|特色|产业|工业|科技|高新|现代|新建|新增)"
    r"[\u4e00-\u9fff]{2,9}(?:(?:工业|产业|物流|科技)园区?|工业区|集聚区)"
)
_OF_A_PARK = (
    r"(?=(?:已|共|累计|年内|今年|全年|当年)*(?:新增?(?:引进|签约|落户|入驻|进驻|开工|投产)|引进|签约|落户|入驻|"
    r"进驻|开工|投产|入园|落地|集聚|注册|(?<=区)(?:完成|实现))(?![的率]))"
)
_SCOPE = re.compile(SCOPE_WORD)
_WHOLE = re.compile(rf"(?:{WHOLE_WORD}|\*)")
_PLACE = re.compile(
    rf"^(?P<place>{SCOPE_WORD}(?:[东西南北]部(?!新城|片区|开发区))?|(?:{_PROVINCES})(?:[省市]|[壮回维]?[族吾尔]*自治区)?{_OF_A_PROVINCE}|{_AUTONOMOUS}|园区(?!内|建|面|的|管)|[\u4e00-\u9fff]{{1,5}}(?:新区|新城|开发区|"
    rf"高新区|经开区|自贸区|自贸试验区|自由贸易试验区|保税区|综保区|综合保税区|港区|口岸|示范区|"
    rf"保护区|先导区|城区|港(?!口|产业|工业|经济|澳)|都市圈|城市群|[\u4e00-\u9fff]{{2,4}}片区|科技城|科学城|农谷)|自贸试验区|自贸区|综保区|保税区|"
    rf"[^，。、的对和与为是在了全各个我\W\d]{{2,3}}(?:(?<!上)市(?!圈|区(?!域)|政(?:[道路管设工基公园污排桥]|供))|县(?!城(?![镇乡]|市(?![政区场])))|自治县|自治州)(?![场值容级]|民(?![营间生]))|[^，。、的对和与为是在了全各个\W\d小社城山库地园街片市景]{{1,3}}区(?=完成|实现|新开工|新入区|新签约|新引进|{_ECONOMY})|"
    rf"(?:新区|高新区|经开区|开发区|保税区|高新技术园区)(?=(?:已|共|累计)*(?:新?引进|入驻|落户|集聚|建成|新增|完成|注册)|{_ECONOMY})|"
    rf"{_PARK_NAME}{_OF_A_PARK})(?:内(?![河贸资需科外镜部陆])|"
    rf"的)?(?P<rest>.*)$"
)
# 完善市场体系, 友好城市, 海绵城市: the end looks like a place
_NO_PLACE = re.compile(
    r"^(?:.*[及了]|[一二三四五六七八九十两各]县|区县|新(?!区$|疆)|城市|超市|省市|县市|都市|本市|社区|全国|国家|高新区(?!$)|各|在|要|探索|位列|[A-Z]股|进出|.*出港$|环城|上市|门市|股市|楼市|夜市|菜市|州市|地市|设市|撤县|"
    r"贫困县|示范县|两个|大市|强县|[空海河]港$|..?集市|先进县|特色|重点|省级|市级|国家级|农村|城镇|民用|所有|其[他它]|每个|卫星|"
    r"文明|友好|海绵|郊区|后备|行政|建制|便民|生鲜|边民|老旧|枢纽(?!港[\u4e00-\u9fff]{2}园)|国际|大中|书记|只有|以|向|对|与|用|由|把|将|按|比|"
    r"[^城]*城市(?!群)|[\u4e00-\u9fff]上市|[\u4e00-\u9fff]{1,4}(?:省市|农村|村|互市|超市)$)"
)
# 在城区和临江新区之间: neither of the two
_BETWEEN = re.compile(
    r"^[\u4e00-\u9fff]{1,8}[区城市县镇][和与][\u4e00-\u9fff]{1,8}[区城市县镇]之间(?=[\u4e00-\u9fff]{2})"
)
_PLACE_SIGNS = frozenset("全我本市区县州旗镇城港圈谷岸园")
_OPENS_PROVINCE = frozenset(name[:2] for name in _PROVINCES.split("|"))
"""What opens with no province and holds none of the signs opens with no place; few phrases do."""
_LIST_MARK = re.compile(r"[、和及]")
_NAMED = r"[^，。、的对和与及在是为了全各个我每\W\d]{2,4}"
# 金沙区、临江区和高新区新建, 云溪、白河、望江县各筹集: several of them, named one by one
_LISTED = re.compile(
    rf"^(?P<places>{_NAMED}(?:[、和及]{_NAMED})*[、和及][^，。、的对和与及在是为了全各个我每\W\d]{{1,4}}?(?:(?<![两三四五六七八九十])[市县区旗镇](?<!地区)(?![场政级直属域民城乡容]|[区县]|委)|开发区|新城))"
    rf"(?=等?(?:各|均|都|共)?(?:新建|新增|新打造|改造|建成|建设|完成|实现|实施|引进|筹集|打造|培育|获得?|竞得|晋[位级升]|跻身|进入|入选|入围|规上|规模以上|经济总量|{_ECONOMY})(?!.*分别))"
)
_PARK = re.compile(r"园区|开发区|高新区|经开区|新区|保税区|示范区|产业园|科技城|管委会")
# 云溪软件园, 云溪科学城: organizations that are areas
_OWN_AREA = re.compile(r"(?:软件园|产业园区?|科技园区?|工业园区?|物流园区?|科学城|科技城|医药城|谷)$")
_PART_OF_NAME = re.compile(
    r"^(?:部门|机关|人民|人大|政协|政府|委|党|上下|公司|集团|银行|大学|项目|建设|级|域|民(?![营生办企宿间用族]))"
)
# 全市人民, 我市政府: of the whole region only what speaks of its people or its offices is part of the name
_PART_OF_WHOLE = re.compile(
    r"^(?:上下|人民|人大(?!代表[建议])|政协(?!提案|委员提案)|政府(?!债|隐性|性|投资|采购|投入|支出|网站|规章|数据)|委|党(?!组织|员|纪)|机关|级|域|性|民(?:众|心|意|主))"
)


def split_scope(phrase: str, patterns: Patterns) -> tuple[str | None, str]:
    """Split a place or area off the front of a phrase: 全市高企总数 -> (全市, 高企总数)."""
    if _PLACE_SIGNS.isdisjoint(phrase) and phrase[:2] not in _OPENS_PROVINCE:
        return None, phrase
    if between := _BETWEEN.match(phrase):
        return None, phrase[between.end() :]
    listed = _LISTED.match(phrase) if _LIST_MARK.search(phrase, 2, 9) else None
    if listed and all(is_area(place, patterns) for place in _LIST_MARK.split(listed["places"])):
        return listed["places"], phrase[listed.end() :]
    match = _PLACE.match(phrase)
    if not match or not is_area(match["place"], patterns) or _is_part_of_name(match):
        return None, phrase
    if match["place"] == "园区" and not patterns.of_a_park:
        return None, phrase  # 园区工业产值 is that of all parks, but where a park reports
    return match["place"], match["rest"]


def _is_part_of_name(match: re.Match[str]) -> bool:
    """Tell whether a place and what follows it are one name: 云溪市第二医院, 全市人民; but 全市 | 银行机构."""
    rule = _PART_OF_WHOLE if _WHOLE.match(match["place"]) else _PART_OF_NAME
    return bool(rule.match(match["rest"]))


def is_area(phrase: str, patterns: Patterns) -> bool:
    """Tell whether words that end like a place (市, 区, 港...) are one: what begins with a verb is none."""
    if _SCOPE.fullmatch(phrase):
        return True
    return not _NO_PLACE.match(phrase) and not patterns.no_place.match(phrase)


def is_whole(scope: str) -> bool:
    """Tell whether a scope is the whole region of the report (全市, 我省) or masked."""
    return bool(_WHOLE.match(scope))


def is_above(scope: str, regions: Sequence[str]) -> bool:
    """Tell whether a whole is that of a higher level than the report's own region: 全省 in the report of a city.

    `regions` are the names of the region, the full one first; nothing is above where there are none.
    """
    own = regions[0] if regions else "省"
    if own.endswith(("省", "自治区")):
        return False
    return scope.endswith("省") or (scope.endswith("区") and is_whole(scope) and not own.endswith("区"))


def tells_of_park(document: Document) -> bool:
    """Whether a report is one of a park or zone, which calls itself 园区."""
    title = document.title or next((line for line in document.text.splitlines() if line.strip()), "")
    return any(_PARK.search(text or "") for text in (title, document.region, document.issuer))


def region_names(region: str | None) -> tuple[str, ...]:
    """Give the names that a report uses for its own region: 安徽省合肥市 -> 合肥市, 合肥."""
    autonomous = re.fullmatch(r"([^省市州盟区县旗]{2,3}?)(?:壮族|回族|维吾尔)?自治区", region or "")
    if autonomous:
        return (autonomous.group(), autonomous[1])
    match = re.search(
        r"([^省市州盟区县旗]{2,6}?)(省|市|自治州|州|盟|区|县|旗)$",
        re.sub(r"^.*(?:省|自治区|自治州|(?<=.)市)(?=.{2,})", "", region or ""),
    )
    return (match[1] + match[2], match[1], match[1][0] + "城") if match else ()


def leave_out_names(scopes: list[str | None], clean: str, names: Sequence[str]) -> list[str | None]:
    """Take back an area that stands only in the names of organizations: 云溪市 of 云溪市第二医院收治患者3万人次."""
    said: dict[str | None, bool] = {}
    for scope in scopes:
        if scope and scope not in said:
            held = sum(clean.count(name) for name in set(names) if name.startswith(scope) and name != scope)
            said[scope] = not held or clean.count(scope) > held
    return [scope if said.get(scope, True) else None for scope in scopes]


def take_parks(scopes: list[str | None], actors: Sequence[Sequence[str]], clean: str) -> list[str | None]:
    """Let a park that a figure is of be its area too: 云溪软件园入驻企业40家; not one of several (云溪软件园等5家)."""
    return [
        names[0]
        if scope is None and len(names) == 1 and _OWN_AREA.search(names[0]) and f"{names[0]}等" not in clean
        else scope
        for scope, names in zip(scopes, actors, strict=True)
    ]
