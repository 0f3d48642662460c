"""Nouns that share words with the next ones of a list: 5个省级、12个市级示范园, 3千户危房、2千户平房改造."""

from __future__ import annotations

import re

from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.naming.phrases.following import read_noun_after
from pipeline.facts.naming.state import Naming
from pipeline.facts.naming.words_before import clean_noun
from pipeline.resources.pattern_ends import compile_ending

# 5个省级、12个市级示范园: of which level or kind they are
_LEVEL = r"(?:以上|左右)?[\u4e00-\u9fff]{1,5}?(?:级|(?<![模转车机造原类])型|性)(?:以上|及以上)?"
_LEVEL_ALONE = compile_ending(rf"^(?!.*(?:升级|班级|年级|典型)$)(?P<own>{_LEVEL})$")
_LEVEL_FIRST = re.compile(rf"^{_LEVEL}(?=[\u4e00-\u9fff“])")
# 完成3千户危房、2千户平房改造: what is done stands behind the last of them
_DOES = compile_ending(
    r"(?:完成|实施|启动|推进|开展|抓好|加快|铺开|做好|落实|推动|支持|加强|强化)(?:了)?"
    r"(?:剩余|年度|全[市省县区]|农村|城乡|[\u4e00-\u9fff、]{2,16}等)?(?:约|近|超)?$"
)
# 8条街巷和20个院落绿化改造完成: how far the work has come
_COME_TO = compile_ending(
    r"(?<=[\u4e00-\u9fff]{4})(?:任务)?(?:全面|全部|基本|扎实|顺利|有序|稳步|如期|加快|积极|均|已|提前|取得(?:积极|明显|新的?|重大)?)*"
    r"(?:完成|完工|竣工|展开|推进|启动|实施|进展|成效|铺开)$"
)
_WORK = re.compile(
    r"^(?!.*(?:完成|启动|实施|进行|开展|实现|推进(?!村)|得到|纳入|列入|全面|获批))(?P<thing>[\u4e00-\u9fffA-Z\d]{2,10}?)(?<!的)"
    r"(?P<work>(?:综合|提升|升级|节能|节水|扩容|提质|配套|环境|生态|服务能力|建设(?=改造))*(?:改造|治理|整治|除险加固|加固|修复|修缮|清淤|疏浚|维修|搬迁|拆迁|"
    r"改扩建|扩建|重建|新改建|硬化|绿化|亮化|排查|整改|(?:总体|专项|整治|国土空间|详细)*规划(?:编制|修编)|(?:项目|工程)?(?:标准化|规范化)?建设|(?<![综合升级环境])提升)(?:提升|升级)?)(?:主体(?=工程))?(?:工程|项目|任务|工作)*$"
)
_IS_WORK = compile_ending(
    r"(?:改造|治理|整治|加固|修复|修缮|清淤|维修|搬迁|建设|工程|项目|任务|工作|试点|造林|还林|培训|筹建|提升|绿化|行动|推进|出新|分流|开发|扶贫|修编|[续新在改扩]建|开工|[重迁]建|移民|检测|监测|评估|检查|服务)$"
)
_OF_WORKS = frozenset(
    {"个", "户", "座", "处", "条", "公里", "平方公里", "亩", "公顷", "平方米", "家", "所", "套", "栋", "宗", "件"}
)
_AND = re.compile(r"(?:以及|[和与及])$")
# 完成2万亩营造林、5千户农房建设任务: the works are counted, not tasks
_TASK = compile_ending(r"的?(?:等|国家|年度|目标|攻坚)*任务$")
_COMPLETED = compile_ending(r"完成了?(?:约|近|超)?$")
_ABOUT_TASKS = compile_ending(r"(?:改革|试点|试验|整改|重点|攻坚|目标|年度|指标|计划|预算|税收|收入|创建)$")
_OF_ACT = re.compile(r"(?<=[\u4e00-\u9fff]{2})的(?=[\u4e00-\u9fff]{2}$)")  # 弃管楼院的整治任务
_OF_TASKS = (_OF_WORKS | {"人", "吨", "场"}) - {"个", "条", "件"}
_LEAST_WORK = 4
"""How long a work is at least that is more than the kind of a task: 危房改造任务, but 脱贫任务."""


def read_level(naming: Naming, index: int) -> str | None:
    """5个 | 省级、12个市级示范园: the noun stands behind the last of those that are told apart by their level."""
    own = _LEVEL_ALONE.match(_AND.sub("", naming.frames[index].post))
    if own is None:
        return None
    for frame in _rest_of_list(naming.frames, index):
        post = _AND.sub("", frame.post)
        if _LEVEL_ALONE.match(post):
            continue
        noun = read_noun_after(post, naming.patterns)
        level = _LEVEL_FIRST.match(noun)
        return own["own"] + noun[level.end() :] if level else None
    return None


def read_work(naming: Naming, index: int) -> str | None:
    """完成3千户 | 危房、2千户平房改造: what is done to the last of them is done to all."""
    frame = naming.frames[index]
    rest = _rest_of_list(naming.frames, index) if frame.number.unit in _OF_WORKS else []
    if not rest:
        return None
    thing = _AND.sub("", frame.post.removeprefix("的"))
    usable = re.fullmatch(r"[\u4e00-\u9fff“”]{2,12}", thing)
    first = _first_of_list(naming.frames, index)
    starts = not (first.joint in LIST_MARKS and first.before)
    opens = starts and not clean_noun(naming, first.pre)[1]  # 4座大桥、3座水库加固; 老城区8条街巷
    if not usable or _IS_WORK.search(thing) or not (opens or _DOES.search(first.pre)):
        return None
    work = _WORK.match(_COME_TO.sub("", rest[-1].post))
    if work is None or naming.patterns.predicate.search(thing, 1):
        return None
    return thing + work["work"]


def read_task(naming: Naming, index: int) -> str | None:
    """完成2万亩 | 营造林、5千户农房建设任务: the works that are completed, where no tasks are counted."""
    frame = naming.frames[index]
    if frame.number.unit not in _OF_TASKS:
        return None
    last = ([frame, *_rest_of_list(naming.frames, index)])[-1]
    if not _TASK.search(last.post):
        return None
    work = _TASK.sub("", _AND.sub("", frame.post.removeprefix("的")))
    is_work = len(work) >= _LEAST_WORK and not _ABOUT_TASKS.search(work) if frame is last else _IS_WORK.search(work)
    if not is_work or not _COMPLETED.search(_first_of_list(naming.frames, index).pre):
        return None
    return f"完成{_OF_ACT.sub('', work)}"


def _rest_of_list(frames: list[Frame], index: int) -> list[Frame]:
    """Give the frames of the list after the one at `index`, which only marks stand between."""
    end = index + 1
    while end < len(frames) and _goes_on(frames[end]):
        end += 1
    return frames[index + 1 : end]


def _first_of_list(frames: list[Frame], index: int) -> Frame:
    while index and _goes_on(frames[index]):
        index -= 1
    return frames[index]


def _goes_on(frame: Frame) -> bool:
    return frame.joint in LIST_MARKS and not frame.pre.strip("、和与及以约近") and not frame.context
