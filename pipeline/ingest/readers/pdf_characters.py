"""The characters of a PDF page as segments: by their base lines and sizes, upright, without watermarks."""

from __future__ import annotations

import bisect
import ctypes
import itertools
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.ingest.readers.note_numbers import mark_note_number
from pipeline.ingest.readers.pages import Page, Rule, Segment

if TYPE_CHECKING:
    import pypdfium2

_GAP = 1.5
"""Blank between two characters, in heights of a character, from which they are two cells of a table."""
_ASCENT, _DESCENT = 0.88, 0.12
"""Parts of the size of a character above and below its base line, as in every font of Han characters."""
_SMALL, _RAISED = 0.8, 0.15
"""A character below this size and above the line by this part of it is the number of a note."""
_THIN, _SHORTEST = 2.5, 6.0
"""Points: how thick a ruling line is at most, and how long at least."""
_MOST_OBJECTS = 20_000
"""A page with more drawings is a map or a chart, and its lines are no table."""


@dataclass(frozen=True, slots=True)
class _Character:
    """start and base are where the writing of it begins; left and right the sides of its box."""

    text: str
    start: float
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class _Turn:
    """How a page is turned until its text stands upright, in quarters against the clock, and its sides before."""

    quarters: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as it is read."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarters % 2 else (width, height)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Give a point of the file as points from the upper left corner of the upright page."""
        if self.quarters == 0:
            return x - self.left, self.top - y
        if self.quarters == 1:
            return y - self.bottom, x - self.left
        if self.quarters == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Give a box of the file as left, top, right, bottom of the upright page."""
        (x1, y1), (x2, y2) = self.place(left, bottom), self.place(right, top)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def read_page(page: pypdfium2.PdfPage, number: int) -> Page:
    """Read the text layer and the ruling lines of a page."""
    textpage = page.get_textpage()
    directions = [_find_direction(textpage, index) for index in range(textpage.count_chars())]
    common = Counter(direction for direction in directions if direction is not None).most_common(1)
    turn = _Turn(common[0][0] if common else 0, *page.get_bbox())
    rules = tuple(_find_rules(page, turn))
    characters = [
        character
        for index, direction in enumerate(directions)
        if direction == turn.quarters and (character := _read_character(textpage, index, turn))
    ]
    upright = sorted((rule for rule in rules if not rule.is_level), key=_left_of)
    segments = tuple(_build_segment(run) for run in _find_runs(characters, upright))
    return Page(number, *turn.size, tuple(segment for segment in segments if segment.text), rules)


def _find_direction(textpage: pypdfium2.PdfTextPage, index: int) -> int | None:
    """Tell in which of four directions a character is written; None of one that is aslant, or shows nothing."""
    import pypdfium2.raw as pdfium

    code = pdfium.FPDFText_GetUnicode(textpage, index)
    if code <= 0x20 or code == 0xA0 or 0xD800 <= code < 0xE000:
        return None
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(textpage, index, matrix):
        return None
    quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    return round(quarters) % 4 if abs(quarters - round(quarters)) < 0.05 else None


def _read_character(textpage: pypdfium2.PdfTextPage, index: int, turn: _Turn) -> _Character | None:
    import pypdfium2.raw as pdfium

    x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(textpage, index, matrix)
    pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
    left, top, right, bottom = turn.box(*textpage.get_charbox(index, loose=True))
    start, base = turn.place(x.value, y.value)
    size = pdfium.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
    if not (right > left and bottom > top and all(map(math.isfinite, (left, right, start, base, size)))):
        return None
    if size < 0.4 * (bottom - top):  # a font whose size says nothing
        size, base = bottom - top, bottom - _DESCENT * (bottom - top)
    text = chr(pdfium.FPDFText_GetUnicode(textpage, index))
    return _Character(text, start, min(start, left), right, base, size)


def _find_runs(characters: Sequence[_Character], upright: Sequence[Rule]) -> Iterator[list[_Character]]:
    """Cut the characters into pieces: on one line, without a wide gap or a ruling line between them."""
    run: list[_Character] = []
    for character in characters:
        if run and not _follows(run, character, upright):
            yield run
            run = []
        run.append(character)
    if run:
        yield run


def _follows(run: Sequence[_Character], character: _Character, upright: Sequence[Rule]) -> bool:
    last = run[-1]
    size = max(last.size, character.size)
    gap = character.left - last.right
    if (character.start, character.base) == (last.start, last.base):
        return True  # one sign of the font for two characters: ——
    if abs(character.base - last.base) > 0.5 * size or not -1.1 * size < gap <= _GAP * size:
        return False
    return not _is_parted(last.right, character.left, character.base, size, upright)


def _is_parted(left: float, right: float, base: float, size: float, upright: Sequence[Rule]) -> bool:
    """Tell whether a ruling line stands between two characters; `upright` are sorted from left to right."""
    middle, reach = (left + right) / 2, max(right - left, 0.2 * size) / 2 + 1
    first = bisect.bisect_left(upright, middle - reach, key=_left_of)
    for rule in itertools.islice(upright, first, None):
        if rule.left > middle + reach:
            return False
        if rule.top < base < rule.bottom + 1:
            return True
    return False


def _left_of(rule: Rule) -> float:
    return rule.left


def _build_segment(run: Sequence[_Character]) -> Segment:
    ((size, base), _) = Counter((character.size, character.base) for character in run).most_common(1)[0]
    text, note = "", ""
    last: _Character | None = None
    for character in run:
        is_raised = character.size < _SMALL * size and base - character.base > _RAISED * size
        if is_raised and character.text.isnumeric():
            note += character.text
        else:
            text, note = text + mark_note_number(note, text), ""
            text += _blank(last, character, size) + character.text
        last = character
    left, right = run[0].left, max(character.right for character in run)
    return Segment(
        (text + mark_note_number(note, text)).strip(), left, base - _ASCENT * size, right, base + _DESCENT * size
    )


def _blank(last: _Character | None, character: _Character, size: float) -> str:
    """Give the blank between two words in Latin letters, or in a name of Han characters that is set apart."""
    if last is None:
        return ""
    size = min(size, character.size)
    if last.text.isascii() and character.text.isascii():
        return " " if character.left - last.right > 0.25 * size else ""
    return " " if not last.text.isascii() and character.start - last.start > 1.75 * last.size else ""


def _find_rules(page: pypdfium2.PdfPage, turn: _Turn) -> Iterator[Rule]:
    """Find straight lines, which are drawn as thin areas or as strokes."""
    import pypdfium2.raw as pdfium

    for count, item in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1)):
        if count > _MOST_OBJECTS:
            return
        whole = turn.box(*item.get_bounds())
        if min(whole[2] - whole[0], whole[3] - whole[1]) <= _THIN:
            lines = [whole]
        else:
            lines = [turn.box(*line) for line in _find_strokes(item)]
        for left, top, right, bottom in lines:
            long, thin = max(right - left, bottom - top), min(right - left, bottom - top)
            if thin <= _THIN and _SHORTEST <= long < 20_000:
                yield Rule(left, top, right, bottom)


def _find_strokes(item: pypdfium2.PdfObject) -> Iterator[tuple[float, float, float, float]]:
    """Give the straight strokes of a drawn path, as boxes of the file."""
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    count = pdfium.FPDFPath_CountSegments(item)
    if not stroke.value or count > _MOST_OBJECTS:
        return
    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(count):
        part = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(part, x, y)
        point = matrix.on_point(x.value, y.value)
        if pdfium.FPDFPathSegment_GetType(part) == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif pdfium.FPDFPathSegment_GetType(part) == pdfium.FPDF_SEGMENT_LINETO:
            yield _span(last, point)
        if pdfium.FPDFPathSegment_GetClose(part):
            yield _span(point, start)
        last = point


def _span(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float, float, float]:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
