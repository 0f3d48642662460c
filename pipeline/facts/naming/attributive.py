"""The rule for figures before their noun: what is counted, and the verb that says what was done with it."""

from __future__ import annotations

import re

from pipeline.facts import areas
from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.naming.described import name_described, thing_described
from pipeline.facts.naming.given import award_for
from pipeline.facts.naming.phrases.following import noun_start
from pipeline.facts.naming.phrases.heads import combine_head, is_bare_head, thing_of
from pipeline.facts.naming.phrases.trim import last_of_names
from pipeline.facts.naming.phrases.verbs import last_verb, leading_verb, strip_verb_and_total
from pipeline.facts.naming.state import Named, Naming, Words, remember
from pipeline.facts.naming.subjects import owner_of_head
from pipeline.facts.naming.verbs_before import measures_for, verb_over
from pipeline.facts.naming.wording import BROUGHT, COMPLETED

_OF_LIST = re.compile(r"等$")
# 推进甲基地、乙园区等23个项目
_PUSHED = re.compile(r"^(?:加快|全力|大力|统筹)?推进[^，；]*等$")
_GAINS = re.compile(r"(?:惠及|带动|覆盖)(?:了)?")
_STRIVEN = re.compile(r"^争取(?:到|有)?")
_LEAST = re.compile(r"^至?少(?=建成|谋划|新建|培育|打造|引进|新增|完成|实施|建设|开发|创建)")  # 城区至 | 少建成2个书吧
# 水利灌溉管网覆盖60%的村, 乡村教师津贴惠及30所学校: what reaches those that are counted
_COVERS = re.compile(
    r"[\u4e00-\u9fff“”]{4,16}(?:午餐|补贴|津贴|补助|政策|新政|工程|项目|改革|服务|保险|制度|活动)惠及|"
    r"(?:[\u4e00-\u9fff]{4,16}|[\u4e00-\u9fff]{0,6}“[^”]{2,12}”)(?:网络|体系|服务圈|工程|圈|网|通道|站点|平台|设施|建设)覆盖"
)
_KIND_BEFORE = re.compile(
    r"(?<![\u4e00-\u9fff][市县区])(?:[省市区县州央]属|[省市县区]管|市校|校企|校地|国有|民营|规模以上|规上|限上|(?<!新)农村|城乡)$"
)
_OF_PLACES = ("农村", "城乡")
_SHORT = 4
"""How long the words before a figure are at most where a mark behind them does not cut them off: 新增、改造."""
_SHORTEST, _LONGEST = 3, 14
"""How long a thing is that others gain from: what is longer is a statement, what is shorter a word like 投入."""
_NAME_ENDS = re.compile(r"、|和|及")
_AREA = re.compile(r"^[\u4e00-\u9fff]{2,8}(?:区|城|市|县|镇|村|园|港)$")


