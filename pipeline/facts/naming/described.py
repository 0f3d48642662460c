"""Rules for figures that describe a thing: 总规模20亿元的基金, 总投资95亿元的33个项目, 投入24亿元改造…."""

from __future__ import annotations

import re

from pipeline.facts.kinds import NOT_A_NOUN
from pipeline.facts.naming.phrases.following import read_noun_after
from pipeline.facts.naming.phrases.heads import combine_head, is_bare_head
from pipeline.facts.naming.phrases.trim import last_of_names
from pipeline.facts.naming.phrases.verbs import leading_verb
from pipeline.facts.naming.state import Named, Naming, Words
from pipeline.facts.naming.wording import BROUGHT, NOUN_START
from pipeline.facts.naming.words_before import clean_noun, own_words
from pipeline.facts.patterns import Patterns
from pipeline.resources.pattern_ends import compile_ending

_SPENT = compile_ending(r"(?P<head>(?:年度|计划|累计|总)?(?:投资|投入|出资))(?:资金)?(?:约|近|超过?|共)?$")
_PAID_FOR = re.compile(
    r"^(?:用于(?!新建项目)|来)?(?:实施|建设|新建|改造|新?改扩建|扩建|推进|推动|启动|开展|支持|完成|打造|购置|整治|治理|修建|修复|建成|加强|"
    r"设立|新建改造|维修|提升|更新|加快|投建|解决)+(?:了)?(?P<thing>[\u4e00-\u9fff“”]*)$"
)
# 投入27亿元新建、改扩建校舍, 投入7亿元改善办学条件: the verbs are needed to say what for
_PAID_FOR_DOING = re.compile(
    r"^(?:用于|来)?(?P<doing>(?:新建|改建|扩建|改扩建|改造|修缮|续建)(?:、|和|及)(?:新建|改建|扩建|改扩建|改造|修缮|续建|建设|整治)[\u4e00-\u9fff]{2,10}|"
    r"(?:改善|完善|提升|优化)[\u4e00-\u9fff]{2,18}(?:条件|设施|环境|能力|水平|体系|网络))$"
)
_STAGE_OF = re.compile(
    r"^(?P<thing>[\u4e00-\u9fff]{2,12}?)(?:全部|已|现已|累计|基本|(?:开工|完工|竣工|投产|投用)、)*"
    r"(?P<stage>开工|完工|竣工|投产|投用|建成|交付|入库|完成)(?:建设|投用)?了?(?:约|近|超过?)?$"
)
_GIVEN = re.compile(
    r"(?P<verb>(?:(?:投资|投入|筹资|筹措|筹集|安排|争取|拿出|拨付|落实|拨出|划拨|统筹|下达|下拨|募集|授信)(?:了)?|(?<![\u4e00-\u9fff]))?)"
    r"(?P<funds>(?:[\u4e00-\u9fff]{0,8}(?:资金|经费|补助|补贴|基金|贷款|公积金|债券))?)(?:约|近|超过?|共)?$"
)
_PURPOSE = re.compile(
    r"^(?:以上|左右)?(?P<funds>(?:[\u4e00-\u9fff]{0,6}(?:资金|贷款|基金|债券))?)(?:专门|重点|全部|主要)?(?P<how>用于|专项用于|来|支持|资助|扶持|奖励|淘汰|购置|补助|补贴|帮扶|救助|"
    r"实施|开展|加强|鼓励|帮助|推动|投建|(?<=[资基]金)(?:推进|改善|解决|完善|注入|保障|启动|建立))(?:了)?"
    r"(?P<what>[\u4e00-\u9fff“”、]{3,20})$"
)
# 投入财政资金2亿元支持 | 12个镇…: what is supported is counted by the next figure
_PURPOSE_COUNTED = re.compile(r"^(?:专门|重点|主要)?(?P<how>支持|资助|扶持|奖励|补助|补贴|帮扶|救助|设立)(?:了)?$")
# 打造80亿元 | 规模的产业集群: the size is said before the thing
_SIZED = re.compile(r"^的?(?P<head>(?:投资|资金)?(?:规模|额度))的(?P<thing>[\u4e00-\u9fff“”]{2,})$")
# 抓好甲铁路、乙高速等总投资65亿元的9个项目: the names are of the things that are counted
_LISTED_BEFORE = re.compile(r"^[^，；]*[^，；、]{3}等(?=[\u4e00-\u9fff]{2,8}$)")
# 46个重大项目和总投资 5亿元的…: what stands behind the mark is said of the next figure
_NEXT_SIZE = re.compile(r"(?:以及|[、，和与及])(?:年度|计划|总|完成|合同)*投资[^，、]*$")
_BESIDES = re.compile(r"^.*(?:以及|[和与及])(?=[\u4e00-\u9fff]{2,8}$)")


