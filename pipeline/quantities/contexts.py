"""Decide from its neighborhood whether a number with a unit measures something, and if not, why.

Each check gets the clean sentence and the span and answers with a reason or None; the first reason counts.
"""

from __future__ import annotations

import re

from pipeline.records import Reason

_REACHED = re.compile(
    r"(?:突破|超过?|过|达到?|近|接近|破|迈上|跨上|跨越|迈过|站上|跃上|登上|逾|冲刺|迈向|突|向|"
    r"首破|双破)(?:了)?$"
)
# 连续六年稳定在千亿元以上
_STAYS = re.compile(r"(?:稳定|保持|维持|稳)在$")
# 下达3亿元资金 hands them down; 近600亿元 is no limit of a class
_EXCEEDING = re.compile(r"(?:超过?|突破|高于|不低于|不少于|(?<![下送抵])达|达到|大于|过|在|为|逾|低于|不足|小于)$")
# 没有1家上市公司: says that there is none
_THERE_IS_NOT = re.compile(r"(?:没有|尚无|并无|仍无|还无|均无)(?:任何|过)?$")
_ONE = frozenset({"1", "一"})
_CLASS_HEAD = (
    r"(?:重点|重大|工业|大型|龙头|骨干|技改|技术改造|在库|入库|储备|续建|产业|制造业|农业|商贸|服务业|优质|新|内资|"
    r"外资|外贸|外经|建设|招商|央企|各类|规模|纳税|高新技术|签约|开工|在建|产值|"
    r"先进|战略性|亿元|燃煤|燃油|燃气|小|落后|老旧|外商|主营|上市|科技型|科技|贫困|低收入|内外资|投资|民营|制造|生产|传统|特色|高端|大|中小型|小型|中型)*"
    r"(?:项目|企业|产业|集群|大户|单体|商品|品牌|产品|单品|园区|镇|乡|县|村|街|市场|合同|公司|"
    r"楼宇|总部|法人|单位|工业园|工厂|市州|车间|机组|锅炉|家庭|人群|老人|老年人|儿童|人口|人员|"
    r"行政村|城市|脱贫户|贫困户|低收入户|监测户|农户|"
    r"工程|设备|经营主体|主体|客商|外企|店|综合体|交易|投资|大项目|好项目|龙头|平台|河流|水库|"
    r"强县|强镇|基金|农场|合作社|种植|基地|建筑|道路|贷款|资金|锅炉|煤矿|矿井|矿山|高炉|转炉|渔船|采购)"
)
_AT_LEAST_CLASS = re.compile(
    rf"^(?:及)?(?:以上|以下|以内|之上)(?:的)?(?:[（(][^）)]*[）)])?(?:、[^，。；]{{0,12}}?(?:以上|"
    rf"以下)(?:的)?)?{_CLASS_HEAD}"
)
# 新增销售8亿元以上企业14家: what follows is counted by itself
_NAMED_CLASS = re.compile(r"^(?:及)?以上(?:的)?[\u4e00-\u9fff]{0,6}(?:项目|企业|园区|产业|集群|公司|单位|平台|基地)\d")
_CLASS_AFTER = re.compile(rf"^(?:人民币)?(?:的)?(?:单体)?{_CLASS_HEAD}")
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
# 20蒸吨及以下高污染燃料锅炉, whatever kind of boilers they are
_BOILERS_FROM = re.compile(r"^(?:及)?以[上下](?:的)?[\u4e00-\u9fff]{0,8}锅炉")
_COUNT_BEFORE = re.compile(r"\d[余多]?[万千百]?(?:家|个|户|项|种|款|只)[^，。；、\d]{2,}$")
# A limit is a round amount: 24个产业收入突破2600亿元 tells what they make together
_NOT_ROUND = re.compile(r"[1-9]\d*[1-46-9]|\d+\.\d*[1-9]|[1-9]\d+5")
# 第五个年产量过200万辆的城市: what such a place must have
_OF_PLACES = re.compile(r"^(?:以上)?的(?:城市|省份|省区|地区|县市?|国家|企业|园区)(?=[，。；、）]|$)")
_IS_ONE_OF = re.compile(r"(?:第[一二三四五六七八九十\d]+个|首个|首家|第一家|唯一|少数|仅有的)[^，。；]*$")
_SUMMED = re.compile(r"(?:完成|实现|累计|合计|共|总投资|总额|总量|总规模|总收入|总产值|投放|到位)[^，。；]{0,6}$")
_MEASURED_TIME = re.compile(
    r"(?:缩短|压缩|压减|减少|节约|节省|提前办结|降至|降到|减至|缩减|提速|增加|延长|少跑|提升|"
    r"达到?|达|为|至|到|控制在|不超过|平均(?:用时|耗时|时间|办理)?|天数|时间|时限|寿命|年限|日数|"
    r"比例|时长|工龄|周期|提高|了|优良天|约|近|低于|超过|日)$"
)
# 审批时限压减至30个工作日内
_CUT_TO = re.compile(
    r"(?:缩短|压缩|压减|缩减|精简|压至|缩至|降低?|减少?)[到至]?(?:(?:了|到|至|约|最短)|[\d.]+个?(?:环节)?[和、])*$"
)
_WITHIN = re.compile(r"^以?内")
# 优良天数稳定在300天以上, 蓝天数由240天增加到290天; but 连续300天优良 tells since when
_DAYS_OF_A_KIND = re.compile(
    r"(?:优良|达标|良好|蓝天|白云)[”]?(?:天气)?(?:天|日)数[^，。；\d]{0,10}(?:连续\d+年)?(?:稳定在|保持在|维持在|年均|在|"
    r"[由从](?:\d{4}年的?)?(?:\d+天(?:以上)?，?(?:增加|提高|提升|上升)到(?:\d{4}年的?)?)?)?\s?$"
)
# 工期滞后8个月, 最长逾期95天; but 逾期90天以上的贷款 names a class
_LATE_BY = re.compile(r"(?:超期|逾期|滞后|延误|拖延)(?:了|约|达|长达|近|超过)?$")
_TIME_NOUN = re.compile(r"(?:天数|时间|时限|寿命|年限|日数|时长|周期|耗时|用时|期限|工时|天气|办结|审批)")
_STATED_ONE = re.compile(
    r"(?:每个?[县市区乡镇村街道社区（）、]+(?:至少)?(?:建设|建成|新建|培育|打造|建)|仅此|仅有?|各|新增|获批|获评|新获批|新增加|又添|唯一)$"
)
# 新增国家级众创空间一个。
_COUNTED_ONE = re.compile(r"(?:新增|获批|获评|新建|建成|引进|落户|创建|入选|荣获|现有|共有|拥有)[^，。；]{2,}$")
_GREW = re.compile(r"(?:净增|新增|增加|增长|完成|实现|累计)$")
_CLAUSE_END = re.compile(r"^(?:[，。；、）！]|$)")
_AT_LEAST_SO_MANY = re.compile(r"^(?:以上|左右|以内|以下)(?=[，。；、）]|$)")
# 60岁以上, 20岁青年; but 由76.2岁提高到…
_AGE_OF_A_CLASS = re.compile(
    r"^(?:及)?以[上下内]|^(?!(?:提高|提升|上升|增加|增长|延长|上涨)(?:到|至|了|为)|左右[，。；、]|（)[^，。；、]"
)
_FROM = re.compile(r"(?:由|从)(?:原来|目前|过去|法定|上年|去年|以前|原先|平均)?的?$")
_TO_LESS = re.compile(r"^(?:以上)?(?:缩短|压缩|压减|减少|缩减|提速|降|减|下降|延长|增加|提高)")
_DURATION_LEAD = re.compile(
    r"(?:连续|历时|提前|过去|近|今后|未来|前|后|为期|坚持|用|利用|经过|第|每|这|头|时隔|跨越|奋战|"
    r"建市|成立|满|几|最近|整整|力争|在)$"
)


