"""The table `corrections`: what people corrected, and what became of it."""

from __future__ import annotations

from typing import get_args

from pipeline.records import CorrectionAction, CorrectionStatus, CorrectionTarget
from pipeline.tables.columns import Column, Reference, TableSchema

CORRECTIONS = TableSchema(
    "corrections",
    "Corrections",
    "人工更正",
    "One row for each row of corrections.csv: what a person said, what was there before, and what became of it.",
    (
        Column("correction_id", "text", "Correction", "更正编号", "Stable id, made from what is corrected and how"),
        Column("report", "text", "Named report", "更正所指报告", "doc_id of the report that the correction names"),
        Column("doc_id", "text", "Report", "报告编号", "The report that it is for; null for none", nullable=True),
        Column("char_start", "integer", "Start", "起始位置", "Where its place begins now; as written where it is lost"),
        Column("char_end", "integer", "End", "结束位置", "Where its place ends now; as written where it is lost"),
        Column("text", "text", "Text", "原文", "The figure, name or sentence that it is about"),
        Column("target", "text", "Target", "对象", "What is corrected", enum=get_args(CorrectionTarget)),
        Column("action", "text", "Action", "操作", "What is done to it", enum=get_args(CorrectionAction)),
        Column("field", "text", "Field", "字段", "Which field is set; null for the whole", nullable=True),
        Column("value", "text", "Value", "更正值", "What the person says; null where there is none", nullable=True),
        Column("before", "text", "Before", "更正前", "What was found there; null where nothing was", nullable=True),
        Column(
            "status",
            "text",
            "Status",
            "状态",
            "applied: it changed something; confirmed: the pipeline finds the same now; stale: its text has changed, "
            "so nothing was done; absent: its report is not in this run",
            enum=get_args(CorrectionStatus),
        ),
        Column("note", "text", "Note", "说明", "Why it is stale, or what else a reader should know", nullable=True),
        Column("fact_id", "text", "Fact", "事实编号", "The fact that it is about, where it is there", nullable=True),
        Column("who", "text", "Who", "更正人", "Who says so"),
        Column("day", "text", "Day", "更正日期", "When, YYYY-MM-DD", pattern=r"\d{4}-\d{2}-\d{2}"),
        Column("why", "text", "Why", "更正理由", "Why"),
    ),
    key=("correction_id",),
    order=("report", "char_start", "char_end", "target", "correction_id"),
    references=(Reference("doc_id", "documents", "doc_id"), Reference("fact_id", "facts", "fact_id")),
)
