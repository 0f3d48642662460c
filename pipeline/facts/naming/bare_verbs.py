"""Completions of words that are only a verb, or lack the one before them (竣工120套, 惠及1.1万户): what is done."""

from __future__ import annotations

import re

from pipeline.facts.frames import LIST_MARKS
from pipeline.facts.naming.phrases.heads import thing_of
from pipeline.facts.naming.phrases.verbs import leading_verb, strip_verb_and_total
from pipeline.facts.naming.state import DONE_ALONE, Completed, Naming, Words
from pipeline.facts.naming.subjects import context_thing, counted_before, is_part, new_topic, says_something, worked_on
from pipeline.facts.naming.words_before import clean_noun, own_phrase, own_words
from pipeline.resources.pattern_ends import compile_ending

# 产业园区新开工项目30个、竣工12个: another stage of those that stand behind whose they are
_STAGE_IN_ZONE = re.compile(r"(?<=区)(?:新?开工|在建|新?签约|竣工|建成投产|投产)(?=[\u4e00-\u9fff]{0,4}项目$)")
_DOES = re.compile(r"完善|消除|办好|做好|优化|健全|推进|推动|加快|整体|全面|为|对|用于|重点|着力|加强")
# who gains from what the clause before says: 改造老旧小区85个、惠及居民1.1万户
_GAIN = re.compile(
    r"^(?:直接|共|已|累计)*(?P<gain>(?:惠及|受益|带动|受惠|参与|参加|涉及$|服务(?=企业|群众|居民|用户|农户|客户)|"
    r"覆盖(?=居民|农户|人口|群众|企业)|吸引(?!(?:国内|[国省市境]外|社会|民间)?(?:[内外]资|资[金本]|投资))|撬动)[\u4e00-\u9fff]{0,8})$"
)
_GAIN_SIGNS = frozenset("惠受带参服覆吸撬涉")
"""Without one of them it cannot match."""
# 专利申请量157件，授权88件
_APPLIED = re.compile(r"申请(?P<count>量?)$")
# 培育甲企业50家、乙企业累计达30家: how many there are by now
_THERE_IS = compile_ending(
    r"(?<=[\u4e00-\u9fff]{2})(?:总数|总量|存量|累计|已累计|总数已|累计已)(?:达到?|增至|增加到|突破|超过?)(?:约|近)?$"
)
_DONE_TO_HOMES = frozenset({"改圈", "改厨", "改水", "改院", "改灶"})
# 成功创业2百人、带动就业3千人: 创业带动就业 is one word with what it brings
_STARTED = re.compile(r"^(?:成功|自主|全民|大众|引导|促进|新增)+(?=创业$)")
# 提供检测服务1300次，带动项目74个
_OFFERED = re.compile(r"^(?:累计|共)?提供(?=[\u4e00-\u9fff]{3})")
_WORTH = re.compile(r"(?:值|总额|成本|估值|收入|利润|利税)$")
_DRIVES = re.compile(r"带动(?P<what>[\u4e00-\u9fff]{2,8})$")  # 带动三产增长9%: it grows, whoever drives it
# 在建项目11个、未开工3个: the stage that they have not come to is no verb that others share
_NOT_YET = re.compile(r"^(?:尚未|还未|仍未|暂未|未|待)(?=[\u4e00-\u9fff]{2})")
_SINGLE_VERBS = (
    "新增 新登记 新注册 新签约 新开工 新竣工 新投产 新建成 新投用 新落地 新引进 新建 新认定 完成 "
    "建成 竣工 开工 完工 在孵 投产 签约 累计建成 累计完成 当年新增 净增 新入库 入库 新培育 培育 "
    "新获批 获批 通过认定 认定 入选 立项 在建 达产 达效 储备 开工建设 获批立项 推广应用 转化应用 "
    "通过验收 落地 争取落地 通过 成功入选 到位 获立项 获资助 基本建成 建成投用 竣工交付 交付 配售 "
    "配租 新开工建设 落地开工 建成通车 建成投产 竣工投产 累计实施 建成运营 扩容 升级改造 改扩建 扩建 续建 加固 重建"
)
_VERBS = frozenset(_SINGLE_VERBS.split()) | {
    first + mark + wholly + second  # 竣工或基本建成
    for first in ("竣工", "建成", "开工", "交付")
    for mark in "或和、"
    for wholly in ("基本", "")
    for second in ("建成", "竣工", "交付", "开工")
}
_HAS_LEVEL = re.compile(r"(?:国家|省|市|县|区|自治区|州)级?(?![长商场])")
_BARE_LEVEL = compile_ending(r"(?:国家|省|市)级(?:以上)?$")
_FOSTERED = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:培育|引进|建设|改造|发展)$")
_STAGE = re.compile(r"(?:新?开工(?:建设)?|完工|竣工|建成|投产|投用|在建|达产|达效)+")
_ADDS = re.compile(r"(?:累计|全年)?新(?:增|建|开工|认定|引进|签约|培育)")
_EARNED = re.compile(r"(?:收入|产值|增加值|利润|利税)$")
_EARNS = re.compile(r"增|实现|完成|带动|拉动|减|创|上缴|追缴|追回|挽回")
_MONEY_FOR = re.compile(r"(?<=[\u4e00-\u9fff”]{3})(?:完成)?(?:投资|投入)$")
_SHORT_PART = 4
_SHORT = 5
_ALIKE = 50
"""How many times as many there may be of a thing that the same was done with."""
_KINDS_OF_ORGANIZATION = frozenset({"企业", "平台", "园区", "基地", "工厂", "车间", "项目", "品牌"})
# 上市公司, 整治村: a verb that says of which kind they are
_KIND_OF_THING = re.compile(
    r"^(?:上市|挂牌|出口|注册|授权|示范)(?:企业|公司|商标|专利|基地)|^(?:整治|改造|提升|创建|搬迁|移民|脱贫|退出|推广|培育|治理)[县乡镇村户]$"
)
# 新建公租房3百套，人才房90套: verbs of which the things are the outcome
_BRINGS = re.compile(
    r"(?:累计|全年|成功)?(?:新建成?|新增|净增|新?建成|新?引进|新?培育|新?认定|新设立?|新开设|新改建|新改扩建|创建|创成|争创|获评|获得|荣获|获批|新签约|新落地|新开工|举办|办理|改造)"
)
_NO_THING = compile_ending(
    r"(?:[率量额值数]|就业|登记|改造|治理|建设|修复|整治|面积|里程|投资|资金|收入|支出|产能|能力|规模|贷款|培训|救助|人口|群众|学位|床位)$"
)
_PREDICATE_INSIDE = re.compile(
    r"新(?:[增建开改扩引培批组设]|生成)|[在续]建|储备|谋划|筹|备案|改造|获|入[选围]|拥有|现有|总|累计|完成|实现|通过|全[省市县]|各|每|其中|"
    r"落户|入驻|带动|创建|开[通展]|培育|修复|提请|审议|核定|认定|筛选|释放|大修|检测|用于|淘汰|关[停闭]|建成|建设"
)
# 办理人大代表议案3件、建议40件: those who put them forward are the same
_TOLD_BY = re.compile(r"(?:[省市县区州旗]|全国)?(?:人大(?:代表)?|代表)(?=议案|建议|批评)")
_OPPOSITES = frozenset({"吸纳", "输出", "输入", "转出", "转入", "引进", "流出", "流入"})
_LISTED = frozenset({"上市", "挂牌"})
_AWARDS = frozenset({"奖励", "奖补", "补助", "补贴", "资助"})
_TOLD = frozenset({"建议", "议案", "意见", "意见建议", "建议意见", "建议批评和意见", "建议、批评和意见"})


