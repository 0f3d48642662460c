"""Name what each figure of a sentence measures, frame by frame, with what earlier frames said carried along."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.facts import areas, phrases, wording
from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.kinds import EACH, NOT_A_NOUN, RATE_AFTER, Reading
from pipeline.facts.patterns import Patterns
from pipeline.facts.ranks import Contest, find_contest

_AIM_IS = re.compile(r"^.{0,12}(?:指标|目标|任务)(?:之一)?[是为](?=[\u4e00-\u9fff]{3})")
_INSIDE = re.compile(
    rf"^(?:在)?(?P<scope>{areas.SCOPE_WORD}|[\u4e00-\u9fff]{{0,4}}(?:高新区|经开区|开发区|新区|"
    rf"工业园区|产业园区|工业集中区)(?<!新增工业园区))(?=投资|完成|建设|集聚|建成|实现|新增|新引进|新签约)"
)
_EARNED = re.compile(r"^创(?=产值|利税|利润|税收|收入)")
_SAID_OF = re.compile(r"^(?:为|是|属)(?P<noun>[\u4e00-\u9fff“”]{4,20})$")


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
    whole_group: str = ""
    """The words that the group was split from."""
    described: str = ""
    """The head that the last figure described a thing by: 投资 of 投资6亿元的甲项目."""
    whole: str = ""
    """What the shares of such a list are shares of (占总数)."""
    levels: list[str] = field(default_factory=list)
    """Indicators of the current part of the sentence, in order."""
    part: int = -1
    noun_after: str = ""
    """The noun that followed the last figure, which the next frame's words begin with."""


@dataclass(frozen=True, slots=True)
class Named:
    """The indicator of one figure, the scope found with it, and the rule that named it."""

    indicator: str
    scope: str | None
    rule: str


def name_indicators(
    frames: list[Frame],
    readings: list[Reading],
    patterns: Patterns,
    *,
    subject: str = "",
    owners: Sequence[str] = (),
    regions: Sequence[str] = (),
    chain: str = "",
    industry: str = "",
) -> list[Named]:
    """Name the indicator of each frame of a sentence.

    Args:
        frames: of one sentence, in order.
        readings: what kind each frame is, same order.
        patterns: the compiled expressions.
        subject: what the sentence before was about, taken up where this one only has a bare head (总量达…).
        owners: surfaces of organizations in the sentence; one that opens a phrase is no part of the indicator.
        regions: names of the report's own region, which are a scope where they open a phrase.
        chain: the industry that the paragraph is about, whose 全产业链 it speaks of.
        industry: what this sentence or one before it set out to develop; an output that is nobody else's is its.
    """
    namer = _Namer(
        frames,
        readings,
        patterns,
        Memory(head=subject, last=subject),
        tuple(sorted(owners, key=len, reverse=True)),
        tuple(regions),
        chain,
        industry,
    )
    return _lend_heads(frames, [namer.name(index) for index in range(len(frames))])


