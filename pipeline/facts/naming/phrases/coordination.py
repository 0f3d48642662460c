"""Split 城镇、农村居民人均可支配收入 into full indicators, and join several into one."""

from __future__ import annotations

import re

from pipeline.facts.naming.known import KnownNames
from pipeline.facts.naming.phrases.heads import (
    ACCOUNTS,
    ENDS_IN_HEAD,
    HEADS_OF_ACCOUNTS,
    combine_head,
    is_bare_head,
)
from pipeline.facts.naming.phrases.shared_heads import RATE, head_of_all, lend, shared_head
from pipeline.facts.naming.phrases.short_lists import fill_up, split_into, split_marks, split_short
from pipeline.facts.naming.wording import BALANCE, LENDER
from pipeline.resources.pattern_ends import compile_ending

_ASIDE_AT_END = re.compile(r"（[^）]*）$")
# 养老、医疗等保险参保人数, 化工、建材等支柱产业产值, 零售、餐饮等服务业
_AND_SUCH = re.compile(
    r"等(?:各项|各类)?(?:社会)?(?=保险)|(?<=[\u4e00-\u9fff])(?<![平高中初同均])等(?![级额候])"
    r"(?:[\u4e00-\u9fff]{0,6}?(?=(?:产业|行业)[\u4e00-\u9fff])|[\u4e00-\u9fff]{0,6}(?:服务业|行业|产业|领域|业态)$)"
)
_MARK_INSIDE = re.compile(
    r"(?<=存)、(?=贷款)|(?<=内)、(?=外资)|(?<=进)、(?=出口)|(?<=(?<!旅)客)、(?=货(?![邮物]))|(?<=产)、(?=销[量售])"
)
_SECTORS_OF_LIST = (
    (re.compile(r"第?一、第?二、第?三次?产业"), "三次产业"),
    (re.compile(r"(?<!、)第?二、第?三产业"), "二三产业"),
)
_SECTORS = re.compile(r"^(?P<numbers>第?[一二三](?:[、和]?第?[一二三]){1,2})次?(?P<of>产[^、和与及]*)$")
_QUOTED = re.compile(r"(?P<lead>[\u4e00-\u9fff]*)(?P<names>(?:“[^”]+”[、和]?)+)(?P<thing>[\u4e00-\u9fff]*)")
_STEMS = re.compile(r"[高中初小大男女老幼新旧东西南北内外城乡省市县区长短]")
_MEASURE = compile_ending(r"(?:[数率额值耗]|经费|(?<!需氧)量|水平|强度|浓度|满意度)$")
# 接待游客和旅游总收入: what is done to something has no head to borrow
_OBJECT_OF = re.compile(r"^(?:接待|新增|引进|完成|培训|发放)")
_OWNER_OF_ACCOUNTS = re.compile(
    rf"(?P<owner>[^、]{{2,}}(?:企业|国企|央企|民企|业|园区|公司|集群|单位|机构|银行|开发区|高新区)){HEADS_OF_ACCOUNTS}$"
)
_OF_SIZE = re.compile(r"(?:规模以上|规上|限额以上|限上)(?:工业企业|工业|服务业企业|服务业|企业|单位|商贸企业|建筑业)")
_INDUSTRY = re.compile(r"(?:服务业|工业|农业|建筑业|第?[一二三]次?产业|[一二三]产|制造业)(?!增加值率)")
# 旅游总人数、总收入, 商品房销售面积、销售额: who owns the first head owns the others
_OWNER_OF_HEADS = re.compile(
    r"(?:[工农商林牧渔造产]业|服务业|旅游业|建筑业|企业|产业|经济|园区|集群|商品房|旅游(?:接待)?|合同|产品|主体|专利|商标|版权|公司|市场|平台|贸易|公积金|"
    r"机构(?:各项|本外币|人民币)*|事故|招商引资|粮食|[夏秋]粮|小麦|玉米|水稻|蔬菜|水果|油料|茶叶|烤烟|烟叶)总?$"
)
_OF_NOBODY = frozenset({"投资", "支出", "出口", "进口", "规模", "总量", "面积"})
_REVENUE = compile_ending(r"(?:预算|财政)总?收入$")
_OF_COMPANIES = frozenset({"利税", "利润", "税收", "税金"})  # which 工业 alone does not own
_WHOLE_OF_SOCIETY = re.compile(r"(?:固定资产|用电|投资|消费|劳动)")
# 县域经济、高新技术产业投资: of what is an industry itself only 投资 is left unsaid
_SECTOR = compile_ending(r"(?<=[\u4e00-\u9fff])(?:经济|业)$")
_SECTOR_LENT = re.compile(r"^(?:产业|工业|行业|域?经济|业)(?=[\u4e00-\u9fff]{2})")
# 农村自来水普及率、卫生厕所普及率, 城市污水处理率和燃气普及率: what town and country each have
_WHERE = re.compile(r"^(?:农村|城市|城镇|城乡)(?=[\u4e00-\u9fff]{4})")
_ALSO_THERE = re.compile(
    r"^(?:(?:生活|集中)?(?:污水|垃圾)|自来水|供水|供电|供热|集中供热|燃气|用气|卫生厕所|户用?厕|无害化|绿地率|绿化|"
    r"(?:社会)?消费品零售|固定资产投资)"
)
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
    ("广播", "电视"),
    ("公办", "民办"),
    ("开工", "竣工"),
    ("开工", "建成"),
    ("签约", "开工"),
)


