"""2021年、2022年、2023年分别为6亿元、7亿元、9亿元: as many years as figures are one for each."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.facts.dating import calendar as cal
from pipeline.facts.dating.figures import Dated
from pipeline.facts.dating.timing import Expression
from pipeline.facts.frames import Frame
from pipeline.facts.kinds import Reading
from pipeline.facts.naming import Named
from pipeline.frozen import frozen

_IN_TURN = re.compile(r"分别|依次")
_YEAR = r"(?:19|20)\d{2}"
# what follows may hold no other list: 2021年、2022年工业、农业分别增长5%、3%
_YEARS = re.compile(
    rf"(?<![比较与同由从自是为超的])(?P<years>(?:{_YEAR}年?度?[底末]?(?:、|和|与|及|以及))+{_YEAR}年度?|"
    rf"(?P<first>{_YEAR})年?[-—~～至到]+(?P<last>{_YEAR})年)(?P<end>年?[底末])?(?!相比)[^；。、\d]*?(?:分别|依次)[^，；、\d]*$"
)
_EACH = re.compile(_YEAR)
# 比2019年分别增长5%、8%: all of them against one year
_AGAINST_ONE = re.compile(r"(?<![同环])[比较](?!上年|去年|上一年|同期)")
_LONGEST = 10


@frozen
class _Run:
    """A list of figures that begins at `first`, one for each period."""

    first: int
    periods: list[str]


def date_in_turn(
    frames: list[Frame],
    readings: list[Reading],
    named: list[Named],
    expressions: list[Expression],
    dated: list[Dated],
) -> list[Dated]:
    """Date the figures that a sentence gives for a list of years, a growth against the year before its own."""
    if len(frames) < 2 or not any(_IN_TURN.search(frame.pre) for frame in frames):
        return dated
    dated = list(dated)
    run: _Run | None = None
    for index, frame in enumerate(frames):
        if frame.is_next_of_list:
            continue
        periods = _periods_of(frame)
        goes_on = periods is None and run is not None and _goes_on(frame, frames[run.first], expressions)
        if goes_on and run is not None:
            periods = run.periods
        last = _end_of_list(index, frames, readings, None if goes_on else named)
        run = _Run(index, periods) if periods is not None and len(periods) == last - index + 1 else None
        if run is not None:
            keeps = _AGAINST_ONE.search(frame.pre) is not None
            for place, period in enumerate(run.periods, index):
                dated[place] = _in_year(dated[place], period, keeps_baseline=keeps)
    return dated


def _end_of_list(first: int, frames: list[Frame], readings: list[Reading], named: list[Named] | None) -> int:
    """Give the place of the last figure of a list that says one thing, and of one indicator where `named` is given."""
    last = first
    while last + 1 < len(frames) and frames[last + 1].is_next_of_list:
        alike = named is None or named[last + 1].indicator == named[first].indicator
        if not alike or readings[last + 1].kind != readings[first].kind:
            return first
        last += 1
    return last


def _periods_of(frame: Frame) -> list[str] | None:
    """Give the years that words before the first figure of a list name for it."""
    match = _YEARS.search(frame.before.rpartition("；")[2]) if _IN_TURN.search(frame.pre) else None
    if match is None:
        return None
    if match["first"]:
        first, last = int(match["first"]), int(match["last"])
        years = [str(year) for year in range(first, last + 1)] if last - first < _LONGEST else []
    else:
        years = _EACH.findall(match["years"])
    return [f"{year}-12-31" for year in years] if match["end"] else years


def _goes_on(frame: Frame, before: Frame, expressions: list[Expression]) -> bool:
    """…分别为6亿元、7亿元，增长5%、8%: the next list of the same part is for the same years."""
    own = any(frame.pre_start <= item.start < frame.number.clean_start and not item.is_baseline for item in expressions)
    return frame.part == before.part and frame.joint == "，" and not own


def _in_year(item: Dated, period: str, *, keeps_baseline: bool) -> Dated:
    baseline = item.baseline
    if baseline is not None and baseline != "avg" and not keeps_baseline:
        baseline = cal.year_before(period)
    return replace(item, period=period, baseline=baseline, rule="years in turn")
