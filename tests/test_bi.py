"""What docs/bi.md offers: the database and the dashboard that the scripts in docs/bi make."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import pipeline

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "docs" / "bi" / "superset.sh"


def load_script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / "bi" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run_script(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    command = ["bash", str(SCRIPT), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin", **variables}
    )


def test_the_database_holds_the_tables_and_a_view_with_chinese_labels(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    loader = load_script("load_duckdb")
    extraction = pipeline.extract(
        "2022年底，全市高新技术企业达到47家，其中国家级18家。2023年，力争达到80家。", report_date="2023-01"
    )
    extraction.write(tmp_path)
    for _ in range(2):  # loading again replaces the file
        loader.load(tmp_path, tmp_path / "huibao.duckdb")
    with duckdb.connect(str(tmp_path / "huibao.duckdb"), read_only=True) as connection:
        rows = connection.execute("SELECT 原文数字, 数值, 状态, 年份, 是部分 FROM v_facts_zh ORDER BY 数值").fetchall()
    assert rows == [
        ("18家", 18.0, "已完成", "2022", True),
        ("47家", 47.0, "已完成", "2022", False),
        ("80家", 80.0, "目标", "2023", False),
    ]
    assert list(tmp_path.glob(".*")) == []


def test_every_chart_has_its_place_on_the_dashboard() -> None:
    pytest.importorskip("requests", reason="requests is not installed")
    maker = load_script("create_dashboard")
    charts: list[Any] = [(number, title, kind, width) for number, (title, kind, width, _) in enumerate(maker.CHARTS)]
    layout = maker.build_layout(charts)
    rows = [layout[name] for name in layout["GRID_ID"]["children"]]
    placed = [layout[name] for row in rows for name in row["children"]]
    assert [chart["meta"]["chartId"] for chart in placed] == list(range(len(charts)))
    for row in rows:
        assert sum(layout[name]["meta"]["width"] for name in row["children"]) <= 12
    for chart in placed:
        assert layout[chart["parents"][-1]]["children"].count(chart["id"]) == 1


def test_the_script_explains_itself_and_refuses_a_folder_without_tables(tmp_path: Path) -> None:
    assert subprocess.run(["bash", "-n", str(SCRIPT)], check=False).returncode == 0
    wrong = run_script("begin")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "superset.sh start [TABLES]" in wrong.stderr
    absent = run_script("start", tmp_path, HUIBAO_SUPERSET=str(tmp_path / "made"))
    assert absent.returncode == 1
    assert "no facts.parquet; run make repro first" in absent.stderr
    assert not (tmp_path / "made").exists()
    assert run_script("stop", HUIBAO_SUPERSET=str(tmp_path / "made")).returncode == 0
