"""Describe the contract tables for people (Markdown) and for tools (a Frictionless data package)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.tables.columns import Column, TableSchema
from pipeline.tables.contract import CONTRACT_TABLES

_FRICTIONLESS_TYPES = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "decimal": "number",
    "boolean": "boolean",
    "texts": "string",
    "integers": "string",
}
_MEDIA_TYPES = {"csv": "text/csv", "jsonl": "application/jsonl", "parquet": "application/vnd.apache.parquet"}


def format_data_dictionary(schemas: Iterable[TableSchema] = CONTRACT_TABLES.values()) -> str:
    """Write the data dictionary: one section a table, one row a column, in English and Chinese."""
    parts = [
        "# Data dictionary 数据字典",
        "",
        "Made from the schemas of the tables; do not edit. Offsets are half-open `[start, end)` and count code points",
        "of `documents.text`. In CSV an empty cell is null, and items of a list are joined by `;`.",
    ]
    for schema in schemas:
        parts += ["", f"## {schema.name} {schema.chinese}", "", schema.description, ""]
        parts += [f"Key: {', '.join(schema.key)}. Sorted by: {', '.join(schema.order)}.", ""]
        parts += ["| column | 列名 | type | null | meaning |", "|---|---|---|---|---|"]
        parts += [_format_column(column) for column in schema.columns]
    return "\n".join(parts) + "\n"


def format_datapackage(formats: Sequence[str], schemas: Iterable[TableSchema] = CONTRACT_TABLES.values()) -> str:
    """Write datapackage.json for tables in `formats`; the CSV files are described where there are any."""
    described = "csv" if "csv" in formats else formats[0]
    package = {
        "profile": "tabular-data-package" if described == "csv" else "data-package",
        "name": "huibao",
        "title": "政府工作报告指标事实",
        "description": "Facts, sentences, organizations and numbers read from government reports by huibao",
        "resources": [_describe_table(schema, described) for schema in schemas],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _format_column(column: Column) -> str:
    values = f" One of: {', '.join(column.enum)}." if column.enum else ""
    null = "yes" if column.nullable else "no"
    meaning = f"{column.title}. {column.description}.{values}".replace("|", "\\|")
    return f"| {column.name} | {column.chinese} | {column.type} | {null} | {meaning} |"


def _describe_table(schema: TableSchema, format_name: str) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "name": schema.name,
        "path": f"{schema.name}.{format_name}",
        "title": schema.chinese,
        "description": schema.description,
        "format": format_name,
        "mediatype": _MEDIA_TYPES[format_name],
        "schema": {
            "fields": [_describe_column(column) for column in schema.columns],
            "primaryKey": list(schema.key),
            "missingValues": [""],
        },
    }
    if format_name == "csv":
        resource |= {
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        }
    return resource


def _describe_column(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.enum:
        constraints["enum"] = list(column.enum)
    # An empty text and null look the same in CSV, so that only other types can be required there.
    if not column.nullable and (column.type != "text" or column.enum):
        constraints["required"] = column.type not in ("texts", "integers")
    described: dict[str, Any] = {
        "name": column.name,
        "type": _FRICTIONLESS_TYPES[column.type],
        "title": column.chinese,
        "titleEnglish": column.title,
        "description": column.description,
    }
    return described | ({"constraints": constraints} if constraints else {})
