"""Choose the period of one figure."""

from __future__ import annotations

import re

from pipeline.facts.announced import follows_from_work
from pipeline.facts.dating import calendar as cal
from pipeline.facts.dating.flows import OVER_SPAN, STOCK_WORD, begins_with_deed
from pipeline.facts.dating.timing import Expression, Timing
from pipeline.facts.frames import Frame
from pipeline.facts.kinds import Reading
from pipeline.facts.patterns import Patterns

_YEARS_ON_AVERAGE = re.compile(r"(?<![“十])([两三四])年(?:年均|平均|复合)")
# 2021—2022年，市第二医院建成国家重点专科2个: what somebody did in those years
_DONE_IN = re.compile(
    r"[\u4e00-\u9fff](?:建成|培养|引进|新增|新建|组建|招聘)(?!后|的)(?:(?!达到|拥有|已有)[^，；]){2,}$"
)
# 累计固定资产投资700亿元 in a review of a year and of the five that end with it
_ALL_THE_YEARS = re.compile(r"累计(?:新增|完成|实现|投入|建成|引进|固定资产)[^，；]*$")
# 力争五年翻一番: aimed at for the last of as many years from this one on
_DOUBLES_IN = re.compile(r"(?<![前近这去连续每])([三四五])年$")
_EACH_YEAR = re.compile(r"^(?:[\u4e00-\u9fff]{0,6}财政)?每年(?!每|人均|户均)")
# 人才专项资金每年不少于2亿元; but 标准每人每年不低于300元
_HELD_EACH_YEAR = re.compile(
    r"[\u4e00-\u9fff](?<!每.)每年(?:都|均)?(?:不[少低]于|不超过|至少|控制在|保持在|稳定在|达到)$"
)
_SINCE = re.compile(r"截[至止]|累计|库内")
_YEARS_BEFORE = re.compile(
    r"[比较](?:前|上)(?:一个|个)?五年[^，；]{0,12}$|[比较](?:前|上)(?:一个|个)?五年[^；]{0,16}、?$|"
    r"(?:是|为|相当于|达到?)(?:前|上)(?:一个|个)?五年(?:期间|时期)?的[^，；]{0,12}$"
)
# 分别达318亿元和164亿元，比前五年增长: what is set against five years was done in five
_AGAINST_YEARS_NEXT = re.compile(
    r"^(?:以上)?(?:[、和]\d[\d.]*[万亿]*[\u4e00-\u9fff]{1,3})?[，、](?:分别)?[比较](?:前|上)(?:一个|个)?五年"
)
# 12月末，存款余额744亿元；城乡居民收入增长11%: a day behind which something flows is not its day
_FLOWS = re.compile(r"收入|生产总值|增加值|总产值|利润|税收|支出|零售总额|进出口|投资|消费价格|成交额|产量|出栏|销售额")
# 到年底，地区生产总值达到600亿元: what flows up to the end of a year is of the year
_FLOWS_BY_THEN = re.compile(
    r"(?:收入|生产总值|GDP|增加值|产值|利润|税收|支出|零售总额|进出口(?:总[额值])?|投资(?:总?额)?|成交额|产量|销售额)$"
)
_STOOD = re.compile(r"累计|总数|达到")
_SPENT = re.compile(r"(?:投资(?:总?额)?|支出|投入)$")
# 6月底前达到300家: what is to stand by a day; without such a word it is done by then, over the year
STANDS = re.compile(r"达到?|总[数量里]|人均|率|突破|超过|拥有|余额|提高到|增加?[到至]|产能|能力|降[至到]|控制|保持")


def is_against_years_before(frame: Frame) -> bool:
    """比前五年增长, 是上一个五年的2倍: the years under review are compared with as many before them."""
    return bool(_YEARS_BEFORE.search(frame.before[-40:]))


def _once_done(frame: Frame) -> int:
    """Give the place in the sentence behind 投产后年产量将…: no year of the section is that of what will then be."""
    if "后" not in frame.before:
        return 0
    part = frame.before.rpartition("；")[2]
    end = follows_from_work(part)
    return end and len(frame.before) - len(part) + end


