"""Rate how sure a fact is, from how its fields were found.

The figures are shares of facts that are right in every field, measured on annotated reports rule by rule and rounded.
`evaluate` publishes how often facts of each confidence are right (`calibration`), so that they can be checked.
"""

from __future__ import annotations

import re

from pipeline.facts.dating.figures import FROM_NOW, Dated
from pipeline.facts.kinds import Reading
from pipeline.facts.naming import Named
from pipeline.resources.pattern_ends import compile_ending

_NAMED = {
    "table cell": 0.98,
    "three sectors": 0.98,
    "respectively": 0.96,
    "carried": 0.95,
    "level carried": 0.95,
    "verb carried": 0.9,
    "words before": 0.88,
    "verb alone": 0.88,
    "shared": 0.88,
    "share of a whole": 0.84,
    "part of a whole": 0.8,
    "head combined": 0.76,
    "ratio chain": 0.7,
    "words after": 0.66,
    "respectively, unsplit": 0.5,
    "unit": 0.2,
}
_OTHER = 0.7
# an indicator that ends in a well-known head, or begins with what was done, is seldom cut wrong
_HEAD = compile_ending(
    r"(?:增加值|收入|总额|总值|投资|面积|率|产值|余额|支出|产量|里程|人口|指数|比重|总量|总数|销售额|"
    r"出口|进口|税收|利润|新增就业)$"
)
_DONE = re.compile(r"^(?:新增|完成|建成|新建|改造|实施|引进|培育|获批|治理|开工|发放|认定|签约|创建)")
_WELL_FORMED, _SHORT_HEAD, _SHORT = 0.96, 0.9, 0.66
_MARK = re.compile(r"[，。；：（]")
_JOINS_ON = ("的", "和", "与")


def rate_confidence(named: Named, dated: Dated, reading: Reading) -> float:
    """Give a confidence between 0 and 1, rounded to two digits."""
    if not named.indicator:
        return _NAMED["unit"]
    confidence = _rate_name(named)
    length = len(named.indicator)
    confidence *= 0.65 if length > 20 else 0.9 if length > 14 else 1
    if named.indicator.startswith(_JOINS_ON) or named.indicator.endswith("等") or _MARK.search(named.indicator):
        confidence *= 0.7  # cut at the wrong place
    if reading.kind == "rank":
        confidence *= 0.85
    elif reading.kind == "share" and named.rule not in ("table cell", "three sectors"):
        confidence *= 0.92
    if reading.rule in ("changed to", "share", "share of what follows", "share, whole before"):
        confidence *= 0.85
    return round(confidence * _rate_date(named, dated), 2)


def _rate_name(named: Named) -> float:
    if named.rule != "words before":
        return _NAMED.get(named.rule, _OTHER)
    known = _HEAD.search(named.indicator) is not None
    if len(named.indicator) <= 4:
        return _SHORT_HEAD if known else _SHORT
    return _WELL_FORMED if known or _DONE.match(named.indicator) else _NAMED["words before"]


def _rate_date(named: Named, dated: Dated) -> float:
    if dated.period is None:
        return 0.85
    if dated.rule in ("end of span", FROM_NOW):
        return 0.8
    if dated.rule in ("span of the section", "span"):
        return 0.9 if named.rule == "words after" else 0.95
    return 1.0