def find_reason(clean: str, start: int, end: int, *, dimension: str, unit: str, numeral: str) -> Reason | None:
    """Give the reason why `clean[start:end]` is no quantity, or None where it is one.

    Args:
        clean: the clean view of the sentence.
        start: where the number starts in it.
        end: where its unit ends.
        dimension: of the unit, as in units.csv.
        unit: the canonical unit.
        numeral: the numeral without the unit.
    """
    before, after = clean[:start], clean[end:]
    if numeral in _ONE and dimension == "count" and _THERE_IS_NOT.search(before):
        return "idiom"
    if dimension == "time":
        return _time_reason(clean, before, after, unit)
    if dimension == "bandwidth" and re.match(r"^(?:光纤|宽带|以上|入户|接入|带宽|到户)", after):
        return "name"
    if dimension == "power" and re.match(
        r"^(?:级|等级)?(?:海上|陆上)?(?:风机|机组|风电机组|发电机组|变压器|直流|交流)", after
    ):
        return "size in a name"
    if unit.startswith("蒸吨") and _BOILERS_FROM.match(after):
        return "threshold"
    if dimension in ("voltage",) and not after.startswith("安"):
        return "size in a name"
    if _is_class_threshold(before, after, numeral, dimension=dimension, unit=unit):
        return "threshold"
    if not any(char.isdigit() or char in "一二两三四五六七八九" for char in numeral):
        return _scale_word_reason(before, after, dimension=dimension, numeral=numeral)
    if numeral == "一" and dimension not in ("multiple", "share") and not _STATED_ONE.search(before):
        counted = _COUNTED_ONE.search(before) and _CLAUSE_END.match(after)
        return None if counted else "idiom"
    return None


