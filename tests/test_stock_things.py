"""Things that are counted come back whole from the phrases that tell what was done to them."""

from __future__ import annotations

import pytest
from stock import read_indicators, read_lines

# Per phrase what its figures count, and how many of all counted things of the catalog may come back otherwise: those
# that begin with a verb (上市企业) or tell of no thing (新增就业). The numbers may only fall.
PHRASES: dict[str, tuple[list[str], int]] = {
    "改造{thing}46个、新增{thing}28个。": (["改造{thing}", "新增{thing}"], 0),
    "维修水闸46个、{thing}28个。": (["维修水闸", "维修{thing}"], 32),
    "基本建成46个水闸、28个{thing}。": (["基本建成水闸", "基本建成{thing}"], 8),
    "整修46个水闸、启动建设28个{thing}。": (["整修水闸", "启动建设{thing}"], 8),
    "46个{thing}已陆续竣工。": (["竣工{thing}"], 7),
    "大桥、水闸等46个{thing}集体开工。": (["开工{thing}"], 7),
    "新签约{thing}46个、开工建设28个、在建12个。": (["新签约{thing}", "开工建设{thing}", "在建{thing}"], 1),
    "新签约、新投产{thing}分别达到46个、28个。": (["新签约{thing}", "新投产{thing}"], 7),
    "完成46个水闸、28个{thing}改造。": (["水闸改造", "{thing}改造"], 13),
    "改造{thing}46个，总投资3亿元。": (["改造{thing}", "改造{thing}总投资"], 24),
    "总投资3亿元的46个{thing}开工。": (["{thing}总投资", "开工{thing}"], 34),
}


def counted_things() -> list[str]:
    """The names of all indicators of the catalog that are counted and are no rate."""
    indicators = read_indicators().items()
    return [name for name, item in indicators if item.dimensions[:1] == ("count",) and item.measure != "rate"]


@pytest.mark.parametrize("phrase", PHRASES)
def test_counted_things_come_back_whole(phrase: str) -> None:
    expected, most = PHRASES[phrase]
    things = counted_things()
    lines = [phrase.format(thing=thing) for thing in things]
    wrong = []
    for thing, line, facts in zip(things, lines, read_lines(lines), strict=True):
        named = [fact.indicator for fact in facts]
        if named != [name.format(thing=thing) for name in expected]:
            wrong.append((line, named))
    assert len(things) > 300
    assert len(wrong) <= most, wrong
