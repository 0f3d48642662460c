"""Find every number of a report: number-unit pairs, and all other numbers with the reason why they are none.

The result is a ledger: each run of digits and each run of Chinese numerals of the raw text lies in exactly one row.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import attrgetter
from pathlib import Path

from pipeline.params import QuantitiesParams
from pipeline.quantities.grammar import Grammar, build_grammar
from pipeline.quantities.grids import Cell, find_cells
from pipeline.quantities.leftovers import Claim, explain_run, find_claim, find_claims
from pipeline.quantities.numerals import HAN_NUMERALS
from pipeline.quantities.reading import SHAPES, NumberReader
from pipeline.quantities.rows import build_excluded, build_number
from pipeline.records import Document, Number, Reason, Segmented, Sentence
from pipeline.resources.exclusions import Exclusions, load_exclusions
from pipeline.resources.units import Units, load_units

_QUOTED_RANK = re.compile(r"(?:跻身|进入|入选|入围|位列|晋级)[^，。；]{0,14}“$")
# 进入“中国产业园区百强”: the quoted name of the list ends with the place
_QUOTED_LIST = re.compile(r"(?:跻身|进入|入选|入围|位列|晋级)[^，。；“]{0,8}“[^”，。；]{2,20}$")
_RUN_SIGNS = frozenset(f"{HAN_NUMERALS}.,")
_SCALES = "十百千万亿萬億"
_PLACE = attrgetter("char_start", "char_end")
_CLEAN_START = attrgetter("clean_start")


@dataclass(frozen=True, slots=True)
class NumberFinder:
    """Finds the numbers of segmented documents. Build it with `load_number_finder`."""

    params: QuantitiesParams
    units: Units
    exclusions: Exclusions
    grammar: Grammar
    reader: NumberReader

    def find(self, document: Document, segmented: Segmented) -> tuple[Number, ...]:
        """Find all numbers of a document, sorted by place.

        Numbers of sentences are read on the clean view. What stands in a region (a notice, front matter) gets the
        reason `page noise`. A run of digits that no sentence covers is never dropped.
        """
        cells: dict[str, list[Cell]] = {}
        for cell in find_cells(segmented.sentences, self.units):
            cells.setdefault(cell.sentence_id, []).append(cell)
        found: list[Number] = []
        for sentence in segmented.sentences:
            if sentence.kind == "outline":
                continue  # it repeats headings; its numbers are page noise, as its region says
            found += self.find_in_sentence(sentence, cells.get(sentence.sentence_id, ()))
        found += self._find_outside(document, segmented, found)
        return tuple(sorted(found, key=_PLACE))

    def find_in_sentence(self, sentence: Sentence, cells: Sequence[Cell] = ()) -> list[Number]:
        """Find the numbers of one sentence, sorted by place; they never overlap. `cells` are its table cells."""
        clean = sentence.clean
        runs = [run.span() for run in self.grammar.run.finditer(clean)]
        if not runs and not self.grammar.masked.search(clean):
            return []
        claims = find_claims(clean, self.exclusions)
        numbers = self._read_cells(sentence, cells) if cells else self._find_masked(sentence)
        if not cells:
            numbers += self._read_prose(sentence, claims, list(numbers))
        # a number that ends inside a run would stand in two rows
        numbers = [
            one
            for one in numbers
            if not is_inside_run(clean, one.clean_end) and not is_inside_run(clean, one.clean_start)
        ]
        numbers += _explain_rest(sentence, runs, claims, numbers)
        return sorted(numbers, key=_CLEAN_START)

    def _read_prose(self, sentence: Sentence, claims: list[Claim], masked: list[Number]) -> Iterator[Number]:
        clean, position = sentence.clean, 0
        while match := self.grammar.number.search(clean, position):
            start, end = match.span()
            mask = (
                next((one for one in masked if one.clean_start < end and start < one.clean_end), None)
                if masked
                else None
            )
            if mask is not None:
                position = max(mask.clean_end, start + 1)
                continue
            claim = find_claim(claims, start, end, whole=match.lastgroup in SHAPES)
            if claim is not None and not (match["rank"] and _is_quoted_rank(clean, start, end)):
                if start < claim.start < end:  # 56家到2005年: what stands before the claim may be a number of its own
                    match = self.grammar.number.search(clean, start, claim.start)
                    if match is not None and match.start() == start and match["value"] and not match["low"]:
                        yield from self.reader.read(match, sentence)
                # where the claim covers only the first part, look again right after it
                position = claim.end if claim.start <= start < claim.end < end else max(end, start + 1)
                continue
            made = list(self.reader.read(match, sentence))
            yield from made
            position = max(end if made else _run_end(self.grammar, clean, start), start + 1)

    def _read_cells(self, sentence: Sentence, cells: Sequence[Cell]) -> list[Number]:
        numbers = []
        for cell in cells:
            number = build_number(sentence, cell.start, cell.end, cell.value, cell.unit_name, form="cell")
            span = cell.unit.span if cell.unit else None
            numbers.append(replace(number, unit_start=span[0], unit_end=span[1]) if span else number)
        return numbers

    def _find_masked(self, sentence: Sentence) -> list[Number]:
        if not self.params.keep_masked:
            return []
        return [
            build_excluded(sentence, match.start(), match.end(), "masked")
            for match in self.grammar.masked.finditer(sentence.clean)
        ]

    def _find_outside(self, document: Document, segmented: Segmented, found: list[Number]) -> list[Number]:
        """Find runs of the raw text that no row covers yet: in regions, or between sentences."""
        covered = sorted((number.char_start, number.char_end) for number in found)
        starts = [start for start, _ in covered]
        regions = [(region.char_start, region.char_end) for region in segmented.regions]
        rows = []
        stretches = _stretches_outside(document.text, segmented.sentences)
        for match in chain.from_iterable(self.grammar.run.finditer(document.text, *stretch) for stretch in stretches):
            index = bisect_right(starts, match.end() - 1) - 1
            if index >= 0 and covered[index][1] > match.start():
                continue
            in_region = any(start <= match.start() < end for start, end in regions)
            reason: Reason = "page noise" if in_region else "unexplained"
            rows.append(
                Number(
                    document.doc_id, None, match.start(), match.end(), match.group(), -1, -1, form="run", reason=reason
                )
            )
        return rows


def load_number_finder(params: QuantitiesParams, *, overrides: Path | None = None) -> NumberFinder:
    """Load units and exclusion patterns. `overrides` is a folder whose files replace the packaged ones."""
    units = load_units(overrides=overrides)
    grammar = build_grammar(units)
    return NumberFinder(
        params, units, load_exclusions(overrides=overrides), grammar, NumberReader(units, grammar.shared_unit)
    )


def _is_quoted_rank(clean: str, start: int, end: int) -> bool:
    """Tell whether a place among the first is named, though a quoted name holds it."""
    before = clean[:start]
    return bool(_QUOTED_RANK.search(before) or (clean[end : end + 1] == "”" and _QUOTED_LIST.search(before)))


def _explain_rest(
    sentence: Sentence, runs: Sequence[tuple[int, int]], claims: list[Claim], taken: list[Number]
) -> list[Number]:
    """Give each run of numerals that is not yet taken a row of its own with a reason."""
    spans = sorted((number.clean_start, number.clean_end) for number in taken)
    rest, index = [], 0
    for start, end in runs:
        while index < len(spans) and spans[index][1] <= start:
            index += 1
        if index == len(spans) or spans[index][0] >= end:
            rest.append(build_excluded(sentence, start, end, explain_run(sentence, start, end, claims)))
    return rest


def is_inside_run(clean: str, place: int) -> bool:
    """Tell whether a place lies between two characters of one run: of digits with scale words behind, or of Han.

    A scale word right behind digits belongs to them: 10万五保对象 is 10万 and 五.
    """
    before, here = clean[place - 1 : place], clean[place : place + 1]
    if here.isdecimal():
        return before.isdecimal()
    if not here or not before or here not in HAN_NUMERALS:
        return False
    if before.isdecimal():
        return here in _SCALES
    if here in _SCALES or before not in _SCALES:
        return before in HAN_NUMERALS
    return not clean[:place].rstrip(_SCALES)[-1:].isdecimal()


def _stretches_outside(text: str, sentences: Iterable[Sentence]) -> Iterator[tuple[int, int]]:
    """Give the stretches in which a run may lie that no row covers.

    In a sentence whose clean view is its text, each run has its row; none may go on from there into a stretch.
    """
    position = 0
    for one in sentences:
        if one.kind == "outline" or one.text != one.clean:
            continue
        if _goes_on(text, one.char_start) or _goes_on(text, one.char_end):
            continue
        if position < one.char_start:
            yield position, one.char_start
        position = max(position, one.char_end)
    yield position, len(text)


def _goes_on(text: str, place: int) -> bool:
    """Tell whether a run may have characters on both sides of a place."""
    return all(sign in _RUN_SIGNS or sign.isdecimal() for sign in (text[place - 1 : place], text[place : place + 1]))


def _run_end(grammar: Grammar, clean: str, start: int) -> int:
    run = grammar.run.search(clean, start)
    return run.end() if run else start + 1