def name_of_next(naming: Naming, index: int) -> Named | None:
    """总投资95亿元的33个重大项目: the noun that the next figure counts is what the 总投资 is of."""
    frame = naming.frames[index]
    if frame.post != "的" or index + 1 >= len(naming.frames):
        return None
    scope, noun = clean_noun(naming, own_words(naming, index))
    noun = _LISTED_BEFORE.sub("", noun)
    if index and naming.frames[index - 1].runs_on:
        noun = _BESIDES.sub("", noun)  # 28个灌区工程和年度投资
    head, following = BROUGHT.sub("", noun), without_next_size(naming.frames[index + 1].post)
    if not is_bare_head(head) or not NOUN_START.match(following) or NOT_A_NOUN.match(following):
        return None
    named = name_described(naming, head, read_noun_after(following, naming.patterns, runs_on=True), scope)
    naming.memory.head = ""
    return named


def without_next_size(post: str) -> str:
    """Drop from the noun after a figure what says how large the things of the next figure are."""
    return _NEXT_SIZE.sub("", post)


def name_stage(naming: Naming, index: int) -> Named | None:
    """36个重点项目全部开工、完工9个: what has come so far of the things that the figure before counts."""
    frame, before = naming.frames[index], naming.frames[index - 1] if index else None
    if (
        before is None
        or frame.joint
        or frame.number.unit != before.number.unit
        or not before.after.startswith(frame.pre)
    ):
        return None
    found = _STAGE_OF.match(frame.pre) if not frame.post_is_noun else None
    if found is None:
        return None
    memory = naming.memory
    counted = memory.names[index - 1]
    wider = counted.endswith(found["thing"]) and not leading_verb(counted, naming.patterns)
    thing = counted if wider else found["thing"]  # 列入市级重点的28个项目开工25个
    memory.head, memory.verb = found["stage"] + thing, found["stage"]
    memory.staged[memory.head] = thing
    memory.levels.append(memory.head)
    return Named(memory.head, None, "verb alone")


def name_spent(naming: Naming, index: int, words: Words) -> Named | None:
    """投入24亿元改造90条工业生产线: the money at the front of a sentence is for what follows it."""
    frame = naming.frames[index]
    spent = _SPENT.search(frame.pre)
    if spent and (doing := _PAID_FOR_DOING.match(frame.post)):
        naming.memory.noun_after, naming.memory.head, naming.memory.verb = "", doing["doing"], ""
        naming.memory.levels.append(doing["doing"] + spent["head"])
        return Named(doing["doing"] + spent["head"], words.scope, "words after")
    thing = _thing_paid(naming, index) if spent else ""
    return name_described(naming, spent["head"], thing, words.scope) if spent and thing else None


def name_funds(naming: Naming, index: int, words: Words) -> Named | None:
    """安排财政资金3亿元支持家电下乡, 投资3亿元用于污染控制: what the money is for stands behind it."""
    frame = naming.frames[index]
    purpose = None if frame.runs_on else _PURPOSE.match(frame.post)
    if purpose is None and not frame.runs_on:
        return None
    given = _GIVEN.search(frame.pre)
    funds_after = purpose["funds"] if purpose else ""
    if given is None or not (given["funds"] or given["verb"] or funds_after):
        return None
    if purpose and purpose["how"] in ("实施", "开展") and not (given["funds"] or funds_after):
        return None  # 安排2亿元实施培育计划: the money is no more than what carries it out
    what = _supported(naming, index) if frame.runs_on else _purpose(purpose)
    if not what:
        return None
    given_verb = given["verb"].removesuffix("了")
    funds = (
        re.sub(r"^(?:[省市区县州]|中央|各级)(?=资金)", "", given["funds"])
        or funds_after
        or (given_verb if given_verb in ("投资", "投入") else given_verb + "资金")
    )
    naming.memory.head, naming.memory.verb = what, ""
    naming.memory.levels.append(what + funds)
    return Named(what + funds, words.scope, "words after")


