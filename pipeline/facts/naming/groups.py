"""Rules for groups: several indicators that take several figures in turn (分别)."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.kinds import EACH, FROM, NOT_A_NOUN
from pipeline.facts.naming.clauses import split_clauses
from pipeline.facts.naming.done_lists import split_done_each, split_list
from pipeline.facts.naming.phrases.coordination import split_coordination
from pipeline.facts.naming.phrases.heads import combine_head, is_bare_head
from pipeline.facts.naming.phrases.short_lists import names_several
from pipeline.facts.naming.phrases.verbs import strip_verb_and_total
from pipeline.facts.naming.places import restore_first, split_places
from pipeline.facts.naming.state import Named, Naming, Words, remember
from pipeline.facts.naming.subjects import context_subject, last_clause, owner_of_head
from pipeline.facts.naming.taken_up import TOTALS, aspects_of_group, combine_each, levels_of_parts, shares_before
from pipeline.facts.naming.wording import ADDED, BALANCE, LENDER, NOW_THERE, RESPECTIVE
from pipeline.resources.pattern_ends import compile_ending

_DONE_EACH = re.compile(r"分别(?:实现|达到)(?=[\u4e00-\u9fff]{2,})")  # 一、二产业分别实现增加值
_EACH_MOVES = re.compile(r"分别(?:比[^，；]{2,8})?(?:增长|下降|上升|提高|减少|回落|降低)(?:了)?$")
_MOVES = re.compile(r"(?<=[、和与及])(?:增长|下降|上升|提高|减少|回落|降低)(?:了)?$")  # 分别增长5%和下降3%
_FARED = re.compile(r"^(?:确保|力争|推动|实现)|(?:均|都|双双|全部)*(?:实现|再创|大幅|快速|较快).*$")
_GROWTH = compile_ending(r"(?<=[\u4e00-\u9fff]{2})(?:增速|增幅)$")
_ADDED_AFTER = re.compile(r"(?<=[\u4e00-\u9fff”]{2})(?:新增|净增)$")
_LENDERS = re.compile(r"(?:全[市省县区州]|我[市省县区])?(?P<lender>(?:银行业?)?金融机构|银行机构)")
_DONE_FOR_EACH = ("新增", "增加", "完成", "实现")

_BRACKETS = re.compile(r"（[^）]*）")
# 各县分别建成1座, 分别设立不低于2000万元的基金: a verb of doing that the noun behind the figure is the object of
_EACH_DOES = re.compile(
    r"分别(?:要|再|各|新|至少|计划)*(?P<does>建[设成]|改建扩建|新建|改建|打造|设立|建立|培育|创建|引进|实施|安排|开展|举办|完成|组建|推出|启动)了?"
    r"(?:约|近|超过?|不低于|不少于|至少|[\u4e00-\u9fff]{2}以上)?$"
)


def pair_list(naming: Naming, index: int, words: Words) -> Named | None:
    """新建、改建村道12条、9条: a coordination takes a list of figures even without 分别."""
    if run_length(index, naming.frames) <= 1 or RESPECTIVE.search(naming.frames[index].pre):
        return None
    return _open_list(naming, index, words.before, words.scope)


def _open_list(naming: Naming, index: int, noun: str, scope: str | None) -> Named | None:
    count = run_length(index, naming.frames)
    if not names_several(noun):
        return None
    parts = split_list(naming, index, noun, count)
    if parts is None:
        return None
    start_turns(naming, parts, noun)
    return take_turn(naming, scope)


def split_shared(naming: Naming, index: int, words: Words) -> Named | None:
    """产值和利税均翻一番，达到8亿元和2亿元: what shared one figure is told apart where as many follow."""
    head, frame = naming.memory.head, naming.frames[index]
    if head in naming.memory.group[1:]:
        return None  # 职工、城乡居民参保人数分别为3万人和5万人，增长8%、9%: it is told apart already
    shared = naming.memory.levels and naming.memory.levels[-1] == head and frame.joint not in LIST_MARKS
    if not shared or run_length(index, naming.frames) < 2:
        return None
    return _open_list(naming, index, head, words.scope)


def open_group(naming: Naming, index: int, words: Words) -> Named | None:
    """分别: pair the figures that follow with their indicators one to one."""
    if not RESPECTIVE.search(naming.frames[index].pre):
        return None
    noun, scope = words.before, words.scope
    memory = naming.memory
    count = run_length(index, naming.frames)
    each = _EACH_DOES.search(naming.frames[index].pre) if count == 1 and words.after else None
    if each:  # 各县分别建成1座书城: one thing each
        remember(naming, each["does"] + words.after)
        several = "、" in _BRACKETS.sub("", naming.frames[index].pre)
        return Named(naming.memory.head, None if several else scope, "words after")
    if found := split_places(naming, index, count):
        start_turns(naming, [found[1]] * count, found[1], found[0])
        return take_turn(naming, scope)
    if (whole := restore_first(naming, index, scope, noun)) != noun:
        noun, scope = whole, None
    noun, parts = _split_words(naming, index, noun, count)
    if parts is None and not noun and count > 1:
        if memory.scopes and len(memory.group) == count:
            memory.turn = 0
            return take_turn(naming, scope)
        parts = _take_up(naming, index, count)
    if parts is None and noun and len(memory.group) == count and naming.frames[index].joint in ("，", "、"):
        if memory.scopes:
            start_turns(naming, [noun] * count, noun, memory.scopes)
            return take_turn(naming, scope)
        parts = aspects_of_group(naming, noun)
    if parts is not None and len(parts) >= count:
        start_turns(naming, list(parts), noun)
        return take_turn(naming, scope)
    if noun and is_bare_head(noun) and (owner := _owner_of_all(naming, index)):
        noun = combine_head(owner, noun)  # 增速比一季度、上半年分别加快0.8个和0.4个百分点
    if noun:
        remember(naming, noun)
    return Named(noun or memory.head, scope, "respectively, unsplit")


def _split_words(naming: Naming, index: int, noun: str, count: int) -> tuple[str, list[str] | None]:
    """Split the words before 分别 into what the figures take; give the words, without a verb that is of each, too."""
    noun, each = split_done_each(naming, index, noun, count)
    if each:
        return noun, each
    noun = _DONE_EACH.sub("", noun).replace("分别占比", "占比")
    parts = split_list(naming, index, noun, count) if noun and count > 1 else None
    if parts is None and noun and count > 1 and naming.frames[index].context:
        parts = split_clauses(naming, index, noun, count)
    heads = list(parts or ()) if naming.memory.levels else [_GROWTH.sub("", part) for part in parts or ()]
    if parts and all(map(is_bare_head, heads)) and (owner := _owner_of_parts(naming, index, heads)):
        # 50户民营企业产值和税金分别增长, 建筑业平稳发展，产值、税收增速分别居…
        parts = [combine_head(owner, head) + part[len(head) :] for head, part in zip(heads, parts, strict=True)]
    if parts is None and noun and count > 1 and is_bare_head(noun):
        parts = combine_each(naming, index, noun, count)
    levels = naming.memory.levels
    if parts is None and count > 1 and len(levels) == count and noun.startswith(_DONE_FOR_EACH):
        things = [strip_verb_and_total(level, naming.patterns) for level in levels]
        parts = [thing + noun for thing in things]  # 新建幼儿园38所、中小学27所，分别新增学位…
    return noun, parts


def _take_up(naming: Naming, index: int, count: int) -> list[str] | None:
    """Give what figures without words of their own take up from before: 分别增长8%和9%."""
    memory, frame = naming.memory, naming.frames[index]
    parts = (
        _right_before(naming, index, count) or _turned_to(naming, index, count) or shares_before(naming, index, count)
    )
    if parts is None and len(memory.levels) >= count:
        parts = list(dict.fromkeys(memory.levels))[-count:]
        if naming.readings[index].kind == "level" and NOW_THERE.match(frame.pre):
            parts = list(map(_without_adding, parts))
    elif parts is None and memory.group and len(memory.group) == count:
        parts = memory.group
    elif parts is None:
        parts = levels_of_parts(naming, index, count)
        context = "" if parts else context_subject(naming, frame)
        parts = split_coordination(context, naming.known_names(index, count)) if context else parts
    return parts or (_split_head(naming, index, count) if memory.head else None)


def _right_before(naming: Naming, index: int, count: int) -> list[str] | None:
    """国家级7家、省级41家；较上年分别增加2家、6家: behind a semicolon, those that were counted right before it."""
    frame, levels = naming.frames[index], naming.memory.levels
    if frame.joint != "；" or frame.context.strip("；") or levels or count > index:
        return None
    counted = range(index - count, index)
    alike = {naming.frames[at].number.unit for at in counted} == {frame.number.unit}
    stated = all(naming.readings[at].kind == "level" for at in counted)
    return [naming.memory.names[at] for at in counted] if alike and stated else None


def _without_adding(thing: str) -> str:
    """新增合作社, 合作社新增: what there is now is no more what was added."""
    return _ADDED_AFTER.sub("", ADDED.sub("", thing))


def _owner_of_all(naming: Naming, index: int) -> str:
    """Tell whose the bare heads are that take their figures in turn: 房地产业快速增长，销售面积和销售额分别…."""
    frame = naming.frames[index]
    if index and naming.frames[index - 1].runs_on:
        return naming.memory.head
    if "；" in frame.joint:
        return ""
    owner, memory = owner_of_head(naming, index), naming.memory
    return memory.whole_group if owner in memory.group and memory.whole_group else owner


def _owner_of_parts(naming: Naming, index: int, parts: list[str]) -> str:
    """Tell whose bare heads are; 存贷款余额 without a lender before it is the region's."""
    owner = _owner_of_all(naming, index)
    if not all(map(BALANCE.fullmatch, parts)):
        return owner
    lender = _LENDERS.match(last_clause(naming.frames[index]))  # 金融机构加大支持，存、贷款余额分别增长…
    return lender["lender"] if lender else owner if LENDER.search(owner) else ""


