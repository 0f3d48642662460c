"""The words before a figure, reduced to an area and a noun phrase."""

from __future__ import annotations

import re

from pipeline.facts import areas
from pipeline.facts.each_area import split_each_area
from pipeline.facts.frames import LIST_MARKS
from pipeline.facts.naming.owners_after import behind_noun
from pipeline.facts.naming.per_head import put_each, without_head
from pipeline.facts.naming.phrases.examples import without_examples
from pipeline.facts.naming.phrases.trim import strip_lead, strip_tail, strip_time
from pipeline.facts.naming.state import Naming
from pipeline.facts.naming.tried import without_trying
from pipeline.facts.naming.wording import EMPTY, TRAILING
from pipeline.resources.pattern_ends import compile_ending

_PREPOSITION = re.compile(
    r"^(?:(?:累计|已|共)(?=与))?(?:赴|向|为(?!民)|对(?![口外俄美日韩欧非东台港澳])|给|从|由|与|同|面向|针对|围绕|聚焦|依托|根据|按照|按(?=[^，]{2,8}标准)|据|在)[^，]{1,28}?(?<!总)(?=(?:实施|"
    r"开展|认定|签订|共建|达成|发放|推送|提供|投入|减免|减轻|降低|征集|引进|落实|拨付|采购|输送|培训|"
    r"建立|签署|争取|新增|配备|招聘|招录|开放|交付|兑现|派出|选派|投放|退税|减税|让利|建成|建设|新建|集聚|设立|布局|完成|"
    r"实施|投资|解决|办理|放映|兑付|挽回|招聘)(?!率))"
)
# 对特困居民实施救助, 全年为灾区建成活动板房: with the word of the beginning goes for whom and with whom it is done
_BEFORE_PREPOSITION = re.compile(
    r"^(?:全年|年内|今年|去年|累计|共|已|先后|免费|还|并)*(?=[对与为给](?!口|民|全[省市县区州]|我[省市县区州]))"
)
# 从脱贫人口中聘用护林员: out of whom they are is no part of the indicator
_OUT_OF = re.compile(r"^从[\u4e00-\u9fff]{2,16}中(?=[\u4e00-\u9fff]{2,}$)")
# 办好十件实事：1.新增就业…, （7）提高…: the number of the item
_LIST_NUMBER = re.compile(r"^(?:\d{1,2}[.．、]|[（(]?\d{1,2}[)）])(?=[\u4e00-\u9fff]|$)")
# 为困难群众提供法律援助: for whom it is done is no part of the indicator
_FOR_WHOM = re.compile(
    r"^(?:全年|共|累计|已|先后|免费)*(?:为|向|给)(?!主|重点(?=$)|民|重)[\u4e00-\u9fff]{2,16}?(?=提供[^，]{2}|发放[^，]{2}|办理[^，]{2}|配备[^，]{2}|赠送[^，]{2})"
)
_THERE = re.compile(
    r"^在(?![建职校外岗册线])[^，、]{2,12}?(?=(?:创建|打造|新建|培育|推广|改造|推行|布局|开工|建成|建设|新增|设立|引进|规范运营|运营)(?:了)?$)"
)
# 5大特色产业三年累计完成增加值: how many they are and over which years belongs to other fields
_NUMBERED = re.compile(
    r"^(?:\d{1,2}|[一二三四五六七八九十])大(?!连)(?=[\u4e00-\u9fff]{3})|(?:近?[三五]年来?|全年|今年)(?=累计)"
)
_OWNED_THING = re.compile(r"^(?:等|、|和|与|的)?(?:项目|工程|基地|园|中心)$")
_EACH_OF = compile_ending(
    r"(?<=[到至为达由从于])(?:(?:[上去]年的?)?每(?:[百千万](?:平方公里|人|户|亩)|立方米)|每(?:平方米|平方公里|公斤|吨|亩|千瓦时)|[年月]?人均|人[年月]均|人均每?[年月]|[年月日]均|每人每[年月]|统一的|原来的?|过去的?|目前的?|现行的?)$"
)  # 标准提高到年人均1700元
_SUPPORT = re.compile(r"^(?:支持|推动|鼓励|引导|指导|帮助|组织|推荐|依托|促成|推进)")
_TOGETHER = re.compile(r"^(?:合计|共同|联合|牵头|分别|双方|共|要|年内|今年|去年)+(?:实现|推动)?(?=[\u4e00-\u9fff]{2})")
_ORDERED = re.compile(
    r"^[\u4e00-\u9fff]{2,10}(?:局|委|厅|办|中心|公司)(?:要|年内|将|负责|牵头)+(?:推动|加快|会同|"
    r"组织)?(?=[\u4e00-\u9fff]{3})"
)
# 市监管局查处侵权案件, 市财政局又追加资金: who did it is told by the scope or the organizations
_BODY_DOES = re.compile(
    r"^[省市县区州旗盟][\u4e00-\u9fff]{1,10}?(?:局|(?<!常)委(?![员托党办组])|厅|办(?:公室)?|支队|大队|法院|检察院)"
    r"(?:又|再|已|共|累计|全年|先后|主动|牵头|联合|会同)*"
)
# 青溪产业研究院孵化企业: an institution that no list of organizations knows
_INSTITUTION_DOES = re.compile(
    r"^(?![全各国省市县]|重点|新)[\u4e00-\u9fff]{4,16}?(?:研究院|研究所|(?:实训|教育|创新|研究|转移|培训)中心|大学|学院|医院|集团|银行|农商行)"
    r"(?:共|已|累计|全年)?(?=(?:获|孵化|招生|上缴|发放|开展|培训|引进|承担|转化)[\u4e00-\u9fff“]{0,12}$)|"
    r"^(?:金融|银行)机构(?=(?:累计)?(?:发放|投放)[\u4e00-\u9fff“]{2})"
)
# 年度计划改造小区, 9月当月进出口, 两批共申报高企: when and how often is no part of the indicator
_WHEN = re.compile(r"^(?:年度计划(?!.{0,3}投)|当[月季](?=.{2}|$)|[一二两三四五六]批(?:次)?共?)(?=[\u4e00-\u9fff]{2}|$)")
_AIMED = re.compile(
    r"^(?:围绕|瞄准|着眼)(?=打造|建设|培育)|^(?:精准(?!扶贫|脱贫|帮扶|医疗|农业)|妥善)(?=[\u4e00-\u9fff]{4})"
)
# 通过货币补贴方式安排住房, 以林菌为代表的林下产值: in what way, and which of them above all
_BY_WAY_OF = re.compile(
    r"^(?:通过(?:“[^”]{2,10}”|[^，]{2,14}?(?:方式|途径|渠道|措施|形式|模式))(?=(?:培训|发放|安排|建设|答复|办理|解决|新增|引进|筹集|招聘|安置)[\u4e00-\u9fff])|"
    r"以[^，；]{2,16}?为(?:代表|龙头|引领|重点|主体|支撑|核心|主要对象)的(?=[\u4e00-\u9fff“]{3}))"
)
# 控制在省核定限额44亿元以内
_KEPT_WITHIN = re.compile(
    r"^控制在(?:[国省市县区]?(?:核定|下达|确定|批准)的?)?(?=[\u4e00-\u9fff]{0,6}(?:限额|额度|上限|红线)$)"
)
# 固定资产投资按新口径统计, 在正常年景下: how it is reckoned and when it holds are no part of it
_RECKONED = compile_ending(
    r"(?:按|剔除|扣除)[\u4e00-\u9fff\d]{2,10}?(?:统计|计算|口径|因素)后?$|(?<=[\u4e00-\u9fff]{3})在[\u4e00-\u9fff]{2,10}(?:年景|情况|条件|背景|形势)下$"
)
_CIRCUMSTANCE = re.compile(
    r"^(?:在[\u4e00-\u9fff]{2,14}?(?:背景|情况|条件|形势|压力)下|以[\u4e00-\u9fff]{1,6}为单位)(?=[\u4e00-\u9fff]{3})|"
    r"^在[\u4e00-\u9fff]{2,10}中(?=(?:增速|增幅|总量|位次|占比)$)|"
    r"^按照?(?!.*统计|.*口径)[\u4e00-\u9fffA-Z]{0,10}标准(?=(?:新|改|扩|创|建|整治|配)[\u4e00-\u9fff“]{3})"
)
_COMPARED_WITH = compile_ending(r"(?:与|和|同)[^，；]{2,12}?相比$")
_FISCAL = re.compile(
    r"^(?:(?:中央|各级|[省市区县州]级?|本级)(?:财政|里|本级)(?P<sum>累计)?(?:每年|累计|共|新增)?(?P<how>(?:安排|设立|投入|"
    r"拨付|统筹|筹措|出资|列支)+)|(?:本年|当年)?预算安排)(?=[\u4e00-\u9fff“]{2})"
)
_MASK = re.compile(r"^\*+[市省区县]?")
# 开展各类文化活动: how many kinds there are is not said
_OF_ALL_KINDS = re.compile(
    r"^((?:开展|完成|举办|组织|实施|引进|培育|新增|建成|发放)(?:了)?)各[类项种](?=[\u4e00-\u9fff]{2})"
)
# 新型金融工具累计投放基金带动制造业投资: by what means is no part of the indicator
_BY_MEANS_OF = re.compile(r"^.{5,}?(?:助力(?=新增|引进|实现)|(?=(?:带动|撬动|拉动)[\u4e00-\u9fff]{4,}$))")
# 低保标准五年分别提高: over how many years is no part of what grew
_OVER_YEARS_ADDED = re.compile(r"(?<=[\u4e00-\u9fff]{4})[三四五345]年(?:来|间)?(?=累计|共|新增)")
_OVER_YEARS = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?<![学任龄前\d这近])(?<!过去)(?<!今后)(?<!未来)(?<!连续)[两三四五六2-6]年(?:来|间)?$"
)
# 东湖园区年内完成投资, 港口2017年吞吐量, 用电量连续两年增幅: when is told by the period
_WHEN_INSIDE = re.compile(
    r"(?<=[\u4e00-\u9fff）]{2})(?<![到至于比较与从自由在末前年])(?:(?:今年|去年|年内|(?:19|20)\d{2}年)(?=(?:已|共|计划|累计|预计)?(?:完成|安排|接待|竣工|实际|投资|"
    r"实现|新增|新建|建成|培训|引进|开工|旅客|货物)[\u4e00-\u9fff])|连续[一二两三四五六七八九十\d]{1,2}年(?=增[幅速]|排名))|"
    r"^[两三四六七八]年共?(?=(?:累计|新[增建]|完成|建成|开工|投入|受理|拆除|改造|引进|培训|发放)[\u4e00-\u9fff])"
)
# 东湖科学城集聚研发机构30家: a park or district is where the figure holds
_ZONE_OWNER = re.compile(
    r"^[\u4e00-\u9fff（）·]{2,20}(?:产业园区?|园区|新区|开发区|高新区|经开区|科技城|科学城|示范区|功能区|试验区|综保区|保税区)$"
)
_AIM_IS = re.compile(r"^.{0,12}(?:指标|目标|任务)(?:之一)?[是为](?=[\u4e00-\u9fff]{3})")
_INSIDE = re.compile(
    rf"^(?:在)?(?P<scope>{areas.SCOPE_WORD}|[\u4e00-\u9fff]{{0,4}}(?:高新区|经开区|开发区|新区|"
    rf"工业园区|产业园区|工业集中区)(?<!新增工业园区))(?=投资|完成|建设|集聚|建成|实现|新增|新引进|新签约)"
)
# 打通中心城区断头路: the part of the region stands between verb and thing
_IN_A_PART = re.compile(
    r"^(?P<verb>打通|完成|新建|改造|新增|建成|建设|实施|整治|修复|拆除|优化|完善|提升|新改建|改扩建|维修|治理)了?"
    r"(?P<scope>中心城区|主城区|(?<!改造)(?<!扩建)城区|市区)(?:的)?(?P<thing>(?!域|级)[\u4e00-\u9fff]{3,})$"
)
# 42个 | 重点事项按时完成率98%: the rate is of what was counted
_RATE_OF_COUNTED = re.compile(r"^(?:的)?[\u4e00-\u9fff]{2,6}率(?:均|都|已|全部)*(?:达到?|为|超过?)?$")
# 商标拥有量力争翻番、达到9件
_DOUBLED = compile_ending(
    r"(?<=[\u4e00-\u9fff]{2})(?:力争|确保|全部|均|提前)*(?:实现)?(?:翻[一两]?番|零的突破|由负转正|止跌回升)、?$"
)
_EARNED = re.compile(r"^创(?=产值|利税|利润|税收|收入)")


