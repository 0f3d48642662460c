"""Date the figures of a sentence one after the other: some go on with what the figure before them is for."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.facts.dating.baselines import compares_in_turn
from pipeline.facts.dating.bracketed import left_behind, time_before_bracket
from pipeline.facts.dating.comparisons import is_one_movement, is_within_year, leave_out_foreign
from pipeline.facts.dating.figures import KEPT_UP, Dated, date_figure
from pipeline.facts.dating.periods import STANDS
from pipeline.facts.dating.timing import Expression, Timing
from pipeline.facts.dating.years_in_turn import date_in_turn
from pipeline.facts.frames import LIST_MARKS, Frame, goes_on_chain
from pipeline.facts.kinds import EACH, Reading
from pipeline.facts.naming import Named
from pipeline.facts.patterns import Patterns
from pipeline.records import Fact

_AGAINST_NAMED = re.compile(
    r"同比|环比|上年|去年|同期|[比较]|(?:是|为|相当于|达到?)[^，；、]{0,10}(?:年|末|底|期|年前)的(?:近|约|超过?)?$"
)
_PACE = re.compile(r"^(?:增幅|增速)(?![^，；]*[比较])")
_LISTED = frozenset({*LIST_MARKS, "，"})
_FLOWS = re.compile(r"(?:进出口|出口|进口|贸易|外贸)(?:总?[额值])?$|(?:投资|成交|销售|交易)总?额?$|(?:外资|资金|内资)$")
_YEARS_FIRST = re.compile(r"^(?:过去|这)?五年(?:来|间)?(?!.*年[，末底])")
_GOES_ON = frozenset({"respectively", "level carried", "verb carried"})
"""How a figure of a list is named that goes on with the one before it."""


def date_sentence(
    frames: list[Frame],
    readings: list[Reading],
    named: list[Named],
    expressions: list[Expression],
    timing: Timing,
    patterns: Patterns,
) -> list[Dated]:
    """Give period and baseline of each figure of a sentence.

    Args:
        frames: of the sentence, in order.
        readings: how each figure is stated.
        named: what each figure measures.
        expressions: of time in the sentence.
        timing: what headings and the sentences before say.
        patterns: the compiled expressions.
    """
    dated: list[Dated] = []
    bracketed: list[Expression | None] = [None] * len(frames)
    if any(item.in_brackets for item in expressions):
        bracketed = [_bracket_of(*both, expressions) for both in zip(frames, readings, strict=True)]
        expressions = [item for item in expressions if item not in bracketed]
    everywhere, left = expressions, left_behind(frames, expressions) if frames else []
    within = any(is_within_year(item) for item in expressions)
    for index, (frame, reading, name) in enumerate(zip(frames, readings, named, strict=True)):
        if left:
            gone = [item for item, end in left if end <= frame.number.clean_start]
            expressions = [item for item in everywhere if item not in gone]
        if index and (goes_on_chain(frames[index - 1], frame) or _goes_on_from(frame, reading, dated[-1])):
            dated.append(dated[-1])
            continue
        behind = bracketed[index] or time_before_bracket(frame, expressions)
        if behind is not None:
            dated.append(Dated(behind.period, None, "in brackets"))
            continue
        item = date_figure(
            frame,
            reading,
            name.indicator,
            leave_out_foreign(index, frames, named, expressions) if within else expressions,
            timing,
            previous=_carried_period(frame, reading, name, expressions, dated),
            patterns=patterns,
            attributive=name.rule == "words after",
        )
        if index and item.baseline and is_one_movement(index, frames, readings, named) and not dated[-1].baseline:
            item = replace(item, baseline=None)
        start = _start_of_change(index, frames, readings, named, dated) if item.baseline else None
        if start:
            item = replace(item, baseline=start)
        elif (
            index
            and _is_of_one_list(frame, reading, readings[index - 1])
            and not compares_in_turn(frames[index - 1], expressions)
        ):
            item = _as_in_list(item, dated[-1], reading)
        elif index and (_is_done_too(frame, reading, item, dated[-1]) or _flows_too(frame, reading, item, dated[-1])):
            item = dated[-1]
        dated.append(item)
    return date_in_turn(frames, readings, named, expressions, dated)


def _bracket_of(frame: Frame, reading: Reading, expressions: list[Expression]) -> Expression | None:
    """由12公斤（2017年）降到8公斤: the year in brackets is that of the amount before it."""
    if reading.kind in ("change", "ratio"):
        return None
    return next((item for item in expressions if item.follows(frame.number.clean_end)), None)


def _goes_on_from(frame: Frame, reading: Reading, before: Dated) -> bool:
    """由每月540元、320元提高到…: all figures of the list are where the change starts from."""
    listed = before.rule.startswith("from") and frame.joint in LIST_MARKS and reading.kind in ("level", "share")
    return listed and not EACH.sub("", frame.pre).strip("、和与及")


def _is_of_one_list(frame: Frame, reading: Reading, before: Reading) -> bool:
    """同比分别增长8%、11%: both are measured against the same, whatever the sentence named before."""
    return reading.kind == before.kind and reading.rule == before.rule and frame.is_next_of_list


_OF_SEVERAL_YEARS = ("span", "span of the section")
_LAST_OF_THEM = ("section", "end of span")
"""How a figure is dated that is of the last of several years."""


def _as_in_list(item: Dated, before: Dated, reading: Reading) -> Dated:
    """Give a figure of a list the baseline, or the years, of the one before it."""
    if reading.kind == "change":
        return replace(item, baseline=before.baseline) if item.period == before.period else item
    if reading.kind != "level":
        return item
    one_is_stock = before.rule == "section" and item.rule == "span of the section"  # 分别从7家、4家增加到10家、6家
    return before if one_is_stock or (before.rule in _OF_SEVERAL_YEARS and item.rule in _LAST_OF_THEM) else item


def _is_done_too(frame: Frame, reading: Reading, item: Dated, before: Dated) -> bool:
    """除险加固堤防5处、水闸4座: what is counted beside what was done in several years was done in them, too."""
    goes_on = before.rule in _OF_SEVERAL_YEARS and item.rule in _LAST_OF_THEM
    listed = goes_on and frame.joint in LIST_MARKS and reading.kind == "level" and frame.number.unit != "%"
    return listed and not STANDS.search(frame.pre)


def _flows_too(frame: Frame, reading: Reading, item: Dated, before: Dated) -> bool:
    """五年引进外资5亿美元，进出口总额90亿美元: a flow listed behind 五年 is of them all, unless it 达到 so much."""
    goes_on = before.rule in _OF_SEVERAL_YEARS and item.rule in _LAST_OF_THEM and reading.kind == "level"
    listed = goes_on and frame.joint in _LISTED and not frame.context and not STANDS.search(frame.pre)
    return bool(listed and _FLOWS.search(frame.pre) and _YEARS_FIRST.search(frame.before.rpartition("；")[2]))


def as_part(item: Dated, whole: Fact, reading: Reading, frame: Frame) -> Dated:
    """Date a part of what was done in several years: 新增园区9家，其中国家级2家."""
    goes_on = whole.rule.endswith(_OF_SEVERAL_YEARS) and item.rule in _LAST_OF_THEM
    if not goes_on or reading.kind not in ("level", "share") or STANDS.search(frame.pre):
        return item
    return Dated(whole.period, None, _OF_SEVERAL_YEARS[1])


def _start_of_change(
    index: int, frames: list[Frame], readings: list[Reading], named: list[Named], dated: list[Dated]
) -> str | None:
    """由2016年的12亿元增加到2022年的30亿元，增长1.5倍: the growth is over the first figure, not last year's."""
    reading = readings[index]
    grows = reading.kind in ("change", "ratio") and not reading.average and not reading.foreign
    if not grows or named[index].rule != "carried" or _AGAINST_NAMED.search(frames[index].pre):
        return None
    for back in range(index - 1, max(index - 4, -1), -1):
        alike = named[back].indicator == named[index].indicator and frames[back].part == frames[index].part
        if not alike:
            return None
        if dated[back].rule.startswith("from"):
            period = dated[back].period
            return period[:4] if period and period.endswith("-12-31") else period
    return None


