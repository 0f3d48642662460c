"""Workbooks (.xlsx): every sheet as a table, with numbers as they are shown and formulas as their last result."""

from __future__ import annotations

import datetime
import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from pipeline.errors import ReportError
from pipeline.ingest.extracted import Extracted, Limits
from pipeline.ingest.readers.packages import check_xml, open_package, read_part
from pipeline.ingest.readers.sheets import MAX_CELLS, TOO_MANY, build_sheets, show_number
from pipeline.ingest.readers.tables import Table

_EMPTY_RUN = 200
"""Empty rows after which a sheet is at its end, whatever size it claims."""


def read(content: bytes, limits: Limits) -> Extracted:
    """Read a workbook; see `readers.read_content` for what is raised."""
    package = open_package(content, limits)
    for name in package.namelist():
        if name.endswith((".xml", ".rels")):
            check_xml(read_part(package, name, limits), part=name)
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            # what the library does not know of styles and extensions has no part in the figures
            warnings.simplefilter("ignore", UserWarning)
            workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            return build_sheets(_iterate_sheets(workbook))
    except ReportError:
        raise
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        SyntaxError,
        ArithmeticError,
        AttributeError,
        LookupError,
        OSError,
        TypeError,
        ValueError,
    ) as error:
        # openpyxl trusts its input: a part that is missing or odd shows as any of these
        message = f"broken: this workbook cannot be read ({type(error).__name__}: {error}); save it again"
        raise ReportError(message) from error


def _iterate_sheets(workbook: Any) -> Iterator[tuple[str, Table]]:
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible":
            yield sheet.title, _read_rows(sheet)


def _read_rows(sheet: Any) -> Table:
    rows: Table = []
    empty = cells = 0
    for row in sheet.iter_rows():
        values = [_show(cell) for cell in row]
        empty = 0 if any(values) else empty + 1
        if empty > _EMPTY_RUN:
            break
        cells += len(values)
        if cells > MAX_CELLS:
            raise ReportError(TOO_MANY)
        rows.append(values)
    return rows


def _show(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return show_number(value, cell.number_format or "")
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return str(value).strip()
