"""The rule for figures with words of their own before them."""

from __future__ import annotations

import re

from pipeline.facts.frames import Frame
from pipeline.facts.kinds import FROM
from pipeline.facts.naming.elliptical import complete
from pipeline.facts.naming.phrases.heads import is_bare_head
from pipeline.facts.naming.phrases.levels import combine_class
from pipeline.facts.naming.phrases.trim import strip_tail
from pipeline.facts.naming.phrases.verbs import leading_verb, strip_verb_and_total, verb_first
from pipeline.facts.naming.state import Named, Naming, Words, remember
from pipeline.facts.naming.subjects import is_part
from pipeline.facts.naming.wording import COMPLETED, COUNT_UNITS, MONEY_FLOW
from pipeline.facts.patterns import Patterns
from pipeline.resources.pattern_ends import compile_ending
from pipeline.resources.pattern_openings import Openings

# 固定资产投资累计完成470亿元, 五年累计实现利润58亿元: what was added up over the years is another figure than a year's
_ADDED_UP = re.compile(
    r"累计(?:(?:达到?|完成|实现|突破|超额完成|超过?|投入)?(?:约|近|超过?)?$|实现(?=[\u4e00-\u9fff]{2}))"
)
_FARED = compile_ending(
    r"[\u4e00-\u9fff]{2}(?:持续|稳步|不断|明显|逐步|逐年|大幅|显著|平稳|稳定|较快|快速)(?:上升|提高|提升|增长|增加|下降|降低|优化|改善|扩大|向好|发展)$|"
    r"[\u4e00-\u9fff”]{2}(?:深入|有序|扎实|顺利|加快|稳步|全面)(?:实施|推进|建设|开展)$|[\u4e00-\u9fff”]{3}(?:实现)?(?:全覆盖|全达标|清零)$|"
    r"[\u4e00-\u9fff]{2}(?:偏[少低小弱慢高大]|不[多高强足够大优]|薄弱|滞后|缓慢|较[少低弱慢小])$|"
    r"[\u4e00-\u9fff]{2}(?:有效|全面|基本|全部|圆满|成功|顺利)+(?:化解|优化|归并优化|解决|消除|完成|启动|落地|开通|建成)$"
)
_BUILT = re.compile(r"(?:公路|高速|铁路|大桥|隧道|机场|港口|航道|码头|电网|水库|项目|工程|站场|轨道交通|管网|地铁)$")
# 江岸、江汉区地区生产总值均超过千亿元: the places are where the figure holds
_PLACES = re.compile(
    r"^(?P<places>[\u4e00-\u9fff]{2,3}(?:[、和](?!开发区)[\u4e00-\u9fff]{2,3})+[市县]?(?:(?<!地)区)?)"
    r"(?=(?:地区)?生产总值|GDP|(?:地方)?(?:一般公共|公共)?(?:财政|预算)+(?:总?收入))"
)
_ACCOUNTS = re.compile(r"收入|支出|税|产值|投资|零售|人均|工业|产业|农业|企业|经济|全口径|地方|总量|人口|面积")
_NAMES_LISTED = re.compile(
    r"^(?:.*、.*[^省市县区乡镇]|.*”|[^、]{4,}(?:厂|街|大道|大桥|研究院|公司|集团|大学)(?=等)|.*第[一二三四五六七八九十\d]+届.*|[^、]{6,}(?=等(?:重大|重点|骨干|一批)|"
    r"等(?:(?:[\d.十百千万亿]+元以上的?)?[\u4e00-\u9fff]{0,6}(?:项目|工程)|[\u4e00-\u9fff]{2,4}(?:活动|展会))$))等"
    r"(?P<thing>(?:总?投资)?(?:超过?|过)?(?:[\d.十百千万亿]+元(?:以上)?的?)?[\u4e00-\u9fff]{0,8}?(?:项目|活动|企业|平台|基地|工程|园区|赛事|展会|专列|机构|公司|品牌|生产线|"
    r"首店|网点|街区|空间|片区|干?道路?|场馆|示范村|小镇|节展|论坛|会议|景区|集聚区|实验室|金融机构|消费场景))$"
)
_BEGUN = re.compile(r"(?:加快)?(?:启动|推进|谋划|主办承办|主办|承办|累计承接)(?:建设|实施)?(?=[\u4e00-\u9fff]{4})")
# 民营经济实现增加值: what is reached belongs to who reaches it
_ATTAINED = re.compile(
    r"^(?P<who>(?!.*(?:累计|通过|年均))[\u4e00-\u9fff、“”A-Za-z\d+]{0,40}(?:[工农商林牧渔造产]业|服务业|旅游业|建筑业|企业|经济|集群|产业链|行业))"
    r"(?:预计|预期|全年|共)*(?:实现|完成)(?P<what>(?:规模以上|规上|工业|年|总|综合|主营业务|营业|销售|财政|税收|旅游|全产业链)*(?:增加值|产值|收入|利润|利税|税收|税金|产出|执行额|销售额|交易额))$"
)
# 竹材加工要实现产值: whoever they are, what they reach is theirs
_ATTAINED_BY = re.compile(
    r"^(?P<who>(?!.*(?:累计|提前|通过|年均|并|实现.*实现)|(?:接待|带动|推动|促进|完成|新增|\d+年))[\u4e00-\u9fff、“”（）A-Za-z\d+]{1,44}?[^、])实现"
    r"(?P<what>[\u4e00-\u9fff]{0,8}(?:收入|产值|增加值|利润|利润总额|利税|税收|税金|产出|执行额|销售额|交易额|营收|投资|生产总值|融资|增量)"
    r"(?:占[\u4e00-\u9fff]{2,12})?)$"
)
# 软件园全面建成并实现营收: what came about before is no part of whose it is
_CAME_ABOUT = re.compile(
    r"^(?P<who>[\u4e00-\u9fff、“”]{2,24}?)(?:初步|基本|全面|顺利|正式|先后|全部|已)*"
    r"(?:建成(?:投产|投用|投运|运营|开园)?|投产|投用|投运|投入运营|达产|完工|竣工|开业|开园|通车)并(?=实现)"
)
# 青溪工业园区实现营业收入, 完成规上工业增加值: what is reckoned is no work that is done (完成投资, 完成造林)
_ATTAINED_ALONE = re.compile(
    r"^(?:(?:实现|完成)(?=[\u4e00-\u9fff]{0,10}(?:收入|产值|增加值|利润|利税|税收|税金|营收|销售|销售额|交易额|成交额)(?:占|$))|"
    r"完成(?=[\u4e00-\u9fff]{0,10}(?:生产总值|零售总?额|(?:进出口|出口|进口)(?:总额|总值|额)?|吞吐量|货[运物]量|客运量|周转量|发电量|业务总?量)(?:占|$)))"
)
# 24家 | 磁材企业实现工业总产值: theirs, not that of the region
_OF_COUNTED = re.compile(
    r"^(?P<who>[\u4e00-\u9fff]{2,12}?(?:园区|企业|集群|行业|产业链|开发区|公司|基地|县|区|市|镇))(?:预计|预期|全年|共|累计)*"
    r"(?:实现|完成)(?:规模以上|规上)?工业(?P<what>总产值|产值|增加值|销售收入|利润|利税|税收)(?:达到?|约|近|超过?|突破)?$"
)
_OF_AREAS = re.compile(
    r"^(?P<areas>(?:郊区|县区|区县|县域|市县|县市|县（[市、区]+）)(?:[、和](?:郊区|县区|区县|县域|市县|县市|县（[市、区]+）))*)"
    r"(?:预计|预期|全年|共)*(?:实现|完成)(?=[\u4e00-\u9fff]{2,}$)"
)

