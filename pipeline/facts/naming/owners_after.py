"""The noun after a figure, told apart from the words of the next one: 40家重点企业 | 增加值增长9%."""

from __future__ import annotations

import re

from pipeline.facts.naming.phrases.following import read_noun_after
from pipeline.facts.naming.phrases.heads import is_bare_head
from pipeline.facts.naming.state import Naming
from pipeline.resources.pattern_ends import compile_ending

_THINGS = (
    r"(?:企业(?!孵化|技术中心|研发(?!投入|经费)|集群)|公司|项目|区县|县区|县市区?|旗市|盟市|市州|(?<=.)区(?![域块间])|县(?!级)|镇(?!银行)|(?<=区)市|行政村|村(?!级|民|镇银行)|街道|断面|水源地?|"
    r"市场主体|居民|人口(?!发生率|自然增长率|[出死])|群众|家庭(?!农场|医生|病床)|农户|毕业生|职工|河道|河流|湖泊|集群|产业链|产业(?!转移|项目|园|发展|引导|工人)|水库|城市(?!化)|小区|学校|医院|机构|"
    r"单位|部门(?![预决]算)|产品|药品|社会保险|基本医保|行业|品种|商品|基地|站点|景区|港口|口岸|银行)"
)
_MEASURES = (
    r"(?:率|值|收入|资金|研发投入|研发经费|投资额?|资产|面积|比例|占比|浓度|增速|增幅|税收|利润|利税|费用|总额|销售额|产量|价格|人数|天数|均价|"
    r"降幅|涨幅|水质|里程|排名|总量)"
)
_FOR_YEARS = r"(?:连续[\d一二两三四五]+年)"
_WHOSE = re.compile(
    rf"^(?P<who>[\u4e00-\u9fff、“”]{{0,14}}{_THINGS})中?(?:的)?(?![、和与及的])[^，；。]{{0,12}}?{_MEASURES}"
    rf"(?:[平年]均|均|全部|都|分别|同比|合计|已|共|只有|比|不)*{_FOR_YEARS}?"
    r"(?:达到?|超过?|突破|完成|实现|为|占|小于|低于|高于|升至|降至|保持|处于)?"
    r"(?:增长|下降|提高|降低|上升)?(?:由|从|扩展到)?$"
)
# 46家 | 企业利润实现正增长, 46家 | 企业收入、利税分别增长8%: what moves is no part of what is counted
_OWN_MEASURE = compile_ending(
    rf"^(?P<who>[\u4e00-\u9fff、“”]{{0,14}}{_THINGS})(?:的)?(?![、和与及的])[^，；。]{{0,10}}?{_MEASURES}$"
)
_MOVES = re.compile(
    rf"^(?:、[\u4e00-\u9fff]{{0,8}}{_MEASURES})*(?:分别|均|都|全部|全面|平均|同比|预计|持续|明显)*"
    r"(?:增长|下降|提高|降低|上升|改善|实现(?:正增长|翻番|倍增)|高于|低于|占|突破|超过?|达到?|位居|居全|排名|由|从)"
)
_EXERTED = compile_ending(
    r"(?<=[\u4e00-\u9fff]{2})(?:对[\u4e00-\u9fff]{2,8}的|的)?(?:(?:拉动|带动|引领|支撑|辐射|示范)*作用|(?<=的)优势)$"
)  # 5个 | 商会的作用


# 6个 | 园区综合 产值, 9个 | 县税收达 5亿元: the end of what was read belongs to the words of the next figure
_PART_OF_MEASURE = re.compile(
    rf"(?:{_MEASURES}|总|综合|增加|质量)(?:[平年]均|均|[合共]计|达到?|超过?|为|不低于|小于|只有|升至|降至|保持|处于|{_FOR_YEARS})*$"
)

_TO_WHOM = re.compile(r"[向给][^，；。]{2,10}的$")  # 4家 | 机构向不符合条件的 30人


def remember_noun(naming: Naming, noun: str, post: str) -> str:
    """Give those that are counted, without what the next figure measures of them, and keep what that one does without.

    Args:
        naming: of the sentence; its memory keeps the words that the next figure's do not begin with.
        noun: as read so far, from the words between the two figures.
        post: those words.
    """
    whose = _WHOSE.match(post.removeprefix("的"))
    owned = whose and noun.startswith(whose["who"]) and len(noun) > len(whose["who"])
    if _TO_WHOM.match(post[len(noun) :]):
        naming.memory.noun_after = post
        return noun
    naming.memory.noun_after = "" if owned and _PART_OF_MEASURE.search(noun) else noun
    return whose["who"] if whose and owned else noun


def without_measure(noun: str, rest: str) -> str:
    """Give those that are counted without what is measured of them, where the words behind say that it moves."""
    noun = _EXERTED.sub("", noun)
    own = _OWN_MEASURE.match(noun)
    return own["who"] if own and _MOVES.match(rest) else noun


_SIZED = compile_ending(r"(?:约|近|超过?|达到?)+$")  # 投资5亿元的甲厂、投资 2亿元的乙厂
_TOTAL = re.compile(r"总[数量计]|累计|[共合]计")


def behind_noun(naming: Naming, index: int) -> str:
    """新建8个 | 公园、改造 23个: of the words between two figures those behind the mark, where a verb opens them."""
    stem = naming.readings[index].stem
    before = naming.frames[index - 1] if index and not naming.frames[index].joint else None
    if before is None or not before.post or not stem.startswith(f"{before.post}、") or not before.post_is_noun:
        return stem
    rest = stem[len(before.post) + 1 :]
    opens = naming.patterns.flow.match(rest) or _TOTAL.match(rest)
    described = naming.frames[index].post.startswith("的") and is_bare_head(_SIZED.sub("", rest))
    return rest if opens or described else stem


# 46个 | 茶园中已有 12个建成投产
_AMONG = re.compile(r"^(?:的)?(?P<whole>[\u4e00-\u9fff“”]{2,14}?)(?<![其之高初])中(?:已经?|还|就|累计|目前|现)*有$")


def read_among(naming: Naming, index: int) -> str | None:
    """46个茶园中有12个建成投产: the part is of the same things, and what is said is said of it alone."""
    frame, before = naming.frames[index], naming.frames[index - 1] if index else None
    if frame.runs_on and (among := _AMONG.match(frame.post)):
        naming.memory.noun_after = frame.post
        return read_noun_after(among["whole"], naming.patterns)
    if before is None or frame.number.unit != before.number.unit or not naming.patterns.predicate.match(frame.post):
        return None
    parted = before.post + frame.pre if not before.runs_on else frame.pre if frame.pre == before.post else ""
    among = _AMONG.match(parted.replace("，", ""))  # 46个茶园中，已有12个
    return read_noun_after(among["whole"] + frame.post, naming.patterns) if among else None
