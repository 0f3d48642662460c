"""The words before a figure, reduced to an area and a noun phrase."""

from __future__ import annotations

import re

from pipeline.facts import areas
from pipeline.facts.each_area import split_each_area
from pipeline.facts.frames import LIST_MARKS
from pipeline.facts.naming.lead_ins import (
    without_inner,
    without_limit,
    without_occasion,
    without_purpose,
    without_setting,
    without_way,
)
from pipeline.facts.naming.owners_after import behind_noun
from pipeline.facts.naming.per_head import put_each, without_head
from pipeline.facts.naming.phrases.examples import without_examples
from pipeline.facts.naming.phrases.trim import strip_lead, strip_tail, strip_time
from pipeline.facts.naming.state import Naming
from pipeline.facts.naming.tried import without_trying
from pipeline.facts.naming.wording import EMPTY
from pipeline.resources.pattern_ends import compile_ending
from pipeline.resources.pattern_openings import Openings

_OWNED_THING = re.compile(r"^(?:等|、|和|与|的)?(?:项目|工程|基地|园|中心)$")
_EACH_OF = compile_ending(
    r"(?<=[到至为达由从于])(?:(?:原来|原先|过去)的?(?=[年月]?人均|每))?(?:(?:[上去]年的?)?每(?:[百千万](?:平方公里|人|户|亩)|立方米)|每(?:平方米|平方公里|公斤|吨|亩|千瓦时)|[年月]?人均|人[年月]均|人均每?[年月]|[年月日]均|每人每[年月]|统一的|(?:[上去]年的?)?每小时|最初的?|起初的?|当初的?|[上去]年的|现在的?|如今的?|原来的?|原有的?|过去的?|目前的?|现行的?|生均)$"
)  # 标准提高到年人均1700元, 航班由最初的6班增加到现在的8班
_SUPPORT = re.compile(r"^(?:支持|推动|鼓励|引导|指导|帮助|组织|推荐|依托|促成|推进)")
_TOGETHER = re.compile(
    r"^(?:合计|共同|联合(?!共[建享])|牵头|分别|双方|共(?!建|享(?!装备))|要|年内|今年|去年)+(?:实现|推动)?(?=[\u4e00-\u9fff]{2})"
)
# 市监管局查处侵权案件, 市财政局又追加资金: who did it is told by the scope or the organizations
_BODY_DOES = re.compile(
    r"^[省市县区州旗盟][\u4e00-\u9fff]{1,10}?(?:局|(?<!常)委(?![员托党办组])|厅|办(?:公室)?|支队|大队|法院|检察院)"
    r"(?:又|再|已|共|累计|全年|先后|主动|牵头|联合|会同)*"
)
# 市政府全年办理建议: of the government itself the figure tells what it did, with whomever
_GOVERNMENT_DOES = re.compile(
    r"^由?(?:(?:[省市县区州旗盟]|自治区)(?:人民)?政府(?:班子)?|"
    r"各级(?:行政机关|(?:纪检监察|司法|执法|审计|公安|检察)(?:部门|机关)|人民调解组织|人民法院)?)(?:全年|今年|去年|先后|累计|共|已|明文|向[\u4e00-\u9fff]{2,8}会)*"
    r"(?=(?:查办|查处|调解|办理|承办|受理|提请|报送|制[定订]|颁布|出台|下发|印发|取消|撤并|督办|跟踪督办|召开|签订|修订|废止)(?!的))"
)
# 青溪产业研究院孵化企业: an institution that no list of organizations knows
_INSTITUTION_DOES = re.compile(
    r"^(?![全各国省市县]|重点|新)[\u4e00-\u9fff]{4,16}?(?:研究院|研究所|(?:实训|教育|创新|研究|转移|培训)中心|大学|学院|医院|集团|银行|农商行)"
    r"(?:共|已|累计|全年)?(?=(?:获|孵化|招生|上缴|发放|开展|培训|引进|承担|转化)[\u4e00-\u9fff“]{0,12}$)|"
    r"^[\u4e00-\u9fff“”]{2,12}?(?:服务|审批|投诉|调解|信访|热线)中心(?:共|已|累计|全年)*(?=(?:受理|办理|办结|接待|接听|调解)[\u4e00-\u9fff]{2,12}$)|"
    r"^(?:金融|银行)机构(?=(?:累计)?(?:发放|投放)[\u4e00-\u9fff“]{2})"
)
# 固定资产投资按新口径统计, 在正常年景下: how it is reckoned and when it holds are no part of it
_RECKONED = compile_ending(
    r"(?:按|剔除|扣除)[\u4e00-\u9fff\d]{2,10}?(?:统计|计算|口径|因素)后?$|"
    r"(?<=[\u4e00-\u9fff]{3})在[\u4e00-\u9fff]{2,10}(?:年景|情况|条件|背景|形势)下$|"
    r"(?:^|(?<=[\u4e00-\u9fff]{2})(?:一律|均)?)[在以](?:[^，；。在]{2,12}基础上|[^，；。]{2,10}为基数)$"
)
# 东湖科学城集聚研发机构30家: a park or district is where the figure holds
_ZONE_OWNER = re.compile(
    r"^[\u4e00-\u9fff（）·]{2,20}(?:产业园区?|园区|新区|开发区|高新区|经开区|科技城|科学城|示范区|功能区|试验区|综保区|保税区)$"
)
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
# 止跌回升、实现2%的 | 增长、增速列全市第5位: the word closes what was said of the figure before
_CLOSES = re.compile(r"^的?(?:高速|较快|快速|平稳)?增长[、，](?=增[幅速])")
_ACTORS = Openings(_SUPPORT, _TOGETHER)
# without one of these signs the expressions for institutions and for areas cannot match
_INSTITUTION_SIGNS = frozenset("院所心学团行构")
_AREA_SIGNS = frozenset("全我本市区园")