def split_coordination(subject: str, known: KnownNames) -> list[str] | None:
    """Split 城镇、农村居民人均可支配收入 into full indicators, as many as there are figures that take them.

    Args:
        subject: the words of the list.
        known: what the catalog knows of the names that these figures may take.

    Returns:
        An indicator for each figure, or None where the list cannot be split into as many.
    """
    count = len(known.stated)
    subject = _AND_SUCH.sub("", _MARK_INSIDE.sub("", subject))
    if count == 2 and "城乡" in subject and len(split_marks(subject)) == 1 and re.search(r"低保|最低生活保障", subject):
        return [subject.replace("城乡", part, 1) for part in ("城市", "农村")]
    if len(split_marks(subject)) == 1 and (parts := split_short(subject, count)):
        return parts
    if sectors := _SECTORS.match(subject):
        ordinal = "第" if sectors["of"].startswith("产业") else ""
        pieces = [f"{ordinal}{number}{sectors['of']}" for number in re.findall("[一二三]", sectors["numbers"])]
        return pieces if len(pieces) == count else None
    quoted = _QUOTED.fullmatch(subject)
    if quoted and len(names := re.findall(r"“[^”]+”", quoted["names"])) == count > 1:
        return [quoted["lead"] + name + quoted["thing"] for name in names]
    for listed, short in _SECTORS_OF_LIST:
        subject = listed.sub(short, subject)
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
    of_all = "" if any(known.is_rate(piece, at) for at, piece in enumerate(pieces[:-1])) else head_of_all(pieces)
    if of_all and not of_all.startswith("的"):  # 工业、商业投资占比: they may share more than that
        parts = split_coordination(subject.removesuffix(of_all), known)
        return [part + of_all for part in parts] if parts else None
    return _complete(pieces, of_all, known)


def _complete(pieces: list[str], of_all: str, known: KnownNames) -> list[str]:
    """Give each thing of a list the end of the next one that has one, and what it takes of those before it."""
    prefix = _shared_prefix(pieces)
    before = prefix or _before_opposite(pieces)
    ends = [at for at, piece in enumerate(pieces) if at == len(pieces) - 1 or (not of_all and _says_what(piece))]
    full: list[str] = []
    for index, piece in enumerate(pieces):
        end = next(at for at in ends if at >= index)
        start = next((at + 1 for at in reversed(ends) if at < index), 0)
        text = piece if end == index and not of_all else _lend_end(pieces, (start, index, end), of_all, known)
        apart = prefix and known.is_named_apart(text, index, prefix + text)
        if index and not text.startswith(before) and not apart:
            text = before + text
        full.append(_take_owner(full, piece, text) if index else text)
    return full