def is_verb_only(phrase: str) -> bool:
    """Tell whether a phrase is only a verb of what is done to things: 竣工, 新增."""
    return phrase in _VERBS


def complete_gain(naming: Naming, index: int, _words: Words) -> Completed | None:
    """改造老旧小区85个、惠及居民1.1万户: those who gain from what was named before."""
    head = naming.memory.head
    if not head or _GAIN_SIGNS.isdisjoint(own_words(naming, index)):
        return None
    if (gained := _GAIN.match(own_phrase(naming, index))) is None:
        return None
    driven = _DRIVES.match(gained["gain"]) if naming.readings[index].kind == "change" else None
    if driven and naming.frames[index].number.unit == "%":
        return Completed(driven["what"])
    if index and naming.frames[index - 1].number.unit == "%":
        return Completed(gained["gain"])  # 支付比例提高到70%，惠及居民90万人: no share is what they gain from
    if index and naming.frames[index - 1].number.unit == "元" and _WORTH.search(head):
        return Completed(gained["gain"])  # 仪器原值14亿元，服务企业1700家: nor is it what they are worth
    thing = _STARTED.sub("", thing_of(strip_verb_and_total(head, naming.patterns)))
    thing = _OFFERED.sub("", thing)
    return Completed(thing + gained["gain"], "head combined")


