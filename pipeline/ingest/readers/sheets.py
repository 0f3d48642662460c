"""Sheets of figures to lines of text, whatever kind of file they come from."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.errors import ReportError
from pipeline.ingest.extracted import Extracted, TextBuilder
from pipeline.ingest.readers.tables import Table, format_table

MAX_CELLS = 2_000_000


def build_sheets(sheets: Iterable[tuple[str, Table]], **more: str | None) -> Extracted:
    """Build the text of a workbook: each sheet under its name, where there are several with something in them.

    Raises:
        ReportError: there are more cells than a table of figures has.
    """
    formatted = []
    cells = 0
    for name, rows in sheets:
        cells += sum(map(len, rows))
        if cells > MAX_CELLS:
            raise ReportError(TOO_MANY)
        lines = list(format_table(rows))
        if lines:
            formatted.append((name, lines))
    builder = TextBuilder()
    for name, lines in formatted:
        if len(formatted) > 1:
            builder.add(f"# {name}")
        for line in lines:
            builder.add(line)
        builder.add("")
    return builder.build(**more)


TOO_MANY = f"too large: more than {MAX_CELLS} cells; split the table"


def show_number(value: float, number_format: str) -> str:
    """Show a number as the sheet shows it, as far as per cent and decimal places go."""
    percent = "%" in number_format
    decimals = number_format.split(";")[0].rpartition(".")[2] if "." in number_format else ""
    places = sum(character in "0#?" for character in decimals)
    shown = value * 100 if percent else value
    if number_format in ("", "General", "@") or (not percent and number_format.strip("#,0.") != ""):
        text = f"{shown:.10g}"
    else:
        text = f"{shown:.{places}f}"
    if "e" in text:
        text = f"{shown:.0f}"
    return text + ("%" if percent else "")
