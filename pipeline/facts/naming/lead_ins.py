"""What leads to the noun before a figure, or stands inside it, and is no part of it: where, how, when, for whom."""

from __future__ import annotations

import re

from pipeline.facts.naming.wording import TRAILING
from pipeline.resources.pattern_ends import compile_ending
from pipeline.resources.pattern_openings import Openings

# 办好十件实事：1.新增就业…, （7）提高…: the number of the item
_LIST_NUMBER = re.compile(r"^(?:\d{1,2}[.．、]|[（(]?\d{1,2}[)）]|[①-⑳])(?=[\u4e00-\u9fff]|$)")
_CIRCUMSTANCE = re.compile(
    r"^(?:在[\u4e00-\u9fff]{2,14}?(?:背景|情况|条件|形势|压力)下|以[\u4e00-\u9fff]{1,6}为单位|"
    r"在[^，；。]{2,16}基础上[又再]?(?!的)|的?基础上[又再]?(?!的)|"
    r"提前[\d一二两三四五六七]年(?=(?:完成|实现)了?[\u4e00-\u9fff]{3}))(?=[\u4e00-\u9fff]{3})|"
    r"^在[\u4e00-\u9fff]{2,10}中(?=(?:增速|增幅|总量|位次|占比)$)|"
    r"^按照?(?!.*统计|.*口径)[\u4e00-\u9fffA-Z]{0,10}标准(?=(?:新|改|扩|创|建|整治|配)[\u4e00-\u9fff“]{3})"
)
_MASK = re.compile(r"^\*+[市省区县]?")
_THERE = re.compile(
    r"^在(?![建职校外岗册线])[^，、]{2,12}?(?=(?:创建|打造|新建|培育|推广|改造|推行|布局|开工|建成|建设|新增|设立|引进|规范运营|运营)(?:了)?$)"
)
# 为困难群众提供法律援助: for whom it is done is no part of the indicator
_FOR_WHOM = re.compile(
    r"^(?:全年|共|累计|已|先后|免费)*(?:为|向|给)(?!主|重点(?=$)|民|重)[\u4e00-\u9fff]{2,16}?(?=提供[^，]{2}|发放[^，]{2}|办理[^，]{2}|配备[^，]{2}|赠送[^，]{2})|"
    r"^(?:全年|共|累计|已|先后)*向(?!上)[\u4e00-\u9fff、]{2,16}?(?=(?:分别|委托|公开|定向)*(?:下放|捐赠|发行|供应)了?)"
)
# 提请市人大常委会审议法规: nor is it whom something is put before
_PUT_BEFORE = re.compile(
    r"^(?P<verb>提请|报请|提交)(?:全国|[省市县区州旗盟]|自治区)?(?:人大|人民代表大会)(?:及其)?(?:常委会|常务委员会)?(?:会议)?(?=审议|审查|审定)"
)
# 从脱贫人口中聘用护林员: out of whom they are is no part of the indicator
_OUT_OF = re.compile(r"^从[\u4e00-\u9fff]{2,16}中(?=[\u4e00-\u9fff]{2,}$)")
# 通过货币补贴方式安排住房, 以林菌为代表的林下产值: in what way, and which of them above all
_BY_WAY_OF = re.compile(
    r"^(?:通过(?:“[^”]{2,10}”|[^，]{2,14}?(?:方式|途径|渠道|措施|形式|模式))(?=(?:培训|发放|安排|建设|答复|办理|解决|新增|引进|筹集|招聘|安置)[\u4e00-\u9fff])|"
    r"以[^，；]{2,16}?为(?:代表|龙头|引领|重点|主体|支撑|核心|主要对象)的(?=[\u4e00-\u9fff“]{3}))"
)
# 按照国际标准改造卫生院, 根据市场需求增设专业: by what it is done is no part of the indicator
_ACCORDING_TO = re.compile(
    r"^(?:按照?|根据|结合)[^，；的]{2,12}?(?:要求|标准|实际|需求|需要|部署|规定)(?![线的和及、化])(?=[\u4e00-\u9fff]{2})"
)
# 对特困居民实施救助, 全年为灾区建成活动板房: with the word of the beginning goes for whom and with whom it is done
_BEFORE_PREPOSITION = re.compile(
    r"^(?P<lead>(?:全年|年内|今年|去年|累计|共|已|先后|免费|还|并)*)[对与为给](?!口|民|全[省市县区州]|我[省市县区州])"
)
_PREPOSITION = re.compile(
    r"^(?:(?:累计|已|共)(?=与)|组织[\u4e00-\u9fff]{0,6}?(?=赴))?(?:赴|向|为(?!民)|对(?![口外俄美日韩欧非东台港澳])|给|从|由|与|同|面向|针对|围绕|聚焦|依托|根据|按照|按(?=[^，]{2,8}标准)|据|在)[^，]{1,28}?(?<!总)(?=(?:实施|"
    r"开展|认定|签订|共建|达成|发放|推送|提供|投入|减免|减轻|降低|征集|引进|落实|拨付|采购|输送|培训|"
    r"建立|签署|争取|新增|配备|招聘|招录|开放|交付|兑现|派出|选派|投放|退税|减税|让利|建成|建设|新建|集聚|设立|布局|完成|"
    r"实施|投资|解决|办理|放映|兑付|挽回|招聘|发布|承担|承接|获批|选育|孵化|攻克|举办|举行)(?!率))"
)
_AIM_IS = re.compile(r"^.{0,12}(?:指标|目标|任务)(?:之一)?[是为](?=[\u4e00-\u9fff]{3})")
_AIMED = re.compile(
    r"^(?:围绕|瞄准|着眼)(?=打造|建设|培育)|^(?:精准(?!扶贫|脱贫|帮扶|医疗|农业)|妥善)(?=[\u4e00-\u9fff]{4})"
)
_ORDERED = re.compile(
    r"^[\u4e00-\u9fff]{2,10}(?:局|委|厅|办|中心|公司)(?:要|年内|将|负责|牵头)+(?:推动|加快|会同|"
    r"组织)?(?=[\u4e00-\u9fff]{3})"
)
# 5大特色产业三年累计完成增加值: how many they are and over which years belongs to other fields
_NUMBERED = re.compile(
    r"^(?:\d{1,2}|[一二三四五六七八九十])大(?!连)(?=[\u4e00-\u9fff]{3})|(?:近?[三五]年来?|全年|今年)(?=累计)"
)
COMPARED_WITH = compile_ending(r"(?:与|和|同)[^，；]{2,12}?相比$")
_FISCAL = re.compile(
    r"^(?:(?:中央|各级|[省市区县州]级?|本级)(?:财政|里|本级)(?P<sum>累计)?(?:每年|累计|共|新增)?(?P<how>(?:安排|设立|投入|"
    r"拨付|统筹|筹措|出资|列支)+)|(?:本年|当年)?预算安排)(?!占比|比[例重])(?=[\u4e00-\u9fff“]{2})"
)
# 控制在省核定限额44亿元以内
_KEPT_WITHIN = re.compile(
    r"^控制在(?:[国省市县区]?(?:核定|下达|确定|批准)的?)?(?=[\u4e00-\u9fff]{0,6}(?:限额|额度|上限|红线)$)"
)
_EARNED = re.compile(r"^创(?=产值|利税|利润|税收|收入)")

