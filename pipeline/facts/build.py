"""Build the facts of a report: every quantity bound to what it measures, when, where and against what."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from pipeline.facts.actors import find_actors
from pipeline.facts.catalog import Catalog, load_own_catalog
from pipeline.facts.confidence import rate_confidence
from pipeline.facts.dating import calendar as cal
from pipeline.facts.dating.calendar import ReportDate
from pipeline.facts.dating.course import Course
from pipeline.facts.dating.figures import Dated, date_figure
from pipeline.facts.dating.timing import Expression, Timing
from pipeline.facts.frames import LIST_MARKS, Frame, build_frames, goes_on_chain
from pipeline.facts.kinds import EACH, Reading, classify_bounds, classify_kinds
from pipeline.facts.measures import Deriver, fact_key
from pipeline.facts.naming import Named, name_indicators
from pipeline.facts.naming.subjects import WORKED_ON, industry_of, new_topic
from pipeline.facts.naming.wording import SPOKEN_OF
from pipeline.facts.parts import find_wholes
from pipeline.facts.patterns import Patterns, build_patterns, guard_patterns
from pipeline.facts.scopes import find_scopes
from pipeline.facts.statuses import MARKED_ALONE, YEAR_NAMED, classify_status
from pipeline.params import FactsParams
from pipeline.quantities.grids import Cell, find_cells
from pipeline.records import Bound, Document, Fact, Mention, Number, PillarLabel, Section, Segmented, Sentence, Status
from pipeline.resources.cues import load_cues
from pipeline.resources.pattern_ends import compile_ending
from pipeline.resources.units import Units, load_units


@dataclass(frozen=True, slots=True)
class FactBuilder:
    """Binds the numbers of one document. Build it with `load_fact_builder`."""

    params: FactsParams
    patterns: Patterns
    units: Units
    catalog: Catalog

    @property
    def deriver(self) -> Deriver:
        """What gives a fact its derived columns."""
        return Deriver(self.units, self.catalog, self.patterns.flow)

    def build(
        self,
        document: Document,
        segmented: Segmented,
        mentions: Sequence[Mention],
        labels: Sequence[PillarLabel],
        numbers: Sequence[Number],
    ) -> tuple[Fact, ...]:
        """Build the facts of a document, sorted by place. Facts below `min_confidence` are left out.

        Args:
            document: the report; its date decides what 今年 and 目前 mean.
            segmented: its sections and sentences.
            mentions: organizations found in it.
            labels: the pillar of each sentence.
            numbers: the ledger; only rows without a reason become facts.
        """
        reader = _Reader(self, document, segmented, mentions, labels)
        facts = reader.read(numbers)
        kept = [fact for fact in facts if fact.confidence >= self.params.min_confidence]
        ids = {fact.fact_id for fact in kept}
        return tuple(
            fact if fact.part_of in ids or fact.part_of is None else replace(fact, part_of=None) for fact in kept
        )


def load_fact_builder(params: FactsParams, *, overrides: Path | None = None) -> FactBuilder:
    """Load cue words, units and indicators. `overrides` is a folder whose files replace the packaged ones."""
    return FactBuilder(
        params,
        guard_patterns(build_patterns(load_cues(overrides=overrides))),
        load_units(overrides=overrides),
        load_own_catalog(params, overrides=overrides),
    )


def _region_names(region: str | None) -> tuple[str, ...]:
    """Give the names that a report uses for its own region: 安徽省合肥市 -> 合肥市, 合肥."""
    match = re.search(
        r"([^省市州盟区县旗]{2,6}?)(省|市|自治州|州|盟|区|县|旗)$",
        re.sub(r"^.*(?:省|自治区|自治州|(?<=.)市)(?=.{2,})", "", region or ""),
    )
    return (match[1] + match[2], match[1], match[1][0] + "城") if match else ()


_CHAIN = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.]|[一二三四五六七八九十]是)?(?:做大做强|做强做优|做强|做优|做大|壮大|发展|聚焦)?"
    r"(?P<chain>[\u4e00-\u9fff]{2,10}?)(?:全)?产业链?(?:[，：。]|——)"
)


def _chain_of(clean: str) -> str:
    """静宁苹果产业链，实施…: whose 全产业链产值 the paragraph states."""
    match = _CHAIN.match(clean)
    return match["chain"] if match else ""


# 抓好示范带建设。: a sentence that names a piece of work, whose figures come next
_WORK = compile_ending(r"(?:建设|改造|工程|项目|制度)(?:力度|步伐|进度)?[。：]$")
_FARES = re.compile(
    r"^(?:[^，；]{0,6}是)?([\u4e00-\u9fff]{2,10}?)(?:稳|持续|不断|加快|快速|进一步|明显|显著|取得|"
    r"实现|更|全面|提质|有力|有效|较快|平稳|蓬勃|健康)"
)
_AREA_OF_TABLE = compile_ending(r"(全[市省区县州])[^，。；]{0,16}(?:指标|目标)(?:表|一览)?$")
_MEASURED = re.compile(r"已|实际|(?<!项)目前|截至")
_AGAINST_NAMED = re.compile(r"同比|环比|上年|去年|同期|[比较]")
_SIGN = compile_ending(r"[\u4e00-\u9fff（：，]-$")


def _goes_on_from(frame: Frame, reading: Reading, before: Dated) -> bool:
    """由每月610元、395元提高到…: all figures of the list are where the change starts from."""
    bare = not EACH.sub("", frame.pre).strip("、和与及")
    return before.rule.startswith("from") and frame.joint in LIST_MARKS and bare and reading.kind in ("level", "share")


def _is_open(period: str | None, date: ReportDate) -> bool:
    return period is None or date.open_year is None or cal.year_of(period) >= date.open_year


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The figures of the sentence before, which a sentence with 其中 at its front tells the parts of."""

    frames: list[Frame]
    readings: list[Reading]
    facts: list[Fact]

    def find_wholes(self, frames: list[Frame], readings: list[Reading], patterns: Patterns) -> list[int | None]:
        """Give for each frame the place of its whole among the facts of both sentences, or None."""
        both = [*self.frames, *frames]
        wholes = find_wholes(both, [*self.readings, *readings], patterns)[len(self.frames) :]
        return [
            None if at is not None and at < len(self.frames) and both[at].number.unit != frame.number.unit else at
            for frame, at in zip(frames, wholes, strict=True)
        ]