def _scale_word_reason(before: str, after: str, *, dimension: str, numeral: str) -> Reason | None:
    """A scale word alone (百场, 万余人次, 亿元) counts where it says about how many; 十 is a number like any other."""
    if re.search(r"(?:[几数]|(?<![迈跨登跃站攀])上)$", before) and numeral[0] in "十百千":
        return "idiom"  # 几十场, 数十个, 上百家
    if _REACHED.search(before) or _STAYS.search(before) or numeral[0] in "十廿卅拾":
        return None
    if dimension == "currency":
        stated = _AT_LEAST_SO_MANY.match(after) or (before.endswith("净增") and _CLAUSE_END.match(after))
        return None if stated and _GREW.search(before) else "threshold"
    return None if numeral[-1] in "余多" or _AT_LEAST_SO_MANY.match(after) else "idiom"


def _is_class_threshold(before: str, after: str, amount: str, *, dimension: str, unit: str) -> bool:
    """A limit that defines a class of things: 亿元以上项目, 年营收超过10亿元企业, 20蒸吨以下锅炉."""
    counted = dimension in ("count", "people", "visits", "share", "multiple")
    if after.startswith(("级", "量级")) and dimension in ("currency", "area", "mass"):
        return True
    if _EXCEEDING.search(before) and _OF_PLACES.match(after) and _IS_ONE_OF.search(before):
        return True
    if counted:
        return unit in ("人", "户") and bool(
            re.match(
                r"^(?:及)?以[上下](?:的)?(?:建档立卡|深度)?(?:企业|单位|家庭|工业企业|贫困村|村|自然村|行政村|城镇|乡镇|学校)",
                after,
            )
        )
    reached = re.match(r".*(?:完成|新增|实现|争取|到位)[^，。；]{0,8}$", before) and not after.startswith("以下")
    if _AT_LEAST_CLASS.match(after) and (not reached or _NAMED_CLASS.match(after)):
        return True
    if dimension == "currency" and _OF_A_CLASS.match(after) and (_EXCEEDING.search(before) or after[0] in "及以"):
        return True
    if dimension == "currency" and _SALES.search(before) and _SELLERS_AFTER.match(after):
        return True
    if dimension == "currency" and after.startswith(("的", "以上的")) and not _EXCEEDING.search(before):
        return False
    if _EXCEEDING.search(before) and _CLASS_AFTER.match(after):
        return True
    # 12家企业收入超百亿元: the amount only says which companies are counted, unless it is their sum (完成投资超百亿元)
    clause = _last_clause(before)
    return (
        dimension == "currency"
        and bool(_EXCEEDING.search(before))
        and bool(_COUNT_BEFORE.search(clause))
        and not _SUMMED.search(clause)
        and not _NOT_ROUND.match(amount)
    )


def _last_clause(before: str) -> str:
    clause = re.split(r"[，。；：]", before)[-1]
    return _EXCEEDING.sub("", clause)


def _time_reason(clean: str, before: str, after: str, unit: str) -> Reason | None:
    """A duration is a quantity only where it is a measured result (缩短3天, 优良天数318天, 期望寿命76.5岁)."""
    if unit == "岁":
        if _AGE_OF_A_CLASS.match(after) or re.search(r"\d岁?[—\-~至到]$", before):
            return "threshold"
        return None
    if unit == "年":
        return None if re.search(r"(?:年限|寿命)(?:达到?|为|提高到|增加到|至|约)?$", before) else "duration"
    if _CUT_TO.search(before) and _WITHIN.match(after):
        return None
    if _DAYS_OF_A_KIND.search(before) and unit == "天":
        return None
    if _LATE_BY.search(before):
        return "threshold" if _AT_LEAST_CLASS.match(after) or after.startswith(("以上", "以内", "的")) else None
    if after.startswith(
        (
            "来",
            "内",
            "间",
            "以来",
            "期",
            "前",
            "后",
            "左右的时间",
            "的时间",
            "努力",
            "奋战",
            "行动",
            "大会战",
            "游",
            "长假",
            "假",
        )
    ):
        return "duration"
    if _FROM.search(before) and _TO_LESS.match(after):
        return None
    if re.search(r"[比较][^，。；]{2,8}(?:多|少|增加|减少)(?:了)?$", before) and unit == "天":
        return None
    if _DURATION_LEAD.search(before):
        return "duration"
    window = clean[max(0, len(before) - 14) : len(before)]
    if "工作日" in unit or unit in ("学时", "课时", "机时"):
        return None
    if _MEASURED_TIME.search(before) and (
        _TIME_NOUN.search(window) or re.search(r"(?:缩短|压缩|压减|减少|增加|缩减|提前|延长|节约|提高|少)", window)
    ):
        return None
    if re.search(r"(?:天数|日数|(?:质量|空气)(?:达标|优良))(?:达到?|为|增加到?|共)?$", before) or re.search(
        r"(?:优良天气?|优良率)[^，。；]{0,6}$", before
    ):
        return None
    return "duration"