# 新型金融工具累计投放基金带动制造业投资: by what means is no part of the indicator
_BY_MEANS_OF = re.compile(r"^.{5,}?(?:助力(?=新增|引进|实现)|(?=(?:带动|撬动|拉动)[\u4e00-\u9fff]{4,}(?<!率)$))")
# 低保标准五年分别提高: over how many years is no part of what grew
_OVER_YEARS_ADDED = re.compile(r"(?<=[\u4e00-\u9fff]{4})[三四五345]年(?:来|间)?(?=累计|共|新增)")
_OVER_YEARS = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?<![学任龄前\d这近])(?<!过去)(?<!今后)(?<!未来)(?<!连续)[两三四五六2-6]年(?:来|间)?$"
)
# 东湖园区年内完成投资, 港口2017年吞吐量, 用电量连续两年增幅: when is told by the period
_WHEN_INSIDE = re.compile(
    r"(?<=[\u4e00-\u9fff）]{2})(?<![到至于比较与从自由在末前年])(?:(?:今年|去年|年内|[当全]年|(?:19|20)\d{2}年)"
    r"(?=(?:人均纯|销售)?收入$|(?:已|共|计划|累计|预计)?(?:完成|安排|接待|竣工|实际|投资|"
    r"实现|新增|新建|建成|培训|引进|开工|旅客|货物)[\u4e00-\u9fff])|连续[一二两三四五六七八九十\d]{1,2}年(?=增[幅速]|排名))|"
    r"^[两三四六七八3-8]年共?(?=(?:累计|新[增建]|完成|建成|筹[集措资]|签约|开工|投入|受理|拆除|改造|引进|培训|发放)[\u4e00-\u9fff]|"
    r"(?:投资|融资|建成)$)"
)
# 年度计划改造小区, 9月当月进出口, 两批共申报高企: when and how often is no part of the indicator
_WHEN = re.compile(r"^(?:年度计划(?!.{0,3}投)|当[月季](?=.{2}|$)|[一二两三四五六]批(?:次)?共?)(?=[\u4e00-\u9fff]{2}|$)")
_SETTINGS = Openings(_LIST_NUMBER, _CIRCUMSTANCE)
_WAYS = Openings(_MASK, _THERE, _FOR_WHOM, _PUT_BEFORE, _OUT_OF, _BY_WAY_OF, _ACCORDING_TO, _BEFORE_PREPOSITION)
_OCCASIONS = Openings(_WHEN)
_AIMS = Openings(_AIMED)
_PAYERS = Openings(_FISCAL)
_LIMITS = Openings(_KEPT_WITHIN, _EARNED, _PREPOSITION)
# without one of these signs the expressions of that name cannot match
_AIM_SIGNS = frozenset("标务")
_ORDER_SIGNS = frozenset("局委厅办心司")
_LONG = 12


