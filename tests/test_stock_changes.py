"""What is said of one indicator is read alike, whatever stands before it and whatever the indicator is."""

from __future__ import annotations

import random
from dataclasses import dataclass

from stock import read_indicators, read_lines

from pipeline.facts.naming.phrases.aspects import is_aspect
from pipeline.facts.naming.phrases.heads import is_bare_head

STARTS = ("", "全市", "去年，", "预计", "一年来，", "截至年底，")
STATED = (
    "完成81亿元",
    "达到81亿元",
    "突破81亿元",
    "由60亿元增加到81亿元",
    "快速增长，达到81亿元",
    "在全省率先突破81亿元",
)


@dataclass(frozen=True)
class Said:
    """What each figure of a clause says: what is added to the indicator, kind, direction, bound and baseline."""

    added: str
    kind: str
    direction: str | None = None
    bound: str = "exact"
    baseline: str | None = None


GROWN = Said("", "change", "up", "exact", "2020")
RANKED = Said("", "rank")
BESIDE = Said("", "change", "up")
CLAUSES: dict[str, tuple[Said, ...]] = {
    "增长6.5%": (GROWN,),
    "按可比价格计算，增长6.5%": (GROWN,),
    "比2019年增长6.5%": (Said("", "change", "up", "exact", "2019"),),
    "比五年前增长2.4倍": (Said("", "change", "up", "exact", "2016"),),
    "净增3.4亿元": (GROWN,),
    "下降6.5%": (Said("", "change", "down", "exact", "2020"),),
    "增速达6.5%": (GROWN,),
    "增幅首次突破6.5%": (Said("", "change", "up", "min", "2020"),),
    "年均增长6.5%": (Said("", "change", "up", "exact", "avg"),),
    "是上年的2.4倍": (Said("", "ratio", None, "exact", "2020"),),
    "比2016年翻一番": (Said("", "ratio", None, "exact", "2016"),),
    "居全省第3位": (RANKED,),
    "由全省第13位上升到第3位": (RANKED, RANKED),
    "稳居全省第一，位次前移2位": (RANKED, GROWN),
    "总量居全省第3位，增速居全省第4位": (Said("总量", "rank"), Said("增速", "rank")),
    "增速居全省第4位，占全省的5.1%": (Said("增速", "rank"), Said("占全省", "share")),
    "高于全国2.1个百分点": (BESIDE,),
    "比周边地区高出2.1个百分点": (BESIDE,),
    "跑赢全国增速2.1个百分点": (BESIDE,),
    "比上年高2.1个百分点": (GROWN,),
    "落后全省2.1个百分点": (Said("", "change", "down"),),
    "分别高于全国、全省2.1个和1.2个百分点": (BESIDE, BESIDE),
    "占全省的比重提高2.1个百分点": (Said("占全省的比重", "change", "up", "exact", "2020"),),
    "占全省比重由5.1%提高到7.2%": (Said("占全省比重", "share"), Said("占全省比重", "share")),
    "为年度计划的103%": (Said("", "ratio"),),
    "完成调整预算103%": (Said("", "ratio"),),
    "超年度目标2.1个百分点": (BESIDE,),
    "由负转正、增长6.5%": (GROWN,),
}
MOST_CUT = 1
"""How many of the sentences may be read in another way. The number may only fall."""


def amounts() -> list[str]:
    """Names of sums of money that are whole by themselves."""
    return [
        name
        for name, item in read_indicators().items()
        if item.dimensions[:1] == ("currency",)
        and not (is_bare_head(name) or is_aspect(name))
        and not name.startswith(("重点项目年度", "实际", "新增", "园区", "完成", "对"))
        and len(name) > 3
    ]


def test_clauses_say_the_same_of_any_indicator() -> None:
    chosen = random.Random(3)
    names, said = amounts(), [(clause, figures) for clause, figures in CLAUSES.items() for _ in range(40)]
    rows = []
    for clause, figures in said:
        name = chosen.choice(names)
        rows.append((f"{chosen.choice(STARTS)}{name}{chosen.choice(STATED)}，{clause}。", name, figures))
    wrong = []
    for (line, name, figures), facts in zip(rows, read_lines([row[0] for row in rows]), strict=True):
        got = [
            Said(fact.indicator.removeprefix(name), fact.kind, fact.direction, fact.bound, fact.baseline)
            for fact in facts[-len(figures) :]
        ]
        if got != list(figures) or not all(fact.indicator.startswith(name) for fact in facts):
            wrong.append((line, got))
    assert len(rows) > 1000
    assert len(wrong) <= MOST_CUT, wrong
