"""Old Word documents (.doc, also .wps of Kingsoft Writer): the text, read from the piece table of the file.

Read here and not by antiword or LibreOffice, so that the same file gives the same text on every machine.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Sequence

from pipeline.errors import ReportError
from pipeline.ingest.extracted import Extracted, Limits, TextBuilder
from pipeline.ingest.readers.note_numbers import add_notes
from pipeline.ingest.readers.tables import Table, format_table

_WORD_MAGIC = 0xA5EC
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_MAX_FIELD_DEPTH = 8
_DROPPED = dict.fromkeys([*range(0x07), 0x08, *range(0x0E, 0x1E), 0x1F])
_BREAKS = dict.fromkeys(map(ord, "\r\x07\x0b\x0c"), " ")
_CELL, _NOTE_NUMBER = "\x07", "\x02"
_MAX_COLUMNS = 63
"""What Word allows."""


def read(content: bytes, limits: Limits) -> Extracted:
    """Read an old Word document; see `readers.read_content` for what is raised."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content), raise_defects=olefile.DEFECT_INCORRECT) as ole:
            main = ole.openstream("WordDocument").read(limits.max_bytes)
            flags = _read(main, "<H", 0x0A)
            table = ole.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read(limits.max_bytes)
    except (OSError, ValueError, TypeError, IndexError, struct.error, RecursionError) as error:
        message = f"broken: this old Office document cannot be opened ({error}); save it as .docx"
        raise ReportError(message) from error
    if _read(main, "<H", 0) != _WORD_MAGIC:
        message = "broken: this is no document of Word 97 or later; save it as .docx"
        raise ReportError(message)
    if flags & _ENCRYPTED:
        message = "protected: this document needs a password; save it without one"
        raise ReportError(message)
    written = "".join(_read_pieces(main, table))
    # characters of the text, of notes at the foot, of heads, of macros, of comments and of notes at the end, in a row
    body, foot, *others, end = (_read(main, "<I", place) for place in range(0x4C, 0x64, 4))
    at_end = body + foot + sum(others)
    notes = [*_cut_notes(written[body : body + foot]), *_cut_notes(written[at_end : at_end + end])]
    return _build(_show_fields(written[:body]), notes)


def _cut_notes(text: str) -> list[str]:
    """Cut the notes apart: each begins with the mark of its number and may have several paragraphs."""
    notes = _show_fields(text).split(_NOTE_NUMBER)
    shown = (" ".join(note.translate(_DROPPED | _BREAKS).split()) for note in notes)
    return [note for note in shown if note]


def _read(content: bytes, layout: str, place: int) -> int:
    try:
        (value,) = struct.unpack_from(layout, content, place)
    except struct.error as error:
        message = f"broken: this document ends at byte {len(content)}; get it again"
        raise ReportError(message) from error
    return int(value)


def _read_pieces(main: bytes, table: bytes) -> list[str]:
    """Read the pieces that the text is made of, in their order."""
    place, size = _read(main, "<I", 0x1A2), _read(main, "<I", 0x1A6)
    end = min(place + size, len(table))
    while place < end and table[place] == 1:  # properties, each with its length
        place += 3 + _read(table, "<H", place + 1)
    if place >= end or table[place] != 2:
        message = "broken: this document has no table of its pieces; save it as .docx"
        raise ReportError(message)
    count = (min(_read(table, "<I", place + 1), end - place - 5) - 4) // 12
    place += 5
    pieces = []
    for index in range(count):
        first, last = _read(table, "<I", place + 4 * index), _read(table, "<I", place + 4 * index + 4)
        offset = _read(table, "<I", place + 4 * (count + 1) + 8 * index + 2)
        characters = max(last - first, 0)
        if offset & 0x40000000:
            start = (offset & 0x3FFFFFFF) // 2
            pieces.append(main[start : start + characters].decode("cp1252", "replace"))
        else:
            pieces.append(main[offset : offset + 2 * characters].decode("utf-16-le", "replace"))
    return pieces


def _show_fields(text: str) -> str:
    """Leave the result of a field (a page number, a link) and drop its code."""
    for _ in range(_MAX_FIELD_DEPTH):
        shown = _FIELD.sub(lambda match: match[1] or "", text)
        if shown == text:
            break
        text = shown
    return text


def _build(text: str, notes: Sequence[str]) -> Extracted:
    """Cut the text into paragraphs and tables, with the notes behind it.

    Cells end with a mark, and so do rows: behind an empty cell.
    """
    builder = TextBuilder()
    cells: list[str] = []
    inside = ""  # the paragraphs of a cell but the last
    for part in re.findall("[^\r\x0c\x07]*[\r\x0c\x07]|[^\r\x0c\x07]+$", text):
        shown = part.rstrip("\r\x0c\x07").translate(_DROPPED).replace("\x0b", "\n").replace("\x1e", "-")
        if part.endswith(_CELL):
            cells.append(inside + shown)
            inside = ""
        elif cells and _find_rows(cells) is None:
            inside += shown + "\n"
        else:
            _flush(builder, cells)
            builder.add(shown)
    _flush(builder, cells)
    if inside:
        builder.add(inside)
    add_notes(builder, notes)
    return builder.build()


def _find_rows(cells: Sequence[str]) -> Table | None:
    """Cut cells into rows: the narrowest width at which an empty cell, the mark of its end, closes every row."""
    for width in range(1, min(len(cells), _MAX_COLUMNS + 1)):
        if len(cells) % (width + 1) == 0 and not any(cells[width :: width + 1]):
            return [list(cells[place : place + width]) for place in range(0, len(cells), width + 1)]
    return None


def _flush(builder: TextBuilder, cells: list[str]) -> None:
    rows = _find_rows(cells)
    if rows is None or (len(rows) == 1 and "" in rows[0]):  # rows of different widths fit none, or all in one
        rows = _cut_rows(cells)
    for line in format_table(rows):
        builder.add(line)
    cells.clear()


def _cut_rows(cells: Sequence[str]) -> Table:
    """Cut cells into rows of different widths, each up to its first empty cell."""
    rows: Table = [[]]
    for cell in cells:
        if cell:
            rows[-1].append(cell)
        elif rows[-1]:
            rows.append([])
    return rows