def without_setting(stem: str) -> str:
    """Drop the number of an item, and under what circumstances something holds, from the front of words."""
    return _CIRCUMSTANCE.sub("", _LIST_NUMBER.sub("", stem)) if _SETTINGS.may_match(stem) else stem


def without_way(phrase: str) -> str:
    """Drop where, for whom, with whom and in what way something is done from the front of words."""
    if not _WAYS.may_match(phrase):
        return phrase
    mask = _MASK.match(phrase)
    phrase = _THERE.sub("", phrase[mask.end() :] if mask else phrase)
    phrase = _PUT_BEFORE.sub(r"\g<verb>", phrase)
    phrase = _ACCORDING_TO.sub("", _BY_WAY_OF.sub("", _OUT_OF.sub("", _FOR_WHOM.sub("", phrase))))
    before = _BEFORE_PREPOSITION.match(phrase)
    if before and (with_whom := _PREPOSITION.match(phrase[before.end("lead") :])):
        summed = "累计" if "累计" in before["lead"] and with_whom.group()[0] != "与" else ""
        phrase = summed + phrase[before.end("lead") + with_whom.end() :]
    return phrase


def without_occasion(phrase: str) -> str:
    """Drop when and how often something is done from the front of words: 两批共申报高企 -> 申报高企."""
    return _WHEN.sub("", phrase) if _OCCASIONS.may_match(phrase) else phrase


def without_purpose(phrase: str) -> str:
    """Drop what something is aimed at, who ordered or paid it, and what it is compared with."""
    phrase = phrase if _AIM_SIGNS.isdisjoint(phrase) else _AIM_IS.sub("", phrase)
    phrase = (_AIMED.sub("", phrase) if _AIMS.may_match(phrase) else phrase).removeprefix("的")
    phrase = phrase if _ORDER_SIGNS.isdisjoint(phrase) else _ORDERED.sub("", phrase)
    phrase = _NUMBERED.sub("", phrase) if "大" in phrase[1:3] or "累计" in phrase else phrase
    phrase = COMPARED_WITH.sub("", phrase)
    return _FISCAL.sub(_keep_sum, phrase) if _PAYERS.may_match(phrase) else phrase


def without_limit(phrase: str) -> str:
    """Drop what something is kept within, and with whom it is done, from the front of words."""
    return _KEPT_WITHIN.sub("", _EARNED.sub("", _PREPOSITION.sub("", phrase))) if _LIMITS.may_match(phrase) else phrase


def without_inner(phrase: str) -> str:
    """Drop means and times that stand inside words, and what trails behind them."""
    phrase = TRAILING.sub("", phrase)
    phrase = _BY_MEANS_OF.sub("", phrase) if len(phrase) > _LONG else phrase
    if "年" in phrase:
        phrase = _WHEN_INSIDE.sub("", _OVER_YEARS_ADDED.sub("", _OVER_YEARS.sub("", phrase)))
    return phrase


def _keep_sum(found: re.Match[str]) -> str:
    """市财政累计安排职教专项资金: what was added up is another figure than a year's."""
    return f"累计{found['how']}" if found["sum"] else ""