def own_phrase(naming: Naming, index: int) -> str:
    """The words before a figure as they stand, but for what leads to the value."""
    return strip_tail(own_words(naming, index).strip("，、 "), naming.patterns)


def own_words(naming: Naming, index: int) -> str:
    """The words before a figure without those that belong to the figure before it."""
    frame, reading = naming.frames[index], naming.readings[index]
    stem = behind_noun(naming, index)
    if index and not frame.joint and naming.memory.noun_after and stem.startswith(naming.memory.noun_after):
        if frame.number.unit == "%" and _RATE_OF_COUNTED.match(stem[len(naming.memory.noun_after) :]):
            return stem
        stem = stem[len(naming.memory.noun_after) :]
        previous = naming.frames[index - 1].pre
        if reading.kind == "rank" and (not stem.strip("中里内") or stem.startswith("中")) and "在" in previous:
            return previous.split("在")[0]
    return stem


def clean_noun(naming: Naming, stem: str) -> tuple[str | None, str]:
    """Reduce the words before a figure to scope and noun phrase."""
    patterns, stem = naming.patterns, _CIRCUMSTANCE.sub("", _LIST_NUMBER.sub("", stem))
    phrase = put_each(stem.strip("，、 ."), strip_tail(_EACH_OF.sub("", stem.strip("，、 .")), patterns))
    phrase = _RECKONED.sub("", phrase)
    mask = _MASK.match(phrase)
    phrase = _THERE.sub("", phrase[mask.end() :] if mask else phrase)
    phrase = _BY_WAY_OF.sub("", _OUT_OF.sub("", _FOR_WHOM.sub("", phrase)))
    if (start := _BEFORE_PREPOSITION.match(phrase)) and (with_whom := _PREPOSITION.match(phrase[start.end() :])):
        summed = "累计" if "累计" in start.group() and with_whom.group()[0] != "与" else ""
        phrase = summed + phrase[start.end() + with_whom.end() :]
    phrase = strip_lead(without_trying(strip_lead(phrase, patterns)), patterns)
    whole = phrase
    phrase = _strip_body(naming, _WHEN.sub("", without_examples(_strip_owner(naming, phrase), patterns)))
    zone = _ZONE_OWNER.match(whole.removesuffix(phrase)) if phrase != whole else None
    scope = zone.group() if zone else None
    for _ in range(2):
        place, phrase = _split_region(naming, phrase)
        scope = place or scope
        phrase = strip_lead(phrase, patterns)
    phrase = _DOUBLED.sub("", phrase) if phrase.endswith(("番", "突破", "转正", "回升", "、")) else phrase
    phrase = _AIM_IS.sub("", phrase)
    phrase = _AIMED.sub("", phrase)
    phrase = _NUMBERED.sub("", _ORDERED.sub("", phrase.removeprefix("的")))
    phrase = _FISCAL.sub(_keep_sum, _COMPARED_WITH.sub("", phrase))
    each, phrase = split_each_area(phrase)
    scope = each if each and (scope is None or each.startswith("每个")) else scope
    inside = _INSIDE.match(phrase)
    if inside:
        scope, phrase = inside["scope"], phrase[inside.end() :]
    phrase = _KEPT_WITHIN.sub("", _EARNED.sub("", _PREPOSITION.sub("", phrase)))
    phrase = phrase.strip("，、 ")
    phrase = TRAILING.sub("", _OF_ALL_KINDS.sub(r"\1", phrase) if "各" in phrase else phrase)
    phrase = _BY_MEANS_OF.sub("", phrase) if len(phrase) > 12 else phrase
    if "年" in phrase:
        phrase = _WHEN_INSIDE.sub("", _OVER_YEARS_ADDED.sub("", _OVER_YEARS.sub("", phrase)))
    if not scope and (inner := _IN_A_PART.match(phrase)):
        scope, phrase = inner["scope"], inner["verb"] + inner["thing"]
    phrase = without_head(phrase)
    return scope, "" if EMPTY.match(phrase) or EMPTY.match(strip_time(phrase)) else phrase


