"""Follow how far the mark of an estimate reaches that a report sets once for the figures after it: （预计数，下同）."""

from __future__ import annotations

import re

from pipeline.facts.dating.timing import YEAR_NAMED, Timing
from pipeline.facts.frames import Frame
from pipeline.facts.naming.subjects import NO_COUNT
from pipeline.records import Sentence

MARK = r"（[^（）]{0,6}(?:预计|预估|初步核算|初步统计|初步测算|快报)数?"
"""How a bracket begins that marks a figure as an estimate."""
MARKED_ON = re.compile(rf"{MARK}，(?:以)?下同）|(?:^|[，：；])(?:初步)?预计（(?:以)?下同）")
"""The figures from here on are marked as estimates."""
_TO_FOLLOW = "下同）"
"""Every such mark ends so; most sentences hold none."""
_ESTIMATED = "预计"
# 零售额预计完成7亿元: 预计 behind its own subject; 全市预计完成 opens what follows
_BEHIND_SUBJECT = re.compile(
    r"(?:^|[，；：])(?:[全我本][市省县区州镇乡村国]|全年|今年|去年|[上下]半年|\d{4}年|到?年[底末])*+"
    r"[\u4e00-\u9fff]{2,}(?:全年|今年|年[底末])?(?:初步)?$"
)
# 一是…；二是…: an item of its own
_HAN_DIGITS = "[一二三四五六七八九十]{1,2}"
_NEXT_ITEM = re.compile(rf"；(?:{_HAN_DIGITS}是|第{_HAN_DIGITS}，|（(?:{_HAN_DIGITS}|\d{{1,2}})）)")
_KNOWN = re.compile(r"(?<!项)目前|截[至止]|现有|已(?!经济)|去年|上年")


class Marks:
    """Whether the figures of the sentence that is read are marked by one before it. Call `enter` for every sentence."""

    def __init__(self) -> None:
        self._marked = False
        self._marked_in = self._paragraph = -1
        self.on = False
        """True where a sentence before marked what follows, and no plan has begun since."""

    def enter(self, sentence: Sentence) -> None:
        """Take note of a sentence."""
        self.on, self._paragraph = self._marked, sentence.paragraph
        if _TO_FOLLOW in sentence.clean and MARKED_ON.search(sentence.clean):
            self._marked, self._marked_in = True, sentence.paragraph

    def hold_for(self, frame: Frame, period: str | None, timing: Timing) -> bool:
        """Tell whether a figure that reads as done is an estimate.

        What was measured at a day, or is of another year than the one under review, is known; and where several years
        are reviewed, only the figure that is marked is of the last one. The mark is set for what statisticians have
        not reckoned up yet: the paragraphs after it also count what was built or held (新建敬老院9所), which is known.
        """
        if not self.on or (self._paragraph != self._marked_in and frame.number.unit not in NO_COUNT):
            return False
        known = timing.span or _KNOWN.search(frame.pre) or YEAR_NAMED.search(frame.pre)
        return period is not None and period == timing.period and not known

    def end_with(self, timing: Timing) -> None:
        """A mark ends with the review that it is set in: what a plan says is there is known."""
        if timing.planned:
            self._marked = self.on = False


def is_over(frame: Frame, unit: str) -> bool:
    """零售额预计完成7亿元，新增市场主体90户: what else is counted is no more estimated, nor is the next item of a list.

    Args:
        frame: the figure that is asked about.
        unit: of the last figure that is estimated.
    """
    text = frame.before
    at = text.rfind(_ESTIMATED)
    if at < 0:
        return False
    if _NEXT_ITEM.search(text, at):
        return True
    counts = frame.number.unit not in NO_COUNT and unit in NO_COUNT
    return counts and "，" in frame.joint and bool(_BEHIND_SUBJECT.search(text[:at]))
