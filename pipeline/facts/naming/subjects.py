"""Whose figure it is: what the clause or the sentence before speaks of."""

from __future__ import annotations

import re

from pipeline.facts import areas
from pipeline.facts.frames import Frame
from pipeline.facts.leads import FAST
from pipeline.facts.naming.lead_ins import COMPARED_WITH
from pipeline.facts.naming.phrases.things import thing_alone
from pipeline.facts.naming.phrases.trim import strip_lead, strip_time
from pipeline.facts.naming.state import Naming
from pipeline.facts.naming.wording import EMPTY, TRAILING
from pipeline.facts.naming.words_before import clean_noun, own_words
from pipeline.resources.pattern_ends import compile_ending
from pipeline.resources.pattern_openings import Openings

# 加大经济适用房建设力度，竣工…; 抓好示范带建设。今年建成…: what is worked on is what is done
WORKED_ON = re.compile(
    r"^(?:全[市省县区州]|我[市省县区])?(?:以[^，；]{2,14}为(?:重点|抓手|突破口|核心|龙头)，?)?(?:进一步|继续|全力以赴|全力|高位|强力|高效|扎实|大力|积极|统筹|深入|持续|稳步|有序|着力|全面|切实|突出)*"
    r"(?:推进|抓好|加大|加快|加强|实施|推动|抓紧|搞好|做好|强化|开展|完善|健全)(?:推进|建设|实施)?"
    r"(?P<thing>[\u4e00-\u9fff“”]{3,14}?)(?:(?:倍增|提质|提速|提升|培育|壮大|振兴|攻坚|增效|升级|跃升)+(?:计划|行动|工程|战略)|"
    r"新建|建设|改造|工程|工作|项目|制度|体系|机制|政策|(?:培育|引进|引育|招引|扶持|培养)(?=力度))?"
    r"(?:力度|步伐|进度|进程|规模)?$"
)
# 经济总量不大，仅占…; 税收压力大，减收…: how it is judged names nothing
EVALUATED = compile_ending(
    r"(?<=[\u4e00-\u9fff]{2})(?:总体上?|还|仍|相对|普遍|比较|较|依然|仍然|明显|严重)*"
    r"(?:不(?:够|太)?[大高快多强优足]|偏[小低慢弱少高]|(?:增收|增长|下行)?压力(?:较|仍|很|增)?大|较为?[小低慢弱少])$"
)
_LED_BY = re.compile(r"^以[^，；]{2,12}?为(?:龙头|代表|主|主体|核心|支柱|主导)的")  # 以甲公司为龙头的机器人产业
# 以电网建设为重点，总投资达到…: what the effort is put on
_POINTED_AT = re.compile(
    r"^以(?P<thing>[\u4e00-\u9fff、]{2,14}?)(?:项目)?(?:建设|改造|发展)?为(?:重点|抓手|突破口|核心|龙头|主攻方向)$"
)
_FARES = re.compile(
    r"^(?P<subject>[\u4e00-\u9fff（）&A-Za-z]{4,20}?)(?:稳步|持续|不断|逐年|大幅|明显|显著|进一步|"
    + FAST
    + r"|稳定|平稳|较快|再)+"
    r"(?:提升|提高|增长|扩大|增加|上升|攀升|改善|增强|下降|降低|创新高)$"
)
# 汽车产业优势进一步巩固，产量…: the head is of the thing, not of its state
_STATE_OF = compile_ending(
    r"(?<=[\u4e00-\u9fff]{2})(?:发展|转型升级|升级)?(?:政策|流程|步伐|规模布局|布局|优势|水平|质量|结构|(?:集聚|承载)?能力|格局|环境|体系|实力|"
    r"(?:引领|带动|支撑|拉动|示范|龙头|主导)+(?:作用|地位|效应)|后劲|活力|势头|态势|运行|贡献)$"
)
# 旅游业发展迅速，接待人数…: the head is the trade's
_DEVELOPMENT = compile_ending(r"(?<=[业游济务贸流融])发展$")
# …；市场主体数量提升，新增1.4万户: a statement that opens behind a semicolon says what the figure is of
_NEW_TOPIC = re.compile(
    r"^(?P<topic>[\u4e00-\u9fff]{3,12}?)(?:数量|总量|规模|水平|(?<=生产)能力)?(?:稳步|持续|不断|进一步|明显|显著|大幅|较快|"
    + FAST
    + r"|平稳)*"
    r"(?:提升|提高|增加|增长|扩大|壮大|增强|向好)$"
)
# 建筑业加快发展，实现总产值…: a clause that says how something fares names what the figure after it is of
_NEW_SUBJECT = re.compile(
    r"^(?P<subject>[\u4e00-\u9fff]{2,8}?(?:业|市场|平台|经济|贸易|物流|金融|旅游|电商|商务|消费|投资|外贸|项目|工程))"
    r"(?:稳步|持续|不断|进一步|"
    + FAST
    + r"|加快|加速|蓬勃|平稳|较快|健康|稳定|迅速|高质量|提速|继续|逆势|全面|向好|强劲|运行)"
)
# 扩大职工医疗保险覆盖面，参保率由…: what is widened is what the rate is of
_WIDENED = re.compile(
    r"^(?:进一步|继续|不断|持续|稳步|逐步)*(?:扩大|拓展|拓宽|提高|提升)(?P<thing>[\u4e00-\u9fff]{3,14}?)(?:的)?"
    r"(?:覆盖面|覆盖范围|覆盖人群|参保面|保障范围|保障面)$"
)
# 做强新材料产业。…，实现产值40亿元: a clause that opens a sentence names the industry that the output is of
_INDUSTRY = re.compile(
    r"^(?:(?:大力|积极|加快|着力|持续|全力|重点|进一步|支持|推动|引导|聚力|改造|巩固|扶持)*(?:做[大强优精实细]|壮大|发展|培育|打造|提升|振兴)+)"
    r"(?P<industry>[^，；。：、\d]{1,12}?(?:产业|产业集群|产业链|业|经济))[，；。！]"
)
_SETS_OUT = Openings(_INDUSTRY)
_OUTPUT = re.compile(
    r"^(?:全年|累计)?(?:实现|完成)?(?:年|总|综合)?(?:产值|营业收入|主营业务收入|销售收入|营收|增加值|利税|税收|交易额|销售额|综合收入)$"
)
_OF_INDUSTRY = re.compile(r"(?:业|集群|产业链|园区?|公司|集团|开发区|高新区|新区)$")
# …75亿元；培育屠宰、加工等产业体系，实现产值…: after a semicolon the clause before says whose it is
_MADE = re.compile(
    r"^(?:[一二三四五六七八九十]是)?(?:加快|大力|积极|着力|持续)?(?:建成|培育|延伸发展|发展壮大|发展|引进|做大做强|做大|做强|做优|建设|打造|壮大|推广|实施)"
    r"(?P<thing>[\u4e00-\u9fff、“”]{4,40}?)(?:建设|生产线|等)?$"
)
NO_COUNT = frozenset({"元", "美元", "%", "百分点", "倍", "位", "", None})
# 甲工程、乙工程等民生工程顺利推进，完成投资…: of a list what they are
_LIST_IS = re.compile(r"^[^，；]*、[^，；]*等(?:一批)?(?P<thing>[\u4e00-\u9fff]{3,12}?)(?:建设|改造)?$")
# 经济运行稳中有进, 坚定信心、攻坚克难: says how it went, not of what the figure is
_SPIRIT = re.compile(
    r"^(?:全[市省县区])?经济(?:社会)?(?:运行|发展)?[\u4e00-\u9fff]{0,4}稳中[有求向趋提][\u4e00-\u9fff]$|(?:克难|信心)$"
)
_OF_US = re.compile(r"[我全][市省县区州盟旗国]")
_LED = re.compile(r"^[\u4e00-\u9fff]{2,12}(?:牵头|承建|承担|主导)的")
CLAUSE_ENDS = re.compile(r"[，；。：（）]")
_ACTS = re.compile(
    r"^(?:我们|将|要|照|按|坚持|围绕|聚焦|以|力争|确保|各级|各地|大力|积极|深入|全面|确立|突出|保持|重点抓|务实|强力|打赢|据|经过|通过[^，]{0,8}努力|(?:经)?初步(?:统计|核算|预计|测算))"
)


