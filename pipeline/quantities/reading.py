"""Read one match of the grammar: a shape of its own, a number with its unit, a range, or a number without a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.quantities.contexts import find_reason
from pipeline.quantities.forms import read_bare, read_form
from pipeline.quantities.numerals import (
    ARABIC,
    has_more,
    parse_low_end,
    parse_numeral,
    parse_two_digits,
    shared_scale,
)
from pipeline.quantities.rows import build_excluded, build_number
from pipeline.records import Number, Sentence
from pipeline.resources.units import Unit, Units

SHAPES = frozenset({"per", "fraction", "chain", "doubling", "rank", "points", "medals", "tenths"})
"""The groups of the grammar that bring their unit with them."""
# 1个和2个百分点, 缩短至9个、4个工作日: the word behind the last one is that of all
_WHOLE_UNIT_FOLLOWS = re.compile(rf"(?:[、和与及]{ARABIC}个?)*[、和与及](?:{ARABIC})个?(?P<unit>百分点|工作日)")
_PER_MILLE = frozenset({"‰", "个千分点", "千分点"})
_TENTH, _WHOLE = Decimal("0.1"), Decimal(1)


@dataclass(frozen=True, slots=True)
class NumberReader:
    """Reads matches of a grammar; `shared_unit` finds the later number that a number takes its unit from."""

    units: Units
    shared_unit: re.Pattern[str]

    def read(self, match: re.Match[str], sentence: Sentence) -> Iterator[Number]:
        """Read a match of the grammar: figures, and numbers with a unit that measure nothing, with the reason.

        It gives nothing for a number without a unit that is no value.
        """
        clean = sentence.clean
        if match.lastgroup in SHAPES:
            for read in read_form(match, clean):
                yield build_number(
                    sentence, read.start, read.end, read.value, read.unit, value_max=read.value_max, form=read.form
                )
        elif match["low"]:
            yield from self._read_range(match, sentence)
        elif match["unit"] == "个" and (shared := _WHOLE_UNIT_FOLLOWS.match(clean, match.end())):
            yield build_number(sentence, match.start(), match.end(), parse_numeral(match["value"]), shared["unit"])
        elif match["value"]:
            yield self._judge(sentence, match.start(), match.end(), match["value"], match["unit"])
        else:
            yield from self._read_bare(match, sentence)

    def _read_bare(self, match: re.Match[str], sentence: Sentence) -> Iterator[Number]:
        """Read a number that no unit follows: it may share the unit of a later one, as in 1.5和4.5个百分点."""
        following = self.shared_unit.match(sentence.clean, match.end()) if match["bare"] else None
        if following:
            unit = self._unit(following["unit"])
            value = parse_low_end(match.group(), following["numeral"]) * _scale_of(following["unit"])
            number = self._judge(sentence, match.start(), match.end(), match.group(), unit.surface, value=value)
            scale = shared_scale(match.group(), following["numeral"])
            unit_at = following.start("unit") - len(scale) - (1 if scale and has_more(following["numeral"]) else 0)
            yield _with_unit_apart(number, sentence, unit_at, following.end())
            return
        bare = read_bare(match, sentence.clean)
        if bare is not None:
            plus = has_more(match.group())
            yield build_number(sentence, match.start(), match.end(), *bare, form="bare", plus=plus)

    def _unit(self, surface: str) -> Unit:
        return self.units.find_unit(surface) or Unit(surface, surface, "count", Decimal(1), surface)

    def _judge(
        self,
        sentence: Sentence,
        start: int,
        end: int,
        numeral: str,
        surface: str,
        *,
        low: str | None = None,
        value: Decimal | None = None,
    ) -> Number:
        """Make the number of a numeral (or a range from `low` to it) with a unit, or exclude it with a reason.

        `value` is given where it is not that of the numeral alone.
        """
        unit = self._unit(surface)
        reason = find_reason(sentence.clean, start, end, dimension=unit.dimension, unit=unit.unit, numeral=numeral)
        if reason is not None:
            return build_excluded(sentence, start, end, reason)
        pair = parse_two_digits(numeral) if low is None and value is None else None
        if pair is not None:
            return build_number(sentence, start, end, pair[0], unit.unit, value_max=pair[1])
        scale = _scale_of(surface)
        high_value = parse_numeral(numeral) * scale if value is None else value
        plus = has_more(numeral)
        if low is None:
            return build_number(sentence, start, end, high_value, unit.unit, plus=plus)
        low_value = parse_low_end(low, numeral) * scale
        return build_number(sentence, start, end, low_value, unit.unit, value_max=high_value, plus=plus)

    def _read_range(self, match: re.Match[str], sentence: Sentence) -> Iterator[Number]:
        low_unit, high_unit = match["low_unit"], match["unit"]
        low_is_less = parse_low_end(match["low"], match["value"]) < parse_numeral(match["value"])
        same = low_unit in (None, high_unit) or (low_unit == "个" and high_unit.startswith("个"))
        from_to = re.search(r"(?:由|从|自)[^，。；]{0,12}$", sentence.clean[: match.start()])
        if low_is_less and same and not from_to:
            yield self._judge(sentence, match.start(), match.end(), match["value"], high_unit, low=match["low"])
            return
        if low_unit:
            yield self._judge(sentence, match.start("low"), match.end("low_unit"), match["low"], low_unit)
        elif from_to and match["low"][0].isdigit():
            low = self._judge(sentence, match.start("low"), match.end("low"), match["low"], high_unit)
            yield _with_unit_apart(low, sentence, match.start("unit"), match.end("unit"))
        yield self._judge(sentence, match.start("value"), match.end("unit"), match["value"], high_unit)


def _with_unit_apart(number: Number, sentence: Sentence, start: int, end: int) -> Number:
    """Note where the unit of a figure stands when it is not behind the numeral."""
    if number.reason is not None:
        return number
    unit_start, unit_end = sentence.raw_span(start, end)
    return replace(number, unit_start=unit_start, unit_end=unit_end)


def _scale_of(surface: str) -> Decimal:
    return _TENTH if surface in _PER_MILLE else _WHOLE
