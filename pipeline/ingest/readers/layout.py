"""Pages to text: lines joined to paragraphs, tables put together, running heads and page numbers left out.

What a PDF or an OCR gives are segments: pieces of text with their boxes. Reports have one column of prose, so that
segments at one height are one line, unless lines of several segments stand below each other: that is a table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.ingest.extracted import Extracted, Piece, TextBuilder, format_row
from pipeline.ingest.metadata_file import Metadata

_PAGE_NUMBER = re.compile(
    r"[-—–·.\s]*\d{1,4}[-—–·.\s]*|第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}|[ivxIVX]{1,6}"
)
_MARGIN = 0.13
"""Share of the height of a page, at the top and the bottom, in which running heads and page numbers stand."""
_LIST_MARK = re.compile(
    r"[一二三四五六七八九十]{1,3}[、是]|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章节篇部]"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text on one line; left, top, right, bottom from the upper left corner; size is its height."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float | None = None

    @property
    def size(self) -> float:
        """Height of the characters."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """One page with its segments, in any order."""

    number: int
    width: float
    height: float
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """The segments at one height, from left to right."""

    page: Page
    segments: tuple[Segment, ...]

    @property
    def left(self) -> float:
        return self.segments[0].left

    @property
    def right(self) -> float:
        return max(segment.right for segment in self.segments)

    @property
    def top(self) -> float:
        return min(segment.top for segment in self.segments)

    @property
    def bottom(self) -> float:
        return max(segment.bottom for segment in self.segments)

    @property
    def size(self) -> float:
        return float(median(segment.size for segment in self.segments))

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)

    def piece(self, text: str) -> Piece:
        scores = [segment.confidence for segment in self.segments if segment.confidence is not None]
        box = (self.left, self.top, self.right, self.bottom)
        return Piece(text, page=self.page.number, box=box, confidence=min(scores) if scores else None)


def build_text(pages: Sequence[Page], *, told: Metadata | None = None, notes: Sequence[str] = ()) -> Extracted:
    """Build the text of a report from its pages."""
    by_page = [_find_lines(page) for page in pages]
    running = _find_running(by_page)
    lines = [line for page_lines in by_page for line in page_lines if not _is_margin(line, running)]
    builder = TextBuilder()
    margins = _find_margins(lines)
    pending: list[_Line] = []
    for kind, group in _group(lines):
        if kind == "table":
            _add_paragraph(builder, pending)
            pending = []
            _add_table(builder, group)
            continue
        line = group[0]
        if pending and not _goes_on(pending[-1], line, margins):
            _add_paragraph(builder, pending)
            pending = []
        pending.append(line)
    _add_paragraph(builder, pending)
    return builder.build(told=told or Metadata(), notes=tuple(notes))


def _find_lines(page: Page) -> list[_Line]:
    """Put segments that stand at one height together, from the top down."""
    lines: list[list[Segment]] = []
    for segment in sorted(page.segments, key=lambda segment: ((segment.top + segment.bottom) / 2, segment.left)):
        middle = (segment.top + segment.bottom) / 2
        if lines and lines[-1][0].top < middle < lines[-1][0].bottom:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [_Line(page, tuple(sorted(line, key=lambda segment: segment.left))) for line in lines]


def _find_running(by_page: Sequence[Sequence[_Line]]) -> set[str]:
    """Find what stands, apart from the rest, at the top or bottom of three pages and of a third of them."""
    counts: Counter[str] = Counter()
    for lines in by_page:
        counts.update({_without_digits(line.text) for line in _find_apart(lines)})
    return {text for text, count in counts.items() if count >= max(3, len(by_page) / 3)}


def _find_apart(lines: Sequence[_Line]) -> Iterator[_Line]:
    """Give the lines in the margins of a page that stand farther from the body than its lines from one another."""
    steps = sorted(after.top - line.top for line, after in pairwise(lines))
    usual = steps[len(steps) // 2] if steps else 0.0
    for index, line in enumerate(lines):
        at = index + 1 if line.bottom < line.page.height * _MARGIN else index - 1
        inner = lines[at] if 0 <= at < len(lines) else None
        if _in_margin(line) and (inner is None or abs(inner.top - line.top) > 1.3 * usual):
            yield line


def _is_margin(line: _Line, running: set[str]) -> bool:
    if not _in_margin(line):
        return False
    return bool(_PAGE_NUMBER.fullmatch(line.text.strip())) or _without_digits(line.text) in running


def _in_margin(line: _Line) -> bool:
    return line.bottom < line.page.height * _MARGIN or line.top > line.page.height * (1 - _MARGIN)


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "#", "".join(text.split()))


def _find_margins(lines: Sequence[_Line]) -> tuple[float, float, float]:
    """Find where most lines begin and end, and how far apart they stand; lines that are indented begin a paragraph."""
    if not lines:
        return 0.0, 0.0, 0.0
    size = float(median(line.size for line in lines)) or 1.0
    starts = Counter(round(line.left / (size / 2)) for line in lines)
    common = [start for start, count in starts.items() if count >= max(2, len(lines) * 0.1)]
    left = (min(common) if common else min(starts)) * size / 2
    right = sorted(line.right for line in lines)[int(len(lines) * 0.9)]
    steps = [after.top - line.top for line, after in pairwise(lines) if after.top > line.top]
    return left, right, float(median(steps)) if steps else 0.0


def _goes_on(line: _Line, after: _Line, margins: tuple[float, float, float]) -> bool:
    """Tell whether a line is full and the next one is not indented, so that both are of one paragraph."""
    left, right, step = margins
    size = line.size
    if line.right < right - 2.2 * size or after.left > left + 1.2 * size or len(line.segments) > 1:
        return False
    if abs(line.size - after.size) > 0.3 * size:
        return False
    if line.page is after.page and step and after.top - line.top > 1.6 * max(step, 1.2 * size):
        return False
    return not (line.text.endswith(("。", "：", "；")) and _LIST_MARK.match(after.text))


def _add_paragraph(builder: TextBuilder, lines: Sequence[_Line]) -> None:
    pieces = []
    for index, line in enumerate(lines):
        text = line.text
        if index + 1 < len(lines) and _is_latin(text[-1:]) and _is_latin(lines[index + 1].text[:1]):
            text += " "
        pieces.append(line.piece(text))
    if pieces:
        builder.add_pieces(pieces)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _group(lines: Sequence[_Line]) -> Iterator[tuple[str, list[_Line]]]:
    """Give lines of prose one by one, and the lines of each table together."""
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and _may_be_row(lines, end, index):
            end += 1
        while end > index and len(lines[end - 1].segments) < 2:
            end -= 1
        rows = lines[index:end]
        if sum(len(line.segments) > 1 for line in rows) >= 2 and _find_columns(rows):
            yield "table", list(rows)
            index = end
        else:
            yield "prose", [lines[index]]
            index += 1


def _may_be_row(lines: Sequence[_Line], at: int, start: int) -> bool:
    """Tell whether a line has cells, or is a cell that is wrapped inside a table."""
    line = lines[at]
    if len(line.segments) > 1:
        return True
    if at == start or line.page is not lines[at - 1].page:
        return False
    wide = line.right - line.left > 0.4 * line.page.width
    return not wide and line.top - lines[at - 1].bottom < line.size


def _find_columns(rows: Sequence[_Line]) -> list[tuple[float, float]]:
    """Find the columns of a table: where segments overlap. None where a line has two cells in one column."""
    spans = sorted(
        (segment.left, segment.right) for line in rows for segment in line.segments if len(line.segments) > 1
    )
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    for line in rows:
        places = [_column_of(segment, columns) for segment in line.segments]
        if len(set(places)) < len(places):
            return []
    return columns if len(columns) > 1 else []


def _column_of(segment: Segment, columns: Sequence[tuple[float, float]]) -> int:
    middle = (segment.left + segment.right) / 2
    return min(range(len(columns)), key=lambda index: _distance(middle, columns[index]))


def _distance(place: float, column: tuple[float, float]) -> float:
    return max(column[0] - place, place - column[1], 0.0)


def _add_table(builder: TextBuilder, rows: Sequence[_Line]) -> None:
    columns = _find_columns(rows)
    table: list[tuple[_Line, list[str]]] = []
    for line in rows:
        cells = [""] * len(columns)
        for segment in line.segments:
            cells[_column_of(segment, columns)] += segment.text
        if len(line.segments) == 1 and table:
            place = next(index for index, cell in enumerate(cells) if cell)
            table[-1][1][place] += cells[place]
        else:
            table.append((line, cells))
    for line, cells in table:
        builder.add_pieces([line.piece(format_row(cells))])
