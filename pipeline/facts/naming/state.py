"""What the rules that name a figure know: the sentence, its memory, and the words around the figure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.facts.frames import Frame
from pipeline.facts.kinds import Reading
from pipeline.facts.naming.known import Knowledge, KnownNames
from pipeline.facts.naming.phrases.verbs import leading_verb
from pipeline.facts.patterns import Patterns
from pipeline.frozen import frozen

_ACTS_ON = re.compile(
    r"^(?P<acts>[\u4e00-\u9fff]{2,12}(?:平台|园|区|城|中心|基地)(?:接入|引进|集聚|汇聚|入驻|吸引))(?=[\u4e00-\u9fff]{2})"
)
_ACT_SIGNS = frozenset("接引集汇驻吸")
"""Without one of them it cannot match."""
# 建档立卡贫困户9户、20人脱贫: who they are, nothing that was done
_NO_DEED = "建档立卡"
# 造林30万亩、种草20万亩: a verb that holds its object is said of nothing else; 上市企业: nor is one inside a name
DONE_ALONE = re.compile(
    r"(?:造林|绿化|造林绿化|脱贫|减贫|技改|就业|创业|减税|融资|上云|放流|改厕|减排|清淤|接种|体检|(?:上市|挂牌)(?:企业|公司))"
)


@dataclass(slots=True)
class Memory:
    """What a sentence has said so far. One for each sentence; only `subject` comes from the sentence before."""

    head: str = ""
    """The last full indicator, without a share or rank on it."""
    last: str = ""
    """The last indicator as published, share and rank included."""
    verb: str = ""
    group: list[str] = field(default_factory=list)
    """Indicators that 分别 set up; figures without words of their own take them in turn."""
    turn: int = 0
    scopes: list[str] = field(default_factory=list)
    """The places of the figures that `group` stands for, where a list of places set it up."""
    whole_group: str = ""
    """The words that the group was split from."""
    described: str = ""
    """The head that the last figure described a thing by: 投资 of 投资6亿元的甲项目."""
    whole: str = ""
    """What the shares of such a list are shares of (占总数)."""
    levels: list[str] = field(default_factory=list)
    """Indicators of the current part of the sentence, in order."""
    part: int = -1
    measure: str = ""
    """What the parts that the sentence lists are measured by: 产量 of 粮食产量, of which 夏粮 is a part."""
    measure_unit: str = ""
    """The unit of the first of those parts."""
    names: list[str] = field(default_factory=list)
    """The indicators of the figures so far, one each."""
    owned: dict[str, str] = field(default_factory=dict)
    """Of indicators that were made of an aspect, whose it is."""
    staged: dict[str, str] = field(default_factory=dict)
    """Of indicators that count what has come to a stage, what did: 重点项目 of 竣工重点项目."""
    noun_after: str = ""
    """The noun that followed the last figure, which the next frame's words begin with."""
    outside: Memory | None = None
    """What was said before the bracket that the figure stands in."""


@frozen
class Named:
    """The indicator of one figure, the scope found with it, and the rule that named it."""

    indicator: str
    scope: str | None
    rule: str


@dataclass(slots=True)
class Naming:
    """The figures of one sentence, what is known of it, and the memory of what was named so far.

    frames: in order.
    readings: how each figure is stated, same order.
    owners: surfaces of organizations in the sentence, the longest first.
    regions: names of the report's own region.
    chain: the industry that the paragraph is about, whose 全产业链 it speaks of.
    industry: what this sentence or one before it set out to develop.
    account: that of the budget which the paragraph told of last: 政府性基金.
    knowledge: what is known of names and units.
    divided: what the sentences before counted as a whole, by unit, where this one tells the parts.
    """

    frames: list[Frame]
    readings: list[Reading]
    patterns: Patterns
    memory: Memory
    owners: tuple[str, ...]
    regions: tuple[str, ...]
    chain: str
    industry: str
    account: str
    knowledge: Knowledge
    divided: Mapping[str, str]

    def known_names(self, index: int, count: int) -> KnownNames:
        """Give what is known of the names that `count` figures from `index` on take in turn."""
        end = index + count
        return self.knowledge.of_figures(self.frames[index:end], self.readings[index:end])


@frozen
class Words:
    """The words around one figure, as far as they name it: `before` it and, as a noun, `after` it."""

    scope: str | None
    """The area that stood in the words before."""
    before: str
    after: str


@frozen
class Completed:
    """The words before a figure with what they leave unsaid, and the rule that says so."""

    noun: str
    rule: str = "words before"
    whole: bool = False
    """True where the noun stands for itself: 的 before the figure joins nothing more to it."""


def remember(naming: Naming, noun: str) -> None:
    """Keep an indicator as what later figures of the sentence take up, with the verb that it begins with."""
    naming.memory.head = noun
    verb = leading_verb(noun, naming.patterns) or _acts_on(noun)
    naming.memory.verb = "" if verb and (DONE_ALONE.fullmatch(noun) or noun.startswith(_NO_DEED)) else verb
    naming.memory.levels.append(noun)


def _acts_on(noun: str) -> str:
    """Give who gets something with what they do (软件园引进), where a noun begins so; else an empty string."""
    acts = None if _ACT_SIGNS.isdisjoint(noun) else _ACTS_ON.match(noun)
    return acts["acts"] if acts else ""