def _lend_end(pieces: list[str], place: tuple[int, int, int], of_all: str, known: KnownNames) -> str:
    """Give a thing of a list with the end that it shares, where it is none that stands for itself.

    Args:
        pieces: the list.
        place: where the things begin that share the end, where the thing stands, and where the end does.
        of_all: the end that is of all things, or an empty string.
        known: what the catalog knows of the names.
    """
    start, index, end = place
    piece, last = pieces[index], pieces[end]
    head = of_all or shared_head(pieces[start : end + 1])
    head = head if of_all or not _SECTOR.search(piece) else _SECTOR_LENT.sub("", head)
    lent = lend(piece, head)
    if head == "率" and (rate := RATE.search(last)) and known.is_name(longer := piece + rate.group(), index):
        lent = longer  # 城市污水、垃圾处理率; of 本地转化、精深加工率 only 率 is shared
    if of_all:
        return lent
    whole = _ASIDE_AT_END.sub("", piece).endswith(head) or known.is_whole(piece, index, lent, end, last)
    return piece if whole else lent


def _says_what(piece: str) -> bool:
    """Tell by its last words whether a thing of a list says what of it is measured."""
    return bool(_MEASURE.search(piece) or ENDS_IN_HEAD.search(piece) or _OBJECT_OF.match(piece))


def _take_owner(full: list[str], piece: str, text: str) -> str:
    """Give a bare head, which is `text` so far, what the things before it are of: 合同项数 of 合同额、项数."""
    bare, before = is_bare_head(piece), full[-1]
    if ACCOUNTS.fullmatch(piece) and (owner := _OWNER_OF_ACCOUNTS.match(full[0])):
        return owner["owner"] + piece
    rate = piece.endswith("率") or (piece.endswith("额") and len(piece) == _BARE_AMOUNT)
    if bare and rate and not is_bare_head(before) and ENDS_IN_HEAD.search(before):
        return combine_head(before, piece)
    owner_of = next((one for one in reversed(full) if _is_of(one, piece)), "") if bare else ""
    return combine_head(owner_of, piece) if owner_of else text


def _is_of(first: str, piece: str) -> bool:
    """Tell whether a bare head is of the one that the first thing of a list is a head of: 商品房销售面积、销售额."""
    if piece == "支出" and _REVENUE.search(first):
        return True
    if piece in _OF_NOBODY or (first.startswith("工业") and piece in _OF_COMPANIES):
        return False
    if BALANCE.fullmatch(piece) and not LENDER.search(first):
        return False
    head = ENDS_IN_HEAD.search(first)
    if head is None:
        return False
    of = "合同" if head.group().startswith("合同") else ""  # 技术合同成交额: the contract is its owner, too
    return bool(_OWNER_OF_HEADS.search(first[: head.start()] + of))


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
        r"^(?:万元(?:地区|国内)?(?:生产总值|GDP|产值|工业增加值)|单位(?:地区|国内)?(?:生产总值|GDP|工业增加值)|规模以上|限额以上|规上|限上|金融机构(?:本外币|人民币)?(?:各项)?|全社会|新增|新认定|"
        r"累计)",
        pieces[0],
    )
    where = None if match else _WHERE.match(pieces[0])
    if where and all(
        _ALSO_THERE.match(piece) and not _said_again(pieces[0], where.end(), piece) for piece in pieces[1:]
    ):
        return where.group()
    if not match:  # 县级以上示范合作社、家庭农场
        level = re.match(r"^(?:国家级|省级|市级|县级)(?:以上)?(?:示范|重点)", pieces[0])
        alike = any(re.match(r"^(?:国家|[省市县区]级|示范|重点)", piece) for piece in pieces[1:])
        return level.group() if level and not alike else ""
    if pieces[0][match.end() :] == "":
        return ""
    if match.group() == "全社会" and not all(map(_WHOLE_OF_SOCIETY.match, pieces[1:])):
        return ""  # 全社会研发经费、发明专利拥有量
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


def _said_again(first: str, start: int, piece: str) -> bool:
    """农村生活垃圾治理率、生活垃圾回收率: what would be shared is said anew, so each name is whole."""
    return first.startswith(piece[:2], start)


def join_indicators(indicators: list[str]) -> str:
    """Join the indicators that share one figure, as the text would: A、B、C."""
    return "、".join(dict.fromkeys(item for item in indicators if item))
