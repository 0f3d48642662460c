"""Choose period and baseline of one figure from the expressions of time around it."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.facts.dating import calendar as cal
from pipeline.facts.dating.baselines import choose_baseline
from pipeline.facts.dating.comparisons import base_of_all
from pipeline.facts.dating.flows import is_flow
from pipeline.facts.dating.periods import as_stock, choose_period
from pipeline.facts.dating.timing import Expression, Timing
from pipeline.facts.frames import Frame
from pipeline.facts.kinds import AVERAGED, FROM, Reading
from pipeline.facts.patterns import Patterns
from pipeline.frozen import frozen

# 连续五年达到4%, 连续6年稳定在70亿斤以上
_KEPT_UP = re.compile(r"连续([两三四五六七八九十]|\d{1,2})年(?:达到?|稳定|保持|控制|超过|突破)[^，；、]*$")
_YEAR_BY_YEAR = re.compile(r"连年(?:达到?|稳定|保持|超过|突破)[^，；、]*$")
# 连续3年保持了18%以上的增幅
_GROWTH_KEPT_UP = re.compile(r"连续([两三四五六七八九十]|\d{1,2})年(?:保持|实现|稳定)(?:在|了)?(?:约|近|超过)?$")
_KEPT = {"level": _KEPT_UP, "share": _KEPT_UP, "change": _GROWTH_KEPT_UP}
KEPT_UP = "kept up for years"
FROM_NOW = "from, unnamed"
"""What a change starts from where no year says when that was: in a plan, what there is when it is made."""
_BECOMES = re.compile(
    r"^[\d.:]*[^，；]{0,8}(?:增加|提高|提升|增长|扩大|上升|下降|减少|降低|降|升|增|发展|缩短|缩小|调整|"
    r"压缩|跃升|前移|优化|转变|演变|升|进|到|至|(?:整合|合并|归并|撤并|精简|精减|缩减|划分|重组|减|增|并)[为成])"
)


@frozen
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
    if reading.rule == AVERAGED and not timing.span and not timing.average_span:
        reading = replace(reading, average=False)
    own = _own_expression(frame, expressions)
    if own and own.is_from and reading.kind in ("level", "share", "rank"):
        return Dated(as_stock(own, frame, reading, indicator, patterns), None, "from")
    before = [item for item in expressions if item.dates(frame.number.clean_start)]
    # what flows has the years of a span, or ends with its part of the sentence; else it makes no difference
    asked = reading.kind == "level" and (before or timing.span) and not previous
    flows = bool(asked) and is_flow(frame, indicator, patterns, attributive=attributive)
    if reading.kind in ("level", "share", "rank") and FROM.search(frame.pre) and _BECOMES.match(frame.after):
        return Dated(_before_change(frame, before, expressions, timing), None, FROM_NOW)
    kept = _KEPT.get(reading.kind) if "连续" in frame.pre and not timing.planned else None
    kept_up = kept.search(frame.pre) if kept else None
    if kept_up and timing.period and (years := cal.parse_count_of_years(kept_up[1])):
        last = cal.year_of(timing.period)
        return Dated(f"{last - years + 1}/{last}", None, KEPT_UP)
    if timing.span and reading.kind in ("level", "share") and not timing.planned and _YEAR_BY_YEAR.search(frame.pre):
        return Dated(f"{timing.span[0]}/{timing.span[1]}", None, KEPT_UP)
    period, rule = choose_period(
        frame, reading, before, expressions, timing, previous, is_flow=flows, indicator=indicator, patterns=patterns
    )
    if reading.kind not in ("change", "ratio"):
        return Dated(period, None, rule)
    return Dated(period, choose_baseline(frame, reading, expressions, period, timing, rule), rule)


def _own_expression(frame: Frame, expressions: list[Expression]) -> Expression | None:
    inside = [item for item in expressions if frame.pre_start <= item.start and item.end <= frame.number.clean_start]
    return inside[-1] if inside else None


def _before_change(frame: Frame, before: list[Expression], expressions: list[Expression], timing: Timing) -> str | None:
    """The start of 由 A 提高到 B with no year on A: where the change before it in the sentence starts, if one does."""
    starts = [item for item in expressions if item.is_from and item.end <= frame.number.clean_start]
    if starts and sum(item.start > starts[-1].start for item in before) <= 1:
        return starts[-1].period[:4] if starts[-1].is_end else starts[-1].period
    if base := base_of_all(frame.before, expressions):
        return base.period[:4] if base.is_end else base.period
    if timing.span:
        return str(timing.span[0] - 1)
    years = timing.average_span
    if years and (timing.planned or (timing.planned is None and before and cal.year_of(before[-1].period) == years[1])):
        return str(years[0] - 1)
    period = before[-1].period if before else timing.period
    if timing.planned and timing.period and period and cal.year_of(timing.period) < cal.year_of(period):
        period = timing.period  # 到2025年由5家增加到9家: what there is when this year's plan is made
    return cal.year_before(period) if period else None