@dataclass(slots=True)
class _Namer:
    """The frames of one sentence with the memory of what was named so far."""

    frames: list[Frame]
    readings: list[Reading]
    patterns: Patterns
    memory: Memory
    owners: tuple[str, ...]
    regions: tuple[str, ...]
    chain: str
    industry: str

    def name(self, index: int) -> Named:
        frame, memory = self.frames[index], self.memory
        if frame.part != memory.part:
            memory.part, memory.levels = frame.part, []
        named = self._name(index)
        memory.last = named.indicator or memory.last
        return named

    def _name(self, index: int) -> Named:
        frame, reading, memory = self.frames[index], self.readings[index], self.memory
        if frame.number.form == "ratio_part":
            return self._name_ratio_part(index)
        if reading.kind == "share" and reading.rule == "share of a whole":
            return self._name_share(index)
        if reading.rule == "share, whole before":
            return self._name_part(reading)
        if contest := find_contest(self.frames, index):
            return Named(contest.noun, contest.area, "counted among")
        if contest := find_contest(self.frames, index - 1) if index else None:
            return self._name_ranked(index, contest)
        described = self._described_by(index)
        if described:
            return described
        listed = wording.LISTED_AS.search(frame.pre) if reading.kind == "rank" else None
        if listed:
            scope, _ = self._clean_noun(frame.pre[: listed.start()])
            return Named(listed["thing"] or listed["among"], scope, "words before")
        ranked_in = wording.RANKED_IN.search(frame.context + frame.pre) if reading.kind == "rank" else None
        if ranked_in:
            self.memory.head = ranked_in["list"]
            return Named(ranked_in["list"], ranked_in["who"], "words before")
        among = wording.AMONG.search(frame.context) if reading.kind == "rank" else None
        if among:
            return Named(among["list"], None, "words before")
        ranked = wording.RANKED.search(frame.pre) if reading.kind == "rank" and "强" in frame.number.text else None
        if ranked:
            return Named(ranked["thing"], None, "words before")
        total = wording.BRACKET_TOTAL.match(frame.pre)
        if total and frame.bracketed and memory.head:
            return Named(memory.head.removeprefix(memory.verb) or memory.head, total["scope"], "carried")
        stem = self._own_words(index)
        scope, noun = self._clean_noun(stem)
        after = self._noun_after(index)
        if noun and not after and _run_length(index, self.frames) > 1 and not wording.RESPECTIVE.search(frame.pre):
            paired = self._open_list(index, noun, scope)
            if paired:
                return paired
        if reading.foreign and reading.rule == "compared with others" and noun in ("", "争取", "力争") and memory.head:
            return Named(memory.head, scope, "carried")  # 分别低于全国、全省0.7和1.2个百分点
        if wording.RESPECTIVE.search(frame.pre):
            return self._open_group(index, noun, scope)
        if reading.kind == "rank" and not noun and wording.SHARED.search(frame.pre):
            return Named(phrases.join_indicators(memory.levels) or memory.head, scope, "shared")
        if reading.kind == "change" and not noun and wording.SHARED.search(frame.pre) and len(memory.group) > 1:
            return Named(memory.whole_group or phrases.join_indicators(memory.group), scope, "shared")
        if not noun and not after and (paired := self._split_shared(index, scope)):
            return paired
        if not noun and not after and self._takes_turn(index):
            return self._take_turn(scope)
        if (doing := wording.PART_DOING.match(frame.post)) and frame.number.unit == "%" and noun:
            verb = doing["verb"] if doing["verb"] in ("进入", "通过", "纳入", "完成") else ""
            return Named(f"{verb}{doing['doing']}{noun}", scope, "words before")
        spent = wording.SPENT.search(frame.pre) if frame.number.unit == "元" and not frame.joint else None
        if spent and (thing := self._thing_paid(index)):
            return self._name_described(spent["head"], thing, scope)
        if frame.number.unit == "%" and (rate := RATE_AFTER.match(frame.post)):
            return self._name_rate(index, rate["done"] + "率")
        if after:
            return self._name_attributive(frame, noun, after, scope)
        average = frame.pre[-2:]
        if noun == "人" and frame.pre.startswith("人均") and memory.head:
            return Named(f"人均{memory.head}", scope, "carried")  # 生产总值达到3100亿元，人均达4万元
        if average in ("年均", "人均") and noun == average[0] and memory.head:
            return Named(f"{average}{memory.head}", scope, "carried")  # 粮食产量97.8亿公斤，年均92.3亿公斤
        if not noun:
            return self._carry(frame, reading, scope)
        return self._name_plain(index, noun, scope)

    def _name_rate(self, index: int, rate: str) -> Named:
        """收运体系实现行政村100%覆盖: the rate of what stands before it, or of what was named last."""
        scope, noun = self._clean_noun(wording.ATTAINED.sub("", self._own_words(index)))
        owner = noun or _strip_verb_and_total(self.memory.head, self.patterns)
        indicator = f"{owner}{rate}"
        self._remember(indicator)
        return Named(indicator, scope, "words before" if noun else "head combined")

    def _name_ranked(self, index: int, contest: Contest) -> Named:
        """满意度在全省14个市中排第2: what stands before the count is ranked, or else what was named last."""
        before = self.frames[index - 1]
        scope, ranked = self._clean_noun(contest.ranked)
        ranked = ranked or self.memory.head or self._context_subject(before)
        _, of = self._clean_noun(contest.of)
        if of and phrases.is_bare_head(of):
            ranked = phrases.combine_head(ranked, of)
        elif of and not contest.ranked:
            ranked = of
        self._remember(ranked)
        return Named(ranked, scope, "words before")

    def _described_by(self, index: int) -> Named | None:
        """总投资186亿元的64个重大项目: the noun that the next figure counts is what the 总投资 is of."""
        frame = self.frames[index]
        if frame.post != "的" or index + 1 >= len(self.frames):
            return None
        scope, noun = self._clean_noun(self._own_words(index))
        noun = wording.LISTED_BEFORE.sub("", noun)
        head, following = wording.BROUGHT.sub("", noun), self.frames[index + 1].post
        if not phrases.is_bare_head(head) or not wording.NOUN_START.match(following) or NOT_A_NOUN.match(following):
            return None
        named = self._name_described(head, phrases.read_noun_after(following, self.patterns, runs_on=True), scope)
        self.memory.head = ""
        return named

    def _own_phrase(self, index: int) -> str:
        """The words before a figure as they stand, but for what leads to the value."""
        return phrases.strip_tail(self._own_words(index).strip("，、 "), self.patterns)

    def _own_words(self, index: int) -> str:
        """The words before a figure without those that belong to the figure before it."""
        frame, reading = self.frames[index], self.readings[index]
        stem = reading.stem
        if index and not frame.joint and self.memory.noun_after and stem.startswith(self.memory.noun_after):
            stem = stem[len(self.memory.noun_after) :]
            previous = self.frames[index - 1].pre
            if reading.kind == "rank" and (not stem.strip("中里内") or stem.startswith("中")) and "在" in previous:
                return previous.split("在")[0]
        return stem

    def _clean_noun(self, stem: str) -> tuple[str | None, str]:
        """Reduce the words before a figure to scope and noun phrase."""
        patterns = self.patterns
        phrase = phrases.strip_tail(wording.EACH_OF.sub("", stem.strip("，、 ")), patterns)
        mask = wording.MASK.match(phrase)
        phrase = wording.THERE.sub("", phrase[mask.end() :] if mask else phrase)
        phrase = phrases.strip_lead(phrase, patterns)
        whole = phrase
        phrase = self._strip_owner(phrase)
        zone = wording.ZONE_OWNER.match(whole.removesuffix(phrase)) if phrase != whole else None
        scope = zone.group() if zone else None
        for _ in range(2):
            place, phrase = self._split_region(phrase)
            scope = place or scope
            phrase = phrases.strip_lead(phrase, patterns)
        phrase = _AIM_IS.sub("", phrase)
        phrase = wording.NUMBERED.sub("", wording.ORDERED.sub("", phrase.removeprefix("的")))
        phrase = wording.EACH_AREA.sub("", wording.FISCAL.sub("", wording.COMPARED_WITH.sub("", phrase)))
        inside = _INSIDE.match(phrase)
        if inside:
            scope, phrase = inside["scope"], phrase[inside.end() :]
        phrase = _EARNED.sub("", wording.PREPOSITION.sub("", phrase))
        phrase = phrase.strip("，、 ")
        phrase = wording.TRAILING.sub("", wording.OF_ALL_KINDS.sub(r"\1", phrase) if "各" in phrase else phrase)
        phrase = wording.BY_MEANS_OF.sub("", phrase) if len(phrase) > 12 else phrase
        phrase = wording.OVER_YEARS.sub("", phrase)
        return scope, "" if wording.EMPTY.match(phrase) else phrase

    def _strip_owner(self, phrase: str) -> str:
        supported = wording.SUPPORT.match(phrase)
        if supported:
            rest = self._strip_owners(phrase[supported.end() :])
            return rest if rest and rest != phrase[supported.end() :] else phrase
        return self._strip_owners(phrase)

    def _strip_owners(self, phrase: str) -> str:
        """Drop the organizations that open a phrase, also a list of them: 甲厂、乙厂等企业."""
        while True:
            rest = self._strip_one_owner(phrase)
            if rest == phrase:
                return wording.TOGETHER.sub("", phrase)
            phrase = re.sub(r"^(?:、|和|与)|^等[\u4e00-\u9fff]{0,4}(?:企业|单位|机构|高校|院所|部门)", "", rest)

    def _strip_one_owner(self, phrase: str) -> str:
        for owner in self.owners:
            rest = phrase[len(owner) :]
            if (
                phrase.startswith(owner)
                and len(rest) >= 2
                and not wording.OWNED_THING.match(rest)
                and rest[0] not in "云系"
            ):
                return rest.lstrip("的")
        return phrase

    def _split_region(self, phrase: str) -> tuple[str | None, str]:
        for name in self.regions:
            rest = phrase[len(name) :]
            if phrase.startswith(name) and (
                self.patterns.lead.match(rest) or re.match(r"^(?:有|拥有|共|地区|实现|完成|的)", rest)
            ):
                return name, rest
        place, rest = areas.split_scope(phrase, self.patterns)
        return (None, phrase) if place and self.patterns.flow.match(place) else (place, rest)

    def _noun_after(self, index: int) -> str:
        frame, reading = self.frames[index], self.readings[index]
        self.memory.noun_after = ""
        if reading.kind in ("change", "ratio") or frame.number.form == "multiple":
            return ""
        if reading.kind == "rank":
            own = self._own_phrase(index)
            is_verb = own and phrases.leading_verb(own, self.patterns) == own  # 建成全省第二家基金小镇
            if not frame.number.text.endswith(("家", "个")) or (own and not is_verb):
                return ""
        post = frame.post
        if frame.runs_on and phrases.is_bare_head(post):  # 28支 | 总规模 835亿元的产业基金
            thing = self.frames[index + 1].post
            return (
                wording.TRAILING.sub("", phrases.read_noun_after(thing, self.patterns))
                if thing.startswith("的")
                else ""
            )
        own = self._clean_noun(self._own_words(index))[1] if frame.runs_on and not post else ""
        own = re.sub(r"(?:对|为|向|给|以|将|把|与|加快|推进|推动)$", "", own)
        if frame.runs_on and not post and (not own or phrases.leading_verb(own, self.patterns) == own):
            following = self.frames[index + 1].post  # 4批 | 58名医护人员: two figures count the same thing
            if frame.number.unit == "户" and (whole := wording.ALL_REACHED.match(following)):
                return whole["what"] + "户数"  # 512户 | 1106人全部实现脱贫
            return "" if NOT_A_NOUN.match(following) else phrases.read_noun_after(following, self.patterns)
        said = _SAID_OF.match(post)
        if said and re.search(r"(?:其中|有)$", frame.pre) and frame.number.unit not in ("%", "元", "百分点"):
            return said["noun"]
        if together := self._with_next(index):
            return together
        if finished := wording.DONE_WITH.match(post):
            return self._done(index, finished["verb"])
        if frame.number.unit in ("人", "名", "位") and wording.GO.match(post) and self._own_phrase(index):
            return ""
        if frame.number.unit == "人" and (reached := wording.ALL_REACHED.match(post)):
            return reached["what"] + "人口"
        if frame.runs_on and frame.number.unit in ("人", "") and (people := wording.PEOPLE_WHOSE.match(post)):
            return people["who"]
        if re.match(r"^被[\u4e00-\u9fff]{3}", post):
            return phrases.read_noun_after(post, self.patterns)
        if not (wording.NOUN_START.match(post) or wording.SIZE_START.match(post)) or NOT_A_NOUN.match(post):
            return ""
        if wording.ACTED.search(frame.pre) and wording.NOMINAL.match(post):
            return post.removeprefix("的")
        placed = wording.PLACES_COUNTED.match(post) if wording.FOR_PLACES.search(frame.pre) else None
        if placed and frame.number.unit == "个" and not self.patterns.predicate.search(placed["noun"], 1):
            return placed["noun"]
        if frame.number.unit in ("公里", "千米", "米") and wording.ROAD.fullmatch(post):
            return post.removeprefix("的")
        if helped := self._helped(frame) or self._eased(frame):
            return helped
        paid = wording.PAID_EACH.search(frame.pre) if frame.number.unit == "元" else None
        if paid and len(post) <= 8:
            return paid["whom"] + paid["each"] + post.removeprefix("的")
        noun = phrases.read_noun_after(
            post, self.patterns, runs_on=frame.runs_on, people=frame.number.unit in ("人", "名")
        )
        noun = wording.TRAILING.sub("", noun.strip("，、 "))
        also = wording.SAME_KIND.match(frame.after[len(frame.post) :]) if frame.after.startswith(frame.post) else None
        if also and noun == post and not phrases.leading_verb(also["also"], self.patterns):
            noun = f"{noun}、{also['also']}"
        if frame.runs_on:
            self.memory.noun_after = noun
        return noun if len(noun) > 1 or noun in ("县", "村", "镇", "区", "市") else ""

    def _with_next(self, index: int) -> str:
        """5个公路项目120公里建成通车, 6个园区进入全省30强: what is said of the things stands at the next figure."""
        frame = self.frames[index]
        after = self.frames[index + 1] if frame.runs_on and frame.post else None
        if after is None or frame.number.unit in ("元", "%") or NOT_A_NOUN.match(frame.post):
            return ""
        got = wording.GOT_INTO.match(frame.post) if after.number.text.endswith("强") else None
        if got:
            self.memory.noun_after = frame.post
            return got["list"] + after.number.text + got["noun"]
        done = wording.DONE_WITH.match(after.post)
        if done is None or not wording.NOUN_START.match(frame.post) or after.pre != frame.post:
            return ""
        self.memory.noun_after = frame.post
        return done["verb"] + wording.TOGETHER_WITH.sub("", frame.post)

    def _done(self, index: int, verb: str) -> str:
        """Put what was done onto the words before the figure: 公路120公里 | 建成通车 -> 建成通车公路."""
        frame, before = self.frames[index], self.frames[index - 1] if index else None
        if before and before.runs_on and frame.pre == before.post:
            own = re.sub(r"(?:项目|工程)$", "", wording.TOGETHER_WITH.sub("", frame.pre))
        else:
            own = self._clean_noun(self._own_words(index))[1]
        return verb + own if own and len(own) <= 10 and not phrases.leading_verb(own, self.patterns) else ""

    def _helped(self, frame: Frame) -> str:
        """对37万名普通高中学生给予资助, 为26个小区增配器材: what is done for those who are counted."""
        if not wording.FOR_WHOM.search(frame.pre) or frame.runs_on:
            return ""
        said = wording.DONE_FOR.match(frame.post)
        return f"{said['done'] or said['act']}{said['whom']}" if said else ""

    @staticmethod
    def _eased(frame: Frame) -> str:
        """解决3.6万农村人口的饮水困难: what they are rid of is said of those who are counted."""
        eases = wording.EASES.search(frame.pre) if not frame.runs_on else None
        said = wording.EASED.match(frame.post) if eases else None
        if eases is None or said is None:
            return ""
        whom = said["whom"] or ("人口" if frame.number.unit == "人" else "户数")
        return said["what"] + (eases["where"] or "") + whom

    def _thing_paid(self, index: int) -> str:
        """投入24亿元改造90条工业生产线: the money is for what is done with it."""
        frame = self.frames[index]
        done = wording.PAID_FOR.match(frame.post)
        if done is None:
            return ""
        if done["thing"]:
            return phrases.read_noun_after(done["thing"], self.patterns)
        following = self.frames[index + 1].post if frame.runs_on else ""
        usable = wording.NOUN_START.match(following) and not NOT_A_NOUN.match(following)
        return phrases.read_noun_after(following, self.patterns) if usable else ""

    def _takes_turn(self, index: int) -> bool:
        """Tell whether a figure without words goes on with the indicators that 分别 set up."""
        frame, memory = self.frames[index], self.memory
        if not memory.group:
            return False
        if frame.joint in LIST_MARKS and memory.turn < len(memory.group):
            return True
        if len(memory.group) > 1 and _run_length(index, self.frames) >= len(memory.group):
            memory.turn = 0
            return True
        return False

    def _carry(self, frame: Frame, reading: Reading, scope: str | None) -> Named:
        """A figure without words of its own measures what the one before it did."""
        memory = self.memory
        if reading.kind == "change" and frame.number.unit == "百分点" and re.search(r"占|比重|率$|比例", memory.last):
            return Named(memory.last, scope, "carried")
        if reading.kind == "share" and reading.rule == "changed to" and memory.last:
            return Named(memory.last, scope, "carried")
        stated = "" if memory.levels else self._stated_subject(frame)
        head = self._new_head(frame) or stated or memory.head or self._context_subject(frame)
        if head and reading.kind == "level" and wording.NOW_THERE.match(frame.pre):
            head = wording.ADDED.sub("", head)
        if head and reading.kind == "rank":
            head = wording.GOT_INTO_HEAD.sub("", head)
        if head and reading.average:
            head = wording.ADDED_UP_LEAD.sub("", head)  # 投资累计完成470亿元，年均增长9%: a year's grows
        if head:
            memory.head = head
            return Named(head, scope, "carried")
        return Named(wording.COUNTED.get(frame.number.unit or "", ""), scope, "unit")

    def _is_owned(self, words: str) -> bool:
        """甲电子和乙动力的3个项目获批: whose the things are is no part of the indicator."""
        return any(owner in words for owner in self.owners)

    def _is_of_organization(self, index: int) -> bool:
        phrase = phrases.strip_lead(self._own_phrase(index), self.patterns)
        return any(phrase.startswith(owner) for owner in self.owners)

    def _does_more(self, index: int, noun: str) -> bool:
        """制定地方性法规4件、修订2件: a verb alone, with the unit of the figure before it."""
        same = bool(index) and self.frames[index].number.unit == self.frames[index - 1].number.unit
        alone = bool(noun) and phrases.leading_verb(noun, self.patterns) == noun
        return same and alone and bool(self.memory.head) and self.readings[index].kind == "level"

    @staticmethod
    def _worked_on(frame: Frame) -> str:
        """加大经济适用房建设力度，全年竣工20万平方米: the clause before says what is built."""
        clause = re.split(r"[，；。：（）]", frame.context.rstrip("，"))[-1]
        found = wording.WORKED_ON.match(clause) or wording.WIDENED.match(clause)
        return found["thing"] if found else ""

    def _spent_on(self, index: int, noun: str) -> str:
        """投资3000万元，建设实践基地: the money at the front of a statement is for what the next clause says."""
        frame = self.frames[index]
        alone = not frame.context.strip("，；") or not self._context_thing(frame)
        opens = frame.joint.endswith("；") if index else alone
        if frame.number.unit != "元" or frame.post or not opens or not wording.SPENT_ALONE.match(noun):
            return ""
        found = wording.SPENT_ON.match(frame.after) or wording.SPENT_ON_COUNT.match(frame.after)
        thing = re.sub(r"\d.*?[项个条处]", "", found["thing"]) if found else ""
        return thing if phrases.leading_verb(thing, self.patterns) or wording.DOES.match(thing) else ""

    def _new_head(self, frame: Frame) -> str:
        """固定资产投资实现翻番，累计突破4000亿元: a clause without a figure may turn to another indicator."""
        clause = re.split(r"[，；。：（）]", frame.context.rstrip("，"))[-1]
        found = wording.NEW_HEAD.match(clause)
        return found["head"] if found else ""

    def _name_plain(self, index: int, noun: str, scope: str | None) -> Named:
        """An indicator of its own words before the figure, completed by what went before where it is elliptical."""
        frame, reading, memory, patterns = self.frames[index], self.readings[index], self.memory, self.patterns
        rule, whole = "words before", ""
        part = "其中" in frame.pre or "其中" in frame.context[-4:]
        away = wording.SHARE_AWAY.match(noun)
        if phrases.is_level_only(noun) and memory.head:
            head = re.sub(r"^累计(?:建成|培育|拥有|认定|创建)?", "", memory.head)
            noun, rule = phrases.combine_level(head, noun), "level carried"
        elif scope and frame.joint == "；" and noun.startswith("完成"):
            pass  # 北部新区完成投资: a new area has its own
        elif noun in ("出口", "进口") and not wording.TRADE.search(memory.head):
            pass  # 完成出口退税15亿元，实现出口26亿美元
        elif spent_on := self._spent_on(index, noun):
            noun, rule = spent_on + noun, "head combined"
        elif wording.BALANCE.fullmatch(noun) and not wording.LENDER.search(memory.head):
            pass  # 完成直接融资90亿元；贷款余额…: the region's
        elif noun in ("数量", "总数", "总量") and reading.kind == "rank" and (listed := self._listed_before(index)):
            noun, rule = listed + noun, "shared"
        elif phrases.is_bare_head(noun) and self._is_of_organization(index):
            pass  # 甲钢产值…，乙能营收接近500亿元: the organization is no part of the indicator
        elif phrases.is_bare_head(noun) and (owner := self._owner_of_head(index)):
            noun, rule = phrases.combine_head(owner, noun), "head combined"
        elif memory.head and (part_of := wording.HEAD_OF_WHOLE.match(noun)) and phrases.is_bare_head(part_of["head"]):
            owner = (self._context_thing(frame).removesuffix("发展") or memory.head).split("、")[0]
            noun, rule = phrases.combine_head(owner, part_of["head"]) + part_of["of"], "head combined"
        elif memory.head and reading.kind == "rank" and (pair := phrases.combine_pair(memory.head, noun)):
            noun, rule = pair, "head combined"  # 新增龙头企业27家，增量、总量均居全省第一
        elif away and memory.head and reading.kind == "share" and re.match(r"^(?:在|于|全|国内|省内)", noun):
            return Named(memory.head + noun, None, "head combined")
        elif part and memory.head and re.match(r"^[^，]{1,4}(?:占比|比重)$", noun):
            noun, rule = phrases.share_owner(memory.head) + noun, "head combined"
        elif (gained := wording.GAIN.match(self._own_phrase(index))) and memory.head and frame.joint in ("，", "、"):
            gain = gained.group("gain")
            noun, rule = phrases.thing_of(_strip_verb_and_total(memory.head, patterns)) + gain, "head combined"
        elif noun == "授权" and memory.head.endswith("申请"):
            noun, rule = memory.head.removesuffix("申请") + noun, "verb alone"  # 专利申请4992件，授权2846件
        elif wording.VERB_ONLY.match(noun) and (topic := wording.new_topic(frame.joint, frame.context)):
            noun, rule = noun + topic, "verb alone"
        elif wording.VERB_ONLY.match(noun) and not memory.levels and (thing := self._worked_on(frame)):
            noun, rule = noun + thing, "verb alone"
        elif (wording.VERB_ONLY.match(noun) and memory.head) or self._does_more(index, noun):
            noun, rule = noun + _strip_verb_and_total(memory.head, patterns), "verb alone"
        elif reading.kind == "level" and (whole := self._carry_front(index, noun)):
            noun, rule = whole, "head combined"
        elif memory.head and frame.joint in LIST_MARKS and reading.kind == "level":
            noun, rule = self._carry_verb(noun), "verb carried" if memory.verb else rule
        elif part and memory.verb and len(noun) <= 4 and not patterns.flow.match(noun):
            noun, rule = memory.verb + noun, "part of a whole"
        noun = _verb_first(noun) if reading.kind == "level" else noun
        if self.chain and noun.startswith("全产业链"):
            noun = f"{self.chain}全产业链{noun.removeprefix('全产业链').removeprefix('完成').removeprefix('实现')}"
        same = index > 0 and frame.number.unit == self.frames[0].number.unit and reading.kind == "level"
        if (
            not whole
            and (part or same)
            and frame.pre.endswith("的")
            and memory.head
            and frame.number.unit not in ("%", "元")
        ):
            noun = noun + _strip_verb_and_total(memory.head, patterns)  # 其中产值过亿元的7户
        noun = self._of_names(self._last_of_list(noun), frame)
        noun = _added_up(noun, frame) if reading.kind == "level" else noun
        self._remember(noun)
        return Named(noun, scope, rule)

    def _of_names(self, noun: str, frame: Frame) -> str:
        """落地甲风电、乙基地等产业项目488个: of the names listed only what they are is counted."""
        listed = wording.NAMES_LISTED.match(noun) if frame.number.unit in wording.COUNT_UNITS else None
        if listed is None:
            return noun
        return phrases.leading_verb(noun, self.patterns) + listed["thing"]

    def _last_of_list(self, noun: str) -> str:
        """In 高企实现新突破、新增科技型企业 the figure is for what follows the mark: a statement stands before it."""
        before, mark, last = noun.rpartition("、")
        starts_anew = (
            mark and len(last) > 2 and self.patterns.flow.match(last) and self.patterns.predicate.search(before)
        )
        return last if starts_anew and not phrases.leading_verb(before, self.patterns) else noun

    def _listed_before(self, index: int) -> str:
        """名镇9个、名村23个，数量居全省第一: the rank is of all that the list before it counts."""
        first = index - 1
        while first > 0 and self.frames[first].joint in LIST_MARKS:
            first -= 1
        count = index - first
        counted = all(self.readings[at].kind == "level" for at in range(first, index))
        usable = counted and 1 < count <= len(self.memory.levels)
        return phrases.join_indicators(self.memory.levels[-count:]) if usable else ""

    def _carry_front(self, index: int, noun: str) -> str:
        """Complete a noun that lacks the front part, or all but the threshold, of what was counted before it."""
        frame, head = self.frames[index], self.memory.head
        if not head or frame.number.unit not in wording.COUNT_UNITS:
            return ""
        if frame.joint in LIST_MARKS and (like := phrases.complete_like(head, noun)):
            return like
        of_class = wording.CLASS_ONLY.match(noun) if self.memory.levels and frame.pre[-1:] != "的" else None
        return phrases.combine_class(head, of_class["class"], self.patterns) if of_class else ""

    def _carry_verb(self, noun: str) -> str:
        """In 新增国家级X 3个、Y 11个 the verb, and a level where the things are alike, hold for Y too."""
        memory = self.memory
        if not memory.verb or (self.patterns.flow.match(noun) and not wording.KIND_OF_FIRM.match(noun)):
            return noun
        rest = memory.head[len(memory.verb) :]
        at = rest.find(noun[:2])
        if at > 0 and len(rest) - at == len(noun) <= 5:
            return memory.verb + rest[:at] + noun  # 省级农村示范县1个、示范镇9个
        level = re.match(r"(?:国家级|省级|市级)(?!以上)", rest)
        if level and rest[level.end() : level.end() + 2] == noun[:2]:
            noun = level.group() + noun
        return memory.verb + noun

    def _name_attributive(self, frame: Frame, noun: str, after: str, scope: str | None) -> Named:
        """A figure before its noun: 建成12家数字车间, 25个示范村全部达标."""
        memory = self.memory
        head = wording.BROUGHT.sub("", noun)
        if not head and frame.joint in LIST_MARKS and frame.number.unit == "元":
            head = memory.described
        if frame.post.startswith("的") and phrases.is_bare_head(head):
            named = phrases.last_of_names(frame.post.removeprefix("的"))
            return self._name_described(head, after if named in ("", frame.post[1:]) else named, scope)
        if wording.OF_LIST.search(frame.pre) or self._lists_as_many(frame, noun):
            noun = phrases.leading_verb(noun, self.patterns)  # 新开通甲至乙、丙等6条航线: of the list only the verb
        elif frame.pre.endswith("”") and len(after) <= 4:
            after = noun + after  # “九大环保工程”29个项目
        verb = _last_verb(noun, self.patterns)
        if verb and len(noun) <= 8:
            verb = re.sub(r"^(?:各级|中央|[省市区县])?(?:本级)?财政", "", noun)
        if not verb and frame.joint in LIST_MARKS and memory.verb and not noun:
            verb = memory.verb
        if not verb and noun and frame.pre.endswith("的") and len(noun) <= 10 and not self._is_owned(frame.pre):
            verb = noun  # 省对市考核的12项指标
        area = re.search(rf"{areas.SCOPE_WORD}$", noun) or wording.AREA.match(re.sub(r"^.{1,4}了(?=.{3})", "", noun))
        if not verb and area and scope is None and areas.is_area(area.group(), self.patterns):
            scope = area.group()
        indicator = after if after.startswith(verb) else verb + after
        memory.head, memory.verb = indicator, verb
        memory.levels.append(indicator)
        return Named(indicator, scope, "words after")

    def _lists_as_many(self, frame: Frame, noun: str) -> bool:
        """建成甲站、乙站两座变电站: a verb and as many names as are counted."""
        names = len(re.split(r"、|和|及", noun))
        return names > 1 and frame.number.value == names and bool(phrases.leading_verb(noun, self.patterns))

    def _name_described(self, head: str, after: str, scope: str | None) -> Named:
        """设立总规模20亿元的科创基金: the figure is the fund's, not a count of funds."""
        after = phrases.last_of_names(after)
        found = self.patterns.predicate.search(after, 2)
        thing = after[: found.start()] if found else after
        indicator = phrases.combine_head(thing, re.sub(r"^(?:设立|组建|建设|实施|引进)", "", head))
        self.memory.head, self.memory.verb, self.memory.described = thing, "", head
        self.memory.levels.append(indicator)
        return Named(indicator, scope, "words after")

    def _name_share(self, index: int) -> Named:
        """占全省32.6%, 研发投入占GDP比重达到3.28%."""
        frame, memory = self.frames[index], self.memory
        if memory.whole and not frame.pre.strip("、和与及") and self._takes_turn(index):
            return Named(self._take_turn(None).indicator + memory.whole, None, "share of a whole")
        pre = frame.pre if "占" in frame.pre else "占" + frame.pre.lstrip("、和与及")
        match = self.patterns.share.search(pre)
        if not match:
            return Named(memory.head, None, "carried")
        scope, noun = self._clean_noun(match["part"])
        if noun and phrases.is_bare_head(noun) and memory.head:
            noun = phrases.combine_head(memory.head, noun)
        if noun.startswith("其") and len(noun) > 2:  # 非公有制经济较快发展，其增加值占…
            noun = phrases.combine_head(self._context_thing(frame) or memory.head, noun[1:])
        in_turn = bool(wording.RESPECTIVE.search(frame.pre)) and self._take_group(index, noun)
        if in_turn:
            noun = self._take_turn(scope).indicator
        owner = noun or wording.ADDED_UP_LEAD.sub("", memory.head) or self._context_subject(frame)
        whole = (
            ""
            if "**" in match["of"]
            else "占" + match["whole"][1:]
            if match["whole"].startswith("其")
            else re.sub(r"(?:已|均|都|也|仍)+$", "", match["of"])
        )
        ratio = (match["ratio"] or "").removeprefix("的") if not noun else (match["ratio"] or "")
        if ratio == "的":
            ratio = ""
        if noun and not in_turn:
            self._remember(noun)
        memory.whole = f"{whole}{ratio}" if in_turn else ""
        return Named(f"{owner}{whole}{ratio}", scope, "share of a whole")

    def _take_group(self, index: int, noun: str) -> bool:
        """Set what a list of figures takes in turn, of `noun` or the last levels; tell whether there is enough."""
        count = _run_length(index, self.frames)
        last = list(dict.fromkeys(self.memory.levels))[-count:]
        parts = (phrases.split_coordination(noun, count) or []) if noun else last
        if count < 2 or len(parts) < count:
            return False
        self.memory.group, self.memory.turn, self.memory.whole_group = parts, 0, ""
        return True

    def _name_part(self, reading: Reading) -> Named:
        """其中海外人才占1/4: the part's share of what stands before it."""
        scope, noun = self._clean_noun(reading.stem)
        owner = noun or self.memory.head
        self.memory.head = self.memory.head or f"{owner}占比"
        if noun and len(noun) <= 4 and "其中" in reading.stem and self.memory.head:
            owner = phrases.share_owner(self.memory.head) + noun
        return Named(f"{owner}占比" if owner else "", scope, "share of a whole")

    def _name_ratio_part(self, index: int) -> Named:
        frames = self.frames
        first = index
        while (
            first > 0
            and frames[first - 1].number.form == "ratio_part"
            and frames[first].number.clean_start - frames[first - 1].number.clean_end == 1
        ):
            first -= 1
        size = 1
        while first + size < len(frames) and frames[first + size].number.form == "ratio_part":
            size += 1
        scope, noun = self._clean_noun(frames[first].pre)
        if size >= 3 and re.search(r"产业|[一二三]产|结构", frames[first].before):
            return Named(wording.THREE_SECTORS[(index - first) % 3], scope, "three sectors")
        if noun:
            self._remember(noun)
        return Named(noun or self.memory.head, scope, "ratio chain")

    def _open_list(self, index: int, noun: str, scope: str | None) -> Named | None:
        """新建、改建村道12条、9条: a coordination takes a list of figures even without 分别."""
        count = _run_length(index, self.frames)
        if not re.search(r"[、和与及]|城乡|存贷款", noun):
            return None
        parts = phrases.split_coordination(noun, count)
        if parts is None:
            return None
        self.memory.group, self.memory.turn, self.memory.whole_group = parts, 0, noun
        return self._take_turn(scope)

    def _split_shared(self, index: int, scope: str | None) -> Named | None:
        """产值和利税均翻一番，达到8亿元和2亿元: what shared one figure is told apart where as many follow."""
        head, frame = self.memory.head, self.frames[index]
        shared = self.memory.levels and self.memory.levels[-1] == head and frame.joint not in LIST_MARKS
        if not shared or _run_length(index, self.frames) < 2:
            return None
        return self._open_list(index, head, scope)

    def _open_group(self, index: int, noun: str, scope: str | None) -> Named:
        """分别: pair the figures that follow with their indicators one to one."""
        memory = self.memory
        count = _run_length(index, self.frames)
        added = re.search(r"分别(?P<verb>新增|净增|改造|新建|建成|完成|开工|竣工)$", noun)
        noun = noun[: added.start()] if added else noun
        parts = phrases.split_coordination(noun, count) if noun and count > 1 else None
        if parts and added:
            grows = added["verb"] in ("新增", "净增")
            parts = [part + added["verb"] if grows else added["verb"] + part for part in parts]
        if parts and index and self.frames[index - 1].runs_on and memory.head and all(map(phrases.is_bare_head, parts)):
            parts = [phrases.combine_head(memory.head, part) for part in parts]  # 50户民营企业产值和税金分别增长
        if parts is None and noun and count > 1 and phrases.is_bare_head(noun):
            parts = self._combine_each(index, noun, count)
        if parts is None and noun.startswith(("新增", "完成", "实现")) and count > 1 and len(memory.levels) == count:
            things = [_strip_verb_and_total(level, self.patterns) for level in memory.levels]
            parts = [thing + noun for thing in things]  # 新建幼儿园38所、中小学27所，分别新增学位…
        if parts is None and not noun and count > 1:
            if len(memory.levels) >= count:
                parts = list(dict.fromkeys(memory.levels))[-count:]
                if self.readings[index].kind == "level" and wording.NOW_THERE.match(self.frames[index].pre):
                    parts = [wording.ADDED.sub("", part) for part in parts]
            elif memory.group and len(memory.group) == count:
                parts = memory.group
            elif context := self._context_subject(self.frames[index]):
                parts = phrases.split_coordination(context, count)
            if parts is None and memory.head:
                parts = self._split_head(count)
        if parts is None or len(parts) < count:
            if noun:
                self._remember(noun)
            return Named(noun or memory.head, scope, "respectively, unsplit")
        memory.group, memory.turn, memory.whole_group = list(parts), 0, noun
        return self._take_turn(scope)

    def _split_head(self, count: int) -> list[str] | None:
        """产值和税收翻一番，年均需分别增长8%和9%: what shared one figure is told apart by the next ones."""
        parts = phrases.split_coordination(self.memory.head, count)
        if parts is None or not all(map(wording.TOTALS.search, parts)):
            return None
        return [phrases.combine_head(parts[0], part) if phrases.is_bare_head(part) else part for part in parts]

    def _combine_each(self, index: int, head: str, count: int) -> list[str] | None:
        """推进A和B建设，分别完成投资x和y: each thing of the clause before with the head of this one."""
        things = self.memory.levels[-count:] if len(self.memory.levels) >= count else None
        if things is None:
            context = re.sub(
                r"^(?:推进|实施|加快|抓好|建设)|(?:建设|实施|发展|工作)$", "", self._context_subject(self.frames[index])
            )
            things = phrases.split_coordination(context, count) if context else None
        return [phrases.combine_head(thing, head) for thing in things] if things else None

    def _take_turn(self, scope: str | None) -> Named:
        memory = self.memory
        indicator = memory.group[memory.turn % len(memory.group)]
        memory.turn += 1
        memory.head = indicator
        memory.levels.append(indicator)
        return Named(indicator, scope, "respectively")

    def _remember(self, noun: str) -> None:
        self.memory.head = noun
        acts = wording.ACTS_ON.match(noun)
        self.memory.verb = phrases.leading_verb(noun, self.patterns) or (acts["acts"] if acts else "")
        self.memory.levels.append(noun)

    def _owner_of_head(self, index: int) -> str:
        """Tell whose 产值 or 总投资 a bare head is: what the clause before speaks of, or what was named last."""
        frame, memory = self.frames[index], self.memory
        if topic := wording.new_topic(frame.joint, frame.context):
            return topic
        named_here = bool(memory.levels) or index > 0
        if not memory.head or not named_here:
            return self._context_thing(frame) or memory.head
        if self.industry and self._is_of_industry(index):
            return self.industry
        made = wording.MADE.match(re.split(r"[，；。：（）]", frame.context.rstrip("，"))[-1])
        if made and "；" in frame.joint:
            return made["thing"]
        clause = re.split(r"[，；。：（）]", frame.context.rstrip("，"))[-1]
        found = wording.NEW_SUBJECT.match(clause)
        return found["subject"] if found else memory.head

    def _is_of_industry(self, index: int) -> bool:
        """Tell whether an output is the industry's: what the sentence has only counted (23个项目) has none."""
        (scope, noun), memory = self._clean_noun(self._own_words(index)), self.memory
        owned = wording.OF_INDUSTRY.search(re.split(r"[，；。：（）]", self.frames[index].context.rstrip("，"))[-1])
        return bool(wording.OUTPUT.match(noun)) and not (scope or owned) and not wording.OF_INDUSTRY.search(memory.head)

    def _context_thing(self, frame: Frame) -> str:
        """The subject of the clause before where it can own a head; a long clause says what is done, not a thing."""
        if worked_on := self._worked_on(frame):
            return worked_on
        subject = self._context_subject(frame)
        return wording.STATE_OF.sub("", subject) if len(subject) <= 14 and not wording.ACTS.match(subject) else ""

    def _stated_subject(self, frame: Frame) -> str:
        """研发投入强度稳步提升，达到3.2%: the first figure of a sentence is of what its own clause speaks of."""
        clause = re.split(r"[，；。：]", frame.context.rstrip("，"))[-1]
        found = wording.FARES.match(phrases.strip_lead(clause, self.patterns))
        return areas.split_scope(found["subject"], self.patterns)[1] if found else ""

    def _context_subject(self, frame: Frame) -> str:
        """Take the subject of the clause before, where the figure's own clause names nothing."""
        clause = re.split(r"[，；。：（）]", frame.context)[-1]
        clause = phrases.strip_lead(clause, self.patterns)
        if wording.EMPTY.match(clause):
            return ""
        _, clause = areas.split_scope(phrases.strip_time(clause), self.patterns)
        found = re.search(
            r"(?:基本形成|初步形成|提前|再获|喜获|获得|未|没有|建成|投用|投产|启用|日益|稳步|持续|不断|明显|显著|进一步|大幅|快速|加快|逐步|平稳|较快|保持|继续|全面|成效|稳定|"
            r"取得|迅速|迈出|达到|得到|再创|创历史)",
            clause,
        )
        if found and found.start() >= 2:
            clause = clause[: found.start()]
        return wording.TRAILING.sub("", clause)