def _keep_sum(found: re.Match[str]) -> str:
    """市财政累计安排职教专项资金: what was added up is another figure than a year's."""
    return f"累计{found['how']}" if found["sum"] else ""


def _strip_owner(naming: Naming, phrase: str) -> str:
    supported = _SUPPORT.match(phrase)
    if supported:
        rest = _strip_owners(naming, phrase[supported.end() :])
        return rest if rest and rest != phrase[supported.end() :] else phrase
    return _strip_owners(naming, phrase)


def _strip_owners(naming: Naming, phrase: str) -> str:
    """Drop the organizations that open a phrase, also a list of them: 甲厂、乙厂等企业."""
    while True:
        rest = _strip_one_owner(naming, phrase)
        if rest == phrase:
            return _TOGETHER.sub("", phrase)
        if rest[:1] in LIST_MARKS and "等" not in rest and not rest.startswith(naming.owners, 1):
            return phrase  # 青溪县小学、初中学校达到40所: no school of that name
        phrase = re.sub(r"^(?:、|和|与)|^等[\u4e00-\u9fff]{0,4}(?:企业|单位|机构|高校|院所|部门)", "", rest)


def _strip_one_owner(naming: Naming, phrase: str) -> str:
    for owner in naming.owners:
        rest = phrase[len(owner) :]
        if phrase.startswith(owner) and len(rest) >= 2 and not _OWNED_THING.match(rest) and rest[0] not in "云系":
            return rest.lstrip("的")
    return phrase


def _strip_body(naming: Naming, phrase: str) -> str:
    """Drop a body of government that opens a phrase, where what it did follows: 市监管局查处案件 -> 查处案件."""
    body = _BODY_DOES.match(phrase)
    rest = phrase[body.end() :] if body else ""
    does = naming.patterns.flow.match(rest)
    return rest if does and len(rest) > does.end() + 1 else _INSTITUTION_DOES.sub("", phrase)


def _split_region(naming: Naming, phrase: str) -> tuple[str | None, str]:
    for name in naming.regions:
        rest = phrase[len(name) :]
        if phrase.startswith(name) and (
            naming.patterns.lead.match(rest) or re.match(r"^(?:有|拥有|共|地区|实现|完成|的)", rest)
        ):
            return name, rest
    place, rest = areas.split_scope(phrase, naming.patterns)
    return (None, phrase) if place and naming.patterns.flow.match(place) else (place, rest)
