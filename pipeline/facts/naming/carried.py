"""Rules for figures without words of their own: they measure what was named before them."""

from __future__ import annotations

import re

from pipeline.facts import areas
from pipeline.facts.bounds import aim_compared_with
from pipeline.facts.frames import Frame
from pipeline.facts.kinds import COMPARED
from pipeline.facts.naming.paced import plain_head
from pipeline.facts.naming.per_head import earns_more
from pipeline.facts.naming.phrases.heads import without_adding
from pipeline.facts.naming.phrases.things import thing_alone
from pipeline.facts.naming.phrases.trim import strip_lead
from pipeline.facts.naming.phrases.verbs import leading_verb
from pipeline.facts.naming.state import Named, Naming, Words, remember
from pipeline.facts.naming.subjects import context_subject, last_clause, says_something, stated_subject
from pipeline.facts.naming.wording import ADDED, ADDED_UP_LEAD, NOW_THERE
from pipeline.facts.tasks import label_before, states_task
from pipeline.resources.pattern_ends import compile_ending

_BRACKET_TOTAL = re.compile(r"^(?P<scope>\*{2,3}[市省区县州]?|全[市省区县州国]|我[市省区县])共?(?:有)?$")
_SHARE = re.compile(r"占|比重|率$|比例")
_GROWTH = re.compile(r"增速|增幅|增长")
_OWN_SHARE = re.compile(r"[，、]?其?(?P<share>占比)")  # 技改投资增长9%，占比提高2个百分点: the share of it
_COUNTED = {"项": "项目", "人": "人员", "人次": "人次", "户": "户数"}
"""What a unit counts by itself, where nothing else tells (共16项)."""
_NET = compile_ending(r"净增(?:了|加)?(?:约|近|超过?)?$")
_AVERAGES = frozenset({"年均", "人均", "日均", "月均", "户均", "亩均"})
_GOT_INTO_HEAD = re.compile(r"^(?:进入|跻身|入围|入选|挺进|上榜|晋级)[^强]*强(?=[\u4e00-\u9fff]{2})")
_SHARE_NAMED = re.compile(r"(?:比重|占比|比例|贡献率)$")  # 占生产总值比重40%，居全省第一: the share is ranked
# 建成绿道80公里，累计达410公里: all that was done up to now; of 新增企业9家，累计90家 the total goes by the name alone
_IN_ALL = re.compile(
    r"^(?:[全我][市省县区]|目前|现|已)*累计(?:已|完成|建成|实现|总数|总量)*(?:达到?|突破|超过?|有|为)?(?:约|近|超过?)?$"
)
_NEW_HEAD = re.compile(
    r"^(?P<head>[\u4e00-\u9fff]{2,12}?(?:投资|收入|总值|增加值|产值|产量|总产|单产|总额|贷款|存款|进出口|出口|产能))"
    r"(?:在[^，]{2,6}创|创|实现|再创|翻|首次|迈|跃|连续?跨|接连跨|先后跨|越过|稳步|持续|快速|较快|大幅|不断|逐年|平稳|保持|强劲|再上)"
)

# 事故起数、死亡人数“双下降”，降幅均为40%
_BOTH_MOVE = re.compile(
    r"^(?P<head>[\u4e00-\u9fff、和]{2,20}?)(?:实现|呈|继续|保持)*(?:“?双(?:下降|增长|提升|回落|降|升)”?|[均都](?:有所|大幅|明显)?(?:下降|增长|减少|提高|回落))$"
)


def name_bracket_total(naming: Naming, index: int) -> Named | None:
    """新增企业12家（全市共有86家）: the total in brackets is of what stands before them."""
    frame, memory = naming.frames[index], naming.memory
    total = _BRACKET_TOTAL.match(frame.pre)
    if total is None or not frame.bracketed or not memory.head:
        return None
    return Named(memory.head.removeprefix(memory.verb) or memory.head, total["scope"], "carried")


# 产值增长19%，拉动规上工业增长2.9个百分点
_PULLS = re.compile(
    r"^(?:合计|共同|直接|分别|预计|可)*(?P<verb>拉动|带动|下拉|拉低)(?:全[省市区县州国]|我[省市区县])?"
    r"(?P<what>(?!全[省市区县州国])[\u4e00-\u9fff]{2,10}?(?:增速)?)(?:同比|[比较][上去]年)?(?P<how>增长|提高|上升|下降|回落)?了?(?:约|近|超过?)?$"
)
_MOVED = re.compile(r"(?:(?:实现(?:工业)?)?(?:总产值|产值|增加值)(?:增速)?|对[\u4e00-\u9fff]{2,8}贡献率|的?比重)$")


def name_pull(naming: Naming, index: int) -> Named | None:
    """新能源产业增加值增长19%，拉动规上工业增长2.9个百分点: who pulls is what was named before."""
    frame, memory = naming.frames[index], naming.memory
    pulls = _PULLS.match(frame.pre) if frame.number.unit == "百分点" and memory.levels else None
    if pulls is None or "；" in frame.joint:
        return None
    group = memory.whole_group if memory.head in memory.group else ""
    who = _MOVED.sub("", group or memory.head) or memory.head
    return Named(who + pulls["verb"] + pulls["what"] + (pulls["how"] or ""), None, "carried")


