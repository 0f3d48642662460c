"""Tell whether a figure is exact, approximate, or a lower or upper bound."""

from __future__ import annotations

import re

from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.patterns import Patterns
from pipeline.records import Bound

_ABOUT = re.compile(r"(?:约|大约|接近|近)(?:占|为|是|相当于|达)[^，；、]{0,12}$")
_IN_TURN = re.compile(r"分别|相继|先后|双双|依次")
_OVER_SHARE = re.compile(r"(?:超过|突破)[\u4e00-\u9fff]{2,12}$")


def classify_bounds(frames: list[Frame], patterns: Patterns) -> list[Bound]:
    """Tell the bound of each figure of a sentence; 分别突破2.3亿吨和1亿吨 holds for the whole list."""
    bounds: list[Bound] = []
    for index, frame in enumerate(frames):
        bound = classify_bound(frame, patterns)
        if index and bound == "exact" and frame.joint in LIST_MARKS and not frame.pre.strip("、和与及"):
            before = frames[index - 1]
            in_turn = _IN_TURN.search(frame.before[-40:])
            shared = bounds[-1] in ("min", "max") and not before.number.plus and in_turn
            said = patterns.min_before.search(before.pre) or patterns.max_before.search(before.pre)
            bound = bounds[-1] if shared and (said or not before.pre.strip("、和与及")) else bound
        bounds.append(bound)
    _share_bound(frames, bounds, patterns)
    return bounds


def _share_bound(frames: list[Frame], bounds: list[Bound], patterns: Patterns) -> None:
    """分别控制在4%和3%以内: the upper bound behind the last figure of the list holds for all."""
    for index in range(len(frames) - 2, -1, -1):
        here, after = frames[index], frames[index + 1]
        bare = after.joint in LIST_MARKS and not after.pre.strip("、和与及")
        held = "分别" in here.pre or (here.joint in LIST_MARKS and "分别" in here.before[-40:])
        if bare and held and bounds[index] == "exact" and patterns.max_after.match(after.after):
            bounds[index] = "max"


def classify_bound(frame: Frame, patterns: Patterns) -> Bound:
    """Tell whether the figure is exact, approximate, or a lower or upper bound."""
    pre, after = frame.pre.rstrip("了的"), frame.after
    if patterns.approx_after.match(after) or patterns.approx_before.search(pre) or _ABOUT.search(frame.pre):
        return "approx"
    if frame.number.unit == "%" and _OVER_SHARE.search(pre):
        return "min"
    if frame.number.plus or (patterns.min_after.match(after) and frame.number.form != "rank"):
        return "min"
    if patterns.min_before.search(pre) and frame.number.form != "rank":
        return "min"
    if patterns.max_after.match(after) or patterns.max_before.search(pre):
        return "max"
    return "exact"
