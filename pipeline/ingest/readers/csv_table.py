"""Tables of figures as text with commas, semicolons or tabs between the cells (.csv, .tsv)."""

from __future__ import annotations

import csv
import io

from pipeline.errors import ReportError
from pipeline.ingest.decode import decode
from pipeline.ingest.extracted import Extracted, Limits
from pipeline.ingest.readers.sheets import build_sheets

_OPENING = 20


def read(content: bytes, limits: Limits) -> Extracted:
    """Read a table; see `readers.read_content` for what is raised."""
    decoded = decode(content, max_bytes=limits.max_bytes)
    opening = decoded.text.split("\n", _OPENING)[:_OPENING]
    delimiter = max(",\t;", key=lambda mark: sum(line.count(mark) for line in opening))
    reader = csv.reader(io.StringIO(decoded.text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    try:
        rows = [[cell.strip() for cell in row] for row in reader]
    except csv.Error as error:
        message = f"broken: line {reader.line_num} cannot be read as CSV ({error})"
        raise ReportError(message) from error
    return build_sheets([("", rows)], encoding=decoded.encoding)