def complete_granted(naming: Naming, _index: int, words: Words) -> Completed | None:
    """专利申请4992件，授权2846件: granted is what was applied for."""
    head = naming.memory.head
    if words.before != "授权" or not (applied := _APPLIED.search(head)):
        return None
    return Completed(head[: applied.start()] + words.before + applied["count"], "verb alone")


def complete_verb_of_topic(naming: Naming, index: int, words: Words) -> Completed | None:
    """…；市场主体数量提升，新增1.4万户: what the statement behind the semicolon turned to."""
    frame = naming.frames[index]
    topic = new_topic(frame.joint, frame.context)
    return Completed(words.before + topic, "verb alone") if topic else None


def complete_verb_of_work(naming: Naming, index: int, words: Words) -> Completed | None:
    """加大经济适用房建设力度，全年竣工20万平方米: what the clause before works on."""
    thing = "" if naming.memory.levels else worked_on(naming.frames[index])
    return Completed(words.before + thing, "verb alone") if thing else None


def complete_verb_of_clause(naming: Naming, index: int, words: Words) -> Completed | None:
    """规模企业培育成效明显，新增34家: the clause before says what it is done to, not the sentence before."""
    frame = naming.frames[index]
    if index or frame.post_is_noun or not says_something(frame):
        return None
    thing = _FOSTERED.sub("", clean_noun(naming, context_thing(naming, frame))[1])
    money = frame.number.unit == "元"
    return Completed(thing + words.before if money else words.before + thing, "verb alone")


def complete_verb(naming: Naming, index: int, words: Words) -> Completed | None:
    """开工建设住房40套、竣工12套: what was named before."""
    head = counted_before(naming, index) or naming.memory.head
    if not head:
        return None
    if words.before in _AWARDS and naming.frames[index].context.rstrip("，").endswith("的"):
        return Completed(words.before, whole=True)  # 安排专项资金2亿元，对新建项目的，奖励9万元
    if head.endswith(f"{words.before}资金"):
        return Completed(head, "verb alone", whole=True)  # 到位资金6亿元，其中东城区到位2亿元
    if (staged := _STAGE_IN_ZONE.sub(words.before, head)) != head and not _DOES.match(words.before):
        return Completed(staged, "verb alone")
    thing = strip_verb_and_total(head, naming.patterns)
    if naming.frames[index].number.unit != "元":
        thing = _MONEY_FOR.sub("", thing)  # 投资3亿元建设安居工程，竣工400套
    if words.before == "在孵":
        thing = thing.rpartition("孵化")[2]  # 科创园孵化企业23家，在孵17家
    if _STAGE.fullmatch(words.before):
        naming.memory.staged[words.before + thing] = thing
    return Completed(words.before + thing, "verb alone")


def complete_not_yet(naming: Naming, index: int, words: Words) -> Completed | None:
    """在建项目11个、未开工3个: what has not been done yet to those that were counted."""
    own = own_phrase(naming, index).removeprefix("其中")
    denied = _NOT_YET.match(own)
    if denied is None or not own.endswith(words.before):
        return None
    rest = own[denied.end() :]
    verb = rest if is_verb_only(rest) else leading_verb(rest, naming.patterns)
    if not verb:
        return None  # 未来产业企业12家
    counted = counted_before(naming, index) if verb == rest else ""
    thing = strip_verb_and_total(counted, naming.patterns)
    whole = own if not counted or thing == leading_verb(thing, naming.patterns) else own + thing
    return Completed(whole, "verb alone" if whole != own else "words before", whole=True)


def complete_other_verb(naming: Naming, index: int, words: Words) -> Completed | None:
    """制定地方性法规4件、修订2件: another verb that stands alone."""
    return complete_verb(naming, index, words) if _does_more(naming, index, words.before) else None


