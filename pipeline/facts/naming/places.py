"""Lists of places that take figures in turn: 高新区、经开区生产总值分别达到8亿元和9亿元."""

from __future__ import annotations

import re

from pipeline.facts import areas
from pipeline.facts.naming.phrases.short_lists import split_marks
from pipeline.facts.naming.phrases.trim import strip_lead
from pipeline.facts.naming.state import Naming
from pipeline.facts.naming.wording import RESPECTIVE
from pipeline.facts.naming.words_before import own_phrase

_PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:区|县|市|新城|[州旗])")
# 景区, 社区, 国家级园区: kinds of places, which things are counted in
_KIND_OF_PLACE = re.compile(
    r".*(?:[小社景牧灾矿林山库街校地学居农湖]区|示范区|保护区|控制区|功能区|居住区|辖区|[国省市县]家?级[\u4e00-\u9fff]*区|.*(?:城|超|都|门|股|楼|夜)市|贫困[县区]|工业园区|产业园区)$|"
    r"(?:园区|县|市|省市|全|我)[县区市]?$"
)
_KINDS = {"区", "县", "市", "旗", "州"}
_PARTS = ("市区", "县域", "郊区", "主城区", "中心城区", "新城区", "老城区", "城八区")


def split_places(naming: Naming, index: int, count: int) -> tuple[list[str], str] | None:
    """Split a list of places before a figure off what is measured in each of them; None where it is no such list."""
    phrase = strip_lead(RESPECTIVE.split(own_phrase(naming, index))[0].strip("，、 "), naming.patterns)
    pieces = split_marks(phrase)
    if len(pieces) != count or count < 2:
        return None
    part = next((part for part in _PARTS if pieces[-1].startswith(part)), "")
    last = _PLACE.match(pieces[-1])
    places = [*pieces[:-1], part or (last.group() if last else "")]
    noun = pieces[-1][len(places[-1]) :].removeprefix("的")
    return (places, noun) if len(noun) > 2 and _are_places(naming, places) else None


def _are_places(naming: Naming, places: list[str]) -> bool:
    kinds = {place[-1:] for place in places}
    alike = len(kinds) == 1 or kinds <= _KINDS or all(place in _PARTS for place in places)
    return alike and all(
        place in _PARTS
        or (_PLACE.fullmatch(place) and not _KIND_OF_PLACE.fullmatch(place) and areas.is_area(place, naming.patterns))
        for place in places
    )


def restore_first(naming: Naming, index: int, scope: str | None, noun: str) -> str:
    """Give a list of which the first thing was taken for the area (城区、农村绿化覆盖率) as it stands; else `noun`."""
    if not scope or areas.is_whole(scope):
        return noun
    phrase = own_phrase(naming, index)
    listed = re.search(rf"{re.escape(scope)}(?:、|和|与|及){re.escape(noun)}", phrase)
    return listed.group() if listed else noun
