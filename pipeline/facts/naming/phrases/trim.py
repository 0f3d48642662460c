"""Drop from a phrase what is no part of an indicator: connectives, times, what leads to the value."""

from __future__ import annotations

import re

from pipeline.facts.naming.phrases.heads import is_bare_head
from pipeline.facts.patterns import TIME, Patterns
from pipeline.resources.pattern_openings import Openings

_TIMES_AHEAD = re.compile(rf"^(?:{TIME}[，]?)+")
_TIMES = Openings(_TIMES_AHEAD)
_BY_THEN = re.compile(rf"(?<=[\u4e00-\u9fff]{{2}}){TIME}(?<=前)$")
_ONE_OF_LIST = re.compile(r"等(?:一批|一系列|\d*[个项]|重[点大]|系列|项目|工程|产业).*$")


def strip_tail(phrase: str, patterns: Patterns) -> str:
    """Drop what stands between an indicator and its value: 达到, 约, 控制在, 到2025年..."""
    return patterns.tail.sub("", phrase)


def strip_lead(phrase: str, patterns: Patterns) -> str:
    """Drop connectives, times and adverbs before an indicator, as many as stand there."""
    while match := patterns.lead.match(phrase):
        rest = phrase[match.end() :]
        if len(rest) < 2 or is_bare_head(phrase):
            break
        phrase = rest
    return phrase


def strip_time(phrase: str) -> str:
    """Drop expressions of time at the front of a phrase."""
    return _TIMES_AHEAD.sub("", phrase) if _TIMES.may_match(phrase) else phrase


def strip_deadline(phrase: str) -> str:
    """Drop the day by which something is done where it stands behind a noun: 项目6月底前 -> 项目."""
    return _BY_THEN.sub("", phrase) if phrase.endswith("前") else phrase


def last_of_names(phrase: str) -> str:
    """Give the name itself where it ends a list: 甲光电等一批项目竣工 -> 甲光电."""
    return _ONE_OF_LIST.sub("", phrase) or phrase
