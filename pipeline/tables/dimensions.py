"""The dimension tables of the star schema: what the ids in facts stand for. Their keys never depend on the run."""

from __future__ import annotations

from typing import get_args

from pipeline.records import PILLARS, Measure
from pipeline.tables.columns import Column, Reference, TableSchema

PERIOD_GRAINS = ("day", "month", "quarter", "half_year", "year", "days", "months", "years")
PERIOD_PATTERN = r"\d{4}(-\d{2}){0,2}(/\d{4}(-\d{2}){0,2})?"
OF_PILLAR = Reference("pillar", "pillars", "pillar")

INDICATORS = TableSchema(
    "indicators",
    "Indicators",
    "指标目录",
    "The catalog of indicators, and those that words such as 新增 make of them where a fact has one.",
    (
        Column("indicator_id", "text", "Indicator", "指标编号", "Id of the indicator; it never changes"),
        Column("name", "text", "Name", "名称", "Canonical name"),
        Column(
            "base_id",
            "text",
            "Base indicator",
            "基本指标编号",
            "The indicator without such words: itself, or another one",
        ),
        Column("dimensions", "texts", "Dimensions", "量纲", "Those that its levels may have; empty where any may be"),
        Column(
            "measure", "text", "Measure", "计量方式", "Stock, flow, cumulative count or rate", enum=get_args(Measure)
        ),
        Column(
            "pillar",
            "text",
            "Pillar",
            "支柱",
            "Where its figures mostly belong; null where nowhere",
            nullable=True,
            enum=PILLARS,
        ),
    ),
    key=("indicator_id",),
    order=("indicator_id",),
    references=(Reference("base_id", "indicators", "indicator_id"), OF_PILLAR),
)

PILLARS_TABLE = TableSchema(
    "pillars",
    "Pillars",
    "支柱",
    "One row for each pillar of science and innovation work, and one for everything else.",
    (
        Column("pillar", "text", "Pillar", "支柱编号", "Id of the pillar", enum=PILLARS),
        Column("position", "integer", "Position", "顺序", "Its place among the pillars, from 1", minimum=1),
        Column("name", "text", "Name", "名称", "Name in Chinese"),
        Column("name_english", "text", "English name", "英文名称", "Name in English"),
        Column("definition", "text", "Definition", "定义", "What it covers"),
    ),
    key=("pillar",),
    order=("position",),
)

PERIODS = TableSchema(
    "periods",
    "Periods",
    "时期",
    "One row for each period that a fact or derived value of this run is for.",
    (
        Column("period", "text", "Period", "时期", "2018, 2018-03, 2022-12-31 or 2011/2015", pattern=PERIOD_PATTERN),
        Column("period_start", "date", "Period start", "时期起", "First day"),
        Column("period_end", "date", "Period end", "时期止", "Last day"),
        Column("grain", "text", "Grain", "粒度", "How long it is", enum=PERIOD_GRAINS),
        Column("year", "integer", "Year", "年份", "The year in which it ends", minimum=1000, maximum=9999),
    ),
    key=("period",),
    order=("period",),
)
