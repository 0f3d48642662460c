"""metadata.csv: what a user knows of the reports. What it says always wins over what the text seems to say."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path, PurePosixPath

from pipeline.errors import ReportError, UsageError
from pipeline.ingest.decode import decode

METADATA_NAME = "metadata.csv"
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of one report; None where nothing is said."""

    title: str | None = None
    region: str | None = None
    level: str | None = None
    report_date: str | None = None
    issuer: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """Give this metadata, filled up with `other` where it says nothing."""
        return Metadata(**{item.name: getattr(self, item.name) or getattr(other, item.name) for item in fields(self)})


NOTHING_KNOWN = Metadata()
_COLUMNS = ("file", *(item.name for item in fields(Metadata)))


@dataclass(frozen=True, slots=True)
class MetadataTable:
    """The rows of one metadata.csv by the file that they name, a path with `/` as separator."""

    path: Path
    by_file: Mapping[str, Metadata]

    def key_for(self, relative: PurePosixPath) -> str | None:
        """Find the row of a report by its path below the input root, else by its file name alone."""
        return next((key for key in (str(relative), relative.name) if key in self.by_file), None)


def read_metadata(path: Path) -> MetadataTable:
    """Read a metadata.csv: a header with `file` and any of title, region, level, report_date, issuer.

    Raises:
        UsageError: the file cannot be read, a column is unknown or missing, a file stands twice or is not named, or a
            date is not YYYY, YYYY-MM or YYYY-MM-DD.
    """
    try:
        text = decode(path.read_bytes()).text
    except (OSError, ReportError) as error:
        message = f"{path}: cannot be read as a table of metadata ({error})"
        raise UsageError(message) from error
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        header = [cell.strip() for cell in next(reader, [])]
        _check_header(path, header)
        by_file: dict[str, Metadata] = {}
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            _add_row(by_file, header, cells, where=f"{path}, line {reader.line_num}")
    except csv.Error as error:
        message = f"{path}, line {reader.line_num}: cannot be read as CSV ({error})"
        raise UsageError(message) from error
    return MetadataTable(path, by_file)


def parse_report_date(text: str) -> str:
    """Check a date: YYYY, YYYY-MM or YYYY-MM-DD, and a day that exists.

    Raises:
        UsageError: it is written in another way or does not exist.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        message = f"the date {text!r} is not written as YYYY, YYYY-MM or YYYY-MM-DD (such as 2023, 2023-03, 2023-03-15)"
        raise UsageError(message)
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        datetime.date(year, month, day)
    except ValueError as error:
        message = f"the date {text!r} does not exist"
        raise UsageError(message) from error
    return text


def _check_header(path: Path, header: list[str]) -> None:
    unknown = [name for name in header if name not in _COLUMNS]
    if unknown:
        message = f"{path}: unknown column {unknown[0]!r}; known are {', '.join(_COLUMNS)}"
        raise UsageError(message)
    if "file" not in header:
        message = f"{path}: the column `file` is missing; it names the report that a row is about"
        raise UsageError(message)
    if len(set(header)) != len(header):
        message = f"{path}: a column stands twice in {','.join(header)}"
        raise UsageError(message)


def _add_row(by_file: dict[str, Metadata], header: list[str], cells: list[str], *, where: str) -> None:
    if len(cells) > len(header):
        message = f"{where}: {len(cells)} cells where the header has {len(header)} columns"
        raise UsageError(message)
    row = {name: cell.strip() or None for name, cell in zip(header, cells, strict=False)}
    file = row.pop("file", None)
    if file is None:
        message = f"{where}: the cell `file` is empty; it names the report that the row is about"
        raise UsageError(message)
    key = str(PurePosixPath(file.replace("\\", "/")))
    if key in by_file:
        message = f"{where}: {file} stands twice; keep one row"
        raise UsageError(message)
    date = row.get("report_date")
    if date is not None:
        try:
            parse_report_date(date)
        except UsageError as error:
            message = f"{where}, column report_date: {error}"
            raise UsageError(message) from error
    by_file[key] = Metadata(**row)