def _added_up(noun: str, frame: Frame) -> str:
    """固定资产投资累计完成470亿元: a sum of money that flows is 累计, wherever the word stands before the figure."""
    is_sum = frame.number.unit in ("元", "美元") and "累计" not in noun and wording.MONEY_FLOW.search(noun)
    return f"累计{noun}" if is_sum and wording.ADDED_UP.search(frame.pre) else noun


def _verb_first(noun: str) -> str:
    """人才公寓竣工420套 is said of 竣工人才公寓."""
    match = None if noun.startswith(("完成", "实现")) else wording.DONE_AFTER.match(noun)
    return match["verb"] + match["thing"] if match else noun


def _run_length(index: int, frames: list[Frame]) -> int:
    """Count the figures of a list: this one and those after it that only 、 or 和 separates."""
    count = 1
    while (
        index + count < len(frames)
        and frames[index + count].joint in LIST_MARKS
        and not EACH.sub("", frames[index + count].pre).strip("、和与及")
    ):
        if frames[index + count - 1].post_is_noun and not NOT_A_NOUN.match(frames[index + count - 1].post):
            break
        count += 1
    last = frames[index + count - 1]
    if count > 1 and last.post_is_noun and not NOT_A_NOUN.match(last.post):
        return 1
    return count


def _last_verb(noun: str, patterns: Patterns) -> str:
    """Give the verb of doing that ends a phrase (深入实施引进 -> 引进; 建成 -> 建成)."""
    for start in range(max(0, len(noun) - 6), len(noun)):
        match = patterns.flow.match(noun[start:])
        if match and start + match.end() == len(noun):
            return noun[start:]
    return ""


