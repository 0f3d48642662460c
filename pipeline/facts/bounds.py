"""Tell whether a figure is exact, approximate, or a lower or upper bound."""

from __future__ import annotations

import re

from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.patterns import Patterns
from pipeline.records import Bound
from pipeline.resources.pattern_ends import compile_ending

_ABOUT = re.compile(r"(?:约|大约|接近|近)(?:占|为|是|相当于|达)[^，；、]{0,12}$")
# 失业率3.2%，低于4.5%的年度目标: what it is compared with is itself a figure, the aim
_COMPARED = re.compile(r"^(?:均|都|远|大大|明显|已)?(?:低于|高于|超过|超出|好于|优于)$")
_AIM = re.compile(
    r"^(?:左右|以内|以下|以上)?的(?P<aim>[^，；。、的\d]{0,8}(?:目标|任务|计划)(?:值|数)?)(?=[，；。）]|$)"
)
# 9轮强降雨, 12个多式联运项目, 4.5万千瓦余热电站: no 强, 多 or 余 that makes the figure a least one
_WORD_OF_MORE = re.compile(
    r"强(?![，。；、）]|$)|多(?:式|晶|元|功能|层|媒体|用途|彩|金属|样)|余(?:热|额|压|姚|杭|江|干)"
)
_THROUGH = compile_ending(r"(?:经|通|度|渡|访|赴)过$")  # 经过6轮论证
_IN_TURN = re.compile(r"分别|相继|先后|双双|依次")
# 按不超过实际投入的30%补助, 按不低于本级支出额1%计提
ALLOWED = re.compile(r"按(?:照)?不(?P<side>低于|少于|超过|高于)[\u4e00-\u9fff]{2,14}$")
_OVER_SHARE = re.compile(r"(?<!不)(?:超过|突破)[\u4e00-\u9fff]{2,12}$")
# 骨干教师不低于交流总数的20%, 不足全市的三分之一
_LIMITED_SHARE = re.compile(r"不(?P<side>低于|少于|超过|高于|足|到)[\u4e00-\u9fff]{2,12}的$")
# 至少谋划项目6个, 至少新建、改（扩）建学校1所
_AT_LEAST = re.compile(r"至少[^，；。\d]{1,14}$")
# 翻了近一番, 翻超两番: the word stands inside of the figure
_WITHIN: tuple[tuple[str, Bound], ...] = (("近", "approx"), ("约", "approx"), ("超", "min"))
_SIDES: dict[str, Bound] = {"低于": "min", "少于": "min", "超过": "max", "高于": "max", "足": "max", "到": "max"}
_WHOLE = 100
# the digits behind the point, and nothing else of a number
_DECIMALS = re.compile(r"^[\d,]*+\.?|[^\d]+")
_OR_BETTER = ("以上", "及以上")
"""排名第三位以上; other words behind a rank (第二大, 第一强) belong to names."""


def classify_bounds(frames: list[Frame], patterns: Patterns) -> list[Bound]:
    """Tell the bound of each figure of a sentence; 分别突破3.1亿吨和2亿吨 holds for the whole list."""
    bounds: list[Bound] = []
    for index, frame in enumerate(frames):
        bound = classify_bound(frame, patterns)
        if index and bound == "exact" and frame.is_next_of_list:
            before = frames[index - 1]
            in_turn = _IN_TURN.search(frame.before[-40:])
            shared = bounds[-1] in ("min", "max") and not before.number.plus and in_turn
            said = patterns.min_before.search(before.pre) or patterns.max_before.search(before.pre)
            bound = bounds[-1] if shared and (said or not before.pre.strip("、和与及")) else bound
        bounds.append(bound)
    _share_bound(frames, bounds, patterns)
    return bounds


def _share_bound(frames: list[Frame], bounds: list[Bound], patterns: Patterns) -> None:
    """分别控制在5%和2%以内, 分别增长6%、8%以上: the bound behind the last figure of the list holds for all."""
    rising = False  # the figure after this one is the least, by what stands behind the list
    for index in range(len(frames) - 2, -1, -1):
        here, after = frames[index], frames[index + 1]
        held = "分别" in here.pre or (here.joint in LIST_MARKS and "分别" in here.before[-40:])
        if bounds[index] != "exact" or not after.is_next_of_list or not held:
            rising = False
            continue
        rising = (rising or after.after.startswith(_OR_BETTER)) and _is_as_round(here, after)
        if rising:
            bounds[index] = "min"
        elif patterns.max_after.match(after.after):
            bounds[index] = "max"


def _is_as_round(here: Frame, after: Frame) -> bool:
    """分别达到92.4%和90%以上, 分别为100%和95%以上: what is told more exactly, or is the whole, is no least value."""
    if here.number.unit == "%" and here.number.value == _WHOLE:
        return False
    return len(_DECIMALS.sub("", here.number.text)) <= len(_DECIMALS.sub("", after.number.text))


def aim_compared_with(frame: Frame) -> str:
    """Give the aim that a figure states where the one before it is compared with it; empty where it states none."""
    compares = frame.pre.endswith(("于", "过", "出")) and _COMPARED.match(frame.pre)
    aim = _AIM.match(frame.after) if compares else None
    return aim["aim"] if aim else ""


def classify_bound(frame: Frame, patterns: Patterns) -> Bound:
    """Tell whether the figure is exact, approximate, or a lower or upper bound."""
    pre, after, number = frame.pre.rstrip("了的"), frame.after, frame.number
    pre = _THROUGH.sub("", pre) if pre.endswith("过") else pre
    after = "" if after.startswith(("强", "多", "余")) and _WORD_OF_MORE.match(after) else after
    if aim_compared_with(frame):
        return "exact"
    about = ("约" in frame.pre or "近" in frame.pre) and _ABOUT.search(frame.pre)
    if about or patterns.approx_after.match(after) or patterns.approx_before.search(pre):
        return "approx"
    if number.unit == "%" and "按" in pre and (allowed := ALLOWED.search(pre)):
        return _SIDES[allowed["side"]]
    if number.unit == "%" and _OVER_SHARE.search(pre):
        return "min"
    if number.unit == "%" and "不" in pre and (limited := _LIMITED_SHARE.search(frame.pre)):
        return _SIDES[limited["side"]]
    if number.plus or ("至少" in pre and _AT_LEAST.search(pre)):
        return "min"
    if number.form == "multiple" and after.startswith("还多"):  # 翻了一番还多
        return "min"
    if number.form == "multiple" and (within := next((bound for sign, bound in _WITHIN if sign in number.text), None)):
        return within
    if number.form == "rank" and after.startswith(_OR_BETTER):
        return "min"
    if number.form != "rank" and (patterns.min_after.match(after) or patterns.min_before.search(pre)):
        return "min"
    if patterns.max_after.match(after) or patterns.max_before.search(pre):
        return "max"
    return "exact"
