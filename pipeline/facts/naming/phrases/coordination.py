"""Split 城镇、农村居民人均可支配收入 into full indicators, and join several into one."""

from __future__ import annotations

import re

from pipeline.facts.naming.phrases.heads import (
    ACCOUNTS,
    ENDS_IN_HEAD,
    HEADS,
    HEADS_OF_ACCOUNTS,
    combine_head,
    is_bare_head,
)
from pipeline.facts.naming.phrases.short_lists import fill_up, split_into, split_marks, split_short

_ASIDE_AT_END = re.compile(r"（[^）]*）$")
_STEMS = re.compile(r"[高中初小大男女老幼新旧东西南北内外城乡省市县区长短]")
# 接待游客和旅游总收入: what is done to something has no head to borrow
_OBJECT_OF = re.compile(r"^(?:接待|新增|引进|完成|培训|发放)")
_OWNER_OF_ACCOUNTS = re.compile(
    rf"(?P<owner>[^、]{{2,}}(?:企业|国企|央企|民企|业|园区|公司|集群|单位|机构|银行|开发区|高新区)){HEADS_OF_ACCOUNTS}$"
)
_MODIFIER_PAIRS = re.compile(
    r"^(?:城镇|农村|城市|乡村|国家级|省级|市级|县级|国家|省|市|县|国税|地税|第[一二三]产业|"
    r"[一二三]产|工业|农业|服务业|新建|改建|续建|在建|签约|开工|竣工|投产|进口|出口|存|贷|存款|"
    r"贷款|本科|专科|小学|初中|高中|中职|高职|城区|郊区|男性|女性|规上|限上|国有|民营|外资|内资)"
)
_OF_SIZE = re.compile(r"(?:规模以上|规上|限额以上|限上)(?:工业企业|工业|服务业企业|服务业|企业|单位|商贸企业|建筑业)")
_INDUSTRY = re.compile(r"(?:服务业|工业|农业|建筑业|第?[一二三]次?产业|[一二三]产|制造业)(?!增加值率)")
_CUT = re.compile(r"(?:淘汰|化解|压减|退出|去除)(?:落后|过剩)?产能$")  # 钢铁、水泥淘汰落后产能
# 民间投资和工业投资的比重: the last word is of all of them
_OF_ALL = re.compile(r"的(?:比重|比例|占比|覆盖率|普及率|增速|增幅|数量|总量)$")
_MEASURED = re.compile(
    r"(?:(?:医保|医疗保险|住院|门诊|费用)*报销比例|(?:审批|办理|办结|审核|核准|通关|报建|办件)(?:时间|时限)|(?:补助|补贴|保障|救助|供养|奖补|收费|工资)标准|"
    r"最低工资标准)$"
)
_STANDARD = re.compile(r"[\u4e00-\u9fff]{2}标准")
_GRANTED = re.compile(r"(?:供养|保障|救助|低保|补助|补贴|(?P<sum>金|工资|标准))$")
_LONG_STEM = 2
_BARE_AMOUNT = 3
"""How long 执行额 and 出口额 are, which in a list are of what the amount before them is of."""
_OPPOSITES = (
    ("集中", "分散"),
    ("城镇", "农村"),
    ("城市", "农村"),
    ("国内", "入境"),
    ("门诊", "住院"),
    ("线上", "线下"),
    ("申请", "授权"),
    ("开工", "竣工"),
    ("开工", "建成"),
    ("签约", "开工"),
)


