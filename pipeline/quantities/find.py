"""Find every number of a report: number-unit pairs, and all other numbers with the reason why they are none.

The result is a ledger: each run of digits and each run of Chinese numerals of the raw text lies in exactly one row.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pipeline.params import QuantitiesParams
from pipeline.quantities.contexts import find_reason
from pipeline.quantities.grammar import Grammar, build_grammar
from pipeline.quantities.grids import Cell, cell_value, find_cells
from pipeline.quantities.numerals import ARABIC, ARABIC_SCALED, has_more, parse_numeral
from pipeline.records import Document, Number, Reason, Segmented, Sentence
from pipeline.resources.exclusions import Exclusion, load_exclusions
from pipeline.resources.units import Unit, Units, load_units
from pipeline.tables.decimals import fits_decimal

_MOST_DOUBLINGS = 20
# 增长-3.2%, 利润为-2亿元; in 2016-2020, A-3 or 一期-3号 the dash is none
_MINUS = re.compile(r"(?:[\u4e00-\u9fff（：，、|\t ]|^)-$")
_POINTS_FOLLOW = re.compile(rf"(?:[、和与及]{ARABIC}个?)*[、和与及](?:{ARABIC})个?百分点")
_PEOPLE_AFTER = re.compile(
    r"^(?:名)?(?:[^，。；、\d]{0,6}?)(?:群众|农民|人口|居民|学生|劳动力|老人|职工|农牧民|市民|"
    r"党员|干部|游客|人才|用户|移民|参保|师生|官兵|儿童|毕业生)"
)
_VISITS_BEFORE = re.compile(r"(?:人次|人次数|客流量|吞吐量)[^，。；\d]{0,8}$")
_PEOPLE_BEFORE = re.compile(r"(?:人口|人数|就业|用工|从业人员|在校生)[^，。；\d]{0,8}$")
_MONEY_BEFORE = re.compile(
    r"(?:收入|产值|总额|投资|利润|税收|营收|销售额?|余额|GDP|增加值|生产总值|交易额|成交额|市值|"
    r"规模)[^，。；\d]{0,8}$"
)
_HOUSEHOLDS_BEFORE = re.compile(r"(?:用户|户数|市场主体|经营主体|个体工商户)[^，。；\d]{0,8}$")
_BARE_LEAD = re.compile(
    r"(?:达到?|为|至|到|突破|超过?|升至|降至|是|控制在|比|指数|系数|得分|提高|浓度|比例|降为|分|"
    r"数|率)$"
)
_BARE_FROM = re.compile(r"(?:比|比值|指数|系数|得分|分|浓度)(?:由|从)[^，。；\d]{0,4}(?:\d{4}年的?)?$")
_CLAUSE_END = re.compile(r"^(?:左右|以上|以下|以内)?(?:[，。；、！）]|$)")
_TOP_VERB = re.compile(
    r"(?:入选|入围|进入|跻身|晋级|列|居|位|排|评为|获评|荣登|登上|迈入|挺进|成为|荣获|进|“|全国|"
    r"全省|全市|中国|全球|世界)[^，。；]{0,14}$"
)
_TOP_LIST = re.compile(r"(?:位列|位居|居|列|进入|排名|跻身|稳居|保持|名列|入围|挺进|迈入)[^，。；]{0,16}$")
_RANK_PLACE = re.compile(
    r"(?:居|列|位|排|排名|名列|位次|全国|全省|全区|全市|全州|世界|全球|中部|西部|东部|省|地区|"
    r"长三角|评分|总分|亚洲|城市|前进|升至|跃升|上升|保持|稳居|获|取得|得)[^，。；]{0,10}$"
)


@dataclass(frozen=True, slots=True)
class NumberFinder:
    """Finds the numbers of segmented documents. Build it with `load_number_finder`."""

    params: QuantitiesParams
    units: Units
    exclusions: tuple[Exclusion, ...]
    grammar: Grammar
    shared_unit: re.Pattern[str]

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
        return tuple(sorted(found, key=lambda number: (number.char_start, number.char_end)))

    def find_in_sentence(self, sentence: Sentence, cells: Sequence[Cell] = ()) -> list[Number]:
        """Find the numbers of one sentence, sorted by place; they never overlap. `cells` are its table cells."""
        clean = sentence.clean
        if cells:
            return self._read_cells(sentence, cells)
        if not self.grammar.run.search(clean) and not self.grammar.masked.search(clean):
            return []
        claims = self._find_claims(clean)
        taken: list[tuple[int, int]] = []
        numbers: list[Number] = []
        position = 0
        while match := self.grammar.number.search(clean, position):
            position = max(match.end(), match.start() + 1)
            if _claimed(claims, match.start(), match.end()):
                if _claimed(claims, match.start(), match.start() + 1) and not _claimed(
                    claims, match.end() - 1, match.end()
                ):
                    # the claim covers only the first part: look again right after it
                    position = next(end for start, end, _ in claims if start <= match.start() < end)
                continue
            made = list(self._read(match, sentence))
            if not made:
                position = (
                    match.start() + 1
                    if match.lastgroup is None
                    else max(match.start() + 1, _run_end(self.grammar, clean, match.start()))
                )
                continue
            numbers += made
            taken += [(number.clean_start, number.clean_end) for number in made]
        numbers += self._find_masked(sentence, taken)
        numbers += self._explain_rest(sentence, claims, taken)
        return sorted(numbers, key=lambda number: number.clean_start)

    def _read_cells(self, sentence: Sentence, cells: Sequence[Cell]) -> list[Number]:
        numbers, taken = [], []
        for cell in cells:
            read = cell_value(sentence.clean[cell.start : cell.end], cell.unit, self.units)
            if read is not None:
                numbers.append(_number(sentence, cell.start, cell.end, read[0], read[1], form="cell"))
                taken.append((cell.start, cell.end))
        numbers += self._explain_rest(sentence, self._find_claims(sentence.clean), taken)
        return sorted(numbers, key=lambda number: number.clean_start)

    def _find_claims(self, clean: str) -> list[tuple[int, int, Reason]]:
        claims = [
            (match.start(), match.end(), exclusion.reason)
            for exclusion in self.exclusions
            for match in exclusion.pattern.finditer(clean)
        ]
        return sorted(claims, key=lambda claim: claim[0])

    def _read(self, match: re.Match[str], sentence: Sentence) -> Iterator[Number]:
        clean = sentence.clean
        if match["per"]:
            scale = {"百": 1, "千": 10, "万": 100}[match["per_of"]]
            yield _number(
                sentence, match.start(), match.end(), parse_numeral(match["per_value"]) / scale, "%", form="fraction"
            )
        elif match["fraction"]:
            value = _read_fraction(match)
            if value is not None:
                yield _number(sentence, match.start(), match.end(), value, "%", form="fraction")
        elif match["chain"]:
            yield from _read_chain(match, sentence)
        elif match["doubling"]:
            times = parse_numeral(match["times"])
            value = 2**times if times <= _MOST_DOUBLINGS else Decimal("NaN")
            yield _number(sentence, match.start(), match.end(), value, "倍", form="multiple")
        elif match["rank"]:
            yield from _read_rank(match, sentence)
        elif match["tenths"]:
            value = parse_numeral(match["tenths_value"]) * 10 + (5 if match["half"] else 0)
            yield _number(sentence, match.start(), match.end(), value, "%", form="fraction")
        elif match["range"]:
            yield from self._read_range(match, sentence)
        elif match["plain"] and match["unit"] == "个" and _POINTS_FOLLOW.match(clean, match.end()):
            yield _number(sentence, match.start(), match.end(), parse_numeral(match["value"]), "百分点")
        elif match["plain"]:
            yield self._judge(sentence, match.start(), match.end(), match["value"], match["unit"])
        elif match["bare"] or match["bare_scale"]:
            shared = self._shared_unit(match, clean)
            bare = _read_bare(match, clean)
            if shared is not None:
                yield self._judge(sentence, match.start(), match.end(), match.group(), shared)
            elif bare is not None:
                value, unit = bare
                yield _number(
                    sentence, match.start(), match.end(), value, unit, form="bare", plus=has_more(match.group())
                )

    def _shared_unit(self, match: re.Match[str], clean: str) -> str | None:
        """In 1.5和4.5个百分点 the unit after the last number holds for the numbers before it."""
        if not match["bare"]:
            return None
        following = self.shared_unit.match(clean, match.end())
        return following["unit"] if following else None

    def _judge(
        self, sentence: Sentence, start: int, end: int, numeral: str, surface: str, low: str | None = None
    ) -> Number:
        """Make the number of a numeral (or a range from `low` to it) with a unit, or exclude it with a reason."""
        unit = self.units.find_unit(surface) or Unit(surface, surface, "count", Decimal(1), surface)
        reason = find_reason(sentence.clean, start, end, dimension=unit.dimension, unit=unit.unit, numeral=numeral)
        if reason is not None:
            return _excluded(sentence, start, end, reason)
        scale = Decimal("0.1") if surface in ("‰", "个千分点", "千分点") else Decimal(1)
        high_value = parse_numeral(numeral) * scale
        plus = has_more(numeral)
        if low is None:
            return _number(sentence, start, end, high_value, unit.unit, plus=plus)
        low_value = _scale_low(low, numeral) * scale
        return _number(sentence, start, end, low_value, unit.unit, value_max=high_value, plus=plus)

    def _read_range(self, match: re.Match[str], sentence: Sentence) -> Iterator[Number]:
        low_unit, high_unit = match["low_unit"], match["high_unit"]
        low_is_less = _scale_low(match["low"], match["high"]) < parse_numeral(match["high"])
        same = low_unit is None or low_unit == high_unit
        from_to = re.search(r"(?:由|从|自)[^，。；]{0,12}$", sentence.clean[: match.start()])
        if low_is_less and same and not from_to:
            yield self._judge(sentence, match.start(), match.end(), match["high"], high_unit, low=match["low"])
            return
        if low_unit:
            yield self._judge(sentence, match.start("low"), match.end("low_unit"), match["low"], low_unit)
        elif from_to and match["low"][0].isdigit():
            yield self._judge(sentence, match.start("low"), match.end("low"), match["low"], high_unit)
        yield self._judge(sentence, match.start("high"), match.end("high_unit"), match["high"], high_unit)

    def _find_masked(self, sentence: Sentence, taken: list[tuple[int, int]]) -> list[Number]:
        if not self.params.keep_masked:
            return []
        rows = []
        for match in self.grammar.masked.finditer(sentence.clean):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                rows.append(_excluded(sentence, match.start(), match.end(), "masked"))
                taken.append((match.start(), match.end()))
        return rows

    def _explain_rest(
        self, sentence: Sentence, claims: list[tuple[int, int, Reason]], taken: list[tuple[int, int]]
    ) -> list[Number]:
        """Give each numeral run that is not yet taken a row of its own with a reason."""
        rows = []
        for match in self.grammar.run.finditer(sentence.clean):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            claimed = _claimed(claims, match.start(), match.end())
            reason: Reason = claimed or ("unexplained" if match.group()[0].isdigit() else "idiom")
            rows.append(_excluded(sentence, match.start(), match.end(), reason))
        return rows

    def _find_outside(self, document: Document, segmented: Segmented, found: list[Number]) -> list[Number]:
        """Find runs of the raw text that no row covers yet: in regions, or between sentences."""
        covered = sorted((number.char_start, number.char_end) for number in found)
        starts = [start for start, _ in covered]
        regions = [(region.char_start, region.char_end) for region in segmented.regions]
        rows = []
        for match in self.grammar.run.finditer(document.text):
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
    shared_unit = re.compile(rf"(?:[、和与]{ARABIC})*[、和与](?:{ARABIC_SCALED})(?P<unit>{units.pattern})")
    return NumberFinder(params, units, load_exclusions(overrides=overrides), build_grammar(units), shared_unit)


def _claimed(claims: list[tuple[int, int, Reason]], start: int, end: int) -> Reason | None:
    for claim_start, claim_end, reason in claims:
        if claim_start < end and start < claim_end:
            return reason
    return None


def _run_end(grammar: Grammar, clean: str, start: int) -> int:
    run = grammar.run.search(clean, start)
    return run.end() if run else start + 1


def _number(
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
    # a change of -3.2% is a fall of 3.2%: its sign is a word of change, not a part of the figure
    if unit not in ("%", "百分点") and form != "cell" and _MINUS.search(sentence.clean[max(0, start - 2) : start]):
        start, value = start - 1, -value
    if not fits_decimal(value) or (value_max is not None and not fits_decimal(value_max)):
        return _excluded(sentence, start, end, "unexplained")  # more digits than any real figure has
    raw_start, raw_end = sentence.raw_span(start, end)
    text = sentence.text[raw_start - sentence.char_start : raw_end - sentence.char_start]
    return Number(
        sentence.doc_id, sentence.sentence_id, raw_start, raw_end, text, start, end, value, value_max, unit, form, plus
    )


def _excluded(sentence: Sentence, start: int, end: int, reason: Reason) -> Number:
    raw_start, raw_end = sentence.raw_span(start, end)
    text = sentence.text[raw_start - sentence.char_start : raw_end - sentence.char_start]
    return Number(
        sentence.doc_id, sentence.sentence_id, raw_start, raw_end, text, start, end, form="run", reason=reason
    )


def _scale_low(low: str, high: str) -> Decimal:
    """Read the lower end of a range; in 3-5万 it shares the scale of the upper end."""
    value = parse_numeral(low)
    scales = re.search(r"[百千万亿]+[余多几]?$", high)
    if scales and low.replace(".", "").isdigit() and high[0].isdigit():
        return value * parse_numeral(scales.group().rstrip("余多几"))
    return value


def _read_fraction(match: re.Match[str]) -> Decimal | None:
    if match["denominator"]:
        numerator, denominator = parse_numeral(match["numerator"]), parse_numeral(match["denominator"])
    else:
        numerator, denominator = Decimal(match["over"]), Decimal(match["under"])
    if denominator == 0 or not 0 < numerator < denominator:
        return None
    return (numerator * 100 / denominator).quantize(Decimal("0.0001")).normalize() + 0


def _read_chain(match: re.Match[str], sentence: Sentence) -> Iterator[Number]:
    """Read 9.6:45.1:45.3 as three shares; a chain of two parts is one ratio of the first to the second."""
    parts = match["chain"].split(":")
    values = [Decimal(part) for part in parts]
    if len(parts) == 2:
        if re.search(r"比(?:例)?[^，。；\d]{0,8}$", sentence.clean[: match.start()]) and values[1]:
            yield _number(sentence, match.start(), match.end(), _quotient(*values), "", form="bare")
        return
    if not 98 <= sum(values) <= 102:
        return
    start = match.start()
    for part, value in zip(parts, values, strict=True):
        yield _number(sentence, start, start + len(part), value, "%", form="ratio_part")
        start += len(part) + 1


def _quotient(first: Decimal, second: Decimal) -> Decimal:
    try:
        return (first / second).quantize(Decimal("0.0001")).normalize() + 0
    except InvalidOperation:  # too many digits for a ratio that means anything
        return Decimal("NaN")


def _read_rank(match: re.Match[str], sentence: Sentence) -> Iterator[Number]:
    before = sentence.clean[: match.start()]
    if match["rank_value"]:
        names_thing = not match["rank_unit"] and re.match(r"^[\u4e00-\u9fff]", sentence.clean[match.end() :])
        near = re.search(r"(?:居|列|排|位|全国|全省|全市|全区|全球|世界|名|评分|总分)$", before)
        if _RANK_PLACE.search(before) and (
            near or not names_thing or re.match(r"^[的和与并、低高长大快好多]", sentence.clean[match.end() :])
        ):
            yield _number(sentence, match.start(), match.end(), parse_numeral(match["rank_value"]), "位", form="rank")
    elif match["top_alone"]:
        if _TOP_LIST.search(before):
            yield _number(sentence, match.start(), match.end(), parse_numeral(match["top_alone"]), "位", form="rank")
    elif match["top_value"]:
        yield _number(sentence, match.start(), match.end(), parse_numeral(match["top_value"]), "位", form="rank")
    elif _TOP_VERB.search(before) and not re.search(r"\d+(?:家|户)[^，。；]*$", before):
        yield _number(sentence, match.start(), match.end(), parse_numeral(match["strong_value"]), "位", form="rank")


def _read_bare(match: re.Match[str], clean: str) -> tuple[Decimal, str] | None:
    """Read a number without a unit where it plainly is a value; its unit is inferred from what is counted."""
    before, after = clean[: match.start()], clean[match.end() :]
    text = match.group()
    if match["bare_scale"]:
        if not re.search(r"(?:突破|超过?|过|达到?|近|破|逾)$", before):
            return None
        return parse_numeral(text), _infer_unit(before, after)
    if re.search(r"[万亿]", text):
        return parse_numeral(text), _infer_unit(before, after)
    if _BARE_FROM.search(before) and re.match(
        r"^(?:提高|提升|上升|增加|下降|降低|缩小|降|升|扩大|优化|调整|减少)", after
    ):
        return parse_numeral(text), ""  # 收入比由1.94缩小至1.91
    if _BARE_LEAD.search(before) and _CLAUSE_END.match(after):
        return parse_numeral(text), ""
    return None


def _infer_unit(before: str, after: str) -> str:
    if _PEOPLE_AFTER.match(after):
        return "人"
    if _VISITS_BEFORE.search(before):
        return "人次"
    if _PEOPLE_BEFORE.search(before):
        return "人"
    if _HOUSEHOLDS_BEFORE.search(before):
        return "户"
    if _MONEY_BEFORE.search(before):
        return "元"
    return ""
