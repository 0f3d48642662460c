"""A last look at a name: a word that came into it twice, a 了 behind its verb, and what only led to it or its value."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.facts.frames import Frame
from pipeline.facts.naming.state import Named
from pipeline.facts.patterns import Patterns
from pipeline.resources.pattern_ends import compile_ending

# 申报国家级景区 + 景区, 新增就业 + 就业人口: what is said of things ends in the word that they begin with
_TWICE = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,4})(?P=word)")
_VERB_DONE = re.compile(r"(?P<verb>[\u4e00-\u9fff]{2,4}?)了(?=[\u4e00-\u9fff“《]{2})")
# 断面水质优良比例连续3年保持, 产值过亿元的县又, 发生率降至: what leads to the value
_LED_ON = compile_ending(
    r"(?<=[\u4e00-\u9fffⅢ）”]{3})(?:又|(?<=[率例比量值额居民群众企业])(?:均|已)?(?:连续[\d一二两三四五六七八九十]+年)?"
    r"(?:升至|降至|增至|保持|处于|达到?|稳定在|控制在)|(?<=[率例量值额])连年)$"
)
# 以及公园, 尽管煤炭产业…, 50亿元的甲一期、90亿元 | 的乙二期, 云湖等“三年”重点项目
_ALSO = re.compile(r"^(?:以及|尽管|虽然|的(?![士确])|等(?=[“《]))(?=[\u4e00-\u9fff“]{3})")
# 5个县先后进入…, 吞吐量争取早日超…, 煤炭产业只增长1.4%: how it came about
_HOW = compile_ending(
    r"(?<=[\u4e00-\u9fff）”]{3})(?:先后|即将|(?:争取|力争)早日|(?<=业)只|(?<=入)只|(?<![城资项])基本|(?<=业)继续|保持稳定)$"
)
# 按照“三有”标准改造街巷8条: after what the deed is done is no part of it
_ACCORDING = re.compile(
    r"^(?:按照?|根据|结合|对照|参照)[^，、]{2,14}?(?:标准|要求|需求|实际|模式|规定)(?=[\u4e00-\u9fff]{4})"
)
# 开发区确保主营业务收入…, 全产业链要力争完成投资…: that it is aimed at is no part of the name
_AIMED = re.compile(r"(?<=[\u4e00-\u9fff）]{2})(?:要|各)?(?:力争|确保)(?=[\u4e00-\u9fff]{4})")


def polish(frame: Frame, named: Named, patterns: Patterns) -> Named:
    """Give a name without what came into it when it was put together, or was left of the words around the figure."""
    whole = name = named.indicator
    if (twice := _TWICE.search(name)) and twice.group() not in frame.before + frame.number.text + frame.after:
        name = name[: twice.start()] + name[twice.end("word") :]
    if "了" in name[2:5] and (done := _VERB_DONE.match(name)) and patterns.flow.fullmatch(done["verb"]):
        name = done["verb"] + name[done.end() :]
    name = _AIMED.sub("", _ALSO.sub("", _HOW.sub("", _LED_ON.sub("", name))))
    if (according := _ACCORDING.match(name)) and patterns.flow.match(name[according.end() :]):
        name = name[according.end() :]
    return named if name == whole else replace(named, indicator=name)