def split_coordination(subject: str, count: int) -> list[str] | None:
    """Split 城镇、农村居民人均可支配收入 into `count` full indicators, or None where it cannot be split."""
    subject = re.sub(
        r"等(?:各项|各类)?(?:社会)?(?=保险)", "", subject.replace("存、贷款", "存贷款").replace("内、外资", "内外资")
    )
    if count == 2 and "城乡" in subject and re.search(r"低保|最低生活保障", subject):
        return [subject.replace("城乡", part, 1) for part in ("城市", "农村")]
    if len(split_marks(subject)) == 1 and (parts := split_short(subject, count)):
        return parts
    sectors = re.match(r"^第?([一二三])、?第?([一二三])(?:、?第?([一二三]))?次?(产业.*)$", subject)
    if sectors:
        pieces = [f"第{number}{sectors[4]}" for number in sectors.groups()[:3] if number]
        return pieces if len(pieces) == count else None
    quoted = re.fullmatch(
        r"(?P<lead>[\u4e00-\u9fff]*)(?P<names>(?:“[^”]+”[、和]?)+)(?P<thing>[\u4e00-\u9fff]*)", subject
    )
    if quoted and len(names := re.findall(r"“[^”]+”", quoted["names"])) == count > 1:
        return [quoted["lead"] + name + quoted["thing"] for name in names]
    marked = split_marks(subject)
    found = split_into(subject, count) or fill_up(marked, count) or fill_up(subject.split("、"), count)
    if found is None:
        return None
    pieces = found
    last = pieces[-1]
    if len(pieces[0]) <= 2 < len(last) - 3 and all(len(piece) == len(pieces[0]) for piece in pieces[:-1]):
        rest = last[len(pieces[0]) :]  # 高、中职毕业生就业率
        if _STEMS.fullmatch(pieces[0]) and _STEMS.match(last):
            return [*(piece + rest for piece in pieces[:-1]), last]
    if opposite := _opposite_of(pieces):
        return [opposite, last]
    of_all = _OF_ALL.search(last)
    head = of_all.group() if of_all else _shared_head(pieces)
    prefix = _shared_prefix(pieces) or _before_opposite(pieces)
    full: list[str] = []
    for index, piece in enumerate(pieces):
        whole = (
            _ASIDE_AT_END.sub("", piece).endswith(head)
            or re.search(r"[数率额值]$|(?<!需氧)量$", piece)
            or ENDS_IN_HEAD.search(piece)
            or _OBJECT_OF.match(piece)
            or piece == last
        )
        text = piece if whole and not of_all else _lend(piece, head)
        text = text if index == 0 or text.startswith(prefix) else prefix + text
        lone = (
            index > 0
            and (piece.endswith("率") or (piece.endswith("额") and len(piece) == _BARE_AMOUNT))
            and is_bare_head(piece)
            and not is_bare_head(full[-1])
            and ENDS_IN_HEAD.search(full[-1])
        )
        owner = _OWNER_OF_ACCOUNTS.match(full[0]) if index and ACCOUNTS.fullmatch(piece) else None
        full.append(owner["owner"] + piece if owner else combine_head(full[-1], piece) if lone else text)
    return full


def _lend(piece: str, head: str) -> str:
    """Put what the last piece lends onto another one, which may end in a word of it: 养老保险 and 保险参保人数.

    What is granted (集中供养, 低保) takes 标准 alone, and a sum (养老金) takes nothing.
    """
    if piece.endswith(head) or (head == "产业" and piece.endswith("业")):
        return piece
    if _STANDARD.fullmatch(head) and (granted := _GRANTED.search(piece)):
        return piece if granted["sum"] else f"{piece}标准"
    return piece + (head[2:] if len(head) > 4 and piece.endswith(head[:2]) else head)