def own_phrase(naming: Naming, index: int) -> str:
    """The words before a figure as they stand, but for what leads to the value."""
    return strip_tail(own_words(naming, index).strip("，、 "), naming.patterns)


def own_words(naming: Naming, index: int) -> str:
    """The words before a figure without those that belong to the figure before it."""
    frame, reading = naming.frames[index], naming.readings[index]
    stem = behind_noun(naming, index)
    if index and "增长" in stem:
        stem = _CLOSES.sub("", stem)
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
    patterns, stem = naming.patterns, without_setting(stem).strip("，、 .")
    phrase = without_way(_RECKONED.sub("", put_each(stem, strip_tail(_EACH_OF.sub("", stem), patterns))))
    if not phrase:
        return None, ""
    phrase = strip_lead(phrase, patterns)
    tried = without_trying(phrase)
    whole = phrase = phrase if tried == phrase else strip_lead(tried, patterns)
    phrase = _strip_body(naming, without_occasion(without_examples(_strip_owner(naming, phrase), patterns)))
    zone = _ZONE_OWNER.match(whole.removesuffix(phrase)) if phrase != whole else None
    scope, phrase = _split_regions(naming, phrase)
    scope = scope or (zone.group() if zone else None)
    phrase = _DOUBLED.sub("", phrase) if phrase.endswith(("番", "突破", "转正", "回升", "、")) else phrase
    each, phrase = split_each_area(without_purpose(phrase))
    scope = each if each and (scope is None or each.startswith("每个")) else scope
    if not _AREA_SIGNS.isdisjoint(phrase) and (inside := _INSIDE.match(phrase)):
        scope, phrase = inside["scope"], phrase[inside.end() :]
    phrase = without_inner(without_limit(phrase).strip("，、 "))
    if not scope and "区" in phrase and (inner := _IN_A_PART.match(phrase)):
        scope, phrase = inner["scope"], inner["verb"] + inner["thing"]
    phrase = without_head(phrase)
    return scope, "" if _is_empty(phrase) else phrase


def _is_empty(phrase: str) -> bool:
    """Tell whether words, without the time that they open with, name nothing."""
    if EMPTY.match(phrase):
        return True
    rest = strip_time(phrase)
    return rest != phrase and bool(EMPTY.match(rest))


def _split_regions(naming: Naming, phrase: str) -> tuple[str | None, str]:
    """Split the region, and a place in it, off the front of a phrase."""
    scope = None
    for _ in range(2):
        place, rest = _split_region(naming, phrase)
        rest = strip_lead(rest, naming.patterns)
        if rest == phrase:
            break
        scope, phrase = place or scope, rest
    return scope, phrase


def _strip_owner(naming: Naming, phrase: str) -> str:
    if not naming.owners and not _ACTORS.may_match(phrase):
        return phrase
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
    if phrase.startswith("各级") or "政府" in phrase[:6]:
        phrase = _GOVERNMENT_DOES.sub("", phrase)
    if body := _BODY_DOES.match(phrase):
        rest = phrase[body.end() :]
        does = naming.patterns.flow.match(rest)
        if does and len(rest) > does.end() + 1:
            return rest
    return phrase if _INSTITUTION_SIGNS.isdisjoint(phrase) else _INSTITUTION_DOES.sub("", phrase)


def _split_region(naming: Naming, phrase: str) -> tuple[str | None, str]:
    for name in naming.regions:
        rest = phrase[len(name) :]
        if (
            phrase.startswith(name)
            and not rest.startswith("至")
            and (naming.patterns.lead.match(rest) or re.match(r"^(?:有|拥有|共|地区|实现|完成|的)", rest))
        ):
            return name, rest
    place, rest = areas.split_scope(phrase, naming.patterns)
    return (None, phrase) if place and naming.patterns.flow.match(place) else (place, rest)
