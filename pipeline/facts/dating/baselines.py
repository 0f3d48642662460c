"""Choose what the change or the multiple of a figure is measured against."""

from __future__ import annotations

import re

from pipeline.facts.dating import calendar as cal
from pipeline.facts.dating.periods import is_against_years_before
from pipeline.facts.dating.timing import Expression, Timing
from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.kinds import Reading

# 比“十四五”期间年均少增3万人: set against the average of other years
_ADDED_MORE = re.compile(r"[比较][^，；]{2,14}[多少]增(?:了)?$")
# 9月末余额比年初增加: against the end of the year before
_SINCE_NEW_YEAR = re.compile(r"[比较](?:今年)?年初(?!预[算期]|计划|目标|确定)")
_SAME_SPAN = re.compile(r"(?:去年|上年度?)同期")
# 比一季度、上半年分别加快0.8个和0.4个百分点: the first of two figures is compared with the first
_IN_TURN = re.compile(r"分别[^，；、]{1,6}$")
_ONE_MORE = re.compile(r"^[、和与及]\d")
_BOTH = 2


def choose_baseline(
    frame: Frame, reading: Reading, expressions: list[Expression], period: str | None, timing: Timing, rule: str
) -> str | None:
    """Give the period that a change or a multiple is measured against, `avg` for a year's average, or None."""
    if reading.foreign:
        return None
    end = frame.number.clean_start
    if reading.average and not _ADDED_MORE.search(frame.pre):
        return "avg"
    if timing.span and is_against_years_before(frame):
        years = timing.span[1] - timing.span[0] + 1
        return f"{timing.span[0] - years}/{timing.span[0] - 1}"
    named = [item for item in expressions if item.is_baseline and not item.is_from and item.end <= end]
    inside = [item for item in named if item.start >= frame.pre_start]
    if period and _SAME_SPAN.search(frame.pre):
        return cal.year_before(period)
    if period and _SINCE_NEW_YEAR.search(frame.pre):
        return str(cal.year_of(period) - 1)
    if inside:
        in_turn = len(inside) == _BOTH and _IN_TURN.search(frame.pre) and _ONE_MORE.match(frame.after)
        return _as_baseline(inside[0 if in_turn else -1])
    if period is None:
        return None
    if re.search(r"环比", frame.pre):
        return _previous_of_same_length(period)
    if re.search(r"同比|上年|去年|同期", frame.pre):
        return cal.year_before(period)
    listed = reading.kind == "change" or frame.joint in LIST_MARKS
    if named and named[-1].start > end - 60 and listed:
        return _as_baseline(named[-1])
    if timing.span and timing.planned is False and period == str(timing.span[1]) and rule != "named":
        if (
            reading.kind == "change"
            and re.search(r"(?:增长|下降)$", frame.pre.rstrip("了约超"))
            and not re.search(r"净|五年|累计|提高|增加", frame.pre)
            and frame.number.unit == "%"
            and len(period) == 4
            and "年" in frame.pre
        ):
            return cal.year_before(period)
        return str(timing.span[0] - 1)
    if reading.kind == "ratio":
        return (
            cal.year_before(period)
            if re.search(r"翻", frame.number.text) and not re.search(r"[三五十]年", frame.context + frame.pre)
            else _ratio_base(frame, period)
        )
    return cal.year_before(period)


def _as_baseline(item: Expression) -> str:
    return item.period[:4] if item.is_end and item.period.endswith("12-31") else item.period


def _ratio_base(frame: Frame, period: str) -> str | None:
    match = re.search(r"([三五十])年", frame.context + frame.pre)
    years = cal.parse_count_of_years(match[1]) if match else None
    return str(cal.year_of(period) - years) if years else None


def _previous_of_same_length(period: str) -> str:
    if len(period) == 7:
        year, month = int(period[:4]), int(period[5:])
        return f"{year - 1}-12" if month == 1 else f"{year}-{month - 1:02d}"
    return cal.year_before(period)
