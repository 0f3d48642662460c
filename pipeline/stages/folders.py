"""Where everything lies below the repository, and what one stage leaves there for the next."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa

from pipeline.tables.files import read_table
from pipeline.tables.rows import build_records
from pipeline.tables.staged import table_of

RecordT = TypeVar("RecordT")


def processed_folder(root: Path) -> Path:
    """Give the folder of the contract tables."""
    return root / "data" / "processed"


def stage_folder(root: Path, stage: str) -> Path:
    """Give the folder that a stage owns."""
    return processed_folder(root) / "stages" / stage


def read_records(root: Path, kind: type[RecordT], stage: str | None = None) -> tuple[RecordT, ...]:
    """Read all records of one type, as the stage that finds them left them, or as a later `stage` that changes them.

    Raises:
        TableError: that stage has not been run, or was run by another version.
    """
    return build_records(kind, table_of(kind, stage).schema, read_staged(root, kind, stage))


def read_staged(root: Path, kind: type[Any], stage: str | None = None) -> pa.Table:
    """Read the table that `read_records` builds records of.

    Raises:
        TableError: that stage has not been run, or was run by another version.
    """
    table = table_of(kind, stage)
    return read_table(table.schema, stage_folder(root, table.stage) / f"{table.name}.parquet")
