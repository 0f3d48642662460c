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
# 园区已注册企业, 景区共接待游客: that it is so by now, and that it is the sum, is no part of the name
_BY_NOW = re.compile(
    r"(?<=[\u4e00-\u9fff”）]{2})(?<![公增成不])(?:已经?|共)(?=(?:注册|引进|受理|接待|入驻|完成|投入|落户|签约|聚集|集聚|吸引|办理|培训|发放|查处|安排|争取|新增|实施)"
    r"[\u4e00-\u9fff“]{2})"
)
# 断面水质优良比例连续3年保持, 产值过亿元的县又, 发生率降至: what leads to the value
_LED_ON = compile_ending(
    r"(?<=[\u4e00-\u9fffⅢ）”]{3})(?:又|(?<=[率例比量值额居民群众企业])(?:均|已)?(?:连续[\d一二两三四五六七八九十]+年)?"
    r"(?:升至|降至|增至|保持|处于|达到?|稳定在|控制在)|(?<=[率例量值额])连年|(?<=[准额贴])年)$"
)
# 郊野公园的建设, 规划的编制工作: what is done to the things that are counted is one word with them
_WORK_ON = re.compile(
    r"^(?P<thing>[^的，]+[\u4e00-\u9fff”）])的(?P<work>(?:自主|升级|综合|连片|续建|拓宽|标准化|规范化)*"
    r"(?:建设|改造|治理|整治|培育|编制|改建|扩建|续建|升级|维修|修复|加固|搬迁|拆迁|攻关|产业化|实施|建造|排险解危|剥离)+)(?:工作|任务)?$"
)
# 以及公园, 尽管煤炭产业…, 50亿元的甲一期、90亿元 | 的乙二期, 云湖等“三年”重点项目
_ALSO = re.compile(r"^(?:以及|尽管|虽然|的(?![士确])|等(?=[“《]))(?=[\u4e00-\u9fff“]{3})")
# 5个县先后进入…, 吞吐量争取早日超…, 煤炭产业只增长1.4%: how it came about
_HOW = compile_ending(
    r"(?<=[\u4e00-\u9fff）”]{3})(?:先后|即将|(?:争取|力争)早日|(?<=业)只|(?<=入)只|(?<![城资项])基本|(?<=业)继续|保持稳定)$"
)
# 开发区确保主营业务收入…, 全产业链要力争完成投资…: that it is aimed at is no part of the name
_AIMED = re.compile(r"(?<=[\u4e00-\u9fff）]{2})(?:要|各)?(?:力争|确保)(?=[\u4e00-\u9fff]{4})")
# 就业、住房等6大类 | 36件民生实事, 要办的12件实事: a list of works, whose number is no fact, is named without it
_COUNTED_DEEDS = re.compile(
    r"(?:办的)?(?:\d+|[两三四五六七八九十]+)[件项](?=(?:市定|市级|省定|省级|重点|为民|惠民|利民|便民|民生|办|大|好)*实?[事](?!项))"
)
# 石桥钢厂扩能至90万吨: what was enlarged is what it can make
_ENLARGED = compile_ending(r"(?:扩能|提能|扩产)(?:到|至|为)(?:约|近|超过?)?$")
_CAN_MAKE = ("产能", "能力", "产量")


def polish(frame: Frame, named: Named, patterns: Patterns) -> Named:
    """Give a name without what came into it when it was put together, or was left of the words around the figure."""
    whole = name = named.indicator
    if (twice := _TWICE.search(name)) and twice.group() not in frame.before + frame.number.text + frame.after:
        name = name[: twice.start()] + name[twice.end("word") :]
    if "了" in name[2:5] and (done := _VERB_DONE.match(name)) and patterns.flow.fullmatch(done["verb"]):
        name = done["verb"] + name[done.end() :]
    if "的" in name[-9:] and (work := _WORK_ON.match(name)):
        name = work["thing"] + work["work"]
    if "共" in name or "已" in name:
        name = _BY_NOW.sub("", name)
    if name.endswith("事"):
        name = _COUNTED_DEEDS.sub("", name)
    if name and _ENLARGED.search(frame.pre) and not name.endswith(_CAN_MAKE):
        name += _CAN_MAKE[0]
    name = _AIMED.sub("", _ALSO.sub("", _HOW.sub("", _LED_ON.sub("", name))))
    return named if name == whole else replace(named, indicator=name)
