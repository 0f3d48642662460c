"""Lines of a page: segments at one height. Running heads, page numbers and notes at the foot are told from the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.ingest.extracted import Piece
from pipeline.ingest.readers.pages import Page, Segment

_PAGE_NUMBER = re.compile(
    r"[-—–·.\s]*\d{1,4}[-—–·.\s]*|第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}|[ivxIVX]{1,6}"
)
_PRINTED = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d{1,4}/\d{1,4})?|\d{1,4}/\d{1,2}/\d{1,4},?\s*(?:上午|下午)?\d{1,2}:\d\d(?:\s*[AP]M)?(?:\s.*)?"
)
"""What a browser prints around a page: its address, the time and its title."""
_MARGIN = 0.13
"""Share of the height of a page, at the top and the bottom, in which running heads and page numbers stand."""
_NOTE = re.compile(r"[①-⑳]|\*(?!\*)|(?:注[:：]?)?[\[［〔(（]?(?P<number>\d{1,2})(?!\d)[\]］〕)）.．、\s]*")
_SMALLER = 0.92
"""Notes at the foot of a page are smaller than this part of the text."""


@dataclass(frozen=True, slots=True)
class Line:
    """The segments at one height, from left to right; frame is the key of the part of the page that it stands in."""

    page: Page
    segments: tuple[Segment, ...]
    frame: str = "page"

    @property
    def left(self) -> float:
        """Left side."""
        return self.segments[0].left

    @property
    def right(self) -> float:
        """Right side."""
        return max(segment.right for segment in self.segments)

    @property
    def top(self) -> float:
        """Upper side."""
        return min(segment.top for segment in self.segments)

    @property
    def bottom(self) -> float:
        """Lower side."""
        return max(segment.bottom for segment in self.segments)

    @property
    def size(self) -> float:
        """Height of its characters."""
        return float(median(segment.size for segment in self.segments))

    @property
    def text(self) -> str:
        """Its text, with a blank between segments."""
        return " ".join(segment.text for segment in self.segments)

    def piece(self, text: str) -> Piece:
        """Give a text with the place of this line."""
        scores = [segment.confidence for segment in self.segments if segment.confidence is not None]
        box = (self.left, self.top, self.right, self.bottom)
        return Piece(text, page=self.page.number, box=box, confidence=min(scores) if scores else None)


def find_lines(page: Page, segments: Sequence[Segment], frame: str = "page") -> list[Line]:
    """Put segments that stand at one height together, from the top down."""
    lines: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda segment: (segment.middle, segment.left)):
        if lines and lines[-1][0].top < segment.middle < lines[-1][0].bottom:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [Line(page, tuple(sorted(line, key=lambda segment: segment.left)), frame) for line in lines]


def find_running(by_page: Sequence[Sequence[Line]]) -> set[str]:
    """Find what stands, apart from the rest, at the top or bottom of three pages (or of both) and of a third of them.

    A line in another size is another line: a title is kept though the running heads repeat it.
    """
    counts: Counter[str] = Counter()
    for lines in by_page:
        counts.update({_describe(line) for line in _find_apart(lines)})
    fewest = 2 if len(by_page) == 2 else max(3, len(by_page) / 3)
    return {text for text, count in counts.items() if count >= fewest}


def is_margin(line: Line, running: set[str]) -> bool:
    """Tell a running head, a page number or what a browser prints around a page."""
    if not _in_margin(line):
        return False
    text = line.text.strip()
    return bool(_PAGE_NUMBER.fullmatch(text) or _PRINTED.fullmatch(text)) or _describe(line) in running


def _find_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """Give the lines in the margins of a page that stand farther from the body than its lines from one another."""
    steps = sorted(after.top - line.top for line, after in pairwise(lines))
    usual = steps[len(steps) // 2] if steps else 0.0
    for index, line in enumerate(lines):
        at = index + 1 if line.bottom < line.page.height * _MARGIN else index - 1
        inner = lines[at] if 0 <= at < len(lines) else None
        if _in_margin(line) and (inner is None or abs(inner.top - line.top) > 1.3 * usual):
            yield line


def _in_margin(line: Line) -> bool:
    return line.bottom < line.page.height * _MARGIN or line.top > line.page.height * (1 - _MARGIN)


def _describe(line: Line) -> str:
    """Give the text without its digits, and the size where that is sure."""
    size = "" if line.segments[0].confidence is not None else f" {line.size:.0f}"
    return re.sub(r"\d+", "#", "".join(line.text.split())) + size


def find_body_size(pages: Sequence[Page]) -> float:
    """Give the size in which most characters of a report are set."""
    counts: Counter[float] = Counter()
    for page in pages:
        for segment in page.segments:
            counts[round(segment.size * 2) / 2] += len(segment.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def split_notes(lines: Sequence[Line], body_size: float) -> tuple[list[Line], list[list[Line]]]:
    """Part the notes at the foot of a page or column from the lines above: smaller, and the first with its number.

    Each note is the list of its lines. An OCR measures sizes too roughly to tell notes by them.
    """
    at = len(lines)
    while at and lines[at - 1].size < _SMALLER * body_size and lines[at - 1].segments[0].confidence is None:
        at -= 1
    notes: list[list[Line]] = []
    body = list(lines[:at])
    number = 0
    for line in lines[at:]:
        mark = _NOTE.match(line.text)
        own = int(mark["number"]) if mark and mark["number"] else number + 1
        if mark and (not notes or own == number + 1 or not mark["number"]):
            notes.append([])
            number = own
        (notes[-1] if notes else body).append(line)
    return body, notes
