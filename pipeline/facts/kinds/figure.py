"""Tell what kind of statement one figure makes: a level, a change, a share, a rank or a ratio."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.facts.frames import Frame
from pipeline.facts.kinds.changes import (
    find_against,
    is_object,
    read_beside,
    read_change,
    read_distance,
    read_emissions,
    read_improvement,
    rule_of_average,
)
from pipeline.facts.kinds.others import read_others
from pipeline.facts.kinds.plans import read_against_plan
from pipeline.facts.kinds.reading import GROWTH_AFTER, KEPT, POINTS, STOCK, Reading
from pipeline.facts.kinds.shares import read_level_or_share
from pipeline.facts.patterns import Patterns
from pipeline.facts.ranks import is_place_moved
from pipeline.records import Direction
from pipeline.resources.pattern_ends import compile_ending

_TIMES_SAID = compile_ending(r"(?:分别)?(?:是|为|相当于|达到?)(?P<of>[^，；、是为]{0,16})的(?:近|约|超)?$")
_TIMES_OF = compile_ending(r"(?P<of>[^，；、是为]{0,16}?)的(?:近|约|超)?$")
# 单产为全国2.3倍
_TIMES_THE_COUNTRY = compile_ending(r"(?:是|为|相当于|达到?)(?P<of>全[国省市](?:平均(?:水平|值)?)?)(?:近|约|超)?$")
# 恢复到上年的52.3%, 仅为全国的41%、全省的63%, 不低于当地上年人均收入的60%
_PART_OF_OTHER = compile_ending(
    r"(?:(?:恢复到|恢复至|达到|为|是|相当于|只有|^、)(?:了)?"
    r"(?P<of>(?:上年|去年|前年|(?:19|20)\d{2}年)(?:同期|底|末)?|同期)|"
    r"(?:仅为|只有|相当于|^、)(?P<of_all>全[国省](?:[\u4e00-\u9fff]{0,4}平均水平|平均|总量|水平)?)|(?:为|是|达到?)全[国省市](?:平均水平|平均)|"
    r"(?:不低于|不少于)(?:(?:当地|全[省市]|上年度?|同期|本地|人均)+[\u4e00-\u9fff]{0,8}(?:收入|支出)|"
    r"[\u4e00-\u9fff]{0,12}(?:平均水平|工资|标准))|^相当于[^，；、]{2,14}|"
    r"(?:仅为|只有|仅有|不及|不足|不到|仅相当于)(?:省会(?:城市)?|副省级城市|同类城市|第[一二三]名|首位城市|(?:沿海|发达|先进|周边)地区))的(?:约|近)?$"
)
_ALREADY = re.compile(r"^(?:已经?|也|更|基本|目前|仅|约)+$")
_PLAN_SHARE = compile_ending(
    r"(?:(?:仅|只|约)?(?:为|占(?=年度|全年|年初|计划|任务|(?:调整|变动)?预算(?:数)?的)|完成|达到?|是)|^(?!占|[^，；、]{0,6}[为是占达]|(?!全年|累计)[^，；、]{2,6}完成))(?:了)?(?P<of>[^，；、]{0,6}(?:计划|规划(?=目标|任务|指标)|预算(?!支出|收入)|概算|预期(?!寿命)|目标|任务|进度|"
    r"年度(?!(?:一般公共|公共|一般|财政)*(?:预算)?(?:支出|收入)))[^，；、]{0,8}?)的(?:约|近)?$|"
    r"(?:仅|只|约)?占(?:年度?|全年|年初|当年)(?:投资|总)?(?:计划|目标|任务)(?:总?投资|目标|任务|数)*(?:约|近)?$|"
    r"完成(?:了)?(?:年度?|全年|年初|调整)*(?:预算|(?:投资)?计划|目标任务|任务|目标)$|"
    r"完成(?:了)?(?:总工程量?|工程总量|工程量|总量)的?(?:约|近)?$"
)
_RATE_WORD = compile_ending(
    r"(?:(?P<average>(?:[两三四五十\d]年)?(?:年均|平均)(?:实际|名义)?)?(?:增速|增幅|(?<!自然)增长率|涨幅|"
    r"增长速度|增长(?=(?:均|都|要|须|已|首次|分别)+(?:在|达|为|超|突破|高于|不低于)))|(?P<fall>(?:平均)?(?:降幅|减幅|跌幅)))"
    r"(?:达到?|为|超过?|突破|约|近|分别|保持在|控制在|稳定在|达|在|均|都|要|须|已经?|首次|高于|不低于|居)*$"
)
# 居民消费价格涨幅控制在3%左右: the rate is what is held, not what it grows by
_RATE_HELD = compile_ending(
    r"(?:[涨增降减跌]幅|增速|增长率)(?:要|应|须|均|都|分别|继续|全年)*(?:被)?控制在(?:了)?(?:约|近)?$"
)
# 实现8%以上的年均增长目标: the aim is a growth
_GROWTH_AIM = re.compile(
    r"^(?:以上|左右|以内)?的(?:预期)?(?P<average>年均)?"
    r"(?P<what>[\u4e00-\u9fff]{0,8}(?:总值|增加值|产值|收入|投资|总额|出口|支出|税收|消费|经济))?"
    r"(?:(?:增长|增速)(?:预期)?(?:目标|任务|要求|速度|水平)|(?:预期)?(?:增速|增长率)(?=[，。；、）]|$))"
)
_AVERAGE_GROWTH = compile_ending(
    r"(?:年均|平均)(?:实际|名义)?(?:增长|递增)(?P<each>(?:分别)?)(?:均|已|首次|要|须|确保|力争|争取)*(?:达到?|为|保持在|稳定在|在|突破|超过?)(?:约|近)?$"
)
# 减轻个人负担38%: the thing stands between verb and figure
_MOVED = re.compile(
    r"(?P<verb>降低|减少|减轻|精简|压缩|压减|压降|缩减|缩短|提高|提升)(?P<what>(?!率)(?:(?!占|达到|突破|实现|完成|覆盖|率[达为]|(?<=精简)(?:率|比例|幅度))[\u4e00-\u9fff“”]){2,20})"
    r"(?:约|近|超过?)?(?<![到至为率重比])$"
)
_POINTS_MOVED = compile_ending(
    r"(?P<verb>降低|提高|提升|压低|下调|上调)(?P<what>[\u4e00-\u9fff]{1,12}[率重比])(?:约|近|超过?)?$"
)
_MORE = compile_ending(r"(?<=[\u4e00-\u9fff]{2})(?:新增|净增)(?:约|近|超过?)?$")  # 市场主体新增10%以上
# 贷款余额90亿元，比年初新增8亿元: what was added since then is a change
_ADDED_SINCE = compile_ending(
    r"(?<!占)[比较](?P<of>年初|[上去]年(?:[底末]|同期)?|同期)(?:新增|净增)了?(?:约|近|超过?)?$"
)
# 下拉全市工业增速1.7个百分点
_PULLED = re.compile(
    r"(?:下拉|拉低|拖累)(?P<what>[\u4e00-\u9fff]{0,14}?)(?:增长|增速|增幅)?(?:回落|下降)?了?(?:约|近|超过?)?$"
)
# 将生产总值增长目标定为8%: the aim is a growth of what is named before it
_AIM_SET = compile_ending(
    r"[将把](?P<what>[\u4e00-\u9fff]{2,14}?)(?:增长|增速|增幅)的?(?:预期|年度|全年)?目标(?:确定|调整|设定|定)[为在](?:了)?$"
)
_ADDED = compile_ending(
    r"(?<=[\u4e00-\u9fff]{2})(?:面积|里程|总数|规模|总量|装机|人数|收入|能力|容量|床位数?|"
    r"余额)(?P<verb>新增|增加了?)(?:约|近|超过?)?$"
)
_STOCK_MOVED = compile_ending(
    rf"^(?P<where>(?:[全我本][国省市区县州旗])?)(?:累计|共|已|净)*(?P<verb>增加|扩大|减少|核减|缩减|压减)"
    rf"(?P<what>[\u4e00-\u9fff]{{2,14}}{STOCK})(?:约|近|超过?)?$"
)
# 同比-5.2%, 较上年+1.3个百分点: the sign is the verb
_SIGNED = compile_ending(r"(?:[同环]比|(?<!占)[比较](?P<of>[^，；、]{1,10}))[-+]$")
# 位居甲排行榜58位: a place without 第
_PLACED = compile_ending(r"(?:位居|位列|名列|排名|排在|跃居)[^，；、]{2,24}(?:榜|排名|强|[省国球市])$")

# 信用监测排名由第9位升至第5位: of an assessment the place is a thing of its own
_RANKING = re.compile(
    r"(?:监测|评价|考核|考评|测评|评估|信用|指数|能力|竞争力|满意度|百强|综合)(?P<ranking>排名)"
    r"(?=(?:由|从|跃|升|上升|提升|位居|位列|居|列|前移|进入|进位|攀升|稳居|保持|均)[^，；、]{0,16}$)"
)
# 以年均9%以上的速度增长
_AT_RATE = compile_ending(r"以(?P<average>年均|平均每年|每年)?(?:约|近|超过|高于)?$")
_MOVES_AT_IT = re.compile(
    r"^(?:以上|左右)?的?(?:速度|增速|幅度)(?:快速|高速|持续|稳步|逐年)?(?:增长|递增|上升|提高|(?P<fall>下降|递减|减少))"
)


def classify_kind(frame: Frame, patterns: Patterns) -> Reading:
    """Classify one frame. The first reading that fits, in the order below, counts."""
    number, pre = frame.number, frame.pre.removesuffix("-").removesuffix("+")
    if pre != frame.pre:
        signed = _SIGNED.search(frame.pre) if number.unit in POINTS else None
        if signed:
            return Reading("change", "up", pre[: signed.start()], "change", against=signed["of"])
        frame = replace(frame, pre=pre)
    if number.form == "rank":
        match = patterns.rank_tail.search(pre)
        ranking = _RANKING.search(pre)
        start = ranking.end("ranking") if ranking else match.start() if match else len(pre)
        return Reading("rank", None, pre[:start], "rank")
    if number.form == "ratio_part":
        return Reading("share", None, pre, "ratio chain")
    if number.form == "multiple":
        return Reading("ratio", None, _strip_period_words(pre), "doubling", against=find_against(pre))
    return (
        read_others(frame, patterns)
        or read_against_plan(frame)
        or (_read_rate(frame) if number.unit in POINTS else None)
        or _read_level_moved(frame, patterns)
        or _read_moved(frame, patterns)
        or (_read_better(frame) if number.unit in POINTS else None)
        or (_read_ratio(frame) if number.unit in ("%", "倍") else None)
        or read_level_or_share(frame, patterns, "level")
    )


def _read_rate(frame: Frame) -> Reading | None:
    """Read the rate at which something changes, in per cent; or in points, what pulls at one or is one on average."""
    pre = frame.pre
    if pulled := _PULLED.search(pre):
        return Reading("change", "down", pre[: pulled.end("what")], "change")
    if yearly := _AVERAGE_GROWTH.search(pre):
        stem = pre[: yearly.start()] + yearly["each"]
        return Reading("change", "up", stem, rule_of_average(yearly.group(), frame), average=True)
    if frame.number.unit != "%":
        return None
    if (at_rate := _AT_RATE.search(pre)) and (moves := _MOVES_AT_IT.match(frame.after)):
        direction: Direction = "down" if moves["fall"] else "up"
        return Reading("change", direction, pre[: at_rate.start()], "change", average=bool(at_rate["average"]))
    if GROWTH_AFTER.match(frame.after) and (kept := KEPT.search(pre)):
        grows = pre[: kept.start()]  # 年均保持10%以上增长
        return Reading("change", "up", grows.removesuffix("年均"), "change", average=grows.endswith("年均"))
    if aimed := _GROWTH_AIM.match(frame.after):
        grows = _growing(aimed["what"]) if aimed["what"] else KEPT.sub("", pre)
        return Reading("change", "up", grows, "change", average=bool(aimed["average"]))
    if _RATE_HELD.search(pre):
        return Reading("level", None, pre, "rate held")
    if rate := _RATE_WORD.search(pre):
        direction = "down" if rate["fall"] else "up"
        rule = rule_of_average(rate["average"] or "", frame)
        return Reading("change", direction, pre[: rate.start()], rule, average=bool(rate["average"]))
    if aim_set := _AIM_SET.search(pre):
        return Reading("change", "up", _growing(aim_set["what"]), "change")
    return None


def _read_level_moved(frame: Frame, patterns: Patterns) -> Reading | None:
    """Read a rank without 第, and a level or a rank that something has changed to."""
    pre = frame.pre
    if frame.number.unit == "位" and not frame.post_is_noun and _PLACED.search(pre):
        return Reading("rank", None, pre, "rank")
    is_level = patterns.to_level.search(pre) is not None
    if is_place_moved(frame, is_level=is_level):
        return Reading("rank", None, pre, "rank moved")
    return read_level_or_share(frame, patterns, "changed to") if is_level else None


def _read_moved(frame: Frame, patterns: Patterns) -> Reading | None:
    """Read by how much something has changed."""
    pre, unit = frame.pre, frame.number.unit
    if (since := _ADDED_SINCE.search(pre)) and not frame.post_is_noun:
        return Reading("change", "up", pre[: since.start()], "added to", against=since["of"])
    if unit == "%" and (more := _MORE.search(pre)) and not frame.post_is_noun:
        return Reading("change", "up", pre[: more.start()], "change")
    if unit not in ("%", "倍") and (added := _ADDED.search(pre)) and not frame.post_is_noun:
        return Reading("change", "up", pre[: added.start("verb")], "added to")
    if unit not in ("%", "百分点", "倍") and (grew := _STOCK_MOVED.search(pre)) and not frame.post_is_noun:
        stem = grew["where"] + grew["what"]
        return Reading("change", "up" if grew["verb"] in patterns.up else "down", stem, "stock moved")
    moved = _MOVED.search(pre) if unit in POINTS else None
    moved = moved or (_POINTS_MOVED.search(pre) if unit == "百分点" else None)
    change = patterns.change.search(pre)
    if moved and not change and not frame.post_is_noun:
        direction: Direction = "up" if moved["verb"] in patterns.up else "down"
        return Reading("change", direction, pre[: moved.start()] + moved["what"], "change")
    if (unit == "百分点" or pre.endswith(("高", "低", "高出"))) and (beside := read_beside(pre)):
        return beside
    return read_change(change, pre, frame, patterns) if change and not is_object(change, frame) else None


def _read_better(frame: Frame) -> Reading | None:
    """Read by how many per cent or points something is better than before, or lies beside something else."""
    pre, unit = frame.pre, frame.number.unit
    return (
        (read_emissions(pre) if unit == "%" else None)
        or read_improvement(pre)
        or read_distance(pre, of_points=unit == "百分点")
    )


def _read_ratio(frame: Frame) -> Reading | None:
    """Read how many times, or which part of another value a figure is."""
    pre = frame.pre
    if frame.number.unit == "倍":
        times = _TIMES_SAID.search(pre) or _TIMES_OF.search(pre) or _TIMES_THE_COUNTRY.search(pre)
        against = times["of"] if times else None
        return Reading("ratio", None, pre[: times.start()] if times else pre, "multiple", against=against)
    if part := _PART_OF_OTHER.search(pre):
        of = part["of"] or part["of_all"]
        return Reading(
            "ratio",
            None,
            _ALREADY.sub("", pre[: part.start()]),
            "part of another",
            against=of,
            foreign=part["of"] is None,
        )
    if plan := _PLAN_SHARE.search(pre):
        return Reading("ratio", None, pre[: plan.start()], "share of a plan", foreign=True)
    return None


def _growing(what: str) -> str:
    """经济 alone measures nothing: 经济增长."""
    return f"{what}增长" if what == "经济" else what


def _strip_period_words(pre: str) -> str:
    return re.sub(r"(?<!占)(?!比[重例])[比较][^，；]{1,10}$|(?:[三四五十]年|实现|将|要|力争)+$", "", pre)