def carry_verb(naming: Naming, index: int, words: Words) -> Completed | None:
    """In 新增国家级X 3个、Y 11个 the verb, and a level where the things are alike, hold for Y too."""
    memory, noun = naming.memory, words.before
    listed = naming.frames[index].joint in LIST_MARKS and naming.readings[index].kind == "level"
    if not memory.head or not listed:
        return None
    units = [frame.number.unit for frame in naming.frames[index - 1 : index + 1]]
    if memory.verb and units[-1] == "元" != units[0] and noun.endswith("额") and len(noun) <= _SHORT:
        return Completed(memory.head + noun, "head combined")  # 签约项目12个、总签约额5亿元
    rate = units[-1] == "%" and noun.endswith("率")  # 整改问题76个、整改率98%
    there_is = _THERE_IS.search(naming.frames[index].pre)
    if (
        not memory.verb
        or noun.startswith(memory.verb)
        or noun.endswith(memory.verb)
        or rate
        or there_is
        or noun in _DONE_TO_HOMES
    ):
        return Completed(noun)
    if noun in _OPPOSITES and memory.verb in _OPPOSITES:
        return Completed(noun + memory.head.removeprefix(memory.verb), "verb carried")  # 吸纳技术合同80项、输出46项
    if naming.patterns.flow.match(noun) and not _KIND_OF_THING.match(noun):
        return Completed(noun, "verb carried")
    if _EARNED.search(noun) and not _EARNS.search(memory.verb):
        return Completed(noun)  # 接待游客390万人次、旅游收入27亿元
    rest = memory.head[len(memory.verb) :]
    at = rest.find(noun[:2])
    if at > 0 and len(rest) - at == len(noun) <= 5:
        return Completed(memory.verb + rest[:at] + noun, "verb carried")  # 省级农村示范县1个、示范镇9个
    if (told := _TOLD_BY.match(rest)) and noun in _TOLD:
        noun = told.group() + noun  # 人大代表议案3件、建议40件
    level = re.match(r"(?:国家级|省级|市级)(?!以上)", rest)
    own_level = _BARE_LEVEL.search(naming.frames[index - 1].pre)  # 国家级X 3家、省级26家、独角兽企业1家
    if level and not own_level and not _HAS_LEVEL.match(noun) and _is_like(rest[level.end() :], noun):
        noun = level.group() + noun
    return Completed(memory.verb + noun, "verb carried")


def carry_verb_over_comma(naming: Naming, index: int, words: Words) -> Completed | None:
    """新建公租房3百套，人才房90套: the verb holds for a thing of the same kind that is counted without another one."""
    frame, memory, noun = naming.frames[index], naming.memory, words.before
    before = naming.frames[index - 1] if index else frame
    alone = frame.pre == noun and not frame.post and not before.post and not before.bracketed
    if not alone or not memory.verb or before.number.unit != frame.number.unit:
        return None
    if (frame.number.value or 0) > _ALIKE * (before.number.value or 0):
        return None  # 培育领军企业9家，规上企业3千家: so many there are
    if memory.head[-1:] != noun[-1:] or _NO_THING.search(noun) or _PREDICATE_INSIDE.search(noun):
        return None
    if not _BRINGS.fullmatch(memory.verb) or naming.patterns.flow.match(noun) or memory.head.endswith(noun):
        return None
    return Completed(memory.verb + noun, "verb carried")


def _is_like(thing: str, noun: str) -> bool:
    """示范工厂, 示范场景; 智能制造示范企业, 隐形冠军示范企业: things of a kind, to which one level is given."""
    return thing[:2] == noun[:2] or (noun[-2:] in _KINDS_OF_ORGANIZATION and thing[-2:] == noun[-2:])


def carry_verb_to_part(naming: Naming, index: int, words: Words) -> Completed | None:
    """新增企业12家，其中外资3家: the verb of the whole holds for a part that is named shortly."""
    verb, noun = naming.memory.verb, words.before
    if not is_part(naming.frames[index]) or not verb or naming.patterns.flow.match(noun):
        return None
    if verb in _LISTED and len(noun) <= _SHORT_PART and noun[-2:] not in _KINDS_OF_ORGANIZATION:
        return Completed(noun + naming.memory.head, "part of a whole")  # 上市科技企业73家，其中科创板11家
    alike = noun[-2:] in _KINDS_OF_ORGANIZATION and naming.memory.head.endswith(noun[-2:])
    if len(noun) > _SHORT_PART and not (alike and _ADDS.fullmatch(verb)):
        return None
    return Completed(verb + noun, "part of a whole")


def _does_more(naming: Naming, index: int, noun: str) -> bool:
    """制定地方性法规4件、修订2件: a verb alone, with the unit of the figure before it or of a thing counted earlier."""
    if not naming.memory.head or leading_verb(noun, naming.patterns) != noun or not noun or DONE_ALONE.fullmatch(noun):
        return False
    counted = strip_verb_and_total(counted_before(naming, index), naming.patterns)
    if counted and leading_verb(counted, naming.patterns) == counted:
        return False  # 完成造林20万亩，封育18万亩: it counts no thing
    return bool(counted) or (index > 0 and naming.frames[index].number.unit == naming.frames[index - 1].number.unit)