def carry_compared(naming: Naming, index: int, words: Words) -> Named | None:
    """分别低于全国、全省0.7和1.2个百分点: what was named last is compared with others."""
    reading, head = naming.readings[index], naming.memory.head
    compared = reading.foreign and reading.rule == COMPARED
    frame = naming.frames[index]
    if frame.number.unit == "百分点" and _SHARE.search(naming.memory.last) and not _GROWTH.search(frame.pre):
        head = naming.memory.last
    return Named(head, words.scope, "carried") if compared and words.before in ("", "争取", "力争") and head else None


def name_task(naming: Naming, index: int) -> Named | None:
    """固定资产投资：年度任务8亿元，实际完成9亿元: the task is of what the label says, or of what was named last."""
    frame, memory = naming.frames[index], naming.memory
    if frame.bracketed or not states_task(frame):
        return None
    head = memory.head if memory.levels else label_before(frame)
    if not head:
        return None
    if not memory.levels:
        remember(naming, head)
    return Named(head, None, "carried")


def name_aim(naming: Naming, index: int) -> Named | None:
    """失业率3.2%，低于4.5%的年度目标: the aim of what was named last."""
    head = naming.memory.head
    aim = aim_compared_with(naming.frames[index]) if head and index else ""
    return Named(head + aim, None, "carried") if aim else None


def carry_average(naming: Naming, index: int, words: Words) -> Named | None:
    """生产总值达到3100亿元，人均达4万元: 人均 alone is of what was named before."""
    if words.before in _AVERAGES and (head := plain_head(naming, index)):
        named = f"{words.before}{head}"
        if naming.readings[index].kind == "change" and earns_more(naming.frames[index].pre):
            named = f"{head}{words.before}收入"  # 带动农户3万户、户均增收900元
        goes_on = index + 1 < len(naming.readings) and naming.readings[index + 1].kind in ("level", "change")
        if words.before == "人均" and goes_on:
            naming.memory.head = named  # 人均从5万元提高到8万元
        return Named(named, words.scope, "carried")  # 粮食产量41.6亿公斤，年均92.3亿公斤
    return None


def carry(naming: Naming, index: int, words: Words) -> Named | None:
    """A figure without words of its own measures what the one before it did."""
    if words.before:
        return None
    frame, reading, memory, scope = naming.frames[index], naming.readings[index], naming.memory, words.scope
    if reading.kind == "change" and frame.number.unit == "百分点" and _SHARE.search(memory.last):
        return Named(memory.last, scope, "carried")
    if reading.kind == "change" and frame.number.unit == "百分点" and (own := _OWN_SHARE.fullmatch(reading.stem)):
        owner = plain_head(naming, index)
        return Named(owner + own["share"], scope, "head combined") if owner else None
    if reading.kind == "share" and reading.rule == "changed to" and memory.last:
        return Named(memory.last, scope, "carried")
    if (reading.kind == "rank" or frame.number.unit == "位") and _SHARE_NAMED.search(memory.last):
        return Named(memory.last, scope, "carried")
    stated = "" if memory.levels else stated_subject(naming, frame) or _subject_here(naming, index)
    head = _new_head(naming, frame) or stated or _carried(naming, index) or context_subject(naming, frame)
    if head and reading.kind == "level" and NOW_THERE.match(frame.pre):
        head = ADDED.sub("", head)
    if head and reading.kind == "level" and "累计" in frame.pre and _IN_ALL.match(frame.pre):
        head = f"累计{head.removeprefix('累计')}" if leading_verb(head, naming.patterns) else head
    if head and reading.kind == "rank":
        head = _GOT_INTO_HEAD.sub("", head)
    if head and reading.kind == "change" and _NET.search(frame.pre):
        head = without_adding(head)  # 新认定高企31家，净增12家: of all of them
    if head and reading.average:
        head = ADDED_UP_LEAD.sub("", head)  # 投资累计完成470亿元，年均增长9%: a year's grows
    if head:
        memory.head = head
        return Named(head, scope, "carried")
    return Named(_COUNTED.get(frame.number.unit or "", ""), scope, "unit")


def _subject_here(naming: Naming, index: int) -> str:
    """财政收入连上台阶，突破90亿元: the first figure is of what its own statement speaks of, not the one before."""
    frame = naming.frames[index]
    opens = not index or "；" in frame.joint
    return thing_alone(context_subject(naming, frame)) if opens and says_something(frame) else ""


def _carried(naming: Naming, index: int) -> str:
    """Give what was named last; points and places are those of its pace, where one was named."""
    reading = naming.readings[index]
    of_pace = naming.frames[index].number.unit == "百分点" or reading.foreign or reading.kind == "rank"
    return naming.memory.head if of_pace else plain_head(naming, index)


def _new_head(naming: Naming, frame: Frame) -> str:
    """固定资产投资实现翻番，累计突破4000亿元: a clause without a figure may turn to another indicator."""
    clause = last_clause(frame)
    found = _NEW_HEAD.match(clause) or _BOTH_MOVE.match(clause)
    return areas.split_scope(strip_lead(found["head"], naming.patterns), naming.patterns)[1] if found else ""
