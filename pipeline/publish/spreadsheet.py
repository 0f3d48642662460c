"""An Excel file (Office Open XML) written sheet by sheet, the same bytes for the same sheets.

The libraries for it write cell by cell, which takes minutes for the facts of a thousand reports.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.publish.cells import SheetColumn, column_letters, escape, header_row, write_rows

_LEVEL = 2
"""Of compression: the default takes three times as long for a file a tenth smaller."""
_LARGE = 20_000_000
"""Cells from which on a sheet may take more than 2 GiB before it is compressed."""
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = Path(__file__).parent / "data" / "styles.xml"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a header that stays in view, filters, and `rows` rows below it."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: int

    @property
    def area(self) -> str:
        """The cells of the header and the rows."""
        return f"$A$1:${column_letters(len(self.columns) - 1)}${self.rows + 1}"


def write_spreadsheet(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write sheets into an .xlsx file. Names of sheets are ours: short, and without the marks that Excel refuses."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as package:
        _write_part(package, "[Content_Types].xml", _content_types(len(sheets)))
        _write_part(package, "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        _write_part(package, "xl/workbook.xml", _workbook(sheets))
        targets = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
        _write_part(package, "xl/_rels/workbook.xml.rels", _relations([*targets, ("styles", "styles.xml")]))
        _write_part(package, "xl/styles.xml", _STYLES.read_text(encoding="utf-8"))
        for number, sheet in enumerate(sheets, 1):
            is_large = sheet.rows * len(sheet.columns) > _LARGE
            with package.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=is_large) as part:
                for piece in _sheet(sheet, is_first=number == 1):
                    part.write(piece)


def _sheet(sheet: Sheet, *, is_first: bool) -> Iterator[bytes | memoryview]:
    selected = ' tabSelected="1"' if is_first else ""
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{column.width}" customWidth="1"/>'
        for number, column in enumerate(sheet.columns, 1)
    )
    area = sheet.area.replace("$", "")
    yield (
        f'{_DECLARATION}<worksheet xmlns="{_MAIN}"><dimension ref="{area}"/><sheetViews><sheetView{selected} '
        'workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
        f"</sheetViews><cols>{widths}</cols><sheetData>{header_row([column.title for column in sheet.columns])}"
    ).encode()
    yield from write_rows(sheet.columns, sheet.rows, first_row=2)
    yield f'</sheetData><autoFilter ref="{area}"/></worksheet>'.encode()


def _workbook(sheets: Sequence[Sheet]) -> str:
    listed = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, 1)
    )
    filters = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{index}" hidden="1">'
        f"'{escape(sheet.name)}'!{sheet.area}</definedName>"
        for index, sheet in enumerate(sheets)
    )
    return (
        f'{_DECLARATION}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets>'
        f"<definedNames>{filters}</definedNames></workbook>"
    )


def _content_types(sheets: int) -> str:
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_CONTENT}.worksheet+xml"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_CONTENT}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_CONTENT}.styles+xml"/>{parts}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _write_part(package: zipfile.ZipFile, name: str, content: str) -> None:
    with package.open(name, "w") as part:  # unlike writestr, it does not note the time
        part.write(content.encode())