def _ends_with_part(item: Expression, frame: Frame, timing: Timing, *, is_flow: bool) -> bool:
    """五年翻了一番；…, 年底达到310家；完成60个: the next part of the sentence speaks for itself."""
    if "；" not in frame.before[item.end :] or timing.period is None:
        return False
    of_section = item.is_end and is_flow and cal.year_of(item.period) == cal.year_of(timing.period)
    opens = frame.before.startswith("，", item.end)  # 两年来，…；…: it opens all parts of the sentence
    within = bool(timing.span and item.is_span) or _is_by_the_way(item, frame, timing)
    return (within and not opens) or of_section


def _is_by_the_way(item: Expression, frame: Frame, timing: Timing) -> bool:
    """园区扩容，1—11月产值增长9%；…: months of the year under review that a later clause names do not open it all."""
    of_year = not timing.planned and timing.period is not None and timing.period == item.period[:4]
    return of_year and "-" in item.period and not item.is_end and "，" in frame.before[: item.start]


def _is_of_part_only(item: Expression, frame: Frame, timing: Timing) -> bool:
    """今明两年新增…；…, 三年建成70所；…: the next part of what is planned is of the year of the plan again."""
    years = cal.years_of(item.period) if item.is_span and timing.planned else None
    first, mark, _ = frame.before[item.end :].partition("；")
    opens = first.startswith("，") or "：" in first  # 今后五年的目标是：…；…
    return years is not None and bool(mark) and not opens and years != timing.span


