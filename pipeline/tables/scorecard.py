"""The table `scorecard`: what was reached, what is aimed at and how it grew, side by side."""

from __future__ import annotations

from typing import get_args

from pipeline.records import PILLARS, Bound
from pipeline.tables.columns import Column, Reference, TableSchema
from pipeline.tables.dimensions import OF_PILLAR

SCORECARD = TableSchema(
    "scorecard",
    "Scorecard",
    "记分卡",
    "One row for each report, pillar and indicator: the latest actual level, the next target and the latest growth.",
    (
        Column("doc_id", "text", "Report", "报告编号", "Path of the report below the input folder, without suffix"),
        Column("char_start", "integer", "Start", "起始位置", "Where the report first gives a figure of it"),
        Column("pillar", "text", "Pillar", "支柱", "Pillar of the figures", enum=PILLARS),
        Column("indicator_id", "text", "Indicator id", "指标编号", "Canonical indicator where known", nullable=True),
        Column("indicator", "text", "Indicator", "指标", "What is measured, in words of the text"),
        Column("scope", "text", "Scope", "范围", "Region or area, as written", nullable=True),
        Column("unit", "text", "Unit", "单位", "Unit of actual and target; null where there is neither", nullable=True),
        Column("actual", "decimal", "Actual", "实际值", "Latest level that was reached", nullable=True),
        Column("actual_period", "text", "Actual period", "实际时期", "Its period", nullable=True),
        Column("target", "decimal", "Target", "目标值", "Next level that is aimed at", nullable=True),
        Column(
            "target_bound",
            "text",
            "Target bound",
            "目标界限",
            "Whether the target is exact, about, at least or at most",
            nullable=True,
            enum=get_args(Bound),
        ),
        Column("target_period", "text", "Target period", "目标时期", "Its period", nullable=True),
        Column("growth", "decimal", "Growth", "增幅", "Latest growth in percent, negative for a fall", nullable=True),
        Column("growth_period", "text", "Growth period", "增幅时期", "Its period", nullable=True),
        Column("growth_baseline", "text", "Growth baseline", "增幅基期", "What it is compared with", nullable=True),
        Column("actual_fact", "text", "Actual fact", "实际值事实", "fact_id of the actual level", nullable=True),
        Column("target_fact", "text", "Target fact", "目标值事实", "fact_id of the target", nullable=True),
        Column("growth_fact", "text", "Growth fact", "增幅事实", "fact_id of the growth", nullable=True),
    ),
    key=("doc_id", "char_start"),
    order=("doc_id", "char_start"),
    references=(
        Reference("doc_id", "documents", "doc_id"),
        OF_PILLAR,
        Reference("indicator_id", "indicators", "indicator_id"),
        *(Reference(f"{name}_fact", "facts", "fact_id") for name in ("actual", "target", "growth")),
        *(Reference(f"{name}_period", "periods", "period") for name in ("actual", "target", "growth")),
    ),
)
