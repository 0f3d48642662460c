"""PDF: the text layer where there is one, else OCR of the page images."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipeline.errors import ReportError
from pipeline.ingest.extracted import Extracted, Limits
from pipeline.ingest.metadata_file import Metadata
from pipeline.ingest.readers.layout import build_text
from pipeline.ingest.readers.pages import Page
from pipeline.ingest.readers.pdf_characters import read_page

if TYPE_CHECKING:
    import pypdfium2

_MIN_CHARACTERS = 8
"""A page with fewer characters in its text layer is a picture of a page, or empty."""
_DPI = 200
"""Below 200 dots an inch the OCR loses digits."""
_HAN = re.compile(r"[\u4e00-\u9fff]")


def read(content: bytes, limits: Limits) -> Extracted:
    """Read a PDF; see `readers.read_content` for what is raised."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        raise ReportError(_explain(str(error))) from error
    if count > limits.max_pages:
        message = f"too large: {count} pages, more than {limits.max_pages}; split it or raise ingest.max_pages"
        raise ReportError(message)
    try:
        pages, notes = _read_pages(document, count, limits)
    except pypdfium2.PdfiumError as error:
        message = f"broken: a page of this PDF cannot be read ({error}); get the file again"
        raise ReportError(message) from error
    return build_text(pages, told=_read_properties(document), notes=notes)


def _read_pages(document: pypdfium2.PdfDocument, count: int, limits: Limits) -> tuple[list[Page], list[str]]:
    pages: list[Page] = []
    pictures: list[int] = []
    for index in range(count):
        page = document[index]
        read = read_page(page, index + 1)
        if sum(len(segment.text) for segment in read.segments) < _MIN_CHARACTERS and _has_picture(page):
            pictures.append(index)
        pages.append(read)
    if not pictures:
        return pages, []
    from pipeline.ingest.readers import ocr

    shown = f"{len(pictures)} of {count} pages are pictures without a text layer"
    if not ocr.is_installed():
        if len(pictures) * 2 >= count:
            message = f"a scan: {shown}; {ocr.ADVICE}"
            raise ReportError(message)
        return pages, [f"{shown} and are not read; {ocr.ADVICE}"]
    for index in pictures:
        page = document[index]
        scale = min(_DPI / 72, (limits.max_pixels / max(page.get_width() * page.get_height(), 1)) ** 0.5)
        image = page.render(scale=scale).to_numpy()
        found = ocr.find_segments(image, scale=scale)
        pages[index] = Page(index + 1, page.get_width(), page.get_height(), found)
        limits.on_page()
    return pages, [f"{shown}; they are read by OCR"]


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    import pypdfium2.raw as pdfium

    found: list[Any] = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    return bool(found)


def _read_properties(document: pypdfium2.PdfDocument) -> Metadata:
    title = document.get_metadata_dict().get("Title", "").strip()
    usable = len(_HAN.findall(title)) >= 6 and ".doc" not in title.lower()
    return Metadata(title=title.translate({0: None}) if usable else None)


def _explain(error: str) -> str:
    if "assword" in error:
        return "protected: this PDF needs a password; save it without one"
    if "ecurity" in error:
        return "protected: this PDF has a kind of encryption that is not known; save it without one"
    return f"broken: this PDF cannot be opened ({error}); it may be cut off, get it again"