def choose_period(
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
    """Give the period of a figure, and the rule that chose it."""
    if (told := _once_done(frame)) and not any(item.start >= told for item in before):
        return None, "once the work is done"
    doubles = _DOUBLES_IN.search(frame.pre) if timing.planned and frame.number.text.startswith("翻") else None
    if doubles and timing.period and (count := cal.parse_count_of_years(doubles[1])):
        first = timing.span[0] if timing.span else cal.year_of(timing.period)
        return str(first + count - 1), "years ahead"
    if previous:
        return previous, "carried"
    if timing.span and reading.kind == "level" and _AGAINST_YEARS_NEXT.match(frame.after):
        return f"{timing.span[0]}/{timing.span[1]}", "span of the section"
    compared = reading.kind in ("change", "ratio")
    if timing.span and compared and (is_against_years_before(frame) or _is_against_plan(frame, expressions)):
        return f"{timing.span[0]}/{timing.span[1]}", "span of the section"
    if reading.average and (averaged := _YEARS_ON_AVERAGE.search(frame.pre)) and (timing.period or before):
        last = cal.year_of(before[-1].period if before and not before[-1].is_span else timing.period or "")
        count = cal.parse_count_of_years(averaged[1])
        if last and count:
            return f"{last - count + 1}/{last}", "average over years"
    if before and _ends_with_part(before[-1], frame, timing, is_flow=is_flow):
        before = []
    if before:
        chosen = before[-1]
        if reading.average:
            span = next((item.period for item in reversed(before) if item.is_span), None) or _span_between(
                expressions, frame
            )
            return (span or _span_up_to(chosen, expressions, frame, timing)), "average over a span"
        if timing.period and _is_of_part_only(chosen, frame, timing):
            return timing.period, "section"
        if chosen.is_span and cal.years_of(chosen.period):
            if (
                is_flow
                or (reading.kind == "level" and _DONE_IN.search(frame.pre) and not STOCK_WORD.search(indicator))
                or (reading.kind == "level" and _SPENT.search(indicator))
                or (reading.kind == "level" and not STOCK_WORD.search(indicator) and OVER_SPAN.search(frame.pre))
            ):
                return chosen.period, "span"
            return (
                chosen.period if frame.number.unit == "元" and is_flow else str(cal.year_of(chosen.period))
            ), "end of span"
        if chosen.by_then:
            return _by_then(chosen, frame, reading, timing), "by a day"
        flows = _FLOWS.search(indicator) and not re.search("余额|存款|贷款", indicator)
        over = flows and ("；" in frame.before[chosen.end :] or (reading.kind == "change" and frame.number.unit == "%"))
        if chosen.is_end and over and len(chosen.period) == 10:
            return chosen.period[:4] if chosen.period.endswith("12-31") else timing.period, "year of the day"
        if chosen.is_end:
            return as_stock(chosen, frame, reading, indicator, patterns), "end of period"
        return chosen.period, "named"
    years = timing.span or timing.average_span
    each_year = "每年" in frame.pre and (_EACH_YEAR.search(frame.pre) or _HELD_EACH_YEAR.search(frame.pre))
    if years and reading.kind == "level" and each_year:
        return f"{years[0]}/{years[1]}", "span, each year"
    if years and timing.planned is False and reading.kind == "level" and _ALL_THE_YEARS.match(frame.before):
        return f"{years[0]}/{years[1]}", "span of the section"
    if reading.average and years:
        return f"{years[0]}/{years[1]}", "average over the span of the section"
    if reading.average and timing.period and (since := _span_since(expressions, frame, cal.year_of(timing.period))):
        return since, "average over a span"
    if timing.span and is_flow:
        return f"{timing.span[0]}/{timing.span[1]}", "span of the section"
    return timing.period, "section"


def _by_then(item: Expression, frame: Frame, reading: Reading, timing: Timing) -> str | None:
    """6月底前: the day of a stock; what is done by then is of the year, and the next clause is of no day."""
    stands = reading.kind in ("share", "rank") or frame.number.unit == "%" or STANDS.search(frame.pre)
    if stands and reading.kind != "change":
        return item.period
    later = "，" in frame.before[item.end :] and "年" not in frame.before[item.start : item.end]
    return (later and timing.period) or item.period[:4]


def _is_against_plan(frame: Frame, expressions: list[Expression]) -> bool:
    """分别是“十一五”时期的2.7倍、3.9倍: what several years brought is compared with those before them."""
    end = frame.number.clean_start
    named = [item for item in expressions if item.is_baseline and item.end <= end]
    return bool(named) and cal.years_of(named[-1].period) is not None and "，" not in frame.before[named[-1].end :]


def as_stock(item: Expression, frame: Frame, reading: Reading, indicator: str, patterns: Patterns) -> str:
    """A stock at 年底 holds at the day; what is done by then belongs to the year."""
    if reading.kind != "level" or not item.is_end or not item.period.endswith("12-31") or _SINCE.search(frame.before):
        return item.period
    done = begins_with_deed(indicator, patterns) and not _STOOD.search(frame.pre)
    return item.period[:4] if done or _FLOWS_BY_THEN.search(indicator) else item.period


def _span_up_to(chosen: Expression, expressions: list[Expression], frame: Frame, timing: Timing) -> str | None:
    years = timing.span or timing.average_span
    if years:
        return f"{years[0]}/{years[1]}"
    if chosen.is_span:
        return chosen.period
    last = cal.year_of(chosen.period)
    if timing.planned and timing.period and cal.year_of(timing.period) < last:
        return f"{cal.year_of(timing.period)}/{last}"  # 到2025年达到20亿元，年均增长10% in the plan for 2022
    return _span_since(expressions, frame, last) or chosen.period


def _span_since(expressions: list[Expression], frame: Frame, last: int) -> str | None:
    """是2016年的1.5倍，年均增长8%: the average is over the years after the one that was compared with, up to `last`."""
    against = [item for item in expressions if item.is_baseline and item.end <= frame.number.clean_start]
    if not against or cal.years_of(against[-1].period) or "；" in frame.before[against[-1].end :]:
        return None
    first = cal.year_of(against[-1].period) + 1
    return f"{first}/{last}" if first < last else None


def _span_between(expressions: list[Expression], frame: Frame) -> str | None:
    """由2015年末的 A 增加到2017年末的 B，年均增长: the average is over the years after the first up to the last."""
    before = [item for item in expressions if item.end <= frame.number.clean_start]
    starts = [item for item in before if item.is_from]
    if not starts or before[-1] is starts[-1]:
        return None
    first, last = cal.year_of(starts[-1].period) + 1, cal.year_of(before[-1].period)
    return f"{first}/{last}" if first < last else None
