"""Read the shapes that need no unit list: fractions, ratio chains, ranks, and numbers without a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pipeline.quantities.numerals import parse_numeral

_PER_SCALE = {"百": 1, "千": 10, "万": 100}
_MOST_DOUBLINGS = 20
_PEOPLE_AFTER = re.compile(
    r"^(?:名)?(?:\d{1,2}(?:周)?岁(?:及?以上|以下))?(?:[^，。；、\d]{0,11}?)(?:群众|农民|人口|居民|学生|劳动力|老人|职工|农牧民|市民|"
    r"老年人|患者|党员|干部|游客|人才|移民|参保|师生|官兵|儿童|毕业生|人民|[渔牧灾村股网]民|人员|妇女|青年|年青人|"
    r"观众|儿女|劳动者|[女男]生|工人|教师|会员|志愿者|(?:五保|救助|监测|保障|低保)对象|就业群体|特困群体)"
)
_HOUSEHOLDS_AFTER = re.compile(
    r"^[^，。；、\d]{0,6}?(?:[困农灾]户|家庭|无电户|子女户|全倒户|用户)(?!的?(?:学生|劳动力|成员|人员|子女|儿童|群众|新生))"
)
_PEOPLE_COUNTED = re.compile(r"(?:培训|转移|带动|惠及|服务)[\u4e00-\u9fff]{0,6}(?:农民|群众|劳动力|人员|职工)$")
_VISITS_BEFORE = re.compile(r"(?:人次|人次数|客流量|吞吐量)[^，。；\d]{0,8}$")
_PEOPLE_BEFORE = re.compile(
    r"(?:人口|人数|就业|用工|从业人员|在校生)(?:[^，。；\d]|[\d.]+[余多]?[万亿][余多]?[和、]){0,8}$"
)
# 老年人84万, 常住人口超过210万，五年增加16万
_PEOPLE_NAMED = re.compile(
    r"(?:老年人|儿童|学生|职工|农民|群众|人员)(?:已|达到?|超过?|约|近|突破|为|有)*$|人口[^。；]{0,20}(?:增加|减少|达到?|增长到|至)了?$"
)
_VISITS_NAMED = re.compile(r"(?:人次|游客)[^。；]{0,20}$")
# 产业突破千亿: so much money, unless something else is measured in such numbers
_OTHER_LARGE = re.compile(
    r"(?:产量|总产|用电|发电|快递|业务量|用户|播放|点击|浏览|访问|阅读|流量|数据|参数|[件株只支斤吨度次])[^，。；]{0,12}$"
)
_MONEY_BEFORE = re.compile(
    r"(?:收入|产值|总额|投资|利润|税收|营收|销售额?|余额|GDP|增加值|生产总值|交易额|成交额|市值|"
    r"规模|经济总量)[^，。；\d]{0,8}$"
)
_HOUSEHOLDS_BEFORE = re.compile(r"(?:用户|户数|市场主体|经营主体|个体工商户)[^，。；\d]{0,8}$")
_BARE_LEAD = re.compile(
    r"(?:达到?|为|至|到|突破|超过?|升至|降至|是|控制在|比|指数|系数|得分|提高|浓度|比例|降为|分|"
    r"数|率)$"
)
_REACHED_BEFORE = re.compile(r"(?:突破|超过?|过|(?<!成)达到?|近|破|逾)$")
# 产值迈上百亿级台阶, 总量过百亿目标; but 百亿级陶瓷产业 and 7户窑厂达到百亿规模 are classes of things
_STEP_AFTER = re.compile(r"级?(?:台阶|大关|关口|(?:目标|规模)(?![的级企产园项集]))|级(?=[，。；]|$)")
_STEP_BEFORE = re.compile(r"(?:突破|超过?|过|达到?|近|破|逾|[跃迈登跨站]上|越过|跨越|[迈跨]入)了?$")
_OWNERS_COUNTED = re.compile(r"(?:\d|[一二两三四五六七八九十几百])[余多]?(?:个|家|户|大|条|种)[^，。；]{0,16}$")
_BARE_FROM = re.compile(
    r"(?:比|比值|倍差|倍数|差距|指数|系数|得分|分|浓度)(?:由|从)(?:[^，。；\d]{0,4}(?:\d{4}年[底末]?的?)?|[“\"]?十[一二三四五]?五[”\"]?[期末]{1,2}的?)$"
)
# 容积率不低于1.5: a least or a most of what has no unit
_DIMENSIONLESS_BOUND = re.compile(
    r"(?:容积率|指数|系数|比值|倍率)[^，。；\d]{0,6}不(?:[低高小大少多]于|超过|足)(?:约)?$"
)
# 指数为98.7（以去年同月为100）: what the index is reckoned from follows
_INDEX_VALUE = re.compile(r"指数(?:（[^（）]{1,8}）)?[^，。；\d]{0,6}$")
_INDEX_BASE = re.compile(r"^（[^（）]{1,14}(?:=|＝|为)100）")
_CLAUSE_END = re.compile(r"^(?:左右|以上|以下|以内)?(?:[，。；、！）]|$)")
# 收入比2.4，比上年同期缩小0.05: how far the value that stands before it moved
_MOVED_BY = re.compile(
    r"(?:比|比值|指数|系数)(?:为|达到?|是)?[\d.]+，(?:[比较][^，。；\d]{1,8}|同比)?(?:缩小|扩大|下降|上升|提高|降低|提升)了?$"
)
# 指数达到150点, 提高20点; no time of day
_INDEX_BEFORE = re.compile(
    r"指数[^。；]{0,24}(?:达到?|为|至|到|在|近|约|超过?|突破|[高低多少涨升降加]出?了?|指数|[由从][^，。；\d]{0,6}(?:\d{4}年的?)?)$"
)
# 夺得9金7银4铜; no metals, nor names that count them
_WON_BEFORE = re.compile(r"(?:[得获夺揽][了到]?|拿下)$")
_MEDAL = re.compile(r"(?P<count>[^金银铜、]+)[金银铜]")
_SECTORS_AFTER = re.compile(r"^(?:[、和]第?[二三]){1,2}次?产业?")
_TOP_VERB = re.compile(
    r"(?:入选|入围|进入|跻身|晋级|列|居|位|排|评为|获评|荣登|登上|迈入|挺进|成为|荣获|进|“|全国|"
    r"全省|全市|中国|全球|世界)[^，。；]{0,14}$"
)
_TOP_LIST = re.compile(r"(?:位列|位居|居|列|进入|排名|跻身|稳居|保持|名列|入围|挺进|迈入)[^，。；]{0,16}$")
_RANK_PLACE = re.compile(
    r"(?:居|列|位|排|排名|名列|位次|全国|全省|全区|全市|全州|世界|全球|中部|西部|东部|省|地区|"
    r"长三角|珠三角|[苏皖鄂赣粤浙闽湘豫冀鲁晋陕陇桂滇黔川渝辽吉黑][东西南北中]|西[南北]|[华][东南中北]|东北|沿海|[上中下]游|评分|总分|亚洲|城市|前进|升至|跃升|上升|保持|稳居|获|取得|得|蝉联|[我全][省市县区州盟旗疆])[^，。；]{0,10}$|(?:[从由自强榜]|[大强榜]”|\d{4}年的?)$"
)


@dataclass(frozen=True, slots=True)
class Read:
    """One number that was read, at its place in the clean view."""

    start: int
    end: int
    value: Decimal
    unit: str
    form: str
    value_max: Decimal | None = None


def read_form(match: re.Match[str], clean: str) -> Iterator[Read]:
    """Read a match of one of the shapes that bring their unit with them; nothing where it means none."""
    start, end = match.span()
    if match["per"]:
        scale = _PER_SCALE[match["per_of"]]
        high = parse_numeral(match["per_high"]) / scale if match["per_high"] else None
        yield Read(start, end, parse_numeral(match["per_value"]) / scale, "%", "fraction", high)
    elif match["fraction"]:
        value = _read_fraction(match)
        if value is not None:
            yield Read(start, end, value, "%", "fraction")
    elif match["chain"]:
        yield from _read_chain(match, clean)
    elif match["doubling"]:
        times = parse_numeral(match["times"])
        yield Read(start, end, 2**times if times <= _MOST_DOUBLINGS else Decimal("NaN"), "倍", "multiple")
    elif match["rank"]:
        value = _read_rank(match, clean)
        if value is not None:
            yield Read(start, end, value, "位", "rank")
    elif match["medals"]:
        if _WON_BEFORE.search(clean[:start]):
            for medal in _MEDAL.finditer(clean, start, end):
                yield Read(*medal.span(), parse_numeral(medal["count"]), "枚", "medal")
    elif match["points"]:
        if _INDEX_BEFORE.search(clean[:start]):
            yield Read(start, end, parse_numeral(match["points_value"]), "点", "points")
    else:
        rest = Decimal(5) if match["half"] == "半" else parse_numeral(match["half"] or "零")
        value = parse_numeral(match["tenths_value"]) * 10 + rest
        yield Read(start, end, value, "%", "fraction")


def read_bare(match: re.Match[str], clean: str) -> tuple[Decimal, str] | None:
    """Read a number without a unit where it plainly is a value; its unit is inferred from what is counted."""
    before, after = clean[: match.start()], clean[match.end() :]
    text = match.group()
    if match["bare_scale"]:
        is_step = _STEP_AFTER.match(after)
        if is_step and _OWNERS_COUNTED.search(before):
            return None
        if not (_STEP_BEFORE if is_step else _REACHED_BEFORE).search(before):
            return None
        return parse_numeral(text), _infer_unit(text, before, after)
    if re.search(r"[万亿]", text):
        return parse_numeral(text), _infer_unit(text, before, after)
    if _BARE_FROM.search(before) and re.match(
        r"^(?:提高|提升|上升|增加|下降|降低|缩小|降|升|扩大|优化|调整|减少|回落|回升|上涨)", after
    ):
        return parse_numeral(text), ""  # 收入比由1.94缩小至1.91
    stated = _BARE_LEAD.search(before) or _MOVED_BY.search(before) or _DIMENSIONLESS_BOUND.search(before)
    if stated and _CLAUSE_END.match(after):
        return parse_numeral(text), ""
    if _INDEX_BASE.match(after) and _INDEX_VALUE.search(before):
        return parse_numeral(text), ""
    return None


def _read_fraction(match: re.Match[str]) -> Decimal | None:
    if match["denominator"]:
        numerator, denominator = parse_numeral(match["numerator"]), parse_numeral(match["denominator"])
    else:
        numerator, denominator = Decimal(match["over"]), Decimal(match["under"])
    if denominator == 0 or not 0 < numerator < denominator:
        return None
    return (numerator * 100 / denominator).quantize(Decimal("0.0001")).normalize() + 0


def _read_chain(match: re.Match[str], clean: str) -> Iterator[Read]:
    """Read 9.6:45.1:45.3 as three shares; a chain of two parts is one ratio of the first to the second."""
    parts = match["chain"].split(":")
    values = [Decimal(part) for part in parts]
    if len(parts) == 2 and not 98 <= sum(values) <= 102:
        if re.search(r"比(?:例|值)?[^，。；]{0,24}$", clean[: match.start()]) and values[1]:
            yield Read(match.start(), match.end(), _quotient(*values), "", "bare")
        return
    if not 98 <= sum(values) <= 102:
        return
    start = match.start()
    for part, value in zip(parts, values, strict=True):
        yield Read(start, start + len(part), value, "%", "ratio_part")
        start += len(part) + 1


def _quotient(first: Decimal, second: Decimal) -> Decimal:
    try:
        return (first / second).quantize(Decimal("0.0001")).normalize() + 0
    except InvalidOperation:  # too many digits for a ratio that means anything
        return Decimal("NaN")


def _read_rank(match: re.Match[str], clean: str) -> Decimal | None:
    before, after = clean[: match.start()], clean[match.end() :]
    if match["rank_value"]:
        if _SECTORS_AFTER.match(after) and not re.search(r"[居列位排]", before[-8:]):
            return None  # 全市第一、二、三产业增加值: no place of the city
        names_thing = not match["rank_unit"] and re.match(r"^[\u4e00-\u9fff]", after)
        near = re.search(r"(?:居|列|排|位|全国|全省|全市|全区|全球|世界|名|评分|总分)$", before)
        placed = near or not names_thing or re.match(r"^[的和与并、低高长大快好多]", after)
        return parse_numeral(match["rank_value"]) if placed and _RANK_PLACE.search(before) else None
    if match["top_alone"]:
        return parse_numeral(match["top_alone"]) if _TOP_LIST.search(before) else None
    if match["top_value"]:
        return parse_numeral(match["top_value"])
    # 12家中国500强: the list tells which companies are counted
    is_place = _TOP_VERB.search(before) and not re.search(r"\d+(?:家|户)[^，。；]*$", before)
    return parse_numeral(match["strong_value"]) if is_place else None


def _infer_unit(text: str, before: str, after: str) -> str:
    if _HOUSEHOLDS_AFTER.match(after):
        return "户"
    if _PEOPLE_AFTER.match(after) or _PEOPLE_COUNTED.search(before):
        return "人"
    if _VISITS_BEFORE.search(before):
        return "人次"
    if _PEOPLE_BEFORE.search(before):
        return "人"
    if _HOUSEHOLDS_BEFORE.search(before):
        return "户"
    if _MONEY_BEFORE.search(before):
        return "元"
    if _VISITS_NAMED.search(before):
        return "人次"
    if _PEOPLE_NAMED.search(before):
        return "人"
    return "元" if "亿" in text and not _OTHER_LARGE.search(before) else ""
