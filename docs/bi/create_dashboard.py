"""Make one dashboard in a running Superset by its REST API; what a run before made is replaced.

Usage: python create_dashboard.py ADDRESS PASSWORD_FILE DUCKDB_FILE
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import requests

DATABASE, DATASET, SLUG = "huibao", "v_facts_zh", "huibao"
WAIT_SECONDS = 300
COUNT = {"expressionType": "SQL", "sqlExpression": "COUNT(*)", "label": "指标数量"}
SURE = {"expressionType": "SQL", "sqlExpression": 'AVG(CASE WHEN "置信度" >= 0.9 THEN 1.0 ELSE 0 END)', "label": "占比"}
LATEST = {"expressionType": "SQL", "sqlExpression": 'MAX("基本单位数值") / 1e8', "label": "亿元"}


def only(column: str, operator: str, value: Any) -> dict[str, Any]:
    """Give a filter of a chart: `column operator value`."""
    return {
        "expressionType": "SIMPLE", "clause": "WHERE", "subject": column, "operator": operator, "comparator": value,
    }  # fmt: skip


# Title, kind of chart, its width of 12 columns, and what it shows.
CHARTS: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
    ("指标总数", "big_number_total", 2, {"metric": COUNT}),
    ("置信度不低于0.9的占比", "big_number_total", 2, {"metric": SURE, "y_axis_format": ".1%"}),
    (
        "各支柱的指标：已完成与目标",
        "echarts_timeseries_bar",
        8,
        {
            "x_axis": "支柱", "metrics": [COUNT], "groupby": ["状态"], "stack": "Stack", "show_legend": True,
            "adhoc_filters": [only("支柱", "!=", "其他")], "x_axis_sort": "指标数量", "x_axis_sort_asc": False,
        },
    ),
    (
        "技术合同成交额（亿元）",
        "echarts_timeseries_bar",
        6,
        {
            "x_axis": "年份", "metrics": [LATEST], "groupby": ["地区"], "show_legend": True, "show_value": True,
            "adhoc_filters": [
                only("指标编号", "==", "tech_contract_value"), only("类别", "==", "level"),
                only("状态", "==", "已完成"),
            ],
        },
    ),
    ("各报告的指标", "pie", 6, {"metric": COUNT, "groupby": ["报告"], "label_type": "key_value", "row_limit": 20}),
    (
        "每个数字和它的原句",
        "table",
        12,
        {
            "query_mode": "raw", "row_limit": 200, "server_pagination": False,
            "all_columns": ["地区", "指标", "原文数字", "状态", "时期", "支柱", "置信度", "原句"],
            "adhoc_filters": [only("指标编号", "IS NOT NULL", None)],
        },
    ),
)  # fmt: skip
HEIGHTS = {"big_number_total": 38, "table": 60}


class Superset:
    """The REST API of a running Superset, as one user."""

    def __init__(self, address: str, password: str) -> None:
        self.address = address
        self.session = requests.Session()
        self.session.trust_env = False  # it runs on this machine: no proxy
        self._wait()
        login = {"username": "admin", "password": password, "provider": "db", "refresh": True}
        self.session.headers["Authorization"] = f"Bearer {self.call('post', 'security/login', login)['access_token']}"
        self.session.headers["X-CSRFToken"] = self.call("get", "security/csrf_token/")["result"]
        self.session.headers["Referer"] = address

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Call the API; give what it answers.

        Raises:
            SystemExit: it refuses; the message says why.
        """
        answer = self.session.request(method, f"{self.address}/api/v1/{path}", json=body, timeout=120)
        if not answer.ok:
            sys.exit(f"Superset refuses {method} {path}: {answer.status_code} {answer.text[:500]}")
        return answer.json()

    def replace(self, kind: str, column: str, value: str, body: dict[str, Any]) -> int:
        """Make a thing of a kind in place of all that have the same name; give its id."""
        query = json.dumps({"filters": [{"col": column, "opr": "eq", "value": value}]})
        for found in self.call("get", f"{kind}/?q={query}")["result"]:
            self.call("delete", f"{kind}/{found['id']}")
        return int(self.call("post", f"{kind}/", body)["id"])

    def _wait(self) -> None:
        until = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < until:
            try:
                if self.session.get(f"{self.address}/health", timeout=10).ok:
                    return
            except requests.RequestException:
                pass
            time.sleep(1)
        sys.exit(f"{self.address}: Superset does not answer after {WAIT_SECONDS} s; see its log")