def _carried_period(
    frame: Frame, reading: Reading, name: Named, expressions: list[Expression], dated: list[Dated]
) -> str | None:
    """A multiple of the figure before it (…, 是上年的 2 倍) is of the same period, unless it names one itself.

    So is the distance to others behind an average over years, or behind a figure whose year stands in brackets, and
    what goes on with a figure of several years: 引进银行、保险公司4家、7家; 投入600亿元，占支出的70%.
    """
    if not dated:
        return None
    averaged = dated[-1].rule.startswith("average")
    multiple = reading.kind == "ratio" and name.rule == "carried" and not averaged
    follows = frame.joint.endswith("，")
    apart = (averaged or dated[-1].rule == "in brackets") and (reading.foreign or _PACE.match(frame.pre))
    same_span = dated[-1].rule.startswith("span") and (
        (
            frame.joint in LIST_MARKS
            and reading.kind == "level"
            and name.rule in _GOES_ON
            and not STANDS.search(frame.pre)
        )
        or (follows and reading.kind == "share" and frame.pre.startswith("占"))
        or (reading.kind == "level" and name.rule == "head combined" and frame.pre.endswith("总投资"))
    )
    if not (multiple or (follows and apart) or same_span):
        return None
    own = any(
        frame.pre_start <= item.start and item.end <= frame.number.clean_start and not item.is_baseline
        for item in expressions
    )
    return None if own or dated[-1].rule == KEPT_UP else dated[-1].period
