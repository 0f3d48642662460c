"""Tell what kind of statement each figure of a sentence makes: those of a list go on with the one before."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.facts.frames import LIST_MARKS, Frame
from pipeline.facts.kinds.figure import classify_kind
from pipeline.facts.kinds.reading import COMPARED, EACH, FROM, GROWTH_AFTER, KEPT, NOT_A_NOUN, STOCK, Reading
from pipeline.facts.patterns import Patterns

_TO = re.compile(r"^[\u4e00-\u9fff]{1,5}[到至为][^，；、]{0,12}$")
_STOCK_ALONE = re.compile(rf"^[、和与及]?(?P<what>[\u4e00-\u9fff]{{2,10}}{STOCK})$")
# 低于全国8个百分点、全省5个百分点: the next one that it is compared with
_OTHER_TOO = re.compile(r"[、和与及](?:全[国省区州市](?:平均(?:水平)?)?|平均(?:水平)?)")
_AIM = re.compile(r"、?(?:并|且)?(?:力争|确保|争取|奋力|努力|冲刺|奋斗目标)(?:达到?|实现|冲刺|突破|超过?)?")
_FAR_MORE = 3


def classify_kinds(frames: list[Frame], patterns: Patterns) -> list[Reading]:
    """Classify the frames of a sentence; a figure of a list without words of its own is stated like the one before."""
    readings: list[Reading] = []
    for index, frame in enumerate(frames):
        before = readings[-1] if readings else None
        if before and _aims_higher(frame, frames[index - 1], before):
            readings.append(replace(before, stem=""))
            continue
        if (
            before
            and frame.joint in LIST_MARKS
            and before.kind != "rank"
            and frame.number.form not in ("rank", "ratio_part", "multiple")
        ):
            bare = not EACH.sub("", frame.pre).strip("、和与及")
            alike = frame.number.unit == frames[index - 1].number.unit or (
                before.kind == "change" and "分别" in frame.before[-40:]
            )
            counts = frame.post_is_noun and not NOT_A_NOUN.match(frame.post)  # no 上升到 of 由8%和9%上升到…
            if bare and alike and not counts:
                readings.append(replace(before, stem=""))
                continue
            moved_too = _STOCK_ALONE.match(frame.pre) if before.rule == "stock moved" else None
            if moved_too and not frame.post_is_noun:
                readings.append(replace(before, stem=moved_too["what"]))
                continue
            if alike and before.rule == COMPARED and _OTHER_TOO.fullmatch(frame.pre):
                readings.append(replace(before, stem=""))
                continue
            if before.rule == "share of a whole" and frame.pre.endswith("的") and "占" not in frame.pre:
                frame = replace(frame, pre="占" + frame.pre.lstrip("、和与及"))
        reading = classify_kind(frame, patterns)
        if before and before.kind == "rank" and _goes_on_ranks(frame) and reading.kind == "level":
            reading = replace(before, stem="")  # 位列第73位和92位
        if before and before.kind == "share" and not frame.joint and _is_changed_to(frame, frames[index - 1], reading):
            reading = replace(reading, kind="share")  # 占比由28.4%上升到35.1%, 由2019年的39%提高到2022年的44%
        readings.append(reading)
    _share_growth(frames, readings)
    return [_turn_negative(frame, reading) for frame, reading in zip(frames, readings, strict=True)]


def _aims_higher(frame: Frame, before: Frame, reading: Reading) -> bool:
    """增长8%、力争达到9%: the higher aim is a growth too, where it is not a level of another size."""
    if frame.joint not in ("、", "，"):
        return False
    value, stated = frame.number.value, before.number.value
    if value is None or stated is None or not _AIM.fullmatch(frame.pre):
        return False
    alike = frame.number.unit == before.number.unit == "%" and reading.kind == "change"
    return alike and not frame.post_is_noun and stated <= value <= stated * _FAR_MORE


def _is_changed_to(frame: Frame, before: Frame, reading: Reading) -> bool:
    """Tell whether a figure is where the one before it, its start, has changed to."""
    alike = reading.kind == "level" and frame.number.unit == before.number.unit
    return reading.rule == "changed to" or (alike and bool(FROM.search(before.pre)) and bool(_TO.search(frame.pre)))


def _share_growth(frames: list[Frame], readings: list[Reading]) -> None:
    """分别保持12%和9%以上的增速: what follows the last figure of the list is said of all."""
    for index in range(len(frames) - 2, -1, -1):
        here, after = frames[index], frames[index + 1]
        if here.number.unit != "%" or not after.is_next_of_list or not GROWTH_AFTER.match(after.after):
            continue
        if kept := KEPT.search(here.pre):
            readings[index] = Reading("change", "up", here.pre[: kept.start()], "change")
            readings[index + 1] = Reading("change", "up", "", "change")


def _goes_on_ranks(frame: Frame) -> bool:
    """Tell whether a plain number goes on with the ranks before it."""
    return frame.number.unit == "位" and frame.is_next_of_list


def _turn_negative(frame: Frame, reading: Reading) -> Reading:
    """增长-3.2% is a fall of 3.2%."""
    if reading.kind != "change" or not frame.pre.endswith("-"):
        return reading
    return replace(reading, direction="down" if reading.direction == "up" else "up")