def last_clause(frame: Frame) -> str:
    """Give the clause without a figure that stands before the figure's own."""
    return CLAUSE_ENDS.split(frame.context.rstrip("，"))[-1]


def owner_of_head(naming: Naming, index: int) -> str:
    """Tell whose 产值 or 总投资 a bare head is: what the clause before speaks of, or what was named last."""
    frame, memory = naming.frames[index], naming.memory
    if topic := new_topic(frame.joint, frame.context):
        return topic
    turns, clause = "；" in frame.joint, last_clause(frame)
    named_here = bool(memory.levels) or index > 0
    if named_here and memory.head and naming.industry and _is_of_industry(naming, index):
        return naming.industry
    if named_here and turns and (made := _MADE.match(clause)):
        return made["thing"]
    if not memory.head or not named_here or (turns and says_something(frame)):
        industry = naming.industry if not memory.head and _is_of_industry(naming, index) else ""
        return context_thing(naming, frame) or ("" if says_something(frame) else memory.head or industry)
    found = _NEW_SUBJECT.match(clause)
    return found["subject"] if found else memory.head


def _is_of_industry(naming: Naming, index: int) -> bool:
    """Tell whether an output is the industry's: what the sentence has only counted (23个项目) has none."""
    (scope, noun), memory = clean_noun(naming, own_words(naming, index)), naming.memory
    owned = _OF_INDUSTRY.search(last_clause(naming.frames[index]))
    return bool(_OUTPUT.match(noun)) and not (scope or owned) and not _OF_INDUSTRY.search(memory.head)


