"""Name what each figure of a sentence measures, frame by frame, with what earlier frames said carried along."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.facts import phrases
from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.kinds import EACH, NOT_A_NOUN, Reading
from pipeline.facts.patterns import Patterns

_THREE_SECTORS = ("第一产业占比", "第二产业占比", "第三产业占比")
_RESPECTIVE = re.compile(r"分别")
_SHARED = re.compile(r"(?<![年平人])(?:均|都|双双)")
_EMPTY = re.compile(
    r"^(?:[，、和与及的了也又还再已其中“”\"（）·—\-*]|同比|环比|实际|名义|总体|占比|可比价|目前|"
    r"另|另有|超额|全面|[两三四五十]年(?:来|间)?|近年来|今年|去年|全年|累计|净)*$"
)
_PREPOSITION = re.compile(
    r"^(?:赴|向|为|对|给|从|由|与|同|面向|针对|围绕|聚焦|依托|根据|按照|按(?=[^，]{2,8}标准)|据|在)[^，]{1,28}?(?=(?:实施|"
    r"开展|认定|签订|共建|达成|发放|推送|提供|投入|减免|减轻|降低|征集|引进|落实|拨付|采购|输送|培训|"
    r"争取|新增|配备|开放|交付|兑现|派出|选派|投放|减税|让利|建成|建设|新建|集聚|设立|布局|完成|"
    r"实施|投资))"
)
_THERE = re.compile(
    r"^在(?![建职校外岗册线])[^，、]{2,12}?(?=(?:创建|打造|新建|培育|推广|改造|推行|布局|开工|建成|建设|新增|设立|引进)(?:了)?$)"
)
# 6大主导产业五年累计完成增加值: how many they are and over which years belongs to other fields
_NUMBERED = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十])大(?=[\u4e00-\u9fff]{3})|(?:[三五]年|全年|今年)(?=累计)")
_FOR_WHOM = re.compile(r"(?:为|对|给|向|面向)(?:全[市省区县])?$")
_DONE_FOR = re.compile(
    r"^(?:的)?(?P<whom>[\u4e00-\u9fff、（）]{2,30}?)(?:全部|均|都|分别)?(?:给予|进行|开展|实行|予以|提供|实施)(?:了)?"
    r"(?P<done>[\u4e00-\u9fff]{2,12})$"
)
# 中小企业有91%完成改制: what a part of them did
_PART_DOING = re.compile(
    r"^(?:以上|左右)?(?:基本|全部|已|成功|顺利)*(?P<verb>实现|完成|进入|进行|通过|纳入|达到)(?:了)?(?:不同类型的)?"
    r"(?P<doing>(?!目标|预期)[\u4e00-\u9fff]{2,10})$"
)
_SPENT = re.compile(r"(?P<head>(?:年度|计划|累计|总)?(?:投资|投入))(?:资金)?(?:约|近|超过?|共)?$")
_PAID_FOR = re.compile(
    r"^(?:用于|来)?(?:实施|建设|新建|改造|改扩建|扩建|推进|启动|开展|支持|完成|打造|购置|整治|治理|修建)(?:了)?"
    r"(?P<thing>[\u4e00-\u9fff“”]*)$"
)
_OWNED_THING = re.compile(r"^(?:等|、|和|与|的)?(?:项目|工程|基地|园|中心)$")
_EACH_AREA = re.compile(
    r"^每个(?:县|市|区|乡镇|镇|乡|街道)(?:市|区)?(?:（[市县区、]+）)?(?=新建|建|培育|打造|至少|创建|完成|实施)"
)
_EACH_OF = re.compile(r"(?<=[到至为达])(?:[年月]?人均|每人每[年月])$")  # 标准提高到年人均1800元
_SUPPORT = re.compile(r"^(?:支持|推动|鼓励|引导|指导|帮助|组织|推荐|依托|促成|推进)")
_TOGETHER = re.compile(r"^(?:合计|共同|联合|牵头|分别|双方|共|要|年内|今年|去年)+(?:实现|推动)?(?=[\u4e00-\u9fff]{2})")
_ORDERED = re.compile(
    r"^[\u4e00-\u9fff]{2,10}(?:局|委|厅|办|中心|公司)(?:要|年内|将|负责|牵头)+(?:推动|加快|会同|"
    r"组织)?(?=[\u4e00-\u9fff]{3})"
)
_COMPARED_WITH = re.compile(r"(?:与|和|同)[^，；]{2,12}?相比$")
_FISCAL = re.compile(
    r"^(?:中央|各级|[省市区县州]级?|本级)(?:财政|里|本级)(?:每年|累计|共|新增)?(?:安排|设立|投入|"
    r"拨付|统筹|筹措|出资|列支)+(?=[\u4e00-\u9fff“]{2})"
)
# 选派科技特派员28名进村入户: what the people do is not what is counted
_GO = re.compile(r"^(?:担任|进村|进企|入企|赴|前往|到|参加|入驻|支援|深入|下沉|挂职|任|服务|奔赴|充实|返乡)")
_TRAILING = re.compile(
    r"(?:再创新高|创历史新高|创新高|之一|的|了|等|共|(?<![初高])中|之|，|、|和|与|(?<![惠普涉])及|其|由|从)+$"
)
_NOUN_START = re.compile(r"^(?:的|以上的)?[“\"《（A-Za-z\u4e00-\u9fff]")
# 实施650个 | 老旧小区供电设施改造: what is done to the things is the noun
_ACTED = re.compile(r"(?:实施|完成|推进|启动|开展|抓好|加快|实行|开工|落实|推动|组织|进行)了?(?:约|近)?$")
_NOMINAL = re.compile(
    r"^(?!.*(?:全部|均|已|都|有序|加快|顺利))[\u4e00-\u9fff]{2,14}(?:改造|建设|治理|整治|修缮|升级|绿化|修复|处理|维修|项目|工程|任务|设施|试点)$"
)
# 跻身全国茶业集团30强, 进入全省镇域经济前五强
_RANKED = re.compile(
    r"(?:进入|跻身|入选|入围|位列|名列|荣登|荣获|成为|获评|登上|列入|上榜|挺进|晋级|[列居位])(?:了)?"
    r"(?:全国|全省|全市|全区|我国|国家)?(?P<thing>[\u4e00-\u9fff]{4,12}?)(?:排名|榜单?)?(?:前列)?$"
)
# 位居中国数字城市百强榜第19位, 在全国百强县中位列第73位, 被评为热门城市第4名
_LISTED_AS = re.compile(
    r"(?:(?:位居|位列|名列|排名|居|列|入选|获评|评为|荣获|获)(?:\d{4}年?)?"
    r"(?P<thing>[\u4e00-\u9fff]{2,12}(?:榜单?|百强[县区市镇]?|考核|评价|测评|评比|评选|排行榜)|(?<=评为)[\u4e00-\u9fff]{2,10}城市)|"
    r"在(?:全[省市区县州])?(?P<among>[\u4e00-\u9fff]{2,14}(?:考评|考核|评价|测评|评比|评选|百强[县区市镇]))中(?:的)?"
    r"(?:位居|位列|名列|排名|排|居|列|获得?|取得|荣获))(?:排名)?$"
)
# 在首届中国最美城市排行榜中，青溪市位居第20位
_AMONG = re.compile(
    r"(?:^|[，；。])在(?:首届|第[一二三四五六七八九十\d]+届|\d{4}年?)?"
    r"(?P<list>[\u4e00-\u9fff]{4,16}(?:榜|排行榜|考评|考核|评价|测评|评比|评选|排名))中，?$"
)
_SIZE_START = re.compile(r"^\d[\d.]*[^\d年月日号.：，。][^，。；、]{2,}")  # 2座 | 220千伏变电站
_OF_LIST = re.compile(r"等$")
_MASK = re.compile(r"^\*+[市省区县]?")
_BRACKET_TOTAL = re.compile(r"^(?P<scope>\*{2,3}[市省区县州]?|全[市省区县州国]|我[市省区县])共?(?:有)?$")
_SHARE_AWAY = re.compile(
    r"^(?:在|于)?(?P<where>全[国省市区县]|[\u4e00-\u9fff]{2,6})(?:的)?(?P<what>占比|份额|比重|"
    r"占有率)$"
)
# who gains from what the clause before says: 改造老旧小区85个、惠及居民1.1万户
_GAIN = re.compile(
    r"^(?:直接|共|已|累计)*(?P<gain>(?:惠及|受益|带动|受惠|参与|参加|服务(?=企业|群众|居民|用户|农户|客户)|"
    r"覆盖(?=居民|农户|人口|群众|企业)|吸引(?![内外]资|投资|资金)|撬动)[\u4e00-\u9fff]{0,8})$"
)
_VERB_ONLY = re.compile(
    r"^(?:新增|新登记|新注册|新签约|新开工|新竣工|新投产|新建成|新投用|新落地|新引进|新建|新认定|完成|建成|竣工|开工|投产|签约|"
    r"累计建成|累计完成|当年新增|净增|新入库|入库|新培育|培育|新获批|获批|通过认定|认定|入选|立项|"
    r"获批立项|通过验收|落地|争取落地|通过|成功入选|到位|获立项|获资助|基本建成|建成投用|竣工交付|"
    r"交付|建成投产|竣工投产|建成投用|累计实施|累计完成|建成运营|扩容|升级改造|改扩建|扩建|续建|加固|重建)$"
)
_COUNTED = {"项": "项目", "人": "人员", "人次": "人次", "户": "户数"}
"""What a unit counts by itself, where nothing else tells (共16项)."""


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
    """
    namer = _Namer(
        frames,
        readings,
        patterns,
        Memory(head=subject, last=subject),
        tuple(sorted(owners, key=len, reverse=True)),
        tuple(regions),
        chain,
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
        described = self._described_by(index)
        if described:
            return described
        listed = _LISTED_AS.search(frame.pre) if reading.kind == "rank" else None
        if listed:
            scope, _ = self._clean_noun(frame.pre[: listed.start()])
            return Named(listed["thing"] or listed["among"], scope, "words before")
        among = _AMONG.search(frame.context) if reading.kind == "rank" else None
        if among:
            return Named(among["list"], None, "words before")
        ranked = _RANKED.search(frame.pre) if reading.kind == "rank" and "强" in frame.number.text else None
        if ranked:
            return Named(ranked["thing"], None, "words before")
        total = _BRACKET_TOTAL.match(frame.pre)
        if total and frame.bracketed and memory.head:
            return Named(memory.head.removeprefix(memory.verb) or memory.head, total["scope"], "carried")
        stem = self._own_words(index)
        scope, noun = self._clean_noun(stem)
        after = self._noun_after(index)
        if noun and not after and _run_length(index, self.frames) > 1 and not _RESPECTIVE.search(frame.pre):
            paired = self._open_list(index, noun, scope)
            if paired:
                return paired
        if _RESPECTIVE.search(frame.pre):
            return self._open_group(index, noun, scope)
        if reading.kind == "rank" and not noun and _SHARED.search(frame.pre):
            return Named(phrases.join_indicators(memory.levels) or memory.head, scope, "shared")
        if reading.kind == "change" and not noun and _SHARED.search(frame.pre) and len(memory.group) > 1:
            return Named(memory.whole_group or phrases.join_indicators(memory.group), scope, "shared")
        if not noun and not after and self._takes_turn(index):
            return self._take_turn(scope)
        if (doing := _PART_DOING.match(frame.post)) and frame.number.unit == "%" and noun:
            verb = doing["verb"] if doing["verb"] in ("进入", "通过", "纳入", "完成") else ""
            return Named(f"{verb}{doing['doing']}{noun}", scope, "words before")
        spent = _SPENT.search(frame.pre) if frame.number.unit == "元" and not frame.joint else None
        if spent and (thing := self._thing_paid(index)):
            return self._name_described(spent["head"], thing, scope)
        if after:
            return self._name_attributive(frame, noun, after, scope)
        average = frame.pre[-2:]
        if average in ("年均", "人均") and noun == average[0] and memory.head:
            return Named(f"{average}{memory.head}", scope, "carried")  # 粮食产量97.8亿公斤，年均92.3亿公斤
        if not noun:
            return self._carry(frame, reading, scope)
        return self._name_plain(index, noun, scope)

    def _described_by(self, index: int) -> Named | None:
        """总投资186亿元的64个重大项目: the noun that the next figure counts is what the 总投资 is of."""
        frame = self.frames[index]
        if frame.post != "的" or index + 1 >= len(self.frames):
            return None
        scope, noun = self._clean_noun(self._own_words(index))
        head, following = _BROUGHT.sub("", noun), self.frames[index + 1].post
        if not phrases.is_bare_head(head) or not _NOUN_START.match(following) or NOT_A_NOUN.match(following):
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
        phrase = phrases.strip_tail(_EACH_OF.sub("", stem.strip("，、 ")), patterns)
        mask = _MASK.match(phrase)
        phrase = _THERE.sub("", phrase[mask.end() :] if mask else phrase)
        phrase = phrases.strip_lead(phrase, patterns)
        whole = phrase
        phrase = self._strip_owner(phrase)
        zone = _ZONE_OWNER.match(whole.removesuffix(phrase)) if phrase != whole else None
        scope = zone.group() if zone else None
        for _ in range(2):
            place, phrase = self._split_region(phrase)
            scope = place or scope
            phrase = phrases.strip_lead(phrase, patterns)
        phrase = _NUMBERED.sub("", _ORDERED.sub("", phrase))
        phrase = _EACH_AREA.sub("", _FISCAL.sub("", _COMPARED_WITH.sub("", phrase)))
        inside = re.match(
            rf"^(?:在)?(?P<scope>{phrases.SCOPE_WORD}|[\u4e00-\u9fff]{{0,4}}(?:高新区|经开区|开发区|新区|"
            rf"工业园区|产业园区|工业集中区)(?<!新增工业园区))(?=投资|完成|建设|集聚|建成|实现|新增|新引进|新签约)",
            phrase,
        )
        if inside:
            scope, phrase = inside["scope"], phrase[inside.end() :]
        phrase = re.sub(r"^创(?=产值|利税|利润|税收|收入)", "", _PREPOSITION.sub("", phrase))
        phrase = _TRAILING.sub("", phrase.strip("，、 "))
        return scope, "" if _EMPTY.match(phrase) else phrase

    def _strip_owner(self, phrase: str) -> str:
        supported = _SUPPORT.match(phrase)
        if supported:
            rest = self._strip_owners(phrase[supported.end() :])
            return rest if rest and rest != phrase[supported.end() :] else phrase
        return self._strip_owners(phrase)

    def _strip_owners(self, phrase: str) -> str:
        """Drop the organizations that open a phrase, also a list of them: 甲厂、乙厂等企业."""
        while True:
            rest = self._strip_one_owner(phrase)
            if rest == phrase:
                return _TOGETHER.sub("", phrase)
            phrase = re.sub(r"^(?:、|和|与)|^等[\u4e00-\u9fff]{0,4}(?:企业|单位|机构|高校|院所|部门)", "", rest)

    def _strip_one_owner(self, phrase: str) -> str:
        for owner in self.owners:
            rest = phrase[len(owner) :]
            if phrase.startswith(owner) and len(rest) >= 2 and not _OWNED_THING.match(rest):
                return rest.lstrip("的")
        return phrase

    def _split_region(self, phrase: str) -> tuple[str | None, str]:
        for name in self.regions:
            rest = phrase[len(name) :]
            if phrase.startswith(name) and (
                self.patterns.lead.match(rest) or re.match(r"^(?:有|拥有|共|地区|实现|完成|的)", rest)
            ):
                return name, rest
        place, rest = phrases.split_scope(phrase)
        return (None, phrase) if place and self.patterns.flow.match(place) else (place, rest)

    def _noun_after(self, index: int) -> str:
        frame, reading = self.frames[index], self.readings[index]
        self.memory.noun_after = ""
        if reading.kind in ("change", "ratio") or frame.number.form == "multiple":
            return ""
        if reading.kind == "rank" and (not frame.number.text.endswith(("家", "个")) or self._own_phrase(index)):
            return ""
        post = frame.post
        if frame.runs_on and phrases.is_bare_head(post):  # 28支 | 总规模 835亿元的产业基金
            thing = self.frames[index + 1].post
            return _TRAILING.sub("", phrases.read_noun_after(thing, self.patterns)) if thing.startswith("的") else ""
        own = self._clean_noun(self._own_words(index))[1] if frame.runs_on and not post else ""
        if frame.runs_on and not post and (not own or own in ("加快", "推进", "实施", "推动")):
            following = self.frames[index + 1].post  # 4批 | 58名医护人员: two figures count the same thing
            return "" if NOT_A_NOUN.match(following) else phrases.read_noun_after(following, self.patterns)
        said = re.match(r"^(?:为|是|属)(?P<noun>[\u4e00-\u9fff“”]{4,20})$", post)
        if said and re.search(r"(?:其中|有)$", frame.pre) and frame.number.unit not in ("%", "元", "百分点"):
            return said["noun"]
        if frame.number.unit in ("人", "名", "位") and _GO.match(post) and self._own_phrase(index):
            return ""
        if frame.number.unit == "人" and (
            reached := re.match(r"^(?:全部)?实现(?P<what>脱贫|就业|转移就业|创业)$", post)
        ):
            return reached["what"] + "人口"
        if re.match(r"^被[\u4e00-\u9fff]{3}", post):
            return phrases.read_noun_after(post, self.patterns)
        if not (_NOUN_START.match(post) or _SIZE_START.match(post)) or NOT_A_NOUN.match(post):
            return ""
        if _ACTED.search(frame.pre) and _NOMINAL.match(post):
            return post.removeprefix("的")
        if helped := self._helped(frame):
            return helped
        noun = phrases.read_noun_after(
            post, self.patterns, runs_on=frame.runs_on, people=frame.number.unit in ("人", "名")
        )
        noun = _TRAILING.sub("", noun.strip("，、 "))
        if frame.runs_on:
            self.memory.noun_after = noun
        return noun if len(noun) > 1 or noun in ("县", "村", "镇", "区", "市") else ""

    def _helped(self, frame: Frame) -> str:
        """对37万名普通高中学生给予资助, 为26个小区增配器材: what is done for those who are counted."""
        if not _FOR_WHOM.search(frame.pre) or frame.runs_on:
            return ""
        said = _DONE_FOR.match(frame.post)
        return f"{said['done']}{said['whom']}" if said else ""

    def _thing_paid(self, index: int) -> str:
        """投资30亿元实施160项工业创新项目: the money is for what is done with it."""
        frame = self.frames[index]
        done = _PAID_FOR.match(frame.post)
        if done is None:
            return ""
        if done["thing"]:
            return phrases.read_noun_after(done["thing"], self.patterns)
        following = self.frames[index + 1].post if frame.runs_on else ""
        usable = _NOUN_START.match(following) and not NOT_A_NOUN.match(following)
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
        head = self._new_head(frame) or memory.head or self._context_subject(frame)
        if head:
            memory.head = head
            return Named(head, scope, "carried")
        return Named(_COUNTED.get(frame.number.unit or "", ""), scope, "unit")

    def _new_head(self, frame: Frame) -> str:
        """固定资产投资实现翻番，累计突破4000亿元: a clause without a figure may turn to another indicator."""
        clause = re.split(r"[，；。：（）]", frame.context.rstrip("，"))[-1]
        found = _NEW_HEAD.match(clause)
        return found["head"] if found else ""

    def _name_plain(self, index: int, noun: str, scope: str | None) -> Named:
        """An indicator of its own words before the figure, completed by what went before where it is elliptical."""
        frame, reading, memory, patterns = self.frames[index], self.readings[index], self.memory, self.patterns
        rule = "words before"
        part = "其中" in frame.pre or "其中" in frame.context[-4:]
        away = _SHARE_AWAY.match(noun)
        if phrases.is_level_only(noun) and memory.head:
            head = re.sub(r"^累计(?:建成|培育|拥有|认定|创建)?", "", memory.head)
            noun, rule = phrases.combine_level(head, noun), "level carried"
        elif scope and frame.joint == "；" and noun.startswith("完成"):
            pass  # 北部新区完成投资: a new area has its own
        elif noun in ("出口", "进口") and not _TRADE.search(memory.head):
            pass  # 完成出口退税15亿元，实现出口26亿美元
        elif phrases.is_bare_head(noun) and (owner := self._owner_of_head(index)):
            noun, rule = phrases.combine_head(owner, noun), "head combined"
        elif away and memory.head and reading.kind == "share" and re.match(r"^(?:在|于|全|国内|省内)", noun):
            return Named(memory.head + noun, None, "head combined")
        elif part and memory.head and re.match(r"^[^，]{1,4}(?:占比|比重)$", noun):
            noun, rule = phrases.share_owner(memory.head) + noun, "head combined"
        elif (gained := _GAIN.match(self._own_phrase(index))) and memory.head and frame.joint in ("，", "、"):
            gain = gained.group("gain")
            noun, rule = phrases.thing_of(_strip_verb_and_total(memory.head, patterns)) + gain, "head combined"
        elif noun == "授权" and memory.head.endswith("申请"):
            noun, rule = memory.head.removesuffix("申请") + noun, "verb alone"  # 专利申请4992件，授权2846件
        elif _VERB_ONLY.match(noun) and memory.head:
            noun, rule = noun + _strip_verb_and_total(memory.head, patterns), "verb alone"
        elif memory.head and frame.joint in LIST_MARKS and reading.kind == "level":
            noun, rule = self._carry_verb(noun), "verb carried" if memory.verb else rule
        elif part and memory.verb and len(noun) <= 4 and not patterns.flow.match(noun):
            noun, rule = memory.verb + noun, "part of a whole"
        noun = _verb_first(noun) if reading.kind == "level" else noun
        if self.chain and noun.startswith("全产业链"):
            noun = f"{self.chain}全产业链{noun.removeprefix('全产业链').removeprefix('完成').removeprefix('实现')}"
        same = index > 0 and frame.number.unit == self.frames[0].number.unit and reading.kind == "level"
        if (part or same) and frame.pre.endswith("的") and memory.head and frame.number.unit not in ("%", "元"):
            noun = noun + _strip_verb_and_total(memory.head, patterns)  # 其中产值过亿元的7户
        noun = self._of_names(self._last_of_list(noun), frame)
        self._remember(noun)
        return Named(noun, scope, rule)

    def _of_names(self, noun: str, frame: Frame) -> str:
        """落地甲风电、乙基地等产业项目488个: of the names listed only what they are is counted."""
        listed = _NAMES_LISTED.match(noun) if frame.number.unit in _COUNT_UNITS else None
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

    def _carry_verb(self, noun: str) -> str:
        """In 新增国家级X 3个、Y 11个 the verb, and a level where the things are alike, hold for Y too."""
        memory = self.memory
        if not memory.verb or (self.patterns.flow.match(noun) and not _KIND_OF_FIRM.match(noun)):
            return noun
        rest = memory.head[len(memory.verb) :]
        level = re.match(r"(?:国家级|省级|市级)(?!以上)", rest)
        if level and rest[level.end() : level.end() + 2] == noun[:2]:
            noun = level.group() + noun
        return memory.verb + noun

    def _name_attributive(self, frame: Frame, noun: str, after: str, scope: str | None) -> Named:
        """A figure before its noun: 建成12家数字车间, 25个示范村全部达标."""
        memory = self.memory
        head = _BROUGHT.sub("", noun)
        if not head and frame.joint in LIST_MARKS and frame.number.unit == "元":
            head = memory.described
        if frame.post.startswith("的") and phrases.is_bare_head(head):
            return self._name_described(head, after, scope)
        if re.search(r"在[^，]{0,6}$", frame.pre) and re.match(r"^[\u4e00-\u9fff]{1,6}中", frame.post):
            return Named(after, None, "words after")  # 在全市6个区中排第2: only where the rank is counted
        if _OF_LIST.search(frame.pre) or self._lists_as_many(frame, noun):
            noun = phrases.leading_verb(noun, self.patterns)  # 新开通甲至乙、丙等6条航线: of the list only the verb
        elif frame.pre.endswith("”") and len(after) <= 4:
            after = noun + after  # “九大环保工程”29个项目
        verb = _last_verb(noun, self.patterns)
        if verb and len(noun) <= 8:
            verb = re.sub(r"^(?:各级|中央|[省市区县])?(?:本级)?财政", "", noun)
        if not verb and frame.joint in LIST_MARKS and memory.verb and not noun:
            verb = memory.verb
        if not verb and noun and frame.pre.endswith("的") and len(noun) <= 10:
            verb = noun  # 省对市考核的12项指标
        area = re.search(rf"{phrases.SCOPE_WORD}$", noun) or _AREA.match(re.sub(r"^.{1,4}了(?=.{3})", "", noun))
        if not verb and area and scope is None:
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
        in_turn = not noun and bool(_RESPECTIVE.search(frame.pre)) and self._take_group(index)
        if in_turn:
            noun = self._take_turn(scope).indicator
        owner = noun or memory.head or self._context_subject(frame)
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

    def _take_group(self, index: int) -> bool:
        """Set the last levels as the group that the figures of a list take in turn; tell whether there are enough."""
        count = _run_length(index, self.frames)
        parts = list(dict.fromkeys(self.memory.levels))[-count:]
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
            return Named(_THREE_SECTORS[(index - first) % 3], scope, "three sectors")
        return Named(noun, scope, "ratio chain")

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

    def _open_group(self, index: int, noun: str, scope: str | None) -> Named:
        """分别: pair the figures that follow with their indicators one to one."""
        memory = self.memory
        count = _run_length(index, self.frames)
        added = re.search(r"分别(?P<verb>新增|净增)$", noun)
        noun = noun[: added.start()] if added else noun
        parts = phrases.split_coordination(noun, count) if noun and count > 1 else None
        if parts and added:
            parts = [part + added["verb"] for part in parts]
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
            elif memory.group and len(memory.group) == count:
                parts = memory.group
            elif context := self._context_subject(self.frames[index]):
                parts = phrases.split_coordination(context, count)
        if parts is None or len(parts) < count:
            if noun:
                self._remember(noun)
            return Named(noun or memory.head, scope, "respectively, unsplit")
        memory.group, memory.turn, memory.whole_group = list(parts), 0, noun
        return self._take_turn(scope)

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
        acts = _ACTS_ON.match(noun)
        self.memory.verb = phrases.leading_verb(noun, self.patterns) or (acts["acts"] if acts else "")
        self.memory.levels.append(noun)

    def _owner_of_head(self, index: int) -> str:
        """Tell whose 产值 or 总投资 a bare head is: what the clause before speaks of, or what was named last."""
        frame, memory = self.frames[index], self.memory
        named_here = bool(memory.levels) or index > 0
        if not memory.head or not named_here:
            return self._context_thing(frame) or memory.head
        made = _MADE.match(re.split(r"[，；。：（）]", frame.context.rstrip("，"))[-1])
        if made and "；" in frame.joint:
            return made["thing"]
        clause = re.split(r"[，；。：（）]", frame.context.rstrip("，"))[-1]
        found = _NEW_SUBJECT.match(clause)
        return found["subject"] if found else memory.head

    def _context_thing(self, frame: Frame) -> str:
        """The subject of the clause before where it can own a head; a long clause says what is done, not a thing."""
        subject = self._context_subject(frame)
        return subject if len(subject) <= 14 and not _ACTS.match(subject) else ""

    def _context_subject(self, frame: Frame) -> str:
        """Take the subject of the clause before, where the figure's own clause names nothing."""
        clause = re.split(r"[，；。：（）]", frame.context)[-1]
        clause = phrases.strip_lead(clause, self.patterns)
        if _EMPTY.match(clause):
            return ""
        _, clause = phrases.split_scope(phrases.strip_time(clause))
        found = re.search(
            r"(?:基本形成|初步形成|提前|再获|喜获|获得|未|没有|建成|投用|投产|启用|日益|稳步|持续|不断|明显|显著|进一步|大幅|快速|加快|逐步|平稳|较快|保持|继续|全面|成效|稳定|"
            r"取得|迅速|迈出|达到|得到|再创|创历史)",
            clause,
        )
        if found and found.start() >= 2:
            clause = clause[: found.start()]
        return _TRAILING.sub("", clause)


# 建筑业加快发展，实现总产值…: a clause that says how something fares names what the figure after it is of
_NEW_SUBJECT = re.compile(
    r"^(?P<subject>[\u4e00-\u9fff]{2,8}?(?:业|市场|平台|经济|贸易|物流|金融|旅游|电商|商务|消费|投资|外贸))"
    r"(?:稳步|持续|不断|进一步|快速|加快|加速|蓬勃|平稳|较快|健康|稳定|迅速|高质量|提速|继续|逆势|全面|向好|强劲|运行)"
)
_COUNT_UNITS = frozenset({"个", "项", "家", "场", "次", "户", "座", "所", "条", "场次"})
_NAMES_LISTED = re.compile(
    r"^(?:.*、.*[^省市县区乡镇]|.*”|.*第[一二三四五六七八九十\d]+届.*)等(?P<thing>[\u4e00-\u9fff]{0,8}?(?:项目|活动|企业|平台|基地|工程|园区|赛事|机构|公司|品牌))$"
)
_ACTS_ON = re.compile(
    r"^(?P<acts>[\u4e00-\u9fff]{2,12}(?:平台|园|区|城|中心|基地)(?:接入|引进|集聚|汇聚|入驻|吸引))(?=[\u4e00-\u9fff]{2})"
)
_NEW_HEAD = re.compile(
    r"^(?P<head>[\u4e00-\u9fff]{2,12}?(?:投资|收入|总值|增加值|产值|产量|总额|贷款|存款|进出口|出口|产能))"
    r"(?:实现|再创|翻|首次|迈|跃|稳步|持续|快速|较快|大幅|不断|逐年|平稳|保持|强劲|再上)"
)
# …75亿元；培育屠宰、加工等产业体系，实现产值…: after a semicolon the clause before says whose it is
_MADE = re.compile(
    r"^(?:加快|大力|积极|着力|持续)?(?:培育|延伸发展|发展壮大|发展|引进|做大做强|做大|做强|做优|建设|打造|壮大|推广|实施)"
    r"(?P<thing>[\u4e00-\u9fff、“”]{4,40}?)(?:建设|生产线|等)?$"
)
_TRADE = re.compile(r"进出口|外贸|贸易|产品|货物|商品|进口|出口(?!退税)")
_ACTS = re.compile(r"^(?:我们|将|要|照|按|坚持|围绕|聚焦|以|力争|确保|各级|各地|大力|积极|深入|全面)")
_KIND_OF_FIRM = re.compile(r"^(?:上市|挂牌|出口|注册|授权|示范)(?:企业|公司|商标|专利|基地)")
_BROUGHT = re.compile(r"^(?:新?开工|新?签约|储备|谋划|引进|实施|推进|建设|新增|设立|组建|启动|落地|争取|举办)(?=.)")
# 东湖科学城集聚研发机构30家: a park or district is where the figure holds
_ZONE_OWNER = re.compile(
    r"^[\u4e00-\u9fff（）·]{2,20}(?:产业园区?|园区|新区|开发区|高新区|经开区|科技城|科学城|示范区|功能区|试验区|综保区|保税区)$"
)
_AREA = re.compile(r"^[\u4e00-\u9fff]{2,8}(?:区|城|市|县|镇|村|园|港)$")
_DONE_AFTER = re.compile(
    r"^(?P<thing>[^，、]{3,14}?)(?P<verb>累计建成|累计建设|累计开工|建成投用|建成|竣工|开工|投产|"
    r"交付|投用|完工|开复工|新增)$"
)


def _verb_first(noun: str) -> str:
    """人才公寓竣工420套 is said of 竣工人才公寓."""
    match = None if noun.startswith(("完成", "实现")) else _DONE_AFTER.match(noun)
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
    bare = head.removeprefix(phrases.leading_verb(head, patterns)).removeprefix("开复工") or head
    return re.sub(r"(?:总量|总数|数量|总规模|总面积|面积|规模|数|开工建设|开工|启动)$", "", bare) or bare


_SIZE = re.compile(
    r"(?:[十百千万五]+亿级|大型|中型|小型|大中型|国家级|省级|市级|县级|国家|省|市|新建|续建|中心|乡级|村级|一级|"
    r"二级|三级)"
)


def _lend_heads(frames: list[Frame], named: list[Named]) -> list[Named]:
    """5个省重大、18个市重点项目: the last noun lends its head to the shorter ones before it."""
    result = list(named)
    for index in range(len(frames) - 2, -1, -1):
        here, after = result[index], result[index + 1]
        if here.rule != "words after" or after.rule != "words after" or frames[index + 1].joint not in LIST_MARKS:
            continue
        size = _SIZE.search(here.indicator)
        same = _SIZE.search(after.indicator)
        if size and same and size.end() == len(here.indicator):
            result[index] = replace(here, indicator=here.indicator + after.indicator[same.end() :])
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
