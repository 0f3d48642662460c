"""The rule for some of what was counted: 24个重点项目开工，12个竣工; 34个行业中，21个保持正增长."""

from __future__ import annotations

import re

from pipeline.facts.frames import Frame
from pipeline.facts.naming.phrases.following import read_noun_after
from pipeline.facts.naming.phrases.verbs import strip_verb_and_total
from pipeline.facts.naming.state import Named, Naming, Words
from pipeline.facts.naming.subjects import count_before
from pipeline.facts.naming.wording import COUNT_UNITS
from pipeline.resources.pattern_ends import compile_ending

_SOME = re.compile(r"^[、，]?(?:其中|已|现|目前)*有?$")
# 21个保持正增长: how they fare
_FARES = re.compile(
    r"^(?P<how>(?:(?:实现|保持|出现)?(?:正|负|较快|稳定|同比)*(?:增长|下降|回升|盈利|亏损|减产|停产|闲置|达标|超标)))了?$"
)
# 12个竣工, 10户进入后备库: what became of them, which names none of them
_BECAME = re.compile(
    r"^(?P<how>完工|竣工|开工|投产|投用|投运|建成|完成|验收|通过验收|整改到位|封顶|(?:完成|通过)(?:验收|认定|评审|整改|改制|改造)|"
    r"(?:实现|进入|纳入|列[入为]|达到|获得?|荣获|入选|通过|享受|签约|投产|竣工|消除|提前|超额|得到|跻身|成为|被评为|被列为|在全国)"
    r"[^，；。\d]{2,16})$"
)
_PEOPLE = frozenset({"人", "名", "人次", "位", "次"})
_MOST = 12
"""How long a thing is at most: what is longer is a statement."""
_OF_THEM = re.compile(r"中的?$")
_ALL_OF = re.compile(r"^(?:全部|均|都|已|目前|首次|成功|顺利|圆满|基本|如期)+")

# 世界500强企业有9家落户园区: those of whom some are counted stand before 有
_OF_WHOM = compile_ending(
    r"(?:^|[，。；：]|\d[个件项家户所])(?P<thing>(?:(?:世界|中国)?\d+强|[\u4e00-\u9fff“”]){0,8}?(?:企业|项目|实事|事项|测评点|指标|产品|行业|学校|单位|机构|村|县|区))"
    r"(?:因[\u4e00-\u9fff]{2,8})?中?(?:已|现)?有$"
)
_REACH = 40
"""How far before the figure they may stand."""
_DID = re.compile(r"^(?:未|落户|落地|入驻|达到|享受|通过|完成|获|入选|列入|进入|实现)[^，；。\d]{0,16}$")


def name_of_whom(naming: Naming, index: int, words: Words) -> Named | None:
    """世界500强企业有9家落户园区: what was done, or not, by some of those who stand before 有."""
    frame = naming.frames[index]
    whom = _OF_WHOM.search(frame.before[-_REACH:]) if frame.pre.endswith("有") else None
    did = _DID.match(_ALL_OF.sub("", frame.post)) if whom and frame.number.unit in COUNT_UNITS else None
    if whom is None or did is None or frame.runs_on:
        return None
    indicator = did.group() + whom["thing"]
    naming.memory.head, naming.memory.verb = indicator, ""
    naming.memory.levels.append(indicator)
    return Named(indicator, words.scope, "words after")


def name_some(naming: Naming, index: int, words: Words) -> Named | None:
    """Some of what the sentence counted before did what is said behind the figure."""
    frame, at = naming.frames[index], count_before(naming, index)
    before = naming.frames[index - 1] if index and not frame.joint else None
    pre = "" if before and before.post == frame.pre else frame.pre  # 11个断面 | 7个达标
    if at is None or words.before or not _SOME.match(pre) or naming.readings[index].kind != "level":
        return None
    said = _ALL_OF.sub("", frame.post)
    became = _FARES.match(said) or _BECAME.match(said)
    if became is None or frame.runs_on or frame.number.unit in _PEOPLE:
        return None
    thing = naming.memory.owned.get(naming.memory.names[at]) or _thing(naming, naming.frames[at], at)
    if not thing or said.endswith(thing) or len(thing) > _MOST or "、" in thing or _BECAME.match(thing):
        return None
    indicator = became["how"].removeprefix("实现") + thing
    naming.memory.owned[indicator] = thing
    naming.memory.head, naming.memory.verb = indicator, ""
    naming.memory.levels.append(indicator)
    return Named(indicator, words.scope, "carried")


def _thing(naming: Naming, frame: Frame, at: int) -> str:
    """Give the noun of what was counted, without what became of it."""
    if frame.post_is_noun:
        noun = _OF_THEM.sub("", frame.post)
        said = naming.patterns.predicate.search(noun, 2)
        return read_noun_after(noun[: said.start()] if said else noun, naming.patterns, runs_on=True)
    return strip_verb_and_total(naming.memory.names[at], naming.patterns)
