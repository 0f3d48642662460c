"""corrections.csv: what people say is wrong in the tables, row by row, by the content and place that it is about."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import get_args

from pipeline.errors import ResourceError
from pipeline.records import Correction, CorrectionAction, CorrectionTarget
from pipeline.resources.correction_fields import (
    REQUIRED_TO_ADD,
    parse_organization_type,
    parse_reason,
    parse_value,
)
from pipeline.resources.files import CORRECTIONS_NAME, read_numbered_rows

COLUMNS = (
    *("doc_id", "document_hash", "sentence_hash", "sentence_start", "char_start", "char_end", "text"),
    *("target", "action", "field", "value", "who", "day", "why"),
)
_HASH = re.compile(r"[0-9a-f]{16}")
_AT_RISK = re.compile(r"[\\\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]|^\s+|\s+$")
"""What would not come back from a line of a file: its own sign, line ends of any kind, blanks at the ends."""
_ESCAPED = re.compile(r"\\(?:(n|\\)|u([0-9a-f]{4}))")


def find_correction_files(inputs: Iterable[Path], given: Path | None = None) -> list[Path]:
    """Give the files that hold corrections of reports: the one that is given, and that of each input folder."""
    own = (entry / CORRECTIONS_NAME for entry in inputs if entry.is_dir())
    return [*([given] if given is not None else []), *(path for path in own if path.is_file())]


def read_corrections(paths: Iterable[Path]) -> tuple[Correction, ...]:
    """Read files of corrections, in their order; a file that is named twice is read once.

    Raises:
        ResourceError: names the file, the line and what is wrong with it, also where two lines contradict each other.
    """
    files = {path.resolve(): path for path in paths}
    found = [correction for path in files.values() for correction in _read_file(path)]
    _check_together(found)
    return tuple(found)


def format_corrections(corrections: Iterable[Correction]) -> str:
    """Write corrections as the text of a corrections.csv, in their order."""
    content = io.StringIO(newline="")
    writer = csv.writer(content, lineterminator="\n")
    writer.writerow(COLUMNS)
    for item in corrections:
        cells = (getattr(item, name) for name in COLUMNS)
        writer.writerow(["" if cell is None else _escape(str(cell)) for cell in cells])
    return content.getvalue()


def merge_corrections(old: Iterable[Correction], new: Iterable[Correction]) -> list[Correction]:
    """Give old corrections with the new ones behind; a new one replaces what an old one says of the same.

    A row that is dropped now needs no fields any more, and one of which something is said now is dropped no longer.
    """
    added = list(new)
    said = {subject(item) for item in added}
    touched = {subject(item)[:-1] for item in added}
    dropped = {subject(item)[:-1] for item in added if item.action == "drop"}

    def is_replaced(item: Correction) -> bool:
        whole = subject(item)[:-1]
        return subject(item) in said or whole in dropped or (item.action == "drop" and whole in touched)

    return [*(item for item in old if not is_replaced(item)), *added]


def subject(correction: Correction) -> tuple[str, ...]:
    """Give what a correction is about: its report, content and place, and last the field (empty for the whole)."""
    content = correction.sentence_hash or correction.document_hash or ""
    place = f"{correction.char_start}:{correction.char_end}"
    return (correction.doc_id, content, place, correction.target, correction.field or "")


def _read_file(path: Path) -> list[Correction]:
    rows = read_numbered_rows(path, COLUMNS)
    return [_parse_row(row, f"{path}, line {number}") for number, row in rows]


def _parse_row(row: Mapping[str, str], where: str) -> Correction:
    try:
        cells = {name: _unescape(cell) or None for name, cell in row.items()}
        correction = Correction(
            doc_id=_needed(cells, "doc_id"),
            document_hash=_hash(cells, "document_hash"),
            sentence_hash=_hash(cells, "sentence_hash"),
            sentence_start=_offset(cells, "sentence_start") if cells["sentence_start"] else None,
            char_start=_offset(cells, "char_start"),
            char_end=_offset(cells, "char_end"),
            text=_needed(cells, "text"),
            target=_choice(cells, "target", get_args(CorrectionTarget)),  # type: ignore[arg-type]  # a checked literal
            action=_choice(cells, "action", get_args(CorrectionAction)),  # type: ignore[arg-type]  # a checked literal
            field=cells["field"],
            value=cells["value"],
            who=_needed(cells, "who"),
            day=date.fromisoformat(_needed(cells, "day")).isoformat(),
            why=_needed(cells, "why"),
            origin=where,
        )
        _check_place(correction)
        _check_statement(correction)
    except ValueError as error:
        message = f"{where}: {error}; docs/corrections.md tells what a line says"
        raise ResourceError(message) from error
    return correction


def _check_place(item: Correction) -> None:
    if item.char_end - item.char_start != len(item.text):
        message = f"text has {len(item.text)} characters, char_start to char_end {item.char_end - item.char_start}"
        raise ValueError(message)
    if item.document_hash is None and item.sentence_hash is None:
        message = "document_hash and sentence_hash are both empty; one of them must tell which text is meant"
        raise ValueError(message)
    if (item.sentence_hash is None) != (item.sentence_start is None):
        message = "sentence_hash and sentence_start belong together; fill in both or none"
        raise ValueError(message)
    if item.sentence_start is not None and item.sentence_start > item.char_start:
        message = "sentence_start lies behind char_start"
        raise ValueError(message)


def _check_statement(item: Correction) -> None:
    """Refuse an action that its target does not know, or a field or value that does not go with it."""
    if item.action == "set":
        parse_value(item.target, item.field or "", item.value)
        return
    if item.target == "sentence":
        message = "a sentence can only be set, not dropped or added"
        raise ValueError(message)
    if item.field is not None:
        message = f"{item.action} is about the whole {item.target}; leave field empty"
        raise ValueError(message)
    check: Callable[[str | None], object] = _no_value
    if item.target == "fact" and item.action == "drop":
        check = parse_reason
    elif item.target == "mention" and item.action == "add":
        check = parse_organization_type
    check(item.value)


def _no_value(cell: str | None) -> None:
    if cell is not None:
        message = "this action takes no value; leave it empty"
        raise ValueError(message)


def _check_together(corrections: Iterable[Correction]) -> None:
    """Refuse lines that contradict each other, and added facts without what a fact needs."""
    by_subject: dict[tuple[str, ...], Correction] = {}
    for item in corrections:
        earlier = by_subject.setdefault(subject(item), item)
        if earlier is not item:
            message = f"{item.origin}: says something of the same as {earlier.origin}; keep one of the two lines"
            raise ResourceError(message)
    for key, item in by_subject.items():
        whole = by_subject.get((*key[:-1], ""))
        if item.action == "set" and whole is not None and whole.action == "drop":
            message = f"{item.origin}: sets a field of what {whole.origin} drops; keep one of the two lines"
            raise ResourceError(message)
        if item.action == "add" and item.target == "fact":
            absent = [name for name in REQUIRED_TO_ADD if (*key[:-1], name) not in by_subject]
            if absent:
                message = f"{item.origin}: a fact that is added needs a line that sets {', '.join(absent)} of it too"
                raise ResourceError(message)


def _needed(cells: Mapping[str, str | None], name: str) -> str:
    cell = cells[name]
    if cell is None:
        message = f"{name} is empty"
        raise ValueError(message)
    return cell


def _choice(cells: Mapping[str, str | None], name: str, choices: tuple[str, ...]) -> str:
    cell = cells[name]
    if cell not in choices:
        message = f"{name} is {cell or ''!r}; it must be one of {', '.join(choices)}"
        raise ValueError(message)
    return cell


def _offset(cells: Mapping[str, str | None], name: str) -> int:
    cell = _needed(cells, name)
    if not re.fullmatch(r"\d{1,12}", cell):
        message = f"{name} is {cell!r}, which is no offset"
        raise ValueError(message)
    return int(cell)


def _hash(cells: Mapping[str, str | None], name: str) -> str | None:
    cell = cells[name]
    if cell is not None and not _HASH.fullmatch(cell):
        message = f"{name} is {cell!r}, which is no hash of 16 hexadecimal digits"
        raise ValueError(message)
    return cell


def _escape(cell: str) -> str:
    return _AT_RISK.sub(lambda match: "".join(map(_escape_sign, match[0])), cell)


def _escape_sign(sign: str) -> str:
    return {"\n": "\\n", "\\": "\\\\"}.get(sign) or f"\\u{ord(sign):04x}"


def _unescape(cell: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[2], 16)) if match[2] else {"n": "\n"}.get(match[1], "\\"), cell)
