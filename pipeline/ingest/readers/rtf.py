"""Rich text (.rtf): paragraphs, tables and notes."""

from __future__ import annotations

import re

from pipeline.errors import ReportError
from pipeline.ingest.extracted import Extracted, Limits, TextBuilder
from pipeline.ingest.readers.note_numbers import add_notes
from pipeline.ingest.readers.tables import format_table

_MARK = re.compile(r"\\[\\{}]|\{(?:\s*(?:\\\*\s*)?\\footnote(?![a-z]))?|\}")
"""An escaped sign, the start of a group (of a note: with what says so), the end of a group."""
_CODE_PAGE = re.compile(r"\\ansicpg\d{1,5}")


def read(content: bytes, _limits: Limits) -> Extracted:
    """Read a rich text; see `readers.read_content` for what is raised."""
    source = content.decode("latin-1")
    text = _to_text(source)
    builder = TextBuilder()
    rows: list[list[str]] = []
    for line in text.rstrip("\n").split("\n"):
        if line.rstrip().endswith("|"):  # the library closes every cell so
            rows.append([cell.strip() for cell in line.rstrip()[:-1].split("|")])
            continue
        for formatted in format_table(rows):
            builder.add(formatted)
        rows = []
        builder.add(line)
    for formatted in format_table(rows):
        builder.add(formatted)
    add_notes(builder, filter(None, (" ".join(_to_text(f"{{{note}}}").split()) for note in _find_notes(source))))
    return builder.build()


def _find_notes(source: str) -> list[str]:
    """Give the marked-up text of each note, with the code page before it; the library passes over notes."""
    page = _CODE_PAGE.search(source)
    head = f"\\rtf1\\ansi{page[0] if page else ''} "
    notes: list[str] = []
    depth, start, around = 0, 0, 0  # the notes inside a note are part of it
    for mark in _MARK.finditer(source):
        if mark[0].startswith("{"):
            depth += 1
            if len(mark[0]) > 1 and not around:
                start, around = mark.end(), depth
        elif mark[0] == "}":
            if depth == around and around:
                notes.append(head + source[start : mark.start()])
                around = 0
            depth -= 1
    return notes


def _to_text(source: str) -> str:
    from importlib import import_module

    striprtf = import_module("striprtf.striprtf")  # untyped, and nothing of it is needed but this function

    try:
        text: str = striprtf.rtf_to_text(source, encoding="gb18030", errors="replace")
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        message = f"broken: this RTF document cannot be read ({error}); save it as .docx"
        raise ReportError(message) from error
    return text