def _shared_head(pieces: list[str]) -> str:
    """Find the end that the last piece lends to the others: 常住居民人均可支配收入, 贷款余额, 零售额."""
    last = pieces[-1]
    if (cut := _CUT.search(last)) and cut.start() > 1 and not _CUT.search(pieces[0]):
        return cut.group()
    modifier = _MODIFIER_PAIRS.match(last)
    if modifier and any(
        _MODIFIER_PAIRS.fullmatch(piece[-len(match.group()) :])
        for piece in pieces[:-1]
        if (match := _MODIFIER_PAIRS.search(piece))
    ):
        return last[modifier.end() :]
    if modifier and len(pieces[0]) <= len(modifier.group()) + 4:
        return last[modifier.end() :]
    insured = re.search(r"保险(?:参保(?:人数|率)?)?$", last)
    if insured:
        return insured.group()
    found = ENDS_IN_HEAD.search(last)
    if found and not found.start():
        return ""  # 人口和面积: it is a thing of its own
    if found:
        wider = re.search(
            rf"(?:居民人均(?:可支配)?|人均|贷款|存款|进出口|总|工业|固定资产|网上|商品)?(?:{HEADS})$", last
        )
        alone = wider and wider.group().startswith("进出口") and not wider.start()
        return "" if alone else wider.group() if wider else found.group()
    each = re.search(r"(?:生均|人均|户均)[\u4e00-\u9fff]{2,8}(?:标准|水平|拨款|经费)$", last)
    if each:
        return each.group()
    if measured := _MEASURED.search(last):
        return measured.group()
    volume = re.search(r"(?<=[\u4e00-\u9fff]{2})[\u4e00-\u9fff]{2}量$", last)
    if volume:
        return volume.group()
    rate = re.search(r"(?<=[\u4e00-\u9fff]{2})[\u4e00-\u9fff]{2}率$", last)
    if rate and not any(piece.endswith("率") for piece in pieces[:-1]):
        if rate.start() > _LONG_STEM or all(len(piece) == rate.start() for piece in pieces[:-1]):
            return rate.group()  # 供热、集中供水普及率; of 本地转化和精深加工率 only 率 is shared
        return "率"
    tail = re.search(
        r"(?:(?:地区|国内)?生产总值|GDP|企业|产业|项目|平台|人才|机构|中心|基地|人次|人数|工厂|实验室|学校|医院|村|镇|数|率|量|额)$",
        last,
    )
    return tail.group() if tail else ""


def _opposite_of(pieces: list[str]) -> str:
    """Complete the first of two opposites by the second: 集中 of 集中和分散供养孤儿生活费; empty where it is none."""
    if len(pieces) != 2:
        return ""
    pairs = (pair[::turn] for pair in _OPPOSITES for turn in (1, -1))
    rests = (pieces[1].removeprefix(other) for one, other in pairs if pieces[0] == one and pieces[1].startswith(other))
    return next((pieces[0] + rest for rest in rests), "")


def _before_opposite(pieces: list[str]) -> str:
    """Find what stands before the first of two opposites: 五保对象 of 五保对象集中供养、分散供养标准."""
    if len(pieces) != 2:
        return ""
    first, last = pieces
    for pair in _OPPOSITES:
        for one, other in (pair, pair[::-1]):
            at = first.find(one)
            rest = first[at + len(one) :]
            if at > 1 and last.startswith(other) and last[len(other) :].startswith(rest):
                return first[:at]
    return ""


def _shared_prefix(pieces: list[str]) -> str:
    """Find what the first piece lends to the rest: 限上 of 限上汽车、家具零售额."""
    match = re.match(
        r"^(?:万元(?:地区|国内)?(?:生产总值|GDP|产值|工业增加值)|单位(?:地区|国内)?(?:生产总值|GDP|工业增加值)|规模以上|限额以上|规上|限上|金融机构(?:本外币|人民币)?(?:各项)?|全社会|全部|新增|新认定|"
        r"累计)",
        pieces[0],
    )
    if not match:  # 县级以上示范合作社、家庭农场
        level = re.match(r"^(?:国家级|省级|市级|县级)(?:以上)?(?:示范|重点|龙头)", pieces[0])
        alike = any(re.match(r"^(?:国家|[省市县区]级|示范|重点)", piece) for piece in pieces[1:])
        return level.group() if level and not alike else ""
    if pieces[0][match.end() :] == "":
        return ""
    whose = _OF_SIZE.match(pieces[0])
    if whose and all(map(is_bare_head, pieces[1:])):
        return whose.group()  # 规模以上工业总产值、利税
    if whose and any(_INDUSTRY.match(piece) for piece in pieces[1:]):
        return ""  # 规模以上工业增加值、服务业增加值
    return (
        match.group()
        if not any(re.match(r"^(?:规|限|全|新|居民|城|农|社会|地区|一般)", piece) for piece in pieces[1:])
        else ""
    )


def join_indicators(indicators: list[str]) -> str:
    """Join the indicators that share one figure, as the text would: A、B、C."""
    return "、".join(dict.fromkeys(item for item in indicators if item))
