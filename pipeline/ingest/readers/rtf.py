"""Rich text (.rtf)."""

from __future__ import annotations

from pipeline.errors import ReportError
from pipeline.ingest.extracted import Extracted, Limits, TextBuilder
from pipeline.ingest.readers.tables import format_table


def read(content: bytes, _limits: Limits) -> Extracted:
    """Read a rich text; see `readers.read_content` for what is raised."""
    from importlib import import_module

    striprtf = import_module("striprtf.striprtf")  # untyped, and nothing of it is needed but this function

    try:
        text: str = striprtf.rtf_to_text(content.decode("latin-1"), encoding="gb18030", errors="replace")
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        message = f"broken: this RTF document cannot be read ({error}); save it as .docx"
        raise ReportError(message) from error
    builder = TextBuilder()
    rows: list[list[str]] = []
    for line in text.split("\n"):
        if line.rstrip().endswith("|"):  # the library closes every cell so
            rows.append([cell.strip() for cell in line.rstrip()[:-1].split("|")])
            continue
        for formatted in format_table(rows):
            builder.add(formatted)
        rows = []
        builder.add(line)
    for formatted in format_table(rows):
        builder.add(formatted)
    return builder.build()
