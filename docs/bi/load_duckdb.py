"""Load published Parquet tables into a DuckDB file that the DuckDB of Superset's environment can read.

Usage: python load_duckdb.py TABLES FILE
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

TABLES = ("facts", "documents", "mentions", "organizations", "sentences")
# One row a figure, with what a chart needs: the place, the year, Chinese labels, and a number instead of a decimal.
VIEW = """
CREATE VIEW v_facts_zh AS
SELECT
  f.fact_id, d.title AS 报告, d.region AS 地区, f.indicator AS 指标, f.indicator_id AS 指标编号, f.text AS 原文数字,
  CAST(f.value AS DOUBLE) AS 数值, f.unit AS 单位, CAST(f.value_base AS DOUBLE) AS 基本单位数值,
  f.unit_base AS 基本单位, f.kind AS 类别, f.period AS 时期, left(CAST(f.period_end AS VARCHAR), 4) AS 年份,
  CASE f.status WHEN 'actual' THEN '已完成' WHEN 'target' THEN '目标' ELSE '预计' END AS 状态,
  CASE f.pillar WHEN 'enterprise' THEN '强企业' WHEN 'resources' THEN '聚要素' WHEN 'platform' THEN '建平台'
    WHEN 'talent' THEN '育人才' WHEN 'cooperation' THEN '促合作' ELSE '其他' END AS 支柱,
  f.confidence AS 置信度, f.part_of IS NOT NULL AS 是部分, f.sentence AS 原句
FROM facts f JOIN documents d USING (doc_id)
"""


def load(tables: Path, file: Path) -> None:
    """Write the tables and the view into a new file, and move it to its place when it is whole."""
    beside = file.with_name(f".{file.name}.partial")
    beside.unlink(missing_ok=True)
    with duckdb.connect(str(beside)) as connection:
        for name in TABLES:
            path = str(tables / f"{name}.parquet").replace("'", "''")
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM read_parquet('{path}')")
        connection.execute(VIEW)
    beside.replace(file)


if __name__ == "__main__":
    load(Path(sys.argv[1]), Path(sys.argv[2]))
