"""Limits that define a class of things: 亿元以上项目, 年营收超过7亿元企业, 20蒸吨以下锅炉."""

from __future__ import annotations

import re

from pipeline.resources.pattern_ends import compile_ending

_CLAUSE_ENDS = "，。；"
# 下达3亿元资金 hands them down; 近600亿元 is no limit of a class
_EXCEEDING = compile_ending(r"(?:超过?|突破|高于|不低于|不少于|(?<![下送抵])达|达到|大于|过|在|为|逾|低于|不足|小于)$")
_CLASS_HEAD = (
    r"(?:重点|重大|工业|大型|龙头|骨干|技改|技术改造|在库|入库|储备|续建|产业|制造业|农业|商贸|服务业|优质|新|内资|"
    r"外资|外贸|外经|建设|招商|央企|各类|规模|纳税|高新技术|签约|开工|在建|产值|"
    r"先进|战略性|亿元|燃煤|燃油|燃气|小|落后|老旧|外商|主营|上市|科技型|科技|贫困|低收入|内外资|投资|民营|制造|生产|传统|特色|优势|高端|大|中小型|小型|中型)*"
    r"(?:项目|企业|产业|集群|大户|单体|商品|品牌|产品|单品|园区|镇|乡|县|村|街|市场|合同|公司|"
    r"楼宇|总部|法人|单位|工业园|工厂|市州|车间|机组|锅炉|家庭|人群|老人|老年人|儿童|人口|人员|"
    r"行政村|城市|脱贫户|贫困户|低收入户|监测户|农户|"
    r"工程|设备|经营主体|主体|客商|外企|店|综合体|交易|投资|大项目|好项目|龙头|平台|河流|水库|"
    r"强县|强镇|基金|农场|合作社|种植|基地|建筑|道路|贷款|资金|锅炉|煤矿|矿井|矿山|高炉|转炉|渔船|采购)"
)
AT_LEAST_CLASS = re.compile(
    rf"^(?:及)?(?:以上|以下|以内|之上)(?:的)?(?:[（(][^）)]*[）)])?(?:、[^，。；]{{0,12}}?(?:以上|"
    rf"以下)(?:的)?)?{_CLASS_HEAD}"
)
# 新增销售8亿元以上企业14家: what follows is counted by itself
_NAMED_CLASS = re.compile(r"^(?:及)?以上(?:的)?[\u4e00-\u9fff]{0,6}(?:项目|企业|园区|产业|集群|公司|单位|平台|基地)\d")
_CLASS_AFTER = re.compile(rf"^(?:人民币)?(?:的)?(?:单体)?{_CLASS_HEAD}")
# 新增产值过80亿元、利税过5亿元的企业, 3家过80亿元、9家过30亿元的公司: a list of limits of one class
_LIMIT = (
    r"(?:(?:销售|产值|利税|税收|纳税|利润|营收|投资|(?:财政|营业|销售|经营)收入)?(?:超过?|过|突破|达))?"
    r"(?:\d[\d.]*)?[十百千万亿]+(?:美?元)?(?:以上)?"
)
_LIMITS_AFTER = re.compile(rf"^(?:以上)?(?:(?:[、和及与]|以及)(?:\d+[余多]?[个家户])?{_LIMIT})+(?:的)?{_CLASS_HEAD}")
# 建设4个 | 800头以上奶牛牧场: how large each of those is that are counted
_ONE_COUNT_BEFORE = re.compile(r"[\d一二两三四五六七八九十百][余多]?(?:个|家|座|处|所)$")
_AND_UP = re.compile(r"^(?:及?以上|以下)(?:的)?[\u4e00-\u9fff]{2}")
# 引进6亿元或1亿美元项目3个: one or the other amount makes them of the class
_EITHER_CLASS = re.compile(rf"^(?:以上)?(?P<other>或者?{_LIMIT})?(?:的)?{_CLASS_HEAD}")
_EITHER_BEFORE = re.compile(r"(?:\d[\d.]*)?[十百千万亿]+美?元(?:以上)?或者?(?:超过?|过)?$")
_LIMIT_BEFORE = re.compile(r"(?:超过?|过|突破)(?:(?:\d[\d.]*)?[十百千万亿]+美?元(?:以上)?[、和及与])+$")
# 产值过亿元的7户, 投资5000万元以上的8个, 原值30万元以上的科研仪器
_OF_A_CLASS = re.compile(
    r"^(?:及)?(?:以上|以下)?的(?:有)?(?:[\d一二三四五六七八九十]|[\u4e00-\u9fff]{0,6}(?:仪器|设备|"
    r"装备|产品|采购|物资|单子|订单))"
)
# 年收入3亿元、利润800万元以上的骨干企业
_SALES = re.compile(r"(?:销售(?:收入|额)?|利税|税收|产值|营收|业务收入)$")
_SELLERS_AFTER = re.compile(
    r"^(?:以上)?(?:(?:、(?:利税|税收|利润|产值)[^，。；、]{1,10})?的[\u4e00-\u9fff]{0,6}|"
    r"、(?:利税|税收|利润|产值)[\d.]+[万亿]*元以上)(?:企业|集团|公司|园区|基地)"
)
# 3000万元以上康养项目16个, 产值过亿元文化企业达到8家, 500平方米以上社区10个: so many of them are counted
_COUNTED_CLASS = re.compile(
    r"^(?:(?:及)?以上)?(?:的)?(?:(?!的|资金|贷款|投资|[一二三四五六七八九十两][个家项户])[\u4e00-\u9fff“”]){2,14}?"
    r"(?:达到?|增至|超过?|突破|总数达?)?(?:约|近)?[\d一二两三四五六七八九十]+[余多]?[万千百]?[个家户项艘座台处条栋所]"
)
# 500万元以上固定资产投资增长8%: the statistic counts projects from that size on
_COUNTED_INVESTMENT = re.compile(
    r"^(?:及)?以上(?:的)?(?:项目)?(?:固定资产|工业)投资(?:总?额)?(?:累计|预计|同比)*(?:完成|实现|达到?|为|增长|增速|下降)?[\d.]"
)
# 扶持纳税500万元以上非公有制企业的发展, whatever kind of them
_WIDE_CLASS = re.compile(
    r"^(?:及)?以[上下](?:的)?(?:(?!的|资金|贷款|投资|用于|支持|目标)[\u4e00-\u9fff“”]){2,10}?(?:企业|项目|集群|公司|园区|村|镇|强县)(?!债|库|资)"
)
_SIZE_OF_ONE = re.compile(r"(?:总投资额?|投资总额|完成|实现|累计|合计|共)[^，。；]{0,6}$")
_REACHED = re.compile(r".*(?:完成|新增|实现|争取|到位)[^，。；]{0,8}$")
_OF_SO_MANY = re.compile(
    r"^(?:及)?以[上下](?:的)?(?:建档立卡|深度)?(?:企业|单位|家庭|工业企业|贫困村|村|自然村|行政村|城镇|乡镇|学校)"
)
_UNIT_CLASS = {
    "power": r"^(?:及)?以[上下](?:的)?[\u4e00-\u9fff]{0,6}机组",
    "area": r"^以下(?:的)?[\u4e00-\u9fff]{0,8}(?:家庭|住户|租户|困难户|户型|套型)",
}
# 撬动超千亿元资金: so much money is moved
_MONEY_MOVED = re.compile(
    r"(?:撬动|投入|拨付|筹[集措]|带动|发放|安排|整合|获得|吸引|落实|授信|投放|新增|争取|引导)[^，。；]{0,8}(?:超过?|突破|逾|达到?|近)$"
)
_MONEY = re.compile(r"^(?:社会|民间|各类|信贷|财政|专项)*(?:资金|贷款|投资)(?!项目)")
# 20蒸吨及以下高污染燃料锅炉, whatever kind of boilers they are
_BOILERS_FROM = re.compile(r"^(?:及)?以[上下](?:的)?[\u4e00-\u9fff]{0,8}锅炉")
_COUNT_BEFORE = re.compile(r"\d[余多]?[万千百]?(?:家|个|户|项|种|款|只)[^，。；、\d]{2,}$")
# 流转200亩以上的，每亩补助90元; 营收4000万元以上且增幅9%以上的企业，给予奖励: what somebody must have to be paid
_PAID_FROM = re.compile(
    r"^(?:及)?以上(?:(?:、|且|并|，且)[^，。；]{2,16}?)?的[\u4e00-\u9fff、]{0,12}，(?:县|市|区)?(?:财政)?(?:再|分别|另|优先|一次性|可|均|统一)*"
    r"(?:给予|按|每|奖励|奖补|补助|补贴|资助|一次性)"
)
_PAYS = re.compile(r"给予|奖励|奖补|补助|补贴|资助")
# A limit is a round amount: 24个产业收入突破2600亿元 tells what they make together
_NOT_ROUND = re.compile(r"[1-9]\d*[1-46-9]|\d+\.\d*[1-9]|[1-9]\d+5")
# 第五个年产量过200万辆的城市: what such a place must have
_OF_PLACES = re.compile(r"^(?:以上)?的(?:城市|省份|省区|地区|县市?|国家|企业|园区)(?=[，。；、）]|$)")
_IS_ONE_OF = re.compile(r"(?:第[一二三四五六七八九十\d]+个|首个|首家|第一家|唯一|少数|仅有的)[^，。；]*$")
# 15个村集体收入全部达到20万元以上: said of each of them, it says nothing of which are counted
_OF_ALL = compile_ending(r"全部(?:已|均|都|实现|稳定|提前)*(?:超过?|突破|高于|不低于|不少于|达到?)$")
_SUMMED = re.compile(
    r"(?:完成|实现|累计|合计|共|总投资|年度投资|总额|总量|总规模|总收入|总产值|投放|到位)[^，。；]{0,6}$"
)


