"""Names that stand before a class of things as examples of it."""

from __future__ import annotations

import re

from pipeline.facts.naming.phrases.verbs import leading_verb
from pipeline.facts.patterns import Patterns

_EXAMPLES = re.compile(
    r"^(?:等(?=[“\u4e00-\u9fff]{4})|[\u4e00-\u9fff]{0,12}等(?=\d[\d.]*[万千百]?亿?[万元]?元?以上|[十百千]亿[元级]))"
)


def without_examples(phrase: str, patterns: Patterns) -> str:
    """Drop the names: 云山科技等20亿元以上项目 -> 20亿元以上项目; but not with a verb that is the indicator's."""
    found = _EXAMPLES.match(phrase) if "等" in phrase else None
    return phrase[found.end() :] if found and not leading_verb(phrase, patterns) else phrase
