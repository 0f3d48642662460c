"""A table as a folder `<name>.parquet` of part files, as runs over many machines leave it.

The parts in the order of their names are the rows of the table in its order. Whatever reads a Parquet file of ours
reads such a folder too, and so do pandas, Spark and Arrow.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import TableError

PARTS = "part-*.parquet"


def part_name(number: int) -> str:
    """Give the name of a part file; parts are numbered from 0 in the order of their rows."""
    return f"part-{number:06}.parquet"


def read_parts(path: Path) -> pa.Table:
    """Read a Parquet file, or all parts of a folder as one table.

    Raises:
        TableError: the folder holds no part, the parts differ in their columns, or a file is damaged.
    """
    files = sorted(path.glob(PARTS)) if path.is_dir() else [path]
    if not files:
        message = f"{path}: holds no {PARTS}; write the table again"
        raise TableError(message)
    tables = [_read(file) for file in files]
    try:
        return pa.concat_tables(tables).combine_chunks()
    except pa.ArrowException as error:
        message = f"{path}: its parts do not fit together ({error}); write the table again"
        raise TableError(message) from error


def _read(path: Path) -> pa.Table:
    try:
        # one thread: threads of Arrow may outlive a short command and abort it
        with pq.ParquetFile(path, pre_buffer=False) as file:
            return file.read(use_threads=False)
    except (pa.ArrowException, OSError) as error:
        message = f"{path}: cannot be read as Parquet ({error}); write it again"
        raise TableError(message) from error
