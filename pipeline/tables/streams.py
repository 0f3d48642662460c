"""A table written piece by piece, so that no more than a part of it is ever held in memory.

What is written does not depend on the pieces that it came in: a group of rows ends after a row that the rows alone
determine.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.errors import TableError
from pipeline.params import TABLE_FORMATS
from pipeline.tables.columns import TableSchema
from pipeline.tables.rows import check_table
from pipeline.tables.text_formats import format_csv_header, format_csv_rows, format_jsonl

GROUP_ROWS = 131_072
GROUP_BYTES = 32 * 1024 * 1024
"""A group of rows, which Parquet compresses as one and a reader reads as one, ends where it reaches one of these."""
_JOINED, _JOINED_ROWS = 64, 4096
"""So many pieces, or pieces of so many rows, are joined into one before they are looked at."""


class TableStream:
    """One table, written in several formats at once. Use it as a context manager."""

    def __init__(self, schema: TableSchema, paths: Mapping[str, Path]) -> None:
        """`paths` are the files to write, by format.

        Raises:
            TableError: a format is unknown.
        """
        for format_name, path in paths.items():
            if format_name not in _FORMATS:
                message = f"{path}: unknown table format {format_name!r}; use one of {', '.join(TABLE_FORMATS)}"
                raise TableError(message)
        self.rows = 0
        self._is_finished = False
        self._schema = schema
        self._waiting: list[pa.Table] = []
        self._recent: list[pa.Table] = []
        self._recent_rows = 0
        self._weights = np.zeros(2, dtype=np.int64)
        self._files = [_FORMATS[format_name](schema, path) for format_name, path in paths.items()]
        self._threads = ThreadPoolExecutor(max(1, len(self._files)))  # Arrow lets others work while it writes
        self._writing: list[Future[None]] = []

    def __enter__(self) -> TableStream:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.finish()
        finally:
            self._threads.shutdown(cancel_futures=True)
            for file in self._files:
                # after an error the file is thrown away; closing it may only tell the same error again
                with contextlib.suppress(OSError):
                    file.close()

    def finish(self) -> None:
        """Write what waits, and close the files; what leaves the stream does so too, unless it has been done."""
        if self._is_finished:
            return
        self._is_finished = True
        self._take_up()
        if self._waiting or not self.rows:
            self._flush()
        self._wait()
        for file in self._files:
            file.close()

    def append(self, table: pa.Table) -> None:
        """Write rows after those that were appended before, sooner or later: an error may be told with later rows.

        Raises:
            TableError: the columns are not those of the schema; nulls where none may be are told with later rows.
        """
        if not table.schema.equals(self._schema.arrow_schema()):
            check_table(self._schema, table, where=self._schema.name)
            table = table.select(self._schema.column_names)
        if not table.num_rows:
            return
        self.rows += table.num_rows
        self._recent.append(table)
        self._recent_rows += table.num_rows
        if self._recent_rows >= _JOINED_ROWS or len(self._recent) >= _JOINED:
            self._take_up()

    def _take_up(self) -> None:
        """Put the pieces that came last into their group, and write what is full.

        They are copied into one: a piece may be a small part of a large buffer, which it keeps alive.
        """
        if not self._recent:
            return
        table = pa.concat_tables(self._recent).combine_chunks() if len(self._recent) > 1 else self._recent[0]
        self._recent.clear()
        self._recent_rows = 0
        check_table(self._schema, table, where=self._schema.name)
        if self._has_room(table):
            self._waiting.append(table)
            return
        weights = np.cumsum(_row_weights(table), axis=0)
        while table.num_rows:
            reached = ((self._weights + weights) >= (GROUP_ROWS, GROUP_BYTES)).any(axis=1)
            end = int(reached.argmax()) + 1 if reached.any() else table.num_rows
            self._waiting.append(table.slice(0, end))
            if not reached.any():
                self._weights = self._weights + weights[-1]
                return
            self._flush()
            table, weights = table.slice(end), weights[end:] - weights[end - 1]

    def _has_room(self, table: pa.Table) -> bool:
        """Tell whether the group does not end in a piece, and count it in.

        The weights are too large at first, since all bytes of a piece are told at once; where that is not enough to
        tell, they are counted.
        """
        limits = (GROUP_ROWS, GROUP_BYTES)
        most = np.array([table.num_rows, table.num_rows + table.nbytes], dtype=np.int64)
        if (self._weights + most >= limits).any():
            self._weights = sum(map(_table_weight, self._waiting), np.zeros(2, dtype=np.int64))
            most = _table_weight(table)
        if (self._weights + most >= limits).any():
            return False
        self._weights = self._weights + most
        return True

    def _flush(self) -> None:
        """Have the group written beside what the caller goes on with, once the one before it is."""
        # combine_chunks: the same rows in other chunks would give other bytes
        group = pa.concat_tables(self._waiting).combine_chunks() if self._waiting else self._empty()
        self._wait()
        self._writing = [self._threads.submit(file.append, group) for file in self._files]
        self._waiting.clear()
        self._weights = np.zeros(2, dtype=np.int64)

    def _wait(self) -> None:
        for writing in self._writing:
            writing.result()
        self._writing.clear()

    def _empty(self) -> pa.Table:
        return self._schema.empty_table()


class _Parquet:
    def __init__(self, schema: TableSchema, path: Path) -> None:
        self._writer = pq.ParquetWriter(path, schema.arrow_schema(), compression="zstd")

    def append(self, table: pa.Table) -> None:
        self._writer.write_table(table)

    def close(self) -> None:
        try:
            self._writer.close()
        finally:
            self._writer.is_open = False  # or it would try once more when it is collected, and complain


class _Csv:
    def __init__(self, schema: TableSchema, path: Path) -> None:
        self._schema = schema
        self._file = path.open("wb")
        self._file.write(format_csv_header(schema))

    def append(self, table: pa.Table) -> None:
        format_csv_rows(self._schema, table, self._file)

    def close(self) -> None:
        self._file.close()


class _Jsonl:
    def __init__(self, schema: TableSchema, path: Path) -> None:
        self._schema = schema
        self._file = path.open("wb")

    def append(self, table: pa.Table) -> None:
        self._file.write(format_jsonl(self._schema, table))

    def close(self) -> None:
        self._file.close()


_FORMATS: dict[str, type[_Parquet] | type[_Csv] | type[_Jsonl]] = {
    "parquet": _Parquet,
    "csv": _Csv,
    "jsonl": _Jsonl,
}


def _table_weight(table: pa.Table) -> np.ndarray:
    """Give the sum of `_row_weights`."""
    texts = (column for column in table.columns if pa.types.is_string(column.type))
    size = sum(pc.sum(pc.binary_length(column)).as_py() or 0 for column in texts)
    return np.array([table.num_rows, table.num_rows + size], dtype=np.int64)


def _row_weights(table: pa.Table) -> np.ndarray:
    """Give for each row 1 and the bytes of its texts: what it adds to a group."""
    weights = np.ones((table.num_rows, 2), dtype=np.int64)
    for column, field in zip(table.columns, table.schema, strict=True):
        if pa.types.is_string(field.type):
            lengths = pc.fill_null(pc.binary_length(column), 0)
            weights[:, 1] += lengths.to_numpy()
    return weights
