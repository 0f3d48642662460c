"""Nouns after a figure that end with a name in quotation marks: 企业入选“小巨人”, 困难人群“应助尽助”."""

from __future__ import annotations

import re

from pipeline.facts.naming.phrases.circumstances import strip_circumstances
from pipeline.facts.naming.phrases.deeds import find_deed
from pipeline.facts.patterns import Patterns

_QUOTED = re.compile(r"^(?P<noun>[\u4e00-\u9fff]{2,10})(?P<said>“(?![一二三四五六七八九十]有”)[\u4e00-\u9fff]{2,6}”)$")
# 12家 | 企业成功登陆“新三板”, 9人 | 入选“中国好人”: what they got into
_INTO_NAMED = re.compile(
    r"^(?P<noun>[\u4e00-\u9fff]*?)(?P<verb>登陆|进入|入选|新进|圆|列入|纳入|跻身|上榜|加入|当选|入驻|荣登|获评|荣获|参加|开通)(?:了)?$"
)
# 2部 | 作品入选省委宣传部“繁星计划”: whose list it is stands between
_OF_WHOM = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:入选|获评|列入|纳入|进入|荣获|入围|跻身|登陆|获批|获)(?![得为])[\u4e00-\u9fff]{2,8}$"
)
_DOES_IT = re.compile(r"(?:完成|实现|通过|开展|推行|享受|达到)")
_NAMED_AS = re.compile(
    r"(?:全面|全部|基本|均|已经?)*(?:被|荣获|获)?(?:实现|开展|进行|推出|纳入|享受|命名为|评为|认定为|确定为|列为|授予|完成)$"
)
# 3家 | 企业被评为省“灯塔企业”, 2座 | 大桥获评“鲁班奖”
_NAMED_A = re.compile(
    r"^(?P<noun>[\u4e00-\u9fff]{1,10}?)(?:成功|再次|首次|已经?)?(?:被?(?:认定|评|命名|列|授予|确定|评选)为?|"
    r"(?P<verb>入围|荣膺|获评|入选|荣获|建成|创成|获得?))(?P<level>全?[国省市县区]|国家级?|省级|市级|)$"
)
# 7人 | 入选省“双创人才”
_IN_LIST = re.compile(
    r"(?:入[选围]|获评|荣[获膺登]|获得?|当选|被?评为|跻身|晋级|蝉联)(?:为)?(?:全[国省市]|[国省市州]级?|国家级?|中国)*"
)
# 全球“灯塔工厂”, 国家级“绿色工厂”: the words before the name say of which kind it is
_KIND_OF = re.compile(r"(?:全[球国省市]|世界|国际|国家|国内|中国|[省市县区]|国家级|省级|市级|县级|区级|自治区级?|新)+")
# 政务服务“无人超市”: the name is that of the thing itself
_CALLED = re.compile(
    r"(?:学校|企业|园区|基地|社区|乡村|街区|景区|书房|书吧|超市|大厅|窗口|工厂|车间|驿站|小屋|书屋|食堂|工坊|中心|之家|[馆站县镇村店园厂])”$"
)
_SHORT_NAME = 5
"""How long a name in quotation marks is that is more than a word for what was done."""
_LONGEST_SHORT = 8
"""How long a noun before such a word is at most."""


def read_quoted(phrase: str, patterns: Patterns) -> str | None:
    """Read a noun phrase after a count that ends with a name in quotation marks; None where it is no such phrase."""
    quoted = _QUOTED.match(phrase)
    if quoted is None:
        return None
    noun, name = quoted["noun"], quoted["said"]
    if len(name) < _SHORT_NAME and _does_more(noun, patterns):
        return None  # 9个 | 行政村全部“摘帽”
    if named := _NAMED_A.match(noun):
        return _called(named, name)
    if _OF_WHOM.search(noun):
        return None
    if (
        noun.endswith("的")
        or _CALLED.search(name)
        or any(one.fullmatch(noun) for one in (_KIND_OF, _DOES_IT, _IN_LIST))
    ):
        return phrase  # 9条 | 影响交通的“断头路”, 1家 | 全球“灯塔工厂”, 1765户 | 完成“个转企”
    if re.search(r"(?:制|工程|行动|计划|模式)”$", name):
        return noun  # 9条特色产业链“链长制”
    if into := _INTO_NAMED.match(noun):
        return into["verb"] + name + strip_circumstances(into["noun"])
    return name + strip_circumstances(_NAMED_AS.sub("", noun))  # 6类困难人群“应助尽助”


def _does_more(noun: str, patterns: Patterns) -> bool:
    """Tell whether a noun before a word in quotation marks tells of a deed by itself: 行政村全部, 博士结对."""
    return len(noun) > _LONGEST_SHORT or bool(patterns.predicate.search(noun, 1) or find_deed(noun))


def _called(named: re.Match[str], name: str) -> str:
    """企业被评为省 | “灯塔企业”: what they are called now, with their noun where the name does not hold it."""
    noun = named["noun"][-1] if named["noun"][-1] in "村镇县" else named["noun"]
    return (named["verb"] or "") + named["level"] + name + ("" if name[:-1].endswith(noun) else named["noun"])