# 营收1亿元以上的83家，2000万元—1亿元的121家: another size of the same
_LIMIT = re.compile(r"[\d.]+[十百千万亿]*(?:元[—至-][\d.]+[十百千万亿]*)?元(?:及?以[上下])?")
_LIMIT_BEFORE = re.compile(r"[\d.]+[十百千万亿]*元(?:及?以[上下])?$")

_AREAS = Openings(_OF_AREAS)


def name_plain(naming: Naming, index: int, words: Words) -> Named:
    """An indicator of its own words before the figure, completed by what went before where it is elliptical."""
    frame, reading, memory = naming.frames[index], naming.readings[index], naming.memory
    completed = complete(naming, index, words)
    if isinstance(completed, Named):
        return completed
    noun = completed.noun.removeprefix("全年") if is_bare_head(completed.noun) else completed.noun
    noun = verb_first(noun) if reading.kind == "level" else noun
    if naming.chain and noun.startswith("全产业链"):
        noun = f"{naming.chain}全产业链{noun.removeprefix('全产业链').removeprefix('完成').removeprefix('实现')}"
    same = index > 0 and frame.number.unit == naming.frames[0].number.unit and reading.kind == "level"
    if (
        not completed.whole
        and frame.pre.endswith("的")
        and (is_part(frame) or same)
        and not FROM.search(frame.pre)  # 由2020年的1个增加到5个
        and memory.head
        and reading.kind != "ratio"  # 其中出口是2007年的4倍
        and frame.number.unit not in ("%", "元")
    ):
        limit = _LIMIT.fullmatch(noun) and _LIMIT_BEFORE.search(memory.head)
        whole = strip_verb_and_total(memory.head, naming.patterns)  # 其中产值过亿元的7户
        noun = combine_class(memory.head, noun, naming.patterns) if limit else noun + whole
    noun = _of_names(naming, _last_of_list(naming, noun), frame)
    areas = _OF_AREAS.match(noun) if _AREAS.may_match(noun) else None
    if areas and f"个{areas['areas']}" in frame.before:
        areas = None  # 44个县（市）: counted, no area
    noun = _without_attaining(noun[areas.end() :] if areas else noun, naming.patterns)
    noun = _of_counted(naming, index) or _invested(noun, frame)
    noun = _added_up(noun, frame) if reading.kind == "level" else noun
    scope, noun = _split_places(words.scope, noun)
    remember(naming, noun)
    return Named(noun, areas["areas"] if areas and not scope else scope, completed.rule)


