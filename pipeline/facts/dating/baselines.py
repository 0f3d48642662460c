"""Choose what the change or the multiple of a figure is measured against."""

from __future__ import annotations

import re

from pipeline.facts.dating import calendar as cal
from pipeline.facts.dating.comparisons import base_of_all
from pipeline.facts.dating.periods import is_against_years_before
from pipeline.facts.dating.timing import Expression, Timing
from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.kinds import Reading

# 比“十四五”期间年均少增3万人: set against the average of other years
_ADDED_MORE = re.compile(r"[比较][^，；]{2,14}[多少]增(?:了)?$")
# 在2020年比2015年下降15%的基础上，2021年又下降3%: over what it was built on
_ON_TOP = re.compile(r"(?:基础上|(?<=年)(?:又|再)(?!生|次|创|贷|就|上|造))")
# 9月末余额比年初增加: against the end of the year before
_SINCE_NEW_YEAR = re.compile(r"[比较](?:今年)?年初(?!预[算期]|计划|目标|确定)")
# 环比增长, 比上月加快, 比上月末减少, 较上季度提高
_MONTH_BEFORE = re.compile(r"环比|[比较](?:上个?月|上[一个]*季度)末?")
# 比五年前增长
_YEARS_AGO = re.compile(r"[比较](?P<count>[一两二三四五六七八九十]|\d{1,2})年前[^，；]*$")
_SAME_SPAN = re.compile(r"(?:去年|上年度?)同[期月季]")
_IN_TURN = re.compile(r"分别[^，；、]{1,6}$")
_ONE_MORE = re.compile(r"^[、和与及]\d")
_OF_ONE_YEAR = re.compile(r"每年|年均|当年|年度|[两三四2-4]年|(?:增长|下降)$")
# 单位产值能耗和用水量累计降低14%、19%: what a plan of several years saves in all of them
_SAVED = re.compile(r"(?:[能水]耗|用水量|排放[量强]?度?)[^，；]*(?:下降|降低|减少)[^，；]*$|削减")
# 护工时薪是最低标准的2.5倍: of something else of the same time
_OF_ANOTHER = re.compile(r"(?:是|为|相当于)[^，；\d年期前上去原底末初“]{2,14}(?<!时)的(?:近|约)?$")
_BOTH = 2
# 贷款余额5年增长89%
_OVER_YEARS = re.compile(r"(?<![\d十第前连续])(?P<count>[两三四五六七八九十]|\d)年(?:来|间|累计|共|总共)*$")
_IN_YEARS = re.compile(r"(?<!提前)([三四五十]|(?<!\d)(?:[345]|10))年")
# 二季度末，库存9万吨，环比增长2%
_QUARTER_END = re.compile(r"季度?末[^年月；]*$")
_MONTHS_TOGETHER = (3, 6)
_IN_ONE_YEAR = re.compile(r"(?:[全当本]|(?:19|20)\d{2})年")


def choose_baseline(
    frame: Frame, reading: Reading, expressions: list[Expression], period: str | None, timing: Timing, rule: str
) -> str | None:
    """Give the period that a change or a multiple is measured against, `avg` for a year's average, or None."""
    if reading.foreign or (reading.kind == "ratio" and "的" in frame.pre[-2:] and _OF_ANOTHER.search(frame.pre)):
        return None
    end = frame.number.clean_start
    if reading.average and not _ADDED_MORE.search(frame.pre):
        return "avg"
    if (under_way := timing.span or cal.years_of(period)) and is_against_years_before(frame):
        years = under_way[1] - under_way[0] + 1
        return f"{under_way[0] - years}/{under_way[0] - 1}"
    named = [item for item in expressions if item.is_baseline and not item.is_from and item.end <= end]
    inside = [item for item in named if item.start >= frame.pre_start]
    if period and _SAME_SPAN.search(frame.pre):
        return cal.year_before(period)
    if period and _SINCE_NEW_YEAR.search(frame.pre):
        return str(cal.year_of(period) - 1)
    if inside:
        return _as_baseline(inside[0 if compares_in_turn(frame, expressions) else -1])
    if period is None:
        return None
    over = _OVER_YEARS.search(reading.stem) if reading.kind == "change" else None
    if over and (count := cal.parse_count_of_years(over["count"])):
        return str(cal.year_of(period) - count)
    ago = _YEARS_AGO.search(frame.pre)
    if ago and (count := cal.parse_count_of_years(ago["count"])):
        return str(cal.year_of(period) - count)
    if _MONTH_BEFORE.search(frame.pre):
        of_quarter = len(period) == 10 and _QUARTER_END.search(frame.before)
        return _months_before(period[:7], 3) if of_quarter else _previous_of_same_length(period)
    if re.search(r"同比|上年|去年|同期", frame.pre):
        return cal.year_before(period)
    own_years = _own_years(frame, expressions) if reading.kind == "change" else None
    if own_years and period == str(own_years[1]) and own_years != timing.span:
        return str(own_years[0] - 1)
    listed = reading.kind == "change" or frame.joint in LIST_MARKS
    near = named and (named[-1].start > end - 60 or named[-1] is base_of_all(frame.before, named))
    holds_on = near and _is_earlier(named[-1], period)
    goes_on = holds_on and listed and not _ON_TOP.search(frame.before, named[-1].end)
    if goes_on and not _is_of_later_part(named[-1], frame, expressions):
        same_span = frame.before.startswith("同期", named[-1].end) and cal.year_of(period) - 1 == cal.year_of(
            named[-1].period
        )
        return cal.year_before(period) if same_span else _as_baseline(named[-1])
    if timing.span and timing.planned is False and period == str(timing.span[1]) and rule != "named":
        if (
            reading.kind == "change"
            and re.search(r"(?:增长|下降)$", frame.pre.rstrip("了约超"))
            and not re.search(r"净|五年|累计|提高|增加", frame.pre)
            and frame.number.unit == "%"
            and len(period) == 4
            and _IN_ONE_YEAR.search(frame.pre)
        ):
            return cal.year_before(period)
        return str(timing.span[0] - 1)
    aims = (timing.span or timing.average_span) if timing.planned else None
    if aims and period == str(aims[1]) and _is_over_span(frame):
        return str(aims[0] - 1)
    if reading.kind == "ratio":
        return (
            cal.year_before(period)
            if re.search(r"翻", frame.number.text) and not _IN_YEARS.search(frame.context + frame.pre)
            else _ratio_base(frame, period)
        )
    return cal.year_before(period)


