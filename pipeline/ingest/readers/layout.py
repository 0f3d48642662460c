"""Pages to text: columns in their order, lines joined to paragraphs, tables put together, running heads left out.

What a PDF or an OCR gives are segments: pieces of text with their boxes. Within a column segments at one height are one
line, unless lines of several segments stand below each other: that is a table without ruling lines.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.ingest.extracted import Extracted, Piece, TextBuilder
from pipeline.ingest.metadata_file import Metadata
from pipeline.ingest.readers.columns import find_frames, find_gutters
from pipeline.ingest.readers.lines import Line, find_body_size, find_lines, find_running, is_margin, split_notes
from pipeline.ingest.readers.note_numbers import NOTES_HEADING
from pipeline.ingest.readers.pages import Page, Segment
from pipeline.ingest.readers.ruled import Grid, find_grids
from pipeline.ingest.readers.tables import format_rows
from pipeline.ingest.readers.unruled import format_cells, group_rows

_LIST_MARK = re.compile(
    r"[一二三四五六七八九十]{1,3}[、是]|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章节篇部]"
)
_SAME_GUTTER = 6.0
"""Points by which columns of two pages may stand apart."""


@dataclass(frozen=True, slots=True)
class _Margins:
    """Where most lines of a frame begin and end, and how far apart they stand."""

    left: float
    right: float
    step: float


@dataclass(frozen=True, slots=True)
class _PlacedGrid:
    page: Page
    grid: Grid


def build_text(pages: Sequence[Page], *, told: Metadata | None = None, notes: Sequence[str] = ()) -> Extracted:
    """Build the text of a report from its pages."""
    items, footnotes = _order(pages)
    margins = _find_margins([item for item in items if isinstance(item, Line)])
    builder = TextBuilder()
    prose: list[Line] = []
    grids: list[_PlacedGrid] = []
    for item in items:
        if isinstance(item, Line):
            _add_grids(builder, grids)
            prose.append(item)
            continue
        _add_prose(builder, prose, margins)
        prose = []
        if grids and not grids[-1].grid.has_columns_of(item.grid):
            _add_grids(builder, grids)
        grids.append(item)
    _add_grids(builder, grids)
    _add_prose(builder, prose, margins)
    if footnotes:
        builder.add(NOTES_HEADING)
        for note in footnotes:
            _add_paragraph(builder, note)
    return builder.build(told=told or Metadata(), notes=tuple(notes))


def _order(pages: Sequence[Page]) -> tuple[list[Line | _PlacedGrid], list[list[Line]]]:
    """Give the lines and tables of a report as they are read, and the notes at the feet of its pages."""
    running = find_running([find_lines(page, page.segments) for page in pages])
    body_size = find_body_size(pages)
    blocks: list[list[Segment | Grid]] = []
    for page in pages:
        grids, loose = find_grids(page)
        lines = find_lines(page, loose)
        kept = [segment for line in lines if not is_margin(line, running) for segment in line.segments]
        blocks.append([*grids, *kept])
    gutters = _find_gutters(blocks)
    items: list[Line | _PlacedGrid] = []
    footnotes: list[list[Line]] = []
    for page, on_page in zip(pages, blocks, strict=True):
        for frame in find_frames(on_page, gutters):
            segments = [block for block in frame.blocks if isinstance(block, Segment)]
            lines, found = split_notes(find_lines(page, segments, frame.key), body_size)
            footnotes += found
            placed = [_PlacedGrid(page, block) for block in frame.blocks if isinstance(block, Grid)]
            items += sorted([*lines, *placed], key=_top_of)
    return items, footnotes


def _top_of(item: Line | _PlacedGrid) -> float:
    return item.top if isinstance(item, Line) else item.grid.top


def _find_gutters(blocks: Sequence[Sequence[Segment | Grid]]) -> list[float]:
    """Find where columns part, on all pages: a page with few lines is cut as the others are."""
    found: list[float] = []
    for on_page in blocks:
        found += [one for one in find_gutters(on_page) if all(abs(one - other) > _SAME_GUTTER for other in found)]
    return found


def _find_margins(lines: Sequence[Line]) -> Mapping[str, _Margins]:
    by_frame: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_frame[line.frame].append(line)
    return {frame: _measure(inside) for frame, inside in by_frame.items()}


def _measure(lines: Sequence[Line]) -> _Margins:
    """Find where most lines begin and end, and how far apart they stand; lines that are indented begin a paragraph."""
    size = float(median(line.size for line in lines)) or 1.0
    starts = Counter(round(line.left / (size / 2)) for line in lines)
    common = [start for start, count in starts.items() if count >= max(2, len(lines) * 0.1)]
    left = (min(common) if common else min(starts)) * size / 2
    right = sorted(line.right for line in lines)[int(len(lines) * 0.9)]
    steps = [after.top - line.top for line, after in pairwise(lines) if after.top > line.top]
    return _Margins(left, right, float(median(steps)) if steps else 0.0)


def _add_prose(builder: TextBuilder, lines: Sequence[Line], margins: Mapping[str, _Margins]) -> None:
    """Add lines as paragraphs and tables."""
    pending: list[Line] = []
    for kind, group in group_rows(lines):
        if kind == "table":
            _add_paragraph(builder, pending)
            pending = []
            for line, text in format_cells(group):
                builder.add_pieces([line.piece(text)])
            continue
        line = group[0]
        if pending and not _goes_on(pending[-1], line, margins):
            _add_paragraph(builder, pending)
            pending = []
        pending.append(line)
    _add_paragraph(builder, pending)


def _goes_on(line: Line, after: Line, margins: Mapping[str, _Margins]) -> bool:
    """Tell whether a line is full and the next one is not indented, so that both are of one paragraph."""
    own, its = margins[line.frame], margins[after.frame]
    size = line.size
    word = re.match(r"[!-~]*", after.text)  # a figure that did not fit leaves its line short
    is_open = line.text.endswith(("，", ",", "、"))  # no paragraph ends so, however short the line
    room = (2.2 + 0.6 * (word.end() if word else 0)) * size
    if after.left > its.left + 1.2 * size or len(line.segments) > 1:
        return False
    if line.right < own.right - room and not is_open:
        return False
    if abs(line.size - after.size) > 0.3 * size:
        return False
    is_next = line.page is after.page and line.frame == after.frame
    if is_next and own.step and after.top - line.top > 1.6 * max(own.step, 1.2 * size):
        return False
    return not (line.text.endswith(("。", "：", "；")) and _LIST_MARK.match(after.text))


def _add_paragraph(builder: TextBuilder, lines: Sequence[Line]) -> None:
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


def _add_grids(builder: TextBuilder, grids: list[_PlacedGrid]) -> None:
    """Add a ruled table, which may go over several pages, and empty the list of its parts."""
    rows = [(placed, row) for placed in grids for row in placed.grid.rows]
    for index, text in format_rows([row for _, row in rows]):
        page, grid = rows[index][0].page, rows[index][0].grid
        builder.add_pieces([Piece(text, page=page.number, box=(grid.left, grid.top, grid.right, grid.bottom))])
    grids.clear()
