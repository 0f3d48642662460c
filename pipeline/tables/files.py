"""Tables to files and back. A file is written beside its place and then moved there: never half, never mixed.

The same table gives the same bytes on every run.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import TableError
from pipeline.params import TABLE_FORMATS
from pipeline.tables.columns import TableSchema
from pipeline.tables.rows import check_table
from pipeline.tables.text_formats import format_csv, format_jsonl, parse_csv, parse_jsonl

_SUFFIXES = tuple(f".{name}" for name in TABLE_FORMATS)

Content = bytes | Callable[[Path], object]
"""What is in a file: its bytes, or what writes it to the path that it is given."""


def write_table(schema: TableSchema, table: pa.Table, path: Path) -> None:
    """Write one table to `path`, whose suffix says the format: .parquet, .csv or .jsonl.

    Raises:
        TableError: the suffix is unknown, or the table does not have the columns of `schema`.
    """
    content = _format_table(schema, table, path)
    with _written_beside({path: content}) as written:
        _move(written)


def write_tables(
    folder: Path,
    tables: Mapping[str, pa.Table],
    schemas: Mapping[str, TableSchema],
    *,
    formats: Sequence[str],
    extra: Mapping[str, Content] | None = None,
) -> list[Path]:
    """Write tables into a folder as `<name>.<format>`; `extra` are more files of the same run, by name.

    All files are written beside their places first and moved in at the end: a run that breaks off before leaves the
    old output whole. Then files of these tables in other formats are removed, since they are an earlier run's.

    Returns:
        The paths written, sorted.

    Raises:
        TableError: a format is unknown, or a table does not have the columns of its schema.
    """
    contents: dict[Path, Content] = {}
    for name, table in tables.items():
        for format_name in formats:
            path = folder / f"{name}.{format_name}"
            # formatted only when it is written: one file at a time is held in memory
            contents[path] = partial(_write_formatted, schemas[name], table, path)
    for name, content in (extra or {}).items():
        contents[folder / name] = content
    with _written_beside(contents) as written:
        _move(written)
    for name in tables:
        for suffix in _SUFFIXES:
            stale = folder / f"{name}{suffix}"
            if stale not in contents:
                stale.unlink(missing_ok=True)
    return sorted(contents)


def read_table(schema: TableSchema, path: Path) -> pa.Table:
    """Read one table; the suffix of `path` says the format.

    Raises:
        TableError: the file is missing or damaged, or its columns are not those of `schema`.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"{path}: table {schema.name} cannot be read ({error.strerror}); run the stage that writes it"
        raise TableError(message) from error
    match path.suffix:
        case ".parquet":
            table = _parse_parquet(content, where=str(path))
        case ".csv":
            table = parse_csv(schema, content, where=str(path))
        case ".jsonl":
            table = parse_jsonl(schema, content, where=str(path))
        case _:
            raise TableError(_unknown_format(path))
    check_table(schema, table, where=str(path))
    return table.select(schema.column_names)


def write_files(contents: Mapping[Path, Content]) -> None:
    """Write files so that none is ever half written, and all are moved in together at the end."""
    with _written_beside(contents) as written:
        _move(written)


def _write_formatted(schema: TableSchema, table: pa.Table, path: Path, beside: Path) -> None:
    beside.write_bytes(_format_table(schema, table, path))


def _format_table(schema: TableSchema, table: pa.Table, path: Path) -> bytes:
    check_table(schema, table, where=str(path))
    ordered = table.select(schema.column_names)
    match path.suffix:
        case ".parquet":
            return _format_parquet(ordered)
        case ".csv":
            return format_csv(schema, ordered)
        case ".jsonl":
            return format_jsonl(schema, ordered)
        case _:
            raise TableError(_unknown_format(path))


def _format_parquet(table: pa.Table) -> bytes:
    buffer = io.BytesIO()
    # combine_chunks: the same rows in other chunks would give other bytes
    pq.write_table(table.combine_chunks(), buffer, compression="zstd")
    return buffer.getvalue()


def _parse_parquet(content: bytes, *, where: str) -> pa.Table:
    try:
        # not pq.read_table: it starts threads, which may outlive the interpreter of a short command and abort it
        with pq.ParquetFile(pa.BufferReader(content), pre_buffer=False) as file:
            return file.read(use_threads=False)
    except (pa.ArrowException, OSError) as error:
        message = f"{where}: cannot be read as Parquet ({error}); write it again"
        raise TableError(message) from error


def _unknown_format(path: Path) -> str:
    return f"{path}: unknown table format {path.suffix!r}; use one of {', '.join(_SUFFIXES)}"


@contextlib.contextmanager
def _written_beside(contents: Mapping[Path, Content]) -> Iterator[dict[Path, Path]]:
    """Write each content into a hidden file beside its place; whatever was not moved by then is removed at the end."""
    written: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            written[path] = path.with_name(f".{path.name}.{os.getpid()}.partial")
            if isinstance(content, bytes):
                written[path].write_bytes(content)
            else:
                content(written[path])
        yield written
    finally:
        for beside in written.values():
            beside.unlink(missing_ok=True)


def _move(written: Mapping[Path, Path]) -> None:
    for path, beside in written.items():
        beside.replace(path)