def name_attributive(naming: Naming, index: int, words: Words) -> Named | None:
    """A figure before its noun: 建成12家数字车间, 25个示范村全部达标."""
    frame, memory = naming.frames[index], naming.memory
    scope, noun, after = words.scope, words.before, words.after
    if not after:
        return None
    head = BROUGHT.sub("", noun)
    if not head and frame.joint in LIST_MARKS and frame.number.unit == "元":
        head = memory.described
    if frame.post.startswith("的") and is_bare_head(head):
        named = last_of_names(frame.post.removeprefix("的"))
        whole = thing_described(frame.post, naming.patterns)
        return name_described(naming, head, (whole or after) if named in ("", frame.post[1:]) else named, scope)
    if award := award_for(frame, words.after):
        memory.head = award
        return Named(award, scope, "words after")
    if invested := _invested(naming, index, words):
        return invested
    if _OF_LIST.search(frame.pre) or _lists_as_many(naming, frame, noun):
        noun = leading_verb(noun, naming.patterns)  # 新开通甲至乙、丙等6条航线: of the list only the verb
    elif frame.pre.endswith("”") and len(after) <= 4:
        after = noun + after  # “七大清水工程”31个项目
    kind = _KIND_BEFORE.search(noun)
    if kind and kind.group() not in after:  # 县属8家国企, 落实校企50个合作项目
        noun, after = noun[: kind.start()], _put_kind(kind.group(), after, frame.post)
    # 整治工程全面完工、17个公园开园: a verb before the mark is said of something else
    verb = "" if frame.pre.endswith("、") and len(noun) > _SHORT else last_verb(noun, naming.patterns)
    if verb and (len(noun) <= 8 or _COVERS.fullmatch(noun)):
        verb = re.sub(r"^(?:各级|中央|[省市区县])?(?:本级)?财政", "", noun)
    if not verb and frame.joint in LIST_MARKS and memory.verb and not noun:
        verb = memory.verb
    if (
        not verb
        and noun
        and frame.pre.endswith("的")
        and len(noun) <= 10
        and not _is_owned(naming, frame.pre)
        and noun[0] not in "将把使让"
    ):
        verb = noun  # 省对市考核的12项指标
    area = re.search(rf"{areas.SCOPE_WORD}$", noun) or _AREA.match(re.sub(r"^.{1,4}了(?=.{3})", "", noun))
    if not verb and area and scope is None and areas.is_area(area.group(), naming.patterns):
        scope = area.group()
    if not verb and noun:
        verb = verb_over(noun + ("和" if frame.pre.endswith("和") else ""), naming.patterns)
    if not verb and after == "项目" and _PUSHED.search(frame.pre):
        verb = "推进"
    verb = _without_will(naming, verb, after)
    indicator = measures_for(frame.pre, words.after) or (after if after.startswith(verb) else verb + after)
    if _GAINS.fullmatch(noun) and not frame.runs_on and (owner := _gained_from(naming, index)):
        indicator = owner + indicator  # 发放津贴4600万元、惠及5.8万名老人
    memory.head, memory.verb = indicator, verb
    if kind and kind.group() in _OF_PLACES and indicator.startswith(verb + kind.group()):
        memory.verb += kind.group()  # 建成农村86个养老服务站、12个服务中心
    memory.levels.append(indicator)
    return Named(indicator, scope, "words after")


def _put_kind(kind: str, after: str, post: str) -> str:
    """Put the kind of things before their noun: (市属, 通过评审医院) -> 通过评审市属医院."""
    start = noun_start(after, post)
    return after[:start] + kind + after[start:] if start < len(after) else kind + after


def _without_will(naming: Naming, verb: str, after: str) -> str:
    """争取5家企业上市, 争取培育3家企业: they are striven for, where a verb says what is to become of them."""
    striven = _STRIVEN.match(verb)
    if striven is None:
        return _LEAST.sub("", verb)
    rest = verb[striven.end() :]
    does = naming.patterns.flow.match(rest or after) or (not rest and naming.patterns.predicate.match(after))
    return rest if does else verb


def _gained_from(naming: Naming, index: int) -> str:
    """Tell what those who are counted gain from: what was named right before, where it is no share."""
    near = index and naming.frames[index].joint in ("，", "、") and naming.frames[index - 1].number.unit != "%"
    thing = strip_verb_and_total(thing_of(naming.memory.head), naming.patterns) if near else ""
    return "" if not _SHORTEST <= len(thing) <= _LONGEST or re.search(r"调整|提高|、", thing) else thing


def _invested(naming: Naming, index: int, words: Words) -> Named | None:
    """推进城际铁路建设，力争完成40亿元投资: of what the clause before speaks of, as 完成投资40亿元 would be."""
    frame = naming.frames[index]
    if frame.number.unit != "元" or not COMPLETED.search(frame.pre) or words.after != "投资":
        return None
    owner = owner_of_head(naming, index)
    indicator = combine_head(owner, "完成投资") if owner else "完成投资"
    remember(naming, indicator)
    return Named(indicator, words.scope, "words after")


def _lists_as_many(naming: Naming, frame: Frame, noun: str) -> bool:
    """建成甲站、乙站两座变电站: a verb and as many names as are counted."""
    # 智能设计与制造、氢能: 和 and 及 may be inside a name
    names = {len(_NAME_ENDS.split(noun)), noun.count("、") + 1}
    return max(names) > 1 and frame.number.value in names and bool(leading_verb(noun, naming.patterns))


def _is_owned(naming: Naming, words: str) -> bool:
    """甲电子和乙动力的3个项目获批: whose the things are is no part of the indicator."""
    return any(owner in words for owner in naming.owners)
