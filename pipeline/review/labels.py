"""Chinese labels of columns and of their values."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipeline.errors import ResourceError
from pipeline.resources.files import read_yaml_file
from pipeline.tables.contract import CONTRACT_TABLES

_FILE = Path(__file__).parent / "data" / "labels.yaml"


@cache
def load_value_labels() -> dict[str, dict[str, str]]:
    """Load the labels of values, by column and value.

    Raises:
        ResourceError: the file is no mapping of columns to labels.
    """
    content = read_yaml_file(_FILE)
    for column, labels in content.items():
        if not isinstance(labels, dict) or not all(isinstance(item, str) for pair in labels.items() for item in pair):
            message = f"{_FILE}: {column} must map values to labels, both as text"
            raise ResourceError(message)
    labels_by_column: dict[str, dict[str, str]] = content
    return labels_by_column


def column_titles(table: str, name: str) -> tuple[str, str]:
    """Give the Chinese title of a column and what it means; of a column that is unknown, its name and nothing."""
    for column in CONTRACT_TABLES[table].columns:
        if column.name == name:
            return column.chinese, f"{column.title}. {column.description}"
    return name, ""
