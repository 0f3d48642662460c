"""What was found of one figure, and the fact that is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.facts.confidence import rate_confidence
from pipeline.facts.dating.figures import Dated
from pipeline.facts.kinds import Reading
from pipeline.facts.measures import Deriver, fact_key
from pipeline.facts.naming import Named
from pipeline.frozen import frozen
from pipeline.records import Bound, Fact, Number, PillarLabel, Section, Sentence, Status
from pipeline.resources.pattern_ends import compile_ending

_SIGN = compile_ending(r"[\u4e00-\u9fff（：，]-$")


@frozen
class Statement:
    """The meaning of one figure: each field as one module of this package found it."""

    bound: Bound
    reading: Reading
    named: Named
    dated: Dated
    scope: str | None
    status: Status
    part_of: str | None = None
    """The id of the fact that it is a part of."""
    organizations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactMaker:
    """Makes the facts of one document.

    sections: by their id.
    pillars: the label of each sentence by the sentence's id.
    deriver: what gives a fact its derived columns.
    """

    doc_id: str
    sections: Mapping[str, Section]
    pillars: Mapping[str, PillarLabel]
    deriver: Deriver

    def make(self, sentence: Sentence, number: Number, statement: Statement) -> Fact:
        """Make the fact of a number of a sentence. Raises `ValueError` where the number has no value."""
        section = self.sections.get(sentence.section_id or "")
        value = number.value
        if value is not None and value > 0 and statement.reading.kind != "change" and number.form != "cell":
            start = number.clean_start
            signed = sentence.clean[start - 1 : start] == "-" and _SIGN.search(
                sentence.clean[max(0, start - 2) : start]
            )
            value = -value if signed else value  # 利润率-3%: the sign is no word of change
        if value is None:  # only rows with a value come here; the type cannot say so
            message = f"{number.text} has no value"
            raise ValueError(message)
        reading, named, dated = statement.reading, statement.named, statement.dated
        derived = self.deriver.derive(value, number.unit or "", reading.kind, named.indicator, dated.period)
        # by place, in the order of the columns: by name it takes more than twice as long
        return Fact(
            fact_key(self.doc_id, number.char_start, number.char_end, number.text),
            self.doc_id,
            sentence.sentence_id,
            number.char_start,
            number.char_end,
            number.text,
            value,
            number.value_max,
            number.unit or "",
            statement.bound,
            reading.kind,
            reading.direction,
            named.indicator,
            statement.scope,
            statement.status,
            dated.period,
            dated.baseline,
            statement.organizations,
            statement.part_of,
            self._pillar(sentence, number, named.indicator),
            section.path if section else None,
            sentence.clean,
            rate_confidence(named, dated, reading),
            f"{reading.rule}; {named.rule}; {dated.rule}",
            derived.indicator_id,
            derived.period_start,
            derived.period_end,
            derived.unit_base,
            derived.value_base,
            derived.dimension,
            derived.measure,
        )

    def _pillar(self, sentence: Sentence, number: Number, indicator: str) -> str:
        """Give the pillar of the clause that names the indicator (…、…分别达到), else of the one with the figure."""
        label = self.pillars.get(sentence.sentence_id)
        if label is None:
            return "none"
        if not label.clause_ends:
            return label.pillar
        named = sentence.clean.rfind(indicator, 0, number.clean_start)
        return label.pillar_at(number.clean_start if named < 0 else named + len(indicator) - 1)
