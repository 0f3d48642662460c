"""Where everything lies below the repository, and the records that one stage leaves there for the next."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa

from pipeline.params import Params
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


def resolve_scheme(root: Path, params: Params) -> Params:
    """Give parameters whose folder of pillars, where one is named, is found from wherever the stage is run."""
    scheme = params.pillars.scheme
    return replace(params, pillars=replace(params.pillars, scheme=str(root / scheme))) if scheme else params


def read_staged(root: Path, kind: type[Any]) -> pa.Table:
    """Read the table of one type of records, as the stage that finds them left it.

    Raises:
        TableError: that stage has not been run, or was run by another version.
    """
    table = table_of(kind)
    return read_table(table.schema, stage_folder(root, table.stage) / f"{table.name}.parquet")


def read_records(root: Path, kind: type[RecordT]) -> tuple[RecordT, ...]:
    """Read all records of one type; see `read_staged`."""
    return build_records(kind, table_of(kind).schema, read_staged(root, kind))