def create_dashboard(superset: Superset, file: Path) -> str:
    """Make the database, the dataset, the charts and the dashboard; give the address of the dashboard."""
    for kind, column, value in (("dashboard", "slug", SLUG), ("dataset", "table_name", DATASET)):
        query = json.dumps({"filters": [{"col": column, "opr": "eq", "value": value}]})
        for found in superset.call("get", f"{kind}/?q={query}")["result"]:
            superset.call("delete", f"{kind}/{found['id']}")
    database = superset.replace(
        "database", "database_name", DATABASE, {
            "database_name": DATABASE,
            # read only: Superset and whoever loads new tables do not lock each other out
            "sqlalchemy_uri": f"duckdb:///{file.resolve()}?access_mode=read_only",
        },
    )  # fmt: skip
    dataset = int(
        superset.call("post", "dataset/", {"database": database, "schema": "main", "table_name": DATASET})["id"]
    )
    body = {"dashboard_title": "政府工作报告指标", "slug": SLUG, "published": True}
    dashboard = int(superset.call("post", "dashboard/", body)["id"])
    charts = [create_chart(superset, dataset, dashboard, *chart) for chart in CHARTS]
    layout = {"position_json": json.dumps(build_layout(charts)), "json_metadata": json.dumps({"color_scheme": ""})}
    superset.call("put", f"dashboard/{dashboard}", layout)
    return f"{superset.address}/superset/dashboard/{SLUG}/"


def create_chart(
    superset: Superset, dataset: int, dashboard: int, title: str, kind: str, width: int, shown: dict[str, Any]
) -> tuple[int, str, str, int]:
    """Make a chart; give its id with its title, kind and width."""
    params = {"datasource": f"{dataset}__table", "viz_type": kind, "adhoc_filters": [], **shown}
    body = {
        "slice_name": title, "viz_type": kind, "datasource_id": dataset, "datasource_type": "table",
        "params": json.dumps(params, ensure_ascii=False), "dashboards": [dashboard],
    }  # fmt: skip
    return superset.replace("chart", "slice_name", title, body), title, kind, width


def build_layout(charts: list[tuple[int, str, str, int]]) -> dict[str, Any]:
    """Lay charts out in rows of 12 columns, in their order."""
    rows: list[list[tuple[int, str, str, int]]] = [[]]
    for chart in charts:
        if sum(other[3] for other in rows[-1]) + chart[3] > 12:
            rows.append([])
        rows[-1].append(chart)
    layout: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "GRID_ID": {
            "type": "GRID", "id": "GRID_ID", "children": [f"ROW-{n}" for n in range(len(rows))], "parents": ["ROOT_ID"],
        },
    }  # fmt: skip
    for number, row in enumerate(rows):
        names = [f"CHART-{chart[0]}" for chart in row]
        layout[f"ROW-{number}"] = {
            "type": "ROW", "id": f"ROW-{number}", "children": names, "parents": ["ROOT_ID", "GRID_ID"],
            "meta": {"background": "BACKGROUND_TRANSPARENT"},
        }  # fmt: skip
        for (chart_id, title, kind, width), name in zip(row, names, strict=True):
            meta = {"chartId": chart_id, "sliceName": title, "width": width, "height": HEIGHTS.get(kind, 42)}
            layout[name] = {
                "type": "CHART", "id": name, "children": [], "parents": ["ROOT_ID", "GRID_ID", f"ROW-{number}"],
                "meta": meta,
            }  # fmt: skip
    return layout


if __name__ == "__main__":
    api = Superset(sys.argv[1], Path(sys.argv[2]).read_text(encoding="utf-8").strip())
    print(f"dashboard: {create_dashboard(api, Path(sys.argv[3]))}")
