"""What a rank is given among: 在全省14个市州中排第2 counts the places, and ranks what stands before them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.facts.frames import Frame

_BEFORE = re.compile(r"^(?P<ranked>.*?)在(?P<area>全[国省市区县州球])?[^，；、]{0,4}$")
_AMONG = re.compile(
    r"^(?P<noun>[\u4e00-\u9fff、]{1,12}?)(?:(?<!大)当?中(?![心小高等医])|(?<=城市)(?=排))(?P<of>.*?)"
    r"(?:并列|稳|位居|位列|名列|排名|排在|排|列|居|位|获得?|荣获)*$"
)
# 居全国38个大中城市第二位
_PLACED_AMONG = re.compile(r"^(?P<ranked>.*?)(?:位[居列]|名列|跃居|稳居|排名|[居列排])(?P<area>全[国省市区县州球])?$")
_CITIES = re.compile(r"^(?P<noun>[\u4e00-\u9fff]{0,8}城市)(?P<of>)$")
_PLACED = re.compile(r"(?:排名|位次|名次|排位)[^，；。]*$")
_MOVED = re.compile(r"^[\u4e00-\u9fff]{0,2}(?:升|前移|进|提|跃|下降|降|滑)[\u4e00-\u9fff]{0,2}[至到]")


@dataclass(frozen=True, slots=True)
class Contest:
    """What a rank is among. `ranked`: the words before, `area`: where, `noun`: what is counted, `of`: words behind."""

    ranked: str
    area: str | None
    noun: str
    of: str


def find_contest(frames: Sequence[Frame], index: int) -> Contest | None:
    """Give what a count and the rank that follows it say together, or None where they do not."""
    frame = frames[index]
    following = frames[index + 1] if frame.runs_on and index + 1 < len(frames) else None
    if following is None or following.number.form != "rank" or frame.number.form == "rank":
        return None
    before, among = _BEFORE.match(frame.pre), _AMONG.match(frame.post)
    if not among and (among := _CITIES.match(frame.post)):
        before = _PLACED_AMONG.match(frame.pre)
    if before is None or among is None:
        return None
    return Contest(before["ranked"], before["area"], among["noun"], among["of"])


def is_place_moved(frame: Frame, *, is_level: bool) -> bool:
    """Tell whether a number with 位 is a place in a ranking: 排名由96位跃升至21位.

    `is_level` says that words of change lead to the value itself; without, what follows must lead away from it.
    """
    if frame.number.unit != "位" or not _PLACED.search(frame.before) or (frame.post_is_noun and is_level):
        return False
    return is_level or (bool(re.search(r"[由从][^，；、]*$", frame.pre)) and bool(_MOVED.match(frame.after)))
