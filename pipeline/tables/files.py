"""Tables to files and back. A file is written beside its place and then moved there: never half, never mixed.

The same table gives the same bytes on every run.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import TableError
from pipeline.params import TABLE_FORMATS
from pipeline.tables.columns import TableSchema
from pipeline.tables.disk import full_disk_told, is_running
from pipeline.tables.parts import read_parts
from pipeline.tables.rows import check_table
from pipeline.tables.streams import TableStream
from pipeline.tables.text_formats import parse_csv, parse_jsonl
from pipeline.tables.threads import map_ahead

_SUFFIXES = tuple(f".{name}" for name in TABLE_FORMATS)
_READ_ROWS = 4096

Content = bytes | Callable[[Path], object]
"""What is in a file: its bytes, or what writes it to the path that it is given."""


def write_table(schema: TableSchema, table: pa.Table, path: Path) -> None:
    """Write one table to `path`, whose suffix says the format: .parquet, .csv or .jsonl.

    Raises:
        TableError: the suffix is unknown, or the table does not have the columns of `schema`.
        StorageError: the disk is full.
    """
    with replacing() as beside, TableStream(schema, {path.suffix.removeprefix("."): beside(path)}) as stream:
        stream.append(table)


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
        StorageError: the disk is full.
    """
    with replacing() as beside:
        for name, table in tables.items():
            paths = {format_name: beside(folder / f"{name}.{format_name}") for format_name in formats}
            with TableStream(schemas[name], paths) as stream:
                stream.append(table)
        written = [folder / f"{name}.{format_name}" for name in tables for format_name in formats]
        others = {folder / name: content for name, content in (extra or {}).items()}
        write_contents(beside, others)
        written += others
    remove_other_formats(folder, tables, formats)
    return sorted(written)


def remove_other_formats(folder: Path, names: Iterable[str], formats: Sequence[str]) -> None:
    """Remove files of tables in other formats than these: they are an earlier run's."""
    for name in names:
        for other in TABLE_FORMATS:
            if other not in formats:
                (folder / f"{name}.{other}").unlink(missing_ok=True)


class StoredTables(Mapping[str, pa.Table]):
    """Tables in Parquet files, each read when it is asked for, and none kept."""

    def __init__(self, paths: Mapping[str, Path], columns: Mapping[str, Sequence[str]]) -> None:
        """`paths` are the files by the names of the tables; `columns` are those wanted of each table."""
        self._paths = paths
        self._columns = columns

    def __getitem__(self, name: str) -> pa.Table:
        with pq.ParquetFile(self._paths[name], pre_buffer=False) as file:
            return file.read(columns=list(self._columns[name]), use_threads=False)

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def reader(self, name: str) -> pa.RecordBatchReader:
        """Give a table piece by piece."""
        file = pq.ParquetFile(self._paths[name], pre_buffer=False)
        batches = file.iter_batches(_READ_ROWS, columns=list(self._columns[name]), use_threads=False)
        return pa.RecordBatchReader.from_batches(file.schema_arrow, batches)


def read_table(schema: TableSchema, path: Path) -> pa.Table:
    """Read one table; the suffix of `path` says the format. A folder is read as the parts of a Parquet table.

    Raises:
        TableError: the file is missing or damaged, or its columns are not those of `schema`.
    """
    if path.is_dir():
        table = read_parts(path)
        check_table(schema, table, where=str(path))
        return table.select(schema.column_names)
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
    """Write files so that none is ever half written, and all are moved in together at the end.

    Raises:
        StorageError: the disk is full.
    """
    with replacing() as beside:
        write_contents(beside, contents)


class Beside:
    """Gives, for the place of a file, a hidden file beside it to write to."""

    def __init__(self) -> None:
        self.places: dict[Path, Path] = {}
        self.passing: list[Path] = []
        self._left: dict[Path, list[Path]] = {}

    def __call__(self, path: Path) -> Path:
        """Give the hidden file that is to become `path`."""
        return self.places.setdefault(path, self._hide(path))

    def passing_file(self, path: Path) -> Path:
        """Give a hidden file that is gone at the end; where `path` is written too, the one that becomes it."""
        if path in self.places:
            return self.places[path]
        self.passing.append(self._hide(path))
        return self.passing[-1]

    def _hide(self, path: Path) -> Path:
        folder = path.parent
        if folder not in self._left:  # listed once: there may be a thousand files to write
            folder.mkdir(parents=True, exist_ok=True)
            self._left[folder] = list(folder.glob(".*.partial"))
        _remove_leftovers(path, self._left[folder])
        return path.with_name(f".{path.name}.{os.getpid()}.partial")


@contextlib.contextmanager
def replacing() -> Iterator[Beside]:
    """Have files written beside their places, and moved there together at the end.

    After an error all that was written is removed, and what was there stays.

    Raises:
        StorageError: the disk is full.
    """
    beside = Beside()
    try:
        with full_disk_told():
            yield beside
            with ThreadPoolExecutor() as pool:  # the disk takes them together
                list(pool.map(_sync, beside.places.values()))
            for path, hidden in beside.places.items():
                hidden.replace(path)
    finally:
        for hidden in (*beside.places.values(), *beside.passing):
            hidden.unlink(missing_ok=True)


def write_contents(beside: Beside, contents: Mapping[Path, Content]) -> None:
    """Write files to hidden ones beside their places, two at the same time."""
    hidden = [(content, beside(path)) for path, content in contents.items()]
    for _ in map_ahead(lambda one: _write_content(*one), hidden):
        pass  # an error of one is raised here


def _write_content(content: Content, path: Path) -> None:
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content(path)


def _sync(path: Path) -> None:
    """Have the content on the disk before the name is moved: after a power failure the file is the old or the new."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _remove_leftovers(path: Path, hidden_ones: Iterable[Path]) -> None:
    """Remove hidden files that runs left which were killed while they wrote `path`."""
    for hidden in hidden_ones:
        name, _, process = hidden.name.removesuffix(".partial").rpartition(".")
        if name == f".{path.name}" and process.isdecimal() and not is_running(int(process)):
            hidden.unlink(missing_ok=True)


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
