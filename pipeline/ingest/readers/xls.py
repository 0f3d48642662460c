"""Old workbooks (.xls, .et): every sheet as a table."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pipeline.errors import ReportError
from pipeline.ingest.extracted import Extracted, Limits
from pipeline.ingest.readers.sheets import build_sheets, show_number
from pipeline.ingest.readers.tables import Table


def read(content: bytes, _limits: Limits) -> Extracted:
    """Read an old workbook; see `readers.read_content` for what is raised."""
    import xlrd

    try:
        workbook = xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), formatting_info=True)
        return build_sheets(_iterate_sheets(workbook))
    except ReportError:
        raise
    except Exception as error:
        # xlrd trusts its input: on broken bytes it raises whatever the byte that it took for a length leads to
        hint = "it needs a password" if "encrypted" in str(error) else f"{type(error).__name__}: {error}"
        message = f"broken: this workbook cannot be read ({hint}); save it as .xlsx"
        raise ReportError(message) from error


def _iterate_sheets(workbook: Any) -> Iterator[tuple[str, Table]]:
    for sheet in workbook.sheets():
        if sheet.visibility == 0:
            yield sheet.name, [[_show(workbook, cell) for cell in sheet.row(row)] for row in range(sheet.nrows)]


def _show(workbook: Any, cell: Any) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_NUMBER:
        style = workbook.xf_list[cell.xf_index]
        return show_number(cell.value, workbook.format_map[style.format_key].format_str)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return str(xlrd.xldate_as_datetime(cell.value, workbook.datemode).date())
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "是" if cell.value else "否"
    return str(cell.value).strip() if cell.ctype == xlrd.XL_CELL_TEXT else ""