_LEAST_ASPECT = 3
"""How long 方面 with a word before it is at least: 交通方面, 农林水利方面."""


def context_thing(naming: Naming, frame: Frame) -> str:
    """The subject of the clause before where it can own a head; a long clause says what is done, not a thing."""
    if thing := worked_on(frame):
        return thing_alone(thing)
    subject = _DEVELOPMENT.sub("", context_subject(naming, frame))
    subject = subject.removesuffix("方面") if len(subject) > _LEAST_ASPECT else subject
    subject = _LED.sub("", subject)
    if listed := _LIST_IS.match(subject):
        return listed["thing"]
    subject = thing_alone(subject)
    return _STATE_OF.sub("", subject) if len(subject) <= 14 and not _ACTS.match(subject) else ""


def says_something(frame: Frame) -> bool:
    """Tell whether the clause before a figure, which has none, speaks of something else than the region."""
    clause = strip_time(last_clause(frame))
    return bool(clause) and not EMPTY.match(clause) and not _OF_US.match(clause)


def stated_subject(naming: Naming, frame: Frame) -> str:
    """研发投入强度稳步提升，达到3.2%: the first figure of a sentence is of what its own clause speaks of."""
    clause = re.split(r"[，；。：]", frame.context.rstrip("，"))[-1]
    found = _FARES.match(strip_lead(clause, naming.patterns))
    return areas.split_scope(found["subject"], naming.patterns)[1] if found else ""


