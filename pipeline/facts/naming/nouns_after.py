"""The noun after a figure: what is counted, with what is said of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.facts.kinds import NOT_A_NOUN
from pipeline.facts.naming import acted_on, helped_after, listed, nouns_of_next, people_after
from pipeline.facts.naming.asking import LIKE, Like, Table
from pipeline.facts.naming.described import without_next_size
from pipeline.facts.naming.objects_after import read_object
from pipeline.facts.naming.owners_after import read_among, remember_noun, without_measure
from pipeline.facts.naming.phrases.following import read_noun_after
from pipeline.facts.naming.phrases.verbs import leading_verb
from pipeline.facts.naming.state import Naming
from pipeline.facts.naming.wording import NOUN_START, TRAILING
from pipeline.facts.naming.words_before import clean_noun, own_phrase, own_words
from pipeline.resources.pattern_ends import compile_ending

# 为12个贫困县乡村医生发放津贴, 在6个贫困县县级医院设…: the places are counted, not what belongs to them
_FOR_PLACES = re.compile(r"(?:为|对|给|向|在)$")
_PLACES_COUNTED = re.compile(
    r"^(?:的)?(?P<noun>[\u4e00-\u9fff]{1,14}?(?:县|(?<!地)区|(?<!城)乡|(?<!城)镇|(?<![农乡])村|社区|街道))"
    r"(?=\d|[省市县乡镇村]级|乡村|农村|(?:群众|村民|居民|农民|学生|教师|医生|干部|职工|老人|儿童|农户|家庭)[\u4e00-\u9fff]{2})"
)
# 30公里 | 建制村通水泥路: what is counted in kilometres is the road
_ROAD = re.compile(r"(?:的)?[\u4e00-\u9fff]{2,8}通[\u4e00-\u9fff]{0,6}(?:路|公路|油路)")
# 实施650个 | 老旧小区供电设施改造: what is done to the things is the noun
_NOMINAL = re.compile(
    r"^(?!.*(?:全部|均|已|都|有序|加快|顺利))[\u4e00-\u9fff]{2,14}(?:改造|建设|治理|整治|修缮|升级|绿化|修复|处理|维修|项目|工程|任务|设施|试点)$"
)
# 建成15个互助院、照料中心: things of a kind that share the count
_KINDS = "中心|院|所|园|场|站|馆|室|店|基地|平台|学校|企业|广场|点|车间|工厂|街区|小镇|特色镇|步行街|商超|打卡地|开发区"
_SAME_KIND = re.compile(
    rf"^(?P<also>(?:、[\u4e00-\u9fff“”]{{2,12}}(?:{_KINDS})){{1,4}}(?:建设|改造|保护)?)(?=[，。；]|$)"
)
_SIZE_START = re.compile(r"^\d[\d.]*[^\d年月日号.：，。][^，。；、]{2,}")  # 2座 | 220千伏变电站
# 9个地级城市 | 新增绿化面积 80万平方米: the verb opens what the next figure measures
_OPENS_NEXT = re.compile(r"^(?P<noun>[\u4e00-\u9fff]{2,8}?)(?:共|累计|全年)?新增(?=[\u4e00-\u9fff]{2,})")
_COUNTED = compile_ending(r"(?:其中|有|[\u4e00-\u9fff”]等)$")
_SAID_OF = re.compile(r"^(?:为|是|属)(?P<noun>[\u4e00-\u9fff“”]{4,20})$")
_NOT_DONE = re.compile(r"(?:仍|尚|还|均|都)*未(?!来|[^，；。]{1,10}的[\u4e00-\u9fff])")
# 建成50个风貌独特、设施完善的美丽村庄: the marks stand inside what the noun is said to be
_SAID_LIST = re.compile(
    r"^(?:或?以上)?(?:的)?(?:[\u4e00-\u9fff]{2,8}(?:显著|融合|优美|完善|先进|突出|鲜明|健全|合理|良好|浓厚|便捷|优良|齐全|明显|完备|领先|强劲|和谐|"
    r"发达|独特|宜居|优越|规范)|[\u4e00-\u9fff]{2,6}[高强大多广好优新低快佳美]|(?:拥有|具有|具备)[\u4e00-\u9fff]{2,12})"
    r"(?:、[\u4e00-\u9fff]{3,12}){1,5}的(?P<noun>[\u4e00-\u9fff“”]{2,10})(?=[，。；]|$)"
)
_LAST_OF_LIST = re.compile(r"(?:和|及|以及|、)全[国省市]$")  # 获批高新区和全省 | 第一家综保区
# 举行4次 | 项目集中开工活动
_TIMES = frozenset({"次", "场", "场次"})
_EVENT = re.compile(
    r"的?[\u4e00-\u9fff“”]{2,16}(?:活动|大会|现场会|[峰年例推交展]会|会议|展览|赛事|比赛|大赛|演出|展会”)"
)
# 6条措施及3个方面的办法, 20万只轴承、3万吨铸件项目投产, 8个泵站和一批灌溉机井: of another count
_SECOND_COUNT = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?<![大中小]型)(?:"
    r"(?:以及|及|和|与|、)(?:年产|日产|日处理|年处理|年加工)?\d[\d.]*(?:多|余)?"
    r"(?:大|个|项|条|家|座|所|台|[万亿]?(?:吨|立方米|千瓦|条|台|只|套|辆|件))(?!以|级)|(?:以及|及|和|与)(?:一批|若干)"
    r")[^，。；、]{2,18}?(?=建设|项目|工程|进行|得到|完成|投产|建成|开工|竣工|$)"
)
# 培训46名 | 乡村教师、招聘 20名: behind the mark stand words of the next figure, but 6家农业企业、合作社带动 120户
_NEXT_OWN = re.compile(
    r"(?<=[\u4e00-\u9fff）]{2})、(?![\u4e00-\u9fff]{0,6}(?:企业|合作社|(?<!地)区|县|镇|单位|农户|机构|学校))"
    r"(?:“[^”]*”|[^、和及与“”])+$|(?<=[\u4e00-\u9fff）]{2})[和及与](?:引进|招聘|新建|剩余|其余)$"
)
# 出台9条措施和配套补助办法: the measures alone are counted
_AND_MORE = re.compile(r"(?<=措施|举措)(?:以及|及|和|、)[\u4e00-\u9fff]{2,}$")
# 完成9个行政村约 40公里管道铺设: how much there is of the next thing, or what leads to it
_ABOUT_NEXT = compile_ending(r"(?<=[\u4e00-\u9fff]{2})(?:(?<![签节合契履])约|近|(?<![赶反])超过?|涉及)$")
# 加快35个续建项目建设进度: the things are counted
_PROGRESS = re.compile(
    r"(?<=项目|工程)(?:(?:建设|施工|前期工作)?(?:进度|步伐)|的?前期(?:工作|准备)|的[\u4e00-\u9fff]{2}任务)$"
)
# 加大对30家外贸企业服务力度: nor is the effort counted
_EFFORT = compile_ending(r"(?<=[业目户村区园员人])的?(?:扶持|帮扶|支持|服务|监管|培育|包保|推进|管理|指导)+力度$")
# 建成40条小街巷整治等项目: of which kind the things are, with others, is no part of their noun
_AND_OTHERS = compile_ending(
    r"(?<=[\u4e00-\u9fff”]{2})(?<![平高中初同均])等(?:一系列|系列|各类|[省市]|重[点大]|续建|专项|政策|民生|基础设施)*"
    r"(?:项目|工程|工作|措施|举措|政策|规划|实事|问题|活动|任务)(?:建设)?$"
)


def noun_after(naming: Naming, index: int, like: Like) -> str:
    """Read the noun that a figure stands before; empty where it states no count of one."""
    naming.memory.noun_after = ""
    for read in _READINGS[like]:
        if (noun := read(naming, index)) is not None:
            return _AND_OTHERS.sub("", noun) if "等" in noun and "、" not in noun else noun
    return ""


def _count_nothing(_naming: Naming, _index: int) -> str:
    """增长8%, 2.5倍: a change or a ratio counts nothing."""
    return ""


def _rank_nothing(naming: Naming, index: int) -> str | None:
    """居全省第二: a place counts nothing, but 建成全省第二家基金小镇 does."""
    frame = naming.frames[index]
    if not frame.number.text.endswith(("家", "个")):
        return ""
    own = own_phrase(naming, index)
    is_verb = own and leading_verb(own, naming.patterns) == own
    listed = frame.post_is_noun and _LAST_OF_LIST.search(frame.pre)
    return "" if own and not is_verb and not listed else None


def _read_said_list(naming: Naming, index: int) -> str | None:
    """建成50个风貌独特、设施完善的美丽村庄: the noun stands behind the last 的."""
    said = _SAID_LIST.match(naming.frames[index].after)
    return said["noun"] if said else None


def _read_said_of(naming: Naming, index: int) -> str | None:
    """其中12家为外资企业: what they are said to be."""
    frame = naming.frames[index]
    counted = _COUNTED.search(frame.pre) and frame.number.unit not in ("%", "元", "百分点")
    said = _SAID_OF.match(frame.post) if counted else None
    return said["noun"] if said else None


def _read_done(naming: Naming, index: int) -> str | None:
    """公路120公里 | 建成通车 -> 建成通车公路: what was done is put onto the words before the figure."""
    frame, before = naming.frames[index], naming.frames[index - 1] if index else None
    finished = nouns_of_next.DONE_WITH.match(frame.post)
    if finished is None:
        return None
    if before and before.runs_on and frame.pre == before.post:
        own = re.sub(r"(?:项目|工程)$", "", nouns_of_next.TOGETHER_WITH.sub("", frame.pre))
    else:
        own = clean_noun(naming, own_words(naming, index))[1]
    usable = own and len(own) <= 10 and not leading_verb(own, naming.patterns)
    return finished["verb"] + own if usable else ""


def _read_no_noun(naming: Naming, index: int) -> str | None:
    """Words that cannot begin a noun name nothing."""
    post = naming.frames[index].post
    starts = NOUN_START.match(post) or _SIZE_START.match(post)
    return "" if not starts or NOT_A_NOUN.match(post) else None


def _read_action(naming: Naming, index: int) -> str | None:
    """实施650个 | 老旧小区供电设施改造: what is done to the things is the noun."""
    frame = naming.frames[index]
    acted = acted_on.ACTS.search(frame.pre) and _NOMINAL.match(frame.post)
    return frame.post.removeprefix("的") if acted else None


def _read_event(naming: Naming, index: int) -> str | None:
    """举行4次 | 项目集中开工活动: what is done at an event is part of its name."""
    frame = naming.frames[index]
    event = frame.number.unit in _TIMES and not frame.runs_on and _EVENT.fullmatch(frame.post)
    return frame.post.removeprefix("的") if event else None


def _read_places(naming: Naming, index: int) -> str | None:
    """为12个贫困县乡村医生发放津贴: the places are counted, not what belongs to them."""
    frame = naming.frames[index]
    placed = _PLACES_COUNTED.match(frame.post) if _FOR_PLACES.search(frame.pre) else None
    counted = placed and frame.number.unit == "个" and not naming.patterns.predicate.search(placed["noun"], 1)
    return placed["noun"] if placed and counted else None


def _read_road(naming: Naming, index: int) -> str | None:
    """30公里 | 建制村通水泥路: what is counted in kilometres is the road."""
    frame = naming.frames[index]
    road = frame.number.unit in ("公里", "千米", "米") and _ROAD.fullmatch(frame.post)
    return frame.post.removeprefix("的") if road else None


def _read_phrase(naming: Naming, index: int) -> str:
    """建成15个互助院、照料中心: the noun phrase as it stands, with another thing of its kind that shares the count."""
    frame = naming.frames[index]
    people = frame.number.unit in ("人", "名")
    if frame.runs_on and not people and naming.patterns.predicate.fullmatch(frame.post):
        return ""  # 干部2万人次 | 深入 80个村
    opened = _OPENS_NEXT.match(frame.post) if frame.runs_on else None
    post = acted_on.without_others(naming, frame)
    if frame.runs_on and naming.frames[index + 1].number.unit == "元":
        post = without_next_size(post)
    post = _SECOND_COUNT.sub("", post)
    if frame.number.unit == "条":
        post = _AND_MORE.sub("", post)
    noun = opened["noun"] if opened else read_noun_after(post, naming.patterns, runs_on=frame.runs_on, people=people)
    to_next = frame.after.startswith(frame.post) and frame.after[len(frame.post) : len(frame.post) + 1].isdecimal()
    if to_next and frame.post.startswith(noun) and (joint := _NEXT_OWN.search(noun)):
        noun = naming.memory.noun_after = noun[: joint.start()]
    noun = TRAILING.sub("", _ABOUT_NEXT.sub("", noun) if frame.runs_on else noun)
    noun = _EFFORT.sub("", _PROGRESS.sub("", noun.strip("，、 ")))
    also = _SAME_KIND.match(frame.after[len(frame.post) :]) if frame.after.startswith(frame.post) else None
    if also and noun == frame.post and not leading_verb(also["also"].lstrip("、"), naming.patterns):
        noun += also["also"]
    if frame.runs_on:
        noun = remember_noun(naming, noun, post)
    elif frame.number.unit not in ("%", "元"):
        noun = without_measure(noun, frame.after[len(noun) :] if frame.after.startswith(noun) else "")
    return noun if len(noun) > 1 or noun in ("县", "村", "镇", "区", "市") else ""


def _read_left_undone(naming: Naming, index: int) -> str | None:
    """存量资金7000万元未上缴财政: what was not done with money is no name of it."""
    frame = naming.frames[index]
    return "" if frame.number.unit == "元" and _NOT_DONE.match(frame.post) else None


_READINGS: Table[Callable[[Naming, int], str | None]] = Table(
    LIKE,
    (_count_nothing, {"kind": {"change", "ratio"}}),
    (_count_nothing, {"form": {"multiple"}}),
    (_rank_nothing, {"kind": {"rank"}}),
    (nouns_of_next.read_behind_next, {"noun": {True}, "runs_on": {True}}),
    (nouns_of_next.read_before_names, {"last": {False}}),
    (nouns_of_next.read_reaching, {"runs_on": {True}}),
    (nouns_of_next.read_shared, {"last": {False}}),
    (acted_on.read_of_next_verb, {"noun": {False}, "last": {False}}),
    (_read_said_of, {"noun": {True}}),
    (read_among, {"noun": {True}}),
    (nouns_of_next.read_with_next, {"noun": {True}, "runs_on": {True}}),
    (_read_done, {"noun": {True}}),
    (people_after.read_people, {"noun": {True}}),
    (people_after.read_praised, {"noun": {True}}),
    (people_after.read_recommended, {"noun": {True}}),
    (_read_left_undone, {"unit": {"元"}, "noun": {True}}),
    (read_object, {"noun": {True}, "runs_on": {False}}),
    (_read_no_noun, {"noun": {True}}),
    (listed.read_level, {"noun": {True}}),
    (listed.read_task, {"noun": {True}}),
    (listed.read_work, {"noun": {True}}),
    (_read_said_list, {"noun": {True}}),
    (acted_on.read_driven, {"noun": {True}}),
    (acted_on.read_acted_on, {"noun": {True}}),
    (_read_action, {"noun": {True}}),
    (_read_event, {"noun": {True}}),
    (_read_places, {"noun": {True}}),
    (_read_road, {"noun": {True}}),
    (helped_after.read_helped, {"noun": {True}}),
    (people_after.read_eased, {"noun": {True}}),
    (people_after.read_better, {"noun": {True}}),
    (people_after.read_sent, {"noun": {True}}),
    (helped_after.read_paid, {"noun": {True}}),
    (_read_phrase, {"noun": {True}}),  # it always gives one
)
"""In order: the first that does not answer None counts; "" says that there is no noun."""
