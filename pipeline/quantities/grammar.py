"""The shapes of a number with its unit, as one compiled expression over the clean view of a sentence.

Alternatives are tried in the order of SHAPES; the group that matched names the form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.quantities.numerals import ARABIC, ARABIC_SCALED, HAN, HAN_SCALED
from pipeline.resources.units import Units

SEPARATOR = r"(?:[-—–~～]{1,2}|至|到)"
_BEFORE_ARABIC = r"(?<![\dA-Za-z_/])(?<!\d[.,])"
_DIGITS_HAN = "[一二两三四五六七八九]"


@dataclass(frozen=True, slots=True)
class Grammar:
    """number: finds one number; masked: finds a masked figure (`**亿元`); run: any run of digits or Han numerals."""

    number: re.Pattern[str]
    masked: re.Pattern[str]
    run: re.Pattern[str]


def build_grammar(units: Units) -> Grammar:
    """Compile the grammar for a set of units."""
    unit = (
        rf"(?:{units.pattern})(?:/(?:{units.pattern}|"
        rf"[\u4e00-\u9fff]{{1,2}}(?![\u4e00-\u9fff])))?(?:（(?:{units.pattern})）)?"
    )
    arabic = rf"{_BEFORE_ARABIC}(?:{ARABIC_SCALED})"
    numeral = rf"(?:{arabic}|{HAN_SCALED})"
    shapes = (
        rf"(?P<per>(?P<per_of>[百千万])分之(?P<per_value>{HAN}(?:点[零〇一二三四五六七八九]+)?|{ARABIC}))",
        rf"(?P<fraction>(?P<denominator>{HAN})分之(?P<numerator>{HAN})|"
        rf"{_BEFORE_ARABIC}(?P<over>\d{{1,2}})/(?P<under>\d{{1,3}})(?![\d/]))",
        rf"(?P<chain>{_BEFORE_ARABIC}\d+(?:\.\d+)?(?::\d+(?:\.\d+)?){{1,4}})",
        rf"(?P<doubling>(?:翻|再翻)(?:了)?(?:近|约|超)?(?P<times>{HAN}|{ARABIC})番)",
        rf"(?P<rank>第(?P<rank_value>{HAN}|\d+)(?P<rank_unit>[位名](?![下上])|[个家](?![月])|)"
        rf"|前(?P<top_value>{HAN}|\d+)(?P<top_unit>[强位名])|"
        rf"前(?P<top_alone>[一二三四五六七八九十]{{1,2}})(?=[，。；、！]|$)|(?P<strong_value>{HAN}|"
        rf"{_BEFORE_ARABIC}\d+)强(?![化度调大势力弱县镇企区]))",
        rf"(?P<tenths>(?<![{HAN[1:-2]}\d])(?P<tenths_value>{_DIGITS_HAN})成(?P<half>半)?(?![立为效果功就员本长熟型品套交分都绩人因]))",
        rf"(?P<range>(?P<low>{numeral})(?P<low_unit>{unit})?{SEPARATOR}(?P<high>{arabic}|"
        rf"{ARABIC_SCALED}|{HAN_SCALED})(?P<high_unit>{unit}))",
        rf"(?P<plain>(?P<value>{numeral})(?P<unit>{unit}))",
        rf"(?P<bare>{arabic}(?!\s?(?:{units.pattern})))",
        r"(?P<bare_scale>[百千万十]*[百千万亿](?=[，。；、！）]|大关|$))",
    )
    masked = (
        rf"(?P<mask>\*{{2,3}}|[×X]{{2,3}}|(?<![a-z])x{{2,3}}|"
        rf"[△▲○□]{{2,3}})(?:[十百千万亿]*(?:{units.pattern})|[万亿])"
    )
    return Grammar(
        number=re.compile("|".join(shapes)),
        masked=re.compile(masked),
        run=re.compile(rf"\d+(?:[.,]\d+)*|{HAN}"),
    )