_NOTHING_BEFORE = _Earlier([], [], [])


class _Reader:
    """What is known of one document while its sentences are read in order."""

    def __init__(
        self,
        builder: FactBuilder,
        document: Document,
        segmented: Segmented,
        mentions: Sequence[Mention],
        labels: Sequence[PillarLabel],
    ) -> None:
        self.builder = builder
        self.deriver = builder.deriver
        self.document = document
        self.segmented = segmented
        self.sections: dict[str, Section] = {section.section_id: section for section in segmented.sections}
        self.course = Course(document, self.sections, builder.patterns)
        self.date = self.course.date
        self.pillars = {label.sentence_id: label for label in labels}
        self.cells: dict[tuple[str, int], Cell] = {
            (cell.sentence_id, cell.start): cell for cell in find_cells(segmented.sentences, builder.units)
        }
        self.mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            self.mentions[mention.sentence_id].append(mention)
        self.subject = ""
        self.scope: str | None = None
        self.earlier = _NOTHING_BEFORE
        self.topic_chain = ""
        self.industry = ""
        self.growths: dict[Decimal, str] = {}
        self.regions = _region_names(document.region)
        self.table_scope: str | None = None

    def read(self, numbers: Sequence[Number]) -> list[Fact]:
        by_sentence: dict[str, list[Number]] = defaultdict(list)
        for number in numbers:
            if number.reason is None and number.sentence_id is not None and number.value is not None:
                by_sentence[number.sentence_id].append(number)
        facts: list[Fact] = []
        paragraph = -1
        for sentence in self.segmented.sentences:
            if sentence.kind == "outline":
                continue
            if sentence.paragraph != paragraph:
                paragraph, self.subject, self.industry, self.scope = sentence.paragraph, "", "", None
                self.topic_chain, self.earlier = _chain_of(sentence.clean), _NOTHING_BEFORE
                self.growths = {}
            self.course.enter(sentence)
            self.industry = industry_of(sentence.clean) or self.industry
            found = by_sentence.get(sentence.sentence_id, [])
            if found and found[0].form == "cell":
                facts += self._read_cells(sentence, found)
            elif found:
                facts += self._read_sentence(sentence, found)
            else:
                self.course.find_expressions(sentence, self.course.timing(sentence))
                self._note_subject(sentence)
        return facts

    def _note_subject(self, sentence: Sentence) -> None:
        """市场主体不断壮大。总量达… : a short sentence may name what the next one counts."""
        match = _FARES.match(sentence.clean)
        named = match is None and _WORK.search(sentence.clean)
        worked = WORKED_ON.match(sentence.clean.rstrip("。：")) if named else None
        self.subject = match[1] if match else worked["thing"] if worked else ""
        area = _AREA_OF_TABLE.search(sentence.clean)
        if area:
            self.table_scope = area[1]

    def _read_sentence(self, sentence: Sentence, numbers: list[Number]) -> list[Fact]:
        patterns, clean = self.builder.patterns, sentence.clean
        timing, mentions = self.course.timing(sentence), self.mentions[sentence.sentence_id]
        frames = build_frames(clean, numbers)
        readings = classify_kinds(frames, patterns)
        named = name_indicators(
            frames,
            readings,
            patterns,
            subject=self.subject,
            owners=[mention.text for mention in mentions if mention.type != "government"],
            regions=self.regions,
            chain=self.topic_chain,
            industry=self.industry,
        )
        expressions = self.course.find_expressions(sentence, timing)
        actors = [find_actors(frame, clean, sentence, mentions) for frame in frames]
        named = self._recall_growth(frames, readings, named)
        scopes = find_scopes(
            clean, frames, named, readings, patterns, regions=self.regions, owned=[bool(names) for names in actors]
        )
        if clean.startswith("其中") and self.scope and not any(scopes):
            scopes = [self.scope] * len(scopes)  # the parts of what the sentence before counted
        dated = self._date(frames, readings, named, expressions, timing)
        earlier = self.earlier if clean.startswith("其中") else _NOTHING_BEFORE
        wholes = earlier.find_wholes(frames, readings, patterns)
        bounds = classify_bounds(frames, patterns)
        facts: list[Fact] = []
        for index, frame in enumerate(frames):
            status = classify_status(frame, clean, timing, expressions, dated[index].period, self.date, patterns)
            if dated[index].rule.startswith("from") and not _is_open(dated[index].period, self.date):
                status = "actual"  # 由2020年的41%提高到60%: where a plan starts from is known
            from_before = dated[index].rule.startswith("from")
            if (
                status == "actual"
                and not from_before
                and self._is_estimated_too(facts, frame, named[index], dated[index])
            ):
                status = "estimate"
            at = wholes[index]
            whole = None if at is None else [*earlier.facts, *facts][at]
            if whole is not None and whole.status == "actual" and status == "target":
                whole = None  # 其中国家级18家，力争超过40家: what is aimed at is no part of what is there
            facts.append(
                self._fact(
                    sentence,
                    frame.number,
                    bound=bounds[index],
                    reading=readings[index],
                    named=named[index],
                    dated=dated[index],
                    scope=scopes[index],
                    status=status,
                    part_of=whole.fact_id if whole is not None else None,
                    organizations=actors[index],
                )
            )
        self.earlier = _Earlier(frames, readings, facts)
        self.subject = named[-1].indicator if named else ""
        self.scope = scopes[-1] if scopes else None
        return facts

    def _recall_growth(self, frames: list[Frame], readings: list[Reading], named: list[Named]) -> list[Named]:
        """为此提出年均增长8%: a growth that names nothing is the one that the paragraph stated with the same number."""
        result = list(named)
        recalled = False
        for index, (frame, reading, name) in enumerate(zip(frames, readings, named, strict=True)):
            value = frame.number.value
            unnamed = name.rule in ("carried", "unit") and reading.kind == "change"
            if unnamed and recalled:
                result[index] = replace(name, indicator=result[index - 1].indicator)
                continue
            about = not index and bool(SPOKEN_OF.search(frame.before[-16:] + frame.after[:16]))
            recalled = unnamed and about and value in self.growths
            if value is None or reading.kind != "change" or frame.number.unit != "%":
                continue
            if recalled:
                result[index] = replace(name, indicator=self.growths[value])
            elif name.rule == "words before" and name.indicator:
                self.growths.setdefault(value, name.indicator)
        return result

    @staticmethod
    def _is_estimated_too(facts: list[Fact], frame: Frame, name: Named, dated: Dated) -> bool:
        """预计完成600亿元、增长4%，社会消费品零售总额增长8%: what is estimated goes on to the end of the sentence."""
        if not facts or facts[-1].status != "estimate":
            return False
        if new_topic(frame.joint, frame.context) or (name.rule != "carried" and MARKED_ALONE.search(frame.before)):
            return False
        same = facts[-1].period == dated.period and not _MEASURED.search(frame.pre)
        return name.rule == "carried" or (same and not YEAR_NAMED.search(frame.pre))

    def _date(
        self,
        frames: list[Frame],
        readings: list[Reading],
        named: list[Named],
        expressions: list[Expression],
        timing: Timing,
    ) -> list[Dated]:
        dated: list[Dated] = []
        for index, (frame, reading, name) in enumerate(zip(frames, readings, named, strict=True)):
            if index and (goes_on_chain(frames[index - 1], frame) or _goes_on_from(frame, reading, dated[-1])):
                dated.append(dated[-1])
                continue
            item = date_figure(
                frame,
                reading,
                name.indicator,
                expressions,
                timing,
                previous=self._carried_period(frame, reading, name, expressions, dated),
                patterns=self.builder.patterns,
                attributive=name.rule == "words after",
            )
            start = self._start_of_change(index, frames, readings, named, dated)
            dated.append(replace(item, baseline=start) if start and item.baseline else item)
        return dated

    @staticmethod
    def _start_of_change(
        index: int, frames: list[Frame], readings: list[Reading], named: list[Named], dated: list[Dated]
    ) -> str | None:
        """由2016年的12亿元增加到2022年的30亿元，增长1.5倍: the growth is over the first figure, not last year's."""
        reading = readings[index]
        grows = reading.kind in ("change", "ratio") and not reading.average and not reading.foreign
        if not grows or named[index].rule != "carried" or _AGAINST_NAMED.search(frames[index].pre):
            return None
        for back in range(index - 1, max(index - 4, -1), -1):
            alike = named[back].indicator == named[index].indicator and frames[back].part == frames[index].part
            if not alike:
                return None
            if dated[back].rule.startswith("from"):
                period = dated[back].period
                return period[:4] if period and period.endswith("-12-31") else period
        return None

    @staticmethod
    def _carried_period(
        frame: Frame, reading: Reading, name: Named, expressions: list[Expression], dated: list[Dated]
    ) -> str | None:
        """A multiple of the figure before it (…, 是上年的 2 倍) is of the same period, unless it names one itself."""
        if not dated or reading.kind != "ratio" or name.rule != "carried":
            return None
        own = any(
            frame.pre_start <= item.start and item.end <= frame.number.clean_start and not item.is_baseline
            for item in expressions
        )
        return None if own else dated[-1].period

    def _read_cells(self, sentence: Sentence, numbers: list[Number]) -> list[Fact]:
        facts = []
        for number in numbers:
            cell = self.cells.get((sentence.sentence_id, number.clean_start))
            if cell is None:
                continue
            year = re.search(r"(?:19|20)\d{2}", cell.column)
            period = year.group() if year else None
            growth = bool(re.search(r"增长|增速|增幅|同比|比上年|±", cell.column)) and number.unit == "%"
            if period is None:
                period = self._table_year(sentence)
            target = bool(period and self.date.year and int(period[:4]) >= self.date.year) or "目标" in cell.column
            falls = sentence.clean[number.clean_start - 1 : number.clean_start] == "-"
            share = number.unit == "%" and bool(re.search(r"比重|占比|占.*的?比例|份额", cell.indicator))
            reading = Reading(
                "change" if growth else "share" if share else "level",
                ("down" if falls else "up") if growth else None,
                "",
                "table cell",
            )
            bound: Bound = (
                "min"
                if re.search(r"[＞>≥超]|以上", cell.bound)
                else "max"
                if re.search(r"[<＜≤]|以[内下]", cell.bound)
                else "approx"
                if cell.bound
                else "exact"
            )
            baseline = str(int(period[:4]) - 1) if growth and period else None
            facts.append(
                self._fact(
                    sentence,
                    number,
                    bound=bound,
                    reading=reading,
                    named=Named(cell.indicator, None, "table cell"),
                    dated=Dated(period, baseline, "column"),
                    scope=cell.scope or self.table_scope,
                    status="target" if target else "actual",
                    part_of=None,
                    organizations=(),
                )
            )
        return facts

    def _table_year(self, sentence: Sentence) -> str | None:
        """A column without a year (增长（%）) is for the latest year that the columns of its row name."""
        years = [
            int(year.group())
            for (sentence_id, _), cell in self.cells.items()
            if sentence_id == sentence.sentence_id and (year := re.search(r"(?:19|20)\d{2}", cell.column))
        ]
        if years:
            return str(max(years))
        return self.course.timing(sentence).period

    def _pillar(self, sentence: Sentence, number: Number, indicator: str) -> str:
        """Give the pillar of the clause that names the indicator (…、…分别达到), else of the one with the figure."""
        label = self.pillars.get(sentence.sentence_id)
        if label is None:
            return "none"
        named = sentence.clean.rfind(indicator, 0, number.clean_start)
        return label.pillar_at(number.clean_start if named < 0 else named + len(indicator) - 1)

    def _fact(
        self,
        sentence: Sentence,
        number: Number,
        *,
        bound: Bound,
        reading: Reading,
        named: Named,
        dated: Dated,
        scope: str | None,
        status: Status,
        part_of: str | None,
        organizations: tuple[str, ...],
    ) -> Fact:
        section = self.sections.get(sentence.section_id or "")
        value = number.value
        if value is not None and value > 0 and reading.kind != "change" and number.form != "cell":
            signed = _SIGN.search(sentence.clean[max(0, number.clean_start - 2) : number.clean_start])
            value = -value if signed else value  # 利润率-3%: the sign is no word of change
        if value is None:  # only rows with a value come here; the type cannot say so
            message = f"{number.text} has no value"
            raise ValueError(message)
        derived = self.deriver.derive(value, number.unit or "", reading.kind, named.indicator, dated.period)
        return Fact(
            fact_id=fact_key(self.document.doc_id, number.char_start, number.char_end, number.text),
            doc_id=self.document.doc_id,
            sentence_id=sentence.sentence_id,
            char_start=number.char_start,
            char_end=number.char_end,
            text=number.text,
            value=value,
            value_max=number.value_max,
            unit=number.unit or "",
            bound=bound,
            kind=reading.kind,
            direction=reading.direction,
            indicator=named.indicator,
            scope=scope,
            status=status,
            period=dated.period,
            baseline=dated.baseline,
            organizations=organizations,
            part_of=part_of,
            pillar=self._pillar(sentence, number, named.indicator),
            section=section.path if section else None,
            sentence=sentence.clean,
            confidence=rate_confidence(named, dated, reading),
            rule=f"{reading.rule}; {named.rule}; {dated.rule}",
            indicator_id=derived.indicator_id,
            period_start=derived.period_start,
            period_end=derived.period_end,
            unit_base=derived.unit_base,
            value_base=derived.value_base,
            dimension=derived.dimension,
            measure=derived.measure,
        )