def _purpose(found: re.Match[str] | None) -> str:
    """Give what money is for: 支持家电下乡, and 污染控制 of 用于污染控制; empty where the words do not tell."""
    if found is None:
        return ""
    return found["what"] if found["how"] in ("用于", "专项用于", "来") else found["how"] + found["what"]


def _supported(naming: Naming, index: int) -> str:
    """投入财政资金2亿元支持 | 12个镇…: the noun that the next figure counts, with the verb before it."""
    found, following = _PURPOSE_COUNTED.match(naming.frames[index].post), naming.frames[index + 1].post
    if found is None or not NOUN_START.match(following) or NOT_A_NOUN.match(following):
        return ""
    noun = read_noun_after(following, naming.patterns, runs_on=True)
    naming.memory.noun_after = ""
    return found["how"] + noun if noun else ""


def name_sized(naming: Naming, index: int, words: Words) -> Named | None:
    """打造80亿元规模的产业集群: the figure is the size of the thing."""
    sized = _SIZED.match(naming.frames[index].post)
    if sized is None:
        return None
    return name_described(naming, sized["head"], read_noun_after(sized["thing"], naming.patterns), words.scope)


def _thing_paid(naming: Naming, index: int) -> str:
    """投入24亿元改造90条工业生产线: the money is for what is done with it."""
    frame = naming.frames[index]
    done = _PAID_FOR.match(frame.post)
    if done is None:
        return ""
    naming.memory.noun_after = ""  # 投入16亿元新建学校20所: the words are the next figure's too
    if done["thing"]:
        return read_noun_after(done["thing"], naming.patterns)
    following = naming.frames[index + 1].post if frame.runs_on else ""
    usable = NOUN_START.match(following) and not NOT_A_NOUN.match(following)
    return read_noun_after(following, naming.patterns) if usable else ""


# 燕山湖集中供热项目建成投用: the verb before it is part of the name
_HOW = compile_ending(r"(?<=[\u4e00-\u9fff]{2})(?:等|正式|顺利|成功|陆续|相继|即将|年内|全线|已|正|并|前期工作)+$")
# 甲水厂全线通水, 乙高架一次成环: what became of such a thing and of no other
_CAME_TO_BE = compile_ending(
    r"(?<=[\u4e00-\u9fff]{3})(?:全线|一次|正式|顺利|成功|如期|实现)*(?:成环|通水|通气|送电|合龙|蓄水|下闸|后发先至|首战告捷)$"
)
_NUMBERED = re.compile(r"^(?:\d+|[两三四五六七八九十]+)(?:件|项)(?=[\u4e00-\u9fff“]{2})")  # 总投资7亿元的46件民生实事
_THING = re.compile(r"(?:项目|工程|基地|园区?|中心|电站|电厂|泵站|水库|生产线|高速|铁路|大桥|枢纽|机场|港区|综合体)")


def thing_described(post: str, patterns: Patterns) -> str:
    """Give the thing that a figure before 的 describes, without what became of it; empty where there is none."""
    post = post.removeprefix("的")
    found = patterns.predicate.search(post, 2)
    while found and _THING.search(post, found.end()) and post[found.start() - 1] != "并":
        found = patterns.predicate.search(post, found.end())
    return _CAME_TO_BE.sub("", _HOW.sub("", post[: found.start()] if found else post))


def name_described(naming: Naming, head: str, after: str, scope: str | None) -> Named:
    """设立总规模20亿元的科创基金: the figure is the fund's, not a count of funds."""
    after = _NUMBERED.sub("", last_of_names(after))
    thing = thing_described(after, naming.patterns) or after
    indicator = combine_head(thing, re.sub(r"^(?:设立|组建|建设|实施|引进)", "", head))
    naming.memory.head, naming.memory.verb, naming.memory.described = thing, "", head
    naming.memory.levels.append(indicator)
    return Named(indicator, scope, "words after")
