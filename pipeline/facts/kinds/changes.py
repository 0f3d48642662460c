"""Read a verb of change before a figure."""

from __future__ import annotations

import re

from pipeline.facts.frames import Frame
from pipeline.facts.kinds.reading import AVERAGED, COMPARED, Reading
from pipeline.facts.patterns import Patterns
from pipeline.records import Direction
from pipeline.resources.pattern_ends import compile_ending

# 出台稳增长30条、促进消费增长20条等政策: the growth is what they are for
_GROWTH_WANTED = compile_ending(r"(?:[稳促保]|促进[\u4e00-\u9fff]{0,6})增长$")
# 力争全年净增20家企业: what stands before the verb names nothing that could have grown
_ONLY_LEADS = re.compile(r"(?:、|力争|确保|争取|计划|全年|年内|当年|今年|明年|预计|全[省市县区州])*")
# 完成整治提升46户: with another verb of working on things it counts those that were worked on
_WORKED_ON = compile_ending(r"(?:改造|整治|整改|巩固|优化)$")
_MEASURED_GROWTH = frozenset({"%", "百分点", "倍", "位", "元", "分"})
_COUNTED = frozenset({"条", "个", "家", "处", "座", "所", "户", "栋", "间"})
# 比平日增长11%, 比省定目标提速20%, 较法定时限压缩60%: a usual value, an aim or a norm is no earlier one
_USUAL = re.compile(
    r"^(?:(?:年初|年度|调整)*(?:预算|计划)|(?:法定|规定|国家|行业|国标)[\u4e00-\u9fff]{0,4}(?:时限|期限|时间|标准|限值)|平日|平时|往日|往常|常年|正常年份|多年平均|"
    r".*(?<!上年)(?<!去年)(?:目标|计划|任务|承诺)(?:值|数|时限|时间)?$)"
)
# 比全国、全省分别低9.7个百分点, 增速高于生产总值2.5个百分点
_DISTANCE = re.compile(
    r"(?:(?:^|(?<!占))(?<!比[重例])[比较](?P<than>[^，；]{2,16}?)(?:分别)?(?P<side>[高低快慢多少大小好])出?|"
    r"(?:分别|均|都)?(?P<word>[高低快慢大小好优])于(?P<other>[^，；]{2,16}?))(?:约|近)?$"
)
# 污染物减排4.8%
_EMITTED_LESS = compile_ending(r"(?<=[物碳])(?:排放)?(?:总量)?(?:年均|平均|累计)?减排(?:约|近|超过?)?$")
# PM2.5浓度同比分别改善7%; of what is to be low, the better value is the lower one
_IMPROVED = compile_ending(
    r"(?P<how>(?:同比|环比|分别|均|累计|平均|年均|(?<!占)(?!比[重例值])[比较][^，；、]{1,12}?)*)改善(?:幅度)?(?:了|达到?|约|近|超过?)*$"
)
_AVERAGE = re.compile(r"年均|平均每年|每年平均|年平均|复合")
# 各项标准平均增幅达10%: over the things, where no years are told to take it over
_YEARS_TOLD = re.compile(r"[两三四五六七八九十\d]年|\d[-—~～至]|时期|期间|以来|[近几]年")
_AGAINST = re.compile(r"[比较是与](?P<of>[^，；]{1,14}?)(?:相比|增|提|上|下|减|降|净|翻|高|低|多|少|扩|压|缩|$)")
_BETTER_LOW = re.compile(r"浓度|指数|排放|PM|臭氧|死亡率")
# 投资在全省位次前移2位: what moved is the thing; 在全省的综合排名: an assessment is a thing of its own
_IN_RANKING = re.compile(
    r"在(?:全[国省市区县州]|[国省市]内)的?(?:(?:位次|名次|排位|排名)?$|(?=综合排名$))|(?:位次|名次|排位)$"
)
# 高于上年3.5个百分点: against an earlier value, not somebody else's
EARLIER = re.compile(
    r"^(?:上年|去年|前年|同期|上月|上季度?|[一二三四]季度|上半年|前[一二三]季度|(?:19|20)\d{2}年|“?十[一二三四]?五”?(?=末|时))(?:同期|水平|末|底|时期)*$"
)


