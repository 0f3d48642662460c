"""What a reader gives back: the text of a file, where each part of it stands in the file, and what the file tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.ingest.decode import normalize_line_ends
from pipeline.ingest.metadata_file import Metadata
from pipeline.params import IngestParams
from pipeline.records import Place


def _do_nothing() -> None:
    """Take note of a page and leave it at that."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. Sizes are bytes, pixels are those of one image.

    on_page: called by a reader after each page that took OCR, since max_seconds is the time for one such page.
    """

    max_bytes: int = 64 * 1024 * 1024
    max_pages: int = 1000
    max_seconds: float = 120.0
    max_memory: int = 2048 * 1024 * 1024
    max_members: int = 1000
    max_pixels: int = 50_000_000
    on_page: Callable[[], None] = _do_nothing


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of one file with LF as line end. The doc_id of the places is empty: a reader knows none.

    told: what the file itself says of the report, beside its text; notes: what a user should know.
    """

    text: str
    encoding: str | None = None
    places: tuple[Place, ...] = ()
    told: Metadata = field(default_factory=Metadata)
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Give it as plain values, for the way between two processes."""
        return {
            "text": self.text,
            "encoding": self.encoding,
            "places": [[*_values(place)] for place in self.places],
            "told": [self.told.title, self.told.region, self.told.level, self.told.report_date, self.told.issuer],
            "notes": list(self.notes),
        }

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Extracted:
        """Build it from the plain values of `to_json`."""
        return cls(
            text=content["text"],
            encoding=content["encoding"],
            places=tuple(Place("", *values) for values in content["places"]),
            told=Metadata(*content["told"]),
            notes=tuple(content["notes"]),
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text with where it stands: page, paragraph, box (left, top, right, bottom), confidence of the OCR."""

    text: str
    page: int | None = None
    paragraph: int | None = None
    box: tuple[float, float, float, float] | None = None
    confidence: float | None = None


class TextBuilder:
    """Puts lines together to a text, and notes where each of them stands in the original file."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0
        self.places: list[Place] = []

    def add(self, line: str, *, paragraph: int | None = None) -> None:
        """Add one line, from the paragraph of that number. Line ends inside it stay."""
        self.add_pieces([Piece(line, paragraph=paragraph)])

    def add_pieces(self, pieces: Sequence[Piece]) -> None:
        """Add one line that is put together from pieces of the file; each piece keeps its place."""
        line = ""
        for number, piece in enumerate(pieces):
            text = normalize_line_ends(piece.text).translate(_UNSTORABLE)
            text = text.rstrip() if number == len(pieces) - 1 else text
            start = self._length + len(line)
            line += text
            if text.strip() and (piece.page is not None or piece.paragraph is not None):
                left, top, right, bottom = (round(side, 1) for side in piece.box) if piece.box else (None,) * 4
                place = Place(
                    "",
                    start,
                    start + len(text),
                    piece.page,
                    piece.paragraph,
                    left,
                    top,
                    right,
                    bottom,
                    piece.confidence,
                )
                self.places.append(place)
        self._lines.append(line)
        self._length += len(line) + 1

    def build(self, **more: Any) -> Extracted:
        """Give what was put together; `more` are the other fields of Extracted."""
        text = "\n".join(self._lines)
        return Extracted(text + "\n" if text else "", places=tuple(self.places), **more)


_UNSTORABLE = dict.fromkeys((0, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)), "\ufffd")


def format_row(cells: list[str]) -> str:
    """Write the cells of a row of a table as one line: `| a | b |`."""
    return "| " + " | ".join(" ".join(cell.replace("|", "／").split()) for cell in cells) + " |"


def _values(place: Place) -> tuple[Any, ...]:
    return (
        place.char_start,
        place.char_end,
        place.page,
        place.paragraph,
        place.left,
        place.top,
        place.right,
        place.bottom,
        place.confidence,
    )


def build_limits(params: IngestParams) -> Limits:
    """Build the limits that the parameters of `ingest` state."""
    megabyte = 1024 * 1024
    return Limits(
        max_bytes=params.max_megabytes * megabyte,
        max_pages=params.max_pages,
        max_seconds=float(params.max_seconds),
        max_memory=params.max_memory_megabytes * megabyte,
        max_members=params.max_members,
    )
