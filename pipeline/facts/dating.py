"""Choose period and baseline of one figure from the expressions of time around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.facts import calendar as cal
from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.kinds import Reading
from pipeline.facts.patterns import Patterns
from pipeline.facts.periods import Expression, Timing

_YEARS_ON_AVERAGE = re.compile(r"(?<![“十])([两三四])年(?:年均|平均|复合)")
_SINCE = re.compile(r"截[至止]|累计|库内")
_OVER_SPAN = re.compile(r"(?:五年|年以来|十三五|十二五|十四五|十一五|期间|时期|累计|总共|共计|五年来|几年|先后|相继)")
_YEARS_BEFORE = re.compile(
    r"[比较](?:前|上)(?:一个|个)?五年[^，；]{0,12}$|[比较](?:前|上)(?:一个|个)?五年[^；]{0,16}、?$"
)
# 分别达2123亿元和935亿元，比前五年增长: what is set against five years was done in five
_AGAINST_YEARS_NEXT = re.compile(
    r"^(?:以上)?(?:[、和]\d[\d.]*[万亿]*[\u4e00-\u9fff]{1,3})?[，、](?:分别)?[比较](?:前|上)(?:一个|个)?五年"
)
# 连续五年达到4%, 连续8年稳定在1300亿斤以上
_KEPT_UP = re.compile(r"连续([两三四五六七八九十]|\d{1,2})年(?:达到?|稳定|保持|超过|突破)[^，；、]*$")
_DOING = re.compile(r"(?:^|[、了并])(?:推进|推动|推广|抓好|支持|扶持|举办)(?!有力|机制)|完成投资$|到位资金$")
_STATE_AFTER = re.compile(r"^[\u4e00-\u9fff]{1,8}?(?:达到|超过|突破|优良|良好|达标|(?:迅猛|快速|蓬勃)发展|加快打造)")
# 比“十四五”期间年均少增3万人: set against the average of other years
_ADDED_MORE = re.compile(r"[比较][^，；]{2,14}[多少]增(?:了)?$")
_SPENT = re.compile(r"(?:投资(?:总?额)?|支出|投入)$")
_STOCK_WORD = re.compile(
    r"(?:总数|总量|总里程|余额|率$|比重|占比|面积$|人口$|保有量|存量|规模$|里程$|拥有|达到|用户|"
    r"总资产|人均|收入$|增加值$|总产值|生产总值|总额$)"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """period and baseline as published, and the rule that chose the period."""

    period: str | None
    baseline: str | None
    rule: str


def date_figure(
    frame: Frame,
    reading: Reading,
    indicator: str,
    expressions: list[Expression],
    timing: Timing,
    *,
    previous: str | None,
    patterns: Patterns,
    attributive: bool,
) -> Dated:
    """Give period and baseline of one figure.

    Args:
        frame: the figure with its neighborhood.
        reading: what kind of statement it makes.
        indicator: what it measures.
        expressions: all expressions of time of the sentence.
        timing: what headings and report date say.
        previous: the period of the figure before in this sentence, where it was set by an expression.
        patterns: the compiled expressions.
        attributive: True where the figure counts a noun of which something is said (22个项目投产).
    """
    own = _own_expression(frame, expressions)
    if own and own.is_from and reading.kind in ("level", "share", "rank"):
        return Dated(_as_stock(own, frame, reading, indicator, patterns), None, "from")
    before = [item for item in expressions if item.end <= frame.number.clean_start and not item.is_baseline]
    is_flow = reading.kind == "level" and _is_flow(frame, indicator, patterns, attributive=attributive)
    if (
        reading.kind in ("level", "share", "rank")
        and re.search(r"(?:由|从)[^，；、]*$", frame.pre)
        and re.match(
            r"^[\d.:]*[^，；]{0,8}(?:增加|提高|提升|增长|扩大|上升|下降|减少|降低|降|升|增|发展|缩短|缩小|调整|"
            r"压缩|跃升|前移|优化|转变|演变|升|进|到|至)",
            frame.after,
        )
    ):
        return Dated(_before_change(before, timing), None, "from, unnamed")
    kept_up = _KEPT_UP.search(frame.pre) if reading.kind in ("level", "share") and not timing.planned else None
    if kept_up and timing.period and (years := cal.parse_count_of_years(kept_up[1])):
        last = cal.year_of(timing.period)
        return Dated(f"{last - years + 1}/{last}", None, "kept up for years")
    period, rule = _choose_period(
        frame, reading, before, expressions, timing, previous, is_flow=is_flow, indicator=indicator, patterns=patterns
    )
    if reading.kind not in ("change", "ratio"):
        return Dated(period, None, rule)
    return Dated(period, _choose_baseline(frame, reading, expressions, period, timing, rule), rule)


def _is_against_years_before(frame: Frame) -> bool:
    """比前五年增长: the years under review are compared with as many before them."""
    return bool(_YEARS_BEFORE.search(frame.before[-40:]))


def _own_expression(frame: Frame, expressions: list[Expression]) -> Expression | None:
    inside = [item for item in expressions if frame.pre_start <= item.start and item.end <= frame.number.clean_start]
    return inside[-1] if inside else None


def _choose_period(
    frame: Frame,
    reading: Reading,
    before: list[Expression],
    expressions: list[Expression],
    timing: Timing,
    previous: str | None,
    *,
    is_flow: bool,
    indicator: str,
    patterns: Patterns,
) -> tuple[str | None, str]:
    if previous:
        return previous, "carried"
    if timing.span and reading.kind == "level" and _AGAINST_YEARS_NEXT.match(frame.after):
        return f"{timing.span[0]}/{timing.span[1]}", "span of the section"
    if timing.span and reading.kind in ("change", "ratio") and _is_against_years_before(frame):
        return f"{timing.span[0]}/{timing.span[1]}", "span of the section"
    if reading.average and (averaged := _YEARS_ON_AVERAGE.search(frame.pre)) and (timing.period or before):
        last = cal.year_of(before[-1].period if before and not before[-1].is_span else timing.period or "")
        count = cal.parse_count_of_years(averaged[1])
        if last and count:
            return f"{last - count + 1}/{last}", "average over years"
    if before:
        chosen = before[-1]
        if reading.average:
            span = next((item.period for item in reversed(before) if item.is_span), None) or _span_between(
                expressions, frame
            )
            return (span or _span_up_to(chosen, timing)), "average over a span"
        if chosen.is_span and len(chosen.period) == 9:
            if (
                is_flow
                or (reading.kind == "level" and _SPENT.search(indicator))
                or (reading.kind == "level" and not _STOCK_WORD.search(indicator) and _OVER_SPAN.search(frame.pre))
            ):
                return chosen.period, "span"
            return (
                chosen.period if frame.number.unit == "元" and is_flow else str(cal.year_of(chosen.period))
            ), "end of span"
        if chosen.is_end:
            return _as_stock(chosen, frame, reading, indicator, patterns), "end of period"
        return chosen.period, "named"
    years = timing.span or timing.average_span
    if reading.average and years:
        return f"{years[0]}/{years[1]}", "average over the span of the section"
    if timing.span and is_flow:
        return f"{timing.span[0]}/{timing.span[1]}", "span of the section"
    return timing.period, "section"


def _as_stock(item: Expression, frame: Frame, reading: Reading, indicator: str, patterns: Patterns) -> str:
    """A stock at 年底 holds at the day; what is done by then belongs to the year."""
    flows = reading.kind == "level" and patterns.flow.match(indicator) and not _SINCE.search(frame.before)
    if item.is_end and flows and not re.search(r"累计|总数|达到", frame.pre) and item.period.endswith("12-31"):
        return item.period[:4]
    return item.period


def _span_up_to(chosen: Expression, timing: Timing) -> str | None:
    years = timing.span or timing.average_span
    if years:
        return f"{years[0]}/{years[1]}"
    if chosen.is_span:
        return chosen.period
    return chosen.period


def _is_flow(frame: Frame, indicator: str, patterns: Patterns, *, attributive: bool) -> bool:
    if re.search(r"累计(?:达到?|有|为|突破|超过?)(?:约|近|超)?$", frame.pre):
        return frame.number.unit == "元" or bool(re.search(r"[五三]年", frame.before[-40:]))
    if re.search(
        r"(?:达到?|有|拥有|提高到|增加到|扩大到|增至|升至|突破|余额|总数|总量|总里程|"
        r"覆盖率)(?:了)?(?:约|近|超)?$",
        frame.pre,
    ) and not re.search(r"累计|新增|完成投资|投入", frame.pre):
        return False
    if attributive:
        return not _STATE_AFTER.match(frame.post)
    if _OVER_SPAN.search(frame.pre) or _DOING.search(frame.pre):
        return True
    return bool(patterns.flow.match(re.sub(r"^(?:实际|直接|累计|共)+", "", indicator)))


def _span_between(expressions: list[Expression], frame: Frame) -> str | None:
    """由2015年末的 A 增加到2017年末的 B，年均增长: the average is over the years after the first up to the last."""
    before = [item for item in expressions if item.end <= frame.number.clean_start]
    starts = [item for item in before if item.is_from]
    if not starts or before[-1] is starts[-1]:
        return None
    first, last = cal.year_of(starts[-1].period) + 1, cal.year_of(before[-1].period)
    return f"{first}/{last}" if first < last else None


def _before_change(before: list[Expression], timing: Timing) -> str | None:
    """The start of 由 A 提高到 B with no year on A."""
    if timing.span:
        return str(timing.span[0] - 1)
    period = before[-1].period if before else timing.period
    return cal.year_before(period) if period else None


def _choose_baseline(
    frame: Frame, reading: Reading, expressions: list[Expression], period: str | None, timing: Timing, rule: str
) -> str | None:
    if reading.foreign:
        return None
    end = frame.number.clean_start
    if reading.average and not _ADDED_MORE.search(frame.pre):
        return "avg"
    if timing.span and _is_against_years_before(frame):
        years = timing.span[1] - timing.span[0] + 1
        return f"{timing.span[0] - years}/{timing.span[0] - 1}"
    named = [item for item in expressions if item.is_baseline and not item.is_from and item.end <= end]
    inside = [item for item in named if item.start >= frame.pre_start]
    if inside:
        return inside[-1].period[:4] if inside[-1].is_end else inside[-1].period
    if period is None:
        return None
    if re.search(r"环比", frame.pre):
        return _previous_of_same_length(period)
    if re.search(r"同比|上年|去年|同期", frame.pre):
        return cal.year_before(period)
    listed = reading.kind == "change" or frame.joint in LIST_MARKS
    if named and named[-1].start > end - 60 and listed:
        return named[-1].period
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


def _ratio_base(frame: Frame, period: str) -> str | None:
    match = re.search(r"([三五十])年", frame.context + frame.pre)
    years = cal.parse_count_of_years(match[1]) if match else None
    return str(cal.year_of(period) - years) if years else None


def _previous_of_same_length(period: str) -> str:
    if len(period) == 7:
        year, month = int(period[:4]), int(period[5:])
        return f"{year - 1}-12" if month == 1 else f"{year}-{month - 1:02d}"
    return cal.year_before(period)
