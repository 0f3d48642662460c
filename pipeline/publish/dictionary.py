"""Describe the contract tables for people (Markdown) and for tools (a Frictionless data package)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.tables.columns import Column, Reference, TableSchema
from pipeline.tables.contract import CONTRACT_TABLES

_FRICTIONLESS_TYPES = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "decimal": "number",
    "boolean": "boolean",
    "date": "date",
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
        if schema.references:
            parts += [f"References: {'; '.join(map(_format_reference, schema.references))}.", ""]
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


def _format_reference(reference: Reference) -> str:
    return f"{reference.column} to {reference.table}.{reference.key}"


def describe_columns(schema: TableSchema, columns: Iterable[Column]) -> list[dict[str, str]]:
    """Give one row a column of the data dictionary, for a table of its own."""
    return [
        {
            "table": schema.name,
            "column": column.name,
            "表名": schema.chinese,
            "列名": column.chinese,
            "type": column.type,
            "null": "yes" if column.nullable else "no",
            "meaning": _format_meaning(column),
        }
        for column in columns
    ]


def _format_column(column: Column) -> str:
    null = "yes" if column.nullable else "no"
    meaning = _format_meaning(column).replace("|", "\\|")
    return f"| {column.name} | {column.chinese} | {column.type} | {null} | {meaning} |"


def _format_meaning(column: Column) -> str:
    values = f" One of: {', '.join(column.enum)}." if column.enum else ""
    bounds = f" At least {column.minimum}." if column.minimum is not None else ""
    bounds += f" At most {column.maximum}." if column.maximum is not None else ""
    form = f" Form: `{column.pattern}`." if column.pattern else ""
    return f"{column.title}. {column.description}.{values}{bounds}{form}"


def _describe_table(schema: TableSchema, format_name: str) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "name": schema.name,
        "path": f"{schema.name}.{format_name}",
        "title": schema.chinese,
        "description": schema.description,
        "format": format_name,
        "mediatype": _MEDIA_TYPES[format_name],
        "schema": {
            "fields": [_describe_column(column, is_key=column.name in schema.key) for column in schema.columns],
            "primaryKey": list(schema.key),
            "missingValues": [""],
        },
    }
    if schema.references:
        resource["schema"]["foreignKeys"] = [_describe_reference(schema, item) for item in schema.references]
    if format_name == "csv":
        resource |= {
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        }
    return resource


def _describe_reference(schema: TableSchema, reference: Reference) -> dict[str, Any]:
    # a reference to the table itself is written as an empty name
    table = "" if reference.table == schema.name else reference.table
    return {"fields": [reference.column], "reference": {"resource": table, "fields": [reference.key]}}


def _describe_column(column: Column, *, is_key: bool) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "type": _FRICTIONLESS_TYPES[column.type],
        "title": column.chinese,
        "titleEnglish": column.title,
        "description": column.description,
    }
    constraints = _describe_constraints(column, is_key=is_key)
    return described | ({"constraints": constraints} if constraints else {})


def _describe_constraints(column: Column, *, is_key: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.enum:
        constraints["enum"] = list(column.enum)
    for name in ("minimum", "maximum", "pattern"):
        if getattr(column, name) is not None:
            constraints[name] = getattr(column, name)
    # An empty text and null look the same in CSV, as do an empty list and null: there, neither can be required.
    can_be_empty = column.type in ("texts", "integers") or (column.type == "text" and not column.enum)
    if not column.nullable and (is_key or not can_be_empty):
        constraints["required"] = True
    return constraints
