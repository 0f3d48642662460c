"""Word documents (.docx): paragraphs, headings, tables, text boxes and footnotes, with tracked changes accepted.

The XML is read directly: python-docx passes over inserted text, text boxes, footnotes and the numbers of lists.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pipeline.errors import ReportError
from pipeline.ingest.extracted import Extracted, Limits, TextBuilder
from pipeline.ingest.metadata_file import Metadata
from pipeline.ingest.readers.note_numbers import NOTES_HEADING, mark_note_number
from pipeline.ingest.readers.packages import (
    attribute,
    find_first,
    local_name,
    open_package,
    parse_xml,
    read_part,
)
from pipeline.ingest.readers.tables import Table, format_table
from pipeline.ingest.readers.word_styles import Numbering, Styles

_BODY = "word/document.xml"
_DELETED = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "tblPr", "annotationRef"})
_HEADING_ENDS = re.compile(r"[。；;，,：:！？]$")
_LONGEST_HEADING = 60


def read(content: bytes, limits: Limits) -> Extracted:
    """Read a Word document; see `readers.read_content` for what is raised."""
    package = open_package(content, limits)
    names = set(package.namelist())
    if _BODY not in names:
        message = "broken: this Word document has no word/document.xml; save it again"
        raise ReportError(message)
    document = _Document(package, names, limits)
    return document.read()


class _Document:
    """One document while it is read."""

    def __init__(self, package: zipfile.ZipFile, names: set[str], limits: Limits) -> None:
        self._package, self._names, self._limits = package, names, limits
        self._styles = Styles(self._parse("word/styles.xml"))
        self._numbering = Numbering(self._parse("word/numbering.xml"))
        self._text = TextBuilder()
        self._paragraph = 0
        self._notes: list[str] = []
        self._footnotes: list[tuple[str, str]] = []

    def read(self) -> Extracted:
        body = find_first(parse_xml(read_part(self._package, _BODY, self._limits), part=_BODY), "body")
        if body is None:
            message = "broken: the document has no body; save it again"
            raise ReportError(message)
        for block in _iterate_blocks(body):
            if local_name(block) == "tbl":
                self._add_table(block)
            else:
                self._add_paragraph(block)
        self._add_footnotes()
        if any(local_name(element) in ("ins", "del", "moveFrom") for element in body.iter()):
            self._notes.append("holds tracked changes; they are read as accepted")
        return self._text.build(told=self._read_properties(), notes=tuple(self._notes))

    def _parse(self, name: str) -> Element | None:
        return parse_xml(read_part(self._package, name, self._limits), part=name) if name in self._names else None

    def _add_paragraph(self, paragraph: Element) -> None:
        self._paragraph += 1
        text, boxes = self._paragraph_text(paragraph)
        style = self._styles.find(paragraph)
        text = self._numbering.label(style.numbering) + text if text.strip() else text
        first_line = text.strip()
        is_heading = style.heading and 0 < len(first_line) <= _LONGEST_HEADING and "\n" not in first_line
        if is_heading and not _HEADING_ENDS.search(first_line):
            text = "#" * min(style.heading, 6) + " " + first_line
        self._text.add(text, paragraph=self._paragraph)
        for box in boxes:
            for inner in _iterate_blocks(box):
                self._add_table(inner) if local_name(inner) == "tbl" else self._add_paragraph(inner)

    def _add_table(self, table: Element) -> None:
        cells: Table = []
        for row in _descend(table, "tr"):
            cells.append(self._read_row(row, cells[-1] if cells else []))
        self._paragraph += 1
        for line in format_table(cells):
            self._text.add(line, paragraph=self._paragraph)

    def _read_row(self, row: Element, above: list[str]) -> list[str]:
        cells: list[str] = []
        for cell in _descend(row, "tc"):
            properties = find_first(cell, "tcPr")
            span = _span_of(properties)
            merged = find_first(properties, "vMerge") if properties is not None else None
            goes_on = merged is not None and attribute(merged, "val") != "restart"
            text = above[len(cells)] if goes_on and len(cells) < len(above) else self._cell_text(cell)
            cells += [text] * span
        return cells

    def _cell_text(self, cell: Element) -> str:
        lines = []
        for block in _iterate_blocks(cell):
            if local_name(block) == "tbl":
                lines += [" ".join(self._read_row(row, [])) for row in _descend(block, "tr")]
                continue
            text, boxes = self._paragraph_text(block)
            lines += [text, *(self._cell_text(box) for box in boxes)]
        return "\n".join(line for line in lines if line.strip())

    def _paragraph_text(self, paragraph: Element) -> tuple[str, list[Element]]:
        """Give the text of a paragraph, and the text boxes that hang on it."""
        pieces: list[str] = []
        boxes: list[Element] = []
        pending = list(reversed(paragraph))
        while pending:
            element = pending.pop()
            name = local_name(element)
            if name in _DELETED:
                continue
            if name == "t":
                pieces.append(element.text or "")
            elif name == "tab":
                pieces.append("\t")
            elif name in ("br", "cr"):
                pieces.append("" if attribute(element, "type") in ("page", "column") else "\n")
            elif name == "noBreakHyphen":
                pieces.append("-")
            elif name == "txbxContent":
                boxes.append(element)
            elif name in ("footnoteReference", "endnoteReference"):
                self._footnotes.append((name.removesuffix("Reference"), attribute(element, "id") or ""))
            elif name == "r" and _is_hidden(element):
                continue
            elif name == "r" and _is_raised(element):
                raised = "".join(text.text or "" for text in element.iter() if local_name(text) == "t")
                pieces.append(mark_note_number(raised, "".join(pieces[-1:])))
                pending.extend(child for child in reversed(element) if local_name(child) != "t")
            else:
                pending.extend(reversed(element))
        return "".join(pieces), boxes

    def _add_footnotes(self) -> None:
        """Add the notes behind the text, under a heading that marks them as an explanation of words."""
        by_kind = {kind: self._parse(f"word/{kind}s.xml") for kind in {kind for kind, _ in self._footnotes}}
        texts = []
        for kind, number in list(self._footnotes):
            root = by_kind[kind]
            note = next((one for one in root if attribute(one, "id") == number), None) if root is not None else None
            if note is not None:
                texts.append(" ".join(self._paragraph_text(block)[0].strip() for block in _iterate_blocks(note)))
        if texts:
            self._text.add(NOTES_HEADING)
        for index, text in enumerate(texts, 1):
            self._paragraph += 1
            self._text.add(f"{index}. {text}", paragraph=self._paragraph)

    def _read_properties(self) -> Metadata:
        """Read the title that the author gave; a title that the program made up is none."""
        try:
            root = self._parse("docProps/core.xml")
        except ReportError:
            return Metadata()
        title = find_first(root, "title") if root is not None else None
        text = (title.text or "").strip() if title is not None else ""
        return Metadata(title=text if len(text) >= 6 and not text.lower().endswith((".doc", ".docx")) else None)


def _iterate_blocks(element: Element) -> Iterator[Element]:
    """Give paragraphs and tables in order, also those inside content controls and tracked insertions."""
    pending = list(reversed(element))
    while pending:
        child = pending.pop()
        name = local_name(child)
        if name in ("p", "tbl"):
            yield child
        elif name not in _DELETED:
            pending.extend(reversed(child))


def _descend(element: Element, name: str) -> Iterator[Element]:
    """Give the rows of a table or the cells of a row, also those inside content controls, deleted ones not."""
    pending = list(reversed(element))
    while pending:
        child = pending.pop()
        found = local_name(child)
        if found == name:
            properties = find_first(child, "trPr")
            if properties is None or find_first(properties, "del") is None:
                yield child
        elif found in ("sdt", "sdtContent", "ins", "customXml", "moveTo"):
            pending.extend(reversed(child))


def _span_of(properties: Element | None) -> int:
    span = find_first(properties, "gridSpan") if properties is not None else None
    value = attribute(span, "val") if span is not None else None
    return min(max(int(value), 1), 64) if value and value.isascii() and value.isdigit() else 1


def _is_raised(run: Element) -> bool:
    properties = find_first(run, "rPr")
    align = find_first(properties, "vertAlign") if properties is not None else None
    return align is not None and attribute(align, "val") == "superscript"


def _is_hidden(run: Element) -> bool:
    properties = find_first(run, "rPr")
    vanish = find_first(properties, "vanish") if properties is not None else None
    return vanish is not None and attribute(vanish, "val") not in ("0", "false")
