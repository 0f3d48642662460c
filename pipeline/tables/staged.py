"""The tables that stages pass on, one for each record type, with the same columns as the record has fields."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, get_args

from pipeline.params import ANALYSIS_STAGES
from pipeline.records import (
    Check,
    CorrectionOutcome,
    Derived,
    Document,
    Fact,
    Mention,
    Number,
    PillarLabel,
    PillarName,
    Place,
    Promise,
    Region,
    RegionKind,
    Section,
    Sentence,
    SentenceKind,
    SetAside,
)
from pipeline.tables.audit import CHECKS, DERIVED, PROMISES
from pipeline.tables.columns import Column, TableSchema
from pipeline.tables.contract import DOCUMENTS, FACTS, MENTIONS, PLACES, QUANTITIES, SECTIONS, SENTENCES, with_pillars
from pipeline.tables.corrections import CORRECTIONS


@dataclass(frozen=True, slots=True)
class StageTable:
    """A table of one stage: its file is `<stage>/<name>.parquet`, its rows are records of type `record`."""

    stage: str
    record: type[Any]
    schema: TableSchema

    @property
    def name(self) -> str:
        """Name of the table and stem of its file."""
        return self.schema.name

    @property
    def is_of_report(self) -> bool:
        """Whether its rows are each of one report."""
        return self.record is not PillarName


def _columns(schema: TableSchema, *names: str) -> tuple[Column, ...]:
    by_name = {column.name: column for column in schema.columns}
    return tuple(by_name[name] for name in names)


_PLACE = _columns(MENTIONS, "doc_id", "char_start", "char_end")

STAGED_REGIONS = TableSchema(
    "regions",
    "Regions",
    "非正文区域",
    "Parts of the raw text that are not the report's own prose.",
    (*_PLACE, Column("kind", "text", "Kind", "类别", "What it is", enum=get_args(RegionKind))),
    key=("doc_id", "char_start", "char_end"),
    order=("doc_id", "char_start", "char_end"),
)

STAGED_SENTENCES = TableSchema(
    "sentences",
    "Sentences",
    "句子",
    "Sentences with their clean view, the map back to the raw text, and tokens.",
    (
        *_columns(SENTENCES, "sentence_id", "doc_id", "char_start", "char_end", "text"),
        Column("clean", "text", "Clean view", "规整文本", "The sentence without line breaks, marks and regions"),
        Column("offsets", "integers", "Offsets", "偏移", "For each clean character its offset in documents.text"),
        Column("kind", "text", "Kind", "类别", "Prose, heading or line of an outline", enum=get_args(SentenceKind)),
        Column("paragraph", "integer", "Paragraph", "段落", "Number of the paragraph, from 0"),
        Column("section_id", "text", "Section", "章节编号", "The section that it stands in", nullable=True),
        Column("tokens", "texts", "Tokens", "词", "Words of the clean view"),
    ),
    key=("sentence_id",),
    order=SENTENCES.order,
)

STAGED_NAMES = TableSchema(
    "names",
    "Pillars",
    "支柱",
    "The labels of the scheme, in its order, with `none` last.",
    (
        Column("pillar", "text", "Pillar", "支柱", "Its key in the tables"),
        Column("name_zh", "text", "Chinese name", "中文名", "Its name in Chinese"),
        Column("name_en", "text", "English name", "英文名", "Its name in English"),
        Column("definition", "text", "Definition", "定义", "What it covers"),
    ),
    key=("pillar",),
    order=("pillar",),
)

STAGED_LABELS = TableSchema(
    "labels",
    "Pillar labels",
    "支柱标签",
    "The pillar of each sentence, with what decided.",
    (
        Column("sentence_id", "text", "Sentence", "句子编号", "The sentence"),
        Column("pillar", "text", "Pillar", "支柱", "What the sentence is about"),
        Column("score", "number", "Score", "得分", "Probability of the pillar, 0 to 1"),
        Column("cues", "texts", "Cues", "依据", "Words or headings that decided"),
        Column("clause_ends", "integers", "Clause ends", "分句终点", "Ends of clauses of several pillars"),
        Column("clause_pillars", "texts", "Clause pillars", "分句支柱", "Pillars of these clauses"),
    ),
    key=("sentence_id",),
    order=("sentence_id",),
)

STAGED_NUMBERS = replace(
    QUANTITIES,
    name="numbers",
    title="Numbers",
    columns=(
        *_columns(QUANTITIES, "doc_id", "sentence_id", "char_start", "char_end", "text"),
        Column("clean_start", "integer", "Clean start", "规整起始", "Start in the clean view; -1 in a region"),
        Column("clean_end", "integer", "Clean end", "规整结束", "End in the clean view; -1 in a region"),
        *_columns(QUANTITIES, "value", "value_max", "unit", "form"),
        Column("plus", "boolean", "Plus", "余", "True where 余, 多 or 几 stands inside the number"),
        *_columns(QUANTITIES, "reason", "unit_start", "unit_end"),
    ),
)

# The two get more columns when they are published; a stage passes periods on as text.
STAGED_FACTS = replace(
    FACTS,
    columns=tuple(
        replace(column, type="text") if column.type == "date" else column
        for column in FACTS.columns
        if column.name not in ("repeats", "counted", "whole_place")
    ),
)

STAGED_DOCUMENTS = replace(
    DOCUMENTS, columns=tuple(column for column in DOCUMENTS.columns if column.name != "report_day")
)

STAGED_SET_ASIDE = TableSchema(
    "set_aside",
    "Reports set aside",
    "搁置的报告",
    "Reports that the stage could not do.",
    (
        *_columns(DOCUMENTS, "doc_id"),
        Column("reason", "text", "Reason", "原因", "What it took too much of, or which fault it showed"),
    ),
    key=("doc_id",),
    order=("doc_id",),
)

STAGE_TABLES: tuple[StageTable, ...] = (
    StageTable("ingest", Document, STAGED_DOCUMENTS),
    StageTable("ingest", Place, PLACES),
    StageTable("segment", Region, STAGED_REGIONS),
    StageTable("segment", Section, SECTIONS),
    StageTable("segment", Sentence, STAGED_SENTENCES),
    StageTable("organizations", Mention, MENTIONS),
    StageTable("pillars", PillarName, STAGED_NAMES),
    StageTable("pillars", PillarLabel, STAGED_LABELS),
    StageTable("quantities", Number, STAGED_NUMBERS),
    StageTable("facts", Fact, with_pillars(STAGED_FACTS, ())),  # which pillars there are, publishing checks
    # what corrections may change is written anew, whole
    StageTable("corrections", Mention, MENTIONS),
    StageTable("corrections", PillarLabel, STAGED_LABELS),
    StageTable("corrections", Number, STAGED_NUMBERS),
    StageTable("corrections", Fact, with_pillars(STAGED_FACTS, ())),
    StageTable("corrections", CorrectionOutcome, CORRECTIONS),
    # all that the stages before it set aside, for the stages after it
    StageTable("corrections", SetAside, STAGED_SET_ASIDE),
    StageTable("audit", Check, CHECKS),
    StageTable("audit", Derived, DERIVED),
    StageTable("audit", Promise, PROMISES),
    *(StageTable(stage, SetAside, STAGED_SET_ASIDE) for stage in ANALYSIS_STAGES),
)


def stage_tables(stage: str) -> dict[str, StageTable]:
    """Give the tables that a stage writes, by name."""
    return {table.name: table for table in STAGE_TABLES if table.stage == stage}


def table_of(record: type[Any], stage: str | None = None) -> StageTable:
    """Give the table of a stage for records of a type; the one of the stage that finds them where none is named."""
    return next(table for table in STAGE_TABLES if table.record is record and stage in (None, table.stage))