def read_distance(pre: str, *, of_points: bool) -> Reading | None:
    """Read how many points a figure lies above or below another one, which may be anything.

    Per cent (`of_points` is False) are a distance where 比 says so: 高于30% is a bound.
    """
    match = _DISTANCE.search(pre)
    if match is None or not (of_points or match["side"]):
        return None
    direction: Direction = "down" if (match["side"] or match["word"]) in "低慢少小" else "up"
    others = not EARLIER.match(match["than"] or match["other"])
    return Reading("change", direction, pre[: match.start()], COMPARED, foreign=others)


# 比周边地区高出3个百分点; but 比上年加快 says how it moved
_BESIDE = compile_ending(r"[比较][^，；]{2,}(?<![加增提升降变更减缩扩放压])[高低快慢多少]出?(?:约|近)?$")


def read_beside(pre: str) -> Reading | None:
    """Read the points between a figure and another one that 比 sets it beside."""
    return read_distance(pre, of_points=True) if _BESIDE.search(pre) else None


def read_emissions(pre: str) -> Reading | None:
    """Read by how many per cent less is emitted."""
    match = _EMITTED_LESS.search(pre)
    if match is None:
        return None
    return Reading("change", "down", pre[: match.start()], "change", average="年均" in match.group())


def read_improvement(pre: str) -> Reading | None:
    """Read by how many per cent or points something has become better."""
    match = _IMPROVED.search(pre)
    if match is None or not pre[: match.start()]:
        return None
    stem = pre[: match.start()]
    average = "年均" in match["how"]
    return Reading(
        "change", "down" if _BETTER_LOW.search(stem) else "up", stem, "change", average, find_against(match["how"])
    )


def is_object(change: re.Match[str], frame: Frame) -> bool:
    """降低 3亿元 of 成本 states a change; 减少 in 减少污染企业20家 does not stand before the figure at all.

    Single characters are verbs of change only beside a comparison (比上年多20天), and 增/减 before a thing to come
    (新增, 增加20个项目) introduces a thing that was added.
    """
    verb = change["verb"]
    if frame.number.unit == "条" and _GROWTH_WANTED.search(frame.pre):
        return True
    counts = verb in ("提升", "提高") and not change["how"] and frame.number.unit not in _MEASURED_GROWTH
    if counts and _WORKED_ON.search(frame.pre[: change.start()]):
        return True
    if verb in ("多", "少", "快", "高", "提前", "领先", "节约", "加快", "前进", "减轻", "精简", "压缩"):
        return not ("比" in change["how"] or "较" in change["how"]) and not (
            verb in ("压缩", "精简", "前进")
            and (frame.number.unit in ("%", "位", "百分点", "天", "工作日") or frame.post.startswith("位次"))
        )
    if verb in ("提升", "扩大", "减轻") and frame.post_is_noun and frame.number.unit in _COUNTED:
        return frame.post[0] not in "位名档"  # 试点提升2条历史文化街区, but 提升2个位次
    attributive = frame.number.unit not in ("%", "百分点", "倍") and frame.post_is_noun
    nothing_before = _ONLY_LEADS.fullmatch(frame.pre[: change.start()]) is not None and change["how"] in ("", "净")
    return attributive and nothing_before


def read_change(change: re.Match[str], pre: str, frame: Frame, patterns: Patterns) -> Reading:
    """Read a change: its direction, what it is compared with, and whether it is a yearly average."""
    how = change["how"]
    direction: Direction = "up" if change["verb"] in patterns.up else "down"
    average = bool(_AVERAGE.search(how)) or pre[: change.start()].endswith("年均")
    average = average or (frame.number.unit == "%" and "每年" in how)
    against = find_against(how or pre)
    usual = bool(against and _USUAL.match(against))
    stem = pre[: change.start()]
    if frame.number.unit == "位" or frame.post.startswith("位次"):
        stem = _IN_RANKING.sub("", stem)
    return Reading("change", direction, stem, "change", average, against, foreign=usual)


def rule_of_average(average: str, frame: Frame) -> str:
    """Tell whether words of an average take it over years (年均增速, 三年平均增速) or may take it over things."""
    yearly = not average or _AVERAGE.search(average) or _YEARS_TOLD.search(average) or _YEARS_TOLD.search(frame.before)
    return "rate of change" if yearly else AVERAGED


def find_against(text: str) -> str | None:
    """Give what words say that a figure is compared with (比上年: 上年), or None."""
    match = _AGAINST.search(text)
    return match["of"] if match else None
