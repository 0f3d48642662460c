"""Runs of numerals: none of the raw text is left out or stands in two rows, whatever is asked first."""

from __future__ import annotations

import re
from decimal import Decimal

from cases_of import build_document
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.params import Params
from pipeline.quantities import load_number_finder
from pipeline.quantities.find import is_inside_run
from pipeline.quantities.numerals import HAN_NUMERALS, RUN
from pipeline.records import Segmented, Sentence
from pipeline.tables.decimals import fits_decimal

FINDER = load_number_finder(Params().quantities)
RUNS_OF_ONE_KIND = re.compile(rf"[\d{HAN_NUMERALS}](?:(?<=\d)\d*[十百千万亿萬億]*|(?<!\d)[{HAN_NUMERALS}]*)")
SIGNS = "12３.,万五拾个、。\n"


@given(st.text(SIGNS, max_size=9))
def test_a_place_lies_inside_a_run_of_one_kind_or_not(text):
    inside = {place for run in RUNS_OF_ONE_KIND.finditer(text) for place in range(run.start() + 1, run.end())}
    assert {place for place in range(len(text) + 1) if is_inside_run(text, place)} == inside


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.text(SIGNS, min_size=1, max_size=6), st.sampled_from(["body", "outline", None])), max_size=6)
)
def test_what_lies_outside_of_sentences_is_found_as_in_the_whole_text(pieces):
    text = "".join(piece for piece, _ in pieces)
    sentences, place = [], 0
    for piece, kind in pieces:
        if kind is not None:
            offsets = tuple(range(place, place + len(piece)))
            sentences.append(
                Sentence(f"s{place}", "d", place, place + len(piece), piece, piece, offsets, kind, 0, tokens=(piece,))
            )
        place += len(piece)
    found = FINDER.find(build_document(text), Segmented((), (), tuple(sentences)))
    rows = [(number.char_start, number.char_end) for number in found if number.sentence_id is not None]
    outside = [
        run.span()
        for run in re.finditer(RUN, text)
        if not any(start < run.end() and run.start() < end for start, end in rows)
    ]
    assert [(number.char_start, number.char_end) for number in found if number.sentence_id is None] == outside


@given(st.decimals(allow_nan=False, allow_infinity=False), st.integers(-40, 40))
def test_a_value_that_fits_is_kept_by_a_decimal_column(value, power):
    scaled = value.scaleb(power) if -400 < value.adjusted() < 400 else value
    _, digits, exponent = scaled.as_tuple()
    written = "".join(map(str, digits)).lstrip("0")
    places, whole = max(0, -exponent - (len(written) - len(written.rstrip("0")))), len(written) + exponent
    assert fits_decimal(scaled) == (not written or (places <= 10 and whole <= 28))
    assert fits_decimal(Decimal("9" * 28))
    assert not fits_decimal(Decimal("9" * 29))
