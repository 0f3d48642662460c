"""The end that the last thing of a list lends to the others: 收入 of 城镇、农村居民收入."""

from __future__ import annotations

import re

from pipeline.facts.naming.phrases.heads import ENDS_IN_HEAD, HEADS
from pipeline.resources.pattern_ends import compile_ending

_MODIFIER_PAIRS = re.compile(
    r"^(?:城镇|农村|城市|乡村|国家级|省级|市级|县级|国家|省|市|县|国税|地税|第[一二三]产业|"
    r"[一二三]产|工业|农业|服务业|新建|改建|续建|在建|签约|开工|竣工|投产|公办|民办|公立|进口|出口|存款|贷款|存|贷|"
    r"本科|专科|小学|初中|高中|中职|高职|城区|郊区|男性|女性|规上|限上|国有|民营|外资|内资|居民|职工)"
)
_ESTATE = compile_ending(r"房地产开发投资$")  # no 开发投资 is that of the others
# 工业机器人, 城镇职工医保: they also begin the name of a thing
_OF_NAMES = frozenset({"工业", "农业", "城镇", "城市", "居民", "职工"})
# 新签约、新投产亿元以上项目: the things are told apart by how far they have come
_STAGE = re.compile(
    r"^(?:新?(?:签约|开工(?:建设)?|竣工|投产|引进|落地|入库)|续建|在建|建成(?:投[产用])?|完工|达产|储备)(?=[\u4e00-\u9fffA-Z\d]{2}|$)"
)
_CUT = re.compile(r"(?:淘汰|化解|压减|退出|去除)(?:落后|过剩)?产能$")  # 钢铁、水泥淘汰落后产能
# 民间投资和工业投资的比重, 工业投资、民间投资占比: the last word is of all of them
_OF_ALL = re.compile(
    r"(?:的(?:比重|比例|占比|覆盖率|普及率|增速|增幅|数量|总量)|(?<=[\u4e00-\u9fff]{2})(?:年均|平均)?(?:占比|增速|增幅))$"
)
_SAID_OF_ONE = re.compile(r"(?:占比|比重|增速|增幅|比例|率)$")
# 跨国公司总部, 专业镇: a kind of body or place is whole as it stands
BODY = re.compile(
    r"(?:总部|[镇村园区院所站社店厂校]|公司|企业|中心|平台|基地|项目|机构|实验室|工厂|人才|团队|学校|医院)$"
)
_MEASURED = compile_ending(
    r"(?:(?:医保|医疗保险|住院|门诊|费用)*报销比例|(?:审批|办理|办结|审核|核准|通关|报建|办件)(?:时间|时限)|(?:补助|补贴|保障|救助|供养|奖补|收费|工资)标准|"
    r"最低工资标准)$"
)
# 政务服务、营商环境满意度: what is shared, but is no head of its own that takes up what went before
_LENT = re.compile(
    r"(?<!^)(?:(?:中长期)?贷款|(?:年平均|年均|平均)?浓度(?:均值)?|(?:群众|公众|社会|患者|居民)*(?:满意度|好评率)|"
    r"(?:财政|资金|经费|专项|总)?投入|参保(?:缴费)?(?:总?人数|率|覆盖率)|在校学?生(?:人数|数)?|保险基金(?:总?收入|总?支出|结余|征缴率|收缴率)|(?:进出口|出口|进口)(?:总额|额|总值|值)?|"
    r"(?:综合|设计|日|年)*(?:处理|处置|生产|加工|通过|供水|供应|供给|接待|吞吐|发电|储存|存储|仓储|运输|焚烧|设计|供电|冶炼|制造|检测)+能力)$"
)
_STANDARD = re.compile(r"[\u4e00-\u9fff]{2}标准")
_INSURED = compile_ending(
    r"(?:基本)?(?:养老|医疗|失业|工伤|生育|大病)?(?P<of>(?<!金融)保险(?:参保|基金)?(?:覆盖|征缴|收缴)?(?:人数|率|面|收入|支出|结余)?)$"
)
_GRANTED = re.compile(r"(?:供养|保障|救助|低保|补助|补贴|津贴|(?P<sum>金|工资|标准))$")
# 城镇化率 is a word of its own, of 区域绿化率 only 绿化率
RATE = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:[\u4e00-\u9fff](?![绿美硬亮])[\u4e00-\u9fff]化|[\u4e00-\u9fff]{2})率$")
_WIDER = compile_ending(
    rf"(?:居民人均(?:可支配)?|人均(?:可支配|纯|现金|消费)?|贷款|存款|进出口|总|工业|产业链?|固定资产|网上|商品)?(?:{HEADS})$"
)
_IS_PLACE = re.compile(r"[区县镇乡村]$")
_PLACE_AHEAD = re.compile(r"[\u4e00-\u9fff]{1,4}?[区县镇乡村](?P<rest>[\u4e00-\u9fff]{2,}率)$")
_LONG_STEM = 2
# of 城镇和农村养老保险参保人数 more than the insurance is shared
_TOWN_AND_COUNTRY = ("城镇", "农村", "城乡", "居民", "职工")


