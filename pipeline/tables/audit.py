"""The tables of the audit: figures held against each other, values that they imply, promises with their outcomes."""

from __future__ import annotations

from typing import get_args

from pipeline.records import Bound, CheckKind, DerivedRule, Doubt, Kind, PromiseVerdict, Verdict
from pipeline.tables.columns import Column, Reference, TableSchema

_DOC_ID = Column("doc_id", "text", "Report", "报告编号", "Path of the report below the input folder, without suffix")
_START = Column("char_start", "integer", "Start", "起始位置", "Offset of the figure in documents.text", minimum=0)
_END = Column("char_end", "integer", "End", "结束位置", "Offset after the figure in documents.text", minimum=0)
_INDICATOR = Column("indicator", "text", "Indicator", "指标", "What is measured, in words of the text")
_INDICATOR_ID = Column(
    "indicator_id", "text", "Indicator id", "指标编号", "Canonical indicator where known", nullable=True
)
_SCOPE = Column("scope", "text", "Scope", "范围", "Region or area, as written", nullable=True)
_PERIOD = Column("period", "text", "Period", "时期", "Period that the value is for", nullable=True)
_IN_DOCUMENT = Reference("doc_id", "documents", "doc_id")
_OF_INDICATOR = Reference("indicator_id", "indicators", "indicator_id")
_OF_PERIOD = Reference("period", "periods", "period")
_OF_FACT = Reference("fact_id", "facts", "fact_id")

CHECKS = TableSchema(
    "checks",
    "Checks",
    "数字核对",
    "One row for each figure that other figures tell something of: what follows from them, and whether it fits.",
    (
        Column("check_id", "text", "Check", "核对编号", "Stable id, made from the kind and the facts"),
        _DOC_ID,
        _START,
        _END,
        Column("kind", "text", "Kind", "核对类别", "What is held against what", enum=get_args(CheckKind)),
        Column("verdict", "text", "Verdict", "结论", "Whether stated and expected fit", enum=get_args(Verdict)),
        Column(
            "doubt",
            "text",
            "Doubt",
            "存疑原因",
            "Why it cannot be told; else null",
            nullable=True,
            enum=get_args(Doubt),
        ),
        _INDICATOR,
        Column("unit", "text", "Unit", "单位", "Unit of stated, expected and tolerance"),
        Column("stated", "decimal", "Stated", "原文值", "What the text states, negative for a fall"),
        Column("expected", "decimal", "Expected", "推算值", "What follows from the other figures"),
        Column(
            "tolerance",
            "decimal",
            "Tolerance",
            "容差",
            "How far the two may differ by the digits that are written; null where a figure is only a bound",
            nullable=True,
        ),
        Column("fact_id", "text", "Fact", "事实编号", "The figure that is checked"),
        Column("fact_ids", "texts", "Facts used", "所用事实", "fact_id of every figure used, also of earlier reports"),
        Column("message", "text", "Message", "说明", "One sentence that says all of it"),
    ),
    key=("check_id",),
    order=("doc_id", "char_start", "check_id"),
    references=(_IN_DOCUMENT, _OF_FACT),
)

DERIVED = TableSchema(
    "derived",
    "Derived values",
    "推算值",
    "One row for each value that stated figures imply and the report leaves unsaid. None of them is a fact.",
    (
        Column("derived_id", "text", "Derived value", "推算编号", "Stable id, made from the rule and the facts"),
        _DOC_ID,
        _START,
        Column("rule", "text", "Rule", "推算规则", "What it is derived from", enum=get_args(DerivedRule)),
        _INDICATOR,
        _INDICATOR_ID,
        _SCOPE,
        Column("value", "decimal", "Value", "数值", "In `unit`"),
        Column("value_low", "decimal", "Lower end", "下限", "Least value by the written digits", nullable=True),
        Column("value_high", "decimal", "Upper end", "上限", "Greatest value by the written digits", nullable=True),
        Column("unit", "text", "Unit", "单位", "Canonical unit"),
        _PERIOD,
        Column("formula", "text", "Formula", "算式", "How it follows, in the figures as written"),
        Column("fact_ids", "texts", "Inputs", "所用事实", "fact_id of each input, in the order of the formula"),
    ),
    key=("derived_id",),
    order=("doc_id", "char_start", "derived_id"),
    references=(_IN_DOCUMENT, _OF_INDICATOR, _OF_PERIOD),
)

PROMISES = TableSchema(
    "promises",
    "Promises",
    "目标兑现",
    "One row for each target, with what a later report of the same place says was reached.",
    (
        Column("fact_id", "text", "Fact", "事实编号", "The target"),
        _DOC_ID,
        _START,
        Column("main", "boolean", "Main target", "主要目标", "Whether it is one of the main targets of the report"),
        Column("tone", "texts", "Tone", "语气", "Words that tell how firmly it is promised: 力争, 确保, 左右"),
        Column("aim", "text", "Aim", "方向", "Whether more or less is better", enum=("higher", "lower")),
        _INDICATOR,
        _INDICATOR_ID,
        _SCOPE,
        Column("kind", "text", "Kind", "类别", "What the figure says of its indicator", enum=get_args(Kind)),
        Column(
            "bound", "text", "Bound", "界限", "Whether it is exact, about, at least or at most", enum=get_args(Bound)
        ),
        Column("unit", "text", "Unit", "单位", "Unit of promised, outcome and difference"),
        _PERIOD,
        Column("promised", "decimal", "Promised", "目标值", "Value of the target, negative for a fall"),
        Column("promised_max", "decimal", "Promised up to", "目标上限", "Upper end of a range", nullable=True),
        Column(
            "verdict",
            "text",
            "Verdict",
            "兑现情况",
            "unknown: a later report does not tell; open: there is no report after its period in this run",
            enum=get_args(PromiseVerdict),
        ),
        Column("outcome", "decimal", "Outcome", "实际值", "What was reached, negative for a fall", nullable=True),
        Column("outcome_period", "text", "Outcome period", "实际时期", "Its period", nullable=True),
        Column("difference", "decimal", "Difference", "差额", "Outcome less promise", nullable=True),
        Column("outcome_fact_id", "text", "Outcome fact", "实际值事实", "fact_id of the outcome", nullable=True),
        Column("outcome_doc_id", "text", "Outcome report", "实际值报告", "The report that tells it", nullable=True),
    ),
    key=("fact_id",),
    order=("doc_id", "char_start", "fact_id"),
    references=(
        _IN_DOCUMENT,
        _OF_FACT,
        _OF_INDICATOR,
        _OF_PERIOD,
        Reference("outcome_fact_id", "facts", "fact_id"),
        Reference("outcome_doc_id", "documents", "doc_id"),
    ),
)