def _strip_verb_and_total(head: str, patterns: Patterns) -> str:
    """Reduce 经营主体总量 to 经营主体, and 建成标准化厂房 to 标准化厂房."""
    verb = phrases.leading_verb(head, patterns)
    bare = re.sub(r"^(?:开复工|复工)", "", head.removeprefix(verb)) or head
    bare = wording.SECOND_VERB.sub("", bare) if verb else bare
    return (
        re.sub(
            r"(?:总量|总数|数量|总规模|总面积|面积|规模|数|开工建设|开复工|复工|"
            r"新?(?:开工|启动|竣工|投产|签约|落地)|续建|在建)$",
            "",
            bare,
        )
        or bare
    )


def _lend_heads(frames: list[Frame], named: list[Named]) -> list[Named]:
    """5个省重大、18个市重点项目: the last noun lends its head to the shorter ones before it."""
    result = list(named)
    for index in range(len(frames) - 2, -1, -1):
        here, after = result[index], result[index + 1]
        if here.rule != "words after" or after.rule != "words after" or frames[index + 1].joint not in LIST_MARKS:
            continue
        size = wording.SIZE.search(here.indicator)
        same = wording.SIZE.search(after.indicator)
        if size and same and size.end() == len(here.indicator):
            result[index] = replace(here, indicator=here.indicator + after.indicator[same.end() :])
        elif (ability := wording.ABILITY.search(after.indicator)) and not wording.ABILITY.search(here.indicator):
            if wording.ABLE.search(frames[index].pre):
                result[index] = replace(here, indicator=here.indicator + ability.group())
        elif len(here.indicator) <= 6:
            head = re.search(
                r"(?:项目|企业|平台|中心|实验室|基地|园区|示范区|村|镇|试点|工厂|人才|产品)$", after.indicator
            )
            if head and not re.search(
                r"(?:项目|企业|平台|中心|实验室|基地|园|区|村|镇|试点|厂|人才|品|人|户|地|校|院|站|场|县|目|"
                r"牌|线|车|口)$",
                here.indicator,
            ):
                result[index] = replace(here, indicator=here.indicator + head.group())
    return result