def _split_places(scope: str | None, noun: str) -> tuple[str | None, str]:
    """江岸、江汉区地区生产总值均超过千亿元: split off the places that share the figure."""
    listed = _PLACES.match(noun) if not scope and ("、" in noun or "和" in noun) else None
    if listed is None or _ACCOUNTS.search(listed["places"]):
        return scope, noun
    return listed["places"], noun[listed.end() :]


def _without_attaining(noun: str, patterns: Patterns) -> str:
    """民营经济实现增加值: what is reached is that of who reaches it."""
    if "实现" not in noun and "完成" not in noun:
        return noun
    noun = _CAME_ABOUT.sub(r"\g<who>", noun) if "并" in noun else noun
    found = _ATTAINED.match(noun) or _ATTAINED_BY.match(noun)
    if found is None:
        return _ATTAINED_ALONE.sub("", noun)
    who = strip_tail(found["who"], patterns)
    return who + (found["what"].removeprefix("工业") if "工业" in who else found["what"])


def _of_counted(naming: Naming, index: int) -> str:
    """24家磁材企业实现工业总产值: whose it is stands behind the figure before; empty where nothing tells."""
    before = naming.frames[index - 1] if index else None
    counted = before and before.runs_on and before.number.unit in COUNT_UNITS
    found = _OF_COUNTED.match(naming.frames[index].pre) if counted else None
    if found is None:
        return ""
    return found["who"] + ("" if "工业企业" in found["who"] else "工业") + found["what"]


def _of_names(naming: Naming, noun: str, frame: Frame) -> str:
    """落地甲风电、乙基地等产业项目488个: of the names listed only what they are is counted."""
    listed = _NAMES_LISTED.match(noun) if "等" in noun and frame.number.unit in COUNT_UNITS else None
    if listed is None:
        return noun
    begun = _BEGUN.match(noun)
    return (leading_verb(noun, naming.patterns) or (begun.group() if begun else "")) + listed["thing"]


def _last_of_list(naming: Naming, noun: str) -> str:
    """In 高企实现新突破、新增科技型企业 the figure is for what follows the mark: a statement stands before it."""
    before, mark, last = noun.rpartition("、")
    if mark and _FARED.search(before) and len(last) > 3:
        return last  # 水利投资比重持续上升、能源投资增长7%
    starts_anew = (
        mark
        and len(last) > 2
        and (naming.patterns.flow.match(last.removeprefix("累计")) or last.startswith("减少"))
        and naming.patterns.predicate.search(before)
    )
    return last if starts_anew and not leading_verb(before, naming.patterns) else noun


def _invested(noun: str, frame: Frame) -> str:
    """绕城公路完成17亿元: the money of a thing that is built is what was invested in it."""
    money = frame.number.unit == "元" and COMPLETED.search(frame.pre) and _BUILT.search(noun)
    return f"{noun}完成投资" if money else noun


def _added_up(noun: str, frame: Frame) -> str:
    """固定资产投资累计完成470亿元: a sum of money that flows is 累计, wherever the word stands before the figure."""
    is_sum = frame.number.unit in ("元", "美元") and "累计" not in noun and MONEY_FLOW.search(noun)
    return f"累计{noun}" if is_sum and _ADDED_UP.search(frame.pre) else noun