def _is_over_span(frame: Frame) -> bool:
    """Tell whether what is to be gained in years to come is told for all of them: 城镇化率提高6个百分点, 能耗降15%."""
    if "累计" in frame.pre:
        return True
    gained = frame.number.unit in ("百分点", "倍", "岁") or "翻" in frame.number.text or _SAVED.search(frame.pre)
    return bool(gained) and not _OF_ONE_YEAR.search(frame.pre)


def _is_earlier(item: Expression, period: str) -> bool:
    """Tell whether what was compared with before ends before a period does: nothing grows over itself."""
    ends, end = cal.bounds_of(item.period)[1], cal.bounds_of(period)[1]
    return ends is not None and end is not None and ends < end


def _is_of_later_part(item: Expression, frame: Frame, expressions: list[Expression]) -> bool:
    """比8月份提高1.1个百分点；前三季度增长8.6%: the next part of the sentence names a time of its own."""
    start = frame.number.clean_start
    return "；" in frame.before[item.end :] and any(
        other.dates(start) and other.start > item.end for other in expressions
    )


def compares_in_turn(frame: Frame, expressions: list[Expression]) -> bool:
    """比一季度、上半年分别加快0.8个和0.4个百分点: the first figure is set against the first of two."""
    if not _IN_TURN.search(frame.pre) or not _ONE_MORE.match(frame.after):
        return False
    starts = [item.start for item in expressions if item.is_baseline and not item.is_from]
    return sum(frame.pre_start <= start < frame.number.clean_start for start in starts) == _BOTH


def _as_baseline(item: Expression) -> str:
    return item.period[:4] if item.is_end and item.period.endswith("12-31") else item.period


def _own_years(frame: Frame, expressions: list[Expression]) -> tuple[int, int] | None:
    """Give the years that a sentence names for its figures: 三年来，…提高3个百分点. 2012年以来最好名次 names none."""
    said = [item for item in expressions if not item.is_baseline and item.end <= frame.number.clean_start]
    between = frame.before[said[-1].end :] if said and said[-1].is_span else "；"
    return None if "；" in between or between.startswith("以来") else cal.years_of(said[-1].period)


def _ratio_base(frame: Frame, period: str) -> str | None:
    match = _IN_YEARS.search(frame.context + frame.pre)
    years = cal.parse_count_of_years(match[1]) if match else None
    return str(cal.year_of(period) - years) if years else None


def _previous_of_same_length(period: str) -> str:
    """Give the month before a month or a day, the quarter or half year before one, the year before any other period."""
    if len(period) == 7 or (len(period) == 10 and not period.endswith("12-31")):  # 9月末, 环比: the end of August
        return _months_before(period[:7], 1)
    first, _, last = period.partition("/")
    count = int(last[5:]) - int(first[5:]) + 1 if len(first) == len(last) == 7 else 0
    if count in _MONTHS_TOGETHER:
        return f"{_months_before(first, count)}/{_months_before(last, count)}"
    return cal.year_before(period)


def _months_before(month: str, count: int) -> str:
    months = int(month[:4]) * 12 + int(month[5:]) - 1 - count
    return f"{months // 12}-{months % 12 + 1:02d}"
