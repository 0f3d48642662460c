"""Read the sentences of one document in order, with what the ones before have said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from pipeline.facts.actors import find_actors
from pipeline.facts.areas import leave_out_names, region_names, take_parks, tells_of_park
from pipeline.facts.bounds import classify_bounds
from pipeline.facts.cells import area_of_table, read_cell
from pipeline.facts.dating.course import Course
from pipeline.facts.dating.figures import FROM_NOW
from pipeline.facts.dating.paragraphs import BY_PARTS
from pipeline.facts.dating.sentences import as_part, date_sentence
from pipeline.facts.dating.timing import Timing
from pipeline.facts.estimates import Marks
from pipeline.facts.frames import build_frames
from pipeline.facts.kinds import classify_kinds
from pipeline.facts.measures import Deriver
from pipeline.facts.naming import name_indicators
from pipeline.facts.naming.budgets import account_of
from pipeline.facts.naming.divided import counted_as_whole
from pipeline.facts.naming.known import Knowledge
from pipeline.facts.naming.recalled import recall_growths
from pipeline.facts.naming.subjects import industry_of
from pipeline.facts.parts import NOTHING_BEFORE, OPENS_PARTS, Earlier
from pipeline.facts.patterns import Patterns
from pipeline.facts.scopes import find_scopes
from pipeline.facts.statements import FactMaker, Statement
from pipeline.facts.statuses import classify_status, is_estimated_too, is_open
from pipeline.facts.topics import budget_account, chain_of, subject_of
from pipeline.quantities.grids import Cell, find_cells
from pipeline.records import Document, Fact, Mention, Number, PillarLabel, Section, Segmented, Sentence
from pipeline.resources.units import Units


class Reader:
    """What is known of one document while its sentences are read in order."""

    def __init__(
        self,
        document: Document,
        segmented: Segmented,
        mentions: Sequence[Mention],
        labels: Sequence[PillarLabel],
        *,
        patterns: Patterns,
        units: Units,
        deriver: Deriver,
    ) -> None:
        self.patterns = replace(patterns, of_a_park=True) if tells_of_park(document) else patterns
        self.segmented = segmented
        sections: dict[str, Section] = {section.section_id: section for section in segmented.sections}
        pillars = {label.sentence_id: label for label in labels}
        self.maker = FactMaker(document.doc_id, sections, pillars, deriver)
        self.course = Course(document, sections, self.patterns)
        self.marks = Marks()
        self.date = self.course.date
        self._units = units
        self.knowledge = Knowledge(deriver.catalog, units)
        self.mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            self.mentions[mention.sentence_id].append(mention)
        self.subject = ""
        self.sentence_before: str | None = None
        """The one without a figure right before, which may name the subject of the next."""
        self.scope: str | None = None
        self.period: str | None = None
        self.earlier = NOTHING_BEFORE
        self.topic_chain = ""
        self.industry = ""
        self.account = ""
        self.divided: Mapping[str, str] = {}
        self.growths: dict[Decimal, str] = {}
        self.regions = region_names(document.region)
        self.table_scope: str | None = None
        self.table_wholes: dict[tuple[str, int], Fact] = {}

    @cached_property
    def cells(self) -> dict[tuple[str, int], Cell]:
        """The cells of tables by sentence and place; few reports have a table, and only its figures ask for them."""
        return {(cell.sentence_id, cell.start): cell for cell in find_cells(self.segmented.sentences, self._units)}

    def read(self, numbers: Sequence[Number]) -> list[Fact]:
        """Read the facts of the document from its ledger, sorted by place."""
        by_sentence: dict[str, list[Number]] = defaultdict(list)
        for number in numbers:
            if number.reason is None and number.sentence_id is not None and number.value is not None:
                by_sentence[number.sentence_id].append(number)
        facts: list[Fact] = []
        has_tables = any(number.form == "cell" for number in numbers)
        paragraph = -1
        for sentence in self.segmented.sentences:
            if sentence.kind == "outline":
                continue
            if sentence.paragraph != paragraph:
                paragraph, self.subject, self.industry, self.scope = sentence.paragraph, "", "", None
                self.account = budget_account(self.sentence_before or "")  # of a heading on a line of its own
                self.sentence_before = None
                self.topic_chain, self.earlier = chain_of(sentence.clean), NOTHING_BEFORE
                self.growths, self.divided, self.period = {}, {}, None
            self.course.enter(sentence)
            self.marks.enter(sentence)
            self.industry = industry_of(sentence.clean) or self.industry
            found = by_sentence.get(sentence.sentence_id, [])
            if found and found[0].form == "cell":
                facts += self._read_cells(sentence, found)
            elif found:
                facts += self._read_sentence(sentence, found)
            else:
                self.course.find_expressions(sentence, self.course.timing(sentence))
                self.sentence_before = sentence.clean
                self.account = budget_account(sentence.clean) or self.account
                if has_tables:
                    self.table_scope = area_of_table(sentence.clean) or self.table_scope
        return facts

    def _read_cells(self, sentence: Sentence, numbers: list[Number]) -> list[Fact]:
        facts = []
        for number in numbers:
            cell = self.cells.get((sentence.sentence_id, number.clean_start))
            if cell is None:
                continue
            whole = (
                self.table_wholes.get((cell.header_id, cell.column_index))
                if cell.is_part and cell.role == "amount"
                else None
            )
            statement = read_cell(
                sentence,
                number,
                cell,
                area=self.table_scope,
                timing=self.course.timing(sentence),
                date=self.date,
                part_of=whole.fact_id if whole is not None and whole.unit == number.unit else None,
            )
            facts.append(self.maker.make(sentence, number, statement))
            if not cell.is_part:
                self.table_wholes[cell.header_id, cell.column_index] = facts[-1]
        return facts

    def _read_sentence(self, sentence: Sentence, numbers: list[Number]) -> list[Fact]:
        patterns, clean = self.patterns, sentence.clean
        timing, mentions = self._timing(sentence), self.mentions[sentence.sentence_id]
        self.marks.end_with(timing)
        frames = build_frames(clean, numbers)
        readings = classify_kinds(frames, patterns)
        parts = OPENS_PARTS.match(clean)
        divides = parts is not None and not parts["same_area"]
        if not divides:
            self.divided = {}
        elif not self.divided:
            self.divided = counted_as_whole(self.earlier, patterns)
        named = name_indicators(
            frames,
            readings,
            patterns,
            self.knowledge,
            subject=self.subject if self.sentence_before is None else subject_of(self.sentence_before),
            owners=[mention.text for mention in mentions if mention.type != "government"],
            regions=self.regions,
            chain=self.topic_chain,
            industry=self.industry,
            account=self.account,
            divided=self.divided,
        )
        expressions = self.course.find_expressions(sentence, timing)
        actors = [find_actors(frame, clean, sentence, mentions) for frame in frames]
        named = recall_growths(self.growths, frames, readings, named)
        scopes = find_scopes(
            clean, frames, named, readings, patterns, regions=self.regions, owned=[bool(names) for names in actors]
        )
        scopes = leave_out_names(scopes, clean, [mention.text for mention in mentions if mention.type != "government"])
        scopes = take_parks(scopes, actors, clean)
        if parts and parts["same_area"] and self.scope and not any(scopes):
            scopes = [self.scope] * len(scopes)
        dated = date_sentence(frames, readings, named, expressions, timing, patterns)
        earlier = self.earlier if parts else NOTHING_BEFORE
        wholes = earlier.find_wholes(frames, readings, patterns)
        bounds = classify_bounds(frames, patterns)
        facts: list[Fact] = []
        for index, frame in enumerate(frames):
            at = wholes[index]
            whole = None if at is None else [*earlier.facts, *facts][at]
            if whole is not None:
                dated[index] = as_part(dated[index], whole, readings[index], frame)
            status = classify_status(frame, timing, expressions, dated[index].period, self.date, patterns)
            if dated[index].rule.startswith("from"):
                if dated[index].rule == FROM_NOW or not is_open(dated[index].period, self.date):
                    status = "actual"  # 由2020年的41%提高到60%: where a plan starts from is known
            elif status == "actual" and (
                is_estimated_too(facts, frame, named[index], dated[index], patterns)
                or self.marks.hold_for(frame, dated[index].period, timing)
            ):
                status = "estimate"
            if whole is not None and whole.status == "actual" and status == "target":
                whole = None  # 其中国家级18家，力争超过40家: what is aimed at is no part of what is there
            statement = Statement(
                bounds[index],
                readings[index],
                named[index],
                dated[index],
                scopes[index],
                status,
                whole.fact_id if whole is not None else None,
                actors[index],
            )
            facts.append(self.maker.make(sentence, frame.number, statement))
        if not divides:  # 从产业分布看，…。从区域分布看，…: both divide the same whole
            self.earlier = Earlier(frames, readings, facts)
        last = next((at for at in range(len(named) - 1, -1, -1) if not frames[at].bracketed), -1)  # no aside
        self.subject, self.sentence_before = named[last].indicator if named else "", None
        self.account = account_of([each.indicator for each in named]) or self.account
        self.scope = scopes[-1] if scopes else None
        # 两年平均增长5% is for more years than what goes on behind it
        self.period = next((fact.period for fact in reversed(facts) if fact.baseline != "avg"), None)
        return facts

    def _timing(self, sentence: Sentence) -> Timing:
        """Tell the time of a sentence; 其中… where nothing tells it, and 分行业看，… have that of the whole before."""
        timing = self.course.timing(sentence)
        untold = sentence.clean.startswith("其中") and timing.period is None
        by_parts = self.period is not None and timing.span is None and BY_PARTS.match(sentence.clean)
        parts = timing.planned is not True and (untold or by_parts)
        return replace(timing, period=self.period) if parts else timing
