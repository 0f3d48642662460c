"""The shapes of a number with its unit, as one compiled expression over the clean view of a sentence.

Alternatives are tried in the order of `_shapes`; the group that matched names the form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.quantities.numerals import ARABIC, ARABIC_SCALED, HAN, HAN_NUMERALS, HAN_SCALED, RUN
from pipeline.resources.units import Units

SEPARATOR = r"(?:[-—–~～]{1,2}|至|到)"
_SEPARATES = "\\-—–~～至到"
_BEFORE_ARABIC = r"(?<![\dA-Za-z_/])(?<!\d[.,])(?<!\.\$)"
# GDP412.5亿元, SUV3万辆: an abbreviation that runs into its value; what it can measure or count follows
_BEHIND_LETTERS = r"(?<=[A-Z&][A-Z])(?<![A-Z]{6})"
_BEHIND_LETTERS_UNIT = r"(?:美?元|%|个百分点|[个家项件户台套辆吨人例条座](?![型级号式代]))"
_ARABIC_VALUE = rf"{_BEFORE_ARABIC}{ARABIC_SCALED}"
_MEDALS = r"(?:\d{1,3}(?:\.5)?|[一二两三四五六七八九十]{1,3})"
_DIGITS_HAN = "[一二两三四五六七八九]"
# 元每平方米; 每年, 每户 and 每人 begin a clause of their own
_PER_MEASURE = "(?:平方米|立方米|平方公里|公里|亩|公顷|升|吨|千瓦时|公斤|千克)"
# 元/月, 公斤/人次; not 元/月和, where the next figure begins
_PER_WORD = "[\u4e00-\u9fff](?:(?![和与及或至到])[\u4e00-\u9fff])?(?=[^\u4e00-\u9fff]|[和与及或至到]|$)"
_PER_VALUE = rf"(?:{HAN}(?:点[零〇一二三四五六七八九]+)?|{ARABIC})"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The expressions that find numbers.

    number finds one number, masked a masked figure (`**亿元`), run any run of digits or Han numerals; shared_unit
    matches what follows a number that takes its unit from a later one (12、20和35项).
    """

    number: re.Pattern[str]
    masked: re.Pattern[str]
    run: re.Pattern[str]
    shared_unit: re.Pattern[str]


def build_grammar(units: Units) -> Grammar:
    """Compile the grammar for a set of units."""
    masked = (
        rf"(?:\*{{2,3}}|[×X]{{2,3}}|(?<![a-z])x{{2,3}}|"
        rf"[△▲○□]{{2,3}})(?:[十百千万亿]*(?:{units.pattern})|[万亿])"
    )
    shared = rf"(?:[、和与]{ARABIC})*[、和与](?P<numeral>{ARABIC_SCALED})(?P<unit>{units.pattern})"
    return Grammar(
        number=re.compile(rf"(?=[\d{HAN_NUMERALS}第前翻再])(?:{'|'.join(_shapes(units))})"),
        masked=re.compile(rf"(?=[*×Xx△▲○□])(?:{masked})"),
        run=re.compile(RUN),
        shared_unit=re.compile(shared),
    )


def _shapes(units: Units) -> tuple[str, ...]:
    """Give the shapes in their order.

    Most numbers are counted in a unit, and most signs of numerals that begin none stand in words (进一步). So a glance
    at the sign behind the numeral comes before all shapes that bring their unit with them, and another one before the
    units; both let through whatever can match.
    """
    begins_unit = "".join(sorted({re.escape(surface[0]) for surface in units.by_surface}))
    return (
        rf"(?=[第前翻再]|[\d.,{HAN_NUMERALS}]+[:/强点成分金银铜])(?:{'|'.join(_shapes_with_units())})",
        rf"(?=[\d.,点余多几{HAN_NUMERALS}]+[{begins_unit}{_SEPARATES}]){_counted(units)}",
        rf"(?P<bare>{_ARABIC_VALUE}(?!\s?(?:{units.pattern})))",
        r"(?P<bare_scale>[百千万十]*[百千万亿](?=[，。；、！）]|大关|级?(?:台阶|大关|关口|目标|规模)|级[，。；]|$))",
    )


def _counted(units: Units) -> str:
    """A numeral with its unit (`value`, `unit`), of a range with the lower end before it (`low`, `low_unit`)."""
    unit = (
        rf"(?:{units.pattern})(?:/(?:|[十百千万]+)(?:{units.pattern})|"
        rf"每[十百千万]*{_PER_MEASURE}|/{_PER_WORD})?(?:（(?:{units.pattern})）)?"
    )
    numeral = rf"(?:{_ARABIC_VALUE}|{HAN_SCALED})"
    behind_letters = rf"{_BEHIND_LETTERS}{ARABIC_SCALED}(?={_BEHIND_LETTERS_UNIT})"
    # what separates the ends of a range stands before the end of the clause, if anywhere
    clause_ends = "".join(sign for sign in "，。；、" if sign not in units.pattern)
    separated = rf"(?=[^{clause_ends}{_SEPARATES}]*[{_SEPARATES}])"
    return (
        rf"(?P<counted>(?:{separated}(?P<low>{numeral})(?P<low_unit>{unit})?{SEPARATOR})?"
        rf"(?P<value>{numeral}|{behind_letters})(?P<unit>{unit}))"
    )


def _shapes_with_units() -> tuple[str, ...]:
    return (
        rf"(?P<per>(?P<per_of>[百千万])分之(?P<per_value>{_PER_VALUE})"
        rf"(?:{SEPARATOR}(?:(?P=per_of)分之)?(?P<per_high>{_PER_VALUE}))?)",
        rf"(?P<fraction>(?P<denominator>{HAN})分之(?P<numerator>{HAN})|"
        rf"{_BEFORE_ARABIC}(?P<over>\d{{1,2}})/(?P<under>\d{{1,3}})(?![\d/万]))",
        rf"(?P<chain>{_BEFORE_ARABIC}\d+(?:\.\d+)?(?::\d+(?:\.\d+)?){{1,4}})",
        rf"(?P<doubling>(?:翻|再翻)(?:了)?(?:近|约|超)?(?P<times>{HAN}|{ARABIC})番)",
        rf"(?P<rank>第(?P<rank_value>{HAN}|\d+)(?P<rank_unit>[位名](?!下[^降滑]|上[^升移调])|[个家](?![月])|)"
        rf"|前(?P<top_value>{HAN}|\d+)(?P<top_unit>[强位名])|"
        rf"前(?P<top_alone>[一二三四五六七八九十]{{1,2}}|\d{{1,3}})(?=[，。；、！]|$)|(?P<strong_value>{HAN}|"
        rf"{_BEFORE_ARABIC}\d+)强(?![化度调大势力弱县市镇企区]|中(?:位|名|的位)))",
        rf"(?P<medals>(?<![{HAN_NUMERALS}\d.])(?:{_MEDALS}金、?{_MEDALS}银(?:、?{_MEDALS}铜)?|{_MEDALS}[金银]、?{_MEDALS}铜))",
        rf"(?P<points>(?P<points_value>{_BEFORE_ARABIC}{ARABIC})点(?![位次多半钟整集线源子面阵\d]))",
        rf"(?P<tenths>(?<![{HAN_NUMERALS}\d])(?P<tenths_value>{_DIGITS_HAN}|{_BEFORE_ARABIC}[1-9])"
        r"成(?P<half>[半一二三四五六七八九](?![十百千万亿个家项名]))?(?![立为效果功就员本长熟型品套交分都绩因]|人(?![才口员群])))",
    )