def is_class_threshold(before: str, after: str, amount: str, *, dimension: str, unit: str) -> bool:
    """A limit that defines a class of things: 亿元以上项目, 年营收超过7亿元企业, 20蒸吨以下锅炉."""
    if after.startswith(("以", "及以")) and _PAID_FROM.match(after) and not _PAYS.search(_last_clause(before)):
        return True
    told = None if after[:1] in _CLAUSE_ENDS else _is_told_behind(before, after, dimension=dimension, unit=unit)
    if told is not None:
        return told
    # 12家企业收入超百亿元: the amount only says which companies are counted, unless it is their sum (完成投资超百亿元)
    if dimension != "currency" or not _EXCEEDING.search(before) or _OF_ALL.search(before):
        return False
    clause = _last_clause(before)
    return bool(_COUNT_BEFORE.search(clause)) and not _SUMMED.search(clause) and not _NOT_ROUND.match(amount)


def _is_told_behind(before: str, after: str, *, dimension: str, unit: str) -> bool | None:
    """Tell what the words behind the unit say; None where they leave it open. Each expression needs such a word."""
    counted = dimension in ("count", "people", "visits", "share", "multiple")
    if after.startswith(("级", "量级")) and dimension in ("currency", "area", "mass"):
        return True
    if unit.startswith("蒸吨") and _BOILERS_FROM.match(after):
        return True
    if _OF_PLACES.match(after) and _EXCEEDING.search(before) and _IS_ONE_OF.search(before):
        return True
    if counted:
        sized = _ONE_COUNT_BEFORE.search(before) and _AND_UP.match(after)
        return bool(sized) or (unit in ("人", "户") and bool(_OF_SO_MANY.match(after)))
    exceeding = bool(_EXCEEDING.search(before) or _LIMIT_BEFORE.search(before))
    from_up = after.startswith(("以上", "及以上")) or (dimension == "currency" and exceeding)
    if from_up and _COUNTED_CLASS.match(after):
        return True
    if dimension == "currency" and _COUNTED_INVESTMENT.match(after):
        return True
    if _UNIT_CLASS.get(dimension) and re.match(_UNIT_CLASS[dimension], after):
        return True
    if dimension == "currency" and _WIDE_CLASS.match(after) and not _SIZE_OF_ONE.search(before):
        return True
    if AT_LEAST_CLASS.match(after):
        reached = not after.startswith("以下") and _REACHED.match(before)
        if not reached or _NAMED_CLASS.match(after):
            return True
    either = _EITHER_CLASS.match(after) if dimension == "currency" else None
    if either and (either["other"] or _EITHER_BEFORE.search(before)):
        return True
    if dimension == "currency" and after[:1] in "、和及与以" and _LIMITS_AFTER.match(after):
        return exceeding and not _SUMMED.search(_EXCEEDING.sub("", before))
    if dimension == "currency" and _OF_A_CLASS.match(after) and (exceeding or after[0] in "及以"):
        return True
    if dimension == "currency" and _SALES.search(before) and _SELLERS_AFTER.match(after):
        return True
    if dimension == "currency" and after.startswith(("的", "以上的")) and not exceeding:
        return False
    if exceeding and _CLASS_AFTER.match(after):
        return not (_MONEY_MOVED.search(before) and _MONEY.match(after))
    return None


def _last_clause(before: str) -> str:
    clause = re.split(r"[，。；：]", before)[-1]
    return _EXCEEDING.sub("", clause)