def context_subject(naming: Naming, frame: Frame) -> str:
    """Take the subject of the clause before, where the figure's own clause names nothing."""
    clause = _LED_BY.sub("", CLAUSE_ENDS.split(frame.context)[-1])
    if pointed := _POINTED_AT.match(clause):
        return pointed["thing"]
    clause = strip_lead(clause, naming.patterns)
    if EMPTY.match(clause) or _SPIRIT.search(clause):
        return ""
    _, clause = areas.split_scope(strip_time(clause), naming.patterns)
    found = re.search(
        r"(?:(?:集中|顺利|正式|全面)?(?:开工建设|投入使用|投入运营|通过验收)|主体(?:完工|封顶)|竣工|发展提速|加速(?:集聚|发展|推进)|量质齐升|再上(?:新)?台阶|"
        r"实现(?:新)?(?:突破|跨越)|实现(?:规模化?)?量产|实现(?=“?[一二三四五六七八九十\d]+连)|(?:稳产|增产)*丰收|初具规模|(?:迅速|加快)崛起|集群发展|逆势(?:增长|上扬)|异军突起|方兴未艾|渐成规模|提质增效|基本形成|初步形成|上线|揭牌|试运行|投入运行|正式运营|正式开通|提前|连续|再获|喜获|获得|未|没有|建成|投用|投产|启用|有了|连年|逐年|日益|蓬勃|迅猛|有序|整体(?=跃升|提升|向好)|稳中(?=[有向提求趋])|稳步|持续|不断|明显|显著|进一步|大幅|"
        + FAST
        + r"|加快|逐步|平稳|较快|保持|继续|全面|全部|成效|(?<!不)稳定|"
        r"发展势头|发展态势|势头|取得|迅速|迈出|达到|得到|凸显|显现|突出$|高于|低于|快于|剔除|扣除|超过(?=\d)|成功|迅猛|正式|顺利|形成(?=覆盖|[^，]{2,}链)|(?<=[项目程园])获(?=[国省市])|(?:有效|扎实)推进|全面开工|再创|创历史)",
        clause,
    )
    if found and found.start() >= 2:
        clause = clause[: found.start()]
    clause = EVALUATED.sub("", clause) if len(clause) > _LEAST_ASPECT else clause
    return TRAILING.sub("", COMPARED_WITH.sub("", clause))  # 颗粒物浓度与上年相比，下降3%


def worked_on(frame: Frame) -> str:
    """加大经济适用房建设力度，全年竣工20万平方米: the clause before says what is built."""
    clause = last_clause(frame)
    found = WORKED_ON.match(clause) or _WIDENED.match(clause)
    return found["thing"] if found else ""


def count_before(naming: Naming, index: int) -> int | None:
    """Give the place of the figure before that counts in the same unit; None for what is no count, or has none."""
    unit = naming.frames[index].number.unit
    if unit in NO_COUNT:
        return None
    for at in range(index - 1, -1, -1):
        if naming.frames[at].number.unit == unit and naming.readings[at].kind == "level":
            return at
    return None


def counted_before(naming: Naming, index: int) -> str:
    """开工老旧小区38个，开工率90.5%，完工9个: what was counted before in the same unit, or an empty string."""
    at = count_before(naming, index)
    return "" if at is None else naming.memory.names[at]


def is_part(frame: Frame) -> bool:
    """Tell whether 其中 says that a figure is of a part of what was named before."""
    return "其中" in frame.pre or "其中" in frame.context[-4:]


def new_topic(joint: str, context: str) -> str:
    """Tell what a statement behind a semicolon turns to before it gives a figure; empty where it turns to nothing.

    Args:
        joint: the marks between the figure and the one before it.
        context: the words of the clauses between them.
    """
    found = _NEW_TOPIC.match(re.split(r"[，；]", context.rstrip("，"))[-1]) if "；" in joint else None
    return found["topic"] if found else ""


def industry_of(sentence: str) -> str:
    """Give the industry that the first clause of a sentence sets out to develop, or an empty string."""
    found = _INDUSTRY.match(sentence) if _SETS_OUT.may_match(sentence) else None
    return found["industry"] if found else ""