def _turned_to(naming: Naming, index: int, count: int) -> list[str] | None:
    """…项目建设，水利投资和能源投资实现翻番，分别达到2亿元和1亿元: the clause before may turn to other indicators."""
    clause = context_subject(naming, naming.frames[index])
    parts = split_coordination(_FARED.sub("", clause), naming.known_names(index, count))
    return parts if parts and all(map(TOTALS.search, parts)) else None


def _split_head(naming: Naming, index: int, count: int) -> list[str] | None:
    """产值和税收翻一番，年均需分别增长8%和9%: what shared one figure is told apart by the next ones."""
    parts = split_coordination(naming.memory.head, naming.known_names(index, count))
    if parts is None or not all(map(TOTALS.search, parts)):
        return None
    return [combine_head(parts[0], part) if is_bare_head(part) else part for part in parts]


def go_on_group(naming: Naming, index: int, words: Words) -> Named | None:
    """分别增长8%和9%: a figure without words takes the next indicator of the group."""
    if not takes_turn(naming, index):
        return None
    there = naming.readings[index].kind == "level" and NOW_THERE.match(naming.frames[index].pre)
    first = naming.frames[max(0, index - len(naming.memory.group))]
    if there and not naming.memory.turn and not FROM.search(first.pre):
        naming.memory.group = list(map(_without_adding, naming.memory.group))
    named = take_turn(naming, words.scope)
    if naming.memory.whole and naming.frames[index].number.unit == "%" and naming.readings[index].kind != "change":
        return replace(named, indicator=named.indicator + naming.memory.whole)  # 占全市比重分别从8%和9%提高到…
    return named