def lend(piece: str, head: str) -> str:
    """Put what the last piece lends onto another one, which may end in a word of it: 养老保险 and 保险参保人数.

    What is granted (集中供养, 低保) takes 标准 alone, and a sum (养老金) takes nothing.
    """
    if piece.endswith(head) or (head == "产业" and piece.endswith("业")):
        return piece
    if head.startswith("产业") and piece.endswith("业"):
        return piece + head.removeprefix("产业")
    if _STANDARD.fullmatch(head) and (granted := _GRANTED.search(piece)):
        return piece if granted["sum"] else f"{piece}标准"
    same = next((size for size in range(min(len(piece), len(head) - 1), 1, -1) if piece.endswith(head[:size])), 0)
    return piece + head[same:]


def shared_head(pieces: list[str]) -> str:
    """Find the end that the last piece lends to the others: 常住居民人均可支配收入, 贷款余额, 零售额."""
    last = pieces[-1]
    if (stage := _STAGE.match(last)) and all(map(_STAGE.fullmatch, pieces[:-1])):
        return last[stage.end() :]
    if (cut := _CUT.search(last)) and cut.start() > 1 and not _CUT.search(pieces[0]):
        return cut.group()
    if "保险" in pieces[0][-4:] or not pieces[0].endswith(_TOWN_AND_COUNTRY):
        insured = _INSURED.search(last)
        if insured:
            return insured["of"]
    elif pieces[0].endswith(("职工", "居民")) and (insured := _INSURED.search(last)):
        return insured.group()
    if last.startswith("贷款") and pieces[0].endswith("存款"):
        return last.removeprefix("贷款")
    modifier = _MODIFIER_PAIRS.match(last)
    if modifier and any(
        _MODIFIER_PAIRS.fullmatch(piece[-len(match.group()) :])
        for piece in pieces[:-1]
        if (match := _MODIFIER_PAIRS.search(piece))
    ):
        return last[modifier.end() :]
    alike = BODY.search(last) and BODY.search(pieces[0])  # 转移机构、规上企业: each says itself what it is
    if modifier and not alike and modifier.group() not in _OF_NAMES and len(pieces[0]) <= len(modifier.group()) + 4:
        return last[modifier.end() :]
    if measured := _LENT.search(last):
        return measured.group()
    if _ESTATE.search(last):
        return "投资"
    found = ENDS_IN_HEAD.search(last)
    if found and not found.start():
        return ""  # 人口和面积: it is a thing of its own
    if found:
        wider = _WIDER.search(last)
        alone = wider and wider.group().startswith("进出口") and not wider.start()
        if alone:
            return ""
        return wider.group() if wider and wider.start() else found.group()  # 畜牧业、工业产值 share 产值
    each = re.search(r"(?:生均|人均|户均)[\u4e00-\u9fff]{2,8}(?:标准|水平|拨款|经费)$", last)
    if each:
        return each.group()
    if measured := _MEASURED.search(last):
        return measured.group()
    volume = re.search(r"(?<=[\u4e00-\u9fff]{2})[\u4e00-\u9fff]{2}量$", last)
    if volume:
        return volume.group()
    rate = RATE.search(last)
    if rate and (place := _PLACE_AHEAD.match(last)) and all(map(_IS_PLACE.search, pieces[:-1])):
        return place["rest"]  # 建成区和园区绿化覆盖率
    if rate and not any(piece.endswith("率") for piece in pieces[:-1]):
        if rate.start() > _LONG_STEM or all(len(piece) == rate.start() for piece in pieces[:-1]):
            return rate.group()  # 供热、集中供水普及率; of 本地转化和精深加工率 only 率 is shared
        return "率"
    tail = re.search(
        r"(?:(?:地区|国内)?生产总值|GDP|企业|产业|项目|平台|人才|机构|中心|基地|人次|人数|工厂|实验室|学校|医院|村|镇|数|率|量|额)$",
        last,
    )
    bodies = tail and BODY.search(tail.group()) and all(map(BODY.search, pieces))
    return tail.group() if tail and not bodies else ""


def head_of_all(pieces: list[str]) -> str:
    """Find the end that is of all pieces, whatever they end in: 的比重, or 占比 that only the last one has."""
    found = _OF_ALL.search(pieces[-1])
    if found is None or (not found.group().startswith("的") and any(map(_SAID_OF_ONE.search, pieces[:-1]))):
        return ""
    return found.group()
