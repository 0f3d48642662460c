"""The published tables: the contract with everybody who reads our output. Columns change only with the version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import get_args

import pyarrow as pa

from pipeline.records import (
    ORGANIZATION_TYPES,
    PILLARS,
    REASONS,
    Bound,
    Direction,
    DocumentStatus,
    Kind,
    Measure,
    MetadataSource,
    Status,
)
from pipeline.tables.audit import CHECKS, DERIVED, PROMISES
from pipeline.tables.columns import Column, Reference, TableSchema
from pipeline.tables.corrections import CORRECTIONS
from pipeline.tables.dimensions import INDICATORS, OF_PILLAR, PERIOD_PATTERN, PERIODS, PILLARS_TABLE
from pipeline.tables.scorecard import SCORECARD

_DOC_ID = Column("doc_id", "text", "Report", "报告编号", "Path of the report below the input folder, without suffix")
_SENTENCE_ID = Column("sentence_id", "text", "Sentence", "句子编号", "The sentence that it stands in")
_START = Column(
    "char_start", "integer", "Start", "起始位置", "Offset of the first character in documents.text", minimum=0
)
_END = Column("char_end", "integer", "End", "结束位置", "Offset after the last character in documents.text", minimum=0)
_CONFIDENCE = Column(
    "confidence", "number", "Confidence", "置信度", "How sure the rule or model is, 0 to 1", minimum=0, maximum=1
)
_IN_DOCUMENT = Reference("doc_id", "documents", "doc_id")
_IN_SENTENCE = Reference("sentence_id", "sentences", "sentence_id")

FACTS = TableSchema(
    "facts",
    "Facts",
    "指标事实",
    "One row for each figure: what is measured, where, when, how sure, and the characters that it came from.",
    (
        Column("fact_id", "text", "Fact", "事实编号", "Stable id, made from report, place and text"),
        _DOC_ID,
        _SENTENCE_ID,
        _START,
        _END,
        Column("text", "text", "Figure", "原文数字", "Numeral and unit exactly as written"),
        Column(
            "value",
            "decimal",
            "Value",
            "数值",
            "Value in base scale (1.2万亿元: 1200000000000); the lower end of a range",
        ),
        Column("value_max", "decimal", "Upper value", "数值上限", "Upper end of a range, else null", nullable=True),
        Column("unit", "text", "Unit", "单位", "Canonical unit, empty for a bare number"),
        Column(
            "bound",
            "text",
            "Bound",
            "界限",
            "Whether the figure is exact, about, at least or at most",
            enum=get_args(Bound),
        ),
        Column("kind", "text", "Kind", "类别", "What the figure says of its indicator", enum=get_args(Kind)),
        Column(
            "direction",
            "text",
            "Direction",
            "增减",
            "Up or down, for a change",
            nullable=True,
            enum=get_args(Direction),
        ),
        Column("indicator", "text", "Indicator", "指标", "What is measured, in words of the text"),
        Column("indicator_id", "text", "Indicator id", "指标编号", "Canonical indicator where known", nullable=True),
        Column("scope", "text", "Scope", "范围", "Region or area that the figure is for, as written", nullable=True),
        Column("status", "text", "Status", "状态", "Done, promised or estimated", enum=get_args(Status)),
        Column(
            "period",
            "text",
            "Period",
            "时期",
            "2018, 2018-03, 2022-12-31 or 2011/2015",
            nullable=True,
            pattern=PERIOD_PATTERN,
        ),
        Column("period_start", "date", "Period start", "时期起", "First day of the period", nullable=True),
        Column("period_end", "date", "Period end", "时期止", "Last day of the period", nullable=True),
        Column(
            "baseline", "text", "Baseline", "基期", "Period compared with, or avg for a yearly average", nullable=True
        ),
        Column("organizations", "texts", "Organizations", "机构", "Organizations that the figure is about, as written"),
        Column("part_of", "text", "Part of", "所属总量", "fact_id of the whole that this is a part of", nullable=True),
        Column("pillar", "text", "Pillar", "支柱", "Pillar of the clause that it stands in", enum=PILLARS),
        Column(
            "section", "text", "Section", "章节", "Titles of the sections around it, joined by ` > `", nullable=True
        ),
        Column("sentence", "text", "Sentence text", "句子原文", "The sentence as written"),
        _CONFIDENCE,
        Column("rule", "text", "Rule", "规则", "Name of the rule that bound the figure"),
        Column(
            "unit_base",
            "text",
            "Base unit",
            "基本单位",
            "Unit that all units of the dimension turn into",
            nullable=True,
        ),
        Column("value_base", "decimal", "Base value", "基本单位数值", "Value in the base unit", nullable=True),
        Column(
            "dimension", "text", "Dimension", "量纲", "What the unit measures: money, area, count...", nullable=True
        ),
        Column(
            "measure",
            "text",
            "Measure",
            "计量方式",
            "stock: never sum over time; flow: may be summed; cumulative: holds earlier ones; rate: never sum",
            nullable=True,
            enum=get_args(Measure),
        ),
        Column(
            "repeats",
            "text",
            "Repeats",
            "重复事实",
            "fact_id of the first fact of the report that says the same, else null",
            nullable=True,
        ),
        Column(
            "counted",
            "boolean",
            "Counted",
            "计入合计",
            "False for a part (part_of) or a repetition (repeats): sum only true rows, of one scope and period",
        ),
        Column(
            "whole_place",
            "boolean",
            "Whole place",
            "整个地区",
            "True where it is for all of the region of the report: no scope, 全市 or the like, or its name",
        ),
        Column("corrected", "boolean", "Corrected", "经人工更正", "True where a person's correction changed the row"),
    ),
    key=("fact_id",),
    order=("doc_id", "char_start", "char_end", "fact_id"),
    references=(
        _IN_DOCUMENT,
        _IN_SENTENCE,
        OF_PILLAR,
        Reference("indicator_id", "indicators", "indicator_id"),
        Reference("period", "periods", "period"),
        Reference("part_of", "facts", "fact_id"),
        Reference("repeats", "facts", "fact_id"),
    ),
)

MENTIONS = TableSchema(
    "mentions",
    "Mentions",
    "机构提及",
    "One row for each mention of a named organization.",
    (
        _DOC_ID,
        _SENTENCE_ID,
        _START,
        _END,
        Column("text", "text", "Name", "名称", "The name as written"),
        Column("type", "text", "Type", "类型", "Kind of organization", enum=ORGANIZATION_TYPES),
        Column("org_id", "text", "Organization", "机构编号", "The organization that it is linked to"),
        Column("rule", "text", "Rule", "规则", "What found it: a rule, gazetteer or model"),
        _CONFIDENCE,
    ),
    key=("doc_id", "char_start", "char_end"),
    order=("doc_id", "char_start", "char_end"),
    references=(_IN_DOCUMENT, _IN_SENTENCE, Reference("org_id", "organizations", "org_id")),
)

SENTENCES = TableSchema(
    "sentences",
    "Sentences",
    "句子",
    "One row for each sentence, with its section and pillar.",
    (
        _DOC_ID,
        Column("sentence_id", "text", "Sentence", "句子编号", "Id of the sentence"),
        _START,
        _END,
        Column("text", "text", "Text", "原文", "The sentence as written"),
        Column(
            "section", "text", "Section", "章节", "Titles of the sections around it, joined by ` > `", nullable=True
        ),
        Column("pillar", "text", "Pillar", "支柱", "What the sentence is about", enum=PILLARS),
        Column(
            "pillar_score",
            "number",
            "Pillar score",
            "支柱得分",
            "Probability of the pillar, 0 to 1",
            minimum=0,
            maximum=1,
        ),
        Column("pillar_cues", "texts", "Pillar cues", "支柱依据", "Heading, cue words and terms that decided"),
        Column(
            "page",
            "integer",
            "Page",
            "页码",
            "Page of the file that it begins on, from 1 (pdf)",
            nullable=True,
            minimum=1,
        ),
        Column(
            "paragraph",
            "integer",
            "Paragraph",
            "段落号",
            "Paragraph of the file, from 1 (docx)",
            nullable=True,
            minimum=1,
        ),
    ),
    key=("sentence_id",),
    order=("doc_id", "char_start", "char_end", "sentence_id"),
    references=(_IN_DOCUMENT, OF_PILLAR),
)

QUANTITIES = TableSchema(
    "quantities",
    "Quantities",
    "数字台账",
    "The number ledger: every number of the text, with its fact or the reason why it is none.",
    (
        _DOC_ID,
        Column("sentence_id", "text", "Sentence", "句子编号", "Null for a number outside of sentences", nullable=True),
        _START,
        _END,
        Column("text", "text", "Number", "原文数字", "The number, with its unit, as written"),
        Column("value", "decimal", "Value", "数值", "Value in base scale; null where it is no quantity", nullable=True),
        Column("value_max", "decimal", "Upper value", "数值上限", "Upper end of a range, else null", nullable=True),
        Column("unit", "text", "Unit", "单位", "Canonical unit", nullable=True),
        Column(
            "unit_start",
            "integer",
            "Unit start",
            "单位起始位置",
            "Offset of the unit where it stands apart: in the header of a table, behind a later number; else null",
            nullable=True,
        ),
        Column("unit_end", "integer", "Unit end", "单位结束位置", "Offset after that unit, else null", nullable=True),
        Column("form", "text", "Form", "写法", "quantity, rank, ratio_part, fraction, multiple, medal or bare"),
        Column("fact_id", "text", "Fact", "事实编号", "The fact that it became", nullable=True),
        Column("reason", "text", "Reason", "排除原因", "Why it is no fact", nullable=True, enum=REASONS),
    ),
    key=("doc_id", "char_start", "char_end"),
    order=("doc_id", "char_start", "char_end"),
    references=(_IN_DOCUMENT, _IN_SENTENCE, Reference("fact_id", "facts", "fact_id")),
)

DOCUMENTS = TableSchema(
    "documents",
    "Documents",
    "报告",
    "One row for each input file. Only those with status `read` have facts: a duplicate is never counted twice.",
    (
        _DOC_ID,
        Column("path", "text", "Path", "路径", "Path below the input folder"),
        Column(
            "sha256", "text", "SHA-256", "文件指纹", "Hash of the bytes of the file; empty where it cannot be opened"
        ),
        Column("format", "text", "Format", "格式", "Kind of the file as its content tells; unread: as its name tells"),
        Column("encoding", "text", "Encoding", "编码", "Encoding that the text was decoded from", nullable=True),
        Column("title", "text", "Title", "标题", "Title of the report", nullable=True),
        Column("issuer", "text", "Issuer", "发布机构", "Who reports", nullable=True),
        Column("region", "text", "Region", "地区", "Place that the report is about", nullable=True),
        Column(
            "region_code",
            "text",
            "Region code",
            "行政区划代码",
            "GB/T 2260 code of the region",
            nullable=True,
            pattern=r"[1-9]\d{5}",
        ),
        Column("level", "text", "Level", "行政级别", "country, province, city, district, county...", nullable=True),
        Column("report_date", "text", "Report date", "报告日期", "YYYY, YYYY-MM or YYYY-MM-DD", nullable=True),
        Column("report_day", "date", "Report day", "报告日", "First day of report_date, for charts", nullable=True),
        Column(
            "report_year",
            "integer",
            "Report year",
            "报告年度",
            "Year that it belongs to: that of its date, or the next one for a work report of November or December",
            nullable=True,
        ),
        Column("status", "text", "Status", "状态", "What became of the file", enum=get_args(DocumentStatus)),
        Column("reason", "text", "Reason", "原因", "Why it was not read; null where it was", nullable=True),
        Column("duplicate_of", "text", "Duplicate of", "重复于", "The report that counts in its place", nullable=True),
        *(
            Column(
                f"{name}_source",
                "text",
                f"Source of {title}",
                f"{chinese}来源",
                f"Where the {title} is from: metadata.csv, the title, the text or the file",
                nullable=True,
                enum=get_args(MetadataSource),
            )
            for name, title, chinese in (
                ("title", "title", "标题"),
                ("issuer", "issuer", "发布机构"),
                ("region", "region", "地区"),
                ("level", "level", "行政级别"),
                ("report_date", "report date", "报告日期"),
            )
        ),
        Column("notes", "text", "Notes", "提示", "What a user should know of a report that was read", nullable=True),
        Column("text", "text", "Text", "全文", "Decoded text, line ends as LF; all offsets point into it"),
    ),
    key=("doc_id",),
    order=("doc_id",),
    references=(Reference("duplicate_of", "documents", "doc_id"),),
)

PLACES = TableSchema(
    "places",
    "Places",
    "原件位置",
    "Where each piece of the text stands in the file: one row for each line of a page or paragraph of a document.",
    (
        _DOC_ID,
        _START,
        _END,
        Column("page", "integer", "Page", "页码", "Page, from 1 (pdf, pictures)", nullable=True, minimum=1),
        Column(
            "paragraph", "integer", "Paragraph", "段落号", "Paragraph or table, from 1 (docx)", nullable=True, minimum=1
        ),
        Column("left", "number", "Left", "左", "Left side of its box, points from the left of the page", nullable=True),
        Column("top", "number", "Top", "上", "Upper side of its box, points from the top of the page", nullable=True),
        Column("right", "number", "Right", "右", "Right side of its box", nullable=True),
        Column("bottom", "number", "Bottom", "下", "Lower side of its box", nullable=True),
        Column("confidence", "number", "Confidence", "识别置信度", "How sure the OCR is, 0 to 1", nullable=True),
    ),
    key=("doc_id", "char_start"),
    order=("doc_id", "char_start"),
    references=(_IN_DOCUMENT,),
)

SECTIONS = TableSchema(
    "sections",
    "Sections",
    "章节",
    "One row for each heading with everything under it.",
    (
        Column("section_id", "text", "Section", "章节编号", "Id of the section"),
        _DOC_ID,
        _START,
        _END,
        Column("depth", "integer", "Depth", "层级", "1 for the highest heading", minimum=1),
        Column("title", "text", "Title", "标题", "Heading without its number"),
        Column("path", "text", "Path", "章节路径", "Titles from the top section down to this one, joined by ` > `"),
        Column("parent", "text", "Parent", "上级章节", "section_id of the section around it", nullable=True),
        Column("inferred", "boolean", "Inferred", "推断", "True where an outline tells a heading that the body lacks"),
    ),
    key=("section_id",),
    order=("doc_id", "char_start", "depth", "section_id"),
    references=(_IN_DOCUMENT, Reference("parent", "sections", "section_id")),
)

ORGANIZATIONS = TableSchema(
    "organizations",
    "Organizations",
    "机构",
    "One row for each organization that is mentioned.",
    (
        Column("org_id", "text", "Organization", "机构编号", "Id of the organization"),
        Column("name", "text", "Name", "名称", "Canonical name where known, else its most frequent surface"),
        Column("aliases", "texts", "Other names", "别名", "Other names that it is mentioned by in this run"),
        Column("type", "text", "Type", "类型", "Kind of organization", enum=ORGANIZATION_TYPES),
        Column(
            "region", "text", "Region", "地区", "Place that it belongs to, where its name or we tell", nullable=True
        ),
        Column(
            "credit_code",
            "text",
            "Credit code",
            "统一社会信用代码",
            "Unified social credit code (GB 32100), where the gazetteer has it",
            nullable=True,
        ),
        Column("in_gazetteer", "boolean", "In gazetteer", "在词典中", "Whether the gazetteer knows it"),
        Column("mentions", "integer", "Mentions", "提及次数", "Number of mentions in this run"),
        Column("documents", "integer", "Reports", "提及报告数", "Number of reports that mention it"),
    ),
    key=("org_id",),
    order=("org_id",),
)

FACT_ORGANIZATIONS = TableSchema(
    "fact_organizations",
    "Facts and organizations",
    "指标机构关联",
    "One row for each organization that a figure is about, with the mention that says so.",
    (
        Column("fact_id", "text", "Fact", "事实编号", "The figure"),
        Column("org_id", "text", "Organization", "机构编号", "The organization that it is about"),
        _DOC_ID,
        _START,
        _END,
        Column("text", "text", "Name", "名称", "The name as written in that place"),
    ),
    key=("fact_id", "org_id"),
    order=("doc_id", "char_start", "fact_id", "org_id"),
    references=(
        Reference("fact_id", "facts", "fact_id"),
        Reference("org_id", "organizations", "org_id"),
        _IN_DOCUMENT,
    ),
)

CONTRACT_TABLES: dict[str, TableSchema] = {
    table.name: table
    for table in (
        FACTS,
        MENTIONS,
        SENTENCES,
        QUANTITIES,
        DOCUMENTS,
        PLACES,
        SECTIONS,
        ORGANIZATIONS,
        FACT_ORGANIZATIONS,
        SCORECARD,
        CHECKS,
        DERIVED,
        PROMISES,
        INDICATORS,
        PILLARS_TABLE,
        PERIODS,
        CORRECTIONS,
    )
}


def contract_tables(pillars: Sequence[str] = PILLARS) -> dict[str, TableSchema]:
    """Give the contract tables by name, for a scheme with these pillars: they are the values of the column `pillar`."""
    return {name: with_pillars(schema, pillars) for name, schema in CONTRACT_TABLES.items()}


def schemas_of(tables: Mapping[str, pa.Table]) -> dict[str, TableSchema]:
    """Give the contract tables for the scheme that the table `pillars` tells; for ours where it is not there."""
    if "pillars" not in tables:
        return CONTRACT_TABLES
    return contract_tables(tables["pillars"].column("pillar").to_pylist())


def with_pillars(schema: TableSchema, pillars: Sequence[str]) -> TableSchema:
    """Give a table whose column `pillar`, if it has one, holds these values; any text where there are none."""
    columns = tuple(
        replace(column, enum=tuple(pillars)) if column.name == "pillar" else column for column in schema.columns
    )
    return replace(schema, columns=columns)