def takes_turn(naming: Naming, index: int) -> bool:
    """Tell whether a figure without words goes on with the indicators that 分别 set up."""
    frame, memory = naming.frames[index], naming.memory
    if not memory.group:
        return False
    if frame.joint in LIST_MARKS and memory.turn < len(memory.group):
        return True
    if len(memory.group) > 1 and run_length(index, naming.frames) >= len(memory.group):
        memory.turn = 0
        return True
    return False


def start_turns(naming: Naming, parts: list[str], whole: str, scopes: list[str] | None = None) -> None:
    """Set what the figures from here on take in turn, of which areas, and the words that it was split from."""
    memory = naming.memory
    memory.group, memory.scopes, memory.turn, memory.whole_group, memory.whole = parts, scopes or [], 0, whole, ""


def take_turn(naming: Naming, scope: str | None) -> Named:
    """Give a figure the next indicator of the group."""
    memory = naming.memory
    at = memory.turn % len(memory.group)
    indicator = memory.group[at]
    memory.turn += 1
    memory.head = indicator
    memory.levels.append(indicator)
    return Named(indicator, memory.scopes[at] if memory.scopes else scope, "respectively")


def _between(first: Frame, frame: Frame) -> str:
    """Give the words between two figures of a list that are more than 每人; 和下降 in 分别增长5%和下降3% is not."""
    words = EACH.sub("", frame.pre)
    return _MOVES.sub("", words) if _EACH_MOVES.search(first.pre) else words


def run_length(index: int, frames: list[Frame]) -> int:
    """Count the figures of a list: this one and those after it that only 、 or 和 separates."""
    count = 1
    while (
        index + count < len(frames)
        and frames[index + count].joint in LIST_MARKS
        and not _between(frames[index], frames[index + count]).strip("、和与及")
    ):
        if frames[index + count - 1].post_is_noun and not NOT_A_NOUN.match(frames[index + count - 1].post):
            break
        count += 1
    last = frames[index + count - 1]
    if count > 1 and last.post_is_noun and not NOT_A_NOUN.match(last.post):
        return 1
    return count
