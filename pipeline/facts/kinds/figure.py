"""Tell what kind of statement one figure makes: a level, a change, a share, a rank or a ratio."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.facts.frames import Frame
from pipeline.facts.kinds.changes import (
    EARLIER,
    find_against,
    is_object,
    read_beside,
    read_change,
    read_distance,
    read_emissions,
    read_improvement,
)
from pipeline.facts.kinds.reading import GROWTH_AFTER, KEPT, STOCK, Reading
from pipeline.facts.kinds.shares import read_level_or_share
from pipeline.facts.patterns import Patterns
from pipeline.facts.ranks import is_place_moved
from pipeline.records import Direction
from pipeline.resources.pattern_ends import compile_ending

_TIMES_SAID = re.compile(r"(?:分别)?(?:是|为|相当于|达到?)(?P<of>[^，；、是为]{0,16})的(?:近|约|超)?$")
_TIMES_OF = re.compile(r"(?P<of>[^，；、是为]{0,16}?)的(?:近|约|超)?$")
# 恢复到上年的52.3%, 仅为全国的41%、全省的63%, 不低于当地上年人均收入的60%
_PART_OF_OTHER = re.compile(
    r"(?:(?:恢复到|恢复至|达到|为|是|相当于|只有|^、)(?:了)?"
    r"(?P<of>(?:上年|去年|前年|(?:19|20)\d{2}年)(?:同期|底|末)?|同期)|"
    r"(?:仅为|只有|相当于|^、)(?P<of_all>全[国省](?:[\u4e00-\u9fff]{0,4}平均水平|平均|总量|水平)?)|(?:为|是|达到?)全[国省市](?:平均水平|平均)|"
    r"(?:不低于|不少于)(?:当地|全[省市]|上年度?|同期|本地)*[\u4e00-\u9fff]{0,8}(?:收入|支出|平均水平|工资|标准)|^相当于[^，；、]{2,14})的(?:约|近)?$"
)
# 超过全国平均水平1.2个百分点, 超目标任务14.5%
_OVER = re.compile(
    r"(?:超|超过|超出)(?:全国|全省|全市|全区|全县|国家|省|平均|年度|全年|年初|预期|目标|计划|序时)[^，；、的]{0,8}$"
)
# 超“十三五”目标3.2亿元, 超过规划目标60万吨: over an aim, in whatever unit
_OVER_AIM = re.compile(
    r"(?:超过?|超出|高出)(?:“?十[一二三四五六]?五”?)?(?:规划|计划|年度|全年|年初|预期|既定|省定)*(?:目标(?:任务)?|预算)$"
)
_DISTANCE_UNITS = frozenset(["百分点", "%", "元", "美元", "位", "个", "天", "倍", "家", "户", "项", "人", "件", "岁"])
# 超过第二产业1.6个百分点, 跑赢全国和全省平均水平1.2个百分点
_OVER_OTHER = re.compile(
    r"(?:均|都|分别|明显|大幅)*(?:超过|超出|超|领先|跑赢|(?P<behind>落后于?))(?P<other>[\u4e00-\u9fffA-Z、“”]{2,14}?)(?:约|近)?$"
)
_BEYOND = re.compile(r"^(?:均|都|远)?(?P<side>[高低])[出于](?!预算)[\u4e00-\u9fff]{2,10}$")  # 高出底价33%
_PLAN_SHARE = re.compile(
    r"(?:(?:仅|只|约)?(?:为|占(?=年度|全年|年初|计划|任务)|完成|达到?|是)|^(?!占))(?:了)?(?P<of>[^，；、]{0,6}(?:计划|预算(?!支出|收入)|目标|任务|进度|"
    r"年度)[^，；、]{0,8}?)的(?:约|近)?$|完成(?:了)?(?:年度|全年|年初|调整)*(?:预算|(?:投资)?计划|目标任务|任务|目标)$|"
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
    r"(?:年均|平均)(?:实际|名义)?(?:增长|递增)(?P<each>(?:分别)?)(?:均|已|首次)*(?:达到?|为|保持在|稳定在|在|突破|超过?)(?:约|近)?$"
)
# 减轻个人负担38%: the thing stands between verb and figure
_MOVED = re.compile(
    r"(?P<verb>降低|减少|减轻|精简|压缩|压减|压降|缩减|缩短|提高|提升)(?P<what>(?!率)(?:(?!占|达到|突破|实现|完成|覆盖|率[达为]|(?<=精简)(?:率|比例|幅度))[\u4e00-\u9fff“”]){2,20})"
    r"(?:约|近|超过?)?(?<![到至为率重比])$"
)
_POINTS_MOVED = re.compile(
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
_AIM_SET = re.compile(
    r"[将把](?P<what>[\u4e00-\u9fff]{2,14}?)(?:增长|增速|增幅)的?(?:预期|年度|全年)?目标(?:确定|调整|设定|定)[为在](?:了)?$"
)
_ADDED = compile_ending(
    r"(?<=[\u4e00-\u9fff]{2})(?:面积|里程|总数|规模|总量|装机|人数|收入|能力|容量|床位数?|"
    r"余额)(?P<verb>新增|增加了?)(?:约|近|超过?)?$"
)
_STOCK_MOVED = re.compile(
    rf"^(?:累计|共|已|净)?(?P<verb>增加|扩大|减少|核减|缩减|压减)(?P<what>[\u4e00-\u9fff]{{2,14}}{STOCK})(?:约|近|超过?)?$"
)
# 同比-5.2%, 较上年+1.3个百分点: the sign is the verb
_SIGNED = compile_ending(r"(?:[同环]比|(?<!占)[比较](?P<of>[^，；、]{1,10}))[-+]$")
# 位居甲排行榜58位: a place without 第
_PLACED = re.compile(r"(?:位居|位列|名列|排名|排在|跃居)[^，；、]{2,24}(?:榜|排名|强|[省国球市])$")

# 信用监测排名由第9位升至第5位: of an assessment the place is a thing of its own
_RANKING = re.compile(
    r"(?:监测|评价|考核|考评|测评|评估|信用|指数|能力|竞争力|满意度|百强|综合)(?P<ranking>排名)"
    r"(?=(?:由|从|跃|升|上升|提升|位居|位列|居|列|前移|进入|进位|攀升|稳居|保持|均)[^，；、]{0,16}$)"
)
# 以年均9%以上的速度增长
_AT_RATE = re.compile(r"以(?P<average>年均|平均每年|每年)?(?:约|近|超过|高于)?$")
_MOVES_AT_IT = re.compile(
    r"^(?:以上|左右)?的?(?:速度|增速|幅度)(?:快速|高速|持续|稳步|逐年)?(?:增长|递增|上升|提高|(?P<fall>下降|递减|减少))"
)


def classify_kind(frame: Frame, patterns: Patterns) -> Reading:
    """Classify one frame. The first reading that fits, in the order below, counts."""
    number, pre = frame.number, frame.pre.removesuffix("-").removesuffix("+")
    signed = _SIGNED.search(frame.pre) if pre != frame.pre and number.unit in ("%", "百分点") else None
    if signed:
        return Reading("change", "up", pre[: signed.start()], "change", against=signed["of"])
    frame = frame if pre == frame.pre else replace(frame, pre=pre)
    if number.form == "rank":
        match = patterns.rank_tail.search(pre)
        ranking = _RANKING.search(pre)
        start = ranking.end("ranking") if ranking else match.start() if match else len(pre)
        return Reading("rank", None, pre[:start], "rank")
    if number.form == "ratio_part":
        return Reading("share", None, pre, "ratio chain")
    if number.form == "multiple":
        return Reading("ratio", None, _strip_period_words(pre), "doubling", against=find_against(pre))
    compared = patterns.compared.search(pre)
    if compared and number.unit in _DISTANCE_UNITS:
        word = compared["word"] or compared["side"] or "少"
        if not (compared["word"] and not compared["other"]):
            direction: Direction = "down" if word[0] in "低慢少" else "up"
            others = not EARLIER.match(compared["other"] or "")
            return Reading("change", direction, pre[: compared.start()], "compared with others", foreign=others)
    side: Direction
    beyond = _BEYOND.match(pre) if number.unit in ("%", "百分点") and not frame.post_is_noun else None
    if beyond:
        side = "down" if beyond["side"] == "低" else "up"
        return Reading("change", side, "", "compared with others", foreign=True)
    over = _OVER.search(pre) if number.unit in ("%", "百分点") else None
    if over:
        return Reading("change", "up", pre[: over.start()], "compared with others", foreign=True)
    other = _OVER_OTHER.search(pre) if number.unit == "百分点" else None
    if other:
        side = "down" if other["behind"] else "up"
        foreign = not EARLIER.match(other["other"])
        return Reading("change", side, pre[: other.start()], "compared with others", foreign=foreign)
    aim = _OVER_AIM.search(pre) if number.unit not in ("位", "", "年") and not frame.post_is_noun else None
    if aim:
        return Reading("change", "up", pre[: aim.start()], "compared with others", foreign=True)
    if pre.endswith("超额") and frame.after.startswith("完成"):
        return Reading("change", "up", pre.removesuffix("超额"), "compared with others", foreign=True)
    pulled = _PULLED.search(pre) if number.unit in ("%", "百分点") else None
    if pulled:
        return Reading("change", "down", pre[: pulled.end("what")], "change")
    yearly = _AVERAGE_GROWTH.search(pre)
    if yearly and number.unit in ("%", "百分点"):
        return Reading("change", "up", pre[: yearly.start()] + yearly["each"], "rate of change", average=True)
    at_rate = _AT_RATE.search(pre) if number.unit == "%" else None
    if at_rate and (moves := _MOVES_AT_IT.match(frame.after)):
        direction = "down" if moves["fall"] else "up"
        return Reading("change", direction, pre[: at_rate.start()], "change", average=bool(at_rate["average"]))
    grown = GROWTH_AFTER.match(frame.after) if number.unit == "%" else None
    if grown and (kept := KEPT.search(pre)):
        grows = pre[: kept.start()]  # 年均保持10%以上增长
        return Reading("change", "up", grows.removesuffix("年均"), "change", average=grows.endswith("年均"))
    aimed = _GROWTH_AIM.match(frame.after) if number.unit == "%" else None
    if aimed:
        grows = _growing(aimed["what"]) if aimed["what"] else KEPT.sub("", pre)
        return Reading("change", "up", grows, "change", average=bool(aimed["average"]))
    if number.unit == "%" and _RATE_HELD.search(pre):
        return Reading("level", None, pre, "rate held")
    rate = _RATE_WORD.search(pre)
    if rate and number.unit == "%":
        direction = "down" if rate["fall"] else "up"
        return Reading("change", direction, pre[: rate.start()], "rate of change", average=bool(rate["average"]))
    if number.unit == "位" and not frame.post_is_noun and _PLACED.search(pre):
        return Reading("rank", None, pre, "rank")
    aim_set = _AIM_SET.search(pre) if number.unit == "%" else None
    if aim_set:
        return Reading("change", "up", _growing(aim_set["what"]), "change")
    is_level = bool(patterns.to_level.search(pre))
    if is_place_moved(frame, is_level=is_level):
        return Reading("rank", None, pre, "rank moved")
    if is_level:
        return read_level_or_share(frame, patterns, "changed to")
    since = _ADDED_SINCE.search(pre)
    if since and not frame.post_is_noun:
        return Reading("change", "up", pre[: since.start()], "added to", against=since["of"])
    more = _MORE.search(pre) if number.unit == "%" else None
    if more and not frame.post_is_noun:
        return Reading("change", "up", pre[: more.start()], "change")
    added = _ADDED.search(pre)
    if added and not re.match(r"^[\u4e00-\u9fff]{2}", frame.post) and number.unit not in ("%", "倍"):
        return Reading("change", "up", pre[: added.start("verb")], "added to")
    grew = _STOCK_MOVED.search(pre) if number.unit not in ("%", "百分点", "倍") and not frame.post_is_noun else None
    if grew:
        return Reading("change", "up" if grew["verb"] in patterns.up else "down", grew["what"], "stock moved")
    moved = _MOVED.search(pre) if number.unit in ("%", "百分点") else None
    moved = moved or (_POINTS_MOVED.search(pre) if number.unit == "百分点" else None)
    if moved and not patterns.change.search(pre) and not frame.post_is_noun:
        direction = "up" if moved["verb"] in patterns.up else "down"
        return Reading("change", direction, pre[: moved.start()] + moved["what"], "change")
    if (number.unit == "百分点" or pre.endswith(("高", "低", "高出"))) and (beside := read_beside(pre)):
        return beside
    change = patterns.change.search(pre)
    if change and not is_object(change, frame):
        return read_change(change, pre, frame, patterns)
    points = number.unit in ("百分点", "%")
    less = read_emissions(pre) if number.unit == "%" else None
    if better := less or (read_improvement(pre) if points else None):
        return better
    distance = read_distance(pre, of_points=number.unit == "百分点") if points else None
    if distance:
        return distance
    if number.unit == "倍":
        times = _TIMES_SAID.search(pre) or _TIMES_OF.search(pre)
        against = times["of"] if times else None
        return Reading("ratio", None, pre[: times.start()] if times else pre, "multiple", against=against)
    part = _PART_OF_OTHER.search(pre) if number.unit == "%" else None
    if part:
        of = part["of"] or part["of_all"]
        return Reading("ratio", None, pre[: part.start()], "part of another", against=of, foreign=part["of"] is None)
    if number.unit == "%" and (plan := _PLAN_SHARE.search(pre)):
        return Reading("ratio", None, pre[: plan.start()], "share of a plan", foreign=True)
    return read_level_or_share(frame, patterns, "level")


def _growing(what: str) -> str:
    """经济 alone measures nothing: 经济增长."""
    return f"{what}增长" if what == "经济" else what


def _strip_period_words(pre: str) -> str:
    return re.sub(r"(?<!占)(?!比[重例])[比较][^，；]{1,10}$|(?:[三四五十]年|实现|将|要|力争)+$", "", pre)
