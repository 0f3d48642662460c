"""Pictures of pages (PNG, JPEG, TIFF, BMP, GIF, WebP): read by OCR where its extra is installed."""

from __future__ import annotations

import io
import warnings

from pipeline.errors import ReportError
from pipeline.ingest.extracted import Extracted, Limits
from pipeline.ingest.readers import ocr
from pipeline.ingest.readers.layout import build_text
from pipeline.ingest.readers.pages import Page


def read(content: bytes, limits: Limits) -> Extracted:
    """Read a picture; see `readers.read_content` for what is raised."""
    if not ocr.is_installed():
        message = f"a picture of text; {ocr.ADVICE}"
        raise ReportError(message)
    import numpy as np
    from PIL import Image, ImageSequence, UnidentifiedImageError

    pages = []
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content)) as picture:
            # the number of pixels is checked below, before any of them is decoded
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            for number, frame in enumerate(ImageSequence.Iterator(picture), 1):
                _check_size(frame.width, frame.height, number, limits)
                found = ocr.find_segments(np.asarray(frame.convert("RGB")), scale=1.0)
                pages.append(Page(number, frame.width, frame.height, found))
                limits.on_page()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        message = f"broken: this picture cannot be read ({error}); get the file again"
        raise ReportError(message) from error
    return build_text(pages, notes=["read by OCR"])


def _check_size(width: int, height: int, number: int, limits: Limits) -> None:
    if width * height > limits.max_pixels:
        message = f"too large: a picture of {width} x {height} pixels, more than {limits.max_pixels}; make it smaller"
        raise ReportError(message)
    if number > limits.max_pages:
        message = f"too large: more than {limits.max_pages} pages; split it or raise ingest.max_pages"
        raise ReportError(message)
