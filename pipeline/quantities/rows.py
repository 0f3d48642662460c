"""Build the rows of the ledger from places in the clean view of a sentence."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.records import Number, Reason, Sentence
from pipeline.tables.decimals import fits_decimal

# 增长-3.2%, 利润为-2亿元; in 2016-2020, A-3 or 一期-3号 the dash is none
_MINUS = re.compile(r"(?:[\u4e00-\u9fff（：，、|\t ]|^)-$")


def build_number(
    sentence: Sentence,
    start: int,
    end: int,
    value: Decimal,
    unit: str,
    *,
    value_max: Decimal | None = None,
    form: str = "quantity",
    plus: bool = False,
) -> Number:
    """Build the row of a figure at `clean[start:end]`; a value of too many digits makes it unexplained."""
    # a change of -3.2% is a fall of 3.2%: its sign is a word of change, not a part of the figure
    if unit not in ("%", "百分点") and form != "cell" and _MINUS.search(sentence.clean[max(0, start - 2) : start]):
        start, value = start - 1, -value
    if not fits_decimal(value) or (value_max is not None and not fits_decimal(value_max)):
        return build_excluded(sentence, start, end, "unexplained")  # more digits than any real figure has
    raw_start, raw_end = sentence.raw_span(start, end)
    text = sentence.text[raw_start - sentence.char_start : raw_end - sentence.char_start]
    return Number(
        sentence.doc_id, sentence.sentence_id, raw_start, raw_end, text, start, end, value, value_max, unit, form, plus
    )


def build_excluded(sentence: Sentence, start: int, end: int, reason: Reason) -> Number:
    """Build the row of a number at `clean[start:end]` that is no figure."""
    raw_start, raw_end = sentence.raw_span(start, end)
    text = sentence.text[raw_start - sentence.char_start : raw_end - sentence.char_start]
    value = value_max = unit = None
    # all by place: by name it takes three times as long, and most numbers are no figures
    return Number(
        sentence.doc_id,
        sentence.sentence_id,
        raw_start,
        raw_end,
        text,
        start,
        end,
        value,
        value_max,
        unit,
        "run",
        False,
        reason,
    )
