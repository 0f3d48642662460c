"""Lists of things that something is done with: the verb before or behind them is said of each."""

from __future__ import annotations

import re

from pipeline.facts.naming.phrases.coordination import split_coordination
from pipeline.facts.naming.phrases.short_lists import split_marks
from pipeline.facts.naming.phrases.verbs import leading_verb
from pipeline.facts.naming.state import Naming

# 甲、乙分别新增12家和9家; of 分别新增参保12万人 the words behind the verb go with it
_DONE_EACH = re.compile(
    r"分别(?P<verb>(?P<grows>新增|净增|增加|扩面)|新(?:认定|培育|引进|登记|注册|改建|建|开工|签约)|认定|培育|引进|获批|创建|改造|改建|扩建|建成|完成|"
    r"整治|治理|办理|办结|培训|救助|淘汰|开工|竣工|投产|投用|签约|落地)(?P<object>(?!投资|产值|总产值|年度|总)[\u4e00-\u9fff]{0,6})$"
)
_ADDS = re.compile(r"(?:累计|全年)?(?:新(?!建|改建|改扩建|开工)|净增)")


def split_list(naming: Naming, index: int, noun: str, count: int) -> list[str] | None:
    """Split a list into an indicator for each of `count` figures, each with the verb that the list begins with.

    新增家庭农场、合作社12家和9家 are 新增家庭农场 and 新增合作社; None where the words are no such list.
    """
    known = naming.known_names(index, count)
    verb = leading_verb(noun, naming.patterns)
    things = split_marks(noun.removeprefix(verb))
    if verb and len(things) > 1 and not any(leading_verb(thing, naming.patterns) for thing in things[1:]):
        counted = known.are_counted() or _ADDS.match(verb)
        parts = split_coordination(noun.removeprefix(verb), known) if counted else None
        if parts and not known.is_base(verb + parts[0], 0):
            return [verb + part for part in parts]
    return split_coordination(noun, known)


def split_done_each(naming: Naming, index: int, noun: str, count: int) -> tuple[str, list[str] | None]:
    """Split 甲、乙分别新增 into 甲新增 and 乙新增, 甲、乙分别建成 into 建成甲 and 建成乙.

    Give the words without such a verb, too; None instead of the indicators where they are no list.
    """
    done = _DONE_EACH.search(noun)
    if done is None:
        return noun, None
    things, verb, of = noun[: done.start()], done["verb"], done["object"]
    parts = split_coordination(things, naming.known_names(index, count)) if count > 1 and things else None
    if parts is None:
        return (noun if of else things), None
    return things, [f"{part}{verb}{of}" if done["grows"] or of else verb + part for part in parts]
