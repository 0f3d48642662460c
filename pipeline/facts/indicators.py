"""Name what each figure of a sentence measures, frame by frame, with what earlier frames said carried along."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.facts import phrases
from pipeline.facts.frames import Frame
from pipeline.facts.kinds import Reading
from pipeline.facts.patterns import Patterns

_THREE_SECTORS = ("第一产业占比", "第二产业占比", "第三产业占比")
_RESPECTIVE = re.compile(r"分别")
_SHARED = re.compile(r"(?:均|都|双双)")
_EMPTY = re.compile(r"^(?:[，、和与及的了也又还再已其中“”\"（）·—\-]|同比|环比|实际|名义)*$")
_PREPOSITION = re.compile(r"^(?:向|为|对|给|从|由|与|同|面向|针对|围绕|聚焦|依托|根据|按照|据)[^，]{1,14}?(?=(?:发放|推送|提供|投入|减免|减轻|降低|征集|引进|落实|拨付|采购|输送|培训|争取|新增|配备|开放|交付|兑现|派出|选派|投放|减税|让利))")
_TRAILING = re.compile(r"(?:的|了|等|共|中|之|，|、|和|与|及|其)+$")


@dataclass(slots=True)
class Memory:
    """What a sentence has said so far. One for each sentence; nothing is carried over its end but `subject`."""

    head: str = ""
    """The last full indicator, without a share or rank on it."""
    verb: str = ""
    group: list[str] = field(default_factory=list)
    """Indicators that 分别 set up; figures without words of their own take them in turn."""
    turn: int = 0
    levels: list[str] = field(default_factory=list)
    """Indicators of the current part of the sentence, in order."""
    part: int = -1


@dataclass(frozen=True, slots=True)
class Named:
    """The indicator of one figure, the scope found with it, and the rule that named it."""

    indicator: str
    scope: str | None
    rule: str


def name_indicators(frames: list[Frame], readings: list[Reading], patterns: Patterns, *, subject: str = "") -> list[Named]:
    """Name the indicator of each frame of a sentence.

    Args:
        frames: of one sentence, in order.
        readings: what kind each frame is, same order.
        patterns: the compiled expressions.
        subject: what the sentence before was about, taken up where this one only has a bare head (总量达…).
    """
    memory = Memory(head=subject)
    named = []
    for index, (frame, reading) in enumerate(zip(frames, readings, strict=True)):
        if frame.part != memory.part:
            memory.part, memory.levels = frame.part, []
        if "。" not in frame.joint and re.search(r"[，；：]", frame.joint) and memory.group and memory.turn >= len(memory.group):
            memory.turn = 0
        named.append(_name(index, frames, readings, patterns, memory))
    return _lend_heads(frames, named)


def _name(index: int, frames: list[Frame], readings: list[Reading], patterns: Patterns, memory: Memory) -> Named:
    frame, reading = frames[index], readings[index]
    if frame.number.form == "ratio_part":
        return _name_ratio_part(index, frames, reading, patterns)
    if reading.kind == "share" and reading.rule == "share of a whole":
        return _name_share(frame, reading, patterns, memory)
    scope, noun = _clean_noun(reading.stem, patterns)
    if _RESPECTIVE.search(frame.pre):
        return _open_group(index, frames, noun, scope, patterns, memory)
    if _SHARED.search(frame.pre) and reading.kind in ("rank",) and not noun:
        return Named(phrases.join_indicators(memory.levels) or memory.head, scope, "shared")
    if not noun and not frame.pre.strip("、和及与") and memory.group and memory.turn < len(memory.group) and frame.joint in ("、", "和", "与", "及"):
        return _take_turn(memory, scope)
    if not noun and memory.group and len(memory.group) > 1 and _same_run(index, frames, readings) >= len(memory.group) and memory.turn in (0, len(memory.group)):
        memory.turn = 0
        return _take_turn(memory, scope)
    after = _noun_after(frame, reading, patterns)
    if after:
        return _name_attributive(frame, noun, after, scope, patterns, memory)
    if not noun:
        carried = memory.head or _from_context(frame, patterns)
        return Named(carried, scope, "carried")
    return _name_plain(frame, reading, noun, scope, patterns, memory)


def _clean_noun(stem: str, patterns: Patterns) -> tuple[str | None, str]:
    """Reduce the words before a figure to scope and noun phrase."""
    phrase = phrases.strip_tail(stem.strip("，、 "), patterns)
    phrase = phrases.strip_lead(phrase, patterns)
    scope, phrase = phrases.split_scope(phrase)
    phrase = phrases.strip_lead(phrase, patterns)
    if scope is None:
        scope, phrase = phrases.split_scope(phrase)
    phrase = _PREPOSITION.sub("", phrase)
    phrase = _TRAILING.sub("", phrase.strip("，、 "))
    if _EMPTY.match(phrase):
        return scope, ""
    return scope, phrase


def _name_plain(frame: Frame, reading: Reading, noun: str, scope: str | None, patterns: Patterns, memory: Memory) -> Named:
    """An indicator of its own words before the figure, completed by what went before where it is elliptical."""
    rule = "words before"
    part = "其中" in frame.pre or "其中" in frame.context[-4:]
    if phrases.is_level_only(noun) and memory.head:
        noun, rule = phrases.combine_level(memory.head, noun), "level carried"
    elif phrases.is_bare_head(noun) and memory.head and (frame.joint or memory.head):
        noun, rule = phrases.combine_head(memory.head, noun), "head combined"
    elif memory.head and frame.joint[-1:] in ("、", "和", "及") and reading.kind == "level":
        noun, rule = _carry_verb(noun, patterns, memory), "verb carried"
    elif part and memory.verb and len(noun) <= 4 and not patterns.flow.match(noun):
        noun, rule = memory.verb + noun, "part of a whole"
    _remember(noun, patterns, memory)
    return Named(noun, scope, rule)


def _carry_verb(noun: str, patterns: Patterns, memory: Memory) -> str:
    """In 新增国家级X 3个、Y 11个 the verb, and a level where the things are alike, hold for Y too."""
    if not memory.verb or patterns.flow.match(noun):
        return noun
    rest = memory.head[len(memory.verb) :]
    level = re.match(r"(?:国家级|省级|市级)(?!以上)", rest)
    if level and rest[level.end() : level.end() + 2] == noun[:2]:
        noun = level.group() + noun
    return memory.verb + noun


def _name_attributive(frame: Frame, noun: str, after: str, scope: str | None, patterns: Patterns, memory: Memory) -> Named:
    """A figure before its noun: 建成57家智能工厂, 339个贫困村全部退出."""
    verb = _last_verb(noun, patterns)
    if not verb and frame.joint[-1:] in ("、", "和", "及") and memory.verb and not noun and frame.joint[-1:]:
        verb = memory.verb
    if not verb and noun and scope is None and re.match(r"^[\u4e00-\u9fff]{2,8}(?:区|城|市|县|镇|村|园|港)$", noun):
        scope = noun
    indicator = verb + after if not after.startswith(verb) else after
    memory.head, memory.verb = indicator, verb
    memory.levels.append(indicator)
    return Named(indicator, scope, "words after")


def _last_verb(noun: str, patterns: Patterns) -> str:
    """Give the verb of doing that ends a phrase (深入实施引进 -> 引进; 建成 -> 建成)."""
    for start in range(max(0, len(noun) - 6), len(noun)):
        match = patterns.flow.match(noun[start:])
        if match and start + match.end() == len(noun):
            return noun[start:] if start == 0 or len(noun) - start >= 2 else noun[start:]
    return ""


def _name_share(frame: Frame, reading: Reading, patterns: Patterns, memory: Memory) -> Named:
    """占全省32.6%, 研发投入占GDP比重达到3.28%."""
    match = patterns.share.search(frame.pre)
    if not match:
        return Named(memory.head, None, "carried")
    scope, noun = _clean_noun(match["part"], patterns)
    if noun and phrases.is_bare_head(noun) and memory.head:
        noun = phrases.combine_head(memory.head, noun)
    owner = noun or memory.head or _from_context(frame, patterns)
    whole = re.sub(r"(?:已|均|都|也|仍)+$", "", match["of"])
    ratio = (match["ratio"] or "").removeprefix("的")
    if noun:
        _remember(noun, patterns, memory)
    return Named(f"{owner}{whole}{ratio}", scope, "share of a whole")


def _name_ratio_part(index: int, frames: list[Frame], reading: Reading, patterns: Patterns) -> Named:
    first = index
    while first > 0 and frames[first - 1].number.form == "ratio_part" and frames[first].number.clean_start - frames[first - 1].number.clean_end == 1:
        first -= 1
    size = 1
    while first + size < len(frames) and frames[first + size].number.form == "ratio_part":
        size += 1
    scope, noun = _clean_noun(frames[first].pre, patterns)
    text = frames[first].context + frames[first].pre
    if size == 3 and re.search(r"产业|[一二三]产|结构", text):
        return Named(_THREE_SECTORS[index - first], scope, "three sectors")
    return Named(noun, scope, "ratio chain")


def _open_group(index: int, frames: list[Frame], noun: str, scope: str | None, patterns: Patterns, memory: Memory) -> Named:
    """分别: pair the figures that follow with their indicators one to one."""
    count = _run_length(index, frames)
    parts = phrases.split_coordination(noun, count) if noun and count > 1 else None
    if parts is None and noun and count > 1 and memory.head and phrases.is_bare_head(noun):
        parts = [phrases.combine_head(item, noun) for item in memory.levels[-count:]] if len(memory.levels) >= count else None
    if parts is None and not noun:
        context = _context_subject(frames[index], patterns)
        parts = phrases.split_coordination(context, count) if context and not memory.levels else None
        if parts is None and len(memory.levels) >= count:
            parts = memory.levels[-count:]
    if parts is None and count > 1 and not noun and memory.group and len(memory.group) == count:
        parts = memory.group
    if parts is None:
        if noun:
            _remember(noun, patterns, memory)
        return Named(noun or memory.head, scope, "respectively, unsplit")
    memory.group, memory.turn = list(parts), 0
    return _take_turn(memory, scope)


def _take_turn(memory: Memory, scope: str | None) -> Named:
    indicator = memory.group[memory.turn]
    memory.turn += 1
    memory.head = indicator
    memory.levels.append(indicator)
    return Named(indicator, scope, "respectively")


def _run_length(index: int, frames: list[Frame]) -> int:
    """Count the figures of a list: this one and those after it that only 、 or 和 separates."""
    count = 1
    while index + count < len(frames) and frames[index + count].joint in ("、", "和", "与", "及") and not frames[index + count].pre.strip("、和与及以及"):
        count += 1
    return count


def _same_run(index: int, frames: list[Frame], readings: list[Reading]) -> int:
    count = _run_length(index, frames)
    return count if all(reading.kind == readings[index].kind or True for reading in readings[index : index + count]) else 0


def _noun_after(frame: Frame, reading: Reading, patterns: Patterns) -> str:
    if reading.kind in ("change", "rank", "ratio") or frame.number.form in ("rank", "multiple"):
        return ""
    post = frame.post
    if not re.match(r"^(?:的|以上的)?[“\"《（A-Za-z\u4e00-\u9fff]", post) or not post:
        return ""
    if re.match(r"^(?:的)?(?:增长|增速|速度|目标|水平|左右|以上|以下|和|与|及|并|且|，|比|较|同比|居|位|排|占|均|分别|计|按|由|从|至|到|后|来|的$|，|等|高于|低于|为|有力|圆满|超|其中|创|在|被|向|将|已|仍|是|能|可|达|不|再|也|还|又)", post):
        return ""
    noun = phrases.read_noun_after(post, patterns)
    noun = _TRAILING.sub("", noun.strip("，、 "))
    return noun if len(noun) > 1 or noun in ("县", "村", "镇") else ""


def _lend_heads(frames: list[Frame], named: list[Named]) -> list[Named]:
    """43个省重大、468个市重点项目: the last noun lends its head to the shorter ones before it."""
    result = list(named)
    for index in range(len(frames) - 2, -1, -1):
        here, after = result[index], result[index + 1]
        if here.rule == after.rule == "words after" and frames[index + 1].joint == "、" and len(here.indicator) <= 6:
            head = re.search(r"(?:项目|企业|平台|中心|实验室|基地|园区|示范区|村|镇|试点|工厂|人才|产品)$", after.indicator)
            if head and not re.search(r"(?:项目|企业|平台|中心|实验室|基地|园|区|村|镇|试点|厂|人才|品|人|户|地|校|院|站|场|县|目|牌|线|车)$", here.indicator):
                result[index] = Named(here.indicator + head.group(), here.scope, here.rule)
    return result


def _remember(noun: str, patterns: Patterns, memory: Memory) -> None:
    memory.head = noun
    memory.verb = phrases.leading_verb(noun, patterns)
    memory.levels.append(noun)


def _from_context(frame: Frame, patterns: Patterns) -> str:
    """Take the subject of the clause before, where the figure's own clause names nothing."""
    return _context_subject(frame, patterns)


def _context_subject(frame: Frame, patterns: Patterns) -> str:
    clause = re.split(r"[，；。：（）]", frame.context)[-1]
    clause = phrases.strip_lead(clause, patterns)
    _, clause = phrases.split_scope(clause)
    found = re.search(r"(?:稳步|持续|不断|明显|显著|进一步|大幅|快速|加快|逐步|平稳|较快|保持|继续|实现|全面|成效|稳定|取得|迅速|迈出|达到|得到)", clause)
    if found and found.start() >= 2:
        clause = clause[: found.start()]
    return _TRAILING.sub("", clause)
